// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* The words and numbers that belong into a picture. Plain CPU work; any thread. */
#pragma once

#include "model/caption.h"
#include "render/camera.h"
#include "render/renderer.h"

typedef struct {
  gboolean scale, axes, time, colours; /* what is wanted */
} CaptionParts;

/* Fills caption for a picture height px high (px as caption counts them: pixels divided
 * by the scale). snapshot NULL: nothing but the theme. */
void picture_caption_init(Caption *caption, const Snapshot *snapshot,
                          const RenderStyle *style, const Camera *camera, double height,
                          CaptionParts parts);
/* Where colours say the species and no other list has the room: those that are drawn as
 * classes. The window, which has a legend of its own, does without. */
void picture_caption_add_species(Caption *caption, const Snapshot *snapshot,
                                 const RenderStyle *style);
/* What a person calls a colouring, "coordination"; static, translated. */
const char *picture_caption_name(RenderColourBy by);

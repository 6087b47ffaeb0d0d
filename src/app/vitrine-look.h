// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* What a person chose about the picture: one property for each choice, all of them kept
 * in the settings under the same name. The view menu writes it, the view reads it.
 *
 * Properties (see the table in the source): flags are boolean; mode, color-by,
 * color-column (of the frame's columns, when color-by is "value"), color-map, slice,
 * labels, background, ring-kind, ring-colors and hop-species are strings; ring-size-least
 * and ring-size (formers of the smallest and largest rings; the one that is set pushes
 * the other) and copies-a … c unsigned; slice-position (part of the cell),
 * slice-thickness (Å, 0: all that is deeper), hop-shortest (Å), hop-time (ps, 0: as many
 * as are not too many), smoothing (ps, −1: by speed), density-level (Å⁻³) and room-level
 * (Å) double. Levels belong to one glass and are not kept in the settings. Emits notify
 * only on change. Main thread. */
#pragma once

#include <gio/gio.h>

#include "model/scene.h"
#include "render/render-style.h"

/* Levels of the surfaces of pathways that are found by themselves. */
#define VITRINE_LOOK_DENSITY_OWN 0.0
#define VITRINE_LOOK_ROOM_OWN    (-1.0)

#define VITRINE_TYPE_LOOK (vitrine_look_get_type())
G_DECLARE_FINAL_TYPE(VitrineLook, vitrine_look, VITRINE, LOOK, GObject)

VitrineLook *vitrine_look_new(void);

/* Writes all that a person chose into style; frame (or NULL) gives the cell and species
 * that slices and filters are about. dark: the window's. */
void vitrine_look_fill(VitrineLook *self, const Frame *frame, gboolean dark,
                       RenderStyle *style);

/* When the slice faces the eye: writes it for a camera; towards_eye is a unit vector. */
void vitrine_look_face_slice(VitrineLook *self, const Frame *frame, Vec3 towards_eye,
                             RenderStyle *style);
/* Slice "atoms" through three points, Å; the plane keeps its place in the cell. FALSE
 * when they lie on a line. */
gboolean vitrine_look_set_plane(VitrineLook *self, const Cell *cell, const Vec3 point[3]);

/* The levels of surfaces that a scene says, or those found by themselves; scene may be
 * NULL. */
void vitrine_look_take_levels(VitrineLook *self, const Scene *scene);
/* Writes the levels into a scene that is about to be saved. */
void vitrine_look_fill_levels(VitrineLook *self, Scene *scene);

/* A property action for each choice. */
void vitrine_look_add_actions(VitrineLook *self, GActionMap *map);
/* Keeps all of them in settings, which may be NULL. */
void vitrine_look_bind_settings(VitrineLook *self, GSettings *settings);
/* Possible values of a string property, NULL-terminated, static; NULL: any text. */
const char *const *vitrine_look_choices(const char *property);

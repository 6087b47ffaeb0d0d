// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* A look (model/look.h) as the renderer's style and camera. Any thread. */
#pragma once

#include "model/look.h"
#include "render/camera.h"
#include "render/render-style.h"

/* Writes all that look says of the picture into style, but single atoms that are hidden;
 * frame (or NULL) gives the cell and the species that slices and filters are about. dark:
 * where the look says "as the window". */
void look_style_fill(const Look *look, const Frame *frame, gboolean dark,
                     RenderStyle *style);
/* Of a slice that faces the eye: writes it for a camera; towards_eye is a unit vector.
 * Does nothing for other slices. */
void look_style_face(const Look *look, const Frame *frame, Vec3 towards_eye,
                     RenderStyle *style);
/* The atoms that are hidden, for RenderStyle.look; NULL: none. Owner: caller. */
AtomLook *look_style_atoms(const Look *look, guint n_atoms);

/* Sets every field: from where look sees whole, in a view with the aspect ratio. */
void look_style_camera(const Look *look, const Cell *whole, double aspect,
                       Camera *camera);
/* The other way round: what look has to say for such a camera. */
void look_style_take_camera(Look *look, const Cell *whole, double aspect,
                            const Camera *camera);

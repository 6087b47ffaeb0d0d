// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* A picture without a window: surfaceless EGL, a framebuffer, pixels out. Same thread
 * throughout. */
#pragma once

#include <glib.h>

#include "render/renderer.h"
#include "render/tile-plan.h"

typedef struct Offscreen Offscreen;

/* Context and framebuffer, made current. Fails with the reason where EGL is missing;
 * never aborts. es: OpenGL ES 3, otherwise core 3.3 or, where there is none, ES 3. */
Offscreen *offscreen_new(int width, int height, gboolean es, GError **error);
void offscreen_free(Offscreen *offscreen);

Renderer *offscreen_renderer(Offscreen *offscreen);
/* Line widths in pixels of the picture; 1 at first. */
void offscreen_set_scale(Offscreen *offscreen, double scale);
/* Draws and reads back: width·height·4 bytes RGBA, premultiplied, rows from the top.
 * Owner: caller (g_free). NULL when GL has no room for the picture. */
guint8 *offscreen_draw(Offscreen *offscreen, const Camera *camera,
                       const RenderStyle *style);
/* A row of tiles of a picture of any size: draws, reads back and puts the cores together
 * in rgba, width × (height of their cores) pixels like those of offscreen_draw. FALSE
 * when GL has no room for a tile. */
gboolean offscreen_draw_row(Offscreen *offscreen, const Camera *camera,
                            const RenderStyle *style, const TilePlan *plan, int row,
                            guint8 *rgba);
/* Longest side of a part that can be drawn here, pixels. */
int offscreen_longest_side(Offscreen *offscreen);
/* "llvmpipe (LLVM 15.0.6, 256 bits), OpenGL 4.5 (Core Profile) Mesa 22.3.6" */
const char *offscreen_description(const Offscreen *offscreen);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(Offscreen, offscreen_free)

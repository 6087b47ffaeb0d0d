// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* Small structures and pictures for the tests of src/render. */
#pragma once

#include "render/offscreen.h"

#define PICTURE_WIDTH  320
#define PICTURE_HEIGHT 240

/* A cube of edge a with nothing in it but the species Na (0), Si (1), O (2). */
Frame *fixture_frame(double edge, guint n_atoms);
void fixture_place(Frame *frame, guint atom, const char *symbol, Vec3 r);

/* High cristobalite, 2 × 2 × 2 cubic cells, with Na in eight of its cages, one ring of
 * six SiO4 that crosses a face, and three hops of different age. */
Snapshot *fixture_cristobalite(void);

/* A hop of atom along a bent path, age ps before the frame. */
Event *fixture_hop(const Frame *frame, guint atom, Vec3 from, Vec3 to, double age);

/* Made current; NULL after having skipped the test where EGL is missing. Any other
 * failure is an error. */
Offscreen *fixture_offscreen(int width, int height, gboolean es);

/* Straight at the cell's middle along −y (z up), from so far away. */
Camera fixture_camera(const Cell *cell, double distance);

/* width·height pixels of four bytes. */
gboolean fixture_write_png(const char *path, const guint8 *rgba, int width, int height);
guint8 *fixture_read_png(const char *path, int *width, int *height);

/* A cube of edge STAGE_EDGE with one atom in its middle, or with ninety of three species
 * in its middle layer. */
#define STAGE_EDGE 20.0
Snapshot *fixture_one_atom(const char *symbol);
Snapshot *fixture_crowd(void);

/* A picture of PICTURE_WIDTH × PICTURE_HEIGHT about to be drawn. */
typedef struct {
  Offscreen *offscreen;
  RenderStyle style;
  Camera camera;
} Stage;

/* es: non-null for OpenGL ES. Shows no cell lines. FALSE: test skipped. */
gboolean stage_init(Stage *stage, gconstpointer es, const Cell *cell);
/* Owner: caller. */
guint8 *stage_draw(Stage *stage, const Snapshot *snapshot);
void stage_clear(Stage *stage);

/* Largest difference of a channel: of two pixels; of the columns left … right − 1. */
int pixel_difference(const guint8 *a, const guint8 *b);
int picture_difference(const guint8 *a, const guint8 *b, int left, int right);

static inline const guint8 *
fixture_pixel(const guint8 *rgba, int width, int x, int y)
{
  return rgba + 4 * ((gsize)y * width + x);
}

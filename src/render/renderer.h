// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* The picture: a snapshot, a camera and a style become pixels in the bound framebuffer.
 *
 * OpenGL 3.3 core or OpenGL ES 3.0; no toolkit. A Renderer belongs to the thread and the
 * context it was made in, which is current in every call that takes one.
 *
 *   Snapshot + RenderStyle ── geometry.c ──▶ instances (spheres, capsules, plates …)
 *   Camera ── draw-view.c ──▶ one uniform block for all shaders
 *   occlusion.c ── a small map of mean distances, for the passes of what is solid
 *   passes, back to front:  background  polyhedra, bonds + spheres  seams  cell-lines
 *                           sheets  ring plates  hop trails  marks  ──▶ framebuffer
 *
 * A pass is one .c and one shader pair of its name (sphere-pass.c,
 * shaders/sphere-pass.{vert,frag}.glsl). Everything is drawn into a framebuffer of the
 * renderer's own and handed over at the end, so nothing is asked of the host's. Spheres
 * and capsules are ray-cast: exact depth, and edges that are smoothed by the covered part
 * of the pixel, for which they are drawn from back to front. */
#pragma once

#include <glib.h>

#include "model/snapshot.h"
#include "render/camera.h"
#include "render/render-style.h"

typedef struct Renderer Renderer;

/* What can be under a pointer. */
typedef enum {
  RENDER_NOTHING,
  RENDER_ATOM,
  RENDER_BOND,
  RENDER_RING,
  RENDER_HOP,
} RenderKind;

typedef struct {
  RenderKind kind;
  guint index; /* atom; bond: one of its atoms; ring, hop: place in the snapshot's list */
  guint other; /* bond: its other atom */
  double depth; /* Å from the eye, or from its plane in the orthographic view */
} RenderHit;

/* What of a picture is drawn, pixels: width × height of it, from left and bottom on. Of
 * the same picture all parts fit together when left and bottom are multiples of
 * RENDER_PART_STEP, apart from a margin of renderer_margin along the edges that are not
 * the picture's own, where what lies beyond them is missed. */
#define RENDER_PART_STEP 128

typedef struct {
  int whole_width, whole_height;
  int left, bottom, width, height;
} RenderPart;

/* NULL with error when the context is too old or a shader does not compile. */
Renderer *renderer_new(GError **error);
/* Needs the context current. */
void renderer_free(Renderer *renderer);

/* Uploads; cheap when it is the snapshot already shown. Keeps a reference. NULL: nothing.
 */
void renderer_set_snapshot(Renderer *renderer, const Snapshot *snapshot);
/* Draws into framebuffer (as bound by the caller on entry), width × height pixels,
 * replacing what was there. scale: device pixels per logical pixel, for line widths.
 * GL state that the drawing touches is put back as it was found; framebuffer stays bound.
 * FALSE when GL has no room for so large a picture; then nothing is drawn. */
gboolean renderer_draw(Renderer *renderer, const Camera *camera, const RenderStyle *style,
                       guint framebuffer, int width, int height, double scale);
/* The same for a part of a picture; framebuffer has the part's size. Style's economy is
 * left out: a picture in parts is one for a file. */
gboolean renderer_draw_part(Renderer *renderer, const Camera *camera,
                            const RenderStyle *style, guint framebuffer,
                            const RenderPart *part, double scale);
/* Pixels around a place on which what is drawn there depends, at this scale. */
int renderer_margin(double scale);
/* Longest side of a part that the current context can draw, pixels. */
int renderer_longest_side(void);

/* What is under a pixel (top left origin): atom index or −1. On the CPU, no GL needed;
 * the same wrapping, radii and hidden species as drawn. Where no atom is hit, the one
 * whose edge is nearest within 3 pixels. */
int render_pick(const Snapshot *snapshot, const Camera *camera, const RenderStyle *style,
                double x, double y, int width, int height);
/* The same for all kinds of things, the nearest one first; hops and rings are as thick as
 * drawn. Uses what the renderer has built for snapshot and style, or builds it: about a
 * millisecond for a million atoms when called between draws of the same. What the last
 * picture left out for its smallness is not found. No GL needed. Copies of the cell give
 * the same indices. */
RenderHit renderer_pick(Renderer *renderer, const Camera *camera,
                        const RenderStyle *style, double x, double y, int width,
                        int height);
/* All copies of the cell that a style shows as one cell: what a camera should frame. */
Cell render_whole_cell(const Cell *cell, const RenderStyle *style);
/* Where atom is drawn, Å (wrapped as the style says). */
Vec3 render_atom_position(const Snapshot *snapshot, const RenderStyle *style, guint atom);
/* Radius an atom of this type is drawn with, Å. */
double render_atom_radius(const Snapshot *snapshot, const RenderStyle *style, guint type);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(Renderer, renderer_free)

// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* The passes, in the order in which the renderer calls them. Each has its program and its
 * instances; new gives NULL with error when the shaders do not compile, free accepts
 * NULL. GL thread.
 *
 * Every pass finds the state of gl_state_reset and the bound uniform block; it may change
 * blending and the depth switches, and leaves them as it found them. Colours are
 * premultiplied. Only solid polyhedra, spheres and capsules write depth: the latter two
 * are drawn slab by slab from the back, capsules first, so that the smoothed edges of
 * both lie over what is behind them. */
#pragma once

#include "render/draw-view.h"
#include "render/geometry.h"
#include "render/picture-buffer.h"

/* A soft gradient over the whole picture. Painted once for each size and pair of colours,
 * then copied. */
typedef struct BackgroundPass BackgroundPass;
BackgroundPass *background_pass_new(GError **error);
void background_pass_free(BackgroundPass *pass);
void background_pass_draw(BackgroundPass *pass, const DrawView *view,
                          const PictureBuffer *picture);

/* Ray-cast capsules: bonds and the thick edges of rings. */
typedef struct CapsulePass CapsulePass;
CapsulePass *capsule_pass_new(GError **error);
void capsule_pass_free(CapsulePass *pass);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CapsulePass, capsule_pass_free)
/* Sorts and uploads when view or instances have changed. */
void capsule_pass_prepare(CapsulePass *pass, const DrawView *view,
                          const Geometry *geometry);
/* thin: as flat strips that are shaded like capsules, for bonds of a few pixels. */
void capsule_pass_draw_slab(CapsulePass *pass, guint slab, gboolean thin);
/* The stubs, all at once, after all other bonds and spheres and without writing
 * depth. */
void capsule_pass_draw_stubs(CapsulePass *pass, gboolean thin);

/* Ray-cast spheres: atoms. */
typedef struct SpherePass SpherePass;
SpherePass *sphere_pass_new(GError **error);
void sphere_pass_free(SpherePass *pass);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(SpherePass, sphere_pass_free)
void sphere_pass_prepare(SpherePass *pass, const DrawView *view,
                         const Geometry *geometry);
void sphere_pass_draw_slab(SpherePass *pass, guint slab);
/* All of them as discs, for atoms of a pixel or two. */
void sphere_pass_draw_points(SpherePass *pass);

/* Triangles: faces of polyhedra, isosurfaces, doorways. Translucent ones are all sorted
 * together by their distance, every time the view changes, so that the picture does not
 * depend on who came first: meshes are fine and polyhedra small, and unlike weighted
 * blending this keeps the colours of a few layers right and asks nothing of ES 3.0. The
 * silhouettes of smooth surfaces fade out, flat ones have edges of capsules. */
typedef struct SheetPass SheetPass;
SheetPass *sheet_pass_new(GError **error);
void sheet_pass_free(SheetPass *pass);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(SheetPass, sheet_pass_free)
void sheet_pass_prepare(SheetPass *pass, const DrawView *view, const Geometry *geometry);
void sheet_pass_draw_solid(SheetPass *pass);
/* After everything solid, without writing depth. */
void sheet_pass_draw_translucent(SheetPass *pass);

/* Smooths the seams where spheres and bonds run into each other, which the depth test
 * leaves as stairs: a narrow ribbon lies over every seam, and a pixel that the circle
 * crosses takes as much of its neighbour's colour beyond as lies beyond. Both things are
 * intersected with the ray again, so the depth test leaves only what is seen. Nothing
 * else of the picture changes, and it costs by the length of the seams. */
typedef struct SeamPass SeamPass;
SeamPass *seam_pass_new(GError **error);
void seam_pass_free(SeamPass *pass);
/* FALSE: there is nothing to smooth. flat_bonds: bonds are drawn thin. */
gboolean seam_pass_prepare(SeamPass *pass, const DrawView *view, const Geometry *geometry,
                           gboolean flat_bonds);
/* Takes the colours of all that is solid; then it is drawn, once for each copy of the
 * cell. */
void seam_pass_copy(SeamPass *pass, const PictureBuffer *picture);
void seam_pass_draw(SeamPass *pass);

/* The twelve edges of the cell, hidden ones fainter. */
typedef struct CellPass CellPass;
CellPass *cell_pass_new(GError **error);
void cell_pass_free(CellPass *pass);
void cell_pass_draw(CellPass *pass, const DrawView *view);

/* Translucent plates of the rings. */
typedef struct PlatePass PlatePass;
PlatePass *plate_pass_new(GError **error);
void plate_pass_free(PlatePass *pass);
void plate_pass_draw(PlatePass *pass, const DrawView *view, const Geometry *geometry);

/* Glowing trails of the hops. */
typedef struct TrailPass TrailPass;
TrailPass *trail_pass_new(GError **error);
void trail_pass_free(TrailPass *pass);
void trail_pass_draw(TrailPass *pass, const DrawView *view, const Geometry *geometry);

/* Circles: cages of the hops, the selected atom. */
typedef struct MarkPass MarkPass;
MarkPass *mark_pass_new(GError **error);
void mark_pass_free(MarkPass *pass);
void mark_pass_draw(MarkPass *pass, const DrawView *view, const Geometry *geometry);

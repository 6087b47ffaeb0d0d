// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "render/renderer.h"

#include <epoxy/gl.h>

#include "render/draw-view.h"
#include "render/geometry.h"
#include "render/gl-program.h"
#include "render/gl-state.h"
#include "render/passes.h"
#include "render/picture-buffer.h"
#include "render/quality-ladder.h"

struct Renderer {
  Snapshot *snapshot;
  Geometry *geometry;
  RenderStyle style; /* that geometry was built for */
  guint serial;      /* of geometry */
  gboolean stale;
  GLuint view_block;
  PictureBuffer picture;
  BackgroundPass *background;
  CapsulePass *capsules;
  SpherePass *spheres;
  OcclusionPass *occlusion;
  CellPass *cell;
  PlatePass *plates;
  TrailPass *trails;
  MarkPass *marks;
};

void
render_style_init(RenderStyle *style)
{
  *style = (RenderStyle){
      .mode = RENDER_NETWORK_IONS,
      .dark = TRUE,
      .show_cell = TRUE,
      .show_bonds = TRUE,
      .show_rings = TRUE,
      .show_hops = TRUE,
      .hop_age = 5.0,
      .most_hops = 60,
      .wrap = TRUE,
      .selected = -1,
      .outlines = 0.5,
  };
}

static gboolean
make_passes(Renderer *renderer, GError **error)
{
  return (renderer->background = background_pass_new(error)) &&
         (renderer->capsules = capsule_pass_new(error)) &&
         (renderer->spheres = sphere_pass_new(error)) &&
         (renderer->occlusion = occlusion_pass_new(error)) &&
         (renderer->cell = cell_pass_new(error)) &&
         (renderer->plates = plate_pass_new(error)) &&
         (renderer->trails = trail_pass_new(error)) &&
         (renderer->marks = mark_pass_new(error));
}

Renderer *
renderer_new(GError **error)
{
  if (!gl_program_check_context(error))
    return NULL;

  Renderer *renderer = g_new0(Renderer, 1);
  renderer->geometry = geometry_new();
  renderer->stale = TRUE;
  if (!make_passes(renderer, error)) {
    renderer_free(renderer);
    return NULL;
  }
  glGenBuffers(1, &renderer->view_block);
  return renderer;
}

void
renderer_free(Renderer *renderer)
{
  if (!renderer)
    return;
  background_pass_free(renderer->background);
  capsule_pass_free(renderer->capsules);
  sphere_pass_free(renderer->spheres);
  occlusion_pass_free(renderer->occlusion);
  cell_pass_free(renderer->cell);
  plate_pass_free(renderer->plates);
  trail_pass_free(renderer->trails);
  mark_pass_free(renderer->marks);
  picture_buffer_clear(&renderer->picture);
  glDeleteBuffers(1, &renderer->view_block);
  geometry_free(renderer->geometry);
  snapshot_unref(renderer->snapshot);
  g_free(renderer);
}

void
renderer_set_snapshot(Renderer *renderer, const Snapshot *snapshot)
{
  if (renderer->snapshot == snapshot)
    return;
  snapshot_unref(renderer->snapshot);
  renderer->snapshot = snapshot ? snapshot_ref(snapshot) : NULL;
  renderer->stale = TRUE;
}

static void
update_geometry(Renderer *renderer, const RenderStyle *style)
{
  if (!renderer->stale && geometry_same_style(&renderer->style, style))
    return;
  geometry_build(renderer->geometry, renderer->snapshot, style);
  renderer->style = *style;
  renderer->stale = FALSE;
  renderer->serial++;
}

static void
upload_view(const Renderer *renderer, const ViewBlock *block)
{
  glBindBufferBase(GL_UNIFORM_BUFFER, GL_PROGRAM_VIEW_BINDING, renderer->view_block);
  glBufferData(GL_UNIFORM_BUFFER, sizeof *block, block, GL_STREAM_DRAW);
}

static void
draw_solids(Renderer *renderer, const DrawView *view)
{
  capsule_pass_prepare(renderer->capsules, view, renderer->geometry);
  sphere_pass_prepare(renderer->spheres, view, renderer->geometry);
  glEnable(GL_DEPTH_TEST);
  for (guint slab = 0; slab < DEPTH_ORDER_SLABS; slab++) {
    capsule_pass_draw_slab(renderer->capsules, slab);
    sphere_pass_draw_slab(renderer->spheres, slab);
  }
}

static void
draw_overlays(Renderer *renderer, const DrawView *view)
{
  glDepthMask(GL_FALSE);
  capsule_pass_draw_stubs(renderer->capsules);
  if (view->cell && view->style->show_cell)
    cell_pass_draw(renderer->cell, view);
  plate_pass_draw(renderer->plates, view, renderer->geometry);
  trail_pass_draw(renderer->trails, view, renderer->geometry);
  mark_pass_draw(renderer->marks, view, renderer->geometry);
  glDepthMask(GL_TRUE);
  glDisable(GL_DEPTH_TEST);
}

static void
draw_picture(Renderer *renderer, const DrawView *view)
{
  upload_view(renderer, &view->block);
  if (view->style->transparent) {
    glClear(GL_COLOR_BUFFER_BIT | GL_DEPTH_BUFFER_BIT);
  } else {
    glClear(GL_DEPTH_BUFFER_BIT);
    background_pass_draw(renderer->background);
  }
  glEnable(GL_BLEND);
  draw_solids(renderer, view);
  occlusion_pass_draw(renderer->occlusion, view, &renderer->picture);
  draw_overlays(renderer, view);
  glDisable(GL_BLEND);
}

gboolean
renderer_draw(Renderer *renderer, const Camera *camera, const RenderStyle *style,
              guint framebuffer, int width, int height, double scale)
{
  const Snapshot *snapshot = renderer->snapshot;
  DrawView view;
  GlState host;

  g_return_val_if_fail(width > 0 && height > 0 && scale > 0.0, FALSE);
  update_geometry(renderer, style);
  draw_view_init(&view, camera, style, snapshot ? &snapshot->frame->cell : NULL,
                 &renderer->geometry->bounds);
  double part = quality_rung(style->economy)->resolution;
  int small[2] = {MAX((int)(part * width), 1), MAX((int)(part * height), 1)};
  draw_view_set_size(&view, small[0], small[1], part * scale);
  view.serial = renderer->serial;

  gl_state_save(&host);
  gl_state_reset();
  gboolean bound = picture_buffer_bind(&renderer->picture, small[0], small[1]);
  if (bound) {
    draw_picture(renderer, &view);
    picture_buffer_copy(&renderer->picture, framebuffer, width, height);
  }
  gl_state_restore(&host);
  glBindFramebuffer(GL_FRAMEBUFFER, framebuffer);
  return bound;
}

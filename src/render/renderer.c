// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "render/renderer.h"

#include <epoxy/gl.h>

#include "render/appearance.h"
#include "render/cover-map.h"
#include "render/draw-view.h"
#include "render/geometry.h"
#include "render/gl-program.h"
#include "render/gl-state.h"
#include "render/occlusion.h"
#include "render/passes.h"
#include "render/pick-geometry.h"
#include "render/picture-buffer.h"
#include "render/quality-ladder.h"

/* Pixels: atoms of a smaller mean radius are discs, thinner bonds are left out. */
#define DISC_RADIUS 1.5
#define LEAST_BOND  0.4
#define THIN_BOND   4.0 /* drawn as flat strips */

struct Renderer {
  Snapshot *snapshot;
  Geometry *geometry;
  RenderStyle style; /* that geometry was built for; owns references */
  guint serial;      /* of geometry */
  gboolean stale;
  gboolean bonds_seen; /* not too thin, in the last picture */
  GLuint view_block;
  PictureBuffer picture;
  BackgroundPass *background;
  CapsulePass *capsules;
  SpherePass *spheres;
  SeamPass *seams;
  Occlusion *occlusion;
  CoverMap *cover;
  CellPass *cell;
  SheetPass *sheets;
  PlatePass *plates;
  TrailPass *trails;
  MarkPass *marks;
};

static gboolean
make_passes(Renderer *renderer, GError **error)
{
  return (renderer->background = background_pass_new(error)) &&
         (renderer->capsules = capsule_pass_new(error)) &&
         (renderer->spheres = sphere_pass_new(error)) &&
         (renderer->seams = seam_pass_new(error)) &&
         (renderer->cell = cell_pass_new(error)) &&
         (renderer->sheets = sheet_pass_new(error)) &&
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
  renderer->occlusion = occlusion_new();
  renderer->cover = cover_map_new();
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
  seam_pass_free(renderer->seams);
  occlusion_free(renderer->occlusion);
  cover_map_free(renderer->cover);
  cell_pass_free(renderer->cell);
  sheet_pass_free(renderer->sheets);
  plate_pass_free(renderer->plates);
  trail_pass_free(renderer->trails);
  mark_pass_free(renderer->marks);
  picture_buffer_clear(&renderer->picture);
  glDeleteBuffers(1, &renderer->view_block);
  geometry_free(renderer->geometry);
  snapshot_unref(renderer->snapshot);
  render_style_clear(&renderer->style);
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
  render_style_keep(&renderer->style, style);
  renderer->stale = FALSE;
  renderer->serial++;
}

static void
upload_view(const Renderer *renderer, const ViewBlock *block)
{
  glBindBufferBase(GL_UNIFORM_BUFFER, GL_PROGRAM_VIEW_BINDING, renderer->view_block);
  glBufferData(GL_UNIFORM_BUFFER, sizeof *block, block, GL_STREAM_DRAW);
}

static gboolean
has_thin_bonds(const DrawView *view)
{
  double radius = appearance_bond_radius(view->style->mode);

  return !view->style->full_detail &&
         draw_view_pixels(view, radius, view->part.whole_height) < THIN_BOND;
}

static void
draw_solids(Renderer *renderer, const DrawView *view)
{
  gboolean far = !view->style->full_detail &&
                 draw_view_pixels(view, renderer->geometry->atom_radius,
                                  view->part.whole_height) < DISC_RADIUS;
  gboolean thin = has_thin_bonds(view);

  sheet_pass_draw_solid(renderer->sheets);
  if (far)
    sphere_pass_draw_points(renderer->spheres);
  for (guint slab = 0; slab < DEPTH_ORDER_SLABS; slab++) {
    capsule_pass_draw_slab(renderer->capsules, slab, thin);
    if (!far)
      sphere_pass_draw_slab(renderer->spheres, slab);
  }
}

static void
draw_stubs(Renderer *renderer, const DrawView *view)
{
  capsule_pass_draw_stubs(renderer->capsules, has_thin_bonds(view));
}

static void
draw_seams(Renderer *renderer, const DrawView *view)
{
  seam_pass_draw(renderer->seams);
}

static void
draw_overlays(Renderer *renderer, const DrawView *view)
{
  if (view->cell && view->style->show_cell)
    cell_pass_draw(renderer->cell, view);
  sheet_pass_draw_translucent(renderer->sheets);
  plate_pass_draw(renderer->plates, view, renderer->geometry);
  trail_pass_draw(renderer->trails, view, renderer->geometry);
  mark_pass_draw(renderer->marks, view, renderer->geometry);
}

static void
prepare(Renderer *renderer, DrawView *view)
{
  cover_map_draw(renderer->cover, view, renderer->geometry);
  occlusion_prepare(renderer->occlusion, view, renderer->geometry);
  capsule_pass_prepare(renderer->capsules, view, renderer->geometry);
  sphere_pass_prepare(renderer->spheres, view, renderer->geometry);
  sheet_pass_prepare(renderer->sheets, view, renderer->geometry);
}

static void
draw_background(Renderer *renderer, const DrawView *view)
{
  upload_view(renderer, &view->block);
  if (view->style->ground != RENDER_GROUND_SHADED) {
    const float *ground = view->block.inner;
    glClearColor(ground[0], ground[1], ground[2], 1.0f);
    glClear(GL_COLOR_BUFFER_BIT | GL_DEPTH_BUFFER_BIT);
  } else {
    glClear(GL_DEPTH_BUFFER_BIT);
    background_pass_draw(renderer->background, view, &renderer->picture);
  }
}

/* Farthest copy of the cell first. */
static void
draw_copies(Renderer *renderer, const DrawView *view,
            void (*draw)(Renderer *renderer, const DrawView *view))
{
  int(*place)[3] = g_malloc_n((gsize)view->copies[0] * view->copies[1] * view->copies[2],
                              sizeof *place);
  guint n = draw_view_copies(view, place);
  ViewBlock block;

  for (guint k = 0; k < n; k++) {
    draw_view_copy_block(view, place[k], &block);
    upload_view(renderer, &block);
    draw(renderer, view);
  }
  g_free(place);
}

static void
smooth_seams(Renderer *renderer, const DrawView *view)
{
  if (!seam_pass_prepare(renderer->seams, view, renderer->geometry, has_thin_bonds(view)))
    return;
  seam_pass_copy(renderer->seams, &renderer->picture);
  draw_copies(renderer, view, draw_seams);
}

static void
draw_picture(Renderer *renderer, DrawView *view)
{
  prepare(renderer, view);
  draw_background(renderer, view);
  glEnable(GL_BLEND);
  glEnable(GL_DEPTH_TEST);
  draw_copies(renderer, view, draw_solids);
  glDepthMask(GL_FALSE);
  draw_copies(renderer, view, draw_stubs);
  smooth_seams(renderer, view);
  draw_copies(renderer, view, draw_overlays);
  glDepthMask(GL_TRUE);
  glDisable(GL_DEPTH_TEST);
  glDisable(GL_BLEND);
}

/* Judged by the cell alone, before anything is built. */
static gboolean
bonds_are_seen(const Renderer *renderer, const Camera *camera, const RenderStyle *style,
               int height)
{
  const Bounds one_cell = {{0, 0, 0}, {1, 1, 1}};
  DrawView view;

  if (style->full_detail || !renderer->snapshot)
    return TRUE;
  draw_view_init(&view, camera, style, &renderer->snapshot->frame->cell, &one_cell);
  return draw_view_pixels(&view, appearance_bond_radius(style->mode), height) >=
         LEAST_BOND;
}

static RenderStyle
shown_style(Renderer *renderer, const Camera *camera, const RenderStyle *style,
            int height)
{
  RenderStyle shown = *style;

  renderer->bonds_seen = bonds_are_seen(renderer, camera, style, height);
  shown.show_bonds = style->show_bonds && renderer->bonds_seen;
  return shown;
}

/* Where a picture goes. */
typedef struct {
  guint framebuffer;
  int width, height;
  double scale;
} Target;

/* Geometry is up to date; the part is enlarged to the target's size. */
static gboolean
draw_to(Renderer *renderer, const Camera *camera, const RenderStyle *style,
        const RenderPart *part, const Target *target)
{
  const Snapshot *snapshot = renderer->snapshot;
  DrawView view;
  GlState host;

  draw_view_init(&view, camera, style, snapshot ? &snapshot->frame->cell : NULL,
                 &renderer->geometry->bounds);
  draw_view_set_part(&view, part, target->scale);
  view.serial = renderer->serial;

  gl_state_save(&host);
  gl_state_reset();
  gboolean bound = picture_buffer_bind(&renderer->picture, part->width, part->height);
  if (bound) {
    draw_picture(renderer, &view);
    picture_buffer_copy(&renderer->picture, target->framebuffer, target->width,
                        target->height);
  }
  gl_state_restore(&host);
  glBindFramebuffer(GL_FRAMEBUFFER, target->framebuffer);
  return bound;
}

gboolean
renderer_draw(Renderer *renderer, const Camera *camera, const RenderStyle *style,
              guint framebuffer, int width, int height, double scale)
{
  g_return_val_if_fail(width > 0 && height > 0 && scale > 0.0, FALSE);
  RenderStyle shown = shown_style(renderer, camera, style, height);
  update_geometry(renderer, &shown);
  double share = quality_rung(style->economy)->resolution;
  int w = MAX((int)(share * width), 1), h = MAX((int)(share * height), 1);
  const RenderPart all = {w, h, 0, 0, w, h};
  const Target target = {framebuffer, width, height, share * scale};
  return draw_to(renderer, camera, style, &all, &target);
}

gboolean
renderer_draw_part(Renderer *renderer, const Camera *camera, const RenderStyle *style,
                   guint framebuffer, const RenderPart *part, double scale)
{
  const Target target = {framebuffer, part->width, part->height, scale};
  RenderStyle full = *style;

  g_return_val_if_fail(part->width > 0 && part->height > 0 && scale > 0.0, FALSE);
  full.economy = 0;
  RenderStyle shown = shown_style(renderer, camera, &full, part->whole_height);
  update_geometry(renderer, &shown);
  return draw_to(renderer, camera, &full, part, &target);
}

int
renderer_margin(double scale)
{
  return occlusion_margin(scale) + 1; /* a neighbour's colour */
}

int
renderer_longest_side(void)
{
  GLint texture = 0, buffer = 0, viewport[2] = {0, 0};

  glGetIntegerv(GL_MAX_TEXTURE_SIZE, &texture);
  glGetIntegerv(GL_MAX_RENDERBUFFER_SIZE, &buffer);
  glGetIntegerv(GL_MAX_VIEWPORT_DIMS, viewport);
  return MIN(MIN(texture, buffer), MIN(viewport[0], viewport[1]));
}

RenderHit
renderer_pick(Renderer *renderer, const Camera *camera, const RenderStyle *style,
              double x, double y, int width, int height)
{
  RenderHit nothing = {RENDER_NOTHING};

  if (!renderer->snapshot || width <= 0 || height <= 0)
    return nothing;
  RenderStyle shown = *style;
  /* As in the last picture, whatever its size was: a look must not cost a geometry. */
  if (renderer->stale)
    shown = shown_style(renderer, camera, style, height);
  else
    shown.show_bonds = style->show_bonds && renderer->bonds_seen;
  update_geometry(renderer, &shown);
  PickRay ray = {.pixel = camera_pixel_size(camera, height),
                 .orthographic = camera->orthographic};
  camera_ray(camera, x, y, width, height, &ray.origin, &ray.direction);
  return pick_geometry(renderer->geometry, &renderer->snapshot->frame->cell, style, &ray);
}

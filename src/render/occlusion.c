// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "render/occlusion.h"

#include <epoxy/gl.h>

#include "render/gl-program.h"
#include "render/occlusion-map.h"
#include "render/quality-ladder.h"

/* Reach of the darkening, and its bounds in pixels. */
#define REACH_A      1.6
#define LEAST_PIXELS 6.0
#define MOST_PIXELS  48.0
/* Pixels; and Å that what is behind lies deeper where the line has this width. */
#define LINE_WIDTH 0.9
#define LINE_DEPTH 2.0

struct Occlusion {
  OcclusionMap map;
  GLuint texture;
  int width, height; /* of the texture */
};

Occlusion *
occlusion_new(void)
{
  Occlusion *occlusion = g_new0(Occlusion, 1);

  occlusion_map_init(&occlusion->map);
  return occlusion;
}

void
occlusion_free(Occlusion *occlusion)
{
  if (!occlusion)
    return;
  occlusion_map_clear(&occlusion->map);
  glDeleteTextures(1, &occlusion->texture);
  g_free(occlusion);
}

static void
make_texture(Occlusion *occlusion)
{
  glGenTextures(1, &occlusion->texture);
  glBindTexture(GL_TEXTURE_2D, occlusion->texture);
  glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MIN_FILTER, GL_LINEAR);
  glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MAG_FILTER, GL_LINEAR);
  glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_S, GL_CLAMP_TO_EDGE);
  glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_T, GL_CLAMP_TO_EDGE);
}

/* Stays bound. */
static void
upload(Occlusion *occlusion)
{
  const OcclusionMap *map = &occlusion->map;

  glActiveTexture(GL_TEXTURE0 + GL_PROGRAM_MAP_UNIT);
  if (!occlusion->texture)
    make_texture(occlusion);
  glBindTexture(GL_TEXTURE_2D, occlusion->texture);
  if (occlusion->width != map->width || occlusion->height != map->height)
    glTexImage2D(GL_TEXTURE_2D, 0, GL_RG16F, map->width, map->height, 0, GL_RG, GL_FLOAT,
                 map->texel->data);
  else
    glTexSubImage2D(GL_TEXTURE_2D, 0, 0, 0, map->width, map->height, GL_RG, GL_FLOAT,
                    map->texel->data);
  occlusion->width = map->width;
  occlusion->height = map->height;
  glActiveTexture(GL_TEXTURE0);
}

/* How far the darkening reaches, pixels. */
static double
reach_in_pixels(const DrawView *view)
{
  double pixel = camera_pixel_size(view->camera, view->part.whole_height);
  double distance = view->camera->orthographic ? 1.0 : 0.5 * (view->near + view->far);

  return CLAMP(REACH_A / (pixel * distance), LEAST_PIXELS * view->scale,
               MOST_PIXELS * view->scale);
}

static void
set_lines(DrawView *view)
{
  const QualityRung *rung = quality_rung(view->style->economy);
  float *lines = view->block.lines;
  double width = LINE_WIDTH * fmax(1.0, floor(view->scale + 0.5));

  if (!rung->outlines || view->style->outlines <= 0.0)
    return;
  lines[0] = (float)view->style->outlines;
  lines[1] = (float)width;
  lines[2] = (float)LINE_DEPTH;
  view->full = TRUE;
}

static void
set_shade(DrawView *view, const OcclusionMap *map)
{
  float *shade = view->block.shade;

  shade[0] = view->style->dark ? 0.72f : 0.66f;
  shade[1] = (float)view->near;
  shade[2] = 1.0f / (float)(map->reduction * map->width);
  shade[3] = 1.0f / (float)(map->reduction * map->height);
  view->full = TRUE;
}

void
occlusion_prepare(Occlusion *occlusion, DrawView *view, const Geometry *geometry)
{
  view->full = FALSE;
  set_lines(view);
  if (!quality_rung(view->style->economy)->occlusion || !view->cell)
    return;
  occlusion_map_draw(&occlusion->map, view, geometry, reach_in_pixels(view));
  set_shade(view, &occlusion->map);
  upload(occlusion);
}

/* A line at the very edge. */
int
occlusion_margin(double scale)
{
  return (int)ceil(LINE_WIDTH * fmax(1.0, floor(scale + 0.5)) + 2.0);
}

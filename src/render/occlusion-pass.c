// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "render/gl-program.h"
#include "render/passes.h"
#include "render/picture-buffer.h"
#include "render/quality-ladder.h"

#include <string.h>

/* Reach of the darkening, and its bounds in pixels. */
#define REACH_A      1.6
#define LEAST_PIXELS 6.0
#define MOST_PIXELS  48.0
/* Reach of the blur in its own steps; a step of more than FIRST_STEP texels is preceded
 * by one of that length, so that nothing falls between the taps. */
#define BLUR_REACH 3.4
#define FIRST_STEP 1.1
/* Pixels along a texel of the small maps: the finest that needs no longer steps. */
#define FINE   4
#define COARSE 8

typedef struct {
  GLuint framebuffer, texture;
} Map;

struct OcclusionPass {
  GLuint reduce, blur, apply, array;
  GLuint wide;                  /* as apply, with lines of several pixels */
  int reduction, width, height; /* of the maps */
  Map map[2];
};

OcclusionPass *
occlusion_pass_new(GError **error)
{
  g_autoptr(OcclusionPass) pass = g_new0(OcclusionPass, 1);

  if (!(pass->reduce = gl_program_new_fill("occlusion-reduce", NULL, error)) ||
      !(pass->blur = gl_program_new_fill("occlusion-blur", NULL, error)) ||
      !(pass->apply = gl_program_new_fill("occlusion-pass", NULL, error)) ||
      !(pass->wide = gl_program_new_fill("occlusion-pass", "WIDE", error)))
    return NULL;
  glGenVertexArrays(1, &pass->array);
  return g_steal_pointer(&pass);
}

static void
clear_maps(OcclusionPass *pass)
{
  for (int k = 0; k < 2; k++) {
    glDeleteFramebuffers(1, &pass->map[k].framebuffer);
    glDeleteTextures(1, &pass->map[k].texture);
  }
  memset(pass->map, 0, sizeof pass->map);
}

void
occlusion_pass_free(OcclusionPass *pass)
{
  if (!pass)
    return;
  clear_maps(pass);
  glDeleteVertexArrays(1, &pass->array);
  glDeleteProgram(pass->reduce);
  glDeleteProgram(pass->blur);
  glDeleteProgram(pass->apply);
  glDeleteProgram(pass->wide);
  g_free(pass);
}

static void
make_map(Map *map, int width, int height)
{
  glGenTextures(1, &map->texture);
  glBindTexture(GL_TEXTURE_2D, map->texture);
  glTexImage2D(GL_TEXTURE_2D, 0, GL_RGB10_A2, width, height, 0, GL_RGBA,
               GL_UNSIGNED_INT_2_10_10_10_REV, NULL);
  glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MIN_FILTER, GL_LINEAR);
  glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MAG_FILTER, GL_LINEAR);
  glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_S, GL_CLAMP_TO_EDGE);
  glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_T, GL_CLAMP_TO_EDGE);
  glGenFramebuffers(1, &map->framebuffer);
  glBindFramebuffer(GL_FRAMEBUFFER, map->framebuffer);
  glFramebufferTexture2D(GL_FRAMEBUFFER, GL_COLOR_ATTACHMENT0, GL_TEXTURE_2D,
                         map->texture, 0);
}

static void
fit_maps(OcclusionPass *pass, const DrawView *view, int reduction)
{
  int width = (view->width + reduction - 1) / reduction;
  int height = (view->height + reduction - 1) / reduction;

  pass->reduction = reduction;
  if (pass->map[0].texture && pass->width == width && pass->height == height)
    return;
  clear_maps(pass);
  pass->width = width;
  pass->height = height;
  make_map(&pass->map[0], width, height);
  make_map(&pass->map[1], width, height);
}

static void
begin(GLuint program, const char *name, const float value[4])
{
  glUseProgram(program);
  glUniform4fv(glGetUniformLocation(program, name), 1, value);
}

static void
blur_along(OcclusionPass *pass, int from, double step_x, double step_y)
{
  const float stride[4] = {(float)(step_x / pass->width), (float)(step_y / pass->height),
                           1.0f / pass->width, 1.0f / pass->height};

  begin(pass->blur, "stride", stride);
  glBindFramebuffer(GL_FRAMEBUFFER, pass->map[1 - from].framebuffer);
  glBindTexture(GL_TEXTURE_2D, pass->map[from].texture);
  glDrawArrays(GL_TRIANGLES, 0, 3);
}

static void
blur(OcclusionPass *pass, double step)
{
  blur_along(pass, 0, step, 0.0);
  blur_along(pass, 1, 0.0, step);
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
reduce(OcclusionPass *pass, GLuint depth, const float range[4])
{
  begin(pass->reduce, "range", range);
  glUniform1i(glGetUniformLocation(pass->reduce, "reduction"), pass->reduction);
  glBindFramebuffer(GL_FRAMEBUFFER, pass->map[0].framebuffer);
  glBindTexture(GL_TEXTURE_2D, depth);
  glDrawArrays(GL_TRIANGLES, 0, 3);
}

/* Å: by so much two neighbouring pixels on one atom may differ. */
static double
least_gap(const DrawView *view)
{
  double distance = view->camera->orthographic ? 1.0 : 0.5 * (view->near + view->far);
  double step = camera_pixel_size(view->camera, view->part.whole_height) * distance *
                fmax(1.0, floor(view->scale + 0.5));

  return 0.3 + 1.2 * sqrt(step);
}

/* Strength and width in pixels of the outlines, strength of the darkening. */
static void
apply(OcclusionPass *pass, const DrawView *view, GLuint depth, const float range[4])
{
  const QualityRung *rung = quality_rung(view->style->economy);
  const float amount[4] = {
      rung->outlines ? (float)view->style->outlines : 0.0f,
      (float)fmax(1.0, floor(view->scale + 0.5)),
      rung->occlusion ? 1.0f : 0.0f,
      (float)(0.6 * least_gap(view)),
  };

  GLuint program = amount[1] > 1.5f ? pass->wide : pass->apply;

  begin(program, "range", range);
  glUniform4fv(glGetUniformLocation(program, "amount"), 1, amount);
  glUniform1i(glGetUniformLocation(program, "around"), 1);
  glUniform2f(glGetUniformLocation(program, "texel"),
              1.0f / MAX(pass->reduction * pass->width, 1),
              1.0f / MAX(pass->reduction * pass->height, 1));
  glBindTexture(GL_TEXTURE_2D, depth);
  glActiveTexture(GL_TEXTURE1);
  glBindTexture(GL_TEXTURE_2D, pass->map[0].texture);
  glDrawArrays(GL_TRIANGLES, 0, 3);
  glBindTexture(GL_TEXTURE_2D, 0);
  glActiveTexture(GL_TEXTURE0);
  glBindTexture(GL_TEXTURE_2D, 0);
}

static void
limit(const int region[4], int reduction)
{
  int left = region[0] / reduction;
  int bottom = region[1] / reduction;
  int right = (region[0] + region[2] + reduction - 1) / reduction;
  int top = (region[1] + region[3] + reduction - 1) / reduction;

  glScissor(left, bottom, right - left, top - bottom);
}

/* The blur looks beyond the region, where nothing of another picture may stand. */
static void
clear(OcclusionPass *pass)
{
  static const float nothing[4] = {0};

  glDisable(GL_SCISSOR_TEST);
  for (int k = 0; k < 2; k++) {
    glBindFramebuffer(GL_FRAMEBUFFER, pass->map[k].framebuffer);
    glClearBufferfv(GL_COLOR, 0, nothing);
  }
  glEnable(GL_SCISSOR_TEST);
}

static void
find_mean_depth(OcclusionPass *pass, const DrawView *view, GLuint depth,
                const float range[4])
{
  double reach = reach_in_pixels(view);
  gboolean coarse = reach > FINE * BLUR_REACH * FIRST_STEP;

  fit_maps(pass, view, coarse ? COARSE : FINE);
  double step = reach / (pass->reduction * BLUR_REACH);
  clear(pass);
  limit(view->region, pass->reduction);
  glViewport(0, 0, pass->width, pass->height);
  reduce(pass, depth, range);
  if (step > FIRST_STEP)
    blur(pass, FIRST_STEP);
  blur(pass, step);
}

void
occlusion_pass_draw(OcclusionPass *pass, const DrawView *view,
                    const PictureBuffer *picture)
{
  const QualityRung *rung = quality_rung(view->style->economy);
  const float range[4] = {(float)view->near, (float)(1.0 / (view->far - view->near)),
                          1.0f / view->width, 1.0f / view->height};

  if (!rung->occlusion && (!rung->outlines || view->style->outlines <= 0.0))
    return;
  glDisable(GL_BLEND);
  glDisable(GL_DEPTH_TEST);
  glEnable(GL_SCISSOR_TEST);
  glBindVertexArray(pass->array);
  if (rung->occlusion)
    find_mean_depth(pass, view, picture->depth, range);

  limit(view->region, 1);
  glViewport(0, 0, view->width, view->height);
  glBindFramebuffer(GL_FRAMEBUFFER, picture->colour_only);
  glEnable(GL_BLEND);
  glBlendFuncSeparate(GL_DST_ALPHA, GL_ONE_MINUS_SRC_ALPHA, GL_ZERO, GL_ONE);
  apply(pass, view, picture->depth, range);
  glBlendFunc(GL_ONE, GL_ONE_MINUS_SRC_ALPHA);
  glBindFramebuffer(GL_FRAMEBUFFER, picture->framebuffer);
  glDisable(GL_SCISSOR_TEST);
  glEnable(GL_DEPTH_TEST);
}

/* The long blur, the short one before it, a texel for each of three filtered looks, and
 * the line. */
int
occlusion_pass_margin(double scale)
{
  return (int)ceil(MOST_PIXELS * scale + COARSE * (BLUR_REACH * FIRST_STEP + 3.0) +
                   scale + 2.0);
}

// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "render/gl-program.h"
#include "render/passes.h"
#include "render/picture-buffer.h"

#include <string.h>

/* One texel of the small maps stands for so many pixels each way. */
#define REDUCTION 4
/* Reach of the darkening, and its bounds in pixels. */
#define REACH_A       1.6
#define LEAST_PIXELS  6.0
#define MOST_PIXELS   40.0
#define BLUR_IN_STEPS 3.4

typedef struct {
  GLuint framebuffer, texture;
} Map;

struct OcclusionPass {
  GLuint reduce, blur, apply, array;
  int width, height; /* of the maps */
  Map map[2];
};

OcclusionPass *
occlusion_pass_new(GError **error)
{
  g_autoptr(OcclusionPass) pass = g_new0(OcclusionPass, 1);

  if (!(pass->reduce = gl_program_new_fill("occlusion-reduce", error)) ||
      !(pass->blur = gl_program_new_fill("occlusion-blur", error)) ||
      !(pass->apply = gl_program_new_fill("occlusion-pass", error)))
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
  g_free(pass);
}

static void
make_map(Map *map, int width, int height)
{
  glGenTextures(1, &map->texture);
  glBindTexture(GL_TEXTURE_2D, map->texture);
  glTexImage2D(GL_TEXTURE_2D, 0, GL_RGBA8, width, height, 0, GL_RGBA, GL_UNSIGNED_BYTE,
               NULL);
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
fit_maps(OcclusionPass *pass, const DrawView *view)
{
  int width = (view->width + REDUCTION - 1) / REDUCTION;
  int height = (view->height + REDUCTION - 1) / REDUCTION;

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
blur(OcclusionPass *pass, int from, double step_x, double step_y)
{
  const float stride[4] = {(float)(step_x / pass->width), (float)(step_y / pass->height),
                           1.0f / pass->width, 1.0f / pass->height};

  begin(pass->blur, "stride", stride);
  glBindFramebuffer(GL_FRAMEBUFFER, pass->map[1 - from].framebuffer);
  glBindTexture(GL_TEXTURE_2D, pass->map[from].texture);
  glDrawArrays(GL_TRIANGLES, 0, 3);
}

/* Texels between the taps of the blur. */
static double
blur_step(const DrawView *view)
{
  double pixel = camera_pixel_size(view->camera, view->height);
  double distance = view->camera->orthographic ? 1.0 : 0.5 * (view->near + view->far);
  double reach = REACH_A / (pixel * distance);

  reach = CLAMP(reach, LEAST_PIXELS * view->scale, MOST_PIXELS * view->scale);
  return reach / (REDUCTION * BLUR_IN_STEPS);
}

static void
apply(OcclusionPass *pass, GLuint depth, const float range[4])
{
  begin(pass->apply, "range", range);
  glUniform1i(glGetUniformLocation(pass->apply, "around"), 1);
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

void
occlusion_pass_draw(OcclusionPass *pass, const DrawView *view,
                    const PictureBuffer *picture)
{
  const float range[4] = {(float)view->near, (float)(1.0 / (view->far - view->near)),
                          1.0f / view->width, 1.0f / view->height};
  double step = blur_step(view);
  const int *region = view->region;

  fit_maps(pass, view);
  glDisable(GL_BLEND);
  glDisable(GL_DEPTH_TEST);
  glBindVertexArray(pass->array);
  glEnable(GL_SCISSOR_TEST);
  limit(region, REDUCTION);
  glViewport(0, 0, pass->width, pass->height);
  glBindFramebuffer(GL_FRAMEBUFFER, pass->map[0].framebuffer);
  begin(pass->reduce, "range", range);
  glBindTexture(GL_TEXTURE_2D, picture->depth);
  glDrawArrays(GL_TRIANGLES, 0, 3);
  blur(pass, 0, step, 0.0);
  blur(pass, 1, 0.0, step);

  limit(region, 1);
  glViewport(0, 0, view->width, view->height);
  glBindFramebuffer(GL_FRAMEBUFFER, picture->colour_only);
  glEnable(GL_BLEND);
  glBlendFuncSeparate(GL_DST_ALPHA, GL_ONE_MINUS_SRC_ALPHA, GL_ZERO, GL_ONE);
  apply(pass, picture->depth, range);
  glBlendFunc(GL_ONE, GL_ONE_MINUS_SRC_ALPHA);
  glBindFramebuffer(GL_FRAMEBUFFER, picture->framebuffer);
  glDisable(GL_SCISSOR_TEST);
  glEnable(GL_DEPTH_TEST);
}

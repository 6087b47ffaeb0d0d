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
/* Pixels along a texel of the small maps: the finest for which the blur is not larger
 * than so many texels. */
#define FINEST      4
#define MOST_TEXELS 4.0
/* Texels around the blur that filtered looks touch. */
#define RIM 2

typedef struct {
  GLuint framebuffer, texture;
} Map;

struct OcclusionPass {
  GLuint reduce, blur, apply, array;
  GLuint quads;                 /* as apply, for exact derivatives, or 0 */
  int reduction, width, height; /* of the maps */
  Map reduced, blurred;
};

/* OpenGL leaves it open whether both rows of a block have the same derivative. */
static gboolean
has_exact_derivatives(void)
{
  const char *renderer = (const char *)glGetString(GL_RENDERER);

  return renderer && strstr(renderer, "llvmpipe");
}

OcclusionPass *
occlusion_pass_new(GError **error)
{
  g_autoptr(OcclusionPass) pass = g_new0(OcclusionPass, 1);

  if (!(pass->reduce = gl_program_new("occlusion-reduce", error)) ||
      !(pass->blur = gl_program_new("occlusion-blur", error)) ||
      !(pass->apply = gl_program_new("occlusion-pass", error)) ||
      (has_exact_derivatives() &&
       !(pass->quads = gl_program_new_option("occlusion-pass", "QUADS", error))))
    return NULL;
  glGenVertexArrays(1, &pass->array);
  return g_steal_pointer(&pass);
}

static void
clear_maps(OcclusionPass *pass)
{
  Map *maps[] = {&pass->reduced, &pass->blurred};

  for (guint k = 0; k < G_N_ELEMENTS(maps); k++) {
    glDeleteFramebuffers(1, &maps[k]->framebuffer);
    glDeleteTextures(1, &maps[k]->texture);
    memset(maps[k], 0, sizeof *maps[k]);
  }
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
  glDeleteProgram(pass->quads);
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
  if (pass->reduced.texture && pass->width == width && pass->height == height)
    return;
  clear_maps(pass);
  pass->width = width;
  pass->height = height;
  make_map(&pass->reduced, width, height);
  make_map(&pass->blurred, width, height);
}

static void
begin(GLuint program, const char *name, const float value[4])
{
  glUseProgram(program);
  glUniform4fv(glGetUniformLocation(program, name), 1, value);
}

static void
blur(OcclusionPass *pass, double reach)
{
  const float size[4] = {(float)(reach / pass->width), (float)(reach / pass->height),
                         1.0f / pass->width, 1.0f / pass->height};

  begin(pass->blur, "reach", size);
  glBindFramebuffer(GL_FRAMEBUFFER, pass->blurred.framebuffer);
  glBindTexture(GL_TEXTURE_2D, pass->reduced.texture);
  glDrawArrays(GL_TRIANGLES, 0, 3);
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
  glBindFramebuffer(GL_FRAMEBUFFER, pass->reduced.framebuffer);
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

  GLuint program = pass->quads && amount[1] < 1.5f ? pass->quads : pass->apply;

  begin(program, "range", range);
  glUniform4fv(glGetUniformLocation(program, "amount"), 1, amount);
  glUniform1i(glGetUniformLocation(program, "around"), 1);
  glUniform2f(glGetUniformLocation(program, "texel"),
              1.0f / MAX(pass->reduction * pass->width, 1),
              1.0f / MAX(pass->reduction * pass->height, 1));
  glBindTexture(GL_TEXTURE_2D, depth);
  glActiveTexture(GL_TEXTURE1);
  glBindTexture(GL_TEXTURE_2D, pass->blurred.texture);
  glUniform2fv(glGetUniformLocation(program, "outline"), (GLsizei)view->n_outline,
               &view->outline[0][0]);
  glDrawArrays(GL_TRIANGLE_FAN, 0, (GLsizei)view->n_outline);
  glBindTexture(GL_TEXTURE_2D, 0);
  glActiveTexture(GL_TEXTURE0);
  glBindTexture(GL_TEXTURE_2D, 0);
}

/* Draws only in region, and so many texels around it. */
static void
limit(const int region[4], int reduction, int rim)
{
  int left = region[0] / reduction - rim;
  int bottom = region[1] / reduction - rim;
  int right = (region[0] + region[2] + reduction - 1) / reduction + rim;
  int top = (region[1] + region[3] + reduction - 1) / reduction + rim;

  left = MAX(left, 0);
  bottom = MAX(bottom, 0);
  glScissor(left, bottom, MAX(right - left, 0), MAX(top - bottom, 0));
}

static int
reduction_for(double reach)
{
  int reduction = FINEST;

  while (reach > MOST_TEXELS * reduction && reduction < RENDER_PART_STEP)
    reduction *= 2;
  return reduction;
}

static void
find_mean_depth(OcclusionPass *pass, const DrawView *view, GLuint depth,
                const float range[4])
{
  double reach = reach_in_pixels(view);

  fit_maps(pass, view, reduction_for(reach));
  double texels = reach / pass->reduction;
  glViewport(0, 0, pass->width, pass->height);
  limit(view->region, pass->reduction, (int)ceil(texels) + 2 * RIM);
  reduce(pass, depth, range);
  limit(view->region, pass->reduction, RIM);
  blur(pass, texels);
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

  limit(view->region, 1, 0);
  glViewport(0, 0, view->width, view->height);
  glBindFramebuffer(GL_FRAMEBUFFER, picture->colour_only);
  glEnable(GL_BLEND);
  apply(pass, view, picture->depth, range);
  glBindFramebuffer(GL_FRAMEBUFFER, picture->framebuffer);
  glDisable(GL_SCISSOR_TEST);
  glEnable(GL_DEPTH_TEST);
}

/* The blur, a texel for each of its filtered looks and for those at it, and the line. */
int
occlusion_pass_margin(double scale)
{
  double reach = MOST_PIXELS * scale;

  return (int)ceil(reach + reduction_for(reach) * 2.0 * RIM + scale + 2.0);
}

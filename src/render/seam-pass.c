// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "render/cover-map.h"
#include "render/gl-program.h"
#include "render/instance-buffer.h"
#include "render/passes.h"
#include "render/quality-ladder.h"
#include "render/seams.h"

#include <math.h>
#include <string.h>

/* Pieces around a seam of spheres, of small ones, of a rod, and of a strip. */
#define SPHERE_STEPS 6
#define SMALL_STEPS  3
#define SMALL_ATOM   12.0 /* pixels: mean radius */
#define ROD_STEPS    4
#define STRIP_STEPS  2
#define LEAST_ATOM   2.5    /* pixels: mean radius of atoms whose seams are seen */
#define MOST_ATOMS   100000 /* of more seams are not looked for */

struct SeamPass {
  GLuint program;
  GLint as_strips, steps;
  int sphere_steps, rod_steps;
  GLuint framebuffer, copy; /* of the picture */
  int width, height;        /* of the copy */
  InstanceBuffer *instances;
  guint n, n_spheres; /* of those seen; first come those of spheres */
  Seams seams;
  GArray *seen, *hidden; /* SeamInstance; gboolean of each sphere */
  ViewBlock view;        /* as last chosen */
  guint serial;
};

static const InstanceField fields[] = {
    {4, GL_FLOAT, offsetof(SeamInstance, first)},
    {4, GL_FLOAT, offsetof(SeamInstance, second)},
};

SeamPass *
seam_pass_new(GError **error)
{
  GLuint program = gl_program_new("seam-pass", error);

  if (!program)
    return NULL;
  SeamPass *pass = g_new0(SeamPass, 1);
  pass->program = program;
  pass->as_strips = glGetUniformLocation(program, "as_strips");
  pass->steps = glGetUniformLocation(program, "steps");
  pass->instances = instance_buffer_new(fields, G_N_ELEMENTS(fields),
                                        sizeof(SeamInstance), GL_TRIANGLE_STRIP);
  pass->seen = g_array_new(FALSE, FALSE, sizeof(SeamInstance));
  pass->hidden = g_array_new(FALSE, FALSE, sizeof(gboolean));
  seams_init(&pass->seams);
  return pass;
}

void
seam_pass_free(SeamPass *pass)
{
  if (!pass)
    return;
  instance_buffer_free(pass->instances);
  g_array_unref(pass->seen);
  g_array_unref(pass->hidden);
  seams_clear(&pass->seams);
  glDeleteFramebuffers(1, &pass->framebuffer);
  glDeleteTextures(1, &pass->copy);
  glDeleteProgram(pass->program);
  g_free(pass);
}

static double
atom_pixels(const DrawView *view, const Geometry *geometry)
{
  return draw_view_pixels(view, geometry->atom_radius, view->part.whole_height);
}

/* The default style has nothing that meets but bonds and small atoms. */
static gboolean
is_wanted(const DrawView *view, const Geometry *geometry, gboolean flat_bonds)
{
  return quality_rung(view->style->economy)->seams &&
         !(view->style->mode == RENDER_NETWORK_IONS && flat_bonds) &&
         geometry->spheres->len <= MOST_ATOMS &&
         atom_pixels(view, geometry) >= LEAST_ATOM;
}

static void
find_hidden(SeamPass *pass, const CoverMap *cover, const GArray *spheres)
{
  g_array_set_size(pass->hidden, spheres->len);
  for (guint i = 0; i < spheres->len; i++) {
    const SphereInstance *sphere = &g_array_index(spheres, SphereInstance, i);
    g_array_index(pass->hidden, gboolean, i) =
        cover_map_hides_ball(cover, sphere->centre, sphere->radius);
  }
}

typedef struct {
  Vec3 first, axis; /* a centre, and the direction from it to the second */
  double apart, height, size;
} Circle;

static Circle
circle_of(const SeamInstance *seam)
{
  double radius2 = (double)seam->radius * seam->radius;
  double other2 = (double)seam->other * seam->other;
  Circle circle = {.first = vec3(seam->first[0], seam->first[1], seam->first[2])};
  Vec3 to =
      vec3_sub(vec3(seam->second[0], seam->second[1], seam->second[2]), circle.first);

  circle.apart = vec3_norm(to);
  circle.axis = vec3_scale(to, 1.0 / circle.apart);
  circle.height = seam->other < 0.0f
                      ? sqrt(fmax(radius2 - other2, 0.0))
                      : 0.5 * (circle.apart + (radius2 - other2) / circle.apart);
  circle.size = sqrt(fmax(radius2 - circle.height * circle.height, 0.0));
  return circle;
}

/* Whether anything of it lies on the front of both; with room to spare. */
static gboolean
turns_its_front(const Circle *circle, const SeamInstance *seam, Vec3 toward)
{
  double tilt = vec3_dot(circle->axis, toward) / vec3_norm(toward);
  double back = fmax(-circle->height * tilt,
                     seam->other < 0.0f ? 0.0 : (circle->apart - circle->height) * tilt);

  return back < circle->size * sqrt(fmax(1.0 - tilt * tilt, 0.0)) + 0.1 * seam->radius;
}

static gboolean
is_covered(const CoverMap *cover, const Circle *circle)
{
  Vec3 middle = vec3_mul_add(circle->first, circle->height, circle->axis);
  const float centre[3] = {(float)middle.x, (float)middle.y, (float)middle.z};

  return cover_map_hides_ball(cover, centre, (float)circle->size);
}

static gboolean
is_seen(const SeamPass *pass, const DrawView *view, const DepthRule *eye, guint k)
{
  const SeamInstance *seam = &g_array_index(pass->seams.all, SeamInstance, k);
  const guint32 *pair = (const guint32 *)pass->seams.pair->data + 2 * (gsize)k;
  const gboolean *hidden = (const gboolean *)pass->hidden->data;

  if (view->cover && (hidden[pair[0]] || hidden[pair[1]]))
    return FALSE;
  if (view->copies[0] * view->copies[1] * view->copies[2] > 1)
    return TRUE;
  Circle circle = circle_of(seam);
  Vec3 toward = view->camera->orthographic ? vec3_scale(eye->forward, -1.0)
                                           : vec3_sub(eye->origin, circle.first);
  return turns_its_front(&circle, seam, toward) &&
         !(view->cover && is_covered(view->cover, &circle));
}

static void
choose(SeamPass *pass, const DrawView *view, const Geometry *geometry)
{
  const GArray *all = pass->seams.all;
  DepthRule eye = draw_view_depth_rule(view, 0, 0);

  g_array_set_size(pass->seen, 0);
  if (view->cover)
    find_hidden(pass, view->cover, geometry->spheres);
  for (guint k = 0; k < all->len; k++) {
    if (k == pass->seams.n_spheres)
      pass->n_spheres = pass->seen->len;
    if (is_seen(pass, view, &eye, k))
      g_array_append_vals(pass->seen, &g_array_index(all, SeamInstance, k), 1);
  }
  pass->n = pass->seen->len;
  if (all->len == pass->seams.n_spheres)
    pass->n_spheres = pass->n;
  instance_buffer_upload(pass->instances, pass->seen->data, pass->n);
}

gboolean
seam_pass_prepare(SeamPass *pass, const DrawView *view, const Geometry *geometry,
                  gboolean flat_bonds)
{
  if (!is_wanted(view, geometry, flat_bonds))
    return FALSE;
  glUseProgram(pass->program);
  glUniform1i(pass->as_strips, flat_bonds);
  pass->rod_steps = flat_bonds ? STRIP_STEPS : ROD_STEPS;
  pass->sphere_steps =
      atom_pixels(view, geometry) < SMALL_ATOM ? SMALL_STEPS : SPHERE_STEPS;
  gboolean same = pass->serial == view->serial;
  if (!same)
    seams_find(&pass->seams, geometry);
  same = same && memcmp(&pass->view, &view->block, sizeof pass->view) == 0;
  pass->serial = view->serial;
  pass->view = view->block;
  if (!same)
    choose(pass, view, geometry);
  return pass->n > 0;
}

static void
resize(SeamPass *pass, int width, int height)
{
  if (!pass->framebuffer) {
    glGenFramebuffers(1, &pass->framebuffer);
    glGenTextures(1, &pass->copy);
  }
  glBindTexture(GL_TEXTURE_2D, pass->copy);
  glTexImage2D(GL_TEXTURE_2D, 0, GL_RGBA8, width, height, 0, GL_RGBA, GL_UNSIGNED_BYTE,
               NULL);
  glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MIN_FILTER, GL_NEAREST);
  glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MAG_FILTER, GL_NEAREST);
  glBindFramebuffer(GL_FRAMEBUFFER, pass->framebuffer);
  glFramebufferTexture2D(GL_FRAMEBUFFER, GL_COLOR_ATTACHMENT0, GL_TEXTURE_2D, pass->copy,
                         0);
  pass->width = width;
  pass->height = height;
}

void
seam_pass_copy(SeamPass *pass, const PictureBuffer *picture)
{
  int w = picture->width, h = picture->height;

  if (pass->width != w || pass->height != h)
    resize(pass, w, h);
  glBindFramebuffer(GL_READ_FRAMEBUFFER, picture->framebuffer);
  glBindFramebuffer(GL_DRAW_FRAMEBUFFER, pass->framebuffer);
  glBlitFramebuffer(0, 0, w, h, 0, 0, w, h, GL_COLOR_BUFFER_BIT, GL_NEAREST);
  glBindFramebuffer(GL_FRAMEBUFFER, picture->framebuffer);
}

static void
draw_some(SeamPass *pass, guint first, guint n, int steps)
{
  glUniform1f(pass->steps, (float)steps);
  instance_buffer_draw_strips(pass->instances, first, n, 2 * (steps + 1));
}

void
seam_pass_draw(SeamPass *pass)
{
  glDisable(GL_BLEND);
  glUseProgram(pass->program);
  glBindTexture(GL_TEXTURE_2D, pass->copy);
  draw_some(pass, 0, pass->n_spheres, pass->sphere_steps);
  draw_some(pass, pass->n_spheres, pass->n - pass->n_spheres, pass->rod_steps);
  glEnable(GL_BLEND);
}

// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "render/cover-map.h"
#include "render/gl-program.h"
#include "render/instance-buffer.h"
#include "render/passes.h"

#include <string.h>

struct SpherePass {
  GLuint program[2]; /* plain, full */
  GLuint points[2];  /* the same for atoms far away */
  gboolean full;
  InstanceBuffer *instances;
  DepthOrder order;
  ViewBlock seen; /* as last sorted */
  guint serial;
};

static const InstanceField fields[] = {
    {4, GL_FLOAT, offsetof(SphereInstance, centre)},
    {4, GL_UNSIGNED_BYTE, offsetof(SphereInstance, tint)},
};

SpherePass *
sphere_pass_new(GError **error)
{
  g_autoptr(SpherePass) pass = g_new0(SpherePass, 1);

  if (!(pass->program[0] = gl_program_new("sphere-pass", error)) ||
      !(pass->program[1] = gl_program_new_full("sphere-pass", error)) ||
      !(pass->points[0] = gl_program_new("sphere-points", error)) ||
      !(pass->points[1] = gl_program_new_full("sphere-points", error)))
    return NULL;
  pass->instances = instance_buffer_new(fields, G_N_ELEMENTS(fields),
                                        sizeof(SphereInstance), GL_TRIANGLE_STRIP);
  depth_order_init(&pass->order);
  return g_steal_pointer(&pass);
}

void
sphere_pass_free(SpherePass *pass)
{
  if (!pass)
    return;
  instance_buffer_free(pass->instances);
  depth_order_clear(&pass->order);
  for (int k = 0; k < 2; k++) {
    glDeleteProgram(pass->program[k]);
    glDeleteProgram(pass->points[k]);
  }
  g_free(pass);
}

static gboolean
is_hidden(const void *instance, const void *cover)
{
  const SphereInstance *sphere = instance;

  return cover_map_hides_ball(cover, sphere->centre, sphere->radius);
}

void
sphere_pass_prepare(SpherePass *pass, const DrawView *view, const Geometry *geometry)
{
  DepthRule rule = draw_view_depth_rule(view, offsetof(SphereInstance, centre),
                                        offsetof(SphereInstance, centre));

  pass->full = view->full;
  if (pass->serial == view->serial &&
      memcmp(&view->block, &pass->seen, sizeof pass->seen) == 0)
    return;
  pass->serial = view->serial;
  pass->seen = view->block;
  depth_order_sort(&pass->order, &rule, geometry->spheres->data, geometry->spheres->len,
                   sizeof(SphereInstance));
  if (view->cover)
    depth_order_drop(&pass->order, sizeof(SphereInstance), is_hidden, view->cover);
  instance_buffer_upload(pass->instances, pass->order.sorted->data,
                         pass->order.first[DEPTH_ORDER_SLABS]);
}

void
sphere_pass_draw_slab(SpherePass *pass, guint slab)
{
  guint first = pass->order.first[slab];
  guint n = pass->order.first[slab + 1] - first;

  if (n == 0)
    return;
  glUseProgram(pass->program[pass->full]);
  instance_buffer_draw(pass->instances, first, n);
}

void
sphere_pass_draw_points(SpherePass *pass)
{
  glUseProgram(pass->points[pass->full]);
  instance_buffer_draw_points(pass->instances, 0, pass->order.first[DEPTH_ORDER_SLABS]);
}

// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "render/gl-program.h"
#include "render/instance-buffer.h"
#include "render/passes.h"

struct PlatePass {
  GLuint program;
  InstanceBuffer *instances;
  DepthOrder order;
};

static const InstanceField fields[] = {
    {3, GL_FLOAT, offsetof(PlateInstance, centre)},
    {3, GL_FLOAT, offsetof(PlateInstance, a)},
    {3, GL_FLOAT, offsetof(PlateInstance, b)},
    {3, GL_FLOAT, offsetof(PlateInstance, normal)},
    {4, GL_UNSIGNED_BYTE, offsetof(PlateInstance, tint)},
    {1, GL_FLOAT, offsetof(PlateInstance, strength)},
};

PlatePass *
plate_pass_new(GError **error)
{
  GLuint program = gl_program_new("plate-pass", error);

  if (!program)
    return NULL;
  PlatePass *pass = g_new0(PlatePass, 1);
  pass->program = program;
  pass->instances = instance_buffer_new(fields, G_N_ELEMENTS(fields),
                                        sizeof(PlateInstance), GL_TRIANGLES);
  depth_order_init(&pass->order);
  return pass;
}

void
plate_pass_free(PlatePass *pass)
{
  if (!pass)
    return;
  instance_buffer_free(pass->instances);
  depth_order_clear(&pass->order);
  glDeleteProgram(pass->program);
  g_free(pass);
}

void
plate_pass_draw(PlatePass *pass, const DrawView *view, const Geometry *geometry)
{
  const GArray *plates = geometry->plates;
  gsize centre = offsetof(PlateInstance, centre);
  DepthRule rule = draw_view_depth_rule(view, centre, centre);

  if (plates->len == 0)
    return;
  depth_order_sort(&pass->order, &rule, plates->data, plates->len, sizeof(PlateInstance));
  instance_buffer_upload(pass->instances, pass->order.sorted->data, plates->len);
  glUseProgram(pass->program);
  instance_buffer_draw(pass->instances, 0, plates->len);
}

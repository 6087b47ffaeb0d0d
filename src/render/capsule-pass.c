// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "render/gl-program.h"
#include "render/instance-buffer.h"
#include "render/passes.h"

#include <string.h>

typedef struct {
  InstanceBuffer *instances;
  DepthOrder order;
} Batch;

struct CapsulePass {
  GLuint program, ribbons;
  Batch solid, stubs;
  DepthRule rule; /* as last sorted */
  guint serial;
};

static const InstanceField fields[] = {
    {4, GL_FLOAT, offsetof(CapsuleInstance, a)},
    {4, GL_FLOAT, offsetof(CapsuleInstance, b)},
    {4, GL_UNSIGNED_BYTE, offsetof(CapsuleInstance, tint_a)},
    {4, GL_UNSIGNED_BYTE, offsetof(CapsuleInstance, tint_b)},
};

static void
batch_init(Batch *batch)
{
  batch->instances = instance_buffer_new(fields, G_N_ELEMENTS(fields),
                                         sizeof(CapsuleInstance), GL_TRIANGLE_STRIP);
  depth_order_init(&batch->order);
}

static void
batch_clear(Batch *batch)
{
  instance_buffer_free(batch->instances);
  depth_order_clear(&batch->order);
}

static void
batch_sort(Batch *batch, const DepthRule *rule, const GArray *capsules)
{
  depth_order_sort(&batch->order, rule, capsules->data, capsules->len,
                   sizeof(CapsuleInstance));
  instance_buffer_upload(batch->instances, batch->order.sorted->data, capsules->len);
}

CapsulePass *
capsule_pass_new(GError **error)
{
  GLuint program = gl_program_new("capsule-pass", error);
  GLuint ribbons = program ? gl_program_new("capsule-ribbon", error) : 0;

  if (!ribbons) {
    glDeleteProgram(program);
    return NULL;
  }
  CapsulePass *pass = g_new0(CapsulePass, 1);
  pass->program = program;
  pass->ribbons = ribbons;
  batch_init(&pass->solid);
  batch_init(&pass->stubs);
  return pass;
}

void
capsule_pass_free(CapsulePass *pass)
{
  if (!pass)
    return;
  batch_clear(&pass->solid);
  batch_clear(&pass->stubs);
  glDeleteProgram(pass->program);
  glDeleteProgram(pass->ribbons);
  g_free(pass);
}

void
capsule_pass_prepare(CapsulePass *pass, const DrawView *view, const Geometry *geometry)
{
  DepthRule rule = draw_view_depth_rule(view, offsetof(CapsuleInstance, a),
                                        offsetof(CapsuleInstance, b));

  if (pass->serial == view->serial && memcmp(&rule, &pass->rule, sizeof rule) == 0)
    return;
  pass->serial = view->serial;
  pass->rule = rule;
  batch_sort(&pass->solid, &rule, geometry->capsules);
  batch_sort(&pass->stubs, &rule, geometry->stubs);
}

void
capsule_pass_draw_slab(CapsulePass *pass, guint slab, gboolean thin)
{
  guint first = pass->solid.order.first[slab];
  guint n = pass->solid.order.first[slab + 1] - first;

  if (n == 0)
    return;
  glUseProgram(thin ? pass->ribbons : pass->program);
  instance_buffer_draw(pass->solid.instances, first, n);
}

void
capsule_pass_draw_stubs(CapsulePass *pass, gboolean thin)
{
  guint n = pass->stubs.order.first[DEPTH_ORDER_SLABS];

  if (n == 0)
    return;
  glUseProgram(thin ? pass->ribbons : pass->program);
  instance_buffer_draw(pass->stubs.instances, 0, n);
}

// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "render/cover-map.h"
#include "render/gl-program.h"
#include "render/instance-buffer.h"
#include "render/passes.h"

#include <string.h>

typedef struct {
  InstanceBuffer *instances;
  DepthOrder order;
} Batch;

struct CapsulePass {
  GLuint program[2], ribbons[2]; /* plain, full */
  gboolean full;
  Batch solid, stubs;
  ViewBlock seen; /* as last sorted */
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

static gboolean
is_hidden(const void *instance, const void *cover)
{
  const CapsuleInstance *capsule = instance;

  return cover_map_hides_rod(cover, capsule->a, capsule->b, capsule->radius);
}

static void
batch_sort(Batch *batch, const DepthRule *rule, const CoverMap *cover,
           const GArray *capsules)
{
  depth_order_sort(&batch->order, rule, capsules->data, capsules->len,
                   sizeof(CapsuleInstance));
  if (cover)
    depth_order_drop(&batch->order, sizeof(CapsuleInstance), is_hidden, cover);
  instance_buffer_upload(batch->instances, batch->order.sorted->data,
                         batch->order.first[DEPTH_ORDER_SLABS]);
}

CapsulePass *
capsule_pass_new(GError **error)
{
  g_autoptr(CapsulePass) pass = g_new0(CapsulePass, 1);

  if (!(pass->program[0] = gl_program_new("capsule-pass", error)) ||
      !(pass->program[1] = gl_program_new_full("capsule-pass", error)) ||
      !(pass->ribbons[0] = gl_program_new("capsule-ribbon", error)) ||
      !(pass->ribbons[1] = gl_program_new_full("capsule-ribbon", error)))
    return NULL;
  batch_init(&pass->solid);
  batch_init(&pass->stubs);
  return g_steal_pointer(&pass);
}

void
capsule_pass_free(CapsulePass *pass)
{
  if (!pass)
    return;
  batch_clear(&pass->solid);
  batch_clear(&pass->stubs);
  for (int k = 0; k < 2; k++) {
    glDeleteProgram(pass->program[k]);
    glDeleteProgram(pass->ribbons[k]);
  }
  g_free(pass);
}

void
capsule_pass_prepare(CapsulePass *pass, const DrawView *view, const Geometry *geometry)
{
  DepthRule rule = draw_view_depth_rule(view, offsetof(CapsuleInstance, a),
                                        offsetof(CapsuleInstance, b));

  pass->full = view->full;
  if (pass->serial == view->serial &&
      memcmp(&view->block, &pass->seen, sizeof pass->seen) == 0)
    return;
  pass->serial = view->serial;
  pass->seen = view->block;
  batch_sort(&pass->solid, &rule, view->cover, geometry->capsules);
  batch_sort(&pass->stubs, &rule, view->cover, geometry->stubs);
}

static void
use_program(const CapsulePass *pass, gboolean thin)
{
  glUseProgram(thin ? pass->ribbons[pass->full] : pass->program[pass->full]);
}

void
capsule_pass_draw_slab(CapsulePass *pass, guint slab, gboolean thin)
{
  guint first = pass->solid.order.first[slab];
  guint n = pass->solid.order.first[slab + 1] - first;

  if (n == 0)
    return;
  use_program(pass, thin);
  instance_buffer_draw(pass->solid.instances, first, n);
}

void
capsule_pass_draw_stubs(CapsulePass *pass, gboolean thin)
{
  guint n = pass->stubs.order.first[DEPTH_ORDER_SLABS];

  if (n == 0)
    return;
  use_program(pass, thin);
  instance_buffer_draw(pass->stubs.instances, 0, n);
}

// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "render/depth-order.h"

#include <string.h>

#define LAYERS_PER_SLAB 64
#define N_LAYERS        (DEPTH_ORDER_SLABS * LAYERS_PER_SLAB)

void
depth_order_init(DepthOrder *order)
{
  memset(order, 0, sizeof *order);
  order->sorted = g_byte_array_new();
  order->layer = g_array_new(FALSE, FALSE, sizeof(guint16));
  order->start = g_array_new(FALSE, FALSE, sizeof(guint));
  g_array_set_size(order->start, N_LAYERS + 1);
}

void
depth_order_clear(DepthOrder *order)
{
  g_clear_pointer(&order->sorted, g_byte_array_unref);
  g_clear_pointer(&order->layer, g_array_unref);
  g_clear_pointer(&order->start, g_array_unref);
}

static float
along(const float forward[3], const guint8 *point)
{
  float p[3];

  memcpy(p, point, sizeof p);
  return forward[0] * p[0] + forward[1] * p[1] + forward[2] * p[2];
}

/* Farthest is layer 0. */
static void
find_layers(DepthOrder *order, const DepthRule *rule, const guint8 *instances, guint n,
            gsize stride)
{
  const float forward[3] = {(float)rule->forward.x, (float)rule->forward.y,
                            (float)rule->forward.z};
  float far = (float)(rule->far + vec3_dot(rule->origin, rule->forward));
  float scale = (float)(N_LAYERS / fmax(rule->far - rule->near, 1e-6));
  guint16 *layer = (guint16 *)order->layer->data;
  guint *start = (guint *)order->start->data;

  for (guint i = 0; i < n; i++) {
    const guint8 *instance = instances + i * stride;
    float depth = 0.5f * (along(forward, instance + rule->offset_a) +
                          along(forward, instance + rule->offset_b));
    float place = (far - depth) * scale;
    layer[i] = (guint16)CLAMP(place, 0.0f, N_LAYERS - 1.0f);
    start[layer[i] + 1]++;
  }
}

void
depth_order_sort(DepthOrder *order, const DepthRule *rule, const void *instances, guint n,
                 gsize stride)
{
  guint *start = (guint *)order->start->data;

  g_array_set_size(order->layer, n);
  g_byte_array_set_size(order->sorted, (guint)(n * stride));
  memset(start, 0, (N_LAYERS + 1) * sizeof *start);
  find_layers(order, rule, instances, n, stride);
  for (guint k = 0; k < N_LAYERS; k++)
    start[k + 1] += start[k];
  for (guint k = 0; k <= DEPTH_ORDER_SLABS; k++)
    order->first[k] = start[k * LAYERS_PER_SLAB];

  const guint16 *layer = (const guint16 *)order->layer->data;
  for (guint i = 0; i < n; i++)
    memcpy(order->sorted->data + start[layer[i]]++ * stride,
           (const guint8 *)instances + i * stride, stride);
}

void
depth_order_drop(DepthOrder *order, gsize stride,
                 gboolean (*drop)(const void *instance, const void *data),
                 const void *data)
{
  guint8 *sorted = order->sorted->data;
  guint n = 0;

  for (guint slab = 0; slab < DEPTH_ORDER_SLABS; slab++) {
    guint from = order->first[slab], end = order->first[slab + 1];
    order->first[slab] = n;
    for (guint k = from; k < end; k++) {
      if (drop(sorted + k * stride, data))
        continue;
      if (n != k)
        memcpy(sorted + n * stride, sorted + k * stride, stride);
      n++;
    }
  }
  order->first[DEPTH_ORDER_SLABS] = n;
}

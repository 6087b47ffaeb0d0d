// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* Instances from back to front, in linear time: a counting sort into thin layers, which
 * are gathered into slabs that several passes walk through together. Any thread. */
#pragma once

#include <glib.h>

#include "base/vec3.h"

#define DEPTH_ORDER_SLABS 24

typedef struct {
  GByteArray *sorted; /* copies of the instances, farthest first */
  guint first[DEPTH_ORDER_SLABS + 1];
  GArray *layer, *start; /* work space */
} DepthOrder;

/* How far away an instance is, along forward: (mean of its points − origin) · forward.
 * The points are arrays of three floats at the two offsets (the same twice for one). */
typedef struct {
  Vec3 origin, forward;
  double near, far;
  gsize offset_a, offset_b;
} DepthRule;

void depth_order_init(DepthOrder *order);
void depth_order_clear(DepthOrder *order);
/* Sorts n instances of stride bytes. */
void depth_order_sort(DepthOrder *order, const DepthRule *rule, const void *instances,
                      guint n, gsize stride);
/* Drops what drop says TRUE of; the others stay in their order. */
void depth_order_drop(DepthOrder *order, gsize stride,
                      gboolean (*drop)(const void *instance, const void *data),
                      const void *data);

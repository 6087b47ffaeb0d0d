// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "analysis/grid-order.h"

#include <string.h>

#define DIGIT_BITS 16
#define DIGITS     (1u << DIGIT_BITS)

void
grid_order_neighbours(const Field *field, gsize node, GridStep out[GRID_NEIGHBOURS])
{
  guint at[3], m = 0;

  field_node(field, node, at);
  for (int step = 0; step < 27; step++) {
    const int d[3] = {step / 9 - 1, step / 3 % 3 - 1, step % 3 - 1};
    guint to[3];
    if (step == 13)
      continue;
    for (guint c = 0; c < 3; c++) {
      int n = (int)field->n[c], k = (int)at[c] + d[c];
      out[m].shift[c] = (gint8)(k < 0 ? -1 : k >= n);
      to[c] = (guint)(k - out[m].shift[c] * n);
    }
    out[m++].node = field_index(field, to[0], to[1], to[2]);
  }
}

/* Unsigned order of the keys = descending order of the values. */
static guint32
descending_key(float value)
{
  guint32 bits;

  memcpy(&bits, &value, sizeof bits);
  return bits & 0x80000000u ? bits : ~bits & 0x7fffffffu;
}

static guint
digit_of(const Field *field, guint32 node, guint shift)
{
  return descending_key(field->value[node] + 0.0f) >> shift & (DIGITS - 1);
}

static void
sort_by_digit(const Field *field, const guint32 *from, guint32 *to, gsize n, guint shift)
{
  g_autofree guint32 *start = g_new0(guint32, DIGITS + 1);

  for (gsize i = 0; i < n; i++)
    start[digit_of(field, from[i], shift) + 1]++;
  for (guint d = 0; d < DIGITS; d++)
    start[d + 1] += start[d];
  for (gsize i = 0; i < n; i++)
    to[start[digit_of(field, from[i], shift)]++] = from[i];
}

guint32 *
grid_order_descending(const Field *field, double floor, gsize *n)
{
  gsize count = 0;

  for (gsize i = 0; i < field->n_nodes; i++)
    count += field->value[i] > floor;
  guint32 *order = g_new(guint32, count);
  g_autofree guint32 *other = g_new(guint32, count);
  *n = 0;
  for (gsize i = 0; i < field->n_nodes; i++)
    if (field->value[i] > floor)
      order[(*n)++] = (guint32)i;
  sort_by_digit(field, order, other, count, 0);
  sort_by_digit(field, other, order, count, DIGIT_BITS);
  return order;
}

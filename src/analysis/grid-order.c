// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "analysis/grid-order.h"

#include <string.h>

#define KEY_SHIFT  32
#define DIGIT_BITS 11 /* three make a key */
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
    out[m++].node = (guint32)field_index(field, to[0], to[1], to[2]);
  }
}

void
grid_inside_init(GridInside *inside, const Field *field)
{
  gint32 row = (gint32)field->n[2], plane = (gint32)(field->n[1] * field->n[2]);
  guint m = 0;

  for (guint c = 0; c < 3; c++)
    inside->n[c] = MAX(field->n[c], 2); /* a grid of one or two has no inside */
  for (int step = 0; step < 27; step++)
    if (step != 13)
      inside->ahead[m++] =
          (step / 9 - 1) * plane + (step / 3 % 3 - 1) * row + (step % 3 - 1);
}

/* Unsigned order of the keys = descending order of the values. */
static guint32
descending_key(float value)
{
  guint32 bits;

  memcpy(&bits, &value, sizeof bits);
  return bits & 0x80000000u ? bits : ~bits & 0x7fffffffu;
}

/* By one digit of the key, which stands above the node. */
static void
sort_by_digit(const guint64 *from, guint64 *to, gsize n, guint shift)
{
  guint32 start[DIGITS + 1] = {0};

  for (gsize i = 0; i < n; i++)
    start[(from[i] >> shift & (DIGITS - 1)) + 1]++;
  for (guint d = 0; d < DIGITS; d++)
    start[d + 1] += start[d];
  for (gsize i = 0; i < n; i++)
    to[start[from[i] >> shift & (DIGITS - 1)]++] = from[i];
}

guint32 *
grid_order_descending(const Field *field, double floor, gsize *n)
{
  gsize count = 0;

  for (gsize i = 0; i < field->n_nodes; i++)
    count += field->value[i] > floor;
  g_autofree guint64 *one = g_new(guint64, count);
  g_autofree guint64 *other = g_new(guint64, count);
  *n = 0;
  for (gsize i = 0; i < field->n_nodes; i++)
    if (field->value[i] > floor)
      one[(*n)++] = (guint64)descending_key(field->value[i] + 0.0f) << KEY_SHIFT | i;
  sort_by_digit(one, other, count, KEY_SHIFT);
  sort_by_digit(other, one, count, KEY_SHIFT + DIGIT_BITS);
  sort_by_digit(one, other, count, KEY_SHIFT + 2 * DIGIT_BITS);
  guint32 *order = g_new(guint32, count);
  for (gsize i = 0; i < count; i++)
    order[i] = (guint32)other[i];
  return order;
}

// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "analysis/winding-part.h"

#include <math.h>
#include <string.h>

#include "analysis/grid-order.h"

typedef struct {
  const Field *field;
  GridInside inside;
  double level;
  gint16 (*offset)[3]; /* of every flooded node, in cells */
  guint8 *flooded;
  GArray *part; /* gsize: nodes of the part that is being flooded */
} Flood;

static gboolean
same_offset(const gint16 a[3], const gint16 b[3])
{
  return a[0] == b[0] && a[1] == b[1] && a[2] == b[2];
}

/* TRUE when node is reached in another cell than before. */
static gboolean
reach(Flood *flood, gsize node, const gint16 offset[3])
{
  if (flood->flooded[node])
    return !same_offset(flood->offset[node], offset);
  flood->flooded[node] = TRUE;
  memcpy(flood->offset[node], offset, sizeof flood->offset[node]);
  g_array_append_val(flood->part, node);
  return FALSE;
}

/* TRUE when one of the neighbours above the level is reached in another cell. */
static gboolean
reach_around(Flood *flood, gsize at)
{
  const float *value = flood->field->value;
  GridStep step[GRID_NEIGHBOURS];
  gint16 offset[3];
  gboolean winds = FALSE;

  memcpy(offset, flood->offset[at], sizeof offset);
  if (grid_inside_has(&flood->inside, (guint32)at)) {
    for (guint m = 0; m < GRID_NEIGHBOURS; m++) {
      gsize node = at + (gsize)flood->inside.ahead[m];
      if (value[node] >= flood->level)
        winds |= reach(flood, node, offset);
    }
    return winds;
  }
  grid_order_neighbours(flood->field, at, step);
  for (guint m = 0; m < GRID_NEIGHBOURS; m++) {
    gint16 there[3];
    if (!(value[step[m].node] >= flood->level))
      continue;
    for (guint d = 0; d < 3; d++)
      there[d] = (gint16)(offset[d] + step[m].shift[d]);
    winds |= reach(flood, step[m].node, there);
  }
  return winds;
}

/* Whether the part of start winds; its nodes are in flood->part. */
static gboolean
flood_part(Flood *flood, gsize start)
{
  static const gint16 here[3] = {0, 0, 0};
  gboolean winds = FALSE;

  g_array_set_size(flood->part, 0);
  reach(flood, start, here);
  for (guint k = 0; k < flood->part->len; k++)
    winds |= reach_around(flood, g_array_index(flood->part, gsize, k));
  return winds;
}

static Field *
lowered(const Field *field, double level)
{
  Field *part = field_new_like(field);
  float below = nextafterf((float)level, -INFINITY);

  for (gsize i = 0; i < field->n_nodes; i++)
    part->value[i] = MIN(field->value[i], below);
  return part;
}

Field *
winding_part(const Field *field, double level)
{
  g_return_val_if_fail(field != NULL, NULL);
  Flood flood = {.field = field, .level = level};
  Field *part = NULL;

  grid_inside_init(&flood.inside, field);
  flood.offset = g_malloc_n(field->n_nodes, sizeof *flood.offset);
  flood.flooded = g_new0(guint8, field->n_nodes);
  flood.part = g_array_new(FALSE, FALSE, sizeof(gsize));
  for (gsize i = 0; i < field->n_nodes; i++) {
    if (flood.flooded[i] || !(field->value[i] >= level) || !flood_part(&flood, i))
      continue;
    if (!part)
      part = lowered(field, level);
    for (guint k = 0; k < flood.part->len; k++) {
      gsize node = g_array_index(flood.part, gsize, k);
      part->value[node] = field->value[node];
    }
  }
  g_free(flood.offset);
  g_free(flood.flooded);
  g_array_unref(flood.part);
  return part;
}

// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/label-layout.h"

#include <math.h>
#include <stdlib.h>

#define GAP 2.0 /* px between two labels */

static int
smaller_rank_first(const void *a, const void *b)
{
  const Label *p = a, *q = b;

  if (p->rank != q->rank)
    return p->rank < q->rank ? -1 : 1;
  return p->id < q->id ? -1 : p->id > q->id;
}

static gboolean
overlap(const Label *a, const Label *b)
{
  return fabs(a->x - b->x) < 0.5 * (a->width + b->width) + GAP &&
         fabs(a->y - b->y) < 0.5 * (a->height + b->height) + GAP;
}

static gboolean
is_inside(const Label *label, double width, double height)
{
  return label->x >= 0.5 * label->width && label->x <= width - 0.5 * label->width &&
         label->y >= 0.5 * label->height && label->y <= height - 0.5 * label->height;
}

static gboolean
is_free(const Label *label, const GPtrArray *written)
{
  for (guint k = 0; k < written->len; k++)
    if (overlap(label, g_ptr_array_index(written, k)))
      return FALSE;
  return TRUE;
}

guint
label_layout(Label *label, guint n, double width, double height, guint most)
{
  g_autoptr(GPtrArray) written = g_ptr_array_new();

  if (n == 0)
    return 0;
  qsort(label, n, sizeof *label, smaller_rank_first);
  for (guint k = 0; k < n; k++) {
    label[k].written = written->len < most && is_inside(&label[k], width, height) &&
                       is_free(&label[k], written);
    if (label[k].written)
      g_ptr_array_add(written, &label[k]);
  }
  return written->len;
}

// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "render/hop-choice.h"

#include <stdlib.h>

/* Part of the chosen ones that is shown fully; the others fade towards the limit. */
#define FULL_PART 0.6

static const Event *
hop_at(const GPtrArray *hops, guint k)
{
  return g_ptr_array_index(hops, k);
}

static gboolean
is_recent_hop(const Event *event, double now, double max_age)
{
  return event->kind == EVENT_HOP && event->n_atoms > 0 && now - event->time < max_age;
}

/* Weight 0 for hops that are old or undone, and for those that undo; 1 for the others. */
static void
cancel_pairs(const GPtrArray *hops, double now, double max_age, float *weight)
{
  g_autoptr(GHashTable) last = g_hash_table_new(NULL, NULL);

  for (guint k = 0; k < hops->len; k++) {
    const Event *event = hop_at(hops, k);
    weight[k] = is_recent_hop(event, now, max_age) ? 1.0f : 0.0f;
    if (event->kind != EVENT_HOP || event->n_atoms == 0)
      continue;
    gpointer ion = GUINT_TO_POINTER(event->atom[0]);
    guint before = GPOINTER_TO_UINT(g_hash_table_lookup(last, ion));
    if (event->back) {
      weight[k] = 0.0f;
      if (before > 0)
        weight[before - 1] = 0.0f;
    }
    g_hash_table_insert(last, ion, GUINT_TO_POINTER(k + 1));
  }
}

static int
longer_first(const void *a, const void *b)
{
  double x = *(const double *)a;
  double y = *(const double *)b;

  return (x < y) - (x > y);
}

static void
limit(const GPtrArray *hops, guint most, float *weight)
{
  g_autofree double *length = g_new(double, hops->len);
  guint n = 0;

  for (guint k = 0; k < hops->len; k++)
    if (weight[k] > 0.0f)
      length[n++] = hop_at(hops, k)->length;
  if (n <= most || most == 0)
    return;
  qsort(length, n, sizeof *length, longer_first);
  double least = length[most];
  double full = length[(guint)(FULL_PART * most)];
  for (guint k = 0; k < hops->len; k++) {
    double place = (hop_at(hops, k)->length - least) / MAX(full - least, 1e-6);
    weight[k] *= (float)CLAMP(place, 0.0, 1.0);
  }
}

void
hop_choice(const GPtrArray *hops, double now, double max_age, guint most, int selected,
           float *weight)
{
  cancel_pairs(hops, now, max_age, weight);
  limit(hops, most, weight);
  for (guint k = 0; k < hops->len; k++) {
    const Event *event = hop_at(hops, k);
    if (selected >= 0 && is_recent_hop(event, now, max_age) &&
        event->atom[0] == (guint)selected)
      weight[k] = 1.0f;
  }
}

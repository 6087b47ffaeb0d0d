// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "render/hop-choice.h"

#include <stdlib.h>

/* Part of the chosen ones that is shown fully; the others fade towards the limit. */
#define FULL_PART 0.6
/* Of a glass that is smaller than most */
#define IONS_PER_TRAIL 4
#define FEWEST         12

static const Event *
hop_at(const GPtrArray *hops, guint k)
{
  return g_ptr_array_index(hops, k);
}

gboolean
hop_choice_counts(const Event *event, const HopRule *rule)
{
  if (event->kind != EVENT_HOP || event->n_atoms == 0 ||
      !(rule->now - event->time < rule->max_age) || event->length < rule->shortest)
    return FALSE;
  if (!rule->type || rule->types == 0)
    return TRUE;
  return event->atom[0] < rule->n_atoms &&
         (rule->types >> (rule->type[event->atom[0]] & 31) & 1);
}

/* Weight 0 for hops that do not count or are undone, and 1 for the others; what undoes
 * one stands for both. */
static void
merge_pairs(const GPtrArray *hops, const HopRule *rule, float *weight)
{
  g_autoptr(GHashTable) last = g_hash_table_new(NULL, NULL);

  for (guint k = 0; k < hops->len; k++) {
    const Event *event = hop_at(hops, k);
    weight[k] = hop_choice_counts(event, rule) ? 1.0f : 0.0f;
    if (event->kind != EVENT_HOP || event->n_atoms == 0)
      continue;
    gpointer ion = GUINT_TO_POINTER(event->atom[0]);
    guint before = GPOINTER_TO_UINT(g_hash_table_lookup(last, ion));
    if (event->back) {
      weight[k] *= HOP_CHOICE_MERGED;
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
  g_autofree double *length = g_new(double, hops->len + 1);
  guint n = 0;

  for (guint k = 0; k < hops->len; k++)
    if (weight[k] > 0.0f)
      length[n++] = weight[k] * hop_at(hops, k)->length;
  if (n <= most || most == 0)
    return;
  qsort(length, n, sizeof *length, longer_first);
  double least = length[most];
  double full = length[(guint)(FULL_PART * most)];
  for (guint k = 0; k < hops->len; k++) {
    double own = weight[k] * hop_at(hops, k)->length;
    double place = (own - least) / MAX(full - least, 1e-6);
    weight[k] *= (float)CLAMP(place, 0.0, 1.0);
  }
}

guint
hop_choice_bound(guint most, const Frame *frame)
{
  guint n = 0;

  if (most == 0)
    return 0;
  for (guint t = 0; t < frame->species->n; t++)
    if (frame->species->element[t]->role == SPECIES_MOBILE)
      n += frame_count_type(frame, t);
  return MIN(most, MAX(n / IONS_PER_TRAIL, FEWEST));
}

void
hop_choice(const GPtrArray *hops, const HopRule *rule, float *weight)
{
  merge_pairs(hops, rule, weight);
  limit(hops, rule->most, weight);
  for (guint k = 0; k < hops->len; k++) {
    const Event *event = hop_at(hops, k);
    if (rule->selected >= 0 && hop_choice_counts(event, rule) &&
        event->atom[0] == (guint)rule->selected)
      weight[k] = 1.0f;
  }
}

// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "analysis/ion-cages.h"

#include <string.h>

typedef struct {
  guint n_divisions;
  guint8 *label[K_MEANS_MOST]; /* owned */
  Vec3 centre[K_MEANS_MOST][K_MEANS_MOST];
  double silhouette[K_MEANS_MOST];
} Candidates;

static void
divide(const Vec3 *x, guint n, const IonCagesOptions *options, Candidates *candidates)
{
  guint most = MIN(MIN(options->most, K_MEANS_MOST), n > 0 ? n - 1 : 0);

  candidates->n_divisions = most >= 2 ? most - 1 : 0;
  for (guint p = 0; p < candidates->n_divisions; p++) {
    candidates->label[p] = g_new(guint8, n);
    k_means(x, n, p + 2, &options->k_means, candidates->label[p], candidates->centre[p]);
  }
  silhouettes(x, n, (const guint8 *const *)candidates->label, candidates->n_divisions,
              candidates->silhouette);
}

static int
best_of(const Candidates *candidates)
{
  int best = candidates->n_divisions > 0 ? 0 : -1;

  for (guint p = 1; p < candidates->n_divisions; p++)
    if (candidates->silhouette[p] > candidates->silhouette[best])
      best = (int)p;
  return best;
}

static void
find_inside(IonCages *cages, const Vec3 *x, double core)
{
  for (guint i = 0; i < cages->n; i++) {
    Vec3 off = vec3_sub(x[i], cages->centre[cages->label[i]]);
    cages->inside[i] = vec3_norm2(off) < core * core;
  }
}

static void
refine_centres(IonCages *cages, const Vec3 *x)
{
  Vec3 sum[K_MEANS_MOST] = {{0}};
  guint count[K_MEANS_MOST] = {0};

  for (guint i = 0; i < cages->n; i++) {
    guint8 cage = cages->label[i];
    if (!cages->inside[i])
      continue;
    sum[cage] = vec3_add(sum[cage], x[i]);
    count[cage]++;
  }
  for (guint c = 0; c < cages->k; c++)
    if (count[c] > 0)
      cages->centre[c] = vec3_scale(sum[c], 1.0 / count[c]);
}

static void
take_division(IonCages *cages, const Candidates *candidates,
              const IonCagesOptions *options)
{
  int best = best_of(candidates);

  cages->silhouette = best >= 0 ? candidates->silhouette[best] : NAN;
  if (best < 0 || cages->silhouette < options->threshold)
    return;
  cages->k = (guint)best + 2;
  memcpy(cages->label, candidates->label[best], cages->n);
  memcpy(cages->centre, candidates->centre[best], cages->k * sizeof *cages->centre);
}

IonCages *
ion_cages_new(const Vec3 *x, guint n, const IonCagesOptions *options)
{
  IonCages *cages = g_new0(IonCages, 1);
  Candidates candidates = {0};

  g_return_val_if_fail(x != NULL && options != NULL, NULL);
  cages->n = n;
  cages->k = 1;
  cages->label = g_new0(guint8, n);
  cages->inside = g_new0(guint8, n);
  for (guint i = 0; i < n; i++)
    cages->centre[0] = vec3_mul_add(cages->centre[0], 1.0 / n, x[i]);
  divide(x, n, options, &candidates);
  take_division(cages, &candidates, options);
  for (guint p = 0; p < candidates.n_divisions; p++)
    g_free(candidates.label[p]);
  find_inside(cages, x, options->core);
  if (options->refine && cages->k > 1) {
    refine_centres(cages, x);
    find_inside(cages, x, options->core);
  }
  return cages;
}

void
ion_cages_free(IonCages *cages)
{
  if (!cages)
    return;
  g_free(cages->label);
  g_free(cages->inside);
  g_free(cages);
}

typedef struct {
  IonCagesTask *task;
  const IonCagesOptions *options;
} Batch;

static void
find_block(gpointer data, guint block, guint worker)
{
  const Batch *batch = data;
  IonCagesTask *task = &batch->task[block];
  IonCagesOptions options = *batch->options;

  options.k_means.key = task->key;
  task->cages = ion_cages_new(task->x, task->n, &options);
}

void
ion_cages_find(IonCagesTask *task, guint n_tasks, const IonCagesOptions *options,
               Team *team)
{
  Batch batch = {task, options};

  g_return_if_fail(n_tasks == 0 || task != NULL);
  if (team && n_tasks > 1) {
    team_run(team, find_block, &batch, n_tasks);
    return;
  }
  for (guint k = 0; k < n_tasks; k++)
    find_block(&batch, k, 0);
}

static gboolean
flips(const IonCages *cages, int j)
{
  return cages->inside[j] != cages->inside[j + 1];
}

static CageHop
published_hop(const IonCages *cages, int c)
{
  int begin = c - 2, end = c, last = (int)cages->n - 1;

  while (begin >= 0 && !flips(cages, begin))
    begin--;
  while (end < last && !flips(cages, end))
    end++;
  return (CageHop){begin + 1, end < last ? end : -1, cages->label[c],
                   cages->label[c + 1]};
}

GArray *
ion_cages_published_hops(const IonCages *cages)
{
  GArray *hops = g_array_new(FALSE, FALSE, sizeof(CageHop));

  for (int c = 0; c + 1 < (int)cages->n; c++) {
    gboolean known = FALSE;
    if (cages->label[c] == cages->label[c + 1])
      continue;
    CageHop hop = published_hop(cages, c);
    for (guint k = 0; k < hops->len; k++) {
      const CageHop *other = &g_array_index(hops, CageHop, k);
      known |= other->first == hop.first && other->last == hop.last;
    }
    if (!known)
      g_array_append_val(hops, hop);
  }
  return hops;
}

GArray *
ion_cages_core_hops(const IonCages *cages)
{
  GArray *hops = g_array_new(FALSE, FALSE, sizeof(CageHop));
  int left = -1;

  for (int i = 0; i < (int)cages->n; i++) {
    if (!cages->inside[i])
      continue;
    if (left >= 0 && cages->label[left] != cages->label[i]) {
      CageHop hop = {left + 1, i - 1, cages->label[left], cages->label[i]};
      g_array_append_val(hops, hop);
    }
    left = i;
  }
  return hops;
}

// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "analysis/hop-groups.h"

#include "base/rng.h"

typedef struct {
  guint i, j;
} Pair;

typedef struct {
  const GroupHop *hop;
  guint n;
  const Cell *cell;
  const HopGroupsOptions *options;
  GArray *near;  /* Pair of different ions within reach; owned */
  double *time;  /* n, ps; owned */
  guint *parent; /* n; owned */
  guint *size;   /* n; owned */
  double *count; /* n + 1, groups of N; owned */
} Work;

static double
distance(const Work *work, Vec3 a, Vec3 b)
{
  return vec3_norm(cell_minimum_image(work->cell, vec3_sub(b, a)));
}

static void
find_near(Work *work)
{
  double reach = work->options->reach;

  for (guint i = 0; i < work->n; i++)
    for (guint j = i + 1; j < work->n; j++) {
      const GroupHop *a = &work->hop[i], *b = &work->hop[j];
      if (a->ion == b->ion)
        continue;
      if (distance(work, a->from, b->from) <= reach ||
          distance(work, a->from, b->to) <= reach ||
          distance(work, a->to, b->from) <= reach ||
          distance(work, a->to, b->to) <= reach) {
        Pair pair = {i, j};
        g_array_append_val(work->near, pair);
      }
    }
}

static guint
root_of(Work *work, guint i)
{
  while (work->parent[i] != i)
    i = work->parent[i] = work->parent[work->parent[i]];
  return i;
}

static gboolean
is_joined(const Work *work, Pair pair)
{
  return fabs(work->time[pair.i] - work->time[pair.j]) <= work->options->lag;
}

static void
join_all(Work *work)
{
  for (guint i = 0; i < work->n; i++) {
    work->parent[i] = i;
    work->size[i] = 1;
  }
  for (guint k = 0; k < work->near->len; k++) {
    Pair pair = g_array_index(work->near, Pair, k);
    if (!is_joined(work, pair))
      continue;
    guint a = root_of(work, pair.i), b = root_of(work, pair.j);
    if (a == b)
      continue;
    guint small = work->size[a] < work->size[b] ? a : b, large = small == a ? b : a;
    work->parent[small] = large;
    work->size[large] += work->size[small];
  }
}

/* Groups by their size; returns how many there are. */
static guint
count_sizes(Work *work)
{
  guint n_groups = 0;

  for (guint size = 0; size <= work->n; size++)
    work->count[size] = 0.0;
  for (guint i = 0; i < work->n; i++)
    if (work->parent[i] == i) {
      work->count[work->size[i]]++;
      n_groups++;
    }
  return n_groups;
}

static void
to_shares(const Work *work, guint n_groups, double *share)
{
  for (guint size = 0; size <= HOP_GROUPS_SIZES; size++)
    share[size] = 0.0;
  for (guint size = 1; size <= work->n; size++)
    share[MIN(size, HOP_GROUPS_SIZES)] += work->count[size] / n_groups;
}

static double
share_together(const Work *work)
{
  return 1.0 - work->count[1] / work->n;
}

static double
share_of_strings(const Work *work)
{
  guint n_pairs = 0, n_strings = 0;

  for (guint k = 0; k < work->near->len; k++) {
    Pair pair = g_array_index(work->near, Pair, k);
    const GroupHop *a = &work->hop[pair.i], *b = &work->hop[pair.j];
    if (!is_joined(work, pair))
      continue;
    n_pairs++;
    n_strings += distance(work, a->from, b->to) <= work->options->vacated ||
                 distance(work, b->from, a->to) <= work->options->vacated;
  }
  return n_pairs > 0 ? (double)n_strings / n_pairs : NAN;
}

static void
shuffle(Work *work, guint round)
{
  const HopGroupsOptions *options = work->options;
  double span = options->to - options->from, lot[4];

  for (guint i = 0; i < work->n; i++) {
    rng_uniform4(options->seed, RNG_ANALYSIS, round, work->hop[i].ion, lot);
    double t = work->hop[i].time - options->from + lot[0] * span;
    work->time[i] = options->from + (t < span ? t : t - span);
  }
}

typedef struct {
  double sum, square;
  guint n;
} Moments;

static void
moments_add(Moments *moments, double value)
{
  if (isnan(value))
    return;
  moments->sum += value;
  moments->square += value * value;
  moments->n++;
}

static Estimate
moments_spread(const Moments *moments)
{
  double n = moments->n, mean = moments->sum / n;
  double variance = (moments->square - n * mean * mean) / (n - 1.0);

  return (Estimate){n > 0 ? mean : NAN, n > 1 ? sqrt(MAX(variance, 0.0)) : NAN};
}

static void
find_null(Work *work, HopGroups *out)
{
  Moments share[HOP_GROUPS_SIZES + 1] = {{0}}, decay = {0}, together = {0};
  double now[HOP_GROUPS_SIZES + 1];

  for (guint round = 0; round < work->options->n_shuffles; round++) {
    shuffle(work, round);
    join_all(work);
    to_shares(work, count_sizes(work), now);
    for (guint size = 0; size <= HOP_GROUPS_SIZES; size++)
      moments_add(&share[size], now[size]);
    moments_add(&decay, decay_fit_counts(work->count, work->n + 1).value);
    moments_add(&together, share_together(work));
  }
  for (guint size = 0; size <= HOP_GROUPS_SIZES; size++) {
    Estimate estimate = moments_spread(&share[size]);
    out->null[size] = estimate.value;
    out->null_error[size] = estimate.error;
  }
  out->null_decay = moments_spread(&decay);
  out->excess = moments_spread(&together);
  out->excess.value = out->together - out->excess.value;
}

static void
number_groups(Work *work, guint *group)
{
  guint next = 0;

  for (guint i = 0; i < work->n; i++)
    if (work->parent[i] == i)
      group[i] = next++;
  for (guint i = 0; i < work->n; i++)
    group[i] = group[root_of(work, i)];
}

void
hop_groups(const GroupHop *hop, guint n, const Cell *cell,
           const HopGroupsOptions *options, guint *group, HopGroups *out)
{
  g_autoptr(GArray) near = g_array_new(FALSE, FALSE, sizeof(Pair));
  g_autofree guint *numbers = g_new(guint, 2 * (gsize)n);
  g_autofree double *times = g_new(double, 2 * (gsize)n + 1);
  Work work = {.hop = hop,
               .n = n,
               .cell = cell,
               .options = options,
               .near = near,
               .time = times,
               .count = times + n,
               .parent = numbers,
               .size = numbers + n};

  g_return_if_fail(n > 0 && cell != NULL && options->to > options->from);
  find_near(&work);
  for (guint i = 0; i < n; i++)
    work.time[i] = hop[i].time;
  join_all(&work);
  *out = (HopGroups){.n_hops = n, .n_groups = count_sizes(&work)};
  if (group)
    number_groups(&work, group);
  for (guint i = 0; i < n; i++)
    out->largest = MAX(out->largest, work.parent[i] == i ? work.size[i] : 0);
  to_shares(&work, out->n_groups, out->share);
  out->together = share_together(&work);
  out->strings = share_of_strings(&work);
  out->decay = decay_fit_counts(work.count, n + 1);
  find_null(&work, out);
}

// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "analysis/k-means.h"

#include <string.h>

#include "base/rng.h"
#include "base/wide-loops.h"

#define DRAWS_PER_START 1024
#define STRIP           64 /* points that are assigned together */
#define ROWS            8  /* points whose distances are summed together */

typedef struct {
  const Vec3 *x;
  double *along[3]; /* the same by direction, filled up to whole strips; owned */
  guint n, k;
  const KMeansOptions *options;
  double tolerance;      /* Å² */
  guint32 draw;          /* of the lot that comes next */
  guint8 *label, *older; /* n; owned */
  double *nearest2;      /* n, Å²; owned */
  Vec3 centre[K_MEANS_MOST];
  guint count[K_MEANS_MOST];
} Search;

static double
draw(Search *search)
{
  double lot[4];

  rng_uniform4(search->options->seed, RNG_ANALYSIS, search->options->key, search->draw++,
               lot);
  return lot[0];
}

static void
begin_random(Search *search)
{
  guint chosen[K_MEANS_MOST];

  for (guint c = 0; c < search->k; c++) {
    gboolean taken;
    do {
      taken = FALSE;
      chosen[c] = MIN((guint)(draw(search) * search->n), search->n - 1);
      for (guint other = 0; other < c; other++)
        taken |= chosen[other] == chosen[c];
    } while (taken);
    search->centre[c] = search->x[chosen[c]];
  }
}

/* A point by lot, as likely as it is far from the centres. */
static guint
draw_far(Search *search)
{
  double total = 0.0;

  for (guint i = 0; i < search->n; i++)
    total += search->nearest2[i];
  double rest = draw(search) * total;
  for (guint i = 0; i < search->n; i++) {
    rest -= search->nearest2[i];
    if (rest < 0.0)
      return i;
  }
  return search->n - 1;
}

static void
begin_plus_plus(Search *search)
{
  guint first = MIN((guint)(draw(search) * search->n), search->n - 1);

  search->centre[0] = search->x[first];
  for (guint i = 0; i < search->n; i++)
    search->nearest2[i] = INFINITY;
  for (guint c = 1; c < search->k; c++) {
    for (guint i = 0; i < search->n; i++) {
      double r2 = vec3_norm2(vec3_sub(search->x[i], search->centre[c - 1]));
      search->nearest2[i] = MIN(search->nearest2[i], r2);
    }
    search->centre[c] = search->x[draw_far(search)];
  }
}

/* The centre nearest to each point of a strip, the first one of equals. */
WIDE_LOOPS static void
assign_strip(const Search *search, guint first, double best[STRIP], gint64 label[STRIP])
{
  const double *x = search->along[0] + first, *y = search->along[1] + first,
               *z = search->along[2] + first;

  for (guint i = 0; i < STRIP; i++) {
    best[i] = INFINITY;
    label[i] = 0;
  }
  for (guint c = 0; c < search->k; c++) {
    Vec3 centre = search->centre[c];
    for (guint i = 0; i < STRIP; i++) {
      double dx = x[i] - centre.x, dy = y[i] - centre.y, dz = z[i] - centre.z;
      double r2 = dx * dx + dy * dy + dz * dz;
      label[i] = r2 < best[i] ? (gint64)c : label[i];
      best[i] = r2 < best[i] ? r2 : best[i];
    }
  }
}

/* Labels by the nearest centre. */
static void
assign(Search *search)
{
  double best[STRIP];
  gint64 label[STRIP];

  for (guint first = 0; first < search->n; first += STRIP) {
    assign_strip(search, first, best, label);
    for (guint i = first; i < MIN(first + STRIP, search->n); i++) {
      search->label[i] = (guint8)label[i - first];
      search->nearest2[i] = best[i - first];
    }
  }
}

static double
inertia_of(const Search *search)
{
  double inertia = 0.0;

  for (guint i = 0; i < search->n; i++)
    inertia += search->nearest2[i];
  return inertia;
}

/* A cluster without points takes the point that lies farthest from its own centre. */
static void
fill_empty(Search *search)
{
  for (guint c = 0; c < search->k; c++) {
    guint far = 0;
    if (search->count[c] > 0)
      continue;
    for (guint i = 1; i < search->n; i++)
      if (search->nearest2[i] > search->nearest2[far])
        far = i;
    if (search->count[search->label[far]] < 2)
      continue;
    search->count[search->label[far]]--;
    search->label[far] = (guint8)c;
    search->nearest2[far] = 0.0;
    search->count[c] = 1;
  }
}

/* Means of the labelled points; returns Σ |shift|². */
static double
move_centres(Search *search)
{
  Vec3 sum[K_MEANS_MOST] = {{0}};
  double shift2 = 0.0;

  memset(search->count, 0, sizeof search->count);
  for (guint i = 0; i < search->n; i++)
    search->count[search->label[i]]++;
  fill_empty(search);
  for (guint i = 0; i < search->n; i++)
    sum[search->label[i]] = vec3_add(sum[search->label[i]], search->x[i]);
  for (guint c = 0; c < search->k; c++) {
    if (search->count[c] == 0)
      continue;
    Vec3 mean = vec3_scale(sum[c], 1.0 / search->count[c]);
    shift2 += vec3_norm2(vec3_sub(mean, search->centre[c]));
    search->centre[c] = mean;
  }
  return shift2;
}

static double
descend(Search *search)
{
  assign(search);
  for (guint round = 0; round < search->options->max_rounds; round++) {
    memcpy(search->older, search->label, search->n);
    double shift2 = move_centres(search);
    assign(search);
    if (shift2 <= search->tolerance ||
        memcmp(search->older, search->label, search->n) == 0)
      break;
  }
  return inertia_of(search);
}

/* Fills up with a point that is there. */
static double *
read_along(const Vec3 *x, guint n, guint direction)
{
  guint room = (n + STRIP - 1) / STRIP * STRIP;
  double *along = g_new(double, room);

  for (guint i = 0; i < room; i++) {
    Vec3 r = x[MIN(i, n - 1)];
    along[i] = direction == 0 ? r.x : direction == 1 ? r.y : r.z;
  }
  return along;
}

/* Mean over the directions of the variance, Å². */
static double
variance(const Vec3 *x, guint n)
{
  Vec3 mean = {0};
  double sum = 0.0;

  for (guint i = 0; i < n; i++)
    mean = vec3_mul_add(mean, 1.0 / n, x[i]);
  for (guint i = 0; i < n; i++)
    sum += vec3_norm2(vec3_sub(x[i], mean));
  return sum / (3.0 * n);
}

double
k_means(const Vec3 *x, guint n, guint k, const KMeansOptions *options, guint8 *label,
        Vec3 *centre)
{
  g_return_val_if_fail(k >= 1 && k <= MIN(n, K_MEANS_MOST), NAN);

  g_autofree guint8 *labels = g_new0(guint8, 2 * (gsize)n);
  g_autofree double *nearest2 = g_new(double, n);
  double best = INFINITY;
  Search search = {
      .x = x,
      .along = {read_along(x, n, 0), read_along(x, n, 1), read_along(x, n, 2)},
      .n = n,
      .k = k,
      .options = options,
      .tolerance = options->tolerance * variance(x, n),
      .label = labels,
      .older = labels + n,
      .nearest2 = nearest2};

  for (guint start = 0; start < options->n_starts; start++) {
    search.draw = (k * options->n_starts + start) * DRAWS_PER_START;
    if (options->start == K_MEANS_RANDOM)
      begin_random(&search);
    else
      begin_plus_plus(&search);
    double inertia = descend(&search);
    if (inertia < best) {
      best = inertia;
      memcpy(label, search.label, n);
    }
  }
  memcpy(search.label, label, n);
  move_centres(&search);
  memcpy(centre, search.centre, k * sizeof *centre);
  for (guint d = 0; d < 3; d++)
    g_free(search.along[d]);
  return best;
}

/* Distances from ROWS points: to each point, and summed over each cluster of a division.
 * A sum goes along with those of the neighbouring rows, for adding to one number after
 * another that was just written takes longer than adding to eight at once. */
typedef struct {
  double sum[K_MEANS_MOST][ROWS];
} Reach;

static double
silhouette(const Reach *reach, const guint *count, guint own, guint row)
{
  double b = INFINITY;

  if (count[own] < 2)
    return 0.0;
  double a = reach->sum[own][row] / (count[own] - 1);
  for (guint c = 0; c < K_MEANS_MOST; c++)
    if (c != own && count[c] > 0)
      b = MIN(b, reach->sum[c][row] / count[c]);
  double most = MAX(a, b);
  return isfinite(b) && most > 0.0 ? (b - a) / most : 0.0;
}

/* From the points first … first + ROWS − 1, or the last one in place of those beyond. */
WIDE_LOOPS static void
fill_distances(const Vec3 *x, guint n, guint first, double (*distance)[ROWS])
{
  double from[3][ROWS];

  for (guint row = 0; row < ROWS; row++) {
    Vec3 r = x[MIN(first + row, n - 1)];
    from[0][row] = r.x;
    from[1][row] = r.y;
    from[2][row] = r.z;
  }
  for (guint j = 0; j < n; j++)
    for (guint row = 0; row < ROWS; row++) {
      double dx = x[j].x - from[0][row], dy = x[j].y - from[1][row],
             dz = x[j].z - from[2][row];
      distance[j][row] = sqrt(dx * dx + dy * dy + dz * dz);
    }
}

WIDE_LOOPS static void
add_up(double (*distance)[ROWS], guint n, const guint8 *label, Reach *reach)
{
  *reach = (Reach){{{0}}};
  for (guint j = 0; j < n; j++) {
    double *sum = reach->sum[label[j]];
    for (guint row = 0; row < ROWS; row++)
      sum[row] += distance[j][row];
  }
}

void
silhouettes(const Vec3 *x, guint n, const guint8 *const *label, guint n_divisions,
            double *out)
{
  g_autofree double(*distance)[ROWS] = g_malloc_n(n, sizeof *distance);
  g_autofree guint *count = g_new0(guint, n_divisions * K_MEANS_MOST);
  Reach reach;

  for (guint p = 0; p < n_divisions; p++) {
    out[p] = 0.0;
    for (guint i = 0; i < n; i++)
      count[p * K_MEANS_MOST + label[p][i]]++;
  }
  for (guint first = 0; first < n; first += ROWS) {
    fill_distances(x, n, first, distance);
    for (guint p = 0; p < n_divisions; p++) {
      add_up(distance, n, label[p], &reach);
      for (guint i = first; i < MIN(first + ROWS, n); i++)
        out[p] +=
            silhouette(&reach, count + p * K_MEANS_MOST, label[p][i], i - first) / n;
    }
  }
}

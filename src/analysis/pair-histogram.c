// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "analysis/pair-histogram.h"

#include <math.h>

/* The cell is cut into bins of half the range; each pair of bins within reach is visited
 * once, from the one side. */
#define BINS_PER_RANGE 2
#define BINS_MOST      64

typedef struct {
  const Frame *frame;
  int n[3], reach[3];
  guint *first;      /* atoms of bin b: first[b] … first[b + 1] − 1 of what follows */
  double *x, *y, *z; /* Å, inside the cell; one block, owned through x */
  guint8 *type;
  guint64 *count;
  guint n_bins;
  double inverse_dr, range2;
} Grid;

typedef struct {
  guint begin, end;
} Stretch;

static int
bin_along(double fraction, int n)
{
  return CLAMP((int)(fraction * n), 0, n - 1);
}

static guint
bin_index(const Grid *grid, int i, int j, int k)
{
  return (guint)((i * grid->n[1] + j) * grid->n[2] + k);
}

static void
choose_bins(Grid *grid, double range)
{
  Vec3 heights = cell_heights(&grid->frame->cell);
  const double height[3] = {heights.x, heights.y, heights.z};
  double most = CLAMP(cbrt(grid->frame->n_atoms), 1.0, BINS_MOST);

  for (guint k = 0; k < 3; k++) {
    grid->n[k] = (int)CLAMP(floor(BINS_PER_RANGE * height[k] / range), 1.0, most);
    grid->reach[k] = (int)ceil(range * (1.0 + 1e-9) * grid->n[k] / height[k]);
  }
}

static void
sort_atoms(Grid *grid)
{
  const Frame *frame = grid->frame;
  guint n_atoms = frame->n_atoms, n_cells = bin_index(grid, grid->n[0], 0, 0);
  g_autofree guint *bin = g_new(guint, n_atoms);
  g_autofree Vec3 *inside = g_new(Vec3, n_atoms);

  grid->first = g_new0(guint, n_cells + 2);
  for (guint a = 0; a < n_atoms; a++) {
    Vec3 s = cell_to_fractional(&frame->cell, frame->position[a]);
    s = vec3(s.x - floor(s.x), s.y - floor(s.y), s.z - floor(s.z));
    inside[a] = cell_to_cartesian(&frame->cell, s);
    bin[a] = bin_index(grid, bin_along(s.x, grid->n[0]), bin_along(s.y, grid->n[1]),
                       bin_along(s.z, grid->n[2]));
    grid->first[bin[a] + 2]++;
  }
  for (guint b = 1; b < n_cells + 2; b++)
    grid->first[b] += grid->first[b - 1];
  grid->x = g_new(double, 3 * (gsize)n_atoms);
  grid->y = grid->x + n_atoms;
  grid->z = grid->y + n_atoms;
  grid->type = g_new(guint8, n_atoms);
  for (guint a = 0; a < n_atoms; a++) {
    guint place = grid->first[bin[a] + 1]++;
    grid->x[place] = inside[a].x;
    grid->y[place] = inside[a].y;
    grid->z[place] = inside[a].z;
    grid->type[place] = frame->type[a];
  }
}

/* Distances from atom a, moved by shift, to a stretch of atoms. */
static void
count_stretch(Grid *grid, guint a, Vec3 shift, Stretch to)
{
  double x = grid->x[a] - shift.x, y = grid->y[a] - shift.y, z = grid->z[a] - shift.z;
  guint64 *count =
      grid->count + (gsize)grid->type[a] * grid->frame->species->n * grid->n_bins;

  for (guint b = to.begin; b < to.end; b++) {
    double dx = grid->x[b] - x, dy = grid->y[b] - y, dz = grid->z[b] - z;
    double r2 = dx * dx + dy * dy + dz * dz;
    if (r2 < grid->range2) {
      guint bin = (guint)(sqrt(r2) * grid->inverse_dr);
      count[grid->type[b] * grid->n_bins + MIN(bin, grid->n_bins - 1)]++;
    }
  }
}

static int
wrap_bin(int bin, int n, int *image)
{
  *image = bin >= 0 ? bin / n : -((n - 1 - bin) / n);
  return bin - *image * n;
}

/* Pairs of bin (i, j, k) with the bin by step away, inside or in an image of the cell. */
static void
count_bins(Grid *grid, const int at[3], const int step[3])
{
  int image[3], to[3];

  for (guint c = 0; c < 3; c++)
    to[c] = wrap_bin(at[c] + step[c], grid->n[c], &image[c]);
  const Vec3 *v = grid->frame->cell.vector;
  Vec3 shift = vec3_scale(v[0], image[0]);
  shift = vec3_mul_add(vec3_mul_add(shift, image[1], v[1]), image[2], v[2]);

  guint here = bin_index(grid, at[0], at[1], at[2]);
  guint there = bin_index(grid, to[0], to[1], to[2]);
  gboolean same = step[0] == 0 && step[1] == 0 && step[2] == 0;
  for (guint a = grid->first[here]; a < grid->first[here + 1]; a++) {
    guint begin = same ? a + 1 : grid->first[there];
    count_stretch(grid, a, shift, (Stretch){begin, grid->first[there + 1]});
  }
}

/* Half of all steps: of two opposite ones the positive, and the bin itself. */
static void
count_around(Grid *grid, const int at[3])
{
  int step[3];

  for (step[0] = 0; step[0] <= grid->reach[0]; step[0]++)
    for (step[1] = step[0] ? -grid->reach[1] : 0; step[1] <= grid->reach[1]; step[1]++)
      for (step[2] = step[0] || step[1] ? -grid->reach[2] : 0; step[2] <= grid->reach[2];
           step[2]++)
        count_bins(grid, at, step);
}

static void
add_both_ways(const guint64 *half, guint64 *count, guint n_types, guint n_bins)
{
  for (guint a = 0; a < n_types; a++)
    for (guint b = 0; b < n_types; b++)
      for (guint bin = 0; bin < n_bins; bin++)
        count[(a * n_types + b) * n_bins + bin] +=
            half[(a * n_types + b) * n_bins + bin] +
            half[(b * n_types + a) * n_bins + bin];
}

void
pair_histogram_add(guint64 *count, guint n_bins, double dr, const Frame *frame)
{
  double range = n_bins * dr;
  guint n_types = frame->species->n;
  g_autofree guint64 *half = g_new0(guint64, (gsize)n_types * n_types * n_bins);
  Grid grid = {.frame = frame,
               .count = half,
               .n_bins = n_bins,
               .inverse_dr = 1.0 / dr,
               .range2 = range * range};
  int at[3];

  g_return_if_fail(n_bins > 0 && dr > 0.0);
  choose_bins(&grid, range);
  sort_atoms(&grid);
  for (at[0] = 0; at[0] < grid.n[0]; at[0]++)
    for (at[1] = 0; at[1] < grid.n[1]; at[1]++)
      for (at[2] = 0; at[2] < grid.n[2]; at[2]++)
        count_around(&grid, at);
  add_both_ways(half, count, n_types, n_bins);
  g_free(grid.first);
  g_free(grid.x);
  g_free(grid.type);
}

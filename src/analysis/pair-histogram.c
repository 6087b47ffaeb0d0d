// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "analysis/pair-histogram.h"

#include <math.h>

/* The cell is cut into bins of a part of the range; each pair of bins within reach is
 * visited once, from the one side. Bins along the third axis lie behind each other in
 * memory, so that an atom meets whole columns of them. */
#define BINS_PER_RANGE 3
#define BINS_MOST      64
#define CHUNK          128 /* distances computed at a time */

typedef struct {
  const Frame *frame;
  int n[3], reach[3];
  double width[3];  /* Å, of a bin; 0 in a skewed cell, where nothing is culled */
  guint *first;     /* atoms of bin b: first[b] … first[b + 1] − 1 of what follows */
  float *x, *y, *z; /* Å, inside the cell; one block, owned through x */
  gint32 *column;   /* type × row */
  guint row;        /* counters of a pair of types: its bins and one for what is beyond */
  guint32 *count;
  double range;
  float most2, inverse_dr;
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
choose_bins(Grid *grid)
{
  const Cell *cell = &grid->frame->cell;
  Vec3 heights = cell_heights(cell);
  const double height[3] = {heights.x, heights.y, heights.z};
  double most = CLAMP(cbrt(grid->frame->n_atoms), 1.0, BINS_MOST);

  for (guint k = 0; k < 3; k++) {
    grid->n[k] = (int)CLAMP(floor(BINS_PER_RANGE * height[k] / grid->range), 1.0, most);
    grid->reach[k] = (int)ceil(grid->range * (1.0 + 1e-9) * grid->n[k] / height[k]);
    grid->width[k] = cell_is_orthorhombic(cell) ? height[k] / grid->n[k] : 0.0;
  }
}

static void
sort_atoms(Grid *grid)
{
  const Frame *frame = grid->frame;
  guint n_atoms = frame->n_atoms, n_cells = bin_index(grid, grid->n[0], 0, 0);
  g_autofree guint *bin = g_new(guint, n_atoms);
  g_autofree Vec3 *inside = g_new(Vec3, n_atoms);
  Cell cell = frame->cell;

  cell.origin = vec3(0, 0, 0);
  grid->first = g_new0(guint, n_cells + 2);
  for (guint a = 0; a < n_atoms; a++) {
    Vec3 s = cell_to_fractional(&cell, frame->position[a]);
    s = vec3(s.x - floor(s.x), s.y - floor(s.y), s.z - floor(s.z));
    inside[a] = cell_to_cartesian(&cell, s);
    bin[a] = bin_index(grid, bin_along(s.x, grid->n[0]), bin_along(s.y, grid->n[1]),
                       bin_along(s.z, grid->n[2]));
    grid->first[bin[a] + 2]++;
  }
  for (guint b = 1; b < n_cells + 2; b++)
    grid->first[b] += grid->first[b - 1];
  grid->x = g_new(float, 3 * (gsize)n_atoms);
  grid->y = grid->x + n_atoms;
  grid->z = grid->y + n_atoms;
  grid->column = g_new(gint32, n_atoms);
  for (guint a = 0; a < n_atoms; a++) {
    guint place = grid->first[bin[a] + 1]++;
    grid->x[place] = (float)inside[a].x;
    grid->y[place] = (float)inside[a].y;
    grid->z[place] = (float)inside[a].z;
    grid->column[place] = (gint32)(frame->type[a] * grid->row);
  }
}

/* Distances from atom a, moved by shift, to a stretch of atoms. What is beyond the range
 * falls into the last counter of its row. */
static void
count_stretch(Grid *grid, guint a, Vec3 shift, Stretch to)
{
  float x = grid->x[a] - (float)shift.x, y = grid->y[a] - (float)shift.y;
  float z = grid->z[a] - (float)shift.z, most2 = grid->most2, per_r = grid->inverse_dr;
  guint32 *count = grid->count + (gsize)grid->column[a] * grid->frame->species->n;
  gint32 place[CHUNK];

  for (guint begin = to.begin; begin < to.end; begin += CHUNK) {
    guint n = MIN(to.end - begin, CHUNK);
    const float *bx = grid->x + begin, *by = grid->y + begin, *bz = grid->z + begin;
    const gint32 *column = grid->column + begin;
    for (guint b = 0; b < n; b++) {
      float dx = bx[b] - x, dy = by[b] - y, dz = bz[b] - z;
      float r2 = dx * dx + dy * dy + dz * dz;
      r2 = r2 < most2 ? r2 : most2;
      place[b] = column[b] + (gint32)(sqrtf(r2) * per_r);
    }
    for (guint b = 0; b < n; b++)
      count[place[b]]++;
  }
}

static int
wrap_bin(int bin, int n, int *image)
{
  *image = bin >= 0 ? bin / n : -((n - 1 - bin) / n);
  return bin - *image * n;
}

/* The bins (i, j, from) … (i, j, to) as seen from all atoms of bin here; those of the bin
 * itself only once. */
static void
count_column(Grid *grid, const int at[3], const int step[2], int from, int to)
{
  const Vec3 *v = grid->frame->cell.vector;
  guint here = bin_index(grid, at[0], at[1], at[2]);
  int image[3], i = wrap_bin(at[0] + step[0], grid->n[0], &image[0]);
  int j = wrap_bin(at[1] + step[1], grid->n[1], &image[1]);
  Vec3 side = vec3_mul_add(vec3_scale(v[0], image[0]), image[1], v[1]);

  for (int k = from, end; k <= to; k = end + 1) {
    int low = wrap_bin(k, grid->n[2], &image[2]);
    end = MIN(to, k + grid->n[2] - 1 - low);
    Vec3 shift = vec3_mul_add(side, image[2], v[2]);
    Stretch stretch = {grid->first[bin_index(grid, i, j, low)],
                       grid->first[bin_index(grid, i, j, low + end - k) + 1]};
    gboolean own = step[0] == 0 && step[1] == 0 && k == at[2];
    for (guint a = grid->first[here]; a < grid->first[here + 1]; a++)
      count_stretch(grid, a, shift, (Stretch){own ? a + 1 : stretch.begin, stretch.end});
  }
}

/* How many bins away along the third axis atoms may still be in range; -1: none. */
static int
reach_along(const Grid *grid, const int step[2])
{
  double gap[2], left;

  if (grid->width[2] <= 0.0)
    return grid->reach[2];
  for (guint c = 0; c < 2; c++)
    gap[c] = MAX(ABS(step[c]) - 1, 0) * grid->width[c];
  left = grid->range * grid->range * (1.0 + 1e-9) - gap[0] * gap[0] - gap[1] * gap[1];
  return left < 0.0 ? -1 : (int)ceil(sqrt(left) / grid->width[2]);
}

/* Half of all steps: of two opposite ones the positive, and the bin itself. */
static void
count_around(Grid *grid, const int at[3])
{
  int step[2];

  for (step[0] = 0; step[0] <= grid->reach[0]; step[0]++)
    for (step[1] = step[0] ? -grid->reach[1] : 0; step[1] <= grid->reach[1]; step[1]++) {
      int reach = reach_along(grid, step);
      gboolean whole = step[0] || step[1];
      if (reach >= 0)
        count_column(grid, at, step, at[2] - (whole ? reach : 0), at[2] + reach);
    }
}

static void
add_both_ways(const Grid *grid, guint64 *count, guint n_bins)
{
  guint n_types = grid->frame->species->n;

  for (guint a = 0; a < n_types; a++)
    for (guint b = 0; b < n_types; b++) {
      const guint32 *one = grid->count + (gsize)(a * n_types + b) * grid->row;
      const guint32 *two = grid->count + (gsize)(b * n_types + a) * grid->row;
      for (guint bin = 0; bin < n_bins; bin++)
        count[(a * n_types + b) * n_bins + bin] += (guint64)one[bin] + two[bin];
    }
}

void
pair_histogram_add(guint64 *count, guint n_bins, double dr, const Frame *frame)
{
  double beyond = (n_bins + 0.5) * dr;
  guint n_types = frame->species->n;
  g_autofree guint32 *half = g_new0(guint32, (gsize)n_types * n_types * (n_bins + 1));
  Grid grid = {.frame = frame,
               .count = half,
               .row = n_bins + 1,
               .range = n_bins * dr,
               .most2 = (float)(beyond * beyond),
               .inverse_dr = (float)(1.0 / dr)};
  int at[3];

  g_return_if_fail(n_bins > 0 && dr > 0.0);
  choose_bins(&grid);
  sort_atoms(&grid);
  for (at[0] = 0; at[0] < grid.n[0]; at[0]++)
    for (at[1] = 0; at[1] < grid.n[1]; at[1]++)
      for (at[2] = 0; at[2] < grid.n[2]; at[2]++)
        count_around(&grid, at);
  add_both_ways(&grid, count, n_bins);
  g_free(grid.first);
  g_free(grid.x);
  g_free(grid.column);
}

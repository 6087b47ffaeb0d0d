// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "model/neighbour.h"

/* Bins are half a cut-off wide, so that little of what is visited is too far. */
#define BINS_PER_CUTOFF 2
#define BINS_MAX        128

struct NeighbourGrid {
  Frame *frame; /* owned reference */
  double r_cut;
  int n[3];       /* bins along each vector */
  int reach[3];   /* bins to visit on each side */
  Vec3 *wrapped;  /* positions inside the cell */
  int (*wrap)[3]; /* position = wrapped + wrap·cell */
  guint *first;   /* atoms of bin b: order[first[b]] … order[first[b + 1] − 1] */
  guint *order;
};

typedef struct {
  int bin[3];   /* visited bin, inside the cell */
  int shift[3]; /* image of the cell it stands for */
} BinImage;

static int
floor_div(int a, int b)
{
  return a >= 0 ? a / b : -((b - 1 - a) / b);
}

static guint
bin_index(const NeighbourGrid *grid, const int bin[3])
{
  return (bin[0] * grid->n[1] + bin[1]) * grid->n[2] + bin[2];
}

static void
bin_of(const NeighbourGrid *grid, guint atom, int bin[3])
{
  Vec3 s = cell_to_fractional(&grid->frame->cell, grid->wrapped[atom]);
  const double sk[3] = {s.x, s.y, s.z};

  for (int k = 0; k < 3; k++)
    bin[k] = CLAMP((int)(sk[k] * grid->n[k]), 0, grid->n[k] - 1);
}

static void
choose_bins(NeighbourGrid *grid)
{
  Vec3 h = cell_heights(&grid->frame->cell);
  const double height[3] = {h.x, h.y, h.z};
  int most = MAX(1, (int)cbrt(grid->frame->n_atoms) + 1);

  for (int k = 0; k < 3; k++) {
    double fit = floor(BINS_PER_CUTOFF * height[k] / grid->r_cut);
    grid->n[k] = (int)CLAMP(fit, 1.0, (double)MIN(2 * most, BINS_MAX));
    /* the margin covers rounding at the faces of a bin */
    grid->reach[k] = (int)ceil(grid->r_cut * (1.0 + 1e-9) * grid->n[k] / height[k]);
  }
}

static void
wrap_atoms(NeighbourGrid *grid)
{
  const Frame *frame = grid->frame;

  for (guint i = 0; i < frame->n_atoms; i++) {
    Vec3 s = cell_to_fractional(&frame->cell, frame->position[i]);
    const double sk[3] = {s.x, s.y, s.z};
    for (int k = 0; k < 3; k++)
      grid->wrap[i][k] = (int)CLAMP(floor(sk[k]), -1e9, 1e9);
    const int *w = grid->wrap[i];
    grid->wrapped[i] =
        cell_to_cartesian(&frame->cell, vec3(s.x - w[0], s.y - w[1], s.z - w[2]));
  }
}

static void
sort_into_bins(NeighbourGrid *grid)
{
  guint n_bins = grid->n[0] * grid->n[1] * grid->n[2];
  guint n_atoms = grid->frame->n_atoms;
  g_autofree guint *bin = g_new(guint, n_atoms);
  int b[3];

  grid->first = g_new0(guint, n_bins + 1);
  grid->order = g_new(guint, n_atoms);
  for (guint i = 0; i < n_atoms; i++) {
    bin_of(grid, i, b);
    bin[i] = bin_index(grid, b);
    grid->first[bin[i] + 1]++;
  }
  for (guint k = 0; k < n_bins; k++)
    grid->first[k + 1] += grid->first[k];
  g_autofree guint *next = g_memdup2(grid->first, n_bins * sizeof(guint));
  for (guint i = 0; i < n_atoms; i++)
    grid->order[next[bin[i]]++] = i;
}

NeighbourGrid *
neighbour_grid_new(const Frame *frame, double r_cut)
{
  g_return_val_if_fail(frame != NULL && r_cut > 0.0, NULL);

  NeighbourGrid *grid = g_new0(NeighbourGrid, 1);
  grid->frame = frame_ref(frame);
  grid->r_cut = r_cut;
  grid->wrapped = g_new(Vec3, frame->n_atoms);
  grid->wrap = g_malloc_n(frame->n_atoms, sizeof *grid->wrap);
  choose_bins(grid);
  wrap_atoms(grid);
  sort_into_bins(grid);
  return grid;
}

void
neighbour_grid_free(NeighbourGrid *grid)
{
  if (!grid)
    return;
  frame_unref(grid->frame);
  g_free(grid->wrapped);
  g_free(grid->wrap);
  g_free(grid->first);
  g_free(grid->order);
  g_free(grid);
}

static void
visit_bin(const NeighbourGrid *grid, guint atom, const BinImage *image, GArray *out)
{
  const Vec3 *v = grid->frame->cell.vector;
  const int *shift = image->shift;
  Vec3 move = vec3_scale(v[0], shift[0]);
  guint b = bin_index(grid, image->bin);
  double limit = grid->r_cut * grid->r_cut;

  move = vec3_mul_add(vec3_mul_add(move, shift[1], v[1]), shift[2], v[2]);
  move = vec3_sub(move, grid->wrapped[atom]);
  for (guint m = grid->first[b]; m < grid->first[b + 1]; m++) {
    guint j = grid->order[m];
    Vec3 d = vec3_add(grid->wrapped[j], move);
    double r2 = vec3_norm2(d);
    if (r2 >= limit || (j == atom && !shift[0] && !shift[1] && !shift[2]))
      continue;
    Neighbour found = {.atom = j, .r2 = r2, .d = d};
    for (int k = 0; k < 3; k++)
      found.offset[k] = (gint8)CLAMP(shift[k] - grid->wrap[j][k] + grid->wrap[atom][k],
                                     G_MININT8, G_MAXINT8);
    g_array_append_val(out, found);
  }
}

static void
set_image(const NeighbourGrid *grid, BinImage *image, int k, int bin)
{
  image->shift[k] = floor_div(bin, grid->n[k]);
  image->bin[k] = bin - image->shift[k] * grid->n[k];
}

void
neighbour_grid_query(const NeighbourGrid *grid, guint atom, GArray *out)
{
  g_return_if_fail(grid != NULL && out != NULL && atom < grid->frame->n_atoms);

  const int *reach = grid->reach;
  BinImage image;
  int b[3];

  g_array_set_size(out, 0);
  bin_of(grid, atom, b);
  for (int i = b[0] - reach[0]; i <= b[0] + reach[0]; i++) {
    set_image(grid, &image, 0, i);
    for (int j = b[1] - reach[1]; j <= b[1] + reach[1]; j++) {
      set_image(grid, &image, 1, j);
      for (int k = b[2] - reach[2]; k <= b[2] + reach[2]; k++) {
        set_image(grid, &image, 2, k);
        visit_bin(grid, atom, &image, out);
      }
    }
  }
}

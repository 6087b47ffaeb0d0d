// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "md/verlet-list.h"

#include <string.h>

#include "base/aligned.h"
#include "model/species.h"
#include "md/cell-change.h"

#define SHIFT_REACH 8 /* images up to ±8 cells */
#define SHIFT_SIDE  (2 * SHIFT_REACH + 1)
#define N_SHIFTS    (SHIFT_SIDE * SHIFT_SIDE * SHIFT_SIDE)

typedef struct {
  int n[3];     /* grid cells per axis */
  int reach[3]; /* neighbouring grid cells to search per axis, each way */
  guint *first; /* n0·n1·n2 + 1 */
  guint *atom;  /* sorted by grid cell */
} Grid;

struct VerletList {
  double r_cut, skin;
  guint8 *wanted;     /* SPECIES_MAX², or NULL: every pair */
  const guint8 *type; /* of the call in progress */
  guint n_atoms;
  gboolean valid;
  Cell cell;       /* of the last build */
  Cell shifts_of;  /* the cell that the shifts belong to */
  Vec3 *built;     /* unwrapped positions at the last build */
  int (*image)[3]; /* cells to subtract from the unwrapped position */
  Vec3 *position;
  Vec3 shift[N_SHIFTS];
  guint *first; /* n_atoms + 1 */
  VerletEntry *entry;
  guint capacity;
  guint64 rebuilds;
};

gboolean
verlet_list_fits(const Cell *cell, double range)
{
  return cell_smallest_height(cell) * SHIFT_REACH >= range;
}

VerletList *
verlet_list_new(double r_cut, double skin)
{
  VerletList *list = g_new0(VerletList, 1);

  list->r_cut = r_cut;
  list->skin = skin;
  return list;
}

void
verlet_list_restrict(VerletList *list, const guint8 *wanted)
{
  g_free(list->wanted);
  list->wanted = g_memdup2(wanted, SPECIES_MAX * SPECIES_MAX);
}

void
verlet_list_free(VerletList *list)
{
  if (!list)
    return;
  g_free(list->wanted);
  g_free(list->built);
  g_free(list->image);
  aligned_free(list->position);
  g_free(list->first);
  g_free(list->entry);
  g_free(list);
}

static guint
shift_index(const int s[3])
{
  return ((s[0] + SHIFT_REACH) * SHIFT_SIDE + s[1] + SHIFT_REACH) * SHIFT_SIDE + s[2] +
         SHIFT_REACH;
}

static void
allocate(VerletList *list, guint n_atoms)
{
  list->n_atoms = n_atoms;
  list->built = g_renew(Vec3, list->built, n_atoms);
  list->image = g_realloc_n(list->image, n_atoms, sizeof *list->image);
  aligned_free(list->position);
  list->position = ALIGNED_NEW0(Vec3, n_atoms);
  list->first = g_renew(guint, list->first, n_atoms + 1);
  list->valid = FALSE;
}

static void
compute_shifts(VerletList *list, const Cell *cell)
{
  int s[3];

  list->shifts_of = *cell;
  for (s[0] = -SHIFT_REACH; s[0] <= SHIFT_REACH; s[0]++)
    for (s[1] = -SHIFT_REACH; s[1] <= SHIFT_REACH; s[1]++)
      for (s[2] = -SHIFT_REACH; s[2] <= SHIFT_REACH; s[2]++) {
        Vec3 d = vec3_scale(cell->vector[0], s[0]);
        d = vec3_mul_add(d, s[1], cell->vector[1]);
        list->shift[shift_index(s)] = vec3_mul_add(d, s[2], cell->vector[2]);
      }
}

static void
refresh_positions(VerletList *list, const ForceInput *in)
{
  for (guint i = 0; i < in->n_atoms; i++) {
    Vec3 r = in->position[i];
    for (int k = 0; k < 3; k++)
      r = vec3_mul_add(r, -list->image[i][k], in->cell.vector[k]);
    list->position[i] = r;
  }
}

static gboolean
needs_rebuild(const VerletList *list, const ForceInput *in)
{
  CellChange change = cell_change(&list->cell, &in->cell);
  double room = cell_change_room(&change, list->r_cut, list->skin);

  if (!list->valid || room < 0.0)
    return TRUE;
  for (guint i = 0; i < in->n_atoms; i++) {
    Vec3 moved = vec3_sub(cell_change_back(&change, in->position[i]), list->built[i]);
    if (!(vec3_norm2(moved) <= room * room))
      return TRUE;
  }
  return FALSE;
}

/* Grid cell of an atom, and its image: fractional coordinates folded into [0, 1). */
static guint
locate(VerletList *list, const Cell *cell, const Grid *grid, guint i)
{
  Vec3 s = cell_to_fractional(cell, list->built[i]);
  const double f[3] = {s.x, s.y, s.z};
  int g[3];

  for (int k = 0; k < 3; k++) {
    double whole = floor(f[k]);
    list->image[i][k] = (int)whole;
    g[k] = CLAMP((int)((f[k] - whole) * grid->n[k]), 0, grid->n[k] - 1);
  }
  return (g[0] * grid->n[1] + g[1]) * grid->n[2] + g[2];
}

static void
grid_init(Grid *grid, VerletList *list, const ForceInput *in)
{
  Vec3 height = cell_heights(&in->cell);
  const double h[3] = {height.x, height.y, height.z};
  double range = list->r_cut + list->skin;

  for (int k = 0; k < 3; k++) {
    grid->n[k] = CLAMP((int)(2.0 * h[k] / range), 1, 64);
    grid->reach[k] = (int)fmin(ceil(range * grid->n[k] / h[k]), SHIFT_REACH * grid->n[k]);
  }
  guint n_cells = grid->n[0] * grid->n[1] * grid->n[2];
  g_autofree guint *where = g_new(guint, in->n_atoms);
  grid->first = g_new0(guint, n_cells + 1);
  grid->atom = g_new(guint, in->n_atoms);
  for (guint i = 0; i < in->n_atoms; i++) {
    where[i] = locate(list, &in->cell, grid, i);
    grid->first[where[i] + 1]++;
  }
  for (guint c = 0; c < n_cells; c++)
    grid->first[c + 1] += grid->first[c];
  g_autofree guint *next = g_memdup2(grid->first, n_cells * sizeof(guint));
  for (guint i = 0; i < in->n_atoms; i++)
    grid->atom[next[where[i]]++] = i;
}

static void
grid_clear(Grid *grid)
{
  g_free(grid->first);
  g_free(grid->atom);
}

/* c/n rounded down, and the remainder: which image of the grid is meant. */
static int
floor_div(int c, int n, int *remainder)
{
  int q = c >= 0 ? c / n : -((n - 1 - c) / n);

  *remainder = c - q * n;
  return q;
}

static void
append(VerletList *list, guint *n, guint atom, guint shift)
{
  if (*n == list->capacity) {
    list->capacity = MAX(1024, 2 * list->capacity);
    list->entry = g_renew(VerletEntry, list->entry, list->capacity);
  }
  list->entry[(*n)++] = (VerletEntry){atom, shift};
}

/* Atoms of one grid cell, image s, that are in range of atom i. */
static void
collect_cell(VerletList *list, const Grid *grid, guint i, guint cell, const int s[3],
             guint *n)
{
  double range2 = (list->r_cut + list->skin) * (list->r_cut + list->skin);
  gboolean home = s[0] == 0 && s[1] == 0 && s[2] == 0;
  guint shift = shift_index(s);
  Vec3 from = vec3_sub(list->position[i], list->shift[shift]);
  const guint8 *row = list->wanted ? list->wanted + list->type[i] * SPECIES_MAX : NULL;

  for (guint k = grid->first[cell]; k < grid->first[cell + 1]; k++) {
    guint j = grid->atom[k];
    if ((home && j == i) || (row && !row[list->type[j]]))
      continue;
    if (vec3_norm2(vec3_sub(list->position[j], from)) < range2)
      append(list, n, j, shift);
  }
}

static void
collect_atom(VerletList *list, const Grid *grid, const Cell *cell, guint i, guint *n)
{
  Vec3 f = cell_to_fractional(cell, list->position[i]);
  int home[3] = {(int)(f.x * grid->n[0]), (int)(f.y * grid->n[1]),
                 (int)(f.z * grid->n[2])};
  int d[3], g[3], s[3];

  for (d[0] = -grid->reach[0]; d[0] <= grid->reach[0]; d[0]++)
    for (d[1] = -grid->reach[1]; d[1] <= grid->reach[1]; d[1]++)
      for (d[2] = -grid->reach[2]; d[2] <= grid->reach[2]; d[2]++) {
        for (int k = 0; k < 3; k++)
          s[k] = floor_div(CLAMP(home[k], 0, grid->n[k] - 1) + d[k], grid->n[k], &g[k]);
        collect_cell(list, grid, i, (g[0] * grid->n[1] + g[1]) * grid->n[2] + g[2], s, n);
      }
}

/* Whether atoms of a type have a list at all. */
static gboolean
is_wanted(const VerletList *list, guint type)
{
  return !list->wanted || memchr(list->wanted + type * SPECIES_MAX, 1, SPECIES_MAX);
}

static void
rebuild(VerletList *list, const ForceInput *in)
{
  Grid grid = {0};
  guint n = 0;

  memcpy(list->built, in->position, in->n_atoms * sizeof(Vec3));
  list->cell = in->cell;
  list->type = in->type;
  compute_shifts(list, &in->cell);
  grid_init(&grid, list, in);
  refresh_positions(list, in);
  for (guint i = 0; i < in->n_atoms; i++) {
    list->first[i] = n;
    if (!is_wanted(list, in->type[i]))
      continue;
    collect_atom(list, &grid, &in->cell, i, &n);
  }
  list->first[in->n_atoms] = n;
  grid_clear(&grid);
  list->valid = TRUE;
  list->rebuilds++;
}

gboolean
verlet_list_update(VerletList *list, const ForceInput *in)
{
  if (list->n_atoms != in->n_atoms)
    allocate(list, in->n_atoms);
  if (!needs_rebuild(list, in)) {
    if (memcmp(&list->shifts_of, &in->cell, sizeof(Cell)) != 0)
      compute_shifts(list, &in->cell);
    refresh_positions(list, in);
    return FALSE;
  }
  rebuild(list, in);
  return TRUE;
}

const Vec3 *
verlet_list_positions(const VerletList *list)
{
  return list->position;
}

const Vec3 *
verlet_list_shifts(const VerletList *list)
{
  return list->shift;
}

const VerletEntry *
verlet_list_of(const VerletList *list, guint i, guint *n)
{
  *n = list->first[i + 1] - list->first[i];
  return list->entry + list->first[i];
}

guint32
verlet_list_opposite(guint32 shift)
{
  return N_SHIFTS - 1 - shift;
}

guint64
verlet_list_rebuilds(const VerletList *list)
{
  return list->rebuilds;
}

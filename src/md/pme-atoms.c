// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "md/pme-atoms.h"

#include <stdatomic.h>
#include <string.h>

#include "base/aligned.h"
#include "md/parts.h"

/* Room for a few more atoms per plane than there are. */
#define SPARE_GROUPS 4

typedef struct {
  guint32 begin, end; /* in order; begin is a multiple of PME_GROUP */
} Plane;

typedef struct {
  _Alignas(ALIGNED_BYTES) TeamShare planes;
  guint64 *kept; /* per plane: the last sort in which this worker weighed it for all */
  PmeGroup *copy;
  /* Of which plane and sort */
  guint copied_plane[PME_ORDER_MAX];
  guint64 copied_sort[PME_ORDER_MAX];
} Worker;

struct PmeAtoms {
  const PmeKernel *kernel;
  const PmeGrid *grid;
  guint64 n_sorts;

  guint n_atoms, n_rows;
  PmePlace *place; /* per atom */
  guint32 *row;    /* per atom: first row of the mesh */
  guint32 *first;  /* per row: its next place in order */
  guint32 *order;  /* atoms by row, in each row as they come */

  guint n_planes;
  Plane *plane;
  _Atomic guint64 *claimed; /* per plane: the last sort in which someone keeps it */
  PmeGroup *group;          /* of place k in order: k / PME_GROUP */

  guint n_workers, most_groups; /* of a plane, that copies have room for */
  Worker *worker;

  PmePositions from; /* of the call in progress */
};

PmeAtoms *
pme_atoms_new(const PmeKernel *kernel)
{
  PmeAtoms *self = g_new0(PmeAtoms, 1);

  self->kernel = kernel;
  return self;
}

static void
free_workers(PmeAtoms *self)
{
  for (guint w = 0; w < self->n_workers; w++) {
    aligned_free(self->worker[w].kept);
    aligned_free(self->worker[w].copy);
  }
  aligned_free(self->worker);
  self->worker = NULL;
  self->n_workers = 0;
}

static void
free_arrays(PmeAtoms *self)
{
  free_workers(self);
  aligned_free(self->place);
  aligned_free(self->row);
  aligned_free(self->first);
  aligned_free(self->order);
  aligned_free(self->plane);
  aligned_free(self->claimed);
  aligned_free(self->group);
}

void
pme_atoms_free(PmeAtoms *self)
{
  if (!self)
    return;
  free_arrays(self);
  g_free(self);
}

static void
match_sizes(PmeAtoms *self, guint n_atoms, const PmeGrid *grid)
{
  guint n_planes = grid->n[0], n_rows = grid->n[0] * grid->n[1];
  gsize n_places = n_atoms + (gsize)n_planes * (PME_GROUP - 1);

  if (self->n_atoms == n_atoms && self->n_planes == n_planes && self->n_rows == n_rows)
    return;
  free_arrays(self);
  self->n_atoms = n_atoms;
  self->n_planes = n_planes;
  self->n_rows = n_rows;
  self->place = ALIGNED_NEW0(PmePlace, n_atoms);
  self->row = ALIGNED_NEW0(guint32, n_atoms);
  self->first = ALIGNED_NEW0(guint32, n_rows);
  self->order = ALIGNED_NEW0(guint32, n_places);
  self->plane = ALIGNED_NEW0(Plane, n_planes);
  self->claimed = ALIGNED_NEW0(_Atomic guint64, n_planes);
  self->group = ALIGNED_NEW0(PmeGroup, n_places / PME_GROUP + 1);
}

static guint
n_groups(const Plane *plane)
{
  return (plane->end - plane->begin + PME_GROUP - 1) / PME_GROUP;
}

static void
match_workers(PmeAtoms *self, const Team *team)
{
  guint most = 0;

  for (guint x = 0; x < self->n_planes; x++)
    most = MAX(most, n_groups(&self->plane[x]));
  if (self->n_workers == team_size(team) && most <= self->most_groups)
    return;
  free_workers(self);
  self->most_groups = most + most / 4 + SPARE_GROUPS;
  self->n_workers = team_size(team);
  self->worker = ALIGNED_NEW0(Worker, self->n_workers);
  for (guint w = 0; w < self->n_workers; w++) {
    Worker *worker = &self->worker[w];
    worker->planes = team_share(team, self->n_planes, w);
    worker->kept = ALIGNED_NEW0(guint64, self->n_planes);
    worker->copy = ALIGNED_NEW0(PmeGroup, PME_ORDER_MAX * (gsize)self->most_groups);
  }
}

static void
locate_part(gpointer data, guint part, guint worker)
{
  PmeAtoms *self = data;
  guint begin = part_begin(self->n_atoms, part);
  guint end = part_begin(self->n_atoms, part + 1);

  self->kernel->locate(self->grid, &self->from, begin, end, self->place);
  for (guint i = begin; i < end; i++)
    self->row[i] = self->place[i].start[0] * self->grid->n[1] + self->place[i].start[1];
}

/* Counting sort; planes begin with a group. */
static void
sort_by_row(PmeAtoms *self)
{
  guint n1 = self->grid->n[1];
  guint32 *first = self->first, sum = 0;

  memset(first, 0, self->n_rows * sizeof(guint32));
  for (guint i = 0; i < self->n_atoms; i++)
    first[self->row[i]]++;
  for (guint x = 0; x < self->n_planes; x++) {
    self->plane[x].begin = sum = (sum + PME_GROUP - 1) / PME_GROUP * PME_GROUP;
    for (guint row = x * n1; row < (x + 1) * n1; row++) {
      guint32 count = first[row];
      first[row] = sum;
      sum += count;
    }
    self->plane[x].end = sum;
  }
  for (guint i = 0; i < self->n_atoms; i++)
    self->order[first[self->row[i]]++] = i;
}

void
pme_atoms_sort(PmeAtoms *self, const PmeGrid *grid, const ForceInput *in,
               const double *charge)
{
  const Cell *cell = &in->cell;

  self->grid = grid;
  match_sizes(self, in->n_atoms, grid);
  self->from = (PmePositions){(const double *)in->position,
                              in->type,
                              charge,
                              {cell->origin.x, cell->origin.y, cell->origin.z}};
  for (int d = 0; d < 3; d++)
    memcpy(self->from.reciprocal[d], &cell->inverse[d], sizeof(Vec3));
  self->n_sorts++;
  parts_run(in->team, locate_part, self);
  sort_by_row(self);
  match_workers(self, in->team);
}

guint
pme_atoms_count(const PmeAtoms *self, guint plane)
{
  return self->plane[plane].end - self->plane[plane].begin;
}

const PmeGroup *
pme_atoms_kept(const PmeAtoms *self, guint plane)
{
  return self->group + self->plane[plane].begin / PME_GROUP;
}

static void
weigh(const PmeAtoms *self, guint plane, PmeGroup *group)
{
  self->kernel->weigh(self->grid, self->place, self->order + self->plane[plane].begin,
                      pme_atoms_count(self, plane), group);
}

/* Whether nobody else keeps this plane for all. */
static gboolean
claim(PmeAtoms *self, guint plane)
{
  guint64 before = atomic_load_explicit(&self->claimed[plane], memory_order_relaxed);

  return before != self->n_sorts && atomic_compare_exchange_strong_explicit(
                                        &self->claimed[plane], &before, self->n_sorts,
                                        memory_order_relaxed, memory_order_relaxed);
}

static const PmeGroup *
copy_of_plane(PmeAtoms *self, guint plane, Worker *own)
{
  guint k = plane % PME_ORDER_MAX;
  PmeGroup *copy = own->copy + k * (gsize)self->most_groups;

  if (own->copied_sort[k] != self->n_sorts || own->copied_plane[k] != plane)
    weigh(self, plane, copy);
  own->copied_sort[k] = self->n_sorts;
  own->copied_plane[k] = plane;
  return copy;
}

const PmeGroup *
pme_atoms_groups(PmeAtoms *self, guint plane, guint needed_by, guint worker)
{
  Worker *own = &self->worker[worker];
  gboolean is_own = plane >= own->planes.begin && plane < own->planes.end;
  PmeGroup *kept = self->group + self->plane[plane].begin / PME_GROUP;

  if (own->kept[plane] == self->n_sorts)
    return kept;
  if ((!is_own && plane != needed_by) || !claim(self, plane))
    return copy_of_plane(self, plane, own);
  own->kept[plane] = self->n_sorts;
  weigh(self, plane, kept);
  return kept;
}

// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "md/pme-provider.h"

#include <string.h>

#include "base/aligned.h"
#include "base/units.h"
#include "md/pme-mesh.h"

#define ATOM_BLOCK   256
#define GATHER_BATCH 64

typedef struct {
  ForceProvider base;
  ForceField *ff;
  PmeSettings settings;
  const PmeKernel *kernel;
  PmeMesh *mesh;   /* NULL until first needed */
  gboolean is_new; /* G is of another cell or α */
  Cell cell;       /* of G */

  guint n_atoms, n_blocks;
  PmePlaces places;
  float *charge;   /* e */
  guint32 *order;  /* atoms by row of the mesh, in each row as they come */
  guint32 *first;  /* of each row in order; one more at the end */
  PmeGroup *group; /* in that order */
  Vec3 *push;      /* per block: sum of its forces */
  PmeSum *column;  /* per column of the mesh */

  /* Of the call in progress */
  const ForceInput *in;
  ForceWants wants;
  ForceOutput *out;
} Pme;

static void
free_arrays(Pme *self)
{
  aligned_free(self->places.start);
  aligned_free(self->places.fraction);
  aligned_free(self->charge);
  aligned_free(self->order);
  aligned_free(self->group);
  g_free(self->push);
}

static void
match_atoms(Pme *self, guint n)
{
  if (self->n_atoms == n)
    return;
  free_arrays(self);
  self->n_atoms = n;
  self->n_blocks = (n + ATOM_BLOCK - 1) / ATOM_BLOCK;
  self->places.start = ALIGNED_NEW0(gint32, 3 * (gsize)n);
  self->places.fraction = ALIGNED_NEW0(float, 3 * (gsize)n);
  self->charge = ALIGNED_NEW0(float, n);
  self->order = ALIGNED_NEW0(guint32, n);
  self->group = ALIGNED_NEW0(PmeGroup, (n + PME_GROUP - 1) / PME_GROUP);
  self->push = g_new0(Vec3, self->n_blocks);
}

static void
match_mesh(Pme *self)
{
  const Cell *cell = &self->in->cell;
  PmeShape shape = pme_shape_choose(self->ff, cell, &self->settings);

  if (!self->mesh || memcmp(pme_mesh_shape(self->mesh), &shape, sizeof shape) != 0) {
    pme_mesh_free(self->mesh);
    self->mesh = pme_mesh_new(&shape);
    self->first = g_renew(guint32, self->first, shape.n[0] * shape.n[1] + 1);
    self->column = g_renew(PmeSum, self->column, pme_mesh_n_columns(self->mesh));
    self->is_new = TRUE;
  }
  if (self->is_new || memcmp(&self->cell, cell, sizeof *cell) != 0)
    pme_mesh_set_cell(self->mesh, cell, force_field_alpha(self->ff), self->in->team);
  self->cell = *cell;
  self->is_new = FALSE;
  pme_mesh_reserve(self->mesh, team_size(self->in->team));
}

static guint
block_end(const Pme *self, guint block)
{
  return MIN((block + 1) * ATOM_BLOCK, self->n_atoms);
}

static void
locate_block(gpointer data, guint block, guint worker)
{
  Pme *self = data;
  const Cell *cell = &self->in->cell;
  PmePositions from = {(const double *)self->in->position,
                       {cell->origin.x, cell->origin.y, cell->origin.z}};

  for (int d = 0; d < 3; d++)
    memcpy(from.reciprocal[d], &cell->inverse[d], sizeof(Vec3));
  for (guint i = block * ATOM_BLOCK; i < block_end(self, block); i++)
    self->charge[i] = self->ff->charge[self->in->type[i]];
  self->kernel->locate(pme_mesh_grid(self->mesh), &from, block * ATOM_BLOCK,
                       block_end(self, block), &self->places);
}

/* Counting sort by the first row of the mesh. */
static void
sort_atoms(Pme *self)
{
  const int *n = pme_mesh_grid(self->mesh)->n;
  const gint32 *start = self->places.start;
  guint n_rows = n[0] * n[1];
  guint32 *first = self->first, sum = 0;

  memset(first, 0, (n_rows + 1) * sizeof(guint32));
  for (guint i = 0; i < self->n_atoms; i++, start += 3)
    first[start[0] * n[1] + start[1]]++;
  for (guint row = 0; row <= n_rows; row++) {
    guint32 count = first[row];
    first[row] = sum;
    sum += count;
  }
  start = self->places.start;
  for (guint i = 0; i < self->n_atoms; i++, start += 3)
    self->order[first[start[0] * n[1] + start[1]]++] = i;
  memmove(first + 1, first, n_rows * sizeof(guint32));
  first[0] = 0;
}

static void
weigh_block(gpointer data, guint block, guint worker)
{
  Pme *self = data;

  self->kernel->weigh(pme_mesh_grid(self->mesh), &self->places, self->charge, self->order,
                      block * ATOM_BLOCK, block_end(self, block), self->group);
}

static void
forward_plane(gpointer data, guint x, guint worker)
{
  Pme *self = data;
  const PmeGrid *grid = pme_mesh_grid(self->mesh);
  float *plane = pme_mesh_blank_plane(self->mesh, worker);

  for (int layer = 0; layer < grid->order; layer++) {
    guint from = (x + grid->n[0] - layer) % grid->n[0];
    self->kernel->spread(grid, self->group, self->first[from * grid->n[1]],
                         self->first[(from + 1) * grid->n[1]], layer, plane);
  }
  pme_mesh_forward(self->mesh, self->kernel, x, worker);
}

static void
solve_column(gpointer data, guint column, guint worker)
{
  Pme *self = data;
  gboolean sums = (self->wants & (FORCE_ENERGY | FORCE_VIRIAL)) != 0;

  pme_mesh_solve(self->mesh, self->kernel, column, worker,
                 sums ? &self->column[column] : NULL);
}

static void
backward_plane(gpointer data, guint x, guint worker)
{
  Pme *self = data;

  pme_mesh_backward(self->mesh, self->kernel, x, worker);
}

/* Force from ∂E/∂u per mesh step along the lattice vectors. */
static Vec3
force_of(const Cell *cell, const int n[3], const float *quad)
{
  Vec3 f = vec3_scale(cell->inverse[0], -n[0] * (double)quad[0]);

  f = vec3_mul_add(f, -n[1] * (double)quad[1], cell->inverse[1]);
  return vec3_mul_add(f, -n[2] * (double)quad[2], cell->inverse[2]);
}

static void
gather_block(gpointer data, guint block, guint worker)
{
  Pme *self = data;
  const PmeGrid *grid = pme_mesh_grid(self->mesh);
  guint end = block_end(self, block);
  float quad[4 * GATHER_BATCH];
  Vec3 push = {0};

  for (guint begin = block * ATOM_BLOCK; begin < end; begin += GATHER_BATCH) {
    guint n = MIN(GATHER_BATCH, end - begin);
    self->kernel->gather(grid, pme_mesh_potential(self->mesh), self->group, begin,
                         begin + n, quad);
    for (guint k = 0; k < n; k++) {
      guint32 place = begin + k;
      guint32 i = self->group[place / PME_GROUP].atom[place % PME_GROUP];
      Vec3 f = force_of(&self->cell, grid->n, quad + 4 * k);
      push = vec3_add(push, f);
      self->out->force[i] = vec3_add(self->out->force[i], f);
      if (self->wants & FORCE_ATOM_ENERGY)
        self->out->atom_energy[i] += 0.5 * quad[4 * k + 3];
    }
  }
  self->push[block] = push;
}

/* Takes back the acceleration of the whole. */
static void
remove_push(Pme *self)
{
  const ForceField *ff = self->ff;
  double mass = 0.0;
  Vec3 push = {0};

  for (guint b = 0; b < self->n_blocks; b++)
    push = vec3_add(push, self->push[b]);
  for (guint i = 0; i < self->n_atoms; i++)
    mass += ff->species->element[self->in->type[i]]->mass;
  for (guint i = 0; i < self->n_atoms; i++) {
    double share = ff->species->element[self->in->type[i]]->mass / mass;
    self->out->force[i] = vec3_mul_add(self->out->force[i], -share, push);
  }
}

static void
add_totals(Pme *self)
{
  for (guint c = 0; c < pme_mesh_n_columns(self->mesh); c++) {
    self->out->energy_reciprocal += self->column[c].energy;
    for (int k = 0; k < 6; k++)
      self->out->virial[k] += self->column[c].virial[k];
  }
}

/* The uniform charge that makes the cell neutral, potential/ewald.h. */
static void
add_background(Pme *self)
{
  double alpha = force_field_alpha(self->ff), total = 0.0;
  double factor = -G_PI * UNITS_COULOMB / (2.0 * self->cell.volume * alpha * alpha);

  for (guint i = 0; i < self->n_atoms; i++)
    total += self->ff->charge[self->in->type[i]];
  self->out->energy_reciprocal += factor * total * total;
  for (int d = 0; d < 3; d++)
    self->out->virial[d] += factor * total * total;
  if (self->wants & FORCE_ATOM_ENERGY)
    for (guint i = 0; i < self->n_atoms; i++)
      self->out->atom_energy[i] += factor * total * self->ff->charge[self->in->type[i]];
}

static void
pme_compute(ForceProvider *provider, const ForceInput *in, ForceWants wants,
            ForceOutput *out)
{
  Pme *self = (Pme *)provider;

  self->in = in;
  self->wants = wants;
  self->out = out;
  match_atoms(self, in->n_atoms);
  match_mesh(self);
  guint n_planes = pme_mesh_grid(self->mesh)->n[0];

  team_run(in->team, locate_block, self, self->n_blocks);
  sort_atoms(self);
  team_run(in->team, weigh_block, self, self->n_blocks);
  team_run(in->team, forward_plane, self, n_planes);
  team_run(in->team, solve_column, self, pme_mesh_n_columns(self->mesh));
  team_run(in->team, backward_plane, self, n_planes);
  team_run(in->team, gather_block, self, self->n_blocks);
  remove_push(self);
  if (wants & (FORCE_ENERGY | FORCE_VIRIAL)) {
    add_totals(self);
    add_background(self);
  }
}

static void
pme_free(ForceProvider *provider)
{
  Pme *self = (Pme *)provider;

  free_arrays(self);
  pme_mesh_free(self->mesh);
  force_field_free(self->ff);
  g_free(self->first);
  g_free(self->column);
  g_free(self);
}

static const ForceProviderClass pme_class = {"pme", pme_compute, pme_free};

ForceProvider *
pme_provider_new(const ForceField *ff, const char *kernel)
{
  Pme *self = g_new0(Pme, 1);

  self->base.klass = &pme_class;
  self->ff = force_field_copy(ff);
  self->kernel = pme_kernel_for(kernel);
  return &self->base;
}

void
pme_provider_set(ForceProvider *provider, const ForceField *ff)
{
  Pme *self = (Pme *)provider;

  g_return_if_fail(provider->klass == &pme_class);
  if (force_field_alpha(ff) != force_field_alpha(self->ff))
    self->is_new = TRUE;
  force_field_free(self->ff);
  self->ff = force_field_copy(ff);
}

void
pme_provider_set_settings(ForceProvider *provider, const PmeSettings *settings)
{
  Pme *self = (Pme *)provider;

  g_return_if_fail(provider->klass == &pme_class);
  g_return_if_fail(settings->order == 0 || (settings->order >= PME_ORDER_MIN &&
                                            settings->order <= PME_ORDER_MAX));
  self->settings = *settings;
}

// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "md/pme-provider.h"

#include <string.h>

#include "base/units.h"
#include "md/parts.h"
#include "md/pme-atoms.h"
#include "md/pme-mesh.h"

#define GATHER_BATCH 64

/* Of the atoms that begin in one plane. */
typedef struct {
  Vec3 push; /* sum of their forces */
  double mass;
} PlaneSum;

typedef struct {
  ForceProvider base;
  ForceField *ff;
  PmeSettings settings;
  const PmeKernel *kernel;
  PmeMesh *mesh;   /* NULL until first needed */
  gboolean is_new; /* G is of another cell or α */
  Cell cell;       /* of G */
  PmeAtoms *atoms;
  PlaneSum *plane;
  PmeSum *column; /* per column of the mesh */

  /* Of the call in progress */
  const ForceInput *in;
  ForceWants wants;
  ForceOutput *out;
  Vec3 acceleration; /* of the whole, that the mesh has caused */
} Pme;

static void
match_mesh(Pme *self)
{
  const Cell *cell = &self->in->cell;
  PmeShape shape = pme_shape_choose(self->ff, cell, &self->settings);

  if (!self->mesh || memcmp(pme_mesh_shape(self->mesh), &shape, sizeof shape) != 0) {
    pme_mesh_free(self->mesh);
    self->mesh = pme_mesh_new(&shape);
    self->plane = g_renew(PlaneSum, self->plane, shape.n[0]);
    self->column = g_renew(PmeSum, self->column, pme_mesh_n_columns(self->mesh));
    self->is_new = TRUE;
  }
  if (self->is_new || memcmp(&self->cell, cell, sizeof *cell) != 0)
    pme_mesh_set_cell(self->mesh, cell, force_field_alpha(self->ff), self->in->team);
  self->cell = *cell;
  self->is_new = FALSE;
  pme_mesh_reserve(self->mesh, team_size(self->in->team));
}

static void
forward_plane(gpointer data, guint x, guint worker)
{
  Pme *self = data;
  const PmeGrid *grid = pme_mesh_grid(self->mesh);
  float *plane = pme_mesh_blank_plane(self->mesh, worker);

  for (int layer = 0; layer < grid->order; layer++) {
    guint from = (x + grid->n[0] - layer) % grid->n[0];
    self->kernel->spread(grid, pme_atoms_groups(self->atoms, from, x, worker),
                         pme_atoms_count(self->atoms, from), layer, plane);
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

static double
mass_of(const Pme *self, guint32 atom)
{
  return self->ff->species->element[self->in->type[atom]]->mass;
}

/* The atoms of up to GATHER_BATCH places. */
static void
gather_batch(Pme *self, const PmeGroup *group, guint n, PlaneSum *sum)
{
  const PmeGrid *grid = pme_mesh_grid(self->mesh);
  float quad[4 * GATHER_BATCH];

  self->kernel->gather(grid, pme_mesh_potential(self->mesh), group, n, quad);
  for (guint k = 0; k < n; k++) {
    guint32 i = group[k / PME_GROUP].atom[k % PME_GROUP];
    Vec3 f = force_of(&self->cell, grid->n, quad + 4 * k);
    sum->push = vec3_add(sum->push, f);
    sum->mass += mass_of(self, i);
    self->out->force[i] = vec3_add(self->out->force[i], f);
    if (self->wants & FORCE_ATOM_ENERGY)
      self->out->atom_energy[i] += 0.5 * quad[4 * k + 3];
  }
}

static void
gather_plane(gpointer data, guint x, guint worker)
{
  Pme *self = data;
  const PmeGroup *group = pme_atoms_kept(self->atoms, x);
  guint n = pme_atoms_count(self->atoms, x);
  PlaneSum sum = {0};

  for (guint begin = 0; begin < n; begin += GATHER_BATCH)
    gather_batch(self, group + begin / PME_GROUP, MIN(GATHER_BATCH, n - begin), &sum);
  self->plane[x] = sum;
}

static void
slow_part(gpointer data, guint part, guint worker)
{
  Pme *self = data;
  guint n = self->in->n_atoms, end = part_begin(n, part + 1);
  Vec3 *force = self->out->force;

  for (guint i = part_begin(n, part); i < end; i++)
    force[i] = vec3_mul_add(force[i], -mass_of(self, i), self->acceleration);
}

/* Takes back the acceleration of the whole. */
static void
remove_push(Pme *self)
{
  PlaneSum all = {0};

  for (int x = 0; x < pme_mesh_grid(self->mesh)->n[0]; x++) {
    all.push = vec3_add(all.push, self->plane[x].push);
    all.mass += self->plane[x].mass;
  }
  self->acceleration = vec3_scale(all.push, 1.0 / all.mass);
  parts_run(self->in->team, slow_part, self);
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

  for (guint i = 0; i < self->in->n_atoms; i++)
    total += self->ff->charge[self->in->type[i]];
  self->out->energy_reciprocal += factor * total * total;
  for (int d = 0; d < 3; d++)
    self->out->virial[d] += factor * total * total;
  if (self->wants & FORCE_ATOM_ENERGY)
    for (guint i = 0; i < self->in->n_atoms; i++)
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
  match_mesh(self);
  guint n_planes = pme_mesh_grid(self->mesh)->n[0];

  pme_atoms_sort(self->atoms, pme_mesh_grid(self->mesh), in, self->ff->charge);
  team_run(in->team, forward_plane, self, n_planes);
  team_run(in->team, solve_column, self, pme_mesh_n_columns(self->mesh));
  team_run(in->team, backward_plane, self, n_planes);
  team_run(in->team, gather_plane, self, n_planes);
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

  pme_atoms_free(self->atoms);
  pme_mesh_free(self->mesh);
  force_field_free(self->ff);
  g_free(self->plane);
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
  self->atoms = pme_atoms_new(self->kernel);
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

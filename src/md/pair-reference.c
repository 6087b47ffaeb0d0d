// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "md/pair-reference.h"

#include "md/pair-table.h"
#include "md/pair-terms.h"
#include "md/verlet-list.h"

#define SKIN     0.8
#define N_BLOCKS 64

typedef struct {
  double energy;
  double virial[6];
} BlockSum;

typedef struct {
  ForceProvider base;
  PairTable *table;
  VerletList *list;

  /* Of the call in progress */
  const ForceInput *in;
  ForceWants wants;
  ForceOutput *out;
  BlockSum sum[N_BLOCKS];
} PairReference;

static void
add_virial(double w[6], double f, Vec3 d)
{
  w[0] += f * d.x * d.x;
  w[1] += f * d.y * d.y;
  w[2] += f * d.z * d.z;
  w[3] += f * d.y * d.z;
  w[4] += f * d.x * d.z;
  w[5] += f * d.x * d.y;
}

/* Force on atom i from all its neighbours; every pair counts half, since it comes twice.
 */
static double
sum_atom(const PairReference *self, guint i, BlockSum *sum)
{
  const PairTable *table = self->table;
  const Vec3 *position = verlet_list_positions(self->list);
  const Vec3 *shift = verlet_list_shifts(self->list);
  gboolean want_virial = (self->wants & FORCE_VIRIAL) != 0;
  guint n;
  const VerletEntry *entry = verlet_list_of(self->list, i, &n);
  int type = self->in->type[i];
  Vec3 total = {0};
  double energy = 0.0;

  for (guint k = 0; k < n; k++) {
    guint j = entry[k].atom;
    Vec3 d = vec3_sub(vec3_add(position[j], shift[entry[k].shift]), position[i]);
    double r2 = vec3_norm2(d), u, f;
    if (r2 >= table->cut2)
      continue;
    pair_table_value(table, type, self->in->type[j], r2, &u, &f);
    total = vec3_mul_add(total, -f, d);
    energy += 0.5 * u;
    if (want_virial)
      add_virial(sum->virial, 0.5 * f, d);
  }
  self->out->force[i] = vec3_add(self->out->force[i], total);
  return energy;
}

static void
sum_block(gpointer data, guint block, guint worker)
{
  PairReference *self = data;
  BlockSum *sum = &self->sum[block];
  guint n = self->in->n_atoms;
  guint begin = (guint64)n * block / N_BLOCKS, end = (guint64)n * (block + 1) / N_BLOCKS;

  *sum = (BlockSum){0};
  for (guint i = begin; i < end; i++) {
    double energy = sum_atom(self, i, sum);
    sum->energy += energy;
    if (self->wants & FORCE_ATOM_ENERGY)
      self->out->atom_energy[i] += energy;
  }
}

static void
pair_reference_compute(ForceProvider *provider, const ForceInput *in, ForceWants wants,
                       ForceOutput *out)
{
  PairReference *self = (PairReference *)provider;

  self->in = in;
  self->wants = wants;
  self->out = out;
  gint64 begin = g_get_monotonic_time();
  verlet_list_update(self->list, in);
  gint64 listed = g_get_monotonic_time();
  team_run(in->team, sum_block, self, N_BLOCKS);
  if (in->times) {
    in->times->list += (listed - begin) / (double)G_USEC_PER_SEC;
    in->times->pair += (g_get_monotonic_time() - listed) / (double)G_USEC_PER_SEC;
  }
  for (guint b = 0; b < N_BLOCKS; b++) {
    out->energy_pair += self->sum[b].energy;
    for (int k = 0; k < 6; k++)
      out->virial[k] += self->sum[b].virial[k];
  }
  pair_terms_add_self_energy(self->table->ff, in, wants, out);
}

static void
pair_reference_free(ForceProvider *provider)
{
  PairReference *self = (PairReference *)provider;

  pair_table_free(self->table);
  verlet_list_free(self->list);
  g_free(self);
}

static const ForceProviderClass pair_reference_class = {
    "reference", pair_reference_compute, pair_reference_free};

gboolean
pair_reference_fits(const ForceField *ff, const Cell *cell)
{
  return verlet_list_fits(cell, force_field_cutoff(ff) + SKIN);
}

ForceProvider *
pair_reference_new(const ForceField *ff)
{
  PairReference *self = g_new0(PairReference, 1);

  self->base.klass = &pair_reference_class;
  self->table = pair_table_new(ff);
  self->list = verlet_list_new(force_field_cutoff(ff), SKIN);
  return &self->base;
}

void
pair_reference_set(ForceProvider *provider, const ForceField *ff)
{
  PairReference *self = (PairReference *)provider;
  double cut = force_field_cutoff(ff);

  g_return_if_fail(provider->klass == &pair_reference_class);
  if (cut != force_field_cutoff(self->table->ff)) {
    verlet_list_free(self->list);
    self->list = verlet_list_new(cut, SKIN);
  }
  pair_table_update(self->table, ff);
}

// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "md/pair-cluster.h"

#include <string.h>

#include "base/aligned.h"
#include "md/cluster-list.h"
#include "md/cluster-table.h"
#include "md/pair-reference.h"
#include "md/pair-replica.h"
#include "md/pair-terms.h"

#define REDUCE_PARTS    8
#define ROOM_PER_VECTOR 96
#define CLOSE_ROOM      512 /* pairs of one block */

/* What one block of clusters adds up. */
typedef struct {
  float *force; /* quadruples */
  float *room;
  guint room_vectors;
  ClusterPair *close; /* CLOSE_ROOM of them */
  ClusterSum sum;
} BlockForces;

typedef struct {
  ForceProvider base;
  const ClusterKernel *kernel;
  RadialTables *tables;
  ClusterList *list;
  ForceProvider *reference; /* made when first needed, as the next */
  PairReplica *replica;     /* for narrow cells */
  guint64 fallbacks;
  guint n_atoms, n_blocks;
  BlockForces *block;

  /* Of the call in progress */
  const ForceInput *in;
  ForceWants wants;
  ForceOutput *out;
} PairCluster;

static guint
places(guint n_atoms)
{
  return (n_atoms + CLUSTER_SIZE - 1) / CLUSTER_SIZE * CLUSTER_SIZE + 1;
}

static void
free_blocks(PairCluster *self)
{
  for (guint b = 0; b < self->n_blocks; b++) {
    aligned_free(self->block[b].force);
    aligned_free(self->block[b].room);
    g_free(self->block[b].close);
  }
  g_clear_pointer(&self->block, g_free);
  self->n_blocks = 0;
}

static void
match_blocks(PairCluster *self)
{
  guint n_blocks = cluster_list_n_blocks(self->list);

  if (self->n_atoms == self->in->n_atoms && self->n_blocks == n_blocks)
    return;
  free_blocks(self);
  self->n_atoms = self->in->n_atoms;
  self->n_blocks = n_blocks;
  self->block = g_new0(BlockForces, n_blocks);
  for (guint b = 0; b < n_blocks; b++) {
    self->block[b].force = ALIGNED_NEW0(float, 4 * (gsize)places(self->n_atoms));
    self->block[b].close = g_new(ClusterPair, CLOSE_ROOM);
  }
}

static void
reserve_room(BlockForces *block, guint n_vectors)
{
  if (n_vectors <= block->room_vectors)
    return;
  block->room_vectors = n_vectors + 8;
  aligned_free(block->room);
  block->room = ALIGNED_NEW0(float, (gsize)ROOM_PER_VECTOR * block->room_vectors);
}

/* Exact value of a pair that is too near for the tables. */
static void
add_close_pair(PairCluster *self, BlockForces *block, const ClusterPair *pair)
{
  const ClusterAtoms *atoms = cluster_list_atoms(self->list);
  const ForceField *ff = self->tables->ff;
  Vec3 d = cluster_list_difference(self->list, pair->i, pair->j);
  double r = vec3_norm(d), unit = sqrt(self->tables->table.kappa);
  PairValue v = force_field_pair(ff, atoms->fixed[4 * (gsize)pair->i + 3],
                                 atoms->fixed[4 * (gsize)pair->j + 3], r);
  Vec3 f = vec3_scale(d, -(v.d_coulomb + v.d_shortr) / r);
  float *i = block->force + 4 * (gsize)pair->i, *j = block->force + 4 * (gsize)pair->j;
  double *w = block->sum.virial;

  j[0] += f.x, j[1] += f.y, j[2] += f.z;
  i[0] -= f.x, i[1] -= f.y, i[2] -= f.z;
  block->sum.energy += v.coulomb + v.shortr;
  w[0] += unit * f.x * d.x;
  w[1] += unit * f.y * d.y;
  w[2] += unit * f.z * d.z;
  w[3] += unit * f.y * d.z;
  w[4] += unit * f.x * d.z;
  w[5] += unit * f.x * d.y;
}

static void
force_block(gpointer data, guint b, guint worker)
{
  PairCluster *self = data;
  BlockForces *block = &self->block[b];
  ClusterBlock work = cluster_list_block(self->list, b);
  const ClusterAtoms *atoms = cluster_list_atoms(self->list);
  int want = (self->wants & FORCE_ENERGY   ? CLUSTER_ENERGY
              : self->wants & FORCE_VIRIAL ? CLUSTER_VIRIAL
                                           : 0);

  reserve_room(block, work.most_vectors);
  memset(block->force, 0, 4 * sizeof(float) * (gsize)places(self->n_atoms));
  block->sum = (ClusterSum){.force = block->force,
                            .room = block->room,
                            .close = block->close,
                            .close_room = CLOSE_ROOM};
  for (guint t = 0; t < work.n_tasks; t++)
    self->kernel->force(atoms, &self->tables->table, &work.task[t], want, &block->sum);
  for (guint k = 0; k < MIN(block->sum.n_close, CLOSE_ROOM); k++)
    add_close_pair(self, block, &block->close[k]);
}

static void
reduce_part(gpointer data, guint part, guint worker)
{
  PairCluster *self = data;
  const guint32 *order = cluster_list_order(self->list);
  guint n = self->n_atoms;
  guint begin = (guint64)n * part / REDUCE_PARTS,
        end = (guint64)n * (part + 1) / REDUCE_PARTS;

  for (guint s = begin; s < end; s++) {
    double f[3] = {0};
    for (guint b = 0; b < self->n_blocks; b++) {
      const float *from = self->block[b].force + 4 * (gsize)s;
      f[0] += from[0];
      f[1] += from[1];
      f[2] += from[2];
    }
    Vec3 *to = &self->out->force[order[s]];
    *to = vec3_add(*to, vec3(f[0], f[1], f[2]));
  }
}

static gboolean
all_close_noted(const PairCluster *self)
{
  for (guint b = 0; b < self->n_blocks; b++)
    if (self->block[b].sum.n_close > CLOSE_ROOM)
      return FALSE;
  return TRUE;
}

static void
add_totals(PairCluster *self)
{
  double per_length = 1.0 / sqrt(self->tables->table.kappa);

  for (guint b = 0; b < self->n_blocks; b++) {
    self->out->energy_pair += self->block[b].sum.energy;
    for (int k = 0; k < 6; k++)
      self->out->virial[k] += per_length * self->block[b].sum.virial[k];
  }
  pair_terms_add_self_energy(self->tables->ff, self->in, self->wants, self->out);
}

static void
use_reference(PairCluster *self)
{
  if (!self->reference)
    self->reference = pair_reference_new(self->tables->ff);
  self->fallbacks++;
  self->reference->klass->compute(self->reference, self->in, self->wants, self->out);
}

/* A narrow cell: as copies of itself where that pays. */
static void
use_narrow(PairCluster *self)
{
  const ForceInput *in = self->in;
  guint copies[3];

  if ((self->wants & FORCE_ATOM_ENERGY) ||
      !pair_replica_copies(&in->cell, in->n_atoms, force_field_cutoff(self->tables->ff),
                           self->kernel, copies)) {
    use_reference(self);
    return;
  }
  if (!self->replica)
    self->replica = pair_replica_new(self->tables->ff, self->kernel);
  pair_replica_compute(self->replica, in, copies, self->wants, self->out);
}

/* Seconds since *mark, which moves on; added to *sum. */
static void
lap(gint64 *mark, double *sum)
{
  gint64 now = g_get_monotonic_time();

  *sum += (now - *mark) / (double)G_USEC_PER_SEC;
  *mark = now;
}

static void
pair_cluster_compute(ForceProvider *provider, const ForceInput *in, ForceWants wants,
                     ForceOutput *out)
{
  PairCluster *self = (PairCluster *)provider;
  ForceTimes none, *times = in->times ? in->times : &none;
  gint64 mark = g_get_monotonic_time();

  self->in = in;
  self->wants = wants;
  self->out = out;
  if ((wants & FORCE_ATOM_ENERGY) ||
      !cluster_list_fits(&in->cell, in->n_atoms, force_field_cutoff(self->tables->ff))) {
    use_narrow(self);
    return;
  }
  cluster_list_update(self->list, in, self->kernel, &self->tables->table);
  if (!cluster_list_is_sound(self->list)) {
    use_reference(self);
    return;
  }
  match_blocks(self);
  lap(&mark, &times->list);
  team_run(in->team, force_block, self, self->n_blocks);
  lap(&mark, &times->pair);
  if (!all_close_noted(self)) {
    use_reference(self);
    return;
  }
  team_run(in->team, reduce_part, self, REDUCE_PARTS);
  lap(&mark, &times->reduce);
  if (wants & (FORCE_ENERGY | FORCE_VIRIAL))
    add_totals(self);
}

static void
pair_cluster_free(ForceProvider *provider)
{
  PairCluster *self = (PairCluster *)provider;

  free_blocks(self);
  radial_tables_free(self->tables);
  cluster_list_free(self->list);
  force_provider_free(self->reference);
  pair_replica_free(self->replica);
  g_free(self);
}

static const ForceProviderClass pair_cluster_class = {"cluster", pair_cluster_compute,
                                                      pair_cluster_free};

/* The generic kernel has more bins than some. */
static void
use_finer_kernel(PairCluster *self)
{
  const ClusterKernel *const *kernel = cluster_kernels();
  g_autoptr(RadialTables) old = self->tables;

  while (kernel[1])
    kernel++;
  self->kernel = *kernel;
  self->tables = radial_tables_new(old->ff, self->kernel);
}

ForceProvider *
pair_cluster_new(const ForceField *ff, const ClusterKernel *kernel)
{
  PairCluster *self = g_new0(PairCluster, 1);

  self->base.klass = &pair_cluster_class;
  self->kernel = kernel;
  self->tables = radial_tables_new(ff, kernel);
  if (!self->tables->suit)
    use_finer_kernel(self);
  self->list = cluster_list_new(force_field_cutoff(ff));
  return &self->base;
}

void
pair_cluster_set(ForceProvider *provider, const ForceField *ff)
{
  PairCluster *self = (PairCluster *)provider;
  double cut = force_field_cutoff(ff);

  g_return_if_fail(provider->klass == &pair_cluster_class);
  if (cut != force_field_cutoff(self->tables->ff)) {
    cluster_list_free(self->list);
    self->list = cluster_list_new(cut);
  }
  radial_tables_update(self->tables, ff);
  if (!self->tables->suit)
    use_finer_kernel(self);
  if (self->reference)
    pair_reference_set(self->reference, ff);
  if (self->replica)
    pair_replica_set(self->replica, ff);
}

guint64
pair_cluster_fallbacks(const ForceProvider *provider)
{
  return ((const PairCluster *)provider)->fallbacks;
}

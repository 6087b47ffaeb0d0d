// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "md/pair-replica.h"

#include <string.h>

#include "base/aligned.h"
#include "md/cluster-list.h"
#include "md/pair-cluster.h"

#define MOST_COPIES 8
#define MOST_ATOMS  40000

struct PairReplica {
  ForceProvider *pair; /* of the large cell */
  guint n_atoms;       /* there */
  guint8 *type;
  Vec3 *position, *force;
};

gboolean
pair_replica_copies(const Cell *cell, guint n_atoms, double r_cut,
                    const ClusterKernel *kernel, guint copies[3])
{
  Vec3 height = cell_heights(cell);
  const double side[3] = {height.x, height.y, height.z};
  double width = cluster_list_width(r_cut);
  guint total = 1;

  if (!cell_is_orthorhombic(cell))
    return FALSE;
  for (int k = 0; k < 3; k++) {
    copies[k] = (guint)floor(width / side[k]) + 1;
    total *= MIN(copies[k], MOST_COPIES + 1);
  }
  return total > 1 && total <= MIN(MOST_COPIES, kernel->lanes) &&
         (guint64)n_atoms * total <= MOST_ATOMS && n_atoms * total >= 4 * CLUSTER_SIZE;
}

PairReplica *
pair_replica_new(const ForceField *ff, const ClusterKernel *kernel)
{
  PairReplica *replica = g_new0(PairReplica, 1);

  replica->pair = pair_cluster_new(ff, kernel);
  return replica;
}

void
pair_replica_free(PairReplica *replica)
{
  if (!replica)
    return;
  force_provider_free(replica->pair);
  g_free(replica->type);
  aligned_free(replica->position);
  aligned_free(replica->force);
  g_free(replica);
}

void
pair_replica_set(PairReplica *replica, const ForceField *ff)
{
  pair_cluster_set(replica->pair, ff);
}

void
pair_replica_forget(PairReplica *replica)
{
  pair_cluster_forget(replica->pair);
}

static void
allocate(PairReplica *replica, guint n_atoms)
{
  if (replica->n_atoms == n_atoms)
    return;
  replica->n_atoms = n_atoms;
  replica->type = g_renew(guint8, replica->type, n_atoms);
  aligned_free(replica->position);
  aligned_free(replica->force);
  replica->position = ALIGNED_NEW0(Vec3, n_atoms);
  replica->force = ALIGNED_NEW0(Vec3, n_atoms);
}

static void
copy_atoms(PairReplica *replica, const ForceInput *in, const guint copies[3])
{
  const Vec3 *v = in->cell.vector;
  guint n = in->n_atoms, place = 0;

  for (guint c = 0; place < replica->n_atoms; c++) {
    Vec3 shift = vec3_scale(v[0], c % copies[0]);
    shift = vec3_mul_add(shift, c / copies[0] % copies[1], v[1]);
    shift = vec3_mul_add(shift, c / copies[0] / copies[1], v[2]);
    memcpy(replica->type + place, in->type, n);
    for (guint i = 0; i < n; i++)
      replica->position[place++] = vec3_add(in->position[i], shift);
  }
}

static void
add_mean(const PairReplica *replica, const ForceOutput *all, guint n, guint total,
         ForceOutput *out)
{
  double share = 1.0 / total;

  for (guint i = 0; i < n; i++) {
    Vec3 sum = {0};
    for (guint c = 0; c < total; c++)
      sum = vec3_add(sum, replica->force[c * n + i]);
    out->force[i] = vec3_mul_add(out->force[i], share, sum);
  }
  out->energy_pair += share * all->energy_pair;
  out->energy_self += share * all->energy_self;
  for (int k = 0; k < 6; k++)
    out->virial[k] += share * all->virial[k];
}

void
pair_replica_compute(PairReplica *replica, const ForceInput *in, const guint copies[3],
                     ForceWants wants, ForceOutput *out)
{
  guint total = copies[0] * copies[1] * copies[2];
  const Vec3 *v = in->cell.vector;
  ForceInput large = *in;
  ForceOutput all = {0};

  allocate(replica, in->n_atoms * total);
  copy_atoms(replica, in, copies);
  memset(replica->force, 0, replica->n_atoms * sizeof(Vec3));
  large.errand = (ForceErrand){0};
  large.n_atoms = replica->n_atoms;
  large.type = replica->type;
  large.position = replica->position;
  cell_init(&large.cell, vec3_scale(v[0], copies[0]), vec3_scale(v[1], copies[1]),
            vec3_scale(v[2], copies[2]), in->cell.origin);
  all.force = replica->force;
  replica->pair->klass->compute(replica->pair, &large, wants, &all);
  add_mean(replica, &all, in->n_atoms, total, out);
}

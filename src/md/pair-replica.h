// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* A narrow cell as two or more copies of itself along its short sides, so that the
 * cluster kernels, which need a wide one, can be used: eight copies at their speed still
 * cost less than the reference. Energies and virial are those of all copies divided by
 * their number, forces the mean over the copies of an atom, so that they add up to zero
 * as before. Belongs to one provider, one thread. */
#pragma once

#include "md/force-provider.h"
#include "md/kernel/cluster-kernel.h"
#include "potential/force-field.h"

typedef struct PairReplica PairReplica;

/* How many copies along each side make the cell wide enough for range r_cut (Å). FALSE
 * when that is not worth it or the cell is skewed. */
gboolean pair_replica_copies(const Cell *cell, guint n_atoms, double r_cut,
                             const ClusterKernel *kernel, guint copies[3]);

/* Copies ff. */
PairReplica *pair_replica_new(const ForceField *ff, const ClusterKernel *kernel);
void pair_replica_free(PairReplica *replica);
void pair_replica_set(PairReplica *replica, const ForceField *ff);
/* The atoms have changed their numbers. */
void pair_replica_forget(PairReplica *replica);

/* Adds to out; wants without FORCE_ATOM_ENERGY. */
void pair_replica_compute(PairReplica *replica, const ForceInput *in,
                          const guint copies[3], ForceWants wants, ForceOutput *out);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(PairReplica, pair_replica_free)

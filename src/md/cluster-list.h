// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* Who may meet whom, for the cluster kernels: dual lists.
 *
 *   order   k-d tree order of the atoms                      every some hundred steps
 *   outer   per cluster, atoms of other clusters within      every some ten steps
 *           r_cut + CLUSTER_OUTER_SKIN of its box
 *   inner   per cluster, those within r_cut +                every few steps
 *           CLUSTER_INNER_SKIN of one of its atoms, grouped by type
 *
 * When each is due is decided by exact displacements, never by counting steps; under a
 * cell that changes, by those seen from the cell of the list and by the strain since
 * (cell-change.h):  2u + e r_cut ≤ inner skin, and for the outer lists 2u + e (r_cut +
 * inner skin) ≤ outer skin − inner skin. Positions are fixed point in units of the cell,
 * so the lists themselves do not notice. A pair of
 * clusters stands in the list of one of them only (by parity of their numbers, so that
 * lists are equally long). Clusters are cut into a fixed number of blocks; the lists of a
 * block are one worker's job and have their own arenas. Belongs to one provider. */
#pragma once

#include "md/force-provider.h"
#include "md/kernel/cluster-kernel.h"

#define CLUSTER_OUTER_SKIN 2.4 /* Å, less in a cell that is hardly wide enough */
#define CLUSTER_INNER_SKIN 0.6 /* Å */

typedef struct ClusterList ClusterList;

/* What one block of clusters has found; read by the force loop. */
typedef struct {
  guint n_tasks;
  const ClusterTask *task;
  guint most_vectors; /* of any task */
} ClusterBlock;

/* A cell must be wider than this for lists of range r_cut, Å. */
double cluster_list_width(double r_cut);
/* Whether a cell is wide enough for lists of range r_cut. */
gboolean cluster_list_fits(const Cell *cell, guint n_atoms, double r_cut);

ClusterList *cluster_list_new(double r_cut);
void cluster_list_free(ClusterList *list);

/* The next update knows nothing of the past: the atoms have changed their numbers. */
void cluster_list_forget(ClusterList *list);
/* Takes the positions of this step, and renews what is due. FALSE: launching in->errand
 * went wrong; nothing was renewed. */
gboolean cluster_list_update(ClusterList *list, const ForceInput *in,
                             const ClusterKernel *kernel, const ClusterTable *table);

/* The positions of this step, brought near to a worker of the team: each asks for itself,
 * inside a job of the team (worker 0 outside, too). */
const ClusterAtoms *cluster_list_atoms(const ClusterList *list, guint worker);
/* Whether places and atoms have the same numbers. */
gboolean cluster_list_is_in_order(const ClusterList *list);
/* Place → atom, n_atoms long. */
const guint32 *cluster_list_order(const ClusterList *list);
/* The same, once after each new order that is not 1, 2, 3 …; the atoms then come in this
 * order. NULL otherwise. Valid until the next call. */
const guint32 *cluster_list_take_order(ClusterList *list);
guint cluster_list_n_blocks(const ClusterList *list);
ClusterBlock cluster_list_block(const ClusterList *list, guint block);
/* Whether everything fits; else this step is for the reference: a cluster is too wide for
 * the cell (a gas, a slab beside a void). */
gboolean cluster_list_is_sound(const ClusterList *list);
/* Minimum image of place j minus place i, Å. */
Vec3 cluster_list_difference(const ClusterList *list, guint32 i, guint32 j);

/* How often each level was renewed, for benchmarks. */
typedef struct {
  guint64 order, outer, inner;
} ClusterCounts;
ClusterCounts cluster_list_counts(const ClusterList *list);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(ClusterList, cluster_list_free)

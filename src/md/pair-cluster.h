// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* Pair forces by the cluster kernels (md/kernel/cluster-kernel.h): mixed precision, the
 * fast path of orthorhombic cells. A narrow cell is computed as copies of itself
 * (pair-replica.h). Falls back on the reference for a very narrow or skewed cell, when
 * per-atom energies are wanted, and when very many atoms are nearer than the tables
 * reach. The same bits for any number of threads, per kernel.
 *
 * Errors against double precision, rms over the rms force: below 5e-5. A kernel whose
 * tables are too coarse for a set (AVX2 and the smoothed ends of SHIK) leaves it to the
 * generic one, which has more bins. */
#pragma once

#include "md/force-provider.h"
#include "md/kernel/cluster-kernel.h"
#include "potential/force-field.h"

/* Copies ff. */
ForceProvider *pair_cluster_new(const ForceField *ff, const ClusterKernel *kernel);
/* Takes on changed parameters. */
void pair_cluster_set(ForceProvider *provider, const ForceField *ff);

/* The atoms have changed their numbers. */
void pair_cluster_forget(ForceProvider *provider);

/* Steps that went to the reference so far. */
guint64 pair_cluster_fallbacks(const ForceProvider *provider);

// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* Atoms as the mesh of particle-mesh Ewald sees them: sorted by where they begin, plane
 * by plane, with their weights in groups of eight (PmeGroup).
 *
 * A plane of the mesh needs the atoms that begin in it and in the order − 1 planes before
 * it. Whoever asks for the atoms of a plane weighs them: those of a worker's own share of
 * the planes are kept for all, to be gathered later; of others it makes a copy of its
 * own. That is less work than to take half of what another processor has just written out
 * of its cache.
 *
 * Memory: 0.3 kB per atom. One owner; pme_atoms_groups from workers of its team. */
#pragma once

#include "md/force-provider.h"
#include "md/kernel/pme-kernel.h"

typedef struct PmeAtoms PmeAtoms;

PmeAtoms *pme_atoms_new(const PmeKernel *kernel);
void pme_atoms_free(PmeAtoms *atoms);

/* Finds and sorts all atoms; charge: of each type, e. grid stays the caller's, until the
 * next call. */
void pme_atoms_sort(PmeAtoms *atoms, const PmeGrid *grid, const ForceInput *in,
                    const double *charge);

/* Number of atoms that begin in a plane. */
guint pme_atoms_count(const PmeAtoms *atoms, guint plane);
/* Their groups, weighed now or by this worker earlier; good until the worker asks for
 * another plane. needed_by: the plane that is being filled. Every plane must be asked for
 * by itself at least once per sort. */
const PmeGroup *pme_atoms_groups(PmeAtoms *atoms, guint plane, guint needed_by,
                                 guint worker);
/* After all planes have been asked for; from any thread. */
const PmeGroup *pme_atoms_kept(const PmeAtoms *atoms, guint plane);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(PmeAtoms, pme_atoms_free)

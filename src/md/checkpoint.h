// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* The state of an engine as a file, from which a run goes on bit for bit.
 *
 *   "VITRCKPT"  version, byte-order mark       3 × 4 bytes with the number of atoms
 *   symbols of the species, 4 bytes each, SPECIES_MAX of them
 *   types; the order in which the engine keeps the atoms, 4 bytes each
 *   MdState field by field                     numbers as they are in memory
 *   positions, velocities
 *   SHA-256 of all that                        32 bytes
 *
 * Written beside the old file and then renamed, so that there is always a whole one. Any
 * thread. */
#pragma once

#include "md/md-state.h"
#include "model/species.h"

/* Whose state it is; arrays as in a Frame. */
typedef struct {
  guint n_atoms;
  const guint8 *type;
  const SpeciesList *species;
  guint32 *order; /* in which the engine keeps them: sums, hence bits, depend on it */
} CheckpointAtoms;

gboolean checkpoint_save(const char *path, const CheckpointAtoms *atoms,
                         const MdState *state, GError **error);
/* Fills order and state, whose arrays are there already. Fails, with both untouched, when
 * the file is damaged, of another version or byte order, or of other atoms. */
gboolean checkpoint_load(const char *path, const CheckpointAtoms *atoms, MdState *state,
                         GError **error);

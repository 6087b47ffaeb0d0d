// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* The energy of each atom while a run goes on, for the eye. The quick kernels do not know
 * it, so it is computed beside them, by the reference path (or by the learned potential),
 * at most twice a second and never for more than a tenth of the time; in between those of
 * a moment ago are given. One thread. */
#pragma once

#include "model/frame.h"
#include "potential/force-field.h"

typedef struct {
  double *energy; /* eV, of the last time; owned */
  guint n_atoms;
  gint64 due; /* µs */
} AtomEnergies;

/* Gives frame its energies, found anew when it is time; at_once: always. frame is still
 * its maker's. energies starts zeroed. */
void atom_energies_add(AtomEnergies *energies, Frame *frame, const ForceField *ff,
                       guint n_threads, gboolean at_once);
void atom_energies_clear(AtomEnergies *energies);

// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "run/atom-energies.h"

#include "md/forces.h"

#define SPACING_US (G_USEC_PER_SEC / 2)
#define REST       9 /* × of the time that it took */

static void
find_anew(AtomEnergies *energies, const Frame *frame, const ForceField *ff,
          guint n_threads)
{
  const ForceOptions options = {.double_precision = TRUE};
  gint64 begun = g_get_monotonic_time();
  g_autoptr(Frame) known = forces_evaluate(frame, ff, &options, n_threads, NULL, NULL);
  gint64 done = g_get_monotonic_time();

  atom_energies_clear(energies);
  if (known) {
    energies->energy = g_steal_pointer(&known->energy);
    energies->n_atoms = frame->n_atoms;
  }
  energies->due = done + MAX(SPACING_US, REST * (done - begun));
}

void
atom_energies_add(AtomEnergies *energies, Frame *frame, const ForceField *ff,
                  guint n_threads, gboolean at_once)
{
  if (at_once || g_get_monotonic_time() >= energies->due)
    find_anew(energies, frame, ff, n_threads);
  if (energies->energy && energies->n_atoms == frame->n_atoms && !frame->energy)
    frame->energy = g_memdup2(energies->energy, frame->n_atoms * sizeof(double));
}

void
atom_energies_clear(AtomEnergies *energies)
{
  g_clear_pointer(&energies->energy, g_free);
  energies->n_atoms = 0;
  energies->due = 0;
}

// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* Where forces come from: one small interface with several makers (pair engine, Ewald
 * sum, learned potentials …). The integrators, the guard and the minimiser know nothing
 * else.
 *
 * A provider belongs to one engine and is called from its thread; inside compute it may
 * use the engine's team. Everything is deterministic: the same input gives the same bits
 * for any team size. Units eV, Å, e. */
#pragma once

#include <glib.h>

#include "base/team.h"
#include "base/vec3.h"
#include "md/force-errand.h"
#include "model/cell.h"

typedef enum {
  FORCE_ENERGY = 1 << 0, /* totals of the energy, by term */
  FORCE_VIRIAL = 1 << 1,
  FORCE_ATOM_ENERGY = 1 << 2, /* needs FORCE_ENERGY */
} ForceWants;

/* Where the time goes, s, summed over all calls. */
typedef struct {
  double list;   /* neighbour lists, and launching where it goes along */
  double pair;   /* pair loop */
  double reduce; /* adding up what workers found, and landing likewise */
  double other;  /* three-body terms, reciprocal sums */
} ForceTimes;

typedef struct {
  guint n_atoms;
  const guint8 *type;
  const Vec3 *position; /* Å, unwrapped */
  Cell cell;
  Team *team;
  ForceTimes *times;  /* added to; may be NULL */
  ForceErrand errand; /* all NULL: none */
} ForceInput;

/* energy_pair: all pair terms, Coulomb and short range; energy_self: of the Coulomb
 * scheme. Every provider adds to what stands there; the engine clears before each step.
 */
typedef struct {
  Vec3 *force;         /* eV/Å, n_atoms */
  double *atom_energy; /* eV, n_atoms; may be NULL when not wanted */
  double *deviation; /* eV/Å, n_atoms: of a committee (committee-provider.h); else NULL */
  double energy_pair, energy_self, energy_triple, energy_reciprocal; /* eV */
  double virial[6];    /* eV, −dE/dε, xx yy zz yz xz xy */
  gboolean is_refused; /* launching went wrong: nothing else here is good */
} ForceOutput;

typedef struct ForceProvider ForceProvider;

typedef struct {
  const char *name;
  void (*compute)(ForceProvider *self, const ForceInput *in, ForceWants wants,
                  ForceOutput *out);
  void (*free)(ForceProvider *self);
  gboolean writes;       /* forces are written, not added: nobody need clear them first */
  gboolean runs_errands; /* sees to in->errand; for others, who made it does */
  /* An order of the atoms that would suit this provider better, new place → atom, or
   * NULL. Who takes it gives the atoms in that order from the next call on. May be NULL.
   */
  const guint32 *(*take_order)(ForceProvider *self);
  /* How far each atom lies beyond what a model has seen (grade-basis.h), 1 at its edge,
   * for positions as of the last compute; FALSE when nothing is known. May be NULL. */
  gboolean (*grade)(ForceProvider *self, const ForceInput *in, double *grade);
} ForceProviderClass;

/* Embedded first in every provider. */
struct ForceProvider {
  const ForceProviderClass *klass;
};

static inline double
force_output_energy(const ForceOutput *out)
{
  return out->energy_pair + out->energy_self + out->energy_triple +
         out->energy_reciprocal;
}

static inline void
force_provider_free(ForceProvider *self)
{
  if (self)
    self->klass->free(self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC(ForceProvider, force_provider_free)

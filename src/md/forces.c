// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "md/forces.h"

#include <glib/gi18n.h>

#include "base/aligned.h"
#include "base/base-error.h"
#include "base/units.h"
#include "md/pair-reference.h"

struct Forces {
  guint n_atoms;
  ForceProvider *pair;
  ForceOutput out;
};

Forces *
forces_new(const ForceField *ff, guint n_atoms, GError **error)
{
  if (ff->coulomb == COULOMB_EWALD || ff->coulomb == COULOMB_PME) {
    g_set_error(error, VITRINE_ERROR, VITRINE_ERROR_UNSUPPORTED,
                _("Ewald summation is not available yet: choose dsf or wolf"));
    return NULL;
  }
  if (ff->n_triples > 0) {
    g_set_error(error, VITRINE_ERROR, VITRINE_ERROR_UNSUPPORTED,
                _("three-body terms are not available yet"));
    return NULL;
  }
  Forces *forces = g_new0(Forces, 1);
  forces->n_atoms = n_atoms;
  forces->pair = pair_reference_new(ff);
  forces->out.force = ALIGNED_NEW0(Vec3, n_atoms);
  forces->out.atom_energy = ALIGNED_NEW0(double, n_atoms);
  return forces;
}

void
forces_free(Forces *forces)
{
  if (!forces)
    return;
  force_provider_free(forces->pair);
  aligned_free(forces->out.force);
  aligned_free(forces->out.atom_energy);
  g_free(forces);
}

void
forces_set_force_field(Forces *forces, const ForceField *ff)
{
  pair_reference_set(forces->pair, ff);
}

static void
clear(ForceOutput *out, guint n)
{
  Vec3 *force = out->force;
  double *atom_energy = out->atom_energy;

  memset(force, 0, n * sizeof(Vec3));
  memset(atom_energy, 0, n * sizeof(double));
  *out = (ForceOutput){.force = force, .atom_energy = atom_energy};
}

const ForceOutput *
forces_compute(Forces *forces, const ForceInput *in, ForceWants wants)
{
  g_return_val_if_fail(in->n_atoms == forces->n_atoms, NULL);

  clear(&forces->out, forces->n_atoms);
  forces->pair->klass->compute(forces->pair, in, wants, &forces->out);
  return &forces->out;
}

Frame *
forces_evaluate(const Frame *frame, const ForceField *ff, guint n_threads,
                ForceOutput *terms, GError **error)
{
  g_autoptr(Forces) forces = forces_new(ff, frame->n_atoms, error);

  if (!forces)
    return NULL;
  g_autoptr(Team) team = team_new(n_threads);
  ForceInput in = {frame->n_atoms, frame->type, frame->position, frame->cell, team};
  const ForceOutput *out =
      forces_compute(forces, &in, FORCE_ENERGY | FORCE_VIRIAL | FORCE_ATOM_ENERGY);
  Frame *result = frame_copy(frame, FRAME_VELOCITY | FRAME_FORCE | FRAME_ENERGY);

  if (!result->force)
    result->force = g_new0(Vec3, frame->n_atoms);
  if (!result->energy)
    result->energy = g_new0(double, frame->n_atoms);
  memcpy(result->force, out->force, frame->n_atoms * sizeof(Vec3));
  memcpy(result->energy, out->atom_energy, frame->n_atoms * sizeof(double));
  result->has_thermo = TRUE;
  result->thermo = (Thermo){.potential = force_output_energy(out)};
  memcpy(result->thermo.virial, out->virial, sizeof out->virial);
  result->thermo.pressure =
      (out->virial[0] + out->virial[1] + out->virial[2]) / (3.0 * frame->cell.volume);
  if (terms) {
    *terms = *out;
    terms->force = NULL;
    terms->atom_energy = NULL;
  }
  return result;
}

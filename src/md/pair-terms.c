// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "md/pair-terms.h"

#include <string.h>

gboolean
pair_terms_same_scheme(const ForceField *x, const ForceField *y)
{
  return x->coulomb == y->coulomb && x->alpha == y->alpha &&
         x->r_coulomb == y->r_coulomb && x->r_short == y->r_short &&
         x->sr_shift == y->sr_shift && x->wolf_gamma2 == y->wolf_gamma2;
}

gboolean
pair_terms_same_pair(const ForceField *x, const ForceField *y, int a, int b)
{
  return memcmp(&x->pair[a][b], &y->pair[a][b], sizeof(PairTerm)) == 0 &&
         x->charge[a] * x->charge[b] == y->charge[a] * y->charge[b];
}

static void
add_per_atom(const ForceField *ff, const ForceInput *in, double *atom_energy)
{
  double energy[SPECIES_MAX];

  for (guint t = 0; t < ff->species->n; t++) {
    guint one[SPECIES_MAX] = {0};
    one[t] = 1;
    energy[t] = force_field_self_energy(ff, one);
  }
  for (guint i = 0; i < in->n_atoms; i++)
    atom_energy[i] += energy[in->type[i]];
}

void
pair_terms_add_self_energy(const ForceField *ff, const ForceInput *in, ForceWants wants,
                           ForceOutput *out)
{
  guint count[SPECIES_MAX] = {0};

  if (!(wants & FORCE_ENERGY))
    return;
  for (guint i = 0; i < in->n_atoms; i++)
    count[in->type[i]]++;
  out->energy_self += force_field_self_energy(ff, count);
  if (wants & FORCE_ATOM_ENERGY)
    add_per_atom(ff, in, out->atom_energy);
}

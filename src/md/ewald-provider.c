// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "md/ewald-provider.h"

#include "potential/ewald.h"

typedef struct {
  ForceProvider base;
  ForceField *ff;
} EwaldProvider;

static void
ewald_provider_compute(ForceProvider *provider, const ForceInput *in, ForceWants wants,
                       ForceOutput *out)
{
  EwaldProvider *self = (EwaldProvider *)provider;
  EwaldSum sum = ewald_reciprocal(self->ff, &in->cell, in->n_atoms, in->type,
                                  in->position, out->force);

  out->energy_reciprocal += sum.energy + sum.background;
  for (int k = 0; k < 6; k++)
    out->virial[k] += sum.virial[k];
}

static void
ewald_provider_free(ForceProvider *provider)
{
  force_field_free(((EwaldProvider *)provider)->ff);
  g_free(provider);
}

static const ForceProviderClass ewald_provider_class = {"ewald", ewald_provider_compute,
                                                        ewald_provider_free};

ForceProvider *
ewald_provider_new(const ForceField *ff)
{
  EwaldProvider *self = g_new0(EwaldProvider, 1);

  self->base.klass = &ewald_provider_class;
  self->ff = force_field_copy(ff);
  return &self->base;
}

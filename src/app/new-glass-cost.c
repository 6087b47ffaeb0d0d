// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/new-glass-cost.h"

#include <glib/gi18n.h>
#include <math.h>

#include "app/potential-offer.h"
#include "run/potential-trial.h"

/* Enough for neighbours and kernels to be as in the whole; packed in no time. */
#define SAMPLE 400

gboolean
new_glass_cost_measure(const NewGlassInput *input, NewGlassCost *cost, GError **error)
{
  NewGlassInput small = *input;
  g_auto(NewGlassPlan) whole = {0};
  g_auto(NewGlassPlan) plan = {0};
  PotentialTrial trial;

  if (!new_glass_plan_init(&whole, input, error))
    return FALSE;
  small.start.kind = START_RANDOM;
  small.start.pore = 0.0;
  small.start.density = whole.density;
  small.start.n_atoms = MIN(whole.n_atoms, SAMPLE);
  if (!new_glass_plan_init(&plan, &small, error))
    return FALSE;
  g_autoptr(Scene) scene = new_glass_plan_scene(&plan, &small, error);
  if (!scene || !potential_trial(scene, input->potential, &trial, error))
    return FALSE;
  *cost = (NewGlassCost){.n_atoms = whole.n_atoms,
                         .steps_per_second = 1e6 / (trial.us_per_atom * whole.n_atoms),
                         .us_per_atom = trial.us_per_atom};
  return TRUE;
}

char *
new_glass_cost_describe(const NewGlassCost *cost)
{
  g_autofree char *steps = potential_offer_number(cost->steps_per_second);
  g_autofree char *number = potential_offer_number(cost->us_per_atom);

  /* Translators: steps per second, microseconds */
  return g_strdup_printf(_("≈ %s steps/s here, %s µs per atom and step"), steps, number);
}

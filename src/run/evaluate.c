// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "run/evaluate.h"

#include "md/forces.h"
#include "potential/potential-set.h"

Frame *
evaluate_scene(const Scene *scene, const EngineOptions *engine, EnergyTerms *terms,
               GError **error)
{
  g_autoptr(ForceField) ff = potential_for_scene(scene, error);
  ForceOutput out;

  if (!ff)
    return NULL;
  ForceOptions options = {engine->double_precision, engine->kernel};
  Frame *frame =
      forces_evaluate(scene->start, ff, &options, engine->n_threads, &out, error);
  if (frame && terms)
    *terms = (EnergyTerms){out.energy_pair, out.energy_self, out.energy_triple,
                           out.energy_reciprocal};
  return frame;
}

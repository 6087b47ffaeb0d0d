// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "md/learned/free-atom-grade.h"

#include <math.h>

void
free_atom_grade(const TensorNetModel *model, const SpeciesList *species, guint n,
                const guint8 *type, const double *energy, double *grade)
{
  const WeightTensor *free_atom =
      weight_store_find(model->weights, "element_refs.property_offset");
  double reference[SPECIES_MAX];

  for (guint t = 0; t < species->n; t++) {
    int k = learned_model_find(&model->base, species->element[t]->symbol);
    reference[t] = k >= 0 ? free_atom->value[k] : 0.0;
  }
  for (guint i = 0; i < n; i++)
    grade[i] = fmax(0.0, 1.0 + (energy[i] - reference[type[i]]) / model->scale);
}

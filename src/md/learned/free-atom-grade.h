// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* Grades where a file holds nothing of its training but energies of free atoms
 * (TensorNet of MatGL: element_refs, and the unit of the energies data_std):
 *
 *     γ_i = max(0, 1 + (E_i − E_free)/data_std)
 *
 * 1 where an atom is bound no better than a free one, which no relaxed or moderately warm
 * structure has. It sees blow-ups and atoms that were thrown out; it does not see a wrong
 * bond that the model likes. */
#pragma once

#include "model/species.h"
#include "potential/learned/tensornet-model.h"

/* energy: eV per atom. */
void free_atom_grade(const TensorNetModel *model, const SpeciesList *species, guint n,
                     const guint8 *type, const double *energy, double *grade);

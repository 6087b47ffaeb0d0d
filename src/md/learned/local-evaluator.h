// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* Learned potentials whose energy of an atom depends on the vectors to its neighbours
 * alone (NEP, MTP), as a force provider: one pass for energies and gradients, one for
 * forces. A kind says how the energy of one atom is made. */
#pragma once

#include "md/learned/learned-graph.h"
#include "potential/learned/learned-model.h"

/* A field is a model bound to species, immutable and shared by the team; a scratch is one
 * thread's. Both are made and freed by their kind. */
typedef struct {
  const char *name;
  gpointer (*field_new)(const LearnedModel *model, const SpeciesList *species);
  void (*field_free)(gpointer field);
  gpointer (*scratch_new)(gconstpointer field);
  void (*scratch_free)(gpointer scratch);
  /* Energy (eV) of an atom of a type with n neighbours; gradient[n] = ∂E/∂d (eV/Å). */
  double (*energy)(gconstpointer field, gpointer scratch, guint type,
                   const LearnedEdge *edge, guint n, double (*gradient)[3]);
} LocalKind;

ForceProvider *local_evaluator_new(const ForceField *ff, const LocalKind *kind);

// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* Learned potentials whose energy of an atom depends on the vectors to its neighbours
 * alone (NEP, MTP, DeePMD), as a force provider: one pass for energies and gradients, one
 * for forces. A kind says how the energy of an atom is made, one at a time or in batches
 * whose matrix products are worth a BLAS. */
#pragma once

#include "md/learned/learned-graph.h"
#include "potential/learned/learned-model.h"

typedef struct {
  guint type;
  guint n; /* neighbours */
  const LearnedEdge *edge;
  double (*gradient)[3]; /* to be set: ∂E/∂d of each edge, eV/Å */
  double energy;         /* to be set, eV */
} LocalAtom;

/* How far atoms lie beyond what the model has seen. */
typedef struct {
  guint (*n_features)(gconstpointer field);
  /* What of an atom is compared; its gradient may be overwritten. */
  void (*measure)(gconstpointer field, gpointer scratch, const LocalAtom *atom,
                  double *feature);
  /* Grades from the features of all atoms, [atom][feature]; NULL: the feature is it. */
  void (*judge)(gconstpointer field, const ForceInput *in, const double *feature,
                double *grade);
} LocalGrader;

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
  /* Instead of energy: up to batch atoms at once; NULL and 0 where there is energy. */
  void (*energies)(gconstpointer field, gpointer scratch, LocalAtom *atom, guint n_atoms);
  guint batch;
  const LocalGrader *grader; /* may be NULL */
} LocalKind;

ForceProvider *local_evaluator_new(const ForceField *ff, const LocalKind *kind);

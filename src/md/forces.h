// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* All forces on a set of atoms: the providers that a force field asks for, added up (a
 * learned potential is one alone, and has one precision: single).
 * One thread; owner: the engine, or whoever evaluates single structures. */
#pragma once

#include "md/force-provider.h"
#include "model/frame.h"
#include "potential/force-field.h"

typedef struct Forces Forces;

/* Which arithmetic. */
typedef struct {
  gboolean
      double_precision; /* the reference path; else mixed precision where it applies */
  const char *kernel;   /* "avx512", "avx2", "generic"; NULL: the best there is */
} ForceOptions;

/* Whether forces in this cell can be computed; else an error (VITRINE_ERROR_INPUT): the
 * cell is too thin for the range of the forces. */
gboolean forces_check_cell(const ForceField *ff, const Cell *cell, GError **error);

/* n_atoms of the structures to come; arrays of the result are kept inside. */
Forces *forces_new(const ForceField *ff, guint n_atoms, const ForceOptions *options,
                   GError **error);
void forces_free(Forces *forces);
/* The same atoms under changed parameters. */
void forces_set_force_field(Forces *forces, const ForceField *ff);

/* Name of the pair path in use: "reference", or that of the kernel. */
const char *forces_path(const Forces *forces);

/* Runs in->errand on the way; where its launch is refused, is_refused is all that the
 * result tells. It stays valid until the next call. */
const ForceOutput *forces_compute(Forces *forces, const ForceInput *in, ForceWants wants);
/* How far each atom lies beyond what the learned model has seen (grade-basis.h), 1 at its
 * edge, for the input of the last compute; NULL when nothing is known. Costs about as
 * much as a compute. Valid until the next call. */
const double *forces_grade(Forces *forces, const ForceInput *in);
/* An order in which the atoms would better come from now on, new place → atom, or NULL;
 * the forces of the last call are put into it already. Valid until the next call. */
const guint32 *forces_take_order(Forces *forces, Team *team);

/* Energy, forces, per-atom energy and virial of one structure: a copy of frame with them.
 * Owner: caller. terms may be NULL; forces arrays of it are not filled. */
Frame *forces_evaluate(const Frame *frame, const ForceField *ff,
                       const ForceOptions *options, guint n_threads, ForceOutput *terms,
                       GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(Forces, forces_free)

// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* What is lost at the cut-offs of a force field: by how much energy and force change
 * within the last 0.015 Å before the end of each of its terms (about what an atom goes
 * in 1 fs at 2500 K). Found from the functions themselves, whatever the set is called.
 * Pure functions; any thread.
 *
 * A pair term that ends abruptly is harmless: its forces are those of the same term
 * shifted to zero, which keeps that energy. A three-body term cannot be shifted: its
 * energy at the end of one arm depends on the angle and on the other arm. Its forces
 * therefore do work on a way there and back, and the liquid gains energy however short
 * the time step, about as the square of the step. Near 2500 K that was, in eV per atom
 * and ps (NVE, 1 and 0.5 fs): 0.003 to 0.04 in silicates, phosphates and borosilicates of
 * little boron of BMP, 0.2 to 0.35 in its borates and phosphosilicates. */
#pragma once

#include "potential/force-field.h"

/* eV: three-body terms with larger steps heat a run (smaller ones by less than 10⁻⁴
 * eV/atom/ps). */
#define CUTOFF_STEP_HEATS 0.01

typedef enum { CUTOFF_COULOMB, CUTOFF_SHORT, CUTOFF_TRIPLE } CutoffKind;

typedef struct {
  CutoffKind kind;
  int a, b;   /* types; of a triple the ends of its arms */
  int centre; /* of a triple, else −1 */
  double r;   /* Å, where the term ends; of a triple the arm to a or b that loses most */
  double energy; /* eV; of a triple the root mean square over all directions, the other
                    arm as long as a bond */
  double force;  /* eV/Å, likewise */
} CutoffStep;

/* One step for every pair of types and kind of term that is not zero, and for every
 * three-body term; the largest energy first. Empty for a learned potential, whose terms
 * fade out by construction. Owner: caller. */
GArray *cutoff_steps(const ForceField *ff);
gboolean cutoff_step_heats(const CutoffStep *step);

/* The width of a taper that leaves the bonds of a term alone, Å: half of what lies
 * between a bond and its cut-off, 0.6 Å at the most. */
double cutoff_usual_taper(const ForceField *ff, const TripleTerm *term);

/* "B–O–B at 3.30 Å: 0.23 eV, 0.29 eV/Å". Owner: caller. */
char *cutoff_step_describe(const ForceField *ff, const CutoffStep *step);
/* One plain sentence about the term that heats most, translated; NULL when none does.
 * Owner: caller. */
char *cutoff_warning(const ForceField *ff);

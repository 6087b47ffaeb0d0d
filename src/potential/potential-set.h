// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* A published set of parameters, read from a small text file that a person can edit
 * (format: data/potentials/README), and its binding to a structure.
 * Immutable, reference-counted; any thread. */
#pragma once

#include <glib.h>

#include "model/frame.h"
#include "model/scene.h"
#include "potential/force-field.h"

typedef struct PotentialSet PotentialSet;

/* name: one of potential_set_names(), or a path; either may end in ":variant", which
 * takes the sections of that variant in place of the plain ones ("bmp:leg"). Errors carry
 * file, line and reason. */
PotentialSet *potential_set_load(const char *name, GError **error);
/* The same from text; origin stands for the file name in errors. */
PotentialSet *potential_set_parse(const char *text, const char *origin, GError **error);
PotentialSet *potential_set_ref(PotentialSet *set);
void potential_set_unref(PotentialSet *set);

/* NULL-terminated names of the shipped sets, static: "pedone2006", … */
const char *const *potential_set_names(void);
const char *potential_set_name(const PotentialSet *set);
/* "Pedone et al. 2006": one line for people. */
const char *potential_set_title(const PotentialSet *set);
/* Source of the set (citation with DOI). */
const char *potential_set_source(const PotentialSet *set);
/* Whether the set has an element, and its charge (0 when composition-dependent, absent,
 * or when the element has several rows of different charge). */
gboolean potential_set_has(const PotentialSet *set, const char *symbol);
double potential_set_charge(const PotentialSet *set, const char *symbol);

/* The force field for the species and composition of frame. Fails with the missing
 * element or the composition rule named. An element with several rows (Fe2, Fe3) takes
 * the one that makes the cell neutral. Species of the list that have no atoms need no
 * parameters. */
ForceField *potential_set_bind(const PotentialSet *set, const Frame *frame,
                               GError **error);

/* One line for people about what name stands for: a set, or the file of a learned
 * potential. Owner: caller. */
char *potential_title(const char *name, GError **error);

/* Everything a scene says of its potential (a set or a learned model's file): load, bind,
 * Coulomb options, parameter changes. A Coulomb scheme other than the set's brings its
 * own defaults: dsf 0.2 Å⁻¹ and 8 Å, wolf 10 Å, ewald and pme 8 Å with α chosen from it.
 */
ForceField *potential_for_scene(const Scene *scene, GError **error);

/* Applies one steered change. Charges of cations are balanced on the anion so that the
 * cell stays neutral. Fails (ff untouched) when the species is not there, when the
 * anion's own charge is meant, or when the value is out of bounds (D ≥ 0, a > 0, r0 > 0,
 * C ≥ 0, |z| ≤ 8 and of the anion too; D > 0 needs a and r0 first; a taper of 0 up to
 * the shorter cut-off). */
gboolean potential_apply(ForceField *ff, const Frame *frame, const ParamChange *change,
                         GError **error);
/* Present value of what change names; NAN when the species is not there. */
double potential_value(const ForceField *ff, const ParamChange *change);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(PotentialSet, potential_set_unref)

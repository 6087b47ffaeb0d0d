// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* The composition of a glass: a mix of oxides, sulphides or halides in mol% becomes
 * counts of atoms, a density, a random start. Values; any thread. */
#pragma once

#include <glib.h>

#include "model/frame.h"

#define COMPOSITION_PARTS 16

/* A compound of one cation and one anion. */
typedef struct {
  char formula[16]; /* "Na2O" */
  const Element *cation, *anion;
  guint n_cation, n_anion; /* per formula unit */
  double fraction;         /* mole fraction, sums to 1 over the mix */
  double rounding;         /* by how much fraction may be rounded: half a unit of the last
                              decimal that was written, 0 when there was none */
} CompositionPart;

typedef struct {
  guint n;
  CompositionPart part[COMPOSITION_PARTS];
} Composition;

/* How many atoms of which element: the cations in the order of the parts, then the
 * anions in theirs. */
typedef struct {
  guint n, n_atoms;
  const Element *element[SPECIES_MAX];
  guint count[SPECIES_MAX];
} AtomCounts;

/* Reads "33.3Na2O-66.7SiO2", "Na2O·2SiO2", "75Na2S + 25P2S5": numbers are mol parts (1
 * when left out) and are normalised. The anion may be any of O S Se F Cl Br I N; all of
 * them mix. Errors (VITRINE_ERROR_INPUT) name the part that is not understood, a compound
 * twice, a sum of 0. */
gboolean composition_parse(Composition *mix, const char *text, GError **error);
/* "33.3 Na₂O · 66.7 SiO₂". Owner: caller. */
char *composition_to_text(const Composition *mix);

/* Counts of atoms near n_atoms whose charge balances exactly with the formal valences of
 * the compounds: whole formula units. Decimals that are a simple ratio rounded mean the
 * ratio (33.3 to 66.7: 1 to 2). Fails when no such set lies within 5 % of n_atoms and 1
 * mol% of the mix, or a part would vanish. */
gboolean composition_counts(const Composition *mix, guint n_atoms, AtomCounts *counts,
                            GError **error);
/* Of all the atoms, amu. */
double atom_counts_mass(const AtomCounts *counts);
/* Cube of the density (g/cm³) with types set, element after element in the order of the
 * counts, and all atoms at the origin. Owner: caller. */
Frame *atom_counts_frame(const AtomCounts *counts, double density);

/* Estimated density of the glass at 300 K, g/cm³: molar volumes of the compounds added
 * (Appen's and Huggins' additive way; factors in the source). Good to some per cent;
 * *unknown (may be NULL) becomes TRUE when a part has no factor and a rule by ionic radii
 * was used. */
double composition_density(const Composition *mix, gboolean *unknown);

/* Cubic cell of the density (g/cm³) with the counts at random places, no two atoms nearer
 * than a fraction of the sum of their radii (lowered gently until it fits). Same seed,
 * same structure. Owner: caller; NULL with error when it cannot be packed. */
Frame *composition_pack(const Composition *mix, guint n_atoms, double density,
                        guint64 seed, GError **error);

// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* The network: bonds former–anion of a frame, as a graph with image offsets.
 * Immutable once made, reference-counted; any thread. */
#pragma once

#include <glib.h>

#include "model/frame.h"

typedef struct {
  guint32 atom;    /* the other end */
  gint8 offset[3]; /* lattice offset added to its position (see Neighbour) */
} BondEnd;

/* Neighbours of atom i are end[first[i]] … end[first[i + 1] − 1]; every bond stands at
 * both of its ends. Sorted by atom number. */
typedef struct {
  guint n_atoms;
  guint n_ends;
  guint32 *first; /* n_atoms + 1 */
  BondEnd *end;   /* n_ends */
} Bonds;

/* Bond cut-off per pair of types, Å: cutoff[a * SPECIES_MAX + b], symmetric, 0 = no bond.
 */
typedef struct {
  double cutoff[SPECIES_MAX * SPECIES_MAX];
} BondRule;

/* A cut-off that somebody chose. */
typedef struct {
  const Element *a, *b; /* former and anion, in any order */
  double r_cut;         /* Å */
} BondChoice;

/* Reads "Si-O=2.25"; '.' in every locale. Errors (VITRINE_ERROR_INPUT): not of this form,
 * no such element, no former with an anion, a length that is not between 0 and 10 Å. */
gboolean bond_choice_parse(BondChoice *choice, const char *text, GError **error);

/* species_bond_cutoff for every former–anion pair of species. */
void bond_rule_init(BondRule *rule, const SpeciesList *species);

Bonds *bonds_new(const Frame *frame, const BondRule *rule);
/* Of an atom's bonds, whether one is kept; asked at both ends, with the same answer. */
typedef gboolean (*BondFilter)(guint32 atom, const BondEnd *end, gpointer data);
/* The bonds that keep wants. */
Bonds *bonds_filter(const Bonds *bonds, BondFilter keep, gpointer data);
Bonds *bonds_ref(const Bonds *bonds);
void bonds_unref(Bonds *bonds);

static inline guint
bonds_degree(const Bonds *bonds, guint atom)
{
  return bonds->first[atom + 1] - bonds->first[atom];
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC(Bonds, bonds_unref)

// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* What kinds of atom there are: the element table and the species list of a structure.
 * Values only; any thread. */
#pragma once

#include <glib.h>

/* Role in an oxide or sulphide glass; decides what is drawn as network and what as ion.
 */
typedef enum {
  SPECIES_FORMER,   /* Si B P Al Ge … : nodes of the network */
  SPECIES_ANION,    /* O S : bridges */
  SPECIES_MODIFIER, /* Na K Ca … */
  SPECIES_MOBILE,   /* Li Na K Rb Cs Ag: what hops; a modifier as well */
} SpeciesRole;

/* One row of the element table. */
typedef struct {
  const char *symbol;
  int number;             /* atomic number */
  double mass;            /* amu, IUPAC 2021 conventional */
  double covalent_radius; /* Å, Cordero et al., Dalton Trans. 2008, 2832 */
  double ionic_radius;    /* Å, Shannon, Acta Cryst. A 32, 751 (1976), usual CN */
  SpeciesRole role;
  float rgb[3]; /* sRGB 0…1, colour of the species in picture and plots */
} Element;

/* Row of a symbol ("Na"), or NULL. Static storage. */
const Element *element_lookup(const char *symbol);
/* Row of an atomic number, or NULL. */
const Element *element_by_number(int number);

#define SPECIES_MAX 32

/* The species of a structure in the order of its type numbers. Immutable once shared,
 * reference-counted (atomic). */
typedef struct {
  guint n;
  const Element *element[SPECIES_MAX];
} SpeciesList;

/* Empty list; fill with species_list_add before sharing. */
SpeciesList *species_list_new(void);
SpeciesList *species_list_ref(const SpeciesList *list);
void species_list_unref(SpeciesList *list);

/* Type number of element, added if new; -1 when the list is full. */
int species_list_add(SpeciesList *list, const Element *element);
/* Type number of symbol, or -1. */
int species_list_find(const SpeciesList *list, const char *symbol);

/* A bond former–anion is drawn and counted below this distance, Å; 0 for other pairs.
 * Starting values of the first minimum of g(r): B–O 2.0, Si–O 2.25, P–O 2.1, P–S 2.7,
 * Al–O 2.4; others 1.25 × (sum of ionic radii). */
double species_bond_cutoff(const Element *a, const Element *b);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(SpeciesList, species_list_unref)

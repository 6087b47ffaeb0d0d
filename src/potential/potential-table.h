// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* What a potential file says, row by row: private to src/potential. Filled by
 * potential-parse.c, then immutable. */
#pragma once

#include "model/species.h"
#include "potential/composition-rule.h"
#include "potential/force-field.h"
#include "potential/potential-set.h"

/* "Fe2": an element, and where it has several rows the one that is meant. */
typedef char SpeciesLabel[8];

typedef struct {
  SpeciesLabel label;
  const Element *element;
  double charge;    /* e; 0 when balanced */
  gboolean balance; /* takes the charge that makes the cell neutral */
  const char *reference;
  guint line;
} ChargeRow;

/* Which numbers of a PairTerm a row fills. */
typedef enum {
  PAIR_MORSE = 1 << 0,
  PAIR_C12 = 1 << 1,
  PAIR_EXPONENTIAL = 1 << 2,
  PAIR_C6 = 1 << 3,
  PAIR_D24 = 1 << 4,
  PAIR_CORE = 1 << 5,
} PairSlots;

typedef enum { NUMBER_POSITIVE, NUMBER_NOT_NEGATIVE, NUMBER_ANY } NumberBound;

#define PAIR_COLUMNS 4

typedef struct {
  const char *section;
  const char *columns; /* their names, for people */
  guint n_columns;
  PairSlots slots;
  NumberBound bound[PAIR_COLUMNS];
  void (*fill)(PairTerm *pair, const double *number);
} PairForm;

typedef enum { CORE_GIVEN, CORE_JOIN, CORE_FIT } CoreKind;

typedef struct {
  SpeciesLabel a, b;
  const PairForm *form;
  double number[PAIR_COLUMNS];
  const CompositionRule *rule; /* of the column it names, or NULL */
  CoreKind core;               /* of rows of the core form */
  const char *reference;
  guint line;
} PairRow;

typedef struct {
  SpeciesLabel a, centre, b;
  double k, theta0, rho, cut_a, cut_b, taper; /* as in TripleTerm; degrees */
  const char *reference;
  guint line;
} TripleRow;

struct PotentialSet {
  gatomicrefcount ref_count;
  char *origin; /* file name for errors */
  char *name, *title, *source;
  GStringChunk *strings;  /* keys and texts of the references */
  GHashTable *references; /* key → text, both in strings */
  GArray *charges;        /* ChargeRow */
  GArray *pairs;          /* PairRow */
  GArray *triples;        /* TripleRow */
  gboolean scheme_given;
  CoulombScheme coulomb;
  double alpha, r_coulomb, r_short, gamma;
  ShortRangeShift sr_shift;
};

PotentialSet *potential_set_new(const char *origin);

/* Form of a section name ("morse"), or NULL. */
const PairForm *pair_form_lookup(const char *section);

/* Row of a label, or NULL. */
const ChargeRow *potential_set_find_charge(const PotentialSet *set, const char *label);
gboolean pair_row_joins(const PairRow *row, const char *a, const char *b);

/* Reads text into set. Of a section that exists both plainly and for variant, the latter
 * counts; variant NULL: the plain ones. */
gboolean potential_set_read(PotentialSet *set, const char *text, const char *variant,
                            GError **error);
/* Whether every charge, pair and reference that the rows need is there. */
gboolean potential_set_check(const PotentialSet *set, GError **error);

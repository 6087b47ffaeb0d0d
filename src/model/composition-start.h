// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* Where a glass begins: atoms at random places, whole tetrahedra at random places, or a
 * crystal; the last two on wish with a pore. Values; any thread. */
#pragma once

#include "model/composition.h"

typedef enum {
  START_RANDOM,
  START_UNITS,   /* rigid tetrahedra (PS4), then the ions between them */
  START_CRYSTAL, /* copies of a cell; density is that of the crystal */
} StartKind;

/* "random", "units", "crystal". Static. */
const char *start_kind_name(StartKind kind);
gboolean start_kind_parse(StartKind *kind, const char *name, GError **error);

typedef struct {
  StartKind kind;
  guint n_atoms;  /* about; before the pore is made */
  double density; /* g/cm³; not of a crystal */
  guint64 seed;
  const Frame *crystal; /* of START_CRYSTAL: one cell, with all corners of the mix's most
                           frequent anion */
  double pore; /* Å: diameter of a sphere in the middle out of which whole formula units
                  are taken, the cell staying as it is; 0: none */
} StartWish;

/* What composition_start would make: counts of atoms and the cell. Units and crystals
 * need a mix of one network former with four anions each; where there are several kinds
 * of anion they change places at random (PS4 → PS3O). Errors say which of the wishes
 * cannot be fulfilled. */
gboolean composition_start_counts(const Composition *mix, const StartWish *wish,
                                  AtomCounts *counts, Cell *cell, GError **error);
/* Same wish, same structure. Owner: caller; NULL with error. */
Frame *composition_start(const Composition *mix, const StartWish *wish, GError **error);

// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* What is said about one atom that a person clicked. A plain value; any thread. */
#pragma once

#include "model/snapshot.h"

typedef struct {
  guint atom;
  const Element *element;
  guint coordination;  /* anions around a cation; network formers around an anion */
  double cutoff;       /* Å, largest bond length that was counted; 0: nothing to count */
  gboolean of_formers; /* coordination counts formers: 1 is a non-bridging anion */
  double displacement; /* Å since the start of the epoch; NAN when not known */
  Vec3 position;       /* Å, inside the cell */
} AtomFacts;

/* origin: frame at the start of the epoch, or NULL. FALSE when there is no such atom. */
gboolean atom_facts_init(AtomFacts *facts, const Snapshot *snapshot, const Frame *origin,
                         guint atom);
/* "4 O within 2.3 Å", "bridges 2 formers", "on 1 former: non-bridging". Owner: caller. */
char *atom_facts_coordination(const AtomFacts *facts);

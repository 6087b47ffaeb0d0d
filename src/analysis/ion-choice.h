// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* Which atoms an estimator of moving ions looks at. */
#pragma once

#include <glib.h>

#include "model/frame.h"

/* What somebody chose: atoms, or a species, or neither. */
typedef struct {
  const char *symbol;  /* NULL: the most numerous mobile species */
  const guint32 *atom; /* ascending, in place of a species; NULL: none */
  guint n_atoms;
} IonChoice;

/* A copy of its own; cleared with ion_choice_clear. */
IonChoice ion_choice_copy(const IonChoice *choice);
void ion_choice_clear(IonChoice *choice);
/* Type of the ions that are meant, as below. Atoms that are chosen must be of one species
 * and in the frame; their numbers are told otherwise. */
gboolean ion_choice_find(const IonChoice *choice, const Frame *frame, int *type,
                         GError **error);
/* Numbers of the ions of that type (guint32), ascending. Owner: caller. */
GArray *ion_choice_list(const IonChoice *choice, const Frame *frame, int type);

/* Type of the symbol, or of the most numerous mobile species when symbol is NULL: then -1
 * (without error) when nothing is mobile. FALSE with error when the frame has no atom of
 * the symbol. */
gboolean ion_choice_type(const char *symbol, const Frame *frame, int *type,
                         GError **error);
/* Numbers of the atoms of a type, ascending (element type guint32). Owner: caller. */
GArray *ion_choice_atoms(const Frame *frame, int type);

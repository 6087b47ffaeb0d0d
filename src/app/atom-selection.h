// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* Which atoms a person has selected, in their order, and which are put out of sight.
 * Plain; one thread. */
#pragma once

#include "model/frame.h"
#include "render/atom-look.h"

typedef struct AtomSelection AtomSelection;

AtomSelection *atom_selection_new(void);
void atom_selection_free(AtomSelection *selection);
/* Another glass: nothing selected, nothing hidden. */
void atom_selection_reset(AtomSelection *selection, guint n_atoms);

guint atom_selection_count(const AtomSelection *selection);
/* In the order of selection; valid until the next change. */
const guint *atom_selection_atoms(const AtomSelection *selection);
gboolean atom_selection_has(const AtomSelection *selection, guint atom);
/* The one selected last, −1: none. */
int atom_selection_last(const AtomSelection *selection);
gboolean atom_selection_hides(const AtomSelection *selection);

void atom_selection_clear(AtomSelection *selection);
/* Atoms out of range are ignored. toggle: selected becomes not selected. */
void atom_selection_add(AtomSelection *selection, guint atom);
void atom_selection_toggle(AtomSelection *selection, guint atom);

/* Those selected, which are then no longer selected. */
void atom_selection_hide(AtomSelection *selection);
/* All but those selected. */
void atom_selection_isolate(AtomSelection *selection);
void atom_selection_show_all(AtomSelection *selection);
/* Those that are hidden in look, and no other; NULL: none. Nothing is selected then. */
void atom_selection_set_hidden(AtomSelection *selection, const AtomLook *look);
/* Not 0 for each hidden atom of the glass, n of them; valid until the next change. */
const guint8 *atom_selection_hidden(const AtomSelection *selection, guint *n);

/* The next mobile atom (any, where nothing is mobile) from one, or from −1, by step. */
int atom_selection_next(const Frame *frame, int from, int step);
/* "atoms=3,17,5", as an observer may be told (model/observer-choices.h). Owner: caller.
 */
char *atom_selection_describe(const AtomSelection *selection);
/* What the renderer has to know; NULL when nothing is selected or hidden. Owner: caller.
 */
AtomLook *atom_selection_look(const AtomSelection *selection);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(AtomSelection, atom_selection_free)

// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* What a person decided about single atoms: which are selected, which are put out of
 * sight, and a number for each to colour by. Filled by its maker, then immutable;
 * reference-counted (atomic). */
#pragma once

#include <glib.h>

typedef enum {
  ATOM_HIDDEN = 1 << 0,
  ATOM_SELECTED = 1 << 1, /* a halo */
} AtomMarks;

typedef struct {
  guint n_atoms;
  guint8 *marks; /* AtomMarks of each atom; owned */
  float *value;  /* any quantity, NAN: none; owned, or NULL */
  char *label;   /* name and unit of it, "q (e)", or NULL; owned */
} AtomLook;

/* Nothing marked; values NAN. */
AtomLook *atom_look_new(guint n_atoms, gboolean with_values);
/* Its marks, to begin another one with; values are not copied. */
AtomLook *atom_look_copy_marks(const AtomLook *look);
AtomLook *atom_look_ref(const AtomLook *look);
void atom_look_unref(AtomLook *look);

/* look may be NULL: nothing is marked. */
static inline gboolean
atom_look_has(const AtomLook *look, guint atom, AtomMarks mark)
{
  return look && atom < look->n_atoms && (look->marks[atom] & mark);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC(AtomLook, atom_look_unref)

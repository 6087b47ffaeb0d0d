// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/atom-selection.h"

#include <string.h>

struct AtomSelection {
  GArray *atoms; /* guint */
  guint n_atoms; /* of the glass */
  guint8 *hidden, *chosen;
  gboolean hides;
};

AtomSelection *
atom_selection_new(void)
{
  AtomSelection *selection = g_new0(AtomSelection, 1);

  selection->atoms = g_array_new(FALSE, FALSE, sizeof(guint));
  return selection;
}

void
atom_selection_free(AtomSelection *selection)
{
  if (!selection)
    return;
  g_array_unref(selection->atoms);
  g_free(selection->hidden);
  g_free(selection->chosen);
  g_free(selection);
}

void
atom_selection_reset(AtomSelection *selection, guint n_atoms)
{
  g_array_set_size(selection->atoms, 0);
  g_free(selection->hidden);
  g_free(selection->chosen);
  selection->hidden = g_new0(guint8, n_atoms);
  selection->chosen = g_new0(guint8, n_atoms);
  selection->n_atoms = n_atoms;
  selection->hides = FALSE;
}

guint
atom_selection_count(const AtomSelection *selection)
{
  return selection->atoms->len;
}

const guint *
atom_selection_atoms(const AtomSelection *selection)
{
  return (const guint *)selection->atoms->data;
}

int
atom_selection_last(const AtomSelection *selection)
{
  guint n = selection->atoms->len;

  return n > 0 ? (int)g_array_index(selection->atoms, guint, n - 1) : -1;
}

gboolean
atom_selection_hides(const AtomSelection *selection)
{
  return selection->hides;
}

void
atom_selection_clear(AtomSelection *selection)
{
  for (guint k = 0; k < selection->atoms->len; k++)
    selection->chosen[g_array_index(selection->atoms, guint, k)] = FALSE;
  g_array_set_size(selection->atoms, 0);
}

static int
place_of(const AtomSelection *selection, guint atom)
{
  for (guint k = 0; k < selection->atoms->len; k++)
    if (g_array_index(selection->atoms, guint, k) == atom)
      return (int)k;
  return -1;
}

void
atom_selection_add(AtomSelection *selection, guint atom)
{
  if (atom >= selection->n_atoms || selection->chosen[atom])
    return;
  selection->chosen[atom] = TRUE;
  g_array_append_val(selection->atoms, atom);
}

gboolean
atom_selection_has(const AtomSelection *selection, guint atom)
{
  return place_of(selection, atom) >= 0;
}

void
atom_selection_toggle(AtomSelection *selection, guint atom)
{
  int place = place_of(selection, atom);

  if (place < 0) {
    atom_selection_add(selection, atom);
    return;
  }
  selection->chosen[atom] = FALSE;
  g_array_remove_index(selection->atoms, (guint)place);
}

int
atom_selection_next(const Frame *frame, int from, int step)
{
  int n = (int)frame->n_atoms, type = frame_mobile_type(frame);
  int atom = from;

  for (int k = 0; k < n; k++) {
    atom = (atom + step + n) % n;
    if (type < 0 || frame->type[atom] == type)
      break;
  }
  return atom;
}

char *
atom_selection_describe(const AtomSelection *selection)
{
  GString *text = g_string_new("atoms=");

  for (guint k = 0; k < selection->atoms->len; k++)
    g_string_append_printf(text, "%s%u", k > 0 ? "," : "",
                           g_array_index(selection->atoms, guint, k));
  return g_string_free(text, FALSE);
}

void
atom_selection_hide(AtomSelection *selection)
{
  for (guint k = 0; k < selection->atoms->len; k++)
    selection->hidden[g_array_index(selection->atoms, guint, k)] = TRUE;
  selection->hides |= selection->atoms->len > 0;
  atom_selection_clear(selection);
}

void
atom_selection_isolate(AtomSelection *selection)
{
  if (selection->atoms->len == 0)
    return;
  memset(selection->hidden, TRUE, selection->n_atoms);
  for (guint k = 0; k < selection->atoms->len; k++)
    selection->hidden[g_array_index(selection->atoms, guint, k)] = FALSE;
  selection->hides = TRUE;
}

void
atom_selection_show_all(AtomSelection *selection)
{
  if (selection->hides)
    memset(selection->hidden, FALSE, selection->n_atoms);
  selection->hides = FALSE;
}

void
atom_selection_set_hidden(AtomSelection *selection, const AtomLook *look)
{
  atom_selection_clear(selection);
  selection->hides = FALSE;
  for (guint i = 0; i < selection->n_atoms; i++) {
    selection->hidden[i] = atom_look_has(look, i, ATOM_HIDDEN);
    selection->hides |= selection->hidden[i];
  }
}

const guint8 *
atom_selection_hidden(const AtomSelection *selection, guint *n)
{
  *n = selection->n_atoms;
  return selection->hidden;
}

AtomLook *
atom_selection_look(const AtomSelection *selection)
{
  if (!selection->hides && selection->atoms->len == 0)
    return NULL;
  AtomLook *look = atom_look_new(selection->n_atoms, FALSE);
  for (guint i = 0; i < selection->n_atoms; i++)
    look->marks[i] = selection->hidden[i] ? ATOM_HIDDEN : 0;
  for (guint k = 0; k < selection->atoms->len; k++)
    look->marks[g_array_index(selection->atoms, guint, k)] |= ATOM_SELECTED;
  return look;
}

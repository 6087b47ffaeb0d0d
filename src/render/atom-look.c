// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "render/atom-look.h"

#include <math.h>
#include <string.h>

AtomLook *
atom_look_new(guint n_atoms, gboolean with_values)
{
  AtomLook *look = g_atomic_rc_box_new0(AtomLook);

  look->n_atoms = n_atoms;
  look->marks = g_new0(guint8, n_atoms);
  if (with_values) {
    look->value = g_new(float, n_atoms);
    for (guint i = 0; i < n_atoms; i++)
      look->value[i] = NAN;
  }
  return look;
}

AtomLook *
atom_look_copy_marks(const AtomLook *look)
{
  g_return_val_if_fail(look != NULL, NULL);

  AtomLook *copy = atom_look_new(look->n_atoms, FALSE);
  memcpy(copy->marks, look->marks, look->n_atoms);
  return copy;
}

AtomLook *
atom_look_ref(const AtomLook *look)
{
  g_return_val_if_fail(look != NULL, NULL);

  return g_atomic_rc_box_acquire((gpointer)look);
}

static void
clear_look(AtomLook *look)
{
  g_free(look->marks);
  g_free(look->value);
  g_free(look->label);
}

void
atom_look_unref(AtomLook *look)
{
  if (look)
    g_atomic_rc_box_release_full(look, (GDestroyNotify)clear_look);
}

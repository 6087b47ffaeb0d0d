// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "analysis/ion-choice.h"

#include <glib/gi18n.h>

#include "base/base-error.h"

gboolean
ion_choice_type(const char *symbol, const Frame *frame, int *type, GError **error)
{
  *type = symbol ? species_list_find(frame->species, symbol) : frame_mobile_type(frame);
  if (!symbol || (*type >= 0 && frame_count_type(frame, (guint)*type) > 0))
    return TRUE;
  g_set_error(error, VITRINE_ERROR, VITRINE_ERROR_INPUT, _("there is no %s in the glass"),
              symbol);
  return FALSE;
}

GArray *
ion_choice_atoms(const Frame *frame, int type)
{
  GArray *atoms = g_array_new(FALSE, FALSE, sizeof(guint32));

  for (guint32 i = 0; i < frame->n_atoms; i++)
    if (frame->type[i] == type)
      g_array_append_val(atoms, i);
  return atoms;
}

IonChoice
ion_choice_copy(const IonChoice *choice)
{
  gsize size = choice->n_atoms * sizeof *choice->atom;

  return (IonChoice){g_strdup(choice->symbol),
                     choice->atom ? g_memdup2(choice->atom, size) : NULL,
                     choice->atom ? choice->n_atoms : 0};
}

void
ion_choice_clear(IonChoice *choice)
{
  g_free((char *)choice->symbol);
  g_free((guint32 *)choice->atom);
  *choice = (IonChoice){NULL, NULL, 0};
}

gboolean
ion_choice_find(const IonChoice *choice, const Frame *frame, int *type, GError **error)
{
  if (choice->n_atoms == 0)
    return ion_choice_type(choice->symbol, frame, type, error);
  for (guint i = 0; i < choice->n_atoms; i++) {
    guint32 atom = choice->atom[i];
    if (atom >= frame->n_atoms) {
      g_set_error(error, VITRINE_ERROR, VITRINE_ERROR_INPUT,
                  _("there is no atom %u: the frame has atoms 0 to %u"), atom,
                  frame->n_atoms - 1);
      return FALSE;
    }
    if (frame->type[atom] != frame->type[choice->atom[0]]) {
      g_set_error(error, VITRINE_ERROR, VITRINE_ERROR_INPUT,
                  _("atoms %u and %u are of different species: hops are those of one"),
                  choice->atom[0], atom);
      return FALSE;
    }
  }
  *type = frame->type[choice->atom[0]];
  return TRUE;
}

GArray *
ion_choice_list(const IonChoice *choice, const Frame *frame, int type)
{
  if (choice->n_atoms == 0)
    return ion_choice_atoms(frame, type);
  GArray *atoms = g_array_new(FALSE, FALSE, sizeof(guint32));
  g_array_append_vals(atoms, choice->atom, choice->n_atoms);
  return atoms;
}

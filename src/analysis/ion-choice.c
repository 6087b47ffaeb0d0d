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

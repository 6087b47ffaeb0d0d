// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/view-keeper.h"

#include "render/look-style.h"

static void
replace(char **text, char *other)
{
  g_free(*text);
  *text = other;
}

void
view_keeper_take(const ViewKeeper *keeper, const Look *look, const Frame *frame)
{
  g_return_if_fail(keeper != NULL && look != NULL && frame != NULL);
  g_autoptr(AtomLook) atoms = look_style_atoms(look, frame->n_atoms);

  vitrine_legend_set_hidden(keeper->legend,
                            look_types(look->hide_species, frame->species));
  atom_selection_set_hidden(keeper->selection, atoms);
  vitrine_glass_area_take_view(keeper->area, look);
}

static char *
list_species(VitrineLegend *legend, const SpeciesList *species)
{
  GString *list = g_string_new(NULL);
  guint hidden;

  g_object_get(legend, "hidden-types", &hidden, NULL);
  for (guint t = 0; t < species->n; t++)
    if (hidden >> t & 1)
      g_string_append_printf(list, "%s%s", list->len > 0 ? "," : "",
                             species->element[t]->symbol);
  return g_string_free(list, FALSE);
}

/* Those that are hidden or, when they are most, those that are not. */
static void
fill_atoms(const AtomSelection *selection, Look *look)
{
  guint n, n_hidden = 0;
  const guint8 *hidden = atom_selection_hidden(selection, &n);

  for (guint i = 0; i < n; i++)
    n_hidden += hidden[i] != 0;
  gboolean most = n_hidden > n / 2 && n_hidden < n;
  replace(&look->hide_atoms, most ? g_strdup("") : look_list_atoms(hidden, TRUE, n));
  replace(&look->show_atoms, most ? look_list_atoms(hidden, FALSE, n) : g_strdup(""));
}

void
view_keeper_fill(const ViewKeeper *keeper, const Frame *frame, Look *look)
{
  static const LookKey keys[] = {LOOK_HIDE_SPECIES, LOOK_HIDE_ATOMS,  LOOK_SHOW_ATOMS,
                                 LOOK_PROJECTION,   LOOK_ORIENTATION, LOOK_CENTRE,
                                 LOOK_ZOOM};

  g_return_if_fail(keeper != NULL && look != NULL && frame != NULL);
  replace(&look->hide_species, list_species(keeper->legend, frame->species));
  fill_atoms(keeper->selection, look);
  vitrine_glass_area_fill_view(keeper->area, look);
  for (guint k = 0; k < G_N_ELEMENTS(keys); k++)
    look_give(look, keys[k]);
}

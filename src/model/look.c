// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "model/look.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#include "base/base-error.h"

static void
own_texts(Look *look)
{
  char **text[] = {&look->color_column, &look->hop_species, &look->hide_species,
                   &look->hide_atoms, &look->show_atoms};

  for (guint k = 0; k < G_N_ELEMENTS(text); k++)
    *text[k] = g_strdup(*text[k] ? *text[k] : "");
}

void
look_init(Look *look)
{
  *look = (Look){
      .cell = TRUE,
      .bonds = TRUE,
      .rings = TRUE,
      .hops = TRUE,
      .wrap = TRUE,
      .time = TRUE,
      .legend = TRUE,
      .labels = 1,
      .ring_sizes = {LOOK_SMALLEST_RING, LOOK_SMALLEST_RING},
      .images = {1, 1, 1},
      .hop_age = LOOK_HOP_AGE_OWN,
      .density_level = LOOK_DENSITY_OWN,
      .room_level = LOOK_ROOM_OWN,
      .slice_position = 0.5,
      .smoothing = LOOK_SMOOTHING_OWN,
      .color_range = {NAN, NAN},
      .slice_plane = {0.0, 0.0, 1.0, 0.5},
      .orientation = {NAN, NAN, NAN, NAN},
      .centre = {NAN, NAN, NAN},
      .zoom = 1.0,
  };
  own_texts(look);
}

void
look_clear(Look *look)
{
  g_free(look->color_column);
  g_free(look->hop_species);
  g_free(look->hide_species);
  g_free(look->hide_atoms);
  g_free(look->show_atoms);
  memset(look, 0, sizeof *look);
}

void
look_copy(Look *to, const Look *from)
{
  Look copy = *from;

  own_texts(&copy);
  look_clear(to);
  *to = copy;
}

gboolean
look_has(const Look *look, LookKey key)
{
  return (look->given >> key & 1) != 0;
}

void
look_give(Look *look, LookKey key)
{
  look->given |= G_GUINT64_CONSTANT(1) << key;
}

void
look_give_all(Look *look)
{
  look->given = (G_GUINT64_CONSTANT(1) << LOOK_N_KEYS) - 1;
}

/* NULL: all are there. Owner: caller. */
static char *
find_missing(const char *symbols, const SpeciesList *species)
{
  g_auto(GStrv) words = g_strsplit(symbols, ",", -1);

  for (char **word = words; *word; word++)
    if (species_list_find(species, *word) < 0)
      return g_strdup(*word);
  return NULL;
}

static gboolean
refuse_species(const char *symbols, const Frame *frame, GError **error)
{
  g_autofree char *missing = find_missing(symbols, frame->species);

  if (!missing)
    return FALSE;
  g_set_error(error, VITRINE_ERROR, VITRINE_ERROR_INPUT,
              _("there is no “%s” in the glass"), missing);
  return TRUE;
}

static gboolean
refuse_atoms(const char *atoms, const Frame *frame, GError **error)
{
  g_autofree guint8 *mark = g_new0(guint8, frame->n_atoms);

  if (look_mark_atoms(atoms, mark, frame->n_atoms))
    return FALSE;
  g_set_error(error, VITRINE_ERROR, VITRINE_ERROR_INPUT,
              _("the glass has the atoms 1 to %u, and no other"), frame->n_atoms);
  return TRUE;
}

gboolean
look_fits(const Look *look, const Frame *frame, LookKey *key, GError **error)
{
  LookKey wrong = LOOK_N_KEYS;

  if (refuse_species(look->hop_species, frame, error))
    wrong = LOOK_HOP_SPECIES;
  else if (refuse_species(look->hide_species, frame, error))
    wrong = LOOK_HIDE_SPECIES;
  else if (refuse_atoms(look->hide_atoms, frame, error))
    wrong = LOOK_HIDE_ATOMS;
  else if (refuse_atoms(look->show_atoms, frame, error))
    wrong = LOOK_SHOW_ATOMS;
  if (key)
    *key = wrong;
  return wrong == LOOK_N_KEYS;
}

guint
look_types(const char *symbols, const SpeciesList *species)
{
  g_auto(GStrv) words = g_strsplit(symbols, ",", -1);
  guint types = 0;

  for (char **word = words; *word; word++) {
    int type = species_list_find(species, *word);
    types |= type >= 0 ? 1u << type : 0;
  }
  return types;
}

/* "7" or "7-9", from 1, at p, which moves on. */
static gboolean
read_span(const char **p, guint64 *first, guint64 *last)
{
  char *end;

  if (!g_ascii_isdigit(**p))
    return FALSE;
  *first = *last = g_ascii_strtoull(*p, &end, 10);
  if (*end == '-') {
    *p = end + 1;
    if (!g_ascii_isdigit(**p))
      return FALSE;
    *last = g_ascii_strtoull(*p, &end, 10);
  }
  *p = end;
  return *first >= 1 && *first <= *last && *last <= G_MAXUINT;
}

gboolean
look_mark_atoms(const char *atoms, guint8 *mark, guint n)
{
  g_return_val_if_fail(atoms != NULL, FALSE);
  guint64 first, last;

  if (!*atoms)
    return TRUE;
  for (const char *p = atoms;; p++) {
    if (!read_span(&p, &first, &last) || (mark && last > n))
      return FALSE;
    if (mark)
      memset(mark + first - 1, TRUE, last - first + 1);
    if (*p != ',')
      return *p == '\0';
  }
}

char *
look_list_atoms(const guint8 *mark, gboolean set, guint n)
{
  GString *list = g_string_new(NULL);

  for (guint first = 0, last; first < n; first = last + 1) {
    last = first;
    if ((mark[first] != 0) != (set != 0))
      continue;
    while (last + 1 < n && (mark[last + 1] != 0) == (set != 0))
      last++;
    g_string_append_printf(list, "%s%u", list->len > 0 ? "," : "", first + 1);
    if (last > first)
      g_string_append_printf(list, "-%u", last + 1);
  }
  return g_string_free(list, FALSE);
}

// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "potential/potential-set.h"

#include <gio/gio.h>
#include <glib/gi18n.h>
#include <string.h>

#include "base/base-error.h"
#include "potential-resources.h"
#include "potential/potential-table.h"

static const char RESOURCE_FOLDER[] = "/org/vitrine/Vitrine/potentials/";

static const char *const NAMES[] = {"pedone2006", "bmp", "bmp:tapered", "shik",
                                    "teter-du",   "bks", NULL};

const char *const *
potential_set_names(void)
{
  return NAMES;
}

static PotentialSet *
read_set(const char *text, const char *origin, const char *variant, GError **error)
{
  g_autoptr(PotentialSet) set = potential_set_new(origin);
  if (!potential_set_read(set, text, variant, error) || !potential_set_check(set, error))
    return NULL;
  return g_steal_pointer(&set);
}

PotentialSet *
potential_set_parse(const char *text, const char *origin, GError **error)
{
  g_return_val_if_fail(text != NULL && origin != NULL, NULL);
  return read_set(text, origin, NULL, error);
}

static PotentialSet *
load_shipped(const char *name, const char *variant, GError **error)
{
  g_autofree char *file = g_strconcat(name, ".potential", NULL);
  g_autofree char *path = g_strconcat(RESOURCE_FOLDER, file, NULL);
  g_autoptr(GBytes) bytes =
      g_resource_lookup_data(potential_get_resource(), path, 0, error);
  if (!bytes)
    return NULL;
  gsize size;
  const char *data = g_bytes_get_data(bytes, &size);
  g_autofree char *text = g_strndup(data, size);
  return read_set(text, file, variant, error);
}

static PotentialSet *
load_file(const char *path, const char *variant, GError **error)
{
  g_autofree char *text = NULL;
  gsize size;
  if (!g_file_get_contents(path, &text, &size, error))
    return NULL;
  if (strlen(text) == size)
    return read_set(text, path, variant, error);
  g_set_error(error, VITRINE_ERROR, VITRINE_ERROR_SYNTAX, _("%s: not a text file"), path);
  return NULL;
}

PotentialSet *
potential_set_load(const char *name, GError **error)
{
  g_return_val_if_fail(name != NULL, NULL);
  g_autofree char *base = g_strdup(name);
  const char *variant = NULL;
  char *colon = strrchr(base, ':');
  if (colon && !g_file_test(name, G_FILE_TEST_EXISTS)) {
    *colon = '\0';
    variant = colon + 1;
  }

  if (g_strv_contains(NAMES, base))
    return load_shipped(base, variant, error);
  if (g_file_test(base, G_FILE_TEST_IS_REGULAR))
    return load_file(base, variant, error);
  g_autofree char *names = g_strjoinv(" ", (char **)NAMES);
  g_set_error(error, VITRINE_ERROR, VITRINE_ERROR_INPUT,
              _("there is no potential “%s”: it is no file and none of %s"), base, names);
  return NULL;
}

const char *
potential_set_name(const PotentialSet *set)
{
  return set->name;
}

const char *
potential_set_title(const PotentialSet *set)
{
  return set->title;
}

const char *
potential_set_source(const PotentialSet *set)
{
  return set->source;
}

gboolean
potential_set_has(const PotentialSet *set, const char *symbol)
{
  g_return_val_if_fail(set != NULL && symbol != NULL, FALSE);
  for (guint i = 0; i < set->charges->len; i++)
    if (strcmp(g_array_index(set->charges, ChargeRow, i).element->symbol, symbol) == 0)
      return TRUE;
  return FALSE;
}

double
potential_set_charge(const PotentialSet *set, const char *symbol)
{
  g_return_val_if_fail(set != NULL && symbol != NULL, 0.0);
  const ChargeRow *found = NULL;
  for (guint i = 0; i < set->charges->len; i++) {
    const ChargeRow *row = &g_array_index(set->charges, ChargeRow, i);
    if (strcmp(row->element->symbol, symbol) != 0)
      continue;
    if (found && found->charge != row->charge)
      return 0.0;
    found = row;
  }
  return found ? found->charge : 0.0;
}

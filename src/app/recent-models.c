// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/recent-models.h"

#include <gio/gio.h>
#include <string.h>

#include "app/app-settings.h"
#include "potential/learned/learned-model.h"

#define KEY  "recent-models"
#define MOST 8

/* Settings of an older version may be installed. */
static GSettings *
settings_with_key(void)
{
  g_autoptr(GSettings) settings = app_settings_new();
  g_autoptr(GSettingsSchema) schema = NULL;

  if (!settings)
    return NULL;
  g_object_get(settings, "settings-schema", &schema, NULL);
  return g_settings_schema_has_key(schema, KEY) ? g_steal_pointer(&settings) : NULL;
}

char **
recent_models_list(void)
{
  g_autoptr(GSettings) settings = settings_with_key();
  g_auto(GStrv) all = settings ? g_settings_get_strv(settings, KEY) : NULL;
  g_autoptr(GStrvBuilder) there = g_strv_builder_new();

  for (char **path = all; path && *path; path++)
    if (learned_model_recognises(*path))
      g_strv_builder_add(there, *path);
  return g_strv_builder_end(there);
}

void
recent_models_remember(const char *potential)
{
  g_autoptr(GSettings) settings = settings_with_key();

  if (!settings || !strchr(potential, '/'))
    return;
  g_auto(GStrv) old = g_settings_get_strv(settings, KEY);
  g_autoptr(GPtrArray) all = g_ptr_array_new();
  g_ptr_array_add(all, (gpointer)potential);
  for (char **path = old; *path && all->len < MOST; path++)
    if (!g_str_equal(*path, potential))
      g_ptr_array_add(all, *path);
  g_ptr_array_add(all, NULL);
  g_settings_set_strv(settings, KEY, (const char *const *)all->pdata);
}

// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/app-settings.h"

static GSettingsSchema *
find_schema(void)
{
  GSettingsSchemaSource *installed = g_settings_schema_source_get_default();
  const char *folder = g_getenv("VITRINE_SCHEMA_DIR");

  if (folder) {
    g_autoptr(GSettingsSchemaSource) source =
        g_settings_schema_source_new_from_directory(folder, installed, FALSE, NULL);
    GSettingsSchema *schema =
        source ? g_settings_schema_source_lookup(source, VITRINE_APP_ID, TRUE) : NULL;
    if (schema)
      return schema;
  }
  return installed ? g_settings_schema_source_lookup(installed, VITRINE_APP_ID, TRUE)
                   : NULL;
}

GSettings *
app_settings_new(void)
{
  g_autoptr(GSettingsSchema) schema = find_schema();
  return schema ? g_settings_new_full(schema, NULL, NULL) : NULL;
}

static gboolean
has_key(GSettings *settings, const char *key)
{
  g_autoptr(GSettingsSchema) schema = NULL;

  if (!settings)
    return FALSE;
  g_object_get(settings, "settings-schema", &schema, NULL);
  return g_settings_schema_has_key(schema, key);
}

void
app_settings_bind(GSettings *settings, const char *key, gpointer object,
                  const char *property)
{
  if (has_key(settings, key))
    g_settings_bind(settings, key, object, property, G_SETTINGS_BIND_DEFAULT);
}

void
app_settings_write(GSettings *settings, const char *key, gpointer object,
                   const char *property)
{
  g_auto(GValue) value = G_VALUE_INIT;

  if (!has_key(settings, key))
    return;
  g_object_get_property(object, property, &value);
  if (G_VALUE_HOLDS_BOOLEAN(&value))
    g_settings_set_boolean(settings, key, g_value_get_boolean(&value));
  else if (G_VALUE_HOLDS_UINT(&value))
    g_settings_set_uint(settings, key, g_value_get_uint(&value));
  else if (G_VALUE_HOLDS_DOUBLE(&value))
    g_settings_set_double(settings, key, g_value_get_double(&value));
  else if (G_VALUE_HOLDS_STRING(&value))
    g_settings_set_string(settings, key, g_value_get_string(&value));
}

// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "io/header-values.h"

#include <glib/gi18n.h>
#include <string.h>

static gboolean
take_quoted(const char **text, GString *value)
{
  const char *p = *text;
  char quote = *p++;

  for (; *p && *p != quote; p++) {
    if (*p == '\\' && p[1])
      p++;
    g_string_append_c(value, *p);
  }
  *text = *p ? p + 1 : p;
  return *p == quote;
}

static gboolean
take_bracketed(const char **text, GString *value)
{
  const char *p = *text;
  int depth = 0;

  for (; *p; p++) {
    g_string_append_c(value, *p);
    if (*p == '[' || *p == '{')
      depth++;
    if ((*p == ']' || *p == '}') && --depth == 0) {
      *text = p + 1;
      return TRUE;
    }
  }
  return FALSE;
}

static void
take_bare(const char **text, GString *value, const char *stops)
{
  const char *p = *text;

  while (*p && !strchr(stops, *p))
    g_string_append_c(value, *p++);
  *text = p;
}

static gboolean
take_value(const char **text, GString *value, const char *bare_stops)
{
  if (**text == '"' || **text == '\'')
    return take_quoted(text, value);
  if (**text == '[' || **text == '{')
    return take_bracketed(text, value);
  take_bare(text, value, bare_stops);
  return TRUE;
}

static const char *
skip_space(const char *p)
{
  while (g_ascii_isspace(*p))
    p++;
  return p;
}

GHashTable *
header_values_parse(const char *line, const char **reason)
{
  g_autoptr(GHashTable) values =
      g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
  const char *p = skip_space(line);

  while (*p) {
    g_autoptr(GString) key = g_string_new(NULL), value = g_string_new(NULL);
    gboolean closed = take_value(&p, key, "= \t");
    const char *after = skip_space(p);
    if (*after == '=') {
      p = skip_space(after + 1);
      closed = closed && take_value(&p, value, " \t");
    } else {
      g_string_assign(value, "T");
    }
    if (!closed) {
      *reason = _("a quote or bracket is not closed");
      return NULL;
    }
    g_hash_table_insert(values, g_ascii_strdown(key->str, -1), g_strdup(value->str));
    p = skip_space(p);
  }
  return g_steal_pointer(&values);
}

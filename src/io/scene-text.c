// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "io/scene-text.h"

#include <glib/gi18n.h>
#include <string.h>

static void
free_line(SceneLine *line)
{
  g_free(line->group);
  g_free(line->key);
  g_free(line->value);
  g_free(line->language);
  g_free(line);
}

static gboolean
is_silent(const char *line)
{
  const char *p = line + strspn(line, " \t");

  return *p == '\0' || *p == '#';
}

gboolean
scene_text_matches(char *const *head)
{
  guint k = 0;

  while (head[k] && is_silent(head[k]))
    k++;
  return head[k] && g_str_has_prefix(head[k], "[Scene]");
}

static char *
unescape(const char *text)
{
  static const char names[] = "ntrs\\", meant[] = "\n\t\r \\";
  GString *value = g_string_new(NULL);

  for (const char *p = text; *p; p++) {
    const char *found = *p == '\\' && p[1] ? strchr(names, p[1]) : NULL;
    g_string_append_c(value, found ? meant[found - names] : *p);
    p += found ? 1 : 0;
  }
  return g_string_free(value, FALSE);
}

char *
scene_text_escape(const char *value)
{
  GString *text = g_string_new(value);

  g_string_replace(text, "\\", "\\\\", 0);
  g_string_replace(text, "\n", "\\n", 0);
  g_string_replace(text, "\r", "\\r", 0);
  g_string_replace(text, "\t", "\\t", 0);
  if (g_str_has_suffix(text->str, " ")) {
    g_string_truncate(text, text->len - 1);
    g_string_append(text, "\\s");
  }
  if (text->str[0] == ' ')
    g_string_replace(text, " ", "\\s", 1);
  return g_string_free(text, FALSE);
}

static char *
parse_group(char *line, LineReader *reader, GError **error)
{
  char *close = strchr(line, ']');

  if (close && close[1 + strspn(close + 1, " \t")] == '\0')
    return g_strndup(line + 1, close - line - 1);
  line_reader_fail(reader, error, VITRINE_ERROR_SYNTAX, _("expected [Group]"));
  return NULL;
}

static gboolean
is_repeated(const GPtrArray *lines, const SceneLine *line)
{
  for (guint i = 0; i < lines->len; i++) {
    const SceneLine *other = g_ptr_array_index(lines, i);
    if (strcmp(other->group, line->group) == 0 && strcmp(other->key, line->key) == 0 &&
        g_strcmp0(other->language, line->language) == 0)
      return TRUE;
  }
  return FALSE;
}

static gboolean
parse_line(const char *text, const char *group, GPtrArray *lines, LineReader *reader,
           GError **error)
{
  const char *equals = strchr(text, '=');

  if (!group || !equals || equals == text)
    return line_reader_fail(reader, error, VITRINE_ERROR_SYNTAX,
                            group ? _("expected Key=value")
                                  : _("expected [Scene] before the first key"));
  SceneLine *line = g_new0(SceneLine, 1);
  g_autofree char *raw = g_strstrip(g_strdup(equals + 1));
  line->group = g_strdup(group);
  line->key = g_strstrip(g_strndup(text, equals - text));
  line->value = unescape(raw);
  line->line = line_reader_line(reader);
  char *bracket = strchr(line->key, '[');
  if (bracket && g_str_has_suffix(line->key, "]")) {
    line->language = g_strndup(bracket + 1, strlen(bracket) - 2);
    *bracket = '\0';
  }
  gboolean repeated = is_repeated(lines, line);
  g_ptr_array_add(lines, line);
  if (repeated)
    return line_reader_fail(reader, error, VITRINE_ERROR_SYNTAX, _("%s comes twice"),
                            line->key);
  return TRUE;
}

GPtrArray *
scene_text_read(LineReader *reader, GError **error)
{
  g_autoptr(GPtrArray) lines = g_ptr_array_new_with_free_func((GDestroyNotify)free_line);
  g_autofree char *group = NULL;
  GError *cause = NULL;
  char *text;

  while ((text = line_reader_next(reader, &cause)) != NULL) {
    if (!g_utf8_validate(text, -1, NULL)) {
      line_reader_fail(reader, error, VITRINE_ERROR_SYNTAX, _("this is not UTF-8 text"));
      return NULL;
    }
    g_strstrip(text);
    if (is_silent(text))
      continue;
    if (*text == '[') {
      g_free(group);
      group = parse_group(text, reader, error);
      if (!group)
        return NULL;
    } else if (!parse_line(text, group, lines, reader, error)) {
      return NULL;
    }
  }
  if (cause) {
    g_propagate_error(error, cause);
    return NULL;
  }
  return g_steal_pointer(&lines);
}

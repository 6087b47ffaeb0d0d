// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "io/line-fields.h"

#include <string.h>

guint
line_fields_split(char *line, GPtrArray *words)
{
  char *p = line;

  g_ptr_array_set_size(words, 0);
  for (;;) {
    while (g_ascii_isspace(*p))
      p++;
    if (!*p)
      return words->len;
    g_ptr_array_add(words, p);
    while (*p && !g_ascii_isspace(*p))
      p++;
    if (*p)
      *p++ = '\0';
  }
}

static gboolean
parse_fortran(const char *word, double *value)
{
  char copy[64], *end;

  if (g_strlcpy(copy, word, sizeof copy) >= sizeof copy)
    return FALSE;
  char *exponent = strpbrk(copy, "Dd");
  if (!exponent)
    return FALSE;
  *exponent = 'e';
  *value = g_ascii_strtod(copy, &end);
  return end != copy && *end == '\0';
}

gboolean
field_to_double(const char *word, double *value)
{
  char *end;

  *value = g_ascii_strtod(word, &end);
  if (end != word && *end == '\0')
    return TRUE;
  return parse_fortran(word, value);
}

gboolean
field_to_coordinate(const char *word, double *value)
{
  return field_to_double(word, value) && fabs(*value) <= FIELD_LARGEST;
}

gboolean
field_to_integer(const char *word, gint64 *value)
{
  return g_ascii_string_to_signed(word, 10, G_MININT64, G_MAXINT64, value, NULL);
}

guint
fields_to_vec3(char *const *words, Vec3 *v)
{
  if (!field_to_coordinate(words[0], &v->x))
    return 0;
  if (!field_to_coordinate(words[1], &v->y))
    return 1;
  return field_to_coordinate(words[2], &v->z) ? 3 : 2;
}

gboolean
text_to_numbers(const char *text, double *numbers, guint n)
{
  g_autofree char *plain = g_strdelimit(g_strdup(text), ",[]{}()", ' ');
  g_autoptr(GPtrArray) words = g_ptr_array_new();

  if (line_fields_split(plain, words) != n)
    return FALSE;
  for (guint i = 0; i < n; i++)
    if (!field_to_coordinate(g_ptr_array_index(words, i), &numbers[i]))
      return FALSE;
  return TRUE;
}

const Element *
field_to_element(const char *word)
{
  const Element *element = element_lookup(word);
  char symbol[4] = {0};
  gint64 number;

  if (element)
    return element;
  if (field_to_integer(word, &number))
    return number > 0 && number < 200 ? element_by_number((int)number) : NULL;
  if (strlen(word) > 2)
    return NULL;
  symbol[0] = g_ascii_toupper(word[0]);
  symbol[1] = g_ascii_tolower(word[1]);
  return element_lookup(symbol);
}

// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "io/vasp-header.h"

#include <glib/gi18n.h>
#include <string.h>

#include "io/line-fields.h"

/* Numbers at the beginning of words, at most n. */
static guint
leading_numbers(GPtrArray *words, double *numbers, guint n)
{
  guint k = 0;

  while (k < n && k < words->len &&
         field_to_coordinate(g_ptr_array_index(words, k), &numbers[k]))
    k++;
  return k;
}

static gboolean
read_scale(Vec3 *scale, LineReader *reader, GPtrArray *words, GError **error)
{
  char *line = line_reader_expect(reader, _("the scale of the cell"), error);
  double s[3];

  if (!line)
    return FALSE;
  line_fields_split(line, words);
  guint n = leading_numbers(words, s, 3);
  if (n == 0 || s[0] == 0.0 || (n == 3 && !(s[0] > 0 && s[1] > 0 && s[2] > 0)))
    return line_reader_fail(reader, error, VITRINE_ERROR_SYNTAX,
                            _("expected a scale that is not zero"));
  *scale = n == 3 ? vec3(s[0], s[1], s[2]) : vec3(s[0], s[0], s[0]);
  return TRUE;
}

static gboolean
read_cell(VaspHeader *header, LineReader *reader, GPtrArray *words, GError **error)
{
  Vec3 v[3], *scale = &header->scale;

  for (int k = 0; k < 3; k++) {
    char *line = line_reader_expect(reader, _("a cell vector"), error);
    if (!line)
      return FALSE;
    if (line_fields_split(line, words) < 3 ||
        fields_to_vec3((char *const *)words->pdata, &v[k]) < 3)
      return line_reader_fail(reader, error, VITRINE_ERROR_SYNTAX,
                              _("expected three finite numbers of a cell vector"));
  }
  if (scale->x < 0.0) {
    double volume = fabs(vec3_dot(v[0], vec3_cross(v[1], v[2])));
    double s = volume > 0.0 ? cbrt(-scale->x / volume) : 0.0;
    *scale = vec3(s, s, s);
  }
  for (int k = 0; k < 3; k++)
    v[k] = vec3(v[k].x * scale->x, v[k].y * scale->y, v[k].z * scale->z);
  return frame_draft_make_cell(&header->cell, v, vec3(0, 0, 0), reader, error);
}

/* "Si_pv", "Si/0a1b2c": the pseudopotential is no part of the symbol. */
static gboolean
read_kinds(VaspHeader *header, GPtrArray *words, LineReader *reader, GError **error)
{
  if (words->len > SPECIES_MAX)
    return line_reader_fail(reader, error, VITRINE_ERROR_UNSUPPORTED,
                            _("more than %d kinds of atom"), SPECIES_MAX);
  header->n_kinds = words->len;
  for (guint k = 0; k < words->len; k++) {
    g_autofree char *symbol = g_strdup(g_ptr_array_index(words, k));
    symbol[strcspn(symbol, "_/")] = '\0';
    header->kind[k] = g_ascii_isalpha(*symbol) ? field_to_element(symbol) : NULL;
    if (!header->kind[k])
      return line_reader_fail(reader, error, VITRINE_ERROR_INPUT,
                              _("unknown element \"%s\""), symbol);
  }
  return TRUE;
}

static gboolean
read_counts(VaspHeader *header, GPtrArray *words, LineReader *reader, GError **error)
{
  gint64 sum = 0;

  if (words->len != header->n_kinds)
    return line_reader_fail(reader, error, VITRINE_ERROR_SYNTAX,
                            _("%u elements, but %u counts"), header->n_kinds, words->len);
  for (guint k = 0; k < words->len; k++) {
    gint64 count;
    if (!field_to_integer(g_ptr_array_index(words, k), &count) || count < 0 ||
        count > G_MAXINT32)
      return line_reader_fail(reader, error, VITRINE_ERROR_SYNTAX,
                              _("\"%s\" is not a number of atoms"),
                              (char *)g_ptr_array_index(words, k));
    header->count[k] = (guint)count;
    sum += count;
  }
  if (sum < 1 || sum > G_MAXINT32)
    return line_reader_fail(reader, error, VITRINE_ERROR_INPUT,
                            _("impossible number of atoms"));
  header->n_atoms = (guint)sum;
  return TRUE;
}

/* VASP 4 has no line of symbols; then they may stand in the title. */
static gboolean
fail_unnamed(LineReader *reader, GError **error)
{
  return line_reader_fail_at(reader, line_reader_line(reader) + 1, error,
                             VITRINE_ERROR_INPUT,
                             _("no element symbols before this line"));
}

gboolean
vasp_header_read(VaspHeader *header, const char *title, LineReader *reader,
                 GError **error)
{
  g_autoptr(GPtrArray) words = g_ptr_array_new();
  g_autofree char *symbols = g_strdup(title);

  if (!read_scale(&header->scale, reader, words, error) ||
      !read_cell(header, reader, words, error))
    return FALSE;
  char *line = line_reader_expect(reader, _("the elements"), error);
  if (!line)
    return FALSE;
  gboolean named = g_ascii_isalpha(line[strspn(line, " \t")]);
  if (!named)
    line_reader_unread(reader);
  line_fields_split(named ? line : symbols, words);
  if (!read_kinds(header, words, reader, named ? error : NULL))
    return named ? FALSE : fail_unnamed(reader, error);
  line = line_reader_expect(reader, _("the numbers of atoms"), error);
  if (!line)
    return FALSE;
  line_fields_split(line, words);
  return read_counts(header, words, reader, error);
}

static gboolean
read_atom(const VaspHeader *header, gboolean direct, DraftAtom *atom, char *line,
          LineReader *reader, GPtrArray *words, GError **error)
{
  guint n = line_fields_split(line, words);

  if (n < 3)
    return line_reader_fail(reader, error, VITRINE_ERROR_SYNTAX,
                            _("expected 3 coordinates, found %u"), n);
  guint bad = fields_to_vec3((char *const *)words->pdata, &atom->position);
  if (bad < 3)
    return line_reader_fail(reader, error, VITRINE_ERROR_SYNTAX,
                            _("\"%s\" is not a finite number"),
                            (char *)g_ptr_array_index(words, bad));
  atom->line = line_reader_line(reader);
  Vec3 *r = &atom->position, s = header->scale;
  *r = direct ? cell_to_cartesian(&header->cell, *r)
              : vec3(r->x * s.x, r->y * s.y, r->z * s.z);
  return TRUE;
}

gboolean
vasp_read_atoms(const VaspHeader *header, gboolean direct, LineReader *reader,
                FrameDraft *draft, GError **error)
{
  g_autoptr(GPtrArray) words = g_ptr_array_new();
  guint kind = 0, left = header->count[0];

  draft->cell = header->cell;
  for (guint i = 0; i < header->n_atoms; i++) {
    GError *cause = NULL;
    char *line = line_reader_next(reader, &cause);
    if (!line && cause) {
      g_propagate_error(error, cause);
      return FALSE;
    }
    if (!line)
      return line_reader_fail(reader, error, VITRINE_ERROR_SYNTAX,
                              _("the file ends after %u of %u atoms"), i,
                              header->n_atoms);
    while (left == 0)
      left = header->count[++kind];
    left--;
    DraftAtom atom = {.element = header->kind[kind], .type = (int)kind + 1};
    if (!read_atom(header, direct, &atom, line, reader, words, error))
      return FALSE;
    g_array_append_val(draft->atoms, atom);
  }
  return TRUE;
}

gboolean
vasp_header_matches(char *const *head)
{
  g_autoptr(GPtrArray) words = g_ptr_array_new();
  double numbers[3];

  for (guint k = 0; k < 7; k++) {
    if (!head[k])
      return FALSE;
    g_autofree char *line = g_strdup(head[k]);
    line_fields_split(line, words);
    guint n = leading_numbers(words, numbers, 3);
    if (k == 1 && (n == 0 || words->len > 3))
      return FALSE;
    if (k >= 2 && k <= 4 && n < 3)
      return FALSE;
  }
  return TRUE;
}

// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <glib/gi18n.h>
#include <string.h>

#include "io/lammps-units.h"
#include "io/line-fields.h"
#include "io/structure-format.h"

#define TYPES_MAX 1024

typedef struct {
  const char *name;
  guint columns; /* without image flags */
  guint type, x; /* columns of the type and of the first coordinate */
} AtomStyle;

static const AtomStyle styles[] = {
    {"atomic", 5, 1, 2}, {"charge", 6, 1, 3}, {"molecular", 6, 2, 3},
    {"bond", 6, 2, 3},   {"angle", 6, 2, 3},  {"full", 7, 2, 4},
};

/* Section names that may stand in a data file; only some are read. */
static const char *const sections[] = {
    "Masses",
    "Atoms",
    "Velocities",
    "Atom Type Labels",
    "Bonds",
    "Angles",
    "Dihedrals",
    "Impropers",
    "Ellipsoids",
    "Lines",
    "Triangles",
    "Bodies",
    "Pair Coeffs",
    "PairIJ Coeffs",
    "Bond Coeffs",
    "Angle Coeffs",
    "Dihedral Coeffs",
    "Improper Coeffs",
    "Bond Type Labels",
    "Angle Type Labels",
    "Dihedral Type Labels",
    "Improper Type Labels",
};

typedef struct {
  char *label; /* owned, or NULL */
  const Element *element;
  double mass; /* 0: not told */
} AtomType;

typedef struct {
  gboolean done;
  gint64 n_atoms, n_types;
  double lo[3], hi[3], tilt[3]; /* tilt xy xz yz */
  gboolean has_side[3];
  const LammpsUnits *units;
  AtomType type[TYPES_MAX + 1]; /* from 1 */
  GHashTable *row;              /* atom id → index in draft + 1 */
  GPtrArray *words;
} Parser;

static gpointer
new_parser(void)
{
  Parser *parser = g_new0(Parser, 1);

  parser->units = lammps_units_find("metal");
  parser->n_atoms = parser->n_types = -1;
  parser->row = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, NULL);
  parser->words = g_ptr_array_new();
  return parser;
}

static void
free_parser(gpointer data)
{
  Parser *parser = data;

  for (guint t = 0; t <= TYPES_MAX; t++)
    g_free(parser->type[t].label);
  g_hash_table_unref(parser->row);
  g_ptr_array_unref(parser->words);
  g_free(parser);
}

static const char *
word(const Parser *parser, guint k)
{
  return k < parser->words->len ? g_ptr_array_index(parser->words, k) : "";
}

/* Cuts off the comment; returns it stripped, or NULL. */
static char *
cut_comment(char *line)
{
  char *hash = strchr(line, '#');

  if (!hash)
    return NULL;
  *hash = '\0';
  return g_strstrip(hash + 1);
}

static const char *
find_section(const char *line)
{
  g_autofree char *name = g_strdup(line);

  cut_comment(name);
  g_strstrip(name);
  for (guint i = 0; i < G_N_ELEMENTS(sections); i++)
    if (strcmp(sections[i], name) == 0)
      return sections[i];
  return NULL;
}

/* "…, timestep = 1000, units = metal" in the first line, as write_data leaves it. */
static gboolean
parse_title(Parser *parser, const char *line, FrameDraft *draft, LineReader *reader,
            GError **error)
{
  const char *units = strstr(line, "units = "), *step = strstr(line, "timestep = ");

  if (step) {
    draft->step = g_ascii_strtoll(step + strlen("timestep = "), NULL, 10);
    draft->has_step = TRUE;
  }
  if (!units)
    return TRUE;
  g_autofree char *name = g_strdup(units + strlen("units = "));
  name[strcspn(name, " ,\t")] = '\0';
  parser->units = lammps_units_find(name);
  if (!parser->units)
    return line_reader_fail(reader, error, VITRINE_ERROR_UNSUPPORTED,
                            _("units \"%s\": only metal and real are read"), name);
  return TRUE;
}

static gboolean
parse_count(const char *text, const char *what, gint64 most, gint64 *count,
            LineReader *reader, GError **error)
{
  if (field_to_integer(text, count) && *count >= 1 && *count <= most)
    return TRUE;
  return line_reader_fail(reader, error, VITRINE_ERROR_INPUT,
                          _("impossible number of %s: \"%s\""), what, text);
}

static gboolean
parse_side(Parser *parser, int k, LineReader *reader, GError **error)
{
  parser->has_side[k] = TRUE;
  if (!field_to_coordinate(word(parser, 0), &parser->lo[k]) ||
      !field_to_coordinate(word(parser, 1), &parser->hi[k]))
    return line_reader_fail(reader, error, VITRINE_ERROR_SYNTAX,
                            _("expected two finite numbers before \"%s\""),
                            word(parser, 2));
  if (!(parser->hi[k] > parser->lo[k]))
    return line_reader_fail(reader, error, VITRINE_ERROR_INPUT,
                            _("the cell has no length along %c"), "xyz"[k]);
  return TRUE;
}

static gboolean
parse_header_line(Parser *parser, char *line, LineReader *reader, GError **error)
{
  static const char *const side[3] = {"xlo", "ylo", "zlo"};

  cut_comment(line);
  guint n = line_fields_split(line, parser->words);
  if (n == 2 && strcmp(word(parser, 1), "atoms") == 0)
    return parse_count(word(parser, 0), _("atoms"), G_MAXINT32, &parser->n_atoms, reader,
                       error);
  if (n == 3 && strcmp(word(parser, 1), "atom") == 0)
    return parse_count(word(parser, 0), _("atom types"), TYPES_MAX, &parser->n_types,
                       reader, error);
  for (int k = 0; k < 3; k++)
    if (n == 4 && strcmp(word(parser, 2), side[k]) == 0)
      return parse_side(parser, k, reader, error);
  if (n == 6 && strcmp(word(parser, 3), "xy") == 0) {
    for (guint k = 0; k < 3; k++)
      if (!field_to_coordinate(word(parser, k), &parser->tilt[k]))
        return line_reader_fail(reader, error, VITRINE_ERROR_SYNTAX,
                                _("expected three finite tilt factors"));
    return TRUE;
  }
  if (n == 4 && g_str_has_suffix(word(parser, 3), "vec"))
    return line_reader_fail(reader, error, VITRINE_ERROR_UNSUPPORTED,
                            _("general triclinic cells (avec, bvec, cvec) are not read"));
  return TRUE;
}

static gboolean
finish_header(Parser *parser, FrameDraft *draft, LineReader *reader, GError **error)
{
  const double *lo = parser->lo, *hi = parser->hi, *tilt = parser->tilt;

  if (parser->n_atoms < 0 || parser->n_types < 0)
    return line_reader_fail(reader, error, VITRINE_ERROR_SYNTAX,
                            _("the header gives no number of %s"),
                            parser->n_atoms < 0 ? _("atoms") : _("atom types"));
  for (int k = 0; k < 3; k++)
    if (!parser->has_side[k])
      return line_reader_fail(reader, error, VITRINE_ERROR_SYNTAX,
                              _("the header gives no %clo %chi"), "xyz"[k], "xyz"[k]);
  const Vec3 vector[3] = {{hi[0] - lo[0], 0, 0},
                          {tilt[0], hi[1] - lo[1], 0},
                          {tilt[1], tilt[2], hi[2] - lo[2]}};
  return frame_draft_make_cell(&draft->cell, vector, vec3(lo[0], lo[1], lo[2]), reader,
                               error);
}

/* Number of the type that text names by number or label; 0 when there is none. */
static guint
find_type(const Parser *parser, const char *text)
{
  gint64 number;

  if (field_to_integer(text, &number))
    return number >= 1 && number <= parser->n_types ? (guint)number : 0;
  for (guint t = 1; t <= parser->n_types; t++)
    if (parser->type[t].label && strcmp(parser->type[t].label, text) == 0)
      return t;
  return 0;
}

static gboolean
parse_label(Parser *parser, LineReader *reader, GError **error)
{
  guint type = find_type(parser, word(parser, 0));

  if (type == 0 || parser->words->len < 2)
    return line_reader_fail(reader, error, VITRINE_ERROR_SYNTAX,
                            _("expected a type number and its label"));
  g_free(parser->type[type].label);
  parser->type[type].label = g_strdup(word(parser, 1));
  parser->type[type].element = field_to_element(word(parser, 1));
  return TRUE;
}

static gboolean
parse_mass(Parser *parser, const char *comment, LineReader *reader, GError **error)
{
  guint type = find_type(parser, word(parser, 0));
  AtomType *row = &parser->type[type];

  if (type == 0)
    return line_reader_fail(reader, error, VITRINE_ERROR_INPUT,
                            _("there is no atom type \"%s\""), word(parser, 0));
  if (!field_to_double(word(parser, 1), &row->mass) || !(row->mass > 0.0))
    return line_reader_fail(reader, error, VITRINE_ERROR_SYNTAX,
                            _("expected a positive mass"));
  if (comment && !row->element) {
    g_autofree char *first = g_strdup(comment);
    first[strcspn(first, " \t,;")] = '\0';
    row->element = element_lookup(first);
  }
  if (!row->element)
    row->element = lammps_element_of_mass(row->mass);
  if (!row->element)
    return line_reader_fail(reader, error, VITRINE_ERROR_INPUT,
                            _("no element has the mass %s; name it in a comment"),
                            word(parser, 1));
  return TRUE;
}

/* Without a hint: by the number of columns; charges are told from molecule numbers by
 * their decimal point. */
static const AtomStyle *
guess_style(const Parser *parser)
{
  guint n = parser->words->len;

  switch (n) {
  case 5:
  case 8:
    return &styles[0];
  case 6:
  case 9:
    return strpbrk(word(parser, 2), ".eE") || find_type(parser, word(parser, 2)) == 0
               ? &styles[1]
               : &styles[2];
  case 7:
  case 10:
    return &styles[5];
  default:
    return NULL;
  }
}

static const AtomStyle *
choose_style(const Parser *parser, const char *hint, LineReader *reader, GError **error)
{
  const AtomStyle *style = hint && *hint ? NULL : guess_style(parser);

  for (guint i = 0; hint && i < G_N_ELEMENTS(styles); i++)
    if (strcmp(styles[i].name, hint) == 0)
      style = &styles[i];
  if (style)
    return style;
  if (hint && *hint)
    line_reader_fail(reader, error, VITRINE_ERROR_UNSUPPORTED,
                     _("atom style \"%s\": atomic, charge, molecular and full are read"),
                     hint);
  else
    line_reader_fail(reader, error, VITRINE_ERROR_SYNTAX,
                     _("%u columns belong to no atom style that is read"),
                     parser->words->len);
  return NULL;
}

static gboolean
parse_images(Parser *parser, guint column, DraftAtom *atom, LineReader *reader,
             GError **error)
{
  for (guint k = 0; k < 3; k++) {
    gint64 image;
    if (!field_to_integer(word(parser, column + k), &image) || ABS(image) > 1000000)
      return line_reader_fail(reader, error, VITRINE_ERROR_SYNTAX,
                              _("\"%s\" is not an image flag"), word(parser, column + k));
    atom->image[k] = (int)image;
  }
  return TRUE;
}

static gboolean
parse_atom(Parser *parser, const AtomStyle *style, DraftAtom *atom, gboolean *has_image,
           LineReader *reader, GError **error)
{
  guint n = parser->words->len;

  *has_image = n == style->columns + 3;
  if (n != style->columns && !*has_image)
    return line_reader_fail(reader, error, VITRINE_ERROR_SYNTAX,
                            _("expected %u columns (or %u with image flags), found %u"),
                            style->columns, style->columns + 3, n);
  if (!field_to_integer(word(parser, 0), &atom->id))
    return line_reader_fail(reader, error, VITRINE_ERROR_SYNTAX,
                            _("\"%s\" is not an atom number"), word(parser, 0));
  guint type = find_type(parser, word(parser, style->type));
  if (type == 0)
    return line_reader_fail(reader, error, VITRINE_ERROR_INPUT,
                            _("there is no atom type \"%s\""), word(parser, style->type));
  atom->type = (int)type;
  atom->line = line_reader_line(reader);
  guint bad =
      fields_to_vec3((char *const *)parser->words->pdata + style->x, &atom->position);
  if (bad < 3)
    return line_reader_fail(reader, error, VITRINE_ERROR_SYNTAX,
                            _("\"%s\" is not a finite number"),
                            word(parser, style->x + bad));
  return !*has_image || parse_images(parser, style->columns, atom, reader, error);
}

/* Next line of a section that has words; NULL with error at the end. */
static char *
next_row(Parser *parser, LineReader *reader, const char *what, char **comment,
         GError **error)
{
  char *line;

  do {
    line = line_reader_expect(reader, what, error);
    if (!line)
      return NULL;
    *comment = cut_comment(line);
  } while (line_fields_split(line, parser->words) == 0);
  return line;
}

static gboolean
read_atoms(Parser *parser, const char *hint, LineReader *reader, FrameDraft *draft,
           GError **error)
{
  const AtomStyle *style = NULL;
  char *comment;

  for (gint64 i = 0; i < parser->n_atoms; i++) {
    g_autofree char *what =
        g_strdup_printf(_("atom %d of %d"), (int)i + 1, (int)parser->n_atoms);
    DraftAtom atom = {0};
    gboolean has_image;
    if (!next_row(parser, reader, what, &comment, error))
      return FALSE;
    if (!style && !(style = choose_style(parser, hint, reader, error)))
      return FALSE;
    if (!parse_atom(parser, style, &atom, &has_image, reader, error))
      return FALSE;
    draft->has_images |= has_image;
    g_array_append_val(draft->atoms, atom);
    if (!g_hash_table_insert(parser->row, g_memdup2(&atom.id, sizeof atom.id),
                             GUINT_TO_POINTER(draft->atoms->len)))
      return line_reader_fail(reader, error, VITRINE_ERROR_INPUT,
                              _("atom %lld comes twice"), (long long)atom.id);
  }
  draft->has_ids = TRUE;
  return TRUE;
}

static gboolean
read_velocities(Parser *parser, LineReader *reader, FrameDraft *draft, GError **error)
{
  char *comment;

  if (draft->atoms->len == 0)
    return line_reader_fail(reader, error, VITRINE_ERROR_SYNTAX,
                            _("Velocities must come after Atoms"));
  for (guint i = 0; i < draft->atoms->len; i++) {
    gint64 id;
    if (!next_row(parser, reader, _("the velocity of every atom"), &comment, error))
      return FALSE;
    guint row = field_to_integer(word(parser, 0), &id)
                    ? GPOINTER_TO_UINT(g_hash_table_lookup(parser->row, &id))
                    : 0;
    if (row == 0)
      return line_reader_fail(reader, error, VITRINE_ERROR_INPUT,
                              _("there is no atom \"%s\""), word(parser, 0));
    Vec3 *v = &g_array_index(draft->atoms, DraftAtom, row - 1).velocity;
    if (parser->words->len < 4 ||
        fields_to_vec3((char *const *)parser->words->pdata + 1, v) < 3)
      return line_reader_fail(reader, error, VITRINE_ERROR_SYNTAX,
                              _("expected three finite velocity components"));
    *v = vec3_scale(*v, 1.0 / parser->units->time);
  }
  draft->fields |= FRAME_VELOCITY;
  return TRUE;
}

static gboolean
read_types(Parser *parser, gboolean labels, LineReader *reader, GError **error)
{
  char *comment;

  for (gint64 t = 0; t < parser->n_types; t++) {
    if (!next_row(parser, reader, _("a line for every atom type"), &comment, error))
      return FALSE;
    if (!(labels ? parse_label(parser, reader, error)
                 : parse_mass(parser, comment, reader, error)))
      return FALSE;
  }
  return TRUE;
}

/* Other sections: on to the next section name. */
static gboolean
skip_section(LineReader *reader, GError **error)
{
  GError *cause = NULL;
  char *line;

  while ((line = line_reader_next(reader, &cause)) != NULL)
    if (find_section(line)) {
      line_reader_unread(reader);
      return TRUE;
    }
  if (cause)
    g_propagate_error(error, cause);
  return cause == NULL;
}

static gboolean
read_section(Parser *parser, const char *section, const char *hint, LineReader *reader,
             FrameDraft *draft, GError **error)
{
  if (strcmp(section, "Masses") == 0)
    return read_types(parser, FALSE, reader, error);
  if (strcmp(section, "Atom Type Labels") == 0)
    return read_types(parser, TRUE, reader, error);
  if (strcmp(section, "Atoms") == 0 && draft->atoms->len > 0)
    return line_reader_fail(reader, error, VITRINE_ERROR_SYNTAX, _("a second Atoms"));
  if (strcmp(section, "Atoms") == 0)
    return read_atoms(parser, hint, reader, draft, error);
  if (strcmp(section, "Velocities") == 0)
    return read_velocities(parser, reader, draft, error);
  return skip_section(reader, error);
}

static gboolean
name_elements(Parser *parser, LineReader *reader, FrameDraft *draft, GError **error)
{
  if (draft->atoms->len == 0)
    return line_reader_fail(reader, error, VITRINE_ERROR_SYNTAX, _("no Atoms section"));
  for (guint i = 0; i < draft->atoms->len; i++) {
    DraftAtom *atom = &g_array_index(draft->atoms, DraftAtom, i);
    atom->element = parser->type[atom->type].element;
    if (!atom->element)
      return line_reader_fail_at(
          reader, atom->line, error, VITRINE_ERROR_INPUT,
          _("the element of type %d is not told by Masses or Atom Type Labels"),
          atom->type);
  }
  return TRUE;
}

/* The header: everything before the first section, which is handed back unread. */
static gboolean
read_header(Parser *parser, LineReader *reader, FrameDraft *draft, GError **error)
{
  char *line = line_reader_expect(reader, _("the title"), error);

  if (!line || !parse_title(parser, line, draft, reader, error))
    return FALSE;
  for (;;) {
    line = line_reader_expect(reader, _("the Atoms section"), error);
    if (!line)
      return FALSE;
    if (find_section(line)) {
      gboolean complete = finish_header(parser, draft, reader, error);
      line_reader_unread(reader);
      return complete;
    }
    if (!parse_header_line(parser, line, reader, error))
      return FALSE;
  }
}

static gboolean
read_frame(gpointer data, LineReader *reader, FrameDraft *draft, GError **error)
{
  Parser *parser = data;
  GError *cause = NULL;
  char *line;

  if (parser->done)
    return FALSE;
  parser->done = TRUE;
  if (!read_header(parser, reader, draft, error))
    return FALSE;
  while ((line = line_reader_next(reader, &cause)) != NULL) {
    const char *section = find_section(line);
    g_autofree char *hint = g_strdup(cut_comment(line));
    if (!section && line_fields_split(line, parser->words) == 0)
      continue;
    if (!section)
      return line_reader_fail(reader, error, VITRINE_ERROR_SYNTAX,
                              _("expected a section such as Atoms, found \"%.40s\""),
                              line);
    if (!read_section(parser, section, hint, reader, draft, error))
      return FALSE;
  }
  if (cause) {
    g_propagate_error(error, cause);
    return FALSE;
  }
  return name_elements(parser, reader, draft, error);
}

static gboolean
matches(char *const *head)
{
  g_autoptr(GPtrArray) words = g_ptr_array_new();

  for (guint i = 0; head[0] && head[i] && i < 60; i++) {
    g_autofree char *line = g_strdup(head[i]);
    gint64 n;
    cut_comment(line);
    if (i > 0 && line_fields_split(line, words) == 2 &&
        strcmp(g_ptr_array_index(words, 1), "atoms") == 0 &&
        field_to_integer(g_ptr_array_index(words, 0), &n))
      return TRUE;
  }
  return FALSE;
}

static const char *const suffixes[] = {".data", ".lmp", ".lammps", NULL};

const ReadFormat lammps_data_read_format = {
    .name = "LAMMPS data",
    .suffixes = suffixes,
    .guessed_interval = 1.0,
    .matches = matches,
    .new_parser = new_parser,
    .free_parser = free_parser,
    .read = read_frame,
};

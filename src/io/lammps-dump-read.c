// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <glib/gi18n.h>
#include <string.h>

#include "io/lammps-units.h"
#include "io/line-fields.h"
#include "io/structure-format.h"

/* Position columns by preference: the first group that is there is read. */
enum { UNWRAPPED, SCALED_UNWRAPPED, PLAIN, SCALED, N_POSITIONS };

static const char *const position_names[N_POSITIONS][3] = {
    {"xu", "yu", "zu"}, {"xsu", "ysu", "zsu"}, {"x", "y", "z"}, {"xs", "ys", "zs"}};
static const char *const image_names[3] = {"ix", "iy", "iz"};
static const char *const velocity_names[3] = {"vx", "vy", "vz"};
static const char *const force_names[3] = {"fx", "fy", "fz"};

typedef struct {
  const LammpsUnits *units;
  GPtrArray *words;
  gint64 n_atoms;
  /* of the frame being read; columns are -1 when absent */
  guint n_columns;
  int kind; /* which group of position_names */
  int id, type, element, mass, energy;
  int position[3], image[3], velocity[3], force[3];
  int other[ATOM_COLUMNS_MOST]; /* of the draft's other numbers */
} Parser;

static gpointer
new_parser(void)
{
  Parser *parser = g_new0(Parser, 1);

  parser->units = lammps_units_find("metal");
  parser->words = g_ptr_array_new();
  return parser;
}

static void
free_parser(gpointer data)
{
  Parser *parser = data;

  g_ptr_array_unref(parser->words);
  g_free(parser);
}

static const char *
word(const Parser *parser, int k)
{
  return k >= 0 && k < (int)parser->words->len ? g_ptr_array_index(parser->words, k) : "";
}

static gboolean
parse_units(Parser *parser, LineReader *reader, GError **error)
{
  char *line = line_reader_expect(reader, _("the units"), error);

  if (!line)
    return FALSE;
  parser->units = lammps_units_find(g_strstrip(line));
  if (!parser->units)
    return line_reader_fail(reader, error, VITRINE_ERROR_UNSUPPORTED,
                            _("units \"%s\": only metal and real are read"), line);
  return TRUE;
}

static gboolean
parse_step(LineReader *reader, FrameDraft *draft, GError **error)
{
  char *line = line_reader_expect(reader, _("the time step"), error);

  if (!line)
    return FALSE;
  draft->has_step = field_to_integer(g_strstrip(line), &draft->step);
  if (!draft->has_step)
    return line_reader_fail(reader, error, VITRINE_ERROR_SYNTAX,
                            _("\"%.40s\" is not a step number"), line);
  return TRUE;
}

static gboolean
parse_time(Parser *parser, LineReader *reader, FrameDraft *draft, GError **error)
{
  char *line = line_reader_expect(reader, _("the time"), error);

  if (!line)
    return FALSE;
  draft->has_time =
      field_to_double(g_strstrip(line), &draft->time) && isfinite(draft->time);
  if (!draft->has_time)
    return line_reader_fail(reader, error, VITRINE_ERROR_SYNTAX,
                            _("\"%.40s\" is not a time"), line);
  draft->time *= parser->units->time;
  return TRUE;
}

static gboolean
parse_number_of_atoms(Parser *parser, LineReader *reader, GError **error)
{
  char *line = line_reader_expect(reader, _("the number of atoms"), error);

  if (!line)
    return FALSE;
  if (!field_to_integer(g_strstrip(line), &parser->n_atoms) || parser->n_atoms < 1 ||
      parser->n_atoms > G_MAXINT32)
    return line_reader_fail(reader, error, VITRINE_ERROR_SYNTAX,
                            _("impossible number of atoms: \"%.40s\""), line);
  return TRUE;
}

static gboolean
read_bounds(Parser *parser, guint columns, double bounds[3][4], LineReader *reader,
            GError **error)
{
  for (int k = 0; k < 3; k++) {
    char *line = line_reader_expect(reader, _("the bounds of the cell"), error);
    if (!line)
      return FALSE;
    if (line_fields_split(line, parser->words) < columns)
      return line_reader_fail(reader, error, VITRINE_ERROR_SYNTAX,
                              _("expected %u bounds, found %u"), columns,
                              parser->words->len);
    for (guint m = 0; m < columns; m++)
      if (!field_to_coordinate(word(parser, (int)m), &bounds[k][m]))
        return line_reader_fail(reader, error, VITRINE_ERROR_SYNTAX,
                                _("\"%s\" is not a finite number"), word(parser, (int)m));
  }
  return TRUE;
}

/* The bounds of a tilted cell are those of the box around it. */
static void
untilt_bounds(double b[3][4])
{
  double xy = b[0][2], xz = b[1][2], yz = b[2][2];

  b[0][0] -= MIN(MIN(0.0, xy), MIN(xz, xy + xz));
  b[0][1] -= MAX(MAX(0.0, xy), MAX(xz, xy + xz));
  b[1][0] -= MIN(0.0, yz);
  b[1][1] -= MAX(0.0, yz);
}

static gboolean
make_cell(double b[3][4], LineReader *reader, FrameDraft *draft, GError **error)
{
  const Vec3 vector[3] = {{b[0][1] - b[0][0], 0, 0},
                          {b[0][2], b[1][1] - b[1][0], 0},
                          {b[1][2], b[2][2], b[2][1] - b[2][0]}};

  if (!(vector[0].x > 0 && vector[1].y > 0 && vector[2].z > 0))
    return line_reader_fail(reader, error, VITRINE_ERROR_INPUT,
                            _("the cell has no volume"));
  return frame_draft_make_cell(&draft->cell, vector, vec3(b[0][0], b[1][0], b[2][0]),
                               reader, error);
}

static gboolean
make_general_cell(double b[3][4], LineReader *reader, FrameDraft *draft, GError **error)
{
  const Vec3 vector[3] = {{b[0][0], b[0][1], b[0][2]},
                          {b[1][0], b[1][1], b[1][2]},
                          {b[2][0], b[2][1], b[2][2]}};

  return frame_draft_make_cell(&draft->cell, vector, vec3(b[0][3], b[1][3], b[2][3]),
                               reader, error);
}

static gboolean
parse_box(Parser *parser, const char *kind, LineReader *reader, FrameDraft *draft,
          GError **error)
{
  double b[3][4] = {{0}};
  gboolean general = strstr(kind, "abc origin") != NULL;
  gboolean tilted = strstr(kind, "xy xz yz") != NULL;

  if (strpbrk(kind, "fsm"))
    draft->warning =
        g_strdup(_("not periodic everywhere; the cell is taken as periodic"));
  if (!read_bounds(parser, general ? 4 : tilted ? 3 : 2, b, reader, error))
    return FALSE;
  if (general)
    return make_general_cell(b, reader, draft, error);
  untilt_bounds(b);
  return make_cell(b, reader, draft, error);
}

static int
find_column(const Parser *parser, const char *name)
{
  for (guint k = 2; k < parser->words->len; k++)
    if (strcmp(g_ptr_array_index(parser->words, k), name) == 0)
      return (int)k - 2;
  return -1;
}

static gboolean
find_columns(const Parser *parser, const char *const names[3], int at[3])
{
  for (int k = 0; k < 3; k++)
    at[k] = find_column(parser, names[k]);
  if (at[0] >= 0 && at[1] >= 0 && at[2] >= 0)
    return TRUE;
  at[0] = at[1] = at[2] = -1;
  return FALSE;
}

static gboolean
is_among(const char *name, const char *const *names, guint n)
{
  for (guint k = 0; k < n; k++)
    if (g_str_equal(name, names[k]))
      return TRUE;
  return FALSE;
}

/* What has a place in a frame, in whatever of its spellings. */
static gboolean
is_known(const Parser *parser, int column)
{
  static const char *const known[] = {"id", "type", "element", "mass", "c_pe"};
  const char *name = word(parser, column + 2);

  for (int k = 0; k < 3; k++)
    if (column == parser->velocity[k] || column == parser->force[k])
      return TRUE;
  return is_among(name, known, G_N_ELEMENTS(known)) ||
         is_among(name, position_names[0], 3 * N_POSITIONS) ||
         is_among(name, image_names, 3);
}

static void
add_others(Parser *parser, FrameDraft *draft)
{
  for (guint k = 0; k < parser->n_columns; k++) {
    const char *name = word(parser, (int)k + 2);
    guint place = draft->n_columns;
    if (!is_known(parser, (int)k) &&
        frame_draft_add_column(draft, name, atom_columns_usual_unit(name)))
      parser->other[place] = (int)k;
  }
}

/* "ITEM: ATOMS id type x y z": what stands where. */
static gboolean
parse_columns(Parser *parser, char *line, LineReader *reader, FrameDraft *draft,
              GError **error)
{
  parser->n_columns = line_fields_split(line, parser->words) - 2;
  parser->id = find_column(parser, "id");
  parser->type = find_column(parser, "type");
  parser->element = find_column(parser, "element");
  parser->mass = find_column(parser, "mass");
  parser->energy = find_column(parser, "c_pe");
  for (parser->kind = 0; parser->kind < N_POSITIONS; parser->kind++)
    if (find_columns(parser, position_names[parser->kind], parser->position))
      break;
  if (parser->kind == N_POSITIONS)
    return line_reader_fail(reader, error, VITRINE_ERROR_INPUT,
                            _("no columns x y z, xs ys zs, xu yu zu or xsu ysu zsu"));
  if (parser->element < 0 && parser->mass < 0)
    return line_reader_fail(
        reader, error, VITRINE_ERROR_INPUT,
        _("no column \"element\" or \"mass\": which elements are the types?"));
  draft->unwrapped = parser->kind <= SCALED_UNWRAPPED;
  draft->has_ids = parser->id >= 0;
  draft->has_images = find_columns(parser, image_names, parser->image);
  if (find_columns(parser, velocity_names, parser->velocity))
    draft->fields |= FRAME_VELOCITY;
  if (find_columns(parser, force_names, parser->force))
    draft->fields |= FRAME_FORCE;
  if (parser->energy >= 0)
    draft->fields |= FRAME_ENERGY;
  add_others(parser, draft);
  return TRUE;
}

static gboolean
parse_vector(const Parser *parser, const int at[3], Vec3 *v, LineReader *reader,
             GError **error)
{
  double *component[3] = {&v->x, &v->y, &v->z};

  for (int k = 0; k < 3; k++)
    if (!field_to_coordinate(word(parser, at[k]), component[k]))
      return line_reader_fail(reader, error, VITRINE_ERROR_SYNTAX,
                              _("\"%s\" is not a finite number"), word(parser, at[k]));
  return TRUE;
}

static gboolean
parse_element(const Parser *parser, DraftAtom *atom, LineReader *reader, GError **error)
{
  const char *name = word(parser, parser->element);
  double mass;

  if (parser->element >= 0) {
    atom->element = field_to_element(name);
  } else if (field_to_double(word(parser, parser->mass), &mass)) {
    name = word(parser, parser->mass);
    atom->element = lammps_element_of_mass(mass);
  }
  if (!atom->element)
    return line_reader_fail(reader, error, VITRINE_ERROR_INPUT,
                            parser->element >= 0 ? _("unknown element \"%s\"")
                                                 : _("no element has the mass %s"),
                            name);
  return TRUE;
}

static gboolean
parse_numbers(const Parser *parser, DraftAtom *atom, LineReader *reader, GError **error)
{
  gint64 number;

  if (parser->id >= 0 && !field_to_integer(word(parser, parser->id), &atom->id))
    return line_reader_fail(reader, error, VITRINE_ERROR_SYNTAX,
                            _("\"%s\" is not an atom number"), word(parser, parser->id));
  if (parser->type >= 0 && field_to_integer(word(parser, parser->type), &number))
    atom->type = (int)CLAMP(number, 0, G_MAXINT - 1);
  for (int k = 0; k < 3 && parser->image[0] >= 0; k++) {
    if (!field_to_integer(word(parser, parser->image[k]), &number) ||
        ABS(number) > 1000000)
      return line_reader_fail(reader, error, VITRINE_ERROR_SYNTAX,
                              _("\"%s\" is not an image flag"),
                              word(parser, parser->image[k]));
    atom->image[k] = (int)number;
  }
  return TRUE;
}

static gboolean
parse_atom(const Parser *parser, DraftAtom *atom, const FrameDraft *draft,
           LineReader *reader, GError **error)
{
  if (parser->words->len != parser->n_columns)
    return line_reader_fail(reader, error, VITRINE_ERROR_SYNTAX,
                            _("expected %u columns, found %u"), parser->n_columns,
                            parser->words->len);
  atom->line = line_reader_line(reader);
  if (!parse_element(parser, atom, reader, error) ||
      !parse_numbers(parser, atom, reader, error) ||
      !parse_vector(parser, parser->position, &atom->position, reader, error))
    return FALSE;
  if (parser->kind == SCALED || parser->kind == SCALED_UNWRAPPED)
    atom->position = cell_to_cartesian(&draft->cell, atom->position);
  if (parser->velocity[0] >= 0 &&
      !parse_vector(parser, parser->velocity, &atom->velocity, reader, error))
    return FALSE;
  if (parser->force[0] >= 0 &&
      !parse_vector(parser, parser->force, &atom->force, reader, error))
    return FALSE;
  if (parser->energy >= 0 &&
      !field_to_coordinate(word(parser, parser->energy), &atom->energy))
    return line_reader_fail(reader, error, VITRINE_ERROR_SYNTAX,
                            _("\"%s\" is not a finite number"),
                            word(parser, parser->energy));
  atom->velocity = vec3_scale(atom->velocity, 1.0 / parser->units->time);
  atom->force = vec3_scale(atom->force, parser->units->energy);
  atom->energy *= parser->units->energy;
  return TRUE;
}

static gboolean
read_atoms(Parser *parser, LineReader *reader, FrameDraft *draft, GError **error)
{
  for (gint64 i = 0; i < parser->n_atoms; i++) {
    GError *cause = NULL;
    char *line = line_reader_next(reader, &cause);
    DraftAtom atom = {0};
    if (!line && cause) {
      g_propagate_error(error, cause);
      return FALSE;
    }
    if (!line)
      return line_reader_fail(reader, error, VITRINE_ERROR_SYNTAX,
                              _("the file ends after %u of %u atoms"), (guint)i,
                              (guint)parser->n_atoms);
    line_fields_split(line, parser->words);
    if (!parse_atom(parser, &atom, draft, reader, error))
      return FALSE;
    frame_draft_add_atom(draft, &atom, (char *const *)parser->words->pdata,
                         parser->other);
  }
  return TRUE;
}

static gboolean
read_item(Parser *parser, const char *item, LineReader *reader, FrameDraft *draft,
          GError **error)
{
  if (strcmp(item, "UNITS") == 0)
    return parse_units(parser, reader, error);
  if (strcmp(item, "TIME") == 0)
    return parse_time(parser, reader, draft, error);
  if (strcmp(item, "TIMESTEP") == 0)
    return parse_step(reader, draft, error);
  if (strcmp(item, "NUMBER OF ATOMS") == 0)
    return parse_number_of_atoms(parser, reader, error);
  if (g_str_has_prefix(item, "BOX BOUNDS")) {
    g_autofree char *kind = g_strdup(item + strlen("BOX BOUNDS"));
    return parse_box(parser, kind, reader, draft, error);
  }
  return line_reader_fail(reader, error, VITRINE_ERROR_SYNTAX,
                          _("unknown ITEM: \"%.40s\""), item);
}

static gboolean
check_complete(const Parser *parser, const FrameDraft *draft, LineReader *reader,
               GError **error)
{
  const char *missing = !draft->has_step            ? "TIMESTEP"
                        : parser->n_atoms == 0      ? "NUMBER OF ATOMS"
                        : draft->cell.volume == 0.0 ? "BOX BOUNDS"
                                                    : NULL;
  if (missing)
    return line_reader_fail(reader, error, VITRINE_ERROR_SYNTAX,
                            _("ITEM: %s is missing before the atoms"), missing);
  return TRUE;
}

static gboolean
read_frame(gpointer data, LineReader *reader, FrameDraft *draft, GError **error)
{
  Parser *parser = data;
  GError *cause = NULL;
  gboolean begun = FALSE;
  char *line;

  parser->n_atoms = 0;
  while ((line = line_reader_next(reader, &cause)) != NULL) {
    if (!begun && line[strspn(line, " \t")] == '\0')
      continue;
    begun = TRUE;
    if (!g_str_has_prefix(line, "ITEM: "))
      return line_reader_fail(reader, error, VITRINE_ERROR_SYNTAX,
                              _("expected \"ITEM: …\", found \"%.40s\""), line);
    if (g_str_has_prefix(line, "ITEM: ATOMS"))
      return check_complete(parser, draft, reader, error) &&
             parse_columns(parser, line, reader, draft, error) &&
             read_atoms(parser, reader, draft, error);
    g_autofree char *item = g_strdup(g_strchomp(line + strlen("ITEM: ")));
    if (!read_item(parser, item, reader, draft, error))
      return FALSE;
  }
  if (cause)
    g_propagate_error(error, cause);
  else if (begun)
    line_reader_fail(reader, error, VITRINE_ERROR_SYNTAX,
                     _("the file ends before the atoms of this frame"));
  return FALSE;
}

static gboolean
matches(char *const *head)
{
  return head[0] && g_str_has_prefix(head[0], "ITEM: ");
}

static const char *const suffixes[] = {".dump", ".lammpstrj", NULL};

const ReadFormat lammps_dump_read_format = {
    .name = "LAMMPS dump",
    .suffixes = suffixes,
    .guessed_interval = 1.0,
    .matches = matches,
    .new_parser = new_parser,
    .free_parser = free_parser,
    .read = read_frame,
};

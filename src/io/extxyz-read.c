// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <glib/gi18n.h>
#include <string.h>

#include "base/units.h"
#include "io/header-values.h"
#include "io/line-fields.h"
#include "io/structure-format.h"

#define DEFAULT_PROPERTIES "species:S:1:pos:R:3"

typedef enum {
  COLUMN_SPECIES,
  COLUMN_POSITION,
  COLUMN_VELOCITY,
  COLUMN_MOMENTUM,
  COLUMN_FORCE,
  COLUMN_ENERGY,
  COLUMN_DEVIATION,
  N_COLUMNS
} Column;

static const struct {
  const char *name;
  Column column;
  guint width;
} column_names[] = {
    {"species", COLUMN_SPECIES, 1},
    {"element", COLUMN_SPECIES, 1},
    {"symbols", COLUMN_SPECIES, 1},
    {"symbol", COLUMN_SPECIES, 1},
    {"pos", COLUMN_POSITION, 3},
    {"positions", COLUMN_POSITION, 3},
    {"velo", COLUMN_VELOCITY, 3},
    {"vel", COLUMN_VELOCITY, 3},
    {"velocities", COLUMN_VELOCITY, 3},
    {"velocity", COLUMN_VELOCITY, 3},
    {"momenta", COLUMN_MOMENTUM, 3},
    {"forces", COLUMN_FORCE, 3},
    {"force", COLUMN_FORCE, 3},
    {"frc", COLUMN_FORCE, 3},
    {"energies", COLUMN_ENERGY, 1},
    {"local_energy", COLUMN_ENERGY, 1},
    {"force_deviation", COLUMN_DEVIATION, 1},
};

typedef struct {
  int at[N_COLUMNS];            /* first column of each, -1: not there */
  guint n;                      /* columns in all */
  gboolean exact;               /* the file said so: no more columns may follow */
  double velocity_unit;         /* Å/ps */
  int other[ATOM_COLUMNS_MOST]; /* columns of the draft's other numbers */
} Layout;

static const char *
value_of(GHashTable *values, const char *a, const char *b)
{
  const char *value = g_hash_table_lookup(values, a);

  return value || !b ? value : g_hash_table_lookup(values, b);
}

/* A vector gives columns of its own: dipole_x, dipole_y, dipole_z; stress_1 … */
static void
add_other(Layout *layout, FrameDraft *draft, const char *name, guint width)
{
  const char *unit = atom_columns_usual_unit(name);

  for (guint k = 0; k < width && draft->n_columns < ATOM_COLUMNS_MOST; k++) {
    g_autofree char *part = width == 1   ? g_strdup(name)
                            : width == 3 ? g_strdup_printf("%s_%c", name, 'x' + (char)k)
                                         : g_strdup_printf("%s_%u", name, k + 1);
    layout->other[draft->n_columns] = (int)(layout->n + k);
    frame_draft_add_column(draft, part, unit);
  }
}

/* words: its name, type and width. */
static gboolean
add_column(Layout *layout, FrameDraft *draft, char *const *words, guint width,
           LineReader *reader, GError **error)
{
  const char *name = words[0];
  gboolean known = *words[1] == 'S';

  for (guint i = 0; i < G_N_ELEMENTS(column_names); i++) {
    if (g_ascii_strcasecmp(column_names[i].name, name) != 0)
      continue;
    if (column_names[i].width != width)
      return line_reader_fail(reader, error, VITRINE_ERROR_SYNTAX,
                              _("Properties: %s must have %u columns, not %u"), name,
                              column_names[i].width, width);
    known = TRUE;
    if (layout->at[column_names[i].column] < 0)
      layout->at[column_names[i].column] = (int)layout->n;
  }
  if (!known)
    add_other(layout, draft, name, width);
  layout->n += width;
  return TRUE;
}

static gboolean
parse_properties(const char *text, Layout *layout, FrameDraft *draft, LineReader *reader,
                 GError **error)
{
  g_auto(GStrv) words = g_strsplit(text, ":", -1);
  guint n = g_strv_length(words);

  for (guint i = 0; i + 2 < n; i += 3) {
    gint64 width;
    if (!strchr("SRIL", words[i + 1][0]) || strlen(words[i + 1]) != 1 ||
        !field_to_integer(words[i + 2], &width) || width < 1 || width > 1000)
      return line_reader_fail(reader, error, VITRINE_ERROR_SYNTAX,
                              _("Properties: \"%s:%s:%s\" is not name:type:columns"),
                              words[i], words[i + 1], words[i + 2]);
    if (!add_column(layout, draft, words + i, (guint)width, reader, error))
      return FALSE;
  }
  if (n == 0 || n % 3 != 0)
    return line_reader_fail(reader, error, VITRINE_ERROR_SYNTAX,
                            _("Properties: expected name:type:columns triples"));
  if (layout->at[COLUMN_SPECIES] < 0 || layout->at[COLUMN_POSITION] < 0)
    return line_reader_fail(reader, error, VITRINE_ERROR_SYNTAX,
                            _("Properties: species and pos are needed"));
  return TRUE;
}

static gboolean
parse_layout(GHashTable *values, Layout *layout, FrameDraft *draft, LineReader *reader,
             GError **error)
{
  const char *properties = value_of(values, "properties", NULL);
  const char *unit = value_of(values, "velocity_unit", NULL);

  *layout = (Layout){.exact = properties != NULL, .velocity_unit = 1.0};
  for (int k = 0; k < N_COLUMNS; k++)
    layout->at[k] = -1;
  if (unit && g_ascii_strcasecmp(unit, "A/fs") == 0)
    layout->velocity_unit = 1.0 / UNITS_FS;
  else if (unit && g_ascii_strcasecmp(unit, "A/ps") != 0)
    return line_reader_fail(reader, error, VITRINE_ERROR_UNSUPPORTED,
                            _("velocity_unit \"%s\": expected A/ps or A/fs"), unit);
  return parse_properties(properties ? properties : DEFAULT_PROPERTIES, layout, draft,
                          reader, error);
}

static gboolean
parse_lattice(GHashTable *values, FrameDraft *draft, LineReader *reader, GError **error)
{
  const char *text = value_of(values, "lattice", "cell");
  const char *corner = value_of(values, "origin", NULL);
  double v[9], o[3] = {0.0, 0.0, 0.0};

  if (!text)
    return line_reader_fail(reader, error, VITRINE_ERROR_INPUT,
                            _("no Lattice: everything here is periodic"));
  if (!text_to_numbers(text, v, 9))
    return line_reader_fail(reader, error, VITRINE_ERROR_SYNTAX,
                            _("Lattice: expected nine finite numbers"));
  if (corner && !text_to_numbers(corner, o, 3))
    return line_reader_fail(reader, error, VITRINE_ERROR_SYNTAX,
                            _("Origin: expected three finite numbers"));
  const Vec3 vector[3] = {{v[0], v[1], v[2]}, {v[3], v[4], v[5]}, {v[6], v[7], v[8]}};
  return frame_draft_make_cell(&draft->cell, vector, vec3(o[0], o[1], o[2]), reader,
                               error);
}

static gboolean
parse_number(GHashTable *values, const char *key, gboolean *found, double *number,
             LineReader *reader, GError **error)
{
  const char *text = g_hash_table_lookup(values, key);

  if (!text)
    return TRUE;
  *found = field_to_double(text, number) && isfinite(*number);
  if (!*found)
    return line_reader_fail(reader, error, VITRINE_ERROR_SYNTAX,
                            _("%s: \"%s\" is not a finite number"), key, text);
  return TRUE;
}

/* virial (eV), or stress (eV/Å³) times −V; nine numbers, or six in Voigt order. */
static gboolean
parse_virial(GHashTable *values, FrameDraft *draft, LineReader *reader, GError **error)
{
  const char *virial = value_of(values, "virial", NULL);
  const char *stress = value_of(values, "stress", NULL);
  const char *text = virial ? virial : stress;
  double factor = virial ? 1.0 : -draft->cell.volume, w[9];

  if (!text)
    return TRUE;
  if (text_to_numbers(text, w, 9)) {
    static const int voigt[6][2] = {{0, 0}, {4, 4}, {8, 8}, {5, 7}, {2, 6}, {1, 3}};
    for (int k = 0; k < 6; k++)
      draft->virial[k] = factor * 0.5 * (w[voigt[k][0]] + w[voigt[k][1]]);
    return TRUE;
  }
  if (!text_to_numbers(text, w, 6))
    return line_reader_fail(reader, error, VITRINE_ERROR_SYNTAX,
                            _("%s: expected nine finite numbers"),
                            virial ? "virial" : "stress");
  for (int k = 0; k < 6; k++)
    draft->virial[k] = factor * w[k];
  return TRUE;
}

static gboolean
parse_scalars(GHashTable *values, FrameDraft *draft, LineReader *reader, GError **error)
{
  gboolean has_energy = FALSE, has_target = FALSE;
  double energy = NAN, target = NAN, step = 0.0;

  if (!parse_number(values, "energy", &has_energy, &energy, reader, error) ||
      !parse_number(values, "time", &draft->has_time, &draft->time, reader, error) ||
      !parse_number(values, "target_k", &has_target, &target, reader, error) ||
      !parse_number(values, "timestep", &draft->has_step, &step, reader, error) ||
      !parse_number(values, "step", &draft->has_step, &step, reader, error))
    return FALSE;
  draft->energy = energy;
  draft->target = target;
  draft->step = (gint64)CLAMP(step, -9e15, 9e15);
  return parse_virial(values, draft, reader, error);
}

static void
note_boundaries(GHashTable *values, FrameDraft *draft)
{
  const char *pbc = value_of(values, "pbc", NULL);
  const char *unwrapped = value_of(values, "unwrapped", NULL);

  if (pbc && strpbrk(pbc, "Ff0"))
    draft->warning = g_strdup(_("pbc is not T T T; the cell is taken as periodic"));
  draft->unwrapped = unwrapped && strchr("Tt1", *unwrapped) != NULL;
}

static gboolean
parse_header(const char *line, FrameDraft *draft, Layout *layout, LineReader *reader,
             GError **error)
{
  const char *reason;
  g_autoptr(GHashTable) values = header_values_parse(line, &reason);

  if (!values)
    return line_reader_fail(reader, error, VITRINE_ERROR_SYNTAX, "%s", reason);
  if (!parse_layout(values, layout, draft, reader, error) ||
      !parse_lattice(values, draft, reader, error) ||
      !parse_scalars(values, draft, reader, error))
    return FALSE;
  note_boundaries(values, draft);
  if (layout->at[COLUMN_VELOCITY] >= 0 || layout->at[COLUMN_MOMENTUM] >= 0)
    draft->fields |= FRAME_VELOCITY;
  if (layout->at[COLUMN_FORCE] >= 0)
    draft->fields |= FRAME_FORCE;
  if (layout->at[COLUMN_ENERGY] >= 0)
    draft->fields |= FRAME_ENERGY;
  if (layout->at[COLUMN_DEVIATION] >= 0)
    draft->fields |= FRAME_DEVIATION;
  return TRUE;
}

static gboolean
check_width(const Layout *layout, guint found, LineReader *reader, GError **error)
{
  int pos = layout->at[COLUMN_POSITION];

  if ((int)found >= pos && (int)found < pos + 3)
    return line_reader_fail(reader, error, VITRINE_ERROR_SYNTAX,
                            _("expected 3 coordinates, found %d"), (int)found - pos);
  if (found < layout->n || (layout->exact && found > layout->n))
    return line_reader_fail(reader, error, VITRINE_ERROR_SYNTAX,
                            _("expected %u columns, found %u"), layout->n, found);
  return TRUE;
}

static gboolean
parse_vector(GPtrArray *words, int column, Vec3 *v, LineReader *reader, GError **error)
{
  char *const *at = (char *const *)words->pdata + column;
  guint bad = fields_to_vec3(at, v);

  if (bad == 3)
    return TRUE;
  return line_reader_fail(reader, error, VITRINE_ERROR_SYNTAX,
                          _("\"%s\" is not a finite number"), at[bad]);
}

/* column −1: nothing to do. */
static gboolean
parse_number_at(GPtrArray *words, int column, double *number, LineReader *reader,
                GError **error)
{
  const char *word = column >= 0 ? g_ptr_array_index(words, column) : NULL;

  if (!word || field_to_coordinate(word, number))
    return TRUE;
  return line_reader_fail(reader, error, VITRINE_ERROR_SYNTAX,
                          _("\"%s\" is not a finite number"), word);
}

static gboolean
parse_velocity(const Layout *layout, GPtrArray *words, DraftAtom *atom,
               LineReader *reader, GError **error)
{
  int column = layout->at[COLUMN_VELOCITY];
  double scale = layout->velocity_unit;

  if (column < 0) {
    column = layout->at[COLUMN_MOMENTUM];
    /* momenta in ASE's units: amu Å per Å (amu/eV)^½ */
    scale = sqrt(UNITS_ACCEL) / atom->element->mass;
  }
  if (column < 0)
    return TRUE;
  if (!parse_vector(words, column, &atom->velocity, reader, error))
    return FALSE;
  atom->velocity = vec3_scale(atom->velocity, scale);
  return TRUE;
}

static gboolean
parse_atom(const Layout *layout, GPtrArray *words, DraftAtom *atom, LineReader *reader,
           GError **error)
{
  const int *at = layout->at;

  if (!check_width(layout, words->len, reader, error))
    return FALSE;
  const char *symbol = g_ptr_array_index(words, at[COLUMN_SPECIES]);
  atom->element = field_to_element(symbol);
  atom->line = line_reader_line(reader);
  if (!atom->element)
    return line_reader_fail(reader, error, VITRINE_ERROR_INPUT,
                            _("unknown element \"%s\""), symbol);
  if (!parse_vector(words, at[COLUMN_POSITION], &atom->position, reader, error) ||
      !parse_velocity(layout, words, atom, reader, error))
    return FALSE;
  if (at[COLUMN_FORCE] >= 0 &&
      !parse_vector(words, at[COLUMN_FORCE], &atom->force, reader, error))
    return FALSE;
  return parse_number_at(words, at[COLUMN_ENERGY], &atom->energy, reader, error) &&
         parse_number_at(words, at[COLUMN_DEVIATION], &atom->deviation, reader, error);
}

static gboolean
read_atoms(LineReader *reader, FrameDraft *draft, const Layout *layout, guint n,
           GError **error)
{
  g_autoptr(GPtrArray) words = g_ptr_array_new();

  for (guint i = 0; i < n; i++) {
    g_autofree char *what = NULL;
    GError *cause = NULL;
    char *line = line_reader_next(reader, &cause);
    if (!line && cause) {
      g_propagate_error(error, cause);
      return FALSE;
    }
    if (!line)
      return line_reader_fail(reader, error, VITRINE_ERROR_SYNTAX,
                              _("the file ends after %u of %u atoms"), i, n);
    DraftAtom atom = {0};
    line_fields_split(line, words);
    if (!parse_atom(layout, words, &atom, reader, error))
      return FALSE;
    frame_draft_add_atom(draft, &atom, (char *const *)words->pdata, layout->other);
  }
  return TRUE;
}

static gboolean
is_blank(const char *line)
{
  return line[strspn(line, " \t\r")] == '\0';
}

static gboolean
read_frame(gpointer parser, LineReader *reader, FrameDraft *draft, GError **error)
{
  GError *cause = NULL;
  char *line;
  gint64 n;
  Layout layout = {0};

  do
    line = line_reader_next(reader, &cause);
  while (line && is_blank(line));
  if (!line) {
    if (cause)
      g_propagate_error(error, cause);
    return FALSE;
  }
  if (!field_to_integer(g_strstrip(line), &n) || n < 1 || n > G_MAXINT32)
    return line_reader_fail(reader, error, VITRINE_ERROR_SYNTAX,
                            _("expected the number of atoms, found \"%.40s\""), line);
  line = line_reader_expect(reader, _("the line with Lattice and Properties"), error);
  return line && parse_header(line, draft, &layout, reader, error) &&
         read_atoms(reader, draft, &layout, (guint)n, error);
}

static gboolean
matches(char *const *head)
{
  gint64 n;

  if (!head[0] || !head[1])
    return FALSE;
  g_autofree char *first = g_strstrip(g_strdup(head[0]));
  return field_to_integer(first, &n) && strchr(head[1], '=') != NULL;
}

static const char *const suffixes[] = {".extxyz", ".xyz", ".exyz", NULL};

const ReadFormat extxyz_read_format = {
    .name = "extended xyz",
    .suffixes = suffixes,
    .guessed_interval = 1.0,
    .matches = matches,
    .read = read_frame,
};

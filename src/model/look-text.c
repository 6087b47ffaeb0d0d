// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "model/look-text.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#include "base/base-error.h"

#define COLUMN      "file:"
#define AUTO        "auto"
#define MOST_DIGITS 17
#define UNIT        1e-6 /* how far from 1 a quaternion may be */

typedef enum { WORD, FLAG, NUMBER, VECTOR, COLOR, SIZES, IMAGES, ELEMENTS, ATOMS } Kind;

static const char *const STYLES[] = {"network", "ball-stick", "space-filling",
                                     "polyhedra", NULL};
static const char *const COLORS[] = {"species", "coordination", "qn",    "displacement",
                                     "hops",    "energy",       "speed", "committee",
                                     "grade",   "file:NAME",    "force", NULL};
static const char *const MAPS[] = {"dusk", "steel", "ember", "tide", NULL};
static const char *const BACKGROUNDS[] = {"window", "light", "dark", NULL};
static const char *const DEFINITIONS[] = {"primitive", "king", "guttman", NULL};
static const char *const RING_COLORS[] = {"class", "size", NULL};
static const char *const PATHWAYS[] = {"none", "density", "clearance", NULL};
static const char *const SLICES[] = {"none", "a", "b", "c", "view", "plane", NULL};
static const char *const LABELS[] = {"none", "selected", "all", NULL};
static const char *const PROJECTIONS[] = {"perspective", "orthographic", NULL};
static const char *const FLAGS[] = {"no", "yes", NULL};

typedef struct {
  const char *name;
  Kind kind;
  gsize offset;
  const char *const *words; /* or the one that stands for nothing or all, or AUTO */
  double least, most, own;  /* own: that AUTO stands for, NAN: no such number */
  guint n;                  /* numbers of a vector */
} Key;

static const char *const NONE[] = {"none", NULL};
static const char *const ALL[] = {"all", NULL};
static const char *const FOUND[] = {AUTO, NULL};

#define AT(field) offsetof(Look, field)

static const Key KEYS[LOOK_N_KEYS] = {
    [LOOK_STYLE] = {"Style", WORD, AT(style), STYLES},
    [LOOK_SOLID_POLYHEDRA] = {"SolidPolyhedra", FLAG, AT(solid_polyhedra), FLAGS},
    [LOOK_COLOR_BY] = {"ColorBy", COLOR, AT(color_by), COLORS},
    [LOOK_COLOR_MAP] = {"ColorMap", WORD, AT(color_map), MAPS},
    [LOOK_COLOR_RANGE] = {"ColorRange", VECTOR, AT(color_range), FOUND, .n = 2},
    [LOOK_BACKGROUND] = {"Background", WORD, AT(background), BACKGROUNDS},
    [LOOK_CELL] = {"Cell", FLAG, AT(cell), FLAGS},
    [LOOK_BONDS] = {"Bonds", FLAG, AT(bonds), FLAGS},
    [LOOK_RINGS] = {"Rings", FLAG, AT(rings), FLAGS},
    [LOOK_RING_SIZES] = {"RingSizes", SIZES, AT(ring_sizes)},
    [LOOK_RING_DEFINITION] = {"RingDefinition", WORD, AT(ring_definition), DEFINITIONS},
    [LOOK_RING_COLORS] = {"RingColors", WORD, AT(ring_colors), RING_COLORS},
    [LOOK_HOPS] = {"Hops", FLAG, AT(hops), FLAGS},
    [LOOK_HOP_SPECIES] = {"HopSpecies", ELEMENTS, AT(hop_species), ALL, .n = 1},
    [LOOK_HOP_AGE] = {"HopAge", NUMBER, AT(hop_age), FOUND, 0, 5, LOOK_HOP_AGE_OWN},
    [LOOK_HOP_LENGTH] = {"HopLength", NUMBER, AT(hop_length), NULL, 0, 6, NAN},
    [LOOK_HOPS_AGAIN] = {"HopsAgain", FLAG, AT(hops_again), FLAGS},
    [LOOK_PATHWAYS] = {"Pathways", WORD, AT(pathways), PATHWAYS},
    [LOOK_DENSITY_LEVEL] = {"DensityLevel", NUMBER, AT(density_level), FOUND, 1e-9, 1000,
                            LOOK_DENSITY_OWN},
    [LOOK_ROOM_LEVEL] = {"RoomLevel", NUMBER, AT(room_level), FOUND, -0.999, 20,
                         LOOK_ROOM_OWN},
    [LOOK_CHANNEL_ONLY] = {"ChannelOnly", FLAG, AT(channel_only), FLAGS},
    [LOOK_HIDE_SPECIES] = {"HideSpecies", ELEMENTS, AT(hide_species), NONE,
                           .n = SPECIES_MAX},
    [LOOK_HIDE_ATOMS] = {"HideAtoms", ATOMS, AT(hide_atoms), NONE},
    [LOOK_SHOW_ATOMS] = {"ShowAtoms", ATOMS, AT(show_atoms), ALL},
    [LOOK_SLICE] = {"Slice", WORD, AT(slice), SLICES},
    [LOOK_SLICE_PLANE] = {"SlicePlane", VECTOR, AT(slice_plane), NULL, .n = 4},
    [LOOK_SLICE_POSITION] = {"SlicePosition", NUMBER, AT(slice_position), NULL, 0, 1,
                             NAN},
    [LOOK_SLICE_THICKNESS] = {"SliceThickness", NUMBER, AT(slice_thickness), NULL, 0, 30,
                              NAN},
    [LOOK_SLICE_FLIPPED] = {"SliceFlipped", FLAG, AT(slice_flipped), FLAGS},
    [LOOK_IMAGES] = {"Images", IMAGES, AT(images)},
    [LOOK_WRAP] = {"Wrap", FLAG, AT(wrap), FLAGS},
    [LOOK_SMOOTHING] = {"Smoothing", NUMBER, AT(smoothing), FOUND, 0, 2,
                        LOOK_SMOOTHING_OWN},
    [LOOK_LABELS] = {"Labels", WORD, AT(labels), LABELS},
    [LOOK_SCALE_BAR] = {"ScaleBar", FLAG, AT(scale_bar), FLAGS},
    [LOOK_AXES] = {"Axes", FLAG, AT(axes), FLAGS},
    [LOOK_TIME] = {"TimeLabel", FLAG, AT(time), FLAGS},
    [LOOK_LEGEND] = {"Legend", FLAG, AT(legend), FLAGS},
    [LOOK_PROJECTION] = {"Projection", WORD, AT(orthographic), PROJECTIONS},
    [LOOK_ORIENTATION] = {"CameraOrientation", VECTOR, AT(orientation), FOUND, .n = 4},
    [LOOK_CENTRE] = {"CameraCentre", VECTOR, AT(centre), FOUND, .n = 3},
    [LOOK_ZOOM] = {"Zoom", NUMBER, AT(zoom), NULL, 1e-3, 1e4, NAN},
};

const char *
look_key_name(LookKey key)
{
  g_return_val_if_fail(key < LOOK_N_KEYS, NULL);
  return KEYS[key].name;
}

gboolean
look_find_key(const char *name, LookKey *key)
{
  for (guint k = 0; k < LOOK_N_KEYS; k++) {
    if (strcmp(KEYS[k].name, name) != 0)
      continue;
    if (key)
      *key = (LookKey)k;
    return TRUE;
  }
  return FALSE;
}

const char *const *
look_words(LookKey key)
{
  g_return_val_if_fail(key < LOOK_N_KEYS, NULL);
  Kind kind = KEYS[key].kind;

  return kind == WORD || kind == FLAG || kind == COLOR ? KEYS[key].words : NULL;
}

gboolean
look_bounds(LookKey key, double *least, double *most)
{
  g_return_val_if_fail(key < LOOK_N_KEYS, FALSE);
  *least = KEYS[key].least;
  *most = KEYS[key].most;
  return KEYS[key].kind == NUMBER;
}

static int
find_word(const char *const *words, const char *value)
{
  for (int k = 0; words[k]; k++)
    if (g_ascii_strcasecmp(words[k], value) == 0)
      return k;
  return -1;
}

static gboolean
set_word(guint *target, const char *const *words, const char *value)
{
  int found = find_word(words, value);

  if (found >= 0)
    *target = (guint)found;
  return found >= 0;
}

static gboolean
set_flag(gboolean *target, const char *value)
{
  static const char *const names[] = {"no", "yes", "false", "true", "0", "1", NULL};
  int found = find_word(names, value);

  if (found >= 0)
    *target = found % 2;
  return found >= 0;
}

static gboolean
set_text(char **target, const char *text)
{
  g_free(*target);
  *target = g_strdup(text);
  return TRUE;
}

/* A finite number at p, which moves behind it and spaces or a comma. */
static gboolean
read_number(const char **p, double *number)
{
  char *end;

  *number = g_ascii_strtod(*p, &end);
  if (end == *p || !isfinite(*number))
    return FALSE;
  end += strspn(end, " \t");
  if (*end == ',' && !*++end)
    return FALSE;
  *p = end;
  return TRUE;
}

static gboolean
stands_for_itself(const Key *key, const char *value)
{
  return key->words && g_ascii_strcasecmp(value, key->words[0]) == 0;
}

static gboolean
set_number(const Key *key, double *target, const char *value)
{
  double number = key->own;
  gboolean itself = stands_for_itself(key, value);

  if (!itself && (!read_number(&value, &number) || *value || !(number >= key->least) ||
                  !(number <= key->most)))
    return FALSE;
  *target = number;
  return TRUE;
}

/* What can be a plane, a rotation or a range. */
static gboolean
vector_is_good(const Key *key, const double *v)
{
  if (key->offset == AT(orientation))
    return fabs(v[0] * v[0] + v[1] * v[1] + v[2] * v[2] + v[3] * v[3] - 1.0) < UNIT;
  if (key->offset == AT(slice_plane))
    return fabs(v[0]) + fabs(v[1]) + fabs(v[2]) > 0.0;
  return key->offset != AT(color_range) || v[0] < v[1];
}

static gboolean
set_vector(const Key *key, double *target, const char *value)
{
  double number[4] = {NAN, NAN, NAN, NAN};

  if (!stands_for_itself(key, value)) {
    for (guint k = 0; k < key->n; k++)
      if (!read_number(&value, &number[k]))
        return FALSE;
    if (*value || !vector_is_good(key, number))
      return FALSE;
  }
  memcpy(target, number, key->n * sizeof *target);
  return TRUE;
}

static gboolean
set_color(Look *look, const char *value)
{
  gboolean column = g_str_has_prefix(value, COLUMN);

  if (column && !value[strlen(COLUMN)])
    return FALSE;
  if (!column && (g_ascii_strcasecmp(value, COLORS[LOOK_COLOR_COLUMN]) == 0 ||
                  !set_word(&look->color_by, COLORS, value)))
    return FALSE;
  if (column)
    look->color_by = LOOK_COLOR_COLUMN;
  return set_text(&look->color_column, column ? value + strlen(COLUMN) : "");
}

/* Digits at p, which moves behind them and, unless it is the last, the mark. */
static gboolean
read_count(const char **p, const char *mark, guint *count)
{
  char *end;

  if (!g_ascii_isdigit(**p))
    return FALSE;
  *count = (guint)MIN(g_ascii_strtoull(*p, &end, 10), G_MAXUINT);
  if (mark && !g_str_has_prefix(end, mark))
    return FALSE;
  *p = end + (mark ? strlen(mark) : 0);
  return TRUE;
}

static gboolean
set_sizes(guint *target, const char *value)
{
  gboolean range = strstr(value, "..") != NULL;
  guint size[2];

  if (!read_count(&value, range ? ".." : NULL, &size[0]))
    return FALSE;
  size[1] = size[0];
  if ((range && !read_count(&value, NULL, &size[1])) || *value ||
      size[0] < LOOK_SMALLEST_RING || size[1] > LOOK_LARGEST_RING || size[0] > size[1])
    return FALSE;
  memcpy(target, size, sizeof size);
  return TRUE;
}

static gboolean
set_images(guint *target, const char *value)
{
  guint n[3];

  for (guint k = 0; k < 3; k++)
    if (!read_count(&value, k < 2 ? "x" : NULL, &n[k]) || n[k] < 1 ||
        n[k] > LOOK_MOST_IMAGES)
      return FALSE;
  if (*value)
    return FALSE;
  memcpy(target, n, sizeof n);
  return TRUE;
}

static gboolean
set_elements(const Key *key, char **target, const char *value)
{
  g_auto(GStrv) words = g_strsplit(value, ",", -1);
  g_autofree char *list = NULL;

  if (stands_for_itself(key, value))
    return set_text(target, "");
  if (!words[0] || g_strv_length(words) > key->n)
    return FALSE;
  for (char **word = words; *word; word++)
    if (!element_lookup(g_strstrip(*word)))
      return FALSE;
  list = g_strjoinv(",", words);
  return set_text(target, list);
}

static gboolean
set_atoms(const Key *key, char **target, const char *value)
{
  if (stands_for_itself(key, value))
    return set_text(target, "");
  return *value && look_mark_atoms(value, NULL, 0) && set_text(target, value);
}

static gboolean
set_value(Look *look, const Key *key, const char *value)
{
  gpointer field = G_STRUCT_MEMBER_P(look, key->offset);

  switch (key->kind) {
  case WORD:
    return set_word(field, key->words, value);
  case FLAG:
    return set_flag(field, value);
  case NUMBER:
    return set_number(key, field, value);
  case VECTOR:
    return set_vector(key, field, value);
  case COLOR:
    return set_color(look, value);
  case SIZES:
    return set_sizes(field, value);
  case IMAGES:
    return set_images(field, value);
  case ELEMENTS:
    return set_elements(key, field, value);
  case ATOMS:
  default:
    return set_atoms(key, field, value);
  }
}

static char *
describe_vector(const Key *key)
{
  if (key->offset == AT(orientation))
    return g_strdup(_("a unit quaternion, x y z w, or auto"));
  if (key->offset == AT(centre))
    return g_strdup(_("three fractional coordinates, or auto"));
  if (key->offset == AT(slice_plane))
    return g_strdup(_("h k l d of a plane, not all of h k l zero"));
  return g_strdup(_("two numbers, the lower one first, or auto"));
}

/* Owner: caller. */
static char *
describe(const Key *key)
{
  g_autofree char *words =
      key->words ? g_strjoinv(", ", (char **)(gpointer)key->words) : NULL;

  switch (key->kind) {
  case NUMBER:
    return key->words
               ? g_strdup_printf(_("a number from %g to %g, or auto"), key->least,
                                 key->most)
               : g_strdup_printf(_("a number from %g to %g"), key->least, key->most);
  case VECTOR:
    return describe_vector(key);
  case SIZES:
    return g_strdup_printf(_("one size or a range between %d and %d: 6 or 3..6"),
                           LOOK_SMALLEST_RING, LOOK_LARGEST_RING);
  case IMAGES:
    return g_strdup_printf(_("three whole numbers, 1 to %d each: 2x2x1"),
                           LOOK_MOST_IMAGES);
  case ELEMENTS:
    return key->n > 1 ? g_strdup(_("elements, commas between: Na,O; or none"))
                      : g_strdup(_("an element, or all"));
  case ATOMS:
    return g_strdup_printf(_("numbers of atoms, from 1: 1-10,15; or %s"), words);
  default:
    return g_strdup_printf(_("one of %s"), words);
  }
}

gboolean
look_set(Look *look, const char *name, const char *value, GError **error)
{
  g_return_val_if_fail(look != NULL && name != NULL && value != NULL, FALSE);
  LookKey key;

  if (!look_find_key(name, &key)) {
    g_set_error(error, VITRINE_ERROR, VITRINE_ERROR_INPUT, _("unknown key \"%s\""), name);
    return FALSE;
  }
  if (set_value(look, &KEYS[key], value)) {
    look_give(look, key);
    return TRUE;
  }
  g_autofree char *expected = describe(&KEYS[key]);
  g_set_error(error, VITRINE_ERROR, VITRINE_ERROR_INPUT, _("%s = %s: expected %s"), name,
              value, expected);
  return FALSE;
}

/* The fewest digits that give the same bits. */
static void
append_number(GString *text, double number)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];
  char format[8];

  for (int digits = 6; digits <= MOST_DIGITS; digits++) {
    g_snprintf(format, sizeof format, "%%.%dg", digits);
    g_ascii_formatd(buffer, sizeof buffer, format, number);
    if (g_ascii_strtod(buffer, NULL) == number)
      break;
  }
  g_string_append(text, buffer);
}

static void
append_numbers(GString *text, const Key *key, const double *number)
{
  guint n = key->kind == VECTOR ? key->n : 1;

  if (key->words && (isnan(number[0]) || (n == 1 && number[0] == key->own))) {
    g_string_append(text, AUTO);
    return;
  }
  for (guint k = 0; k < n; k++) {
    g_string_append(text, k > 0 ? " " : "");
    append_number(text, number[k]);
  }
}

static void
append_counts(GString *text, const Key *key, const guint *n)
{
  if (key->kind == IMAGES)
    g_string_append_printf(text, "%ux%ux%u", n[0], n[1], n[2]);
  else if (n[0] == n[1])
    g_string_append_printf(text, "%u", n[0]);
  else
    g_string_append_printf(text, "%u..%u", n[0], n[1]);
}

static void
append_value(GString *text, const Look *look, const Key *key)
{
  gconstpointer field = G_STRUCT_MEMBER_P(look, key->offset);
  const char *list;

  switch (key->kind) {
  case NUMBER:
  case VECTOR:
    append_numbers(text, key, field);
    break;
  case SIZES:
  case IMAGES:
    append_counts(text, key, field);
    break;
  case ELEMENTS:
  case ATOMS:
    list = *(char *const *)field;
    g_string_append(text, *list ? list : key->words[0]);
    break;
  case COLOR:
    if (look->color_by == LOOK_COLOR_COLUMN)
      g_string_append_printf(text, COLUMN "%s", look->color_column);
    else
      g_string_append(text, COLORS[look->color_by]);
    break;
  default:
    g_string_append(text, key->words[*(const guint *)field]);
  }
}

char *
look_get(const Look *look, LookKey key)
{
  g_return_val_if_fail(look != NULL && key < LOOK_N_KEYS, NULL);
  GString *text = g_string_new(NULL);

  append_value(text, look, &KEYS[key]);
  return g_string_free(text, FALSE);
}

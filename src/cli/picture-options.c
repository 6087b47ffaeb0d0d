// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "cli/picture-options.h"

#include <glib/gi18n.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/base-error.h"

static const char *const mode_names[RENDER_N_MODES] = {
    [RENDER_NETWORK_IONS] = "network",
    [RENDER_BALL_STICK] = "ball-stick",
    [RENDER_SPACE_FILLING] = "space-filling",
    [RENDER_POLYHEDRA] = "polyhedra",
};

static const char *const colour_names[] = {
    [RENDER_BY_SPECIES] = "species", [RENDER_BY_COORDINATION] = "coordination",
    [RENDER_BY_QN] = "qn",           [RENDER_BY_DISPLACEMENT] = "displacement",
    [RENDER_BY_HOPS] = "hops",       [RENDER_BY_ENERGY] = "energy",
    [RENDER_BY_SPEED] = "speed",     [RENDER_BY_DEVIATION] = "committee",
    [RENDER_BY_GRADE] = "grade",     [RENDER_BY_VALUE] = "file:NAME",
    [RENDER_BY_FORCE] = "force",
};
G_STATIC_ASSERT(G_N_ELEMENTS(colour_names) == RENDER_N_COLOURINGS);

#define COLUMN_PREFIX "file:"
#define LEAST_RING    3
#define MOST_RING     12
#define NOT_GIVEN     -1

GArray *
picture_options_entries(PictureOptions *options)
{
  const GOptionEntry entries[] = {
      {"style", 0, 0, G_OPTION_ARG_STRING, &options->style,
       N_("network, ball-stick, space-filling or polyhedra"), "STYLE"},
      {"solid", 0, 0, G_OPTION_ARG_NONE, &options->solid,
       N_("Solid polyhedra, not translucent ones"), NULL},
      {"color-by", 0, 0, G_OPTION_ARG_STRING, &options->colour, N_("The same as --color"),
       "WHAT"},
      {"color", 0, 0, G_OPTION_ARG_STRING, &options->colour,
       N_("Color by species, coordination, qn, displacement, hops, energy, speed, force, "
          "committee, grade, or file:NAME, a column of the file"),
       "WHAT"},
      {"map", 0, 0, G_OPTION_ARG_STRING, &options->map,
       N_("Colors of numbers: dusk, steel, ember or tide"), "MAP"},
      {"range", 0, 0, G_OPTION_ARG_STRING, &options->range,
       N_("Numbers at the ends of the map (found by itself)"), "LOW,HIGH"},
      {"copies", 0, 0, G_OPTION_ARG_STRING, &options->copies,
       N_("Images of the cell along its vectors, as 2x2x1"), "AxBxC"},
      {"slice", 0, 0, G_OPTION_ARG_STRING, &options->slice,
       N_("Cut away what has X·x + Y·y + Z·z > D, Å"), "X,Y,Z,D"},
      {"hide", 0, 0, G_OPTION_ARG_STRING, &options->hide,
       N_("Elements that are not drawn, commas between: Na,O"), "ELEMENTS"},
      {"no-rings", 0, 0, G_OPTION_ARG_NONE, &options->no_rings, N_("Without rings"),
       NULL},
      {"ring-sizes", 0, 0, G_OPTION_ARG_STRING, &options->ring_sizes,
       N_("Formers of the rings drawn: of one size, as 6, or from..to, as 3..6 (3)"),
       "SIZES"},
      {"ring-size", 0, 0, G_OPTION_ARG_INT, &options->ring_size,
       N_("The same as --ring-sizes 3..N"), "N"},
      {"ring-colors", 0, 0, G_OPTION_ARG_STRING, &options->rings,
       N_("Colors of rings: class or size"), "WHAT"},
      {"unwrapped", 0, 0, G_OPTION_ARG_NONE, &options->unwrapped,
       N_("Atoms where they went, not folded into the cell"), NULL},
      {"light", 0, 0, G_OPTION_ARG_NONE, &options->light, N_("On a light background"),
       NULL},
      {"depth-cue", 0, 0, G_OPTION_ARG_STRING, &options->depth_cue,
       N_("How far distant things fade, 0 to 1 (1)"), "PART"},
      {"transparent", 0, 0, G_OPTION_ARG_NONE, &options->transparent,
       N_("On no background"), NULL},
  };
  options->ring_size = NOT_GIVEN;
  GArray *array = g_array_new(FALSE, FALSE, sizeof(GOptionEntry));

  g_array_append_vals(array, entries, G_N_ELEMENTS(entries));
  return array;
}

static gboolean
find_name(const char *word, const char *const *names, guint n, guint *number)
{
  for (guint k = 0; k < n; k++) {
    if (g_str_equal(word, names[k])) {
      *number = k;
      return TRUE;
    }
  }
  return FALSE;
}

/* n numbers with commas between, and nothing else. */
static gboolean
parse_numbers(const char *text, double *number, guint n)
{
  char *end = (char *)text;

  for (guint k = 0; k < n; k++) {
    const char *start = end;
    number[k] = g_ascii_strtod(start, &end);
    if (end == start || !isfinite(number[k]) || *end != (k + 1 < n ? ',' : '\0'))
      return FALSE;
    end++;
  }
  return TRUE;
}

static char *
check_names(PictureOptions *options, RenderStyle *look)
{
  guint number = 0;

  if (options->style) {
    if (!find_name(options->style, mode_names, RENDER_N_MODES, &number))
      return g_strdup(_("--style is network, ball-stick, space-filling or polyhedra"));
    look->mode = (RenderMode)number;
  }
  if (options->colour)
    look->colour.low = look->colour.high = NAN;
  if (options->colour && g_str_has_prefix(options->colour, COLUMN_PREFIX)) {
    look->colour.by = RENDER_BY_VALUE;
    look->colour.column = g_intern_string(options->colour + strlen(COLUMN_PREFIX));
  } else if (options->colour) {
    if (!find_name(options->colour, colour_names, G_N_ELEMENTS(colour_names), &number))
      return g_strdup(_("--color is species, coordination, qn, displacement, hops, "
                        "energy, speed, force, committee, grade or file:NAME"));
    look->colour.by = (RenderColourBy)number;
  }
  if (options->rings) {
    look->rings_by_size = g_str_equal(options->rings, "size");
    if (!look->rings_by_size && !g_str_equal(options->rings, "class"))
      return g_strdup(_("--ring-colors is class or size"));
  }
  if (options->map) {
    const char *names[COLOUR_N_MAPS];
    for (guint k = 0; k < COLOUR_N_MAPS; k++)
      names[k] = colour_map_name((ColourMap)k);
    if (!find_name(options->map, names, COLOUR_N_MAPS, &number))
      return g_strdup(_("--map is dusk, steel, ember or tide"));
    look->colour.map = (ColourMap)number;
  }
  return NULL;
}

/* One size, or the least and the largest with two dots between. */
static char *
check_ring_sizes(PictureOptions *options, RenderStyle *look)
{
  const char *text = options->ring_sizes;
  g_autofree char *up_to = NULL;
  char *end = NULL;

  if (text && options->ring_size != NOT_GIVEN)
    return g_strdup(_("--ring-size and --ring-sizes exclude each other"));
  if (!text && options->ring_size == NOT_GIVEN)
    return NULL;
  if (!text)
    text = up_to = g_strdup_printf("%d..%d", LEAST_RING, options->ring_size);
  guint64 least = g_ascii_strtoull(text, &end, 10), most = least;
  gboolean good = g_ascii_isdigit(*text);
  if (good && g_str_has_prefix(end, "..")) {
    const char *second = end + 2;
    most = g_ascii_strtoull(second, &end, 10);
    good = g_ascii_isdigit(*second);
  }
  if (!good || *end != '\0' || least < LEAST_RING || most > MOST_RING || least > most)
    return g_strdup_printf(_("--ring-sizes is one size or a range between %d and %d: "
                             "6 or 3..6; --ring-size its upper end"),
                           LEAST_RING, MOST_RING);
  look->show_rings = TRUE;
  render_style_set_ring_sizes(look, (guint)least, (guint)most);
  return NULL;
}

static char *
check_numbers(PictureOptions *options, RenderStyle *look)
{
  double number[4];
  char rest;

  if (options->range) {
    if (!parse_numbers(options->range, number, 2) || !(number[0] < number[1]))
      return g_strdup(_("--range is two numbers, the lower one first: 0,2.5"));
    look->colour.low = number[0];
    look->colour.high = number[1];
  }
  if (options->depth_cue) {
    if (!parse_numbers(options->depth_cue, number, 1) || !(number[0] >= 0.0) ||
        number[0] > 1.0)
      return g_strdup(_("--depth-cue is a number between 0 and 1"));
    look->depth_cue = number[0];
  }
  if (options->slice) {
    if (!parse_numbers(options->slice, number, 4) ||
        !(fabs(number[0]) + fabs(number[1]) + fabs(number[2]) > 0.0))
      return g_strdup(_("--slice is a direction and a distance in Å: 0,0,1,12"));
    look->n_slices = 1;
    look->slice[0] = (RenderSlice){vec3(number[0], number[1], number[2]), number[3]};
  }
  if (options->copies) {
    guint *n = look->copies;
    if (sscanf(options->copies, "%ux%ux%u%c", &n[0], &n[1], &n[2], &rest) != 3 ||
        n[0] - 1 >= RENDER_MOST_COPIES || n[1] - 1 >= RENDER_MOST_COPIES ||
        n[2] - 1 >= RENDER_MOST_COPIES)
      return g_strdup_printf(_("--copies is three whole numbers, 1 … %d each: 2x2x1"),
                             RENDER_MOST_COPIES);
  }
  return NULL;
}

/* On top of what look was. */
static char *
check_all(PictureOptions *options, RenderStyle *look)
{
  look->dark = look->dark && !options->light;
  look->transparent = options->transparent;
  look->solid_polyhedra |= options->solid;
  look->wrap = look->wrap && !options->unwrapped;
  char *wrong = check_names(options, look);
  if (!wrong)
    wrong = check_numbers(options, look);
  if (!wrong)
    wrong = check_ring_sizes(options, look);
  look->show_rings = look->show_rings && !options->no_rings;
  return wrong;
}

char *
picture_options_check(PictureOptions *options)
{
  render_style_init(&options->look);
  render_style_set_ring_sizes(&options->look, LEAST_RING, LEAST_RING);
  return check_all(options, &options->look);
}

void
picture_options_take_look(PictureOptions *options, const Look *look, const Frame *frame)
{
  render_style_init(&options->look);
  look_style_fill(look, frame, TRUE, &options->look);
  if (options->hide)
    options->look.hidden_types = 0;
  g_free(check_all(options, &options->look));
}

guint
picture_options_largest_ring(const PictureOptions *options)
{
  return g_bit_storage(options->look.ring_sizes) - 1;
}

gboolean
picture_options_hide(const PictureOptions *options, const SpeciesList *species,
                     RenderStyle *style, GError **error)
{
  if (!options->hide)
    return TRUE;
  g_auto(GStrv) symbols = g_strsplit(options->hide, ",", -1);
  for (guint k = 0; symbols[k]; k++) {
    int type = species_list_find(species, symbols[k]);
    if (type < 0) {
      g_set_error(error, VITRINE_ERROR, VITRINE_ERROR_INPUT,
                  _("--hide: there is no “%s” in the glass"), symbols[k]);
      return FALSE;
    }
    style->hidden_types |= 1u << type;
  }
  return TRUE;
}

void
picture_options_clear(PictureOptions *options)
{
  g_free(options->style);
  g_free(options->colour);
  g_free(options->map);
  g_free(options->rings);
  g_free(options->ring_sizes);
  g_free(options->range);
  g_free(options->copies);
  g_free(options->depth_cue);
  g_free(options->hide);
  g_free(options->slice);
}

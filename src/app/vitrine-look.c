// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/vitrine-look.h"

#include <math.h>
#include <string.h>

#include "app/app-settings.h"
#include "run/eye-motion.h"

typedef enum { FLAG, CHOICE, TEXT, COUNT, NUMBER } Kind;

struct _VitrineLook {
  GObject parent_instance;

  gboolean show_cell, show_bonds, show_rings, show_hops, show_scale, show_axes;
  gboolean channel_only;
  gboolean orthographic, wrapped, solid, slice_flipped, slow_hops;
  guint mode, color_by, color_map, slice, background, labels;
  guint ring_least, ring_most, ring_kind, ring_colors, copies[3];
  char *hop_species, *color_column;
  double slice_position, slice_thickness, hop_shortest, hop_time, smoothing;
  double density_level, room_level;

  RenderSlice plane; /* fractional: of slice "atoms", where its position is one half */
};

G_DEFINE_FINAL_TYPE(VitrineLook, vitrine_look, G_TYPE_OBJECT)

static const char *const MODES[] = {"network", "ball-stick", "space-filling", "polyhedra",
                                    NULL};
static const char *const COLOURINGS[] = {
    "species", "coordination", "qn",    "displacement", "hops",  "energy",
    "speed",   "deviation",    "grade", "value",        "force", NULL};
static const char *const MAPS[] = {"dusk", "steel", "ember", "tide", NULL};
static const char *const SLICES[] = {"none", "a", "b", "c", "view", "atoms", NULL};
static const char *const LABELS[] = {"none", "selected", "all", NULL};
static const char *const RING_KINDS[] = {"primitive", "king", "guttman", NULL};
static const char *const RING_COLORS[] = {"class", "size", NULL};
static const char *const BACKGROUNDS[] = {"window", "light", "dark", NULL};

typedef struct {
  const char *name;
  Kind kind;
  gsize offset;
  double low, high, initial;
  const char *const *choices;
} Choice;

#define AT(field) offsetof(VitrineLook, field)

static const Choice TABLE[] = {
    {"mode", CHOICE, AT(mode), 0, 0, RENDER_NETWORK_IONS, MODES},
    {"color-by", CHOICE, AT(color_by), 0, 0, RENDER_BY_SPECIES, COLOURINGS},
    {"color-column", TEXT, AT(color_column), 0, 0, 0, NULL},
    {"color-map", CHOICE, AT(color_map), 0, 0, 0, MAPS},
    {"show-cell", FLAG, AT(show_cell), 0, 1, 1, NULL},
    {"show-bonds", FLAG, AT(show_bonds), 0, 1, 1, NULL},
    {"show-rings", FLAG, AT(show_rings), 0, 1, 1, NULL},
    {"show-hops", FLAG, AT(show_hops), 0, 1, 1, NULL},
    {"channel-only", FLAG, AT(channel_only), 0, 1, 0, NULL},
    {"show-scale", FLAG, AT(show_scale), 0, 1, 0, NULL},
    {"show-axes", FLAG, AT(show_axes), 0, 1, 0, NULL},
    {"orthographic", FLAG, AT(orthographic), 0, 1, 0, NULL},
    {"wrapped", FLAG, AT(wrapped), 0, 1, 1, NULL},
    {"solid", FLAG, AT(solid), 0, 1, 0, NULL},
    {"slice", CHOICE, AT(slice), 0, 0, 0, SLICES},
    {"slice-flipped", FLAG, AT(slice_flipped), 0, 1, 0, NULL},
    {"slice-position", NUMBER, AT(slice_position), 0, 1, 0.5, NULL},
    {"slice-thickness", NUMBER, AT(slice_thickness), 0, 30, 0, NULL},
    {"labels", CHOICE, AT(labels), 0, 0, 1, LABELS},
    {"background", CHOICE, AT(background), 0, 0, 0, BACKGROUNDS},
    {"ring-size-least", COUNT, AT(ring_least), 3, 8, 3, NULL},
    {"ring-size", COUNT, AT(ring_most), 3, 8, 3, NULL},
    {"ring-kind", CHOICE, AT(ring_kind), 0, 0, 0, RING_KINDS},
    {"ring-colors", CHOICE, AT(ring_colors), 0, 0, 0, RING_COLORS},
    {"copies-a", COUNT, AT(copies[0]), 1, 3, 1, NULL},
    {"copies-b", COUNT, AT(copies[1]), 1, 3, 1, NULL},
    {"copies-c", COUNT, AT(copies[2]), 1, 3, 1, NULL},
    {"hop-species", TEXT, AT(hop_species), 0, 0, 0, NULL},
    {"hop-shortest", NUMBER, AT(hop_shortest), 0, 6, 0, NULL},
    {"hop-time", NUMBER, AT(hop_time), 0, 5, 0, NULL},
    {"slow-hops", FLAG, AT(slow_hops), 0, 1, 0, NULL},
    {"smoothing", NUMBER, AT(smoothing), EYE_MOTION_AUTO, EYE_MOTION_LONGEST,
     EYE_MOTION_AUTO, NULL},
    {"density-level", NUMBER, AT(density_level), 0, 1000, VITRINE_LOOK_DENSITY_OWN, NULL},
    {"room-level", NUMBER, AT(room_level), VITRINE_LOOK_ROOM_OWN, 20,
     VITRINE_LOOK_ROOM_OWN, NULL},
};

static GParamSpec *props[G_N_ELEMENTS(TABLE) + 1];

static gpointer
field_of(VitrineLook *self, const Choice *choice)
{
  return G_STRUCT_MEMBER_P(self, choice->offset);
}

static gboolean
set_guint(guint *field, guint value)
{
  gboolean changed = *field != value;
  *field = value;
  return changed;
}

static gboolean
set_choice(guint *field, const char *const *choices, const char *name)
{
  for (guint k = 0; name && choices[k]; k++)
    if (g_str_equal(choices[k], name))
      return set_guint(field, k);
  return FALSE;
}

static gboolean
set_text(char **field, const char *text)
{
  if (g_strcmp0(*field, text ? text : "") == 0)
    return FALSE;
  g_free(*field);
  *field = g_strdup(text ? text : "");
  return TRUE;
}

static gboolean
set_number(double *field, double value)
{
  gboolean changed = *field != value;
  *field = value;
  return changed;
}

/* The end of the range of rings that was just set pushes the other one. */
static void
order_rings(VitrineLook *self, gpointer set)
{
  if (self->ring_least <= self->ring_most)
    return;
  if (set == &self->ring_least)
    g_object_set(self, "ring-size", self->ring_least, NULL);
  else if (set == &self->ring_most)
    g_object_set(self, "ring-size-least", self->ring_most, NULL);
}

static void
vitrine_look_set_property(GObject *object, guint id, const GValue *value,
                          GParamSpec *pspec)
{
  const Choice *choice = &TABLE[id - 1];
  gpointer field = field_of(VITRINE_LOOK(object), choice);
  gboolean changed = FALSE;

  switch (choice->kind) {
  case FLAG:
    changed = set_guint(field, (guint)g_value_get_boolean(value));
    break;
  case CHOICE:
    changed = set_choice(field, choice->choices, g_value_get_string(value));
    break;
  case TEXT:
    changed = set_text(field, g_value_get_string(value));
    break;
  case COUNT:
    changed = set_guint(field, g_value_get_uint(value));
    break;
  case NUMBER:
    changed = set_number(field, g_value_get_double(value));
    break;
  }
  if (!changed)
    return;
  g_object_notify_by_pspec(object, pspec);
  order_rings(VITRINE_LOOK(object), field);
}

static void
vitrine_look_get_property(GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  const Choice *choice = &TABLE[id - 1];
  gpointer field = field_of(VITRINE_LOOK(object), choice);

  switch (choice->kind) {
  case FLAG:
    g_value_set_boolean(value, *(gboolean *)field);
    break;
  case CHOICE:
    g_value_set_string(value, choice->choices[*(guint *)field]);
    break;
  case TEXT:
    g_value_set_string(value, *(char **)field);
    break;
  case COUNT:
    g_value_set_uint(value, *(guint *)field);
    break;
  case NUMBER:
    g_value_set_double(value, *(double *)field);
    break;
  }
}

static GParamSpec *
make_property(const Choice *choice)
{
  const GParamFlags flags =
      G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  switch (choice->kind) {
  case FLAG:
    return g_param_spec_boolean(choice->name, NULL, NULL, choice->initial > 0.0, flags);
  case COUNT:
    return g_param_spec_uint(choice->name, NULL, NULL, (guint)choice->low,
                             (guint)choice->high, (guint)choice->initial, flags);
  case NUMBER:
    return g_param_spec_double(choice->name, NULL, NULL, choice->low, choice->high,
                               choice->initial, flags);
  case CHOICE:
    return g_param_spec_string(choice->name, NULL, NULL,
                               choice->choices[(guint)choice->initial], flags);
  case TEXT:
  default:
    return g_param_spec_string(choice->name, NULL, NULL, "", flags);
  }
}

static void
vitrine_look_finalize(GObject *object)
{
  g_free(VITRINE_LOOK(object)->hop_species);
  g_free(VITRINE_LOOK(object)->color_column);
  G_OBJECT_CLASS(vitrine_look_parent_class)->finalize(object);
}

static void
vitrine_look_class_init(VitrineLookClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS(klass);

  object_class->set_property = vitrine_look_set_property;
  object_class->get_property = vitrine_look_get_property;
  object_class->finalize = vitrine_look_finalize;
  for (guint k = 0; k < G_N_ELEMENTS(TABLE); k++)
    props[k + 1] = make_property(&TABLE[k]);
  g_object_class_install_properties(object_class, G_N_ELEMENTS(props), props);
}

static void
vitrine_look_init(VitrineLook *self)
{
  self->plane = (RenderSlice){.normal = vec3(0, 0, 1), .offset = 0.5};
  for (guint k = 0; k < G_N_ELEMENTS(TABLE); k++) {
    gpointer field = field_of(self, &TABLE[k]);
    if (TABLE[k].kind == NUMBER)
      *(double *)field = TABLE[k].initial;
    else if (TABLE[k].kind == TEXT)
      *(char **)field = g_strdup("");
    else
      *(guint *)field = (guint)TABLE[k].initial;
  }
}

VitrineLook *
vitrine_look_new(void)
{
  return g_object_new(VITRINE_TYPE_LOOK, NULL);
}

void
vitrine_look_take_levels(VitrineLook *self, const Scene *scene)
{
  g_return_if_fail(VITRINE_IS_LOOK(self));
  gboolean density = scene && !isnan(scene->density_level);
  gboolean room = scene && !isnan(scene->room_level);

  g_object_set(self, "density-level",
               density ? scene->density_level : VITRINE_LOOK_DENSITY_OWN, "room-level",
               room ? scene->room_level : VITRINE_LOOK_ROOM_OWN, NULL);
}

void
vitrine_look_fill_levels(VitrineLook *self, Scene *scene)
{
  g_return_if_fail(VITRINE_IS_LOOK(self) && scene != NULL);
  gboolean density = self->density_level > VITRINE_LOOK_DENSITY_OWN;
  gboolean room = self->room_level > VITRINE_LOOK_ROOM_OWN;

  scene->density_level = density ? self->density_level : NAN;
  scene->room_level = room ? self->room_level : NAN;
}

void
vitrine_look_add_actions(VitrineLook *self, GActionMap *map)
{
  for (guint k = 0; k < G_N_ELEMENTS(TABLE); k++) {
    const char *name = TABLE[k].name;
    g_autoptr(GPropertyAction) action = g_property_action_new(name, self, name);
    g_action_map_add_action(map, G_ACTION(action));
  }
}

void
vitrine_look_bind_settings(VitrineLook *self, GSettings *settings)
{
  for (guint k = 0; k < G_N_ELEMENTS(TABLE); k++)
    app_settings_bind(settings, TABLE[k].name, self, TABLE[k].name);
}

const char *const *
vitrine_look_choices(const char *property)
{
  for (guint k = 0; k < G_N_ELEMENTS(TABLE); k++)
    if (g_str_equal(TABLE[k].name, property))
      return TABLE[k].choices;
  return NULL;
}

enum { SLICE_NONE, SLICE_A, SLICE_B, SLICE_C, SLICE_VIEW, SLICE_ATOMS };

/* The whole cell between −½ and ½ of its extent along a direction. */
static double
half_extent(const Cell *cell, Vec3 normal)
{
  double sum = 0.0;

  for (int k = 0; k < 3; k++)
    sum += 0.5 * fabs(vec3_dot(cell->vector[k], normal));
  return sum;
}

/* What lies beyond the plane is cut away, and with a thickness (Å) what is deeper. */
static void
add_slice(const VitrineLook *self, Vec3 normal, double offset, RenderStyle *style)
{
  double length = vec3_norm(normal), side = self->slice_flipped ? -1.0 : 1.0;

  if (!(length > 0.0))
    return;
  normal = vec3_scale(normal, side / length);
  offset *= side / length;
  style->slice[style->n_slices++] = (RenderSlice){normal, offset};
  if (self->slice_thickness > 0.0)
    style->slice[style->n_slices++] =
        (RenderSlice){vec3_scale(normal, -1.0), self->slice_thickness - offset};
}

static void
fill_slice(const VitrineLook *self, const Frame *frame, RenderStyle *style)
{
  style->n_slices = 0;
  if (!frame || self->slice == SLICE_NONE || self->slice == SLICE_VIEW)
    return;
  const Cell *cell = &frame->cell;
  double shift = self->slice_position - 0.5;
  if (self->slice != SLICE_ATOMS) {
    add_slice(self, cell->inverse[self->slice - SLICE_A], self->slice_position, style);
    return;
  }
  Vec3 normal = {0}, n = self->plane.normal;
  for (int k = 0; k < 3; k++)
    normal = vec3_mul_add(normal, k == 0 ? n.x : k == 1 ? n.y : n.z, cell->inverse[k]);
  add_slice(self, normal, self->plane.offset + 2.0 * shift * half_extent(cell, normal),
            style);
}

void
vitrine_look_face_slice(VitrineLook *self, const Frame *frame, Vec3 towards_eye,
                        RenderStyle *style)
{
  g_return_if_fail(VITRINE_IS_LOOK(self));
  if (self->slice != SLICE_VIEW)
    return;
  const Cell *cell = &frame->cell;
  Vec3 middle = vec3_sub(cell_to_cartesian(cell, vec3(0.5, 0.5, 0.5)), cell->origin);
  double shift = 2.0 * (self->slice_position - 0.5) * half_extent(cell, towards_eye);
  style->n_slices = 0;
  add_slice(self, towards_eye, vec3_dot(middle, towards_eye) + shift, style);
}

gboolean
vitrine_look_set_plane(VitrineLook *self, const Cell *cell, const Vec3 point[3])
{
  g_return_val_if_fail(VITRINE_IS_LOOK(self), FALSE);
  Vec3 s[3];

  for (int k = 0; k < 3; k++)
    s[k] = cell_to_fractional(cell, point[k]);
  Vec3 normal = vec3_cross(vec3_sub(s[1], s[0]), vec3_sub(s[2], s[0]));
  if (!(vec3_norm(normal) > 1e-9))
    return FALSE;
  normal = vec3_normalized(normal);
  self->plane = (RenderSlice){normal, vec3_dot(normal, s[0])};
  g_object_set(self, "slice", "atoms", "slice-position", 0.5, NULL);
  g_object_notify(G_OBJECT(self), "slice");
  return TRUE;
}

static guint
types_of(const Frame *frame, const char *symbol)
{
  for (guint t = 0; frame && *symbol && t < frame->species->n; t++)
    if (g_str_equal(frame->species->element[t]->symbol, symbol))
      return 1u << t;
  return 0;
}

void
vitrine_look_fill(VitrineLook *self, const Frame *frame, gboolean dark,
                  RenderStyle *style)
{
  g_return_if_fail(VITRINE_IS_LOOK(self));
  style->mode = (RenderMode)self->mode;
  style->colour.by = (RenderColourBy)self->color_by;
  style->colour.column =
      self->color_by == RENDER_BY_VALUE ? g_intern_string(self->color_column) : NULL;
  style->colour.map = (ColourMap)self->color_map;
  style->dark = self->background == 0 ? dark : self->background == 2;
  style->wrap = self->wrapped;
  style->solid_polyhedra = self->solid;
  style->show_cell = self->show_cell;
  style->show_bonds = self->show_bonds;
  style->show_rings = self->show_rings;
  render_style_set_ring_sizes(style, self->ring_least, self->ring_most);
  style->hidden_surfaces = self->channel_only ? RENDER_CHANNEL_ONLY : 0;
  style->rings_by_size = self->ring_colors == 1;
  style->show_hops = self->show_hops;
  style->hop_shortest = self->hop_shortest;
  style->hop_types = types_of(frame, self->hop_species);
  memcpy(style->copies, self->copies, sizeof style->copies);
  fill_slice(self, frame, style);
}

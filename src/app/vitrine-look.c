// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/vitrine-look.h"

#include <string.h>

#include "app/app-settings.h"
#include "run/eye-motion.h"

typedef enum { FLAG, CHOICE, TEXT, COUNT, NUMBER } Kind;

struct _VitrineLook {
  GObject parent_instance;

  gboolean show_cell, show_bonds, show_rings, show_hops, show_scale, show_axes;
  gboolean orthographic, wrapped, solid, slice_flipped;
  guint mode, color_by, color_map, slice, background;
  guint ring_size, copies[3];
  char *hop_species;
  double slice_position, hop_shortest, hop_time, smoothing;
};

G_DEFINE_FINAL_TYPE(VitrineLook, vitrine_look, G_TYPE_OBJECT)

static const char *const MODES[] = {"network", "ball-stick", "space-filling", "polyhedra",
                                    NULL};
static const char *const COLOURINGS[] = {
    "species", "coordination", "qn",        "displacement", "hops",
    "energy",  "speed",        "deviation", "grade",        NULL};
static const char *const MAPS[] = {"dusk", "steel", "ember", "tide", NULL};
static const char *const SLICES[] = {"none", "a", "b", "c", NULL};
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
    {"color-map", CHOICE, AT(color_map), 0, 0, 0, MAPS},
    {"show-cell", FLAG, AT(show_cell), 0, 1, 1, NULL},
    {"show-bonds", FLAG, AT(show_bonds), 0, 1, 1, NULL},
    {"show-rings", FLAG, AT(show_rings), 0, 1, 1, NULL},
    {"show-hops", FLAG, AT(show_hops), 0, 1, 1, NULL},
    {"show-scale", FLAG, AT(show_scale), 0, 1, 0, NULL},
    {"show-axes", FLAG, AT(show_axes), 0, 1, 0, NULL},
    {"orthographic", FLAG, AT(orthographic), 0, 1, 0, NULL},
    {"wrapped", FLAG, AT(wrapped), 0, 1, 1, NULL},
    {"solid", FLAG, AT(solid), 0, 1, 0, NULL},
    {"slice", CHOICE, AT(slice), 0, 0, 0, SLICES},
    {"slice-flipped", FLAG, AT(slice_flipped), 0, 1, 0, NULL},
    {"slice-position", NUMBER, AT(slice_position), 0, 1, 0.5, NULL},
    {"background", CHOICE, AT(background), 0, 0, 0, BACKGROUNDS},
    {"ring-size", COUNT, AT(ring_size), 3, 8, 3, NULL},
    {"copies-a", COUNT, AT(copies[0]), 1, 3, 1, NULL},
    {"copies-b", COUNT, AT(copies[1]), 1, 3, 1, NULL},
    {"copies-c", COUNT, AT(copies[2]), 1, 3, 1, NULL},
    {"hop-species", TEXT, AT(hop_species), 0, 0, 0, NULL},
    {"hop-shortest", NUMBER, AT(hop_shortest), 0, 6, 0, NULL},
    {"hop-time", NUMBER, AT(hop_time), 0, 5, 0, NULL},
    {"smoothing", NUMBER, AT(smoothing), EYE_MOTION_AUTO, EYE_MOTION_LONGEST,
     EYE_MOTION_AUTO, NULL},
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
  if (changed)
    g_object_notify_by_pspec(object, pspec);
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

/* A plane of equal fractional coordinate: what lies beyond it is cut away. */
static void
fill_slice(const VitrineLook *self, const Frame *frame, RenderStyle *style)
{
  style->n_slices = 0;
  if (self->slice == 0 || !frame)
    return;
  double side = self->slice_flipped ? -1.0 : 1.0;
  style->n_slices = 1;
  style->slice[0] = (RenderSlice){
      vec3_scale(frame->cell.inverse[self->slice - 1], side),
      side * self->slice_position,
  };
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
  style->colour.map = (ColourMap)self->color_map;
  style->dark = self->background == 0 ? dark : self->background == 2;
  style->wrap = self->wrapped;
  style->solid_polyhedra = self->solid;
  style->show_cell = self->show_cell;
  style->show_bonds = self->show_bonds;
  style->show_rings = self->show_rings;
  style->show_hops = self->show_hops;
  style->hop_shortest = self->hop_shortest;
  style->hop_types = types_of(frame, self->hop_species);
  memcpy(style->copies, self->copies, sizeof style->copies);
  fill_slice(self, frame, style);
}

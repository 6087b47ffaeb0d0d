// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/vitrine-look.h"

#include <math.h>
#include <string.h>

#include "app/app-settings.h"
#include "model/look-text.h"
#include "render/look-style.h"

typedef enum { FLAG, CHOICE, TEXT, COUNT, NUMBER, RANGE } Kind;

struct _VitrineLook {
  GObject parent_instance;

  Look now; /* owned */

  GValue *own;         /* of those that a scene says now: as a person has them; owned */
  gboolean taking;     /* what changes now is what a scene says */
  GSettings *settings; /* owned, or NULL */
};

G_DEFINE_FINAL_TYPE(VitrineLook, vitrine_look, G_TYPE_OBJECT)

/* Where they are other words than in a file. */
static const char *const COLOURINGS[] = {
    "species", "coordination", "qn",    "displacement", "hops",  "energy",
    "speed",   "deviation",    "grade", "value",        "force", NULL};
static const char *const SLICES[] = {"none", "a", "b", "c", "view", "atoms", NULL};

typedef struct {
  const char *name;
  Kind kind;
  gsize offset;
  LookKey key;
  guint low, high;            /* of a count */
  const char *const *choices; /* NULL: those of the key */
  gboolean passes;            /* belongs to one glass */
} Choice;

#define AT(field) offsetof(VitrineLook, now.field)

static const Choice TABLE[] = {
    {"mode", CHOICE, AT(style), LOOK_STYLE},
    {"color-by", CHOICE, AT(color_by), LOOK_COLOR_BY, .choices = COLOURINGS},
    {"color-column", TEXT, AT(color_column), LOOK_COLOR_BY},
    {"color-map", CHOICE, AT(color_map), LOOK_COLOR_MAP},
    {"color-range", RANGE, AT(color_range), LOOK_COLOR_RANGE, .passes = TRUE},
    {"show-cell", FLAG, AT(cell), LOOK_CELL},
    {"show-bonds", FLAG, AT(bonds), LOOK_BONDS},
    {"show-rings", FLAG, AT(rings), LOOK_RINGS},
    {"show-hops", FLAG, AT(hops), LOOK_HOPS},
    {"pathways", CHOICE, AT(pathways), LOOK_PATHWAYS},
    {"channel-only", FLAG, AT(channel_only), LOOK_CHANNEL_ONLY},
    {"show-scale", FLAG, AT(scale_bar), LOOK_SCALE_BAR},
    {"show-axes", FLAG, AT(axes), LOOK_AXES},
    {"show-time", FLAG, AT(time), LOOK_TIME},
    {"show-legend", FLAG, AT(legend), LOOK_LEGEND},
    {"orthographic", FLAG, AT(orthographic), LOOK_PROJECTION},
    {"wrapped", FLAG, AT(wrap), LOOK_WRAP},
    {"solid", FLAG, AT(solid_polyhedra), LOOK_SOLID_POLYHEDRA},
    {"slice", CHOICE, AT(slice), LOOK_SLICE, .choices = SLICES},
    {"slice-flipped", FLAG, AT(slice_flipped), LOOK_SLICE_FLIPPED},
    {"slice-position", NUMBER, AT(slice_position), LOOK_SLICE_POSITION},
    {"slice-thickness", NUMBER, AT(slice_thickness), LOOK_SLICE_THICKNESS},
    {"labels", CHOICE, AT(labels), LOOK_LABELS},
    {"background", CHOICE, AT(background), LOOK_BACKGROUND},
    {"ring-size-least", COUNT, AT(ring_sizes[0]), LOOK_RING_SIZES, LOOK_SMALLEST_RING,
     LOOK_LARGEST_RING},
    {"ring-size", COUNT, AT(ring_sizes[1]), LOOK_RING_SIZES, LOOK_SMALLEST_RING,
     LOOK_LARGEST_RING},
    {"ring-kind", CHOICE, AT(ring_definition), LOOK_RING_DEFINITION},
    {"ring-colors", CHOICE, AT(ring_colors), LOOK_RING_COLORS},
    {"copies-a", COUNT, AT(images[0]), LOOK_IMAGES, 1, LOOK_MOST_IMAGES},
    {"copies-b", COUNT, AT(images[1]), LOOK_IMAGES, 1, LOOK_MOST_IMAGES},
    {"copies-c", COUNT, AT(images[2]), LOOK_IMAGES, 1, LOOK_MOST_IMAGES},
    {"hop-species", TEXT, AT(hop_species), LOOK_HOP_SPECIES},
    {"hop-shortest", NUMBER, AT(hop_length), LOOK_HOP_LENGTH},
    {"hop-time", NUMBER, AT(hop_age), LOOK_HOP_AGE},
    {"slow-hops", FLAG, AT(hops_again), LOOK_HOPS_AGAIN},
    {"smoothing", NUMBER, AT(smoothing), LOOK_SMOOTHING},
    {"density-level", NUMBER, AT(density_level), LOOK_DENSITY_LEVEL, .passes = TRUE},
    {"room-level", NUMBER, AT(room_level), LOOK_ROOM_LEVEL, .passes = TRUE},
};

#define N_CHOICES G_N_ELEMENTS(TABLE)

static const char *const *
choices_of(const Choice *choice)
{
  return choice->choices ? choice->choices : look_words(choice->key);
}

static GParamSpec *props[N_CHOICES + 1];

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

/* As it stands in a file; anything else is left alone. */
static gboolean
set_range(VitrineLook *self, const char *text)
{
  g_autofree char *before = look_get(&self->now, LOOK_COLOR_RANGE);
  const char *key = look_key_name(LOOK_COLOR_RANGE);

  if (!look_set(&self->now, key, text && *text ? text : "auto", NULL))
    return FALSE;
  g_autofree char *after = look_get(&self->now, LOOK_COLOR_RANGE);
  return !g_str_equal(before, after);
}

/* The end of the range of rings that was just set pushes the other one. */
static void
order_rings(VitrineLook *self, gpointer set)
{
  const guint *size = self->now.ring_sizes;

  if (size[0] <= size[1])
    return;
  if (set == &size[0])
    g_object_set(self, "ring-size", size[0], NULL);
  else if (set == &size[1])
    g_object_set(self, "ring-size-least", size[1], NULL);
}

/* Numbers at the ends of a map are those of one quantity. */
static void
forget_range(VitrineLook *self, const Choice *set)
{
  if (set->key == LOOK_COLOR_BY && !self->taking)
    g_object_set(self, "color-range", "auto", NULL);
}

static gboolean
is_borrowed(const VitrineLook *self, guint k)
{
  return G_VALUE_TYPE(&self->own[k]) != 0;
}

static void
bind_choice(VitrineLook *self, guint k)
{
  if (!TABLE[k].passes)
    app_settings_bind(self->settings, TABLE[k].name, self, TABLE[k].name);
}

/* A person changes what a scene had said: that is theirs again. */
static void
keep_own(VitrineLook *self, guint k)
{
  if (self->taking || !is_borrowed(self, k))
    return;
  g_value_unset(&self->own[k]);
  if (!TABLE[k].passes)
    app_settings_write(self->settings, TABLE[k].name, self, TABLE[k].name);
  bind_choice(self, k);
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
    changed = set_choice(field, choices_of(choice), g_value_get_string(value));
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
  case RANGE:
    changed = set_range(VITRINE_LOOK(object), g_value_get_string(value));
    break;
  }
  if (!changed)
    return;
  keep_own(VITRINE_LOOK(object), id - 1);
  g_object_notify_by_pspec(object, pspec);
  order_rings(VITRINE_LOOK(object), field);
  forget_range(VITRINE_LOOK(object), choice);
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
    g_value_set_string(value, choices_of(choice)[*(guint *)field]);
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
  case RANGE:
    g_value_take_string(value, look_get(&VITRINE_LOOK(object)->now, choice->key));
    break;
  }
}

/* usual: a look of its own, from which the values are taken. */
static GParamSpec *
make_property(const Choice *choice, VitrineLook *usual)
{
  const GParamFlags flags =
      G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;
  gpointer field = field_of(usual, choice);
  double least, most, usual_number;

  switch (choice->kind) {
  case FLAG:
    return g_param_spec_boolean(choice->name, NULL, NULL, *(gboolean *)field, flags);
  case COUNT:
    return g_param_spec_uint(choice->name, NULL, NULL, choice->low, choice->high,
                             *(guint *)field, flags);
  case NUMBER:
    look_bounds(choice->key, &least, &most);
    usual_number = *(double *)field; /* may stand for "found by itself" */
    return g_param_spec_double(choice->name, NULL, NULL, fmin(least, usual_number), most,
                               usual_number, flags);
  case RANGE:
    return g_param_spec_string(choice->name, NULL, NULL, "auto", flags);
  case CHOICE:
    return g_param_spec_string(choice->name, NULL, NULL,
                               choices_of(choice)[*(guint *)field], flags);
  case TEXT:
  default:
    return g_param_spec_string(choice->name, NULL, NULL, "", flags);
  }
}

static void
vitrine_look_finalize(GObject *object)
{
  VitrineLook *self = VITRINE_LOOK(object);

  for (guint k = 0; k < N_CHOICES; k++)
    if (is_borrowed(self, k))
      g_value_unset(&self->own[k]);
  g_free(self->own);
  g_clear_object(&self->settings);
  look_clear(&self->now);
  G_OBJECT_CLASS(vitrine_look_parent_class)->finalize(object);
}

static void
vitrine_look_class_init(VitrineLookClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS(klass);
  VitrineLook usual = {0};

  object_class->set_property = vitrine_look_set_property;
  object_class->get_property = vitrine_look_get_property;
  object_class->finalize = vitrine_look_finalize;
  look_init(&usual.now);
  for (guint k = 0; k < N_CHOICES; k++)
    props[k + 1] = make_property(&TABLE[k], &usual);
  look_clear(&usual.now);
  g_object_class_install_properties(object_class, N_CHOICES + 1, props);
}

static void
vitrine_look_init(VitrineLook *self)
{
  look_init(&self->now);
  self->own = g_new0(GValue, N_CHOICES);
}

VitrineLook *
vitrine_look_new(void)
{
  return g_object_new(VITRINE_TYPE_LOOK, NULL);
}

/* Puts by what a person has, so that it comes back after the scene. */
static void
borrow(VitrineLook *self, guint k)
{
  const char *name = TABLE[k].name;

  if (is_borrowed(self, k) || TABLE[k].passes)
    return;
  g_value_init(&self->own[k], props[k + 1]->value_type);
  g_object_get_property(G_OBJECT(self), name, &self->own[k]);
  g_settings_unbind(self, name);
}

static void
give_back(VitrineLook *self, guint k)
{
  g_auto(GValue) own = self->own[k];

  self->own[k] = (GValue)G_VALUE_INIT;
  g_object_set_property(G_OBJECT(self), TABLE[k].name, &own);
  bind_choice(self, k);
}

/* Sets it to what look has. */
static void
copy_choice(VitrineLook *self, guint k, const Look *look)
{
  const Choice *choice = &TABLE[k];
  gconstpointer field =
      G_STRUCT_MEMBER_P(look, choice->offset - offsetof(VitrineLook, now));
  g_autofree char *range = NULL;

  switch (choice->kind) {
  case FLAG:
    g_object_set(self, choice->name, *(const gboolean *)field, NULL);
    break;
  case COUNT:
    g_object_set(self, choice->name, *(const guint *)field, NULL);
    break;
  case NUMBER:
    g_object_set(self, choice->name, *(const double *)field, NULL);
    break;
  case CHOICE:
    g_object_set(self, choice->name, choices_of(choice)[*(const guint *)field], NULL);
    break;
  case TEXT:
    g_object_set(self, choice->name, *(char *const *)field, NULL);
    break;
  case RANGE:
    range = look_get(look, choice->key);
    g_object_set(self, choice->name, range, NULL);
    break;
  }
}

static gboolean
has_color(const Look *now, const Frame *frame, gboolean from_file)
{
  if (now->color_by == RENDER_BY_VALUE)
    return frame->columns &&
           atom_columns_find(frame->columns, g_intern_string(now->color_column)) >= 0;
  return !from_file || !((now->color_by == RENDER_BY_ENERGY && !frame->energy) ||
                         (now->color_by == RENDER_BY_FORCE && !frame->force) ||
                         (now->color_by == RENDER_BY_SPEED && !frame->velocity) ||
                         (now->color_by == RENDER_BY_DEVIATION && !frame->deviation) ||
                         (now->color_by == RENDER_BY_GRADE && !frame->grade));
}

/* Instead of what is not there, without the person's choice being lost. */
static void
stand_in(VitrineLook *self, const char *property, const char *value)
{
  for (guint k = 0; k < N_CHOICES; k++)
    if (g_str_equal(TABLE[k].name, property))
      borrow(self, k);
  g_object_set(self, property, value, NULL);
}

static void
do_without(VitrineLook *self, const Frame *frame, gboolean from_file)
{
  const char *ion = self->now.hop_species;

  if (!has_color(&self->now, frame, from_file))
    stand_in(self, "color-by", COLOURINGS[RENDER_BY_SPECIES]);
  if (*ion && species_list_find(frame->species, ion) < 0)
    stand_in(self, "hop-species", "");
}

void
vitrine_look_take(VitrineLook *self, const Look *look, const Frame *frame,
                  gboolean from_file)
{
  g_return_if_fail(VITRINE_IS_LOOK(self) && look != NULL);

  g_object_freeze_notify(G_OBJECT(self));
  self->taking = TRUE;
  for (guint k = 0; k < N_CHOICES; k++)
    if (look_has(look, TABLE[k].key))
      borrow(self, k);
  for (guint k = 0; k < N_CHOICES; k++) {
    if (look_has(look, TABLE[k].key) || TABLE[k].passes)
      copy_choice(self, k, look);
    else if (is_borrowed(self, k))
      give_back(self, k);
  }
  if (look_has(look, LOOK_SLICE_PLANE))
    memcpy(self->now.slice_plane, look->slice_plane, sizeof look->slice_plane);
  if (frame)
    do_without(self, frame, from_file);
  self->taking = FALSE;
  g_object_thaw_notify(G_OBJECT(self));
}

const Look *
vitrine_look_get(VitrineLook *self)
{
  g_return_val_if_fail(VITRINE_IS_LOOK(self), NULL);
  return &self->now;
}

void
vitrine_look_add_actions(VitrineLook *self, GActionMap *map)
{
  for (guint k = 0; k < N_CHOICES; k++) {
    const char *name = TABLE[k].name;
    g_autoptr(GPropertyAction) action = g_property_action_new(name, self, name);
    g_action_map_add_action(map, G_ACTION(action));
  }
}

void
vitrine_look_bind_settings(VitrineLook *self, GSettings *settings)
{
  g_return_if_fail(VITRINE_IS_LOOK(self));
  g_set_object(&self->settings, settings);
  for (guint k = 0; k < N_CHOICES; k++)
    if (!is_borrowed(self, k))
      bind_choice(self, k);
}

const char *const *
vitrine_look_choices(const char *property)
{
  for (guint k = 0; k < N_CHOICES; k++)
    if (g_str_equal(TABLE[k].name, property))
      return TABLE[k].kind == CHOICE ? choices_of(&TABLE[k]) : NULL;
  return NULL;
}

void
vitrine_look_face_slice(VitrineLook *self, const Frame *frame, Vec3 towards_eye,
                        RenderStyle *style)
{
  g_return_if_fail(VITRINE_IS_LOOK(self));
  look_style_face(&self->now, frame, towards_eye, style);
}

gboolean
vitrine_look_set_plane(VitrineLook *self, const Cell *cell, const Vec3 point[3])
{
  g_return_val_if_fail(VITRINE_IS_LOOK(self), FALSE);
  double *plane = self->now.slice_plane;
  Vec3 s[3];

  for (int k = 0; k < 3; k++)
    s[k] = cell_to_fractional(cell, point[k]);
  Vec3 normal = vec3_cross(vec3_sub(s[1], s[0]), vec3_sub(s[2], s[0]));
  if (!(vec3_norm(normal) > 1e-9))
    return FALSE;
  normal = vec3_normalized(normal);
  plane[0] = normal.x;
  plane[1] = normal.y;
  plane[2] = normal.z;
  plane[3] = vec3_dot(normal, s[0]);
  g_object_set(self, "slice", "atoms", "slice-position", 0.5, NULL);
  g_object_notify(G_OBJECT(self), "slice");
  return TRUE;
}

void
vitrine_look_fill(VitrineLook *self, const Frame *frame, gboolean dark,
                  RenderStyle *style)
{
  g_return_if_fail(VITRINE_IS_LOOK(self));
  look_style_fill(&self->now, frame, dark, style);
}

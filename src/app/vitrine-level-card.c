// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/vitrine-level-card.h"

#include <glib/gi18n.h>
#include <math.h>

#include "app/format.h"
#include "app/surface-finder.h"
#include "app/vitrine-number-row.h"
#include "app/vitrine-swatch.h"
#include "app/wheel-guard.h"
#include "render/appearance.h"
#include "run/snapshot-maker.h"

#define DENSITY_DIGITS 4
#define ROOM_DIGITS    2

struct _VitrineLevelCard {
  GtkWidget parent_instance;

  VitrineSwatch *swatch, *channel_swatch;
  GtkLabel *title_label, *inside_label, *through_label, *wait_label;
  GtkWidget *numbers;
  VitrineNumberRow *level_row;
  GtkScale *scale;
  GtkWidget *through_button, *own_button;

  VitrineLook *look;     /* not owned */
  SurfaceFinder *finder; /* owned */
  Pathways *found;       /* by the run; owned, or NULL */
  double low, high;      /* ends of the slider */
  gboolean dark, updating;
};

G_DEFINE_FINAL_TYPE(VitrineLevelCard, vitrine_level_card, GTK_TYPE_WIDGET)

enum { SIGNAL_FOUND, N_SIGNALS };

static guint signals[N_SIGNALS];

static gboolean
is_density(const VitrineLevelCard *self)
{
  return self->found && g_str_equal(self->found->id, "density");
}

static const char *
level_property(const VitrineLevelCard *self)
{
  return is_density(self) ? "density-level" : "room-level";
}

/* As chosen, NAN: found by itself. */
static double
chosen_level(const VitrineLevelCard *self)
{
  double density, room;

  g_object_get(self->look, "density-level", &density, "room-level", &room, NULL);
  if (is_density(self))
    return density > VITRINE_LOOK_DENSITY_OWN ? density : NAN;
  return room > VITRINE_LOOK_ROOM_OWN ? room : NAN;
}

/* The one that is seen: of what is there by itself that of the largest surface. */
static double
present_level(const VitrineLevelCard *self)
{
  double chosen = chosen_level(self);

  if (!isnan(chosen) || self->found->surfaces->len == 0)
    return chosen;
  return ((const Mesh *)g_ptr_array_index(self->found->surfaces, 0))->level;
}

/* Densities by their logarithm. */
static double
place_of(const VitrineLevelCard *self, double level)
{
  double place = is_density(self) ? log(level / self->low) / log(self->high / self->low)
                                  : (level - self->low) / (self->high - self->low);

  return CLAMP(place, 0.0, 1.0);
}

static double
level_at(const VitrineLevelCard *self, double place)
{
  return is_density(self) ? self->low * pow(self->high / self->low, place)
                          : self->low + place * (self->high - self->low);
}

static void
choose(VitrineLevelCard *self, double level)
{
  if (self->found && isfinite(level))
    g_object_set(self->look, level_property(self), level, NULL);
}

static void
slid_cb(VitrineLevelCard *self)
{
  if (!self->updating)
    choose(self, level_at(self, gtk_range_get_value(GTK_RANGE(self->scale))));
}

static void
typed_cb(VitrineLevelCard *self, double level)
{
  choose(self, level);
}

static void
through_cb(VitrineLevelCard *self)
{
  choose(self, pathways_level_through(self->found));
}

static void
own_cb(VitrineLevelCard *self)
{
  g_object_set(self->look, level_property(self),
               is_density(self) ? VITRINE_LOOK_DENSITY_OWN : VITRINE_LOOK_ROOM_OWN, NULL);
}

static void
set_text(GtkLabel *label, const char *text)
{
  if (g_strcmp0(gtk_label_get_text(label), text) != 0)
    gtk_label_set_text(label, text);
}

static void
show_swatch(VitrineSwatch *swatch, Tint tint)
{
  const float rgb[3] = {tint.r / 255.0f, tint.g / 255.0f, tint.b / 255.0f};

  vitrine_swatch_set_color(swatch, rgb);
}

static void
show_colors(VitrineLevelCard *self)
{
  const RenderStyle style = {.dark = self->dark};

  show_swatch(
      self->swatch,
      appearance_surface(is_density(self) ? MESH_DENSITY : MESH_CLEARANCE, &style));
  show_swatch(self->channel_swatch, appearance_surface(MESH_CHANNEL, &style));
}

/* Where there is no surface: why. Owner: caller, or NULL. */
static char *
why_empty(VitrineLevelCard *self, double level)
{
  guint digits = is_density(self) ? DENSITY_DIGITS : ROOM_DIGITS;
  const char *unit = is_density(self) ? "Å⁻³" : "Å";
  double low, high;

  if (!pathways_field_range(self->found, &low, &high) || (level < high && level >= low))
    return NULL;
  g_autofree char *end = format_number(level < high ? low : high, digits);
  /* Translators: ends of a field, "nothing above 0.0734 Å⁻³" */
  return level < high ? g_strdup_printf(_("nothing below %s %s"), end, unit)
                      : g_strdup_printf(_("nothing above %s %s"), end, unit);
}

static void
show_inside(VitrineLevelCard *self, double level)
{
  g_autofree char *empty = why_empty(self, level);

  if (empty) {
    set_text(self->inside_label, empty);
    return;
  }
  g_autofree char *number =
      format_number(100.0 * pathways_share_above(self->found, level), 0);
  /* Translators: what lies within the surface, in per cent */
  g_autofree char *text = g_strdup_printf(is_density(self) ? _("%s %% of the ions inside")
                                                           : _("%s %% of the volume"),
                                          number);

  set_text(self->inside_label, text);
}

static void
show_through(VitrineLevelCard *self, double level)
{
  static const char *const name[] = {"a", "b", "c"};
  g_autoptr(GString) axes = g_string_new(NULL);
  g_autofree char *text = NULL;

  for (guint d = 0; d < 3; d++)
    if (self->found->axis[d] >= level)
      g_string_append_printf(axes, "%s%s", axes->len > 0 ? ", " : "", name[d]);
  if (axes->len > 0)
    /* Translators: directions, as "a, c" */
    text = g_strdup_printf(_("runs through along %s"), axes->str);
  set_text(self->through_label, text ? text : _("runs through nowhere"));
  gtk_widget_set_opacity(GTK_WIDGET(self->channel_swatch), axes->len > 0 ? 1.0 : 0.25);
}

/* Ends a little apart from those of the data, so that they seldom move. */
static gboolean
find_range(VitrineLevelCard *self)
{
  double low, high;

  if (!pathways_level_range(self->found, &low, &high)) {
    self->low = self->high = NAN;
    return FALSE;
  }
  if (is_density(self)) {
    self->low = exp(floor(2.0 * log(low)) / 2.0);
    self->high = exp(ceil(2.0 * log(high)) / 2.0);
  } else {
    self->low = floor(10.0 * low) / 10.0;
    self->high = high;
  }
  return TRUE;
}

static void
show_range(VitrineLevelCard *self)
{
  double through = pathways_level_through(self->found);
  gboolean known = find_range(self);

  gtk_widget_set_sensitive(GTK_WIDGET(self->scale), known);
  gtk_scale_clear_marks(self->scale);
  if (known && !isnan(through))
    /* Translators: mark of a slider, where a surface begins to run through the glass */
    gtk_scale_add_mark(self->scale, place_of(self, through), GTK_POS_BOTTOM,
                       _("percolates"));
  gtk_widget_set_sensitive(self->through_button, !isnan(through));
  g_object_set(self->level_row, "digits", is_density(self) ? DENSITY_DIGITS : ROOM_DIGITS,
               "unit", is_density(self) ? "Å⁻³" : "Å", "symbol",
               is_density(self) ? "ρ" : "r", "lower", is_density(self) ? 1e-6 : -0.9,
               "upper", is_density(self) ? 1000.0 : 20.0, NULL);
  set_text(self->title_label,
           is_density(self) ? _("Ion density") : _("Room in the framework"));
  show_colors(self);
}

static void
show_level(VitrineLevelCard *self)
{
  double level = present_level(self);

  gtk_widget_set_sensitive(self->own_button, !isnan(chosen_level(self)));
  gtk_widget_set_visible(GTK_WIDGET(self->numbers), !isnan(level));
  gtk_widget_set_visible(GTK_WIDGET(self->wait_label), isnan(level));
  if (isnan(level))
    return;
  self->updating = TRUE;
  if (self->low < self->high)
    gtk_range_set_value(GTK_RANGE(self->scale), place_of(self, level));
  self->updating = FALSE;
  vitrine_number_row_set_value(self->level_row, level);
  show_inside(self, level);
  show_through(self, level);
}

static void
look_cb(VitrineLevelCard *self)
{
  if (!self->found)
    return;
  surface_finder_set_level(self->finder, chosen_level(self));
  show_level(self);
  if (isnan(chosen_level(self)))
    g_signal_emit(self, signals[SIGNAL_FOUND], 0);
}

static void
found_cb(gpointer card)
{
  g_signal_emit(card, signals[SIGNAL_FOUND], 0);
}

static void
vitrine_level_card_dispose(GObject *object)
{
  VitrineLevelCard *self = VITRINE_LEVEL_CARD(object);
  GtkWidget *child;

  g_clear_pointer(&self->finder, surface_finder_free);
  g_clear_pointer(&self->found, pathways_unref);
  while ((child = gtk_widget_get_first_child(GTK_WIDGET(object))))
    gtk_widget_unparent(child);
  G_OBJECT_CLASS(vitrine_level_card_parent_class)->dispose(object);
}

static void
vitrine_level_card_class_init(VitrineLevelCardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS(klass);

  G_OBJECT_CLASS(klass)->dispose = vitrine_level_card_dispose;
  signals[SIGNAL_FOUND] =
      g_signal_new("found", VITRINE_TYPE_LEVEL_CARD, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                   NULL, G_TYPE_NONE, 0);
  g_type_ensure(VITRINE_TYPE_NUMBER_ROW);
  g_type_ensure(VITRINE_TYPE_SWATCH);
  gtk_widget_class_set_css_name(widget_class, "levelcard");
  gtk_widget_class_set_layout_manager_type(widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource(
      widget_class, "/org/vitrine/Vitrine/ui/vitrine-level-card.ui");
#define BIND(child) \
  gtk_widget_class_bind_template_child(widget_class, VitrineLevelCard, child)
  BIND(swatch);
  BIND(channel_swatch);
  BIND(title_label);
  BIND(inside_label);
  BIND(through_label);
  BIND(wait_label);
  BIND(numbers);
  BIND(level_row);
  BIND(scale);
  BIND(through_button);
  BIND(own_button);
#undef BIND
  gtk_widget_class_bind_template_callback(widget_class, slid_cb);
  gtk_widget_class_bind_template_callback(widget_class, typed_cb);
  gtk_widget_class_bind_template_callback(widget_class, through_cb);
  gtk_widget_class_bind_template_callback(widget_class, own_cb);
}

static void
vitrine_level_card_init(VitrineLevelCard *self)
{
  self->dark = TRUE;
  self->finder = surface_finder_new(found_cb, self);
  gtk_widget_init_template(GTK_WIDGET(self));
  gtk_widget_set_visible(GTK_WIDGET(self), FALSE);
  wheel_guard_add(GTK_WIDGET(self->scale));
}

void
vitrine_level_card_set_look(VitrineLevelCard *self, VitrineLook *look)
{
  g_return_if_fail(VITRINE_IS_LEVEL_CARD(self));
  self->look = look;
  g_signal_connect_object(look, "notify::density-level", G_CALLBACK(look_cb), self,
                          G_CONNECT_SWAPPED);
  g_signal_connect_object(look, "notify::room-level", G_CALLBACK(look_cb), self,
                          G_CONNECT_SWAPPED);
}

void
vitrine_level_card_set_dark(VitrineLevelCard *self, gboolean dark)
{
  g_return_if_fail(VITRINE_IS_LEVEL_CARD(self));
  if (dark == self->dark)
    return;
  self->dark = dark;
  show_colors(self);
}

static void
take_found(VitrineLevelCard *self, const Pathways *found)
{
  gboolean other = !self->found || !found || !g_str_equal(self->found->id, found->id);

  g_clear_pointer(&self->found, pathways_unref);
  self->found = found ? pathways_ref(found) : NULL;
  gtk_widget_set_visible(GTK_WIDGET(self), found != NULL);
  if (!found)
    return;
  if (other)
    surface_finder_set_level(self->finder, chosen_level(self));
  show_range(self);
  show_level(self);
}

Snapshot *
vitrine_level_card_apply(VitrineLevelCard *self, const Snapshot *snapshot)
{
  g_return_val_if_fail(VITRINE_IS_LEVEL_CARD(self) && snapshot != NULL, NULL);
  if (snapshot->pathways != self->found)
    take_found(self, snapshot->pathways);
  g_autoptr(Pathways) shown = surface_finder_look(self->finder, snapshot->pathways);

  return shown == snapshot->pathways ? snapshot_ref((Snapshot *)snapshot)
                                     : snapshot_maker_with_pathways(snapshot, shown);
}

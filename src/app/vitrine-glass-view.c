// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/vitrine-glass-view.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "app/format-closures.h"
#include "app/hop-age.h"
#include "app/vitrine-atom-card.h"
#include "app/vitrine-glass-area.h"
#include "app/vitrine-legend.h"
#include "plot/plot-caption.h"
#include "plot/plot.h"
#include "render/picture-caption.h"

#define OVERLAY_INTERVAL (G_USEC_PER_SEC / 5)
#define NARROW           600 /* px: below it the rates stand in the status line only */

struct _VitrineGlassView {
  GtkWidget parent_instance;

  GtkStack *stack;
  AdwStatusPage *failure_page;
  VitrineGlassArea *area;
  VitrineLegend *legend;
  GtkWidget *rates_label;
  VitrineAtomCard *atom_card;

  VitrineSession *session;
  gboolean show_cell, show_bonds, show_rings, show_hops, orthographic, wrapped;
  RenderMode mode;
  double hop_age; /* ps */
  int selected;
  gboolean failed;
  gint64 overlay_time;
  guint layout_source;
};

G_DEFINE_FINAL_TYPE(VitrineGlassView, vitrine_glass_view, GTK_TYPE_WIDGET)

enum {
  PROP_SESSION = 1,
  PROP_MODE,
  PROP_SHOW_CELL,
  PROP_SHOW_BONDS,
  PROP_SHOW_RINGS,
  PROP_SHOW_HOPS,
  PROP_ORTHOGRAPHIC,
  PROP_WRAPPED,
  PROP_FRAME_RATE,
  N_PROPS,
};

static GParamSpec *props[N_PROPS];

static const char *const MODE_NAMES[] = {
    [RENDER_NETWORK_IONS] = "network",
    [RENDER_BALL_STICK] = "ball-stick",
    [RENDER_SPACE_FILLING] = "space-filling",
    [RENDER_POLYHEDRA] = "polyhedra",
};

static void
apply_style(VitrineGlassView *self)
{
  RenderStyle style = *vitrine_glass_area_get_style(self->area);

  style.mode = self->mode;
  style.dark = adw_style_manager_get_dark(adw_style_manager_get_default());
  style.show_cell = self->show_cell;
  style.show_bonds = self->show_bonds;
  style.show_rings = self->show_rings;
  style.show_hops = self->show_hops;
  style.hop_age = self->hop_age;
  style.wrap = self->wrapped;
  style.selected = self->selected;
  g_object_get(self->legend, "hidden-types", &style.hidden_types, NULL);
  vitrine_glass_area_set_style(self->area, &style);
  vitrine_legend_set_style(self->legend, &style);
}

static gboolean
layout_cb(gpointer data)
{
  VitrineGlassView *self = data;

  self->layout_source = 0;
  gtk_widget_set_visible(self->rates_label,
                         gtk_widget_get_width(GTK_WIDGET(self)) >= NARROW);
  if (self->failed)
    gtk_stack_set_visible_child_name(self->stack, "failure");
  return G_SOURCE_REMOVE;
}

/* Widgets may not be shown or hidden while they are being allocated or realized. */
static void
queue_layout(VitrineGlassView *self)
{
  if (!self->layout_source)
    self->layout_source = g_idle_add(layout_cb, self);
}

static void
update_atom_card(VitrineGlassView *self)
{
  AtomFacts facts;
  const Snapshot *snapshot = vitrine_session_get_snapshot(self->session);
  const Frame *origin = vitrine_session_get_epoch_start(self->session);
  gboolean known = self->selected >= 0 &&
                   atom_facts_init(&facts, snapshot, origin, (guint)self->selected);
  if (known)
    vitrine_atom_card_set_facts(self->atom_card, &facts);
  gtk_widget_set_visible(GTK_WIDGET(self->atom_card), known);
}

static void
update_overlay(VitrineGlassView *self)
{
  const Snapshot *snapshot = vitrine_session_get_snapshot(self->session);

  self->overlay_time = g_get_monotonic_time();
  if (!snapshot)
    return;
  double age = hop_age_choose(snapshot, self->hop_age);
  if (age != self->hop_age) {
    self->hop_age = age;
    apply_style(self);
  }
  vitrine_legend_set_counts(self->legend, hop_age_count(snapshot, age),
                            snapshot->rings ? snapshot->rings->len : 0, age);
  update_atom_card(self);
}

static void
snapshot_changed_cb(VitrineGlassView *self)
{
  const RunStatus *status = vitrine_session_get_status(self->session);
  gint64 age = g_get_monotonic_time() - self->overlay_time;

  vitrine_glass_area_set_snapshot(self->area,
                                  vitrine_session_get_snapshot(self->session));
  if (age >= OVERLAY_INTERVAL || !status || !status->playing)
    update_overlay(self);
}

static void
scene_changed_cb(VitrineGlassView *self)
{
  const Scene *scene = vitrine_session_get_scene(self->session);

  self->selected = -1;
  vitrine_legend_set_frame(self->legend, scene ? scene->start : NULL);
  vitrine_glass_area_set_snapshot(self->area,
                                  vitrine_session_get_snapshot(self->session));
  vitrine_glass_area_fit(self->area, FALSE);
  apply_style(self);
  update_overlay(self);
  update_atom_card(self);
  if (!self->failed)
    gtk_stack_set_visible_child_name(self->stack, "picture");
}

static void
picked_cb(VitrineGlassView *self, int atom)
{
  vitrine_glass_view_select(self, atom);
}

static void
card_closed_cb(VitrineGlassView *self)
{
  vitrine_glass_view_select(self, -1);
}

static void
failed_cb(VitrineGlassView *self, const char *reason)
{
  g_autofree char *text = g_markup_printf_escaped(
      _("%s\nThe glass goes on moving; temperature, potential and plots work as ever."),
      reason);
  adw_status_page_set_description(self->failure_page, text);
  self->failed = TRUE;
  queue_layout(self);
}

/* Plain keys belong to the picture: elsewhere they are typed. */
static gboolean
key_cb(VitrineGlassView *self, guint key, guint code, GdkModifierType state)
{
  if (state & (GDK_CONTROL_MASK | GDK_ALT_MASK))
    return GDK_EVENT_PROPAGATE;
  switch (key) {
  case GDK_KEY_space:
    return gtk_widget_activate_action(GTK_WIDGET(self), "win.pause", NULL);
  case GDK_KEY_period:
    return gtk_widget_activate_action(GTK_WIDGET(self), "win.step", NULL);
  case GDK_KEY_Escape:
    if (self->selected < 0)
      return GDK_EVENT_PROPAGATE;
    vitrine_glass_view_select(self, -1);
    return GDK_EVENT_STOP;
  default:
    return GDK_EVENT_PROPAGATE;
  }
}

static void
resize_cb(VitrineGlassView *self)
{
  queue_layout(self);
}

static void
frame_rate_cb(VitrineGlassView *self)
{
  g_object_notify_by_pspec(G_OBJECT(self), props[PROP_FRAME_RATE]);
}

static void
set_mode(VitrineGlassView *self, const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS(MODE_NAMES); i++)
    if (g_strcmp0(name, MODE_NAMES[i]) == 0)
      self->mode = (RenderMode)i;
}

static void
vitrine_glass_view_set_property(GObject *object, guint id, const GValue *value,
                                GParamSpec *pspec)
{
  VitrineGlassView *self = VITRINE_GLASS_VIEW(object);

  switch (id) {
  case PROP_SESSION:
    vitrine_glass_view_set_session(self, g_value_get_object(value));
    return;
  case PROP_MODE:
    set_mode(self, g_value_get_string(value));
    break;
  case PROP_SHOW_CELL:
    self->show_cell = g_value_get_boolean(value);
    break;
  case PROP_SHOW_BONDS:
    self->show_bonds = g_value_get_boolean(value);
    break;
  case PROP_SHOW_RINGS:
    self->show_rings = g_value_get_boolean(value);
    break;
  case PROP_SHOW_HOPS:
    self->show_hops = g_value_get_boolean(value);
    break;
  case PROP_ORTHOGRAPHIC:
    self->orthographic = g_value_get_boolean(value);
    vitrine_glass_area_set_orthographic(self->area, self->orthographic);
    break;
  case PROP_WRAPPED:
    self->wrapped = g_value_get_boolean(value);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID(object, id, pspec);
  }
  apply_style(self);
}

static void
vitrine_glass_view_get_property(GObject *object, guint id, GValue *value,
                                GParamSpec *pspec)
{
  VitrineGlassView *self = VITRINE_GLASS_VIEW(object);

  switch (id) {
  case PROP_SESSION:
    g_value_set_object(value, self->session);
    break;
  case PROP_MODE:
    g_value_set_string(value, MODE_NAMES[self->mode]);
    break;
  case PROP_SHOW_CELL:
    g_value_set_boolean(value, self->show_cell);
    break;
  case PROP_SHOW_BONDS:
    g_value_set_boolean(value, self->show_bonds);
    break;
  case PROP_SHOW_RINGS:
    g_value_set_boolean(value, self->show_rings);
    break;
  case PROP_SHOW_HOPS:
    g_value_set_boolean(value, self->show_hops);
    break;
  case PROP_ORTHOGRAPHIC:
    g_value_set_boolean(value, self->orthographic);
    break;
  case PROP_WRAPPED:
    g_value_set_boolean(value, self->wrapped);
    break;
  case PROP_FRAME_RATE:
    g_object_get_property(G_OBJECT(self->area), "frame-rate", value);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID(object, id, pspec);
  }
}

static void
vitrine_glass_view_dispose(GObject *object)
{
  VitrineGlassView *self = VITRINE_GLASS_VIEW(object);
  GtkWidget *child;

  g_clear_handle_id(&self->layout_source, g_source_remove);
  g_clear_object(&self->session);
  while ((child = gtk_widget_get_first_child(GTK_WIDGET(self))))
    gtk_widget_unparent(child);
  G_OBJECT_CLASS(vitrine_glass_view_parent_class)->dispose(object);
}

static void
install_properties(GObjectClass *object_class)
{
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS;

  props[PROP_SESSION] =
      g_param_spec_object("session", NULL, NULL, VITRINE_TYPE_SESSION, flags);
  props[PROP_MODE] = g_param_spec_string("mode", NULL, NULL, "network", flags);
  props[PROP_SHOW_CELL] = g_param_spec_boolean("show-cell", NULL, NULL, TRUE, flags);
  props[PROP_SHOW_BONDS] = g_param_spec_boolean("show-bonds", NULL, NULL, TRUE, flags);
  props[PROP_SHOW_RINGS] = g_param_spec_boolean("show-rings", NULL, NULL, TRUE, flags);
  props[PROP_SHOW_HOPS] = g_param_spec_boolean("show-hops", NULL, NULL, TRUE, flags);
  props[PROP_ORTHOGRAPHIC] =
      g_param_spec_boolean("orthographic", NULL, NULL, FALSE, flags);
  props[PROP_WRAPPED] = g_param_spec_boolean("wrapped", NULL, NULL, TRUE, flags);
  props[PROP_FRAME_RATE] =
      g_param_spec_double("frame-rate", NULL, NULL, 0.0, G_MAXDOUBLE, 0.0,
                          G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties(object_class, N_PROPS, props);
}

static void
vitrine_glass_view_class_init(VitrineGlassViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS(klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS(klass);

  object_class->set_property = vitrine_glass_view_set_property;
  object_class->get_property = vitrine_glass_view_get_property;
  object_class->dispose = vitrine_glass_view_dispose;
  install_properties(object_class);

  g_type_ensure(VITRINE_TYPE_GLASS_AREA);
  g_type_ensure(VITRINE_TYPE_LEGEND);
  g_type_ensure(VITRINE_TYPE_ATOM_CARD);
  gtk_widget_class_set_css_name(widget_class, "glassview");
  gtk_widget_class_set_layout_manager_type(widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource(
      widget_class, "/org/vitrine/Vitrine/ui/vitrine-glass-view.ui");
  format_bind_closures(widget_class);
  gtk_widget_class_bind_template_child(widget_class, VitrineGlassView, stack);
  gtk_widget_class_bind_template_child(widget_class, VitrineGlassView, failure_page);
  gtk_widget_class_bind_template_child(widget_class, VitrineGlassView, area);
  gtk_widget_class_bind_template_child(widget_class, VitrineGlassView, legend);
  gtk_widget_class_bind_template_child(widget_class, VitrineGlassView, rates_label);
  gtk_widget_class_bind_template_child(widget_class, VitrineGlassView, atom_card);
  gtk_widget_class_bind_template_callback(widget_class, picked_cb);
  gtk_widget_class_bind_template_callback(widget_class, failed_cb);
  gtk_widget_class_bind_template_callback(widget_class, resize_cb);
  gtk_widget_class_bind_template_callback(widget_class, frame_rate_cb);
  gtk_widget_class_bind_template_callback(widget_class, card_closed_cb);
  gtk_widget_class_bind_template_callback(widget_class, key_cb);
}

static void
vitrine_glass_view_init(VitrineGlassView *self)
{
  self->show_cell = self->show_bonds = self->show_rings = self->show_hops = TRUE;
  self->wrapped = TRUE;
  self->selected = -1;
  self->hop_age = HOP_AGE_LONGEST;
  gtk_widget_init_template(GTK_WIDGET(self));

  const GBindingFlags both = G_BINDING_BIDIRECTIONAL | G_BINDING_SYNC_CREATE;
  apply_style(self);
  g_object_bind_property(self, "show-hops", self->legend, "show-hops", both);
  g_object_bind_property(self, "show-rings", self->legend, "show-rings", both);
  g_signal_connect_swapped(self->legend, "notify::hidden-types", G_CALLBACK(apply_style),
                           self);
  g_signal_connect_object(adw_style_manager_get_default(), "notify::dark",
                          G_CALLBACK(apply_style), self, G_CONNECT_SWAPPED);
  gtk_accessible_update_property(GTK_ACCESSIBLE(self->area),
                                 GTK_ACCESSIBLE_PROPERTY_LABEL, _("The glass"), -1);
}

void
vitrine_glass_view_set_session(VitrineGlassView *self, VitrineSession *session)
{
  g_return_if_fail(VITRINE_IS_GLASS_VIEW(self));
  if (!g_set_object(&self->session, session))
    return;
  if (session) {
    g_signal_connect_object(session, "snapshot-changed", G_CALLBACK(snapshot_changed_cb),
                            self, G_CONNECT_SWAPPED);
    g_signal_connect_object(session, "scene-changed", G_CALLBACK(scene_changed_cb), self,
                            G_CONNECT_SWAPPED);
    if (vitrine_session_get_scene(session))
      scene_changed_cb(self);
  }
  g_object_notify_by_pspec(G_OBJECT(self), props[PROP_SESSION]);
}

gboolean
vitrine_glass_view_has_picture(VitrineGlassView *self)
{
  return !self->failed && vitrine_session_get_scene(self->session);
}

void
vitrine_glass_view_fit(VitrineGlassView *self)
{
  vitrine_glass_area_fit(self->area, TRUE);
}

void
vitrine_glass_view_zoom(VitrineGlassView *self, double factor)
{
  vitrine_glass_area_zoom(self->area, factor);
}

void
vitrine_glass_view_select(VitrineGlassView *self, int atom)
{
  g_return_if_fail(VITRINE_IS_GLASS_VIEW(self));
  if (atom == self->selected)
    return;
  self->selected = atom;
  apply_style(self);
  update_atom_card(self);
}

int
vitrine_glass_view_get_selected(VitrineGlassView *self)
{
  return self->selected;
}

static void
write_caption(VitrineGlassView *self, guint8 *pixels, int width, int height, double scale)
{
  const CaptionParts parts = {TRUE, TRUE, TRUE, TRUE};
  Caption caption;

  picture_caption_init(&caption, vitrine_session_get_snapshot(self->session),
                       vitrine_glass_area_get_style(self->area),
                       vitrine_glass_area_get_camera(self->area), height / scale, parts);
  plot_caption_draw_rgba(pixels, width, height, scale, &caption);
}

gboolean
vitrine_glass_view_export(VitrineGlassView *self, const char *path, int n_pixels,
                          GError **error)
{
  int width = MAX(gtk_widget_get_width(GTK_WIDGET(self)), 1);
  int height = MAX(gtk_widget_get_height(GTK_WIDGET(self)), 1);
  double scale = n_pixels / (double)MAX(width, height);

  width = MAX((int)(width * scale), 1);
  height = MAX((int)(height * scale), 1);
  g_autofree guint8 *pixels =
      vitrine_glass_area_capture(self->area, width, height, error);
  if (!pixels)
    return FALSE;
  write_caption(self, pixels, width, height, scale);
  return plot_write_png(path, pixels, width, height, error);
}

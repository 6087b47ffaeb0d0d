// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/vitrine-glass-view.h"

#include <glib/gi18n.h>
#include <math.h>

#include "app/format-closures.h"
#include "app/hop-again.h"
#include "app/hop-age.h"
#include "app/view-keeper.h"
#include "app/vitrine-glass-view-inside.h"

#define RING_FLASH       0.5 /* ps */
#define OVERLAY_INTERVAL (G_USEC_PER_SEC / 5)
#define SWITCH_HEIGHT    44  /* px, with what is above */
#define NARROWER         460 /* px: below it styles are chosen in the view menu only */
#define NARROW           600 /* px: below it the rates stand in the status line only */

G_DEFINE_FINAL_TYPE(VitrineGlassView, vitrine_glass_view, GTK_TYPE_WIDGET)

enum { PROP_SESSION = 1, PROP_MOTION, PROP_FRAME_RATE, N_PROPS };

static GParamSpec *props[N_PROPS];

void
vitrine_glass_view_apply_style(VitrineGlassView *self)
{
  RenderStyle style = *vitrine_glass_area_get_style(self->area);
  gboolean dark = adw_style_manager_get_dark(adw_style_manager_get_default());
  const Snapshot *snapshot =
      self->session ? vitrine_session_get_snapshot(self->session) : NULL;
  g_autoptr(AtomLook) look = atom_selection_look(self->selection);

  vitrine_look_fill(self->look, snapshot ? snapshot->frame : NULL, dark, &style);
  style.hop_age = self->hop_age;
  style.hop_glow = vitrine_glass_view_glow_time(self);
  style.hop_known = self->hop_lag;
  const Event *again = vitrine_replay_bar_get_shown(self->replay_bar);
  style.hop = again ? again : self->hop;
  style.hop_alone = again != NULL;
  style.ring_flash = again ? 0.0 : RING_FLASH;
  style.origin = self->origin    ? self->origin
                 : self->session ? vitrine_session_get_epoch_start(self->session)
                                 : NULL;
  style.look = look;
  style.selected = atom_selection_last(self->selection);
  g_object_get(self->legend, "hidden-types", &style.hidden_types, NULL);
  vitrine_glass_area_set_style(self->area, &style);
  vitrine_legend_set_style(self->legend, &style);
  vitrine_level_card_set_dark(self->level_card, style.dark);
}

/* What the colours need to know of every atom costs something: only when it is shown. */
static void
show_fields(VitrineGlassView *self)
{
  g_autofree char *color = NULL;

  g_object_get(self->look, "color-by", &color, NULL);
  if (self->session)
    vitrine_session_show_fields(self->session, g_str_equal(color, "energy") ? FRAME_ENERGY
                                               : g_str_equal(color, "force") ? FRAME_FORCE
                                                                             : 0);
}

static guint
choice_of(const char *property, const char *name)
{
  const char *const *choices = vitrine_look_choices(property);
  guint k = 0;

  while (choices[k] && !g_str_equal(choices[k], name))
    k++;
  return choices[k] ? k : 0;
}

static void
update_names(VitrineGlassView *self)
{
  g_autofree char *labels = NULL;

  g_object_get(self->look, "labels", &labels, NULL);
  vitrine_glass_marks_set_names(self->marks, (TagsOf)choice_of("labels", labels));
}

/* What does not only change the style. */
static void
look_changed_cb(VitrineGlassView *self)
{
  gboolean orthographic, scale, axes, legend, hops;
  double smoothing;
  g_autofree char *kind = NULL;
  guint ring_size;

  g_object_get(self->look, "ring-kind", &kind, "orthographic", &orthographic,
               "show-scale", &scale, "show-axes", &axes, "show-legend", &legend,
               "show-hops", &hops, "smoothing", &smoothing, "ring-size", &ring_size,
               "hop-time", &self->hop_time, NULL);
  vitrine_glass_area_set_orthographic(self->area, orthographic);
  vitrine_glass_area_set_smoothing(self->area, smoothing);
  vitrine_glass_area_set_memory(self->area, hops ? HOP_AGAIN_MEMORY : 0.0);
  vitrine_glass_marks_set_parts(
      self->marks, (CaptionParts){.scale = scale, .axes = axes, .colours = legend});
  ring_finder_set_rings(self->ring_finder, ring_size,
                        (RingsKind)choice_of("ring-kind", kind));
  update_names(self);
  show_fields(self);
  vitrine_glass_view_apply_style(self);
  if (self->session)
    vitrine_glass_view_update_overlay(self);
}

static gboolean
layout_cb(gpointer data)
{
  VitrineGlassView *self = data;

  self->layout_source = 0;
  int width = gtk_widget_get_width(GTK_WIDGET(self));
  gtk_widget_set_visible(self->rates_label, width >= NARROW);
  gtk_widget_set_visible(self->style_switch, width >= NARROWER);
  vitrine_glass_area_set_covered(self->area, width >= NARROWER ? SWITCH_HEIGHT : 0);
  if (self->failed)
    gtk_stack_set_visible_child_name(self->stack, "failure");
  else if (g_strcmp0(gtk_stack_get_visible_child_name(self->stack), "failure") == 0)
    gtk_stack_set_visible_child_name(self->stack, "picture");
  return G_SOURCE_REMOVE;
}

void
vitrine_glass_view_queue_layout(VitrineGlassView *self)
{
  if (!self->layout_source)
    self->layout_source = g_idle_add_full(G_PRIORITY_DEFAULT, layout_cb, self, NULL);
}

static void
replay_changed_cb(VitrineGlassView *self)
{
  vitrine_glass_view_apply_style(self);
  vitrine_glass_view_update_motion(self);
}

static void
note_hops(VitrineGlassView *self, const Snapshot *snapshot)
{
  const GPtrArray *hops = snapshot->hops;
  const Event *newest =
      hops && hops->len > 0 ? g_ptr_array_index(hops, hops->len - 1) : NULL;

  if (newest && newest != self->last_hop)
    self->hop_lag = fmax(snapshot->frame->time - newest->time, 0.0);
  self->last_hop = newest;
}

static void
show_snapshot(VitrineGlassView *self)
{
  const Snapshot *snapshot = vitrine_session_get_snapshot(self->session);

  if (!snapshot) {
    vitrine_glass_area_set_snapshot(self->area, NULL);
    return;
  }
  g_autoptr(Snapshot) with =
      ring_finder_add(self->ring_finder, snapshot, g_get_monotonic_time());
  note_hops(self, snapshot);
  vitrine_replay_bar_watch(self->replay_bar, snapshot);
  g_autoptr(Snapshot) levelled = vitrine_level_card_apply(self->level_card, with);
  vitrine_glass_area_set_snapshot(self->area, levelled);
}

static void
snapshot_changed_cb(VitrineGlassView *self)
{
  const RunStatus *status = vitrine_session_get_status(self->session);
  gint64 age = g_get_monotonic_time() - self->overlay_time;

  show_snapshot(self);
  vitrine_glass_view_update_measures(self);
  if (age >= OVERLAY_INTERVAL || !status || !status->playing)
    vitrine_glass_view_update_overlay(self);
}

static void
scene_opened_cb(VitrineGlassView *self)
{
  const Scene *scene = vitrine_session_get_scene(self->session);

  self->opened = TRUE;
  if (scene)
    vitrine_look_take(self->look, &scene->look, scene->start,
                      vitrine_session_get_trajectory(self->session, NULL) != NULL);
}

static ViewKeeper
keeper_of(VitrineGlassView *self)
{
  return (ViewKeeper){self->legend, self->selection, self->area};
}

/* Of a glass that was opened what its scene says; of one that goes on what was there,
 * unless the camera was with an ion. */
static void
choose_view(VitrineGlassView *self, const Scene *scene, Look *view)
{
  ViewKeeper keeper = keeper_of(self);

  look_init(view);
  if (self->opened)
    look_copy(view, &scene->look);
  else if (vitrine_glass_area_get_followed(self->area) < 0)
    view_keeper_fill(&keeper, scene->start, view);
  self->opened = FALSE;
}

static void
scene_changed_cb(VitrineGlassView *self)
{
  const Scene *scene = vitrine_session_get_scene(self->session);
  ViewKeeper keeper = keeper_of(self);
  g_auto(Look) view = {0};

  if (scene)
    choose_view(self, scene, &view);

  atom_selection_reset(self->selection, scene ? scene->start->n_atoms : 0);
  self->thing = RENDER_NOTHING;
  vitrine_replay_bar_watch(self->replay_bar, NULL);
  g_clear_pointer(&self->hop, event_unref);
  g_clear_pointer(&self->origin, frame_unref);
  vitrine_glass_area_follow(self->area, -1);
  vitrine_legend_set_frame(self->legend, scene ? scene->start : NULL);
  show_snapshot(self);
  if (scene)
    view_keeper_take(&keeper, &view, scene->start);
  vitrine_glass_view_apply_style(self);
  vitrine_glass_view_update_overlay(self);
  vitrine_glass_view_update_atom_card(self);
  vitrine_glass_view_update_measures(self);
  if (!self->failed)
    gtk_stack_set_visible_child_name(self->stack, "picture");
}

static void
failed_cb(VitrineGlassView *self, const char *reason)
{
  if (reason) {
    g_autofree char *text = g_markup_printf_escaped(
        _("%s\nThe glass goes on moving; temperature, potential and plots work as ever."),
        reason);
    adw_status_page_set_description(self->failure_page, text);
  }
  self->failed = reason != NULL;
  vitrine_glass_view_queue_layout(self);
}

static void
resize_cb(VitrineGlassView *self)
{
  vitrine_glass_view_queue_layout(self);
}

static void
frame_rate_cb(VitrineGlassView *self)
{
  g_object_notify_by_pspec(G_OBJECT(self), props[PROP_FRAME_RATE]);
}

static void
vitrine_glass_view_set_property(GObject *object, guint id, const GValue *value,
                                GParamSpec *pspec)
{
  vitrine_glass_view_set_session(VITRINE_GLASS_VIEW(object), g_value_get_object(value));
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
  case PROP_MOTION:
    g_value_set_string(value, self->motion);
    break;
  case PROP_FRAME_RATE:
    g_object_get_property(G_OBJECT(self->area), "frame-rate", value);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID(object, id, pspec);
  }
}

/* Its keys play and pick. */
static gboolean
vitrine_glass_view_grab_focus(GtkWidget *widget)
{
  return gtk_widget_grab_focus(GTK_WIDGET(VITRINE_GLASS_VIEW(widget)->area));
}

static void
vitrine_glass_view_dispose(GObject *object)
{
  VitrineGlassView *self = VITRINE_GLASS_VIEW(object);
  GtkWidget *child;

  g_clear_handle_id(&self->layout_source, g_source_remove);
  g_clear_object(&self->session);
  g_clear_object(&self->look);
  g_clear_pointer(&self->selection, atom_selection_free);
  g_clear_pointer(&self->ring_finder, ring_finder_free);
  g_clear_pointer(&self->hop, event_unref);
  g_clear_pointer(&self->origin, frame_unref);
  g_clear_pointer(&self->motion, g_free);
  while ((child = gtk_widget_get_first_child(GTK_WIDGET(self))))
    gtk_widget_unparent(child);
  G_OBJECT_CLASS(vitrine_glass_view_parent_class)->dispose(object);
}

static void
install_properties(GObjectClass *object_class)
{
  const GParamFlags readable = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  props[PROP_SESSION] = g_param_spec_object("session", NULL, NULL, VITRINE_TYPE_SESSION,
                                            readable | G_PARAM_WRITABLE);
  props[PROP_MOTION] = g_param_spec_string("motion", NULL, NULL, NULL, readable);
  props[PROP_FRAME_RATE] =
      g_param_spec_double("frame-rate", NULL, NULL, 0.0, G_MAXDOUBLE, 0.0, readable);
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
  widget_class->grab_focus = vitrine_glass_view_grab_focus;
  install_properties(object_class);

  g_type_ensure(VITRINE_TYPE_GLASS_AREA);
  g_type_ensure(VITRINE_TYPE_GLASS_MARKS);
  g_type_ensure(VITRINE_TYPE_LEGEND);
  g_type_ensure(VITRINE_TYPE_LEVEL_CARD);
  g_type_ensure(VITRINE_TYPE_REPLAY_BAR);
  g_type_ensure(VITRINE_TYPE_ATOM_CARD);
  g_type_ensure(VITRINE_TYPE_THING_CARD);
  gtk_widget_class_set_css_name(widget_class, "glassview");
  gtk_widget_class_set_layout_manager_type(widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource(
      widget_class, "/org/vitrine/Vitrine/ui/vitrine-glass-view.ui");
  format_bind_closures(widget_class);
  gtk_widget_class_bind_template_child(widget_class, VitrineGlassView, stack);
  gtk_widget_class_bind_template_child(widget_class, VitrineGlassView, failure_page);
  gtk_widget_class_bind_template_child(widget_class, VitrineGlassView, area);
  gtk_widget_class_bind_template_child(widget_class, VitrineGlassView, marks);
  gtk_widget_class_bind_template_child(widget_class, VitrineGlassView, measure_label);
  gtk_widget_class_bind_template_child(widget_class, VitrineGlassView, hover_label);
  gtk_widget_class_bind_template_child(widget_class, VitrineGlassView, legend);
  gtk_widget_class_bind_template_child(widget_class, VitrineGlassView, level_card);
  gtk_widget_class_bind_template_child(widget_class, VitrineGlassView, replay_bar);
  gtk_widget_class_bind_template_child(widget_class, VitrineGlassView, rates_label);
  gtk_widget_class_bind_template_child(widget_class, VitrineGlassView, clock);
  gtk_widget_class_bind_template_child(widget_class, VitrineGlassView, style_switch);
  gtk_widget_class_bind_template_child(widget_class, VitrineGlassView, atom_card);
  gtk_widget_class_bind_template_child(widget_class, VitrineGlassView, thing_card);
  vitrine_glass_view_bind_picks(widget_class);
  vitrine_glass_view_bind_keys(widget_class);
  gtk_widget_class_bind_template_callback(widget_class, failed_cb);
  gtk_widget_class_bind_template_callback(widget_class, resize_cb);
  gtk_widget_class_bind_template_callback(widget_class, frame_rate_cb);
  gtk_widget_class_bind_template_callback(widget_class, show_snapshot);
  gtk_widget_class_bind_template_callback(widget_class, replay_changed_cb);
}

static void
vitrine_glass_view_init(VitrineGlassView *self)
{
  const GBindingFlags both = G_BINDING_BIDIRECTIONAL | G_BINDING_SYNC_CREATE;

  self->look = vitrine_look_new();
  self->selection = atom_selection_new();
  self->ring_finder = ring_finder_new();
  self->hop_age = HOP_AGE_LONGEST;
  gtk_widget_init_template(GTK_WIDGET(self));
  GtkWidget *room = gtk_drawing_area_new(); /* as large as the view, behind all */
  gtk_widget_insert_after(room, GTK_WIDGET(self), NULL);
  g_signal_connect_object(room, "resize", G_CALLBACK(vitrine_glass_area_offer_room),
                          self->area, G_CONNECT_SWAPPED);
  vitrine_glass_area_set_look(self->area, self->look);
  vitrine_level_card_set_look(self->level_card, self->look);
  vitrine_replay_bar_set_picture(self->replay_bar, self->area, self->look);
  vitrine_glass_marks_set_area(self->marks, self->area);
  vitrine_glass_view_add_picks(self);
  g_object_bind_property(self->look, "show-hops", self->legend, "show-hops", both);
  g_object_bind_property(self->look, "show-rings", self->legend, "show-rings", both);
  g_object_bind_property(self->look, "show-legend", self->legend, "visible",
                         G_BINDING_SYNC_CREATE);
  g_object_bind_property(self->look, "show-time", self->clock, "visible",
                         G_BINDING_SYNC_CREATE);
  g_signal_connect_object(self->look, "notify", G_CALLBACK(look_changed_cb), self,
                          G_CONNECT_SWAPPED);
  look_changed_cb(self);
  g_signal_connect_swapped(self->legend, "notify::hidden-types",
                           G_CALLBACK(vitrine_glass_view_apply_style), self);
  g_signal_connect_object(adw_style_manager_get_default(), "notify::dark",
                          G_CALLBACK(vitrine_glass_view_apply_style), self,
                          G_CONNECT_SWAPPED);
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
    g_signal_connect_object(session, "scene-opened", G_CALLBACK(scene_opened_cb), self,
                            G_CONNECT_SWAPPED);
    g_signal_connect_object(session, "scene-changed", G_CALLBACK(scene_changed_cb), self,
                            G_CONNECT_SWAPPED);
    g_object_bind_property(session, "pathways", self->look, "pathways",
                           G_BINDING_BIDIRECTIONAL | G_BINDING_SYNC_CREATE);
    show_fields(self);
    if (vitrine_session_get_scene(session)) {
      scene_opened_cb(self);
      scene_changed_cb(self);
    }
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

VitrineLook *
vitrine_glass_view_get_look(VitrineGlassView *self)
{
  return self->look;
}

Snapshot *
vitrine_glass_view_shown_at(VitrineGlassView *self, gint64 time)
{
  return vitrine_glass_area_shown_at(self->area, time);
}

void
vitrine_glass_view_fill_look(VitrineGlassView *self, const Frame *frame, Look *look)
{
  g_return_if_fail(VITRINE_IS_GLASS_VIEW(self) && frame != NULL && look != NULL);
  ViewKeeper keeper = keeper_of(self);

  look_copy(look, vitrine_look_get(self->look));
  view_keeper_fill(&keeper, frame, look);
  look_give_all(look);
}

gboolean
vitrine_glass_view_take_shot(VitrineGlassView *self, GlassShot *shot)
{
  if (!vitrine_glass_view_has_picture(self) ||
      !vitrine_glass_area_take_shot(self->area, shot))
    return FALSE;
  g_object_get(self->look, "ring-size", &shot->ring_size, "room-level", &shot->room_level,
               NULL);
  if (shot->room_level <= VITRINE_LOOK_ROOM_OWN)
    shot->room_level = NAN;
  vitrine_glass_marks_fill_shot(self->marks, shot);
  return TRUE;
}

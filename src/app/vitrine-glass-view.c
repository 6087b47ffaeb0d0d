// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/vitrine-glass-view.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "app/atom-selection.h"
#include "app/format-closures.h"
#include "app/format.h"
#include "app/glass-menu.h"
#include "app/hit-text.h"
#include "app/hop-again.h"
#include "app/hop-age.h"
#include "app/hover-label.h"
#include "app/vitrine-atom-card.h"
#include "app/measure.h"
#include "app/ring-finder.h"
#include "app/rubber-band.h"
#include "app/thing-facts.h"
#include "app/vitrine-glass-area.h"
#include "app/vitrine-glass-marks.h"
#include "app/vitrine-legend.h"
#include "app/vitrine-level-card.h"
#include "app/vitrine-replay-bar.h"
#include "app/vitrine-thing-card.h"
#include "render/picture-keys.h"

#define RING_FLASH       0.5 /* ps */
#define OVERLAY_INTERVAL (G_USEC_PER_SEC / 5)
#define CLOCK_HEIGHT     58  /* px */
#define SWITCH_HEIGHT    44  /* px, with what is above */
#define NARROWER         460 /* px: below it styles are chosen in the view menu only */
#define NARROW           600 /* px: below it the rates stand in the status line only */

struct _VitrineGlassView {
  GtkWidget parent_instance;

  GtkStack *stack;
  AdwStatusPage *failure_page;
  VitrineGlassArea *area;
  VitrineLegend *legend;
  VitrineLevelCard *level_card;
  VitrineReplayBar *replay_bar;
  VitrineGlassMarks *marks;
  GtkWidget *rates_label, *style_switch;
  VitrineAtomCard *atom_card;
  VitrineThingCard *thing_card;
  GtkLabel *measure_label;
  GtkLabel *hover_label;

  VitrineSession *session;
  VitrineLook *look;
  AtomSelection *selection;
  RingFinder *ring_finder;
  Event *hop;       /* looked at; owned, or NULL */
  RenderKind thing; /* that was clicked: bond, ring, hop; or nothing */
  guint bond[2];
  Ring ring;
  Frame *origin;            /* of displacements, or NULL: beginning of the epoch */
  char *motion;             /* what is said about it, or NULL */
  double hop_age, hop_time; /* ps: in force; as chosen, 0: by their number */
  double hop_lag;           /* ps from a hop until it is known */
  const void *last_hop;     /* the newest one seen, to compare only */
  gboolean failed;
  gint64 overlay_time;
  guint layout_source;
};

G_DEFINE_FINAL_TYPE(VitrineGlassView, vitrine_glass_view, GTK_TYPE_WIDGET)

enum { PROP_SESSION = 1, PROP_MOTION, PROP_FRAME_RATE, N_PROPS };

static GParamSpec *props[N_PROPS];

static double
glow_time(const VitrineGlassView *self)
{
  return hop_age_glow(eye_motion_get_speed(vitrine_glass_area_get_motion(self->area)));
}

static void
apply_style(VitrineGlassView *self)
{
  RenderStyle style = *vitrine_glass_area_get_style(self->area);
  gboolean dark = adw_style_manager_get_dark(adw_style_manager_get_default());
  const Snapshot *snapshot =
      self->session ? vitrine_session_get_snapshot(self->session) : NULL;
  g_autoptr(AtomLook) look = atom_selection_look(self->selection);

  vitrine_look_fill(self->look, snapshot ? snapshot->frame : NULL, dark, &style);
  style.hop_age = self->hop_age;
  style.hop_glow = glow_time(self);
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

static void update_overlay(VitrineGlassView *self);

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
  gboolean orthographic, scale, axes, hops;
  double smoothing;
  g_autofree char *kind = NULL;
  guint ring_size;

  g_object_get(self->look, "ring-kind", &kind, "orthographic", &orthographic,
               "show-scale", &scale, "show-axes", &axes, "show-hops", &hops, "smoothing",
               &smoothing, "ring-size", &ring_size, "hop-time", &self->hop_time, NULL);
  vitrine_glass_area_set_orthographic(self->area, orthographic);
  vitrine_glass_area_set_smoothing(self->area, smoothing);
  vitrine_glass_area_set_memory(self->area, hops ? HOP_AGAIN_MEMORY : 0.0);
  vitrine_glass_marks_set_parts(
      self->marks, (CaptionParts){.scale = scale, .axes = axes, .colours = TRUE});
  ring_finder_set_rings(self->ring_finder, ring_size,
                        (RingsKind)choice_of("ring-kind", kind));
  update_names(self);
  show_fields(self);
  apply_style(self);
  if (self->session)
    update_overlay(self);
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

/* Widgets may not be shown or hidden while they are being allocated or realized. */
static void
queue_layout(VitrineGlassView *self)
{
  if (!self->layout_source)
    self->layout_source = g_idle_add_full(G_PRIORITY_DEFAULT, layout_cb, self, NULL);
}

static void
update_atom_card(VitrineGlassView *self)
{
  AtomFacts facts;
  const Snapshot *snapshot = vitrine_session_get_snapshot(self->session);
  const Frame *origin = vitrine_session_get_epoch_start(self->session);
  int atom = atom_selection_last(self->selection);
  gboolean known =
      snapshot && atom >= 0 && atom_facts_init(&facts, snapshot, origin, (guint)atom);
  if (known)
    vitrine_atom_card_set_facts(self->atom_card, &facts);
  gtk_widget_set_visible(GTK_WIDGET(self->atom_card),
                         known && self->thing == RENDER_NOTHING);
}

static void
update_thing_card(VitrineGlassView *self)
{
  const Snapshot *snapshot = vitrine_session_get_snapshot(self->session);
  const Snapshot *shown = vitrine_glass_area_get_shown(self->area);
  g_auto(ThingFacts) facts = {0};
  gboolean known = FALSE;

  if (snapshot && self->thing == RENDER_BOND)
    known = thing_facts_bond(&facts, snapshot, self->bond[0], self->bond[1]);
  else if (shown && self->thing == RENDER_RING)
    known = thing_facts_ring(&facts, shown, &self->ring);
  else if (snapshot && self->thing == RENDER_HOP && self->hop)
    known = thing_facts_hop(&facts, snapshot, self->hop);
  if (known)
    vitrine_thing_card_set_facts(self->thing_card, &facts);
  gtk_widget_set_visible(GTK_WIDGET(self->thing_card), known);
}

/* Lengths and angles of those selected, or what the hop is that is looked at. */
static void
update_measures(VitrineGlassView *self)
{
  const Snapshot *snapshot = vitrine_session_get_snapshot(self->session);
  guint n = atom_selection_count(self->selection);
  const guint *atom = atom_selection_atoms(self->selection);
  g_autofree char *text = NULL;

  vitrine_glass_marks_set_selection(self->marks, atom, n,
                                    snapshot ? snapshot->frame : NULL);
  if (snapshot && n >= 2 && n <= 4)
    text = measure_text(snapshot->frame, atom, n);
  else if (n > 4)
    text = g_strdup_printf(ngettext("%u atom selected", "%u atoms selected", n), n);
  if (self->thing != RENDER_NOTHING)
    g_clear_pointer(&text, g_free);
  if (g_strcmp0(gtk_label_get_text(self->measure_label), text ? text : "") != 0)
    gtk_label_set_text(self->measure_label, text ? text : "");
  gtk_widget_set_visible(GTK_WIDGET(self->measure_label), text != NULL);
}

static char *
motion_text(const VitrineGlassView *self)
{
  const EyeMotion *motion = vitrine_glass_area_get_motion(self->area);
  const Event *hop = vitrine_replay_bar_get_shown(self->replay_bar);
  double window = eye_motion_get_window(motion);
  g_autofree char *number = format_rate(window);

  if (hop) {
    g_autofree char *times = format_rate(vitrine_replay_bar_get_slower(self->replay_bar));
    /* Translators: number of an ion, and how many times slower its hop is shown */
    return g_strdup_printf(_("a hop of ion %u again, %s × slower"), hop->atom[0] + 1,
                           times);
  }
  /* Translators: %s ps is a time; only what is shown is averaged, never the results */
  return window > 0.0 ? g_strdup_printf(_("picture averaged over %s ps"), number) : NULL;
}

static void
update_motion(VitrineGlassView *self)
{
  g_autofree char *text = motion_text(self);

  if (g_strcmp0(text, self->motion) == 0)
    return;
  g_free(self->motion);
  self->motion = g_steal_pointer(&text);
  g_object_notify_by_pspec(G_OBJECT(self), props[PROP_MOTION]);
}

static void
replay_changed_cb(VitrineGlassView *self)
{
  apply_style(self);
  update_motion(self);
}

static double
choose_hop_age(const VitrineGlassView *self, const Snapshot *snapshot)
{
  return self->hop_time > 0.0 ? self->hop_time : hop_age_choose(snapshot, self->hop_age);
}

static void
update_overlay(VitrineGlassView *self)
{
  const Snapshot *snapshot = vitrine_session_get_snapshot(self->session);
  const RenderStyle *style = vitrine_glass_area_get_style(self->area);

  self->overlay_time = g_get_monotonic_time();
  if (!snapshot)
    return;
  self->hop_age = choose_hop_age(self, snapshot);
  double glow = glow_time(self);
  if (self->hop_age != style->hop_age || fabs(glow - style->hop_glow) > 0.2 * glow)
    apply_style(self);
  const Snapshot *shown = vitrine_glass_area_get_shown(self->area);
  const GArray *rings = shown && shown->rings ? shown->rings : snapshot->rings;
  guint n_shown, n_hops = picture_keys_count_hops(snapshot, style, &n_shown);
  vitrine_legend_set_counts(self->legend, n_hops, n_shown, self->hop_age);
  vitrine_legend_set_rings(self->legend, rings, style);
  vitrine_glass_marks_set_room(self->marks, CLOCK_HEIGHT,
                               gtk_widget_get_width(GTK_WIDGET(self->legend)) + 16,
                               gtk_widget_get_height(GTK_WIDGET(self->legend)) + 16);
  update_atom_card(self);
  update_thing_card(self);
  update_motion(self);
  queue_layout(self);
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
  update_measures(self);
  if (age >= OVERLAY_INTERVAL || !status || !status->playing)
    update_overlay(self);
}

static void
scene_opened_cb(VitrineGlassView *self)
{
  const Scene *scene = vitrine_session_get_scene(self->session);

  vitrine_look_take_levels(self->look, scene);
  if (scene && scene->pathways)
    g_object_set(self->session, "pathways", scene->pathways, NULL);
}

static void
scene_changed_cb(VitrineGlassView *self)
{
  const Scene *scene = vitrine_session_get_scene(self->session);

  atom_selection_reset(self->selection, scene ? scene->start->n_atoms : 0);
  self->thing = RENDER_NOTHING;
  vitrine_replay_bar_watch(self->replay_bar, NULL);
  g_clear_pointer(&self->hop, event_unref);
  g_clear_pointer(&self->origin, frame_unref);
  vitrine_glass_area_follow(self->area, -1);
  vitrine_legend_set_frame(self->legend, scene ? scene->start : NULL);
  show_snapshot(self);
  vitrine_glass_area_fit(self->area, FALSE);
  apply_style(self);
  update_overlay(self);
  update_atom_card(self);
  update_measures(self);
  if (!self->failed)
    gtk_stack_set_visible_child_name(self->stack, "picture");
}

static void
selection_changed(VitrineGlassView *self)
{
  apply_style(self);
  update_atom_card(self);
  update_thing_card(self);
  update_measures(self);
}

static void
select_ring(VitrineGlassView *self, guint index)
{
  const Snapshot *shown = vitrine_glass_area_get_shown(self->area);

  if (!shown || !shown->rings || index >= shown->rings->len)
    return;
  const Ring *ring = &g_array_index(shown->rings, Ring, index);
  self->thing = RENDER_RING;
  self->ring = *ring;
  for (guint k = 0; k < ring->n; k++)
    atom_selection_add(self->selection, ring->atom[k]);
}

static void
select_bond(VitrineGlassView *self, guint a, guint b)
{
  self->thing = RENDER_BOND;
  self->bond[0] = a;
  self->bond[1] = b;
  atom_selection_add(self->selection, a);
  atom_selection_add(self->selection, b);
}

static void
select_hop(VitrineGlassView *self, guint index)
{
  const Snapshot *shown = vitrine_glass_area_get_shown(self->area);

  if (!shown || !shown->hops || index >= shown->hops->len)
    return;
  self->thing = RENDER_HOP;
  self->hop = event_ref(g_ptr_array_index(shown->hops, index));
  if (self->hop->n_atoms > 0)
    atom_selection_add(self->selection, self->hop->atom[0]);
}

static void
picked_cb(VitrineGlassView *self, const RenderHit *hit, gboolean extend)
{
  if (!extend)
    atom_selection_clear(self->selection);
  g_clear_pointer(&self->hop, event_unref);
  self->thing = RENDER_NOTHING;
  switch (hit->kind) {
  case RENDER_ATOM:
    atom_selection_toggle(self->selection, hit->index);
    break;
  case RENDER_BOND:
    select_bond(self, hit->index, hit->other);
    break;
  case RENDER_RING:
    select_ring(self, hit->index);
    break;
  case RENDER_HOP:
    select_hop(self, hit->index);
    break;
  case RENDER_NOTHING:
  default:
    break;
  }
  selection_changed(self);
}

static gboolean
pick_for_menu_cb(const RenderHit *hit, gpointer view)
{
  VitrineGlassView *self = view;
  gboolean known =
      hit && hit->kind == RENDER_ATOM && atom_selection_has(self->selection, hit->index);

  if (hit && hit->kind != RENDER_NOTHING && !known)
    picked_cb(self, hit, FALSE);
  return atom_selection_count(self->selection) > 0;
}

static void
hovered_cb(VitrineGlassView *self, const RenderHit *hit, double x, double y)
{
  const Snapshot *shown = vitrine_glass_area_get_shown(self->area);
  const Snapshot *truth = vitrine_session_get_snapshot(self->session);
  const RenderStyle *style = vitrine_glass_area_get_style(self->area);
  g_autofree char *text =
      shown && truth ? hit_text(hit, shown, truth->frame, style) : NULL;

  hover_label_show(self->hover_label, GTK_WIDGET(self->area), text, x, y);
}

static void
caught_cb(const GArray *atoms, gpointer view)
{
  VitrineGlassView *self = view;

  g_clear_pointer(&self->hop, event_unref);
  self->thing = RENDER_NOTHING;
  for (guint k = 0; k < atoms->len; k++)
    atom_selection_add(self->selection, g_array_index(atoms, guint, k));
  selection_changed(self);
}

static void
card_closed_cb(VitrineGlassView *self)
{
  vitrine_glass_view_clear(self);
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
  queue_layout(self);
}

/* Mobile ions one after the other: without a pointer this is the way to pick. */
static void
select_neighbour(VitrineGlassView *self, int step, gboolean extend)
{
  const Snapshot *snapshot = vitrine_session_get_snapshot(self->session);
  int atom = atom_selection_last(self->selection);

  if (!snapshot)
    return;
  atom = atom_selection_next(snapshot->frame, atom, step);
  picked_cb(self, &(RenderHit){.kind = RENDER_ATOM, .index = (guint)atom}, extend);
}

/* From the other side when it is seen so already. */
static void
view_along(VitrineGlassView *self, int vector)
{
  const Snapshot *shown = vitrine_glass_area_get_shown(self->area);

  if (!shown)
    return;
  Vec3 eye = camera_towards_eye(vitrine_glass_area_get_camera(self->area));
  Vec3 axis = vec3_normalized(shown->frame->cell.vector[vector]);
  vitrine_glass_area_view_along(self->area, vector, vec3_dot(eye, axis) > 0.9999);
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
    vitrine_glass_view_clear(self);
    return GDK_EVENT_STOP;
  case GDK_KEY_f:
    return gtk_widget_activate_action(GTK_WIDGET(self), "win.follow", NULL);
  case GDK_KEY_c:
    return gtk_widget_activate_action(GTK_WIDGET(self), "win.centre", NULL);
  case GDK_KEY_z:
    return gtk_widget_activate_action(GTK_WIDGET(self), "win.fit-selection", NULL);
  case GDK_KEY_1:
  case GDK_KEY_2:
  case GDK_KEY_3:
    view_along(self, (int)(key - GDK_KEY_1));
    return GDK_EVENT_STOP;
  case GDK_KEY_h:
    return gtk_widget_activate_action(GTK_WIDGET(self), "win.hide-selected", NULL);
  case GDK_KEY_i:
    return gtk_widget_activate_action(GTK_WIDGET(self), "win.isolate", NULL);
  case GDK_KEY_a:
    return gtk_widget_activate_action(GTK_WIDGET(self), "win.show-all", NULL);
  case GDK_KEY_bracketleft:
  case GDK_KEY_bracketright:
    select_neighbour(self, key == GDK_KEY_bracketright ? 1 : -1,
                     (state & GDK_SHIFT_MASK) != 0);
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
  gtk_widget_class_bind_template_child(widget_class, VitrineGlassView, style_switch);
  gtk_widget_class_bind_template_child(widget_class, VitrineGlassView, atom_card);
  gtk_widget_class_bind_template_child(widget_class, VitrineGlassView, thing_card);
  gtk_widget_class_bind_template_callback(widget_class, picked_cb);
  gtk_widget_class_bind_template_callback(widget_class, hovered_cb);
  gtk_widget_class_bind_template_callback(widget_class, failed_cb);
  gtk_widget_class_bind_template_callback(widget_class, resize_cb);
  gtk_widget_class_bind_template_callback(widget_class, frame_rate_cb);
  gtk_widget_class_bind_template_callback(widget_class, card_closed_cb);
  gtk_widget_class_bind_template_callback(widget_class, key_cb);
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
  rubber_band_attach(self->area, self->marks, caught_cb, self);
  glass_menu_attach(GTK_WIDGET(self), self->area, pick_for_menu_cb, self);
  g_object_bind_property(self->look, "show-hops", self->legend, "show-hops", both);
  g_object_bind_property(self->look, "show-rings", self->legend, "show-rings", both);
  g_signal_connect_object(self->look, "notify", G_CALLBACK(look_changed_cb), self,
                          G_CONNECT_SWAPPED);
  look_changed_cb(self);
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
    g_signal_connect_object(session, "scene-opened", G_CALLBACK(scene_opened_cb), self,
                            G_CONNECT_SWAPPED);
    g_signal_connect_object(session, "scene-changed", G_CALLBACK(scene_changed_cb), self,
                            G_CONNECT_SWAPPED);
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

void
vitrine_glass_view_select(VitrineGlassView *self, int atom)
{
  g_return_if_fail(VITRINE_IS_GLASS_VIEW(self));
  if (atom == atom_selection_last(self->selection))
    return;
  atom_selection_clear(self->selection);
  self->thing = RENDER_NOTHING;
  if (atom >= 0)
    atom_selection_add(self->selection, (guint)atom);
  selection_changed(self);
}

int
vitrine_glass_view_get_selected(VitrineGlassView *self)
{
  return atom_selection_last(self->selection);
}

/* One thing after the other: the selection, the ion that is followed, the camera. */
void
vitrine_glass_view_clear(VitrineGlassView *self)
{
  g_return_if_fail(VITRINE_IS_GLASS_VIEW(self));
  if (atom_selection_count(self->selection) > 0 || self->hop) {
    atom_selection_clear(self->selection);
    g_clear_pointer(&self->hop, event_unref);
    self->thing = RENDER_NOTHING;
    selection_changed(self);
    return;
  }
  vitrine_glass_area_follow(self->area, -1);
  vitrine_glass_area_fit(self->area, TRUE);
}

static void
hide_cb(GSimpleAction *action, GVariant *parameter, gpointer view)
{
  VitrineGlassView *self = view;
  atom_selection_hide(self->selection);
  selection_changed(self);
}

static void
isolate_cb(GSimpleAction *action, GVariant *parameter, gpointer view)
{
  VitrineGlassView *self = view;
  atom_selection_isolate(self->selection);
  selection_changed(self);
}

static void
show_all_cb(GSimpleAction *action, GVariant *parameter, gpointer view)
{
  VitrineGlassView *self = view;
  atom_selection_show_all(self->selection);
  vitrine_legend_show_all(self->legend);
  selection_changed(self);
}

static void
measure_motion_cb(GSimpleAction *action, GVariant *parameter, gpointer view)
{
  VitrineGlassView *self = view;
  guint n = atom_selection_count(self->selection);
  g_autofree char *choices = n > 0 ? atom_selection_describe(self->selection) : NULL;
  g_autofree char *text =
      n > 0 ? g_strdup_printf(ngettext("Motion is that of %u selected atom now",
                                       "Motion is that of %u selected atoms now", n),
                              n)
            : g_strdup(_("Nothing is selected: motion is that of the ions again"));

  vitrine_session_choose_atoms(self->session, choices);
  gtk_widget_activate_action(GTK_WIDGET(self), "win.toast", "s", text);
}

static void
follow_cb(GSimpleAction *action, GVariant *parameter, gpointer view)
{
  VitrineGlassView *self = view;
  int atom = atom_selection_last(self->selection);

  if (vitrine_glass_area_get_followed(self->area) >= 0) {
    vitrine_glass_area_follow(self->area, -1);
    vitrine_glass_area_fit(self->area, TRUE);
  } else if (atom >= 0) {
    vitrine_glass_area_follow(self->area, atom);
  }
}

static void
centre_cb(GSimpleAction *action, GVariant *parameter, gpointer view)
{
  VitrineGlassView *self = view;
  int atom = atom_selection_last(self->selection);

  if (atom >= 0)
    vitrine_glass_area_centre(self->area, (guint)atom);
}

static void
fit_selection_cb(GSimpleAction *action, GVariant *parameter, gpointer view)
{
  VitrineGlassView *self = view;
  guint n = atom_selection_count(self->selection);

  if (n > 0)
    vitrine_glass_area_fit_atoms(self->area, atom_selection_atoms(self->selection), n);
  else
    vitrine_glass_area_fit(self->area, TRUE);
}

static void
view_along_cb(GSimpleAction *action, GVariant *parameter, gpointer view)
{
  char vector = *g_variant_get_string(parameter, NULL);

  if (vector >= 'a' && vector <= 'c')
    view_along(view, vector - 'a');
}

static void
slice_through_cb(GSimpleAction *action, GVariant *parameter, gpointer view)
{
  VitrineGlassView *self = view;
  const Snapshot *shown = vitrine_glass_area_get_shown(self->area);
  const guint *atom = atom_selection_atoms(self->selection);
  guint n = atom_selection_count(self->selection);
  gboolean found = shown && n >= 3;
  Vec3 place[3];

  for (guint k = 0; found && k < 3; k++)
    found = vitrine_glass_area_place(self->area, atom[n - 3 + k], &place[k]);
  if (!found || !vitrine_look_set_plane(self->look, &shown->frame->cell, place))
    gtk_widget_activate_action(GTK_WIDGET(self), "win.toast", "s",
                               _("Select three atoms that are not on a line first."));
}

static void
hop_again_cb(GSimpleAction *action, GVariant *parameter, gpointer view)
{
  VitrineGlassView *self = view;

  if (self->hop && !vitrine_replay_bar_show(self->replay_bar, self->hop))
    gtk_widget_activate_action(
        GTK_WIDGET(self), "win.toast", "s",
        _("That hop is not remembered: only the last few picoseconds are."));
}

static void
count_from_now_cb(GSimpleAction *action, GVariant *parameter, gpointer view)
{
  VitrineGlassView *self = view;
  const Snapshot *snapshot = vitrine_session_get_snapshot(self->session);

  g_clear_pointer(&self->origin, frame_unref);
  self->origin = snapshot ? frame_ref(snapshot->frame) : NULL;
  apply_style(self);
}

void
vitrine_glass_view_add_actions(VitrineGlassView *self, GActionMap *map)
{
  static const GActionEntry entries[] = {
      {.name = "hide-selected", .activate = hide_cb},
      {.name = "isolate", .activate = isolate_cb},
      {.name = "measure-motion", .activate = measure_motion_cb},
      {.name = "show-all", .activate = show_all_cb},
      {.name = "follow", .activate = follow_cb},
      {.name = "centre", .activate = centre_cb},
      {.name = "count-from-now", .activate = count_from_now_cb},
      {.name = "hop-again", .activate = hop_again_cb},
      {.name = "fit-selection", .activate = fit_selection_cb},
      {.name = "view-along", .activate = view_along_cb, .parameter_type = "s"},
      {.name = "slice-through", .activate = slice_through_cb},
  };

  g_return_if_fail(VITRINE_IS_GLASS_VIEW(self));
  vitrine_look_add_actions(self->look, map);
  g_action_map_add_action_entries(map, entries, G_N_ELEMENTS(entries), self);
}

Snapshot *
vitrine_glass_view_shown_at(VitrineGlassView *self, gint64 time)
{
  return vitrine_glass_area_shown_at(self->area, time);
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

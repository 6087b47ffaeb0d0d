// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/vitrine-replay-bar.h"

#include <glib/gi18n.h>
#include <math.h>

#include "app/format.h"
#include "app/hop-again.h"

#define SLOWER 2.0 /* than the run: else a hop is seen as it is */

struct _VitrineReplayBar {
  GtkWidget parent_instance;

  GtkLabel *title_label, *detail_label;
  GtkWidget *earlier_button, *later_button;

  VitrineGlassArea *area; /* not owned */
  VitrineLook *look;      /* not owned */
  HopAgain again;
  Snapshot *newest; /* owned, or NULL */
  Event *shown;     /* owned, or NULL */
  double slower;
  guint end_source;
};

G_DEFINE_FINAL_TYPE(VitrineReplayBar, vitrine_replay_bar, GTK_TYPE_WIDGET)

enum { SIGNAL_CHANGED, N_SIGNALS };

static guint signals[N_SIGNALS];

static double
times_slower(VitrineReplayBar *self, const Event *hop)
{
  double from, to, seconds = HOP_AGAIN_SECONDS - 2.0 * EYE_MOTION_GLIDE;

  hop_again_span(hop, &from, &to);
  return eye_motion_get_speed(vitrine_glass_area_get_motion(self->area)) * seconds /
         (to - from);
}

static void
say(VitrineReplayBar *self, const Event *hop)
{
  const Frame *frame = self->newest->frame;
  guint atom = hop->atom[0];
  g_autofree char *from = format_number(hop->left, 2);
  g_autofree char *to = format_number(hop->entered, 2);
  g_autofree char *length = format_number(hop->length, 1);
  g_autofree char *times = format_rate(self->slower);
  const char *symbol = frame->species->element[frame->type[atom]]->symbol;
  g_autofree char *title =
      self->slower >= SLOWER
          /* Translators: element and number of an ion; how many times slower */
          ? g_strdup_printf(_("%s %u hops again, %s × slower"), symbol, atom + 1, times)
          : g_strdup_printf(_("%s %u hops again"), symbol, atom + 1);
  /* Translators: from … to, and how far */
  g_autofree char *detail =
      g_strdup_printf(_("%s – %s ps, %s Å from cage to cage"), from, to, length);

  gtk_label_set_text(self->title_label, title);
  gtk_label_set_text(self->detail_label, detail);
}

static gboolean
has_neighbour(VitrineReplayBar *self, int step)
{
  return self->shown && self->newest &&
         hop_again_neighbour(self->newest, self->shown, step);
}

static void
update_buttons(VitrineReplayBar *self)
{
  gtk_widget_set_sensitive(self->earlier_button, has_neighbour(self, -1));
  gtk_widget_set_sensitive(self->later_button, has_neighbour(self, 1));
}

static gboolean
end_cb(gpointer bar)
{
  VitrineReplayBar *self = bar;

  self->end_source = 0;
  hop_again_end(&self->again, g_get_monotonic_time());
  g_clear_pointer(&self->shown, event_unref);
  gtk_widget_set_visible(GTK_WIDGET(self), FALSE);
  g_signal_emit(self, signals[SIGNAL_CHANGED], 0);
  return G_SOURCE_REMOVE;
}

static void
end_in(VitrineReplayBar *self, double seconds)
{
  g_clear_handle_id(&self->end_source, g_source_remove);
  self->end_source = g_timeout_add((guint)(1e3 * seconds), end_cb, self);
}

static gboolean
begin(VitrineReplayBar *self, const Event *hop)
{
  double from, to;

  hop_again_span(hop, &from, &to);
  if (!self->newest || hop->n_atoms == 0 ||
      hop->atom[0] >= self->newest->frame->n_atoms ||
      !vitrine_glass_area_replay(self->area, from, to, HOP_AGAIN_SECONDS))
    return FALSE;
  self->slower = times_slower(self, hop);
  hop_again_begin(&self->again, hop, g_get_monotonic_time());
  Event *before = self->shown;
  self->shown = event_ref((Event *)hop);
  event_unref(before);
  say(self, hop);
  update_buttons(self);
  gtk_widget_set_visible(GTK_WIDGET(self), TRUE);
  end_in(self, HOP_AGAIN_SECONDS);
  g_signal_emit(self, signals[SIGNAL_CHANGED], 0);
  return TRUE;
}

/* The first one in this direction that is remembered. */
static void
go(VitrineReplayBar *self, int step)
{
  const Event *hop = self->shown;

  while (hop && self->newest &&
         (hop = hop_again_neighbour(self->newest, hop, step)) != NULL)
    if (begin(self, hop))
      return;
  gtk_widget_set_sensitive(step < 0 ? self->earlier_button : self->later_button, FALSE);
}

static void
earlier_cb(VitrineReplayBar *self)
{
  go(self, -1);
}

static void
later_cb(VitrineReplayBar *self)
{
  go(self, 1);
}

/* Also no more of those that come by themselves. */
static void
stop_cb(VitrineReplayBar *self)
{
  g_object_set(self->look, "slow-hops", FALSE, NULL);
  vitrine_replay_bar_stop(self);
}

static void
vitrine_replay_bar_dispose(GObject *object)
{
  VitrineReplayBar *self = VITRINE_REPLAY_BAR(object);
  GtkWidget *child;

  g_clear_handle_id(&self->end_source, g_source_remove);
  hop_again_clear(&self->again);
  g_clear_pointer(&self->newest, snapshot_unref);
  g_clear_pointer(&self->shown, event_unref);
  while ((child = gtk_widget_get_first_child(GTK_WIDGET(object))))
    gtk_widget_unparent(child);
  G_OBJECT_CLASS(vitrine_replay_bar_parent_class)->dispose(object);
}

static void
vitrine_replay_bar_class_init(VitrineReplayBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS(klass);

  G_OBJECT_CLASS(klass)->dispose = vitrine_replay_bar_dispose;
  signals[SIGNAL_CHANGED] =
      g_signal_new("changed", VITRINE_TYPE_REPLAY_BAR, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                   NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_css_name(widget_class, "replaybar");
  gtk_widget_class_set_layout_manager_type(widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource(
      widget_class, "/org/vitrine/Vitrine/ui/vitrine-replay-bar.ui");
#define BIND(child) \
  gtk_widget_class_bind_template_child(widget_class, VitrineReplayBar, child)
  BIND(title_label);
  BIND(detail_label);
  BIND(earlier_button);
  BIND(later_button);
#undef BIND
  gtk_widget_class_bind_template_callback(widget_class, earlier_cb);
  gtk_widget_class_bind_template_callback(widget_class, later_cb);
  gtk_widget_class_bind_template_callback(widget_class, stop_cb);
}

static void
vitrine_replay_bar_init(VitrineReplayBar *self)
{
  gtk_widget_init_template(GTK_WIDGET(self));
  gtk_widget_set_visible(GTK_WIDGET(self), FALSE);
}

void
vitrine_replay_bar_set_picture(VitrineReplayBar *self, VitrineGlassArea *area,
                               VitrineLook *look)
{
  g_return_if_fail(VITRINE_IS_REPLAY_BAR(self));
  self->area = area;
  self->look = look;
}

/* Only where the run is so fast that a hop is over at once. */
static void
begin_by_itself(VitrineReplayBar *self)
{
  gboolean wanted;

  g_object_get(self->look, "slow-hops", &wanted, NULL);
  if (!wanted || self->shown)
    return;
  const Event *hop = hop_again_next(&self->again, self->newest, g_get_monotonic_time());
  if (hop && times_slower(self, hop) >= SLOWER)
    begin(self, hop);
}

void
vitrine_replay_bar_watch(VitrineReplayBar *self, const Snapshot *snapshot)
{
  g_return_if_fail(VITRINE_IS_REPLAY_BAR(self));
  g_clear_pointer(&self->newest, snapshot_unref);
  self->newest = snapshot ? snapshot_ref((Snapshot *)snapshot) : NULL;
  if (snapshot) {
    begin_by_itself(self);
    return;
  }
  g_clear_handle_id(&self->end_source, g_source_remove);
  hop_again_clear(&self->again);
  if (self->shown)
    end_cb(self);
}

gboolean
vitrine_replay_bar_show(VitrineReplayBar *self, const Event *hop)
{
  g_return_val_if_fail(VITRINE_IS_REPLAY_BAR(self) && hop != NULL, FALSE);
  return begin(self, hop);
}

void
vitrine_replay_bar_stop(VitrineReplayBar *self)
{
  g_return_if_fail(VITRINE_IS_REPLAY_BAR(self));
  if (!self->shown)
    return;
  vitrine_glass_area_end_replay(self->area);
  end_in(self, EYE_MOTION_GLIDE);
}

const Event *
vitrine_replay_bar_get_shown(VitrineReplayBar *self)
{
  return self->shown;
}

double
vitrine_replay_bar_get_slower(VitrineReplayBar *self)
{
  return self->shown ? self->slower : NAN;
}

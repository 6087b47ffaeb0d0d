// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/vitrine-record-bar.h"

#include <glib/gi18n.h>

#include "export/live-film.h"

#define PATIENCE 15000 /* µs for what was seen since the last tick */

struct _VitrineRecordBar {
  GtkWidget parent_instance;

  GtkRevealer *revealer;
  GtkLabel *label;
  GtkButton *discard_button, *stop_button;

  VitrineGlassView *view; /* owned while filming */
  LiveFilm *film;         /* owned; NULL: nothing is filmed */
  char *path;             /* owned */
  double seconds;         /* after which it stops; 0: never */
  double aspect;          /* of the movie */
  double size[2];         /* of its pictures, px */
  Camera before;          /* at the last tick */
  gint64 before_at;       /* 0: there was none */
  gboolean stopping, discarded;
  guint tick;
  guint shown_second;
};

G_DEFINE_FINAL_TYPE(VitrineRecordBar, vitrine_record_bar, GTK_TYPE_WIDGET)

enum { SIGNAL_ENDED, N_SIGNALS };

static guint signals[N_SIGNALS];

static void
show_time(VitrineRecordBar *self, const LiveFilmState *state)
{
  guint second = (guint)state->seconds;
  g_autofree char *name = g_path_get_basename(self->path);

  if (second == self->shown_second && !self->stopping)
    return;
  self->shown_second = second;
  g_autofree char *text =
      self->stopping
          ? g_strdup_printf(_("Finishing %s · %d %%"), name, (int)(100.0 * state->done))
          : g_strdup_printf(_("Recording %s · %u:%02u"), name, second / 60, second % 60);
  gtk_label_set_text(self->label, text);
}

static void
stop(VitrineRecordBar *self)
{
  self->stopping = TRUE;
  live_film_stop(self->film);
  gtk_widget_action_set_enabled(GTK_WIDGET(self), "record.stop", FALSE);
}

static void
end(VitrineRecordBar *self)
{
  LiveFilmState state = live_film_state(self->film);
  gboolean empty = state.n_pictures == 0;
  g_autofree char *path = g_steal_pointer(&self->path);
  g_autofree char *reason = g_strdup(state.trouble);

  g_clear_pointer(&self->film, live_film_free);
  g_clear_object(&self->view);
  gtk_revealer_set_reveal_child(self->revealer, FALSE);
  gboolean kept = !reason && !empty && !self->discarded;
  g_signal_emit(self, signals[SIGNAL_ENDED], 0, kept ? path : NULL,
                self->discarded ? NULL : reason);
}

static void
show(VitrineRecordBar *self, const GlassShot *shot, const Snapshot *shown,
     const Camera *camera, gint64 at)
{
  Caption tags = {0};

  glass_shot_add_tags_later(shot, shown, NULL, camera, self->size, &tags);
  live_film_show(self->film, shown, camera, &shot->style, &tags, at);
}

/* What there was to be seen since the last tick, which was long ago where pictures take
 * long to draw: the movie goes by its own clock. */
static void
catch_up(VitrineRecordBar *self, const GlassShot *shot, const Camera *camera, gint64 now)
{
  for (gint64 at = live_film_due(self->film); at < now && self->before_at > 0;
       at = live_film_due(self->film)) {
    double part = (double)(at - self->before_at) / (double)(now - self->before_at);
    g_autoptr(Snapshot) shown = vitrine_glass_view_shown_at(self->view, at);
    Camera between = camera_mix(&self->before, camera, CLAMP(part, 0.0, 1.0));
    if (!shown || g_get_monotonic_time() - now > PATIENCE)
      return;
    show(self, shot, shown, &between, at);
  }
}

static void
show_view(VitrineRecordBar *self)
{
  gint64 now = g_get_monotonic_time();
  g_auto(GlassShot) shot = {0};

  if (self->stopping || !vitrine_glass_view_take_shot(self->view, &shot))
    return;
  Camera camera =
      picture_sheet_camera(&shot.camera, (double)shot.width / shot.height, self->aspect);
  catch_up(self, &shot, &camera, now);
  if (live_film_due(self->film) <= now)
    show(self, &shot, shot.snapshot, &camera, now);
  self->before = camera;
  self->before_at = now;
}

static gboolean
tick_cb(GtkWidget *widget, GdkFrameClock *clock, gpointer data)
{
  VitrineRecordBar *self = VITRINE_RECORD_BAR(widget);

  show_view(self);
  LiveFilmState state = live_film_state(self->film);
  if (!self->stopping && self->seconds > 0.0 && state.seconds >= self->seconds)
    stop(self);
  show_time(self, &state);
  if (!state.ended)
    return G_SOURCE_CONTINUE;
  self->tick = 0;
  end(self);
  return G_SOURCE_REMOVE;
}

static void
stop_action(GtkWidget *widget, const char *name, GVariant *parameter)
{
  VitrineRecordBar *self = VITRINE_RECORD_BAR(widget);

  if (self->film)
    stop(self);
}

static void
discard_action(GtkWidget *widget, const char *name, GVariant *parameter)
{
  VitrineRecordBar *self = VITRINE_RECORD_BAR(widget);

  if (!self->film)
    return;
  self->discarded = TRUE;
  live_film_discard(self->film);
  stop(self);
}

static void
vitrine_record_bar_dispose(GObject *object)
{
  VitrineRecordBar *self = VITRINE_RECORD_BAR(object);
  GtkWidget *child;

  if (self->tick)
    gtk_widget_remove_tick_callback(GTK_WIDGET(self), self->tick);
  self->tick = 0;
  if (self->film)
    live_film_stop(self->film);
  g_clear_pointer(&self->film, live_film_free);
  g_clear_object(&self->view);
  g_clear_pointer(&self->path, g_free);
  while ((child = gtk_widget_get_first_child(GTK_WIDGET(self))))
    gtk_widget_unparent(child);
  G_OBJECT_CLASS(vitrine_record_bar_parent_class)->dispose(object);
}

static void
vitrine_record_bar_class_init(VitrineRecordBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS(klass);

  G_OBJECT_CLASS(klass)->dispose = vitrine_record_bar_dispose;
  signals[SIGNAL_ENDED] =
      g_signal_new("ended", VITRINE_TYPE_RECORD_BAR, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                   NULL, G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_STRING);
  gtk_widget_class_set_css_name(widget_class, "recordbar");
  gtk_widget_class_set_layout_manager_type(widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_accessible_role(widget_class, GTK_ACCESSIBLE_ROLE_STATUS);
  gtk_widget_class_set_template_from_resource(
      widget_class, "/org/vitrine/Vitrine/ui/vitrine-record-bar.ui");
  gtk_widget_class_bind_template_child(widget_class, VitrineRecordBar, revealer);
  gtk_widget_class_bind_template_child(widget_class, VitrineRecordBar, label);
  gtk_widget_class_bind_template_child(widget_class, VitrineRecordBar, discard_button);
  gtk_widget_class_bind_template_child(widget_class, VitrineRecordBar, stop_button);
  gtk_widget_class_install_action(widget_class, "record.stop", NULL, stop_action);
  gtk_widget_class_install_action(widget_class, "record.discard", NULL, discard_action);
}

static void
vitrine_record_bar_init(VitrineRecordBar *self)
{
  gtk_widget_init_template(GTK_WIDGET(self));
}

void
vitrine_record_bar_start(VitrineRecordBar *self, VitrineGlassView *view,
                         const ExportOrder *order)
{
  g_return_if_fail(VITRINE_IS_RECORD_BAR(self) && VITRINE_IS_GLASS_VIEW(view));
  if (self->film)
    return;
  const MovieJob job = {
      .output = order->path,
      .sheet = export_order_sheet(order, order->width, order->height),
      .rate = order->rate,
  };

  self->film = live_film_new(&job, LIVE_FILM_ROOM);
  self->view = g_object_ref(view);
  self->path = g_strdup(order->path);
  self->seconds = order->seconds;
  self->aspect = (double)order->width / order->height;
  self->size[0] = job.sheet.width / job.sheet.scale;
  self->size[1] = job.sheet.height / job.sheet.scale;
  self->before_at = 0;
  self->stopping = self->discarded = FALSE;
  self->shown_second = G_MAXUINT;
  gtk_widget_action_set_enabled(GTK_WIDGET(self), "record.stop", TRUE);
  gtk_revealer_set_reveal_child(self->revealer, TRUE);
  self->tick = gtk_widget_add_tick_callback(GTK_WIDGET(self), tick_cb, NULL, NULL);
}

gboolean
vitrine_record_bar_is_recording(VitrineRecordBar *self)
{
  g_return_val_if_fail(VITRINE_IS_RECORD_BAR(self), FALSE);
  return self->film != NULL;
}

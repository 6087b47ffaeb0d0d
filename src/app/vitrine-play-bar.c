// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/vitrine-play-bar.h"

#include <glib/gi18n.h>
#include <math.h>

#include "app/format.h"

#define PAGE 0.1 /* of the trajectory */

struct _VitrinePlayBar {
  GtkWidget parent_instance;

  GtkRevealer *revealer;
  GtkLabel *place_label;
  GtkScale *scale;
  GtkAdjustment *adjustment;
  GtkBox *interval_box;
  GtkEntry *interval_entry;
  GtkSpinner *spinner;
  GtkDropDown *rate_drop_down;

  VitrineSession *session;
  gboolean showing; /* the slider follows, nobody moves it */
};

G_DEFINE_FINAL_TYPE(VitrinePlayBar, vitrine_play_bar, GTK_TYPE_WIDGET)

static const double RATES[] = {5.0, 10.0, 25.0, 50.0, 100.0, 250.0};

#define USUAL_RATE 2 /* the one that a trajectory begins with */

static char *
place_text(const RunStatus *status)
{
  g_autofree char *time = format_time(status->time);
  g_autofree char *frame = format_integer(status->frame + 1);
  g_autofree char *n_frames = format_integer(status->n_frames);

  /* Translators: time · number of the frame that is looked at, of how many */
  return g_strdup_printf(_("%s · frame %s of %s"), time, frame, n_frames);
}

static void
status_cb(VitrinePlayBar *self)
{
  const RunStatus *status = vitrine_session_get_status(self->session);
  gboolean visible = status && status->trajectory;

  gtk_revealer_set_reveal_child(self->revealer, visible);
  if (!visible)
    return;
  g_autofree char *text = place_text(status);
  gtk_label_set_text(self->place_label, text);
  gtk_widget_set_visible(GTK_WIDGET(self->interval_box), status->no_times);
  gtk_spinner_set_spinning(self->spinner, !status->complete);
  gtk_widget_set_visible(GTK_WIDGET(self->spinner), !status->complete);
  self->showing = TRUE;
  gtk_adjustment_configure(self->adjustment, status->frame, 0.0, status->n_frames - 1.0,
                           1.0, ceil(PAGE * status->n_frames), 0.0);
  self->showing = FALSE;
}

static void
moved_cb(VitrinePlayBar *self)
{
  if (!self->showing)
    vitrine_session_seek(self->session,
                         (guint)lround(gtk_adjustment_get_value(self->adjustment)));
}

static void
rate_cb(VitrinePlayBar *self)
{
  guint selected = gtk_drop_down_get_selected(self->rate_drop_down);

  if (self->session && selected < G_N_ELEMENTS(RATES))
    vitrine_session_set_number(self->session, COMMAND_SPEED, RATES[selected]);
}

static void
interval_cb(VitrinePlayBar *self)
{
  g_autofree char *text =
      g_strdup(gtk_editable_get_text(GTK_EDITABLE(self->interval_entry)));
  g_autoptr(GError) error = NULL;
  char *end;

  double interval = g_ascii_strtod(g_strdelimit(text, ",", '.'), &end);
  gboolean good =
      end != text && *g_strstrip(end) == '\0' && interval > 0.0 && isfinite(interval);
  if (!good)
    gtk_widget_add_css_class(GTK_WIDGET(self->interval_entry), "error");
  else
    gtk_widget_remove_css_class(GTK_WIDGET(self->interval_entry), "error");
  if (good && !vitrine_session_set_interval(self->session, interval, &error))
    gtk_widget_activate_action(GTK_WIDGET(self), "win.toast", "s", error->message);
}

static void
scene_changed_cb(VitrinePlayBar *self)
{
  gtk_drop_down_set_selected(self->rate_drop_down, USUAL_RATE);
  status_cb(self);
}

static void
fill_rates(VitrinePlayBar *self)
{
  g_autoptr(GtkStringList) names = gtk_string_list_new(NULL);

  for (guint i = 0; i < G_N_ELEMENTS(RATES); i++) {
    /* Translators: frames of a trajectory per second */
    g_autofree char *name = g_strdup_printf(_("%.0f frames/s"), RATES[i]);
    gtk_string_list_append(names, name);
  }
  gtk_drop_down_set_model(self->rate_drop_down, G_LIST_MODEL(names));
  gtk_drop_down_set_selected(self->rate_drop_down, USUAL_RATE);
}

static void
vitrine_play_bar_dispose(GObject *object)
{
  VitrinePlayBar *self = VITRINE_PLAY_BAR(object);
  GtkWidget *child;

  g_clear_object(&self->session);
  while ((child = gtk_widget_get_first_child(GTK_WIDGET(self))))
    gtk_widget_unparent(child);
  G_OBJECT_CLASS(vitrine_play_bar_parent_class)->dispose(object);
}

static void
vitrine_play_bar_class_init(VitrinePlayBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS(klass);

  G_OBJECT_CLASS(klass)->dispose = vitrine_play_bar_dispose;
  gtk_widget_class_set_css_name(widget_class, "playbar");
  gtk_widget_class_set_layout_manager_type(widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource(
      widget_class, "/org/vitrine/Vitrine/ui/vitrine-play-bar.ui");
#define BIND(child) \
  gtk_widget_class_bind_template_child(widget_class, VitrinePlayBar, child)
  BIND(revealer);
  BIND(place_label);
  BIND(scale);
  BIND(adjustment);
  BIND(interval_box);
  BIND(interval_entry);
  BIND(spinner);
  BIND(rate_drop_down);
#undef BIND
}

static void
vitrine_play_bar_init(VitrinePlayBar *self)
{
  gtk_widget_init_template(GTK_WIDGET(self));
  fill_rates(self);
  g_signal_connect_swapped(self->adjustment, "value-changed", G_CALLBACK(moved_cb), self);
  g_signal_connect_swapped(self->interval_entry, "activate", G_CALLBACK(interval_cb),
                           self);
  g_signal_connect_swapped(self->rate_drop_down, "notify::selected", G_CALLBACK(rate_cb),
                           self);
}

void
vitrine_play_bar_set_session(VitrinePlayBar *self, VitrineSession *session)
{
  static const char *const followed[] = {"notify::frame", "notify::n-frames",
                                         "notify::complete", "notify::trajectory",
                                         "notify::no-times"};

  g_return_if_fail(VITRINE_IS_PLAY_BAR(self));
  if (!g_set_object(&self->session, session) || !session)
    return;
  for (guint i = 0; i < G_N_ELEMENTS(followed); i++)
    g_signal_connect_object(session, followed[i], G_CALLBACK(status_cb), self,
                            G_CONNECT_SWAPPED);
  g_signal_connect_object(session, "scene-changed", G_CALLBACK(scene_changed_cb), self,
                          G_CONNECT_SWAPPED);
  status_cb(self);
}

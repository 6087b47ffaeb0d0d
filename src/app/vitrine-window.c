// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/vitrine-window.h"

#include <glib/gi18n.h>

#include "app/app-settings.h"
#include "app/fitting-potential.h"
#include "app/format-closures.h"
#include "app/recent-models.h"
#include "app/vitrine-hop-choices.h"
#include "app/vitrine-new-glass.h"
#include "app/vitrine-play-bar.h"
#include "app/vitrine-status-line.h"
#include "app/vitrine-stopped-bar.h"
#include "app/vitrine-view-menu.h"
#include "app/window-export.h"
#include "app/window-files.h"
#include "io/scene-file.h"
#include "io/structure-file.h"

#define ZOOM_STEP 1.25

struct _VitrineWindow {
  AdwApplicationWindow parent_instance;

  AdwToastOverlay *toast_overlay;
  AdwButtonContent *play_content;
  GMenu *scenes_menu;
  VitrineViewMenu *view_menu;
  VitrineStoppedBar *stopped_bar;
  VitrineRecordBar *record_bar;
  AdwFlap *steer_flap;
  AdwFlap *watch_flap;
  VitrineSteerPanel *steer_panel;
  VitrineGlassView *glass_view;
  VitrineWatchPanel *watch_panel;
  VitrinePlayBar *play_bar;
  VitrineStatusLine *status_line;

  VitrineSession *session;
  GSettings *settings; /* NULL without a schema */
};

G_DEFINE_FINAL_TYPE(VitrineWindow, vitrine_window, ADW_TYPE_APPLICATION_WINDOW)

enum { PROP_SESSION = 1, N_PROPS };

static GParamSpec *props[N_PROPS];

static gboolean
poll_cb(GtkWidget *widget, GdkFrameClock *clock, gpointer data)
{
  vitrine_session_poll(VITRINE_WINDOW(widget)->session);
  return G_SOURCE_CONTINUE;
}

typedef struct {
  char *path; /* or id of a shipped scene */
  GStrv models;
} Wish;

static void
wish_free(Wish *wish)
{
  g_free(wish->path);
  g_strfreev(wish->models);
  g_free(wish);
}

typedef struct {
  Scene *scene;
  gboolean trajectory;
  char *note; /* what a person should know of it, or NULL */
} Loaded;

static void
loaded_free(Loaded *loaded)
{
  scene_free(loaded->scene);
  g_free(loaded->note);
  g_free(loaded);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC(Loaded, loaded_free)

static void
load_thread(GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  const Wish *wish = data;
  GError *error = NULL;
  Scene *scene = scene_open(wish->path, &error);

  if (!scene) {
    g_task_return_error(task, error);
    return;
  }
  Loaded *loaded = g_new0(Loaded, 1);
  loaded->scene = scene;
  gboolean structure =
      !scene_is_shipped(wish->path) && !g_str_has_suffix(wish->path, ".scene");
  loaded->trajectory = structure && structure_is_trajectory(wish->path);
  if (structure)
    loaded->note = fitting_potential_choose(scene, (const char *const *)wish->models);
  g_task_return_pointer(task, loaded, (GDestroyNotify)loaded_free);
}

static gboolean
open_loaded(VitrineWindow *self, const Loaded *loaded, const char *path, GError **error)
{
  return loaded->trajectory
             ? vitrine_session_open_trajectory(self->session, path, loaded->scene, error)
             : vitrine_session_open(self->session, loaded->scene, error);
}

static void
tell_open_failed(VitrineWindow *self, const char *path, const char *reason)
{
  g_autofree char *name = g_path_get_basename(path);
  g_autofree char *heading = g_strdup_printf(_("Could not open %s"), name);
  gboolean running = vitrine_session_get_scene(self->session) != NULL;
  g_autofree char *body =
      running ? g_strdup_printf(_("%s\n\nThe running glass stays as it is."), reason)
              : g_strdup(reason);
  vitrine_window_tell(self, heading, body);
}

static void
loaded_cb(GObject *source, GAsyncResult *result, gpointer data)
{
  VitrineWindow *self = VITRINE_WINDOW(source);
  const Wish *wish = g_task_get_task_data(G_TASK(result));
  const char *path = wish->path;
  g_autoptr(GError) error = NULL;
  g_autoptr(Loaded) loaded = g_task_propagate_pointer(G_TASK(result), &error);

  if (!self->session)
    return;
  if (loaded && open_loaded(self, loaded, path, &error)) {
    if (loaded->note && !loaded->trajectory)
      vitrine_window_toast(self, loaded->note);
    return;
  }
  tell_open_failed(self, path, error->message);
  if (!vitrine_session_get_scene(self->session) && !scene_is_shipped(path))
    vitrine_window_open_default(self);
}

static void
playing_cb(VitrineWindow *self)
{
  const RunStatus *status = vitrine_session_get_status(self->session);
  gboolean playing = status && status->playing;
  const char *label = playing ? _("Pause") : _("Play");

  adw_button_content_set_label(self->play_content, label);
  adw_button_content_set_icon_name(self->play_content,
                                   playing ? "media-playback-pause-symbolic"
                                           : "media-playback-start-symbolic");
}

static void
refused_cb(VitrineWindow *self, const char *text)
{
  vitrine_window_toast(self, text);
}

static void
event_cb(VitrineWindow *self, const Event *event)
{
  if (event->text && (event->kind == EVENT_STEER || event->kind == EVENT_WARNING))
    g_object_set(self->status_line, "message", event->text, NULL);
}

static void
scene_changed_cb(VitrineWindow *self)
{
  const Scene *scene = vitrine_session_get_scene(self->session);
  const RunStatus *status = vitrine_session_get_status(self->session);
  gboolean trajectory = status && status->trajectory;
  g_autofree char *message = trajectory ? g_strdup_printf(_("trajectory %s"), scene->name)
                                        : g_strdup(scene ? scene->name : NULL);

  g_object_set(self->status_line, "message", message, NULL);
  gtk_widget_set_sensitive(GTK_WIDGET(self->steer_panel), scene != NULL);
  vitrine_view_menu_set_frame(self->view_menu, scene ? scene->start : NULL);
  vitrine_steer_panel_set_trajectory(self->steer_panel, trajectory);
  gtk_widget_grab_focus(GTK_WIDGET(self->glass_view));
}

static void
tell_left(VitrineWindow *self, const char *path, guint n_left)
{
  g_autofree char *name = g_path_get_basename(path);
  g_autofree char *text = g_strdup_printf(
      ngettext("One file at a time: %s is opened, %u other was left",
               "One file at a time: %s is opened, %u others were left", n_left),
      name, n_left);
  vitrine_window_toast(self, text);
}

static gboolean
drop_cb(VitrineWindow *self, const GValue *value)
{
  GSList *files = g_value_get_boxed(value);
  g_autofree char *path = files ? g_file_get_path(files->data) : NULL;

  if (!path)
    return FALSE;
  vitrine_window_open(self, path);
  if (files->next)
    tell_left(self, path, g_slist_length(files) - 1);
  return TRUE;
}

static void
pause_action(GtkWidget *widget, const char *name, GVariant *parameter)
{
  VitrineSession *session = VITRINE_WINDOW(widget)->session;
  const RunStatus *status = vitrine_session_get_status(session);
  if (status)
    vitrine_session_play(session, !status->playing);
}

static void
step_action(GtkWidget *widget, const char *name, GVariant *parameter)
{
  vitrine_session_step(VITRINE_WINDOW(widget)->session);
}

static void
new_glass_action(GtkWidget *widget, const char *name, GVariant *parameter)
{
  VitrineNewGlass *dialog =
      vitrine_new_glass_new(GTK_WINDOW(widget), VITRINE_WINDOW(widget)->session);
  gtk_window_present(GTK_WINDOW(dialog));
}

static void
hop_choices_action(GtkWidget *widget, const char *name, GVariant *parameter)
{
  gtk_window_present(
      vitrine_hop_choices_new(GTK_WINDOW(widget), VITRINE_WINDOW(widget)->session));
}

static void
open_action(GtkWidget *widget, const char *name, GVariant *parameter)
{
  window_files_open(VITRINE_WINDOW(widget));
}

static void
save_structure_action(GtkWidget *widget, const char *name, GVariant *parameter)
{
  window_files_save_structure(VITRINE_WINDOW(widget));
}

static void
save_scene_action(GtkWidget *widget, const char *name, GVariant *parameter)
{
  window_files_save_scene(VITRINE_WINDOW(widget));
}

static void
export_picture_action(GtkWidget *widget, const char *name, GVariant *parameter)
{
  window_export_show(VITRINE_WINDOW(widget), FALSE);
}

static void
export_movie_action(GtkWidget *widget, const char *name, GVariant *parameter)
{
  window_export_show(VITRINE_WINDOW(widget), TRUE);
}

static void
export_plots_action(GtkWidget *widget, const char *name, GVariant *parameter)
{
  window_files_export_plots(VITRINE_WINDOW(widget));
}

static void
scene_action(GtkWidget *widget, const char *name, GVariant *parameter)
{
  vitrine_window_open(VITRINE_WINDOW(widget), g_variant_get_string(parameter, NULL));
}

static void
reload_action(GtkWidget *widget, const char *name, GVariant *parameter)
{
  VitrineWindow *self = VITRINE_WINDOW(widget);
  g_autoptr(GError) error = NULL;

  if (vitrine_session_get_scene(self->session) &&
      !vitrine_session_reload(self->session, &error))
    vitrine_window_tell(self, _("The scene could not be started again"), error->message);
}

static void
restart_action(GtkWidget *widget, const char *name, GVariant *parameter)
{
  VitrineWindow *self = VITRINE_WINDOW(widget);
  g_autoptr(GError) error = NULL;

  if (vitrine_session_get_scene(self->session) &&
      !vitrine_session_restart_good(self->session, &error))
    vitrine_window_tell(self, _("The run could not be started again"), error->message);
}

static void
run_from_here_action(GtkWidget *widget, const char *name, GVariant *parameter)
{
  VitrineWindow *self = VITRINE_WINDOW(widget);
  g_autoptr(GError) error = NULL;

  if (vitrine_session_get_scene(self->session) &&
      !vitrine_session_run_from_here(self->session, &error))
    vitrine_window_tell(self, _("This frame cannot be run"), error->message);
}

static void
fit_action(GtkWidget *widget, const char *name, GVariant *parameter)
{
  vitrine_glass_view_fit(VITRINE_WINDOW(widget)->glass_view);
}

static void
zoom_in_action(GtkWidget *widget, const char *name, GVariant *parameter)
{
  vitrine_glass_view_zoom(VITRINE_WINDOW(widget)->glass_view, ZOOM_STEP);
}

static void
zoom_out_action(GtkWidget *widget, const char *name, GVariant *parameter)
{
  vitrine_glass_view_zoom(VITRINE_WINDOW(widget)->glass_view, 1.0 / ZOOM_STEP);
}

static void
temperature_action(GtkWidget *widget, const char *name, GVariant *parameter)
{
  VitrineWindow *self = VITRINE_WINDOW(widget);
  adw_flap_set_reveal_flap(self->steer_flap, TRUE);
  vitrine_steer_panel_edit_temperature(self->steer_panel);
}

static void
panels_action(GtkWidget *widget, const char *name, GVariant *parameter)
{
  VitrineWindow *self = VITRINE_WINDOW(widget);
  gboolean any = adw_flap_get_reveal_flap(self->steer_flap) ||
                 adw_flap_get_reveal_flap(self->watch_flap);
  adw_flap_set_reveal_flap(self->steer_flap, !any);
  adw_flap_set_reveal_flap(self->watch_flap, !any);
}

static void
toast_action(GtkWidget *widget, const char *name, GVariant *parameter)
{
  vitrine_window_toast(VITRINE_WINDOW(widget), g_variant_get_string(parameter, NULL));
}

static void
fill_scenes_menu(VitrineWindow *self)
{
  g_autoptr(GPtrArray) catalogue = scene_catalogue();

  for (guint i = 0; i < catalogue->len; i++) {
    const SceneEntry *entry = g_ptr_array_index(catalogue, i);
    g_autoptr(GMenuItem) item = g_menu_item_new(entry->name, NULL);
    g_menu_item_set_action_and_target(item, "win.scene", "s", entry->id);
    g_menu_append_item(self->scenes_menu, item);
  }
}

static void
add_property_action(VitrineWindow *self, const char *name, gpointer object,
                    const char *property)
{
  g_autoptr(GPropertyAction) action = g_property_action_new(name, object, property);
  g_action_map_add_action(G_ACTION_MAP(self), G_ACTION(action));
}

static void
add_property_actions(VitrineWindow *self)
{
  vitrine_glass_view_add_actions(self->glass_view, G_ACTION_MAP(self));
  add_property_action(self, "show-steer", self->steer_flap, "reveal-flap");
  add_property_action(self, "show-watch", self->watch_flap, "reveal-flap");
}

static void
bind_settings(VitrineWindow *self, GSettings *settings)
{
  app_settings_bind(settings, "window-width", self, "default-width");
  app_settings_bind(settings, "window-height", self, "default-height");
  app_settings_bind(settings, "window-maximized", self, "maximized");
  vitrine_look_bind_settings(vitrine_glass_view_get_look(self->glass_view), settings);
  app_settings_bind(settings, "plots", self->watch_panel, "plots");
  app_settings_bind(settings, "watch-width", self->watch_panel, "width");
  app_settings_bind(settings, "plot-scales", self->watch_panel, "scales");
  app_settings_bind(settings, "large-plots", self->watch_panel, "large");
}

static void
connect_session(VitrineWindow *self)
{
  const struct {
    const char *signal;
    GCallback callback;
  } wires[] = {
      {"notify::playing", G_CALLBACK(playing_cb)},
      {"refused", G_CALLBACK(refused_cb)},
      {"event", G_CALLBACK(event_cb)},
      {"scene-changed", G_CALLBACK(scene_changed_cb)},
  };
  for (guint i = 0; i < G_N_ELEMENTS(wires); i++)
    g_signal_connect_object(self->session, wires[i].signal, wires[i].callback, self,
                            G_CONNECT_SWAPPED);
  vitrine_steer_panel_set_session(self->steer_panel, self->session);
  vitrine_glass_view_set_session(self->glass_view, self->session);
  vitrine_watch_panel_set_session(self->watch_panel, self->session);
  vitrine_play_bar_set_session(self->play_bar, self->session);
  vitrine_view_menu_set_look(self->view_menu,
                             vitrine_glass_view_get_look(self->glass_view));
  g_object_set(self->status_line, "session", self->session, NULL);
  g_object_bind_property(self->session, "stopped", self->stopped_bar, "reason",
                         G_BINDING_SYNC_CREATE);
  g_object_notify_by_pspec(G_OBJECT(self), props[PROP_SESSION]);
}

static void
vitrine_window_get_property(GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  g_value_set_object(value, VITRINE_WINDOW(object)->session);
}

static void
vitrine_window_dispose(GObject *object)
{
  VitrineWindow *self = VITRINE_WINDOW(object);

  g_clear_object(&self->session);
  g_clear_object(&self->settings);
  G_OBJECT_CLASS(vitrine_window_parent_class)->dispose(object);
}

static void
install_actions(GtkWidgetClass *klass)
{
  static const struct {
    const char *name, *parameter;
    GtkWidgetActionActivateFunc function;
  } actions[] = {
      {"win.pause", NULL, pause_action},
      {"win.step", NULL, step_action},
      {"win.new-glass", NULL, new_glass_action},
      {"win.hop-choices", NULL, hop_choices_action},
      {"win.open", NULL, open_action},
      {"win.save-structure", NULL, save_structure_action},
      {"win.save-scene", NULL, save_scene_action},
      {"win.export-picture", NULL, export_picture_action},
      {"win.export-movie", NULL, export_movie_action},
      {"win.export-plots", NULL, export_plots_action},
      {"win.scene", "s", scene_action},
      {"win.reload", NULL, reload_action},
      {"win.restart", NULL, restart_action},
      {"win.run-from-here", NULL, run_from_here_action},
      {"win.fit", NULL, fit_action},
      {"win.zoom-in", NULL, zoom_in_action},
      {"win.zoom-out", NULL, zoom_out_action},
      {"win.temperature", NULL, temperature_action},
      {"win.panels", NULL, panels_action},
      {"win.toast", "s", toast_action},
  };
  for (guint i = 0; i < G_N_ELEMENTS(actions); i++)
    gtk_widget_class_install_action(klass, actions[i].name, actions[i].parameter,
                                    actions[i].function);
}

static void
vitrine_window_class_init(VitrineWindowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS(klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS(klass);

  object_class->get_property = vitrine_window_get_property;
  object_class->dispose = vitrine_window_dispose;
  props[PROP_SESSION] = g_param_spec_object("session", NULL, NULL, VITRINE_TYPE_SESSION,
                                            G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties(object_class, N_PROPS, props);

  g_type_ensure(VITRINE_TYPE_STEER_PANEL);
  g_type_ensure(VITRINE_TYPE_VIEW_MENU);
  g_type_ensure(VITRINE_TYPE_GLASS_VIEW);
  g_type_ensure(VITRINE_TYPE_WATCH_PANEL);
  g_type_ensure(VITRINE_TYPE_PLAY_BAR);
  g_type_ensure(VITRINE_TYPE_STATUS_LINE);
  g_type_ensure(VITRINE_TYPE_STOPPED_BAR);
  g_type_ensure(VITRINE_TYPE_RECORD_BAR);
  gtk_widget_class_set_template_from_resource(
      widget_class, "/org/vitrine/Vitrine/ui/vitrine-window.ui");
  format_bind_closures(widget_class);
#define BIND(child) \
  gtk_widget_class_bind_template_child(widget_class, VitrineWindow, child)
  BIND(toast_overlay);
  BIND(play_content);
  BIND(scenes_menu);
  BIND(view_menu);
  BIND(stopped_bar);
  BIND(record_bar);
  BIND(steer_flap);
  BIND(watch_flap);
  BIND(steer_panel);
  BIND(glass_view);
  BIND(watch_panel);
  BIND(play_bar);
  BIND(status_line);
#undef BIND
  install_actions(widget_class);
  gtk_widget_class_install_property_action(widget_class, "win.fullscreen",
                                           "fullscreened");
}

static void
vitrine_window_init(VitrineWindow *self)
{
  gtk_widget_init_template(GTK_WIDGET(self));
  self->session = vitrine_session_new();
  fill_scenes_menu(self);
  add_property_actions(self);
  connect_session(self);
  g_object_bind_property(self->glass_view, "motion", self->status_line, "motion",
                         G_BINDING_SYNC_CREATE);
  g_object_bind_property(self->glass_view, "frame-rate", self->status_line, "frame-rate",
                         G_BINDING_SYNC_CREATE);

  g_signal_connect_swapped(self->record_bar, "ended", G_CALLBACK(window_export_ended),
                           self);
  GtkDropTarget *drop = gtk_drop_target_new(GDK_TYPE_FILE_LIST, GDK_ACTION_COPY);
  g_signal_connect_swapped(drop, "drop", G_CALLBACK(drop_cb), self);
  gtk_widget_add_controller(GTK_WIDGET(self), GTK_EVENT_CONTROLLER(drop));
  gtk_widget_add_tick_callback(GTK_WIDGET(self), poll_cb, NULL, NULL);
}

VitrineWindow *
vitrine_window_new(GtkApplication *application, GSettings *settings)
{
  VitrineWindow *self =
      g_object_new(VITRINE_TYPE_WINDOW, "application", application, NULL);
  g_set_object(&self->settings, settings);
  bind_settings(self, settings);
  return self;
}

GSettings *
vitrine_window_get_settings(VitrineWindow *self)
{
  g_return_val_if_fail(VITRINE_IS_WINDOW(self), NULL);
  return self->settings;
}

VitrineSession *
vitrine_window_get_session(VitrineWindow *self)
{
  g_return_val_if_fail(VITRINE_IS_WINDOW(self), NULL);
  return self->session;
}

VitrineGlassView *
vitrine_window_get_glass_view(VitrineWindow *self)
{
  g_return_val_if_fail(VITRINE_IS_WINDOW(self), NULL);
  return self->glass_view;
}

VitrineSteerPanel *
vitrine_window_get_steer_panel(VitrineWindow *self)
{
  g_return_val_if_fail(VITRINE_IS_WINDOW(self), NULL);
  return self->steer_panel;
}

VitrineWatchPanel *
vitrine_window_get_watch_panel(VitrineWindow *self)
{
  g_return_val_if_fail(VITRINE_IS_WINDOW(self), NULL);
  return self->watch_panel;
}

VitrineRecordBar *
vitrine_window_get_record_bar(VitrineWindow *self)
{
  g_return_val_if_fail(VITRINE_IS_WINDOW(self), NULL);
  return self->record_bar;
}

void
vitrine_window_open(VitrineWindow *self, const char *path_or_id)
{
  g_return_if_fail(VITRINE_IS_WINDOW(self));
  g_return_if_fail(path_or_id != NULL);

  g_autoptr(GTask) task = g_task_new(self, NULL, loaded_cb, NULL);
  Wish *wish = g_new0(Wish, 1);
  wish->path = g_strdup(path_or_id);
  wish->models = recent_models_list();
  g_task_set_task_data(task, wish, (GDestroyNotify)wish_free);
  g_task_run_in_thread(task, load_thread);
}

void
vitrine_window_open_default(VitrineWindow *self)
{
  g_return_if_fail(VITRINE_IS_WINDOW(self));

  g_autoptr(GPtrArray) catalogue = scene_catalogue();
  if (catalogue->len == 0)
    return;
  const SceneEntry *first = g_ptr_array_index(catalogue, 0);
  vitrine_window_open(self, first->id);
}

void
vitrine_window_toast(VitrineWindow *self, const char *text)
{
  g_return_if_fail(VITRINE_IS_WINDOW(self));

  g_autofree char *markup = g_markup_escape_text(text, -1);
  AdwToast *toast = adw_toast_new(markup);
  adw_toast_set_timeout(toast, 4);
  adw_toast_overlay_add_toast(self->toast_overlay, toast);
}

void
vitrine_window_tell(VitrineWindow *self, const char *heading, const char *reason)
{
  g_return_if_fail(VITRINE_IS_WINDOW(self));

  GtkWidget *dialog = adw_message_dialog_new(GTK_WINDOW(self), heading, reason);
  adw_message_dialog_add_response(ADW_MESSAGE_DIALOG(dialog), "close", _("_Close"));
  gtk_window_present(GTK_WINDOW(dialog));
}

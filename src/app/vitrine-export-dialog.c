// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/vitrine-export-dialog.h"

#include <glib/gi18n.h>
#include <math.h>

#include "app/app-settings.h"
#include "app/export-choice.h"
#include "app/file-folder.h"
#include "io/movie-file.h"

#define PREVIEW_PIXELS 560
#define PREVIEW_DELAY  80  /* ms after a change */
#define PROGRESS_EVERY 100 /* ms */

/* Rows of the movie's kinds. */
enum { ROW_TURN, ROW_LIVE, ROW_TRAJECTORY };

struct _VitrineExportDialog {
  AdwWindow parent_instance;

  GtkToggleButton *picture_button, *movie_button;
  GtkButton *save_button;
  GtkAspectFrame *frame;
  GtkPicture *preview;
  GtkSpinner *spinner;
  GtkStack *facts_stack;
  GtkLabel *facts_label, *reason_label;
  GtkProgressBar *progress;
  GtkWidget *form;
  GtkWidget *movie_group;
  AdwComboRow *kind_row;
  AdwActionRow *seconds_row, *smooth_row, *format_row;
  GtkSpinButton *seconds_spin, *rate_spin;
  GtkSwitch *smooth_switch;
  GtkToggleButton *webm_button, *mp4_button;
  AdwComboRow *size_row;
  GtkSpinButton *width_spin, *height_spin, *dpi_spin;
  AdwActionRow *dpi_row, *transparent_row;
  GtkSwitch *transparent_switch;
  GtkCheckButton *scale_button, *axes_button, *time_button, *legend_button;

  GSettings *settings; /* owned, or NULL */
  GlassShot shot;
  char *trajectory; /* owned, or NULL */
  double interval;

  char *reason;               /* why it cannot be; owned */
  gboolean setting_size;      /* the program writes, not the person */
  guint preview_source;       /* waits for the last change */
  gboolean drawing, outdated; /* a preview is on its way; it is not the last one */
  GTask *work;                /* owned; NULL: nothing is made */
  GCancellable *cancellable;  /* of work */
  guint progress_source;
};

G_DEFINE_FINAL_TYPE(VitrineExportDialog, vitrine_export_dialog, ADW_TYPE_WINDOW)

enum { SIGNAL_RECORD, SIGNAL_SAVED, N_SIGNALS };

static guint signals[N_SIGNALS];

static gboolean
is_movie(VitrineExportDialog *self)
{
  return gtk_toggle_button_get_active(self->movie_button);
}

static int
get_width(VitrineExportDialog *self)
{
  return gtk_spin_button_get_value_as_int(self->width_spin);
}

static int
get_height(VitrineExportDialog *self)
{
  return gtk_spin_button_get_value_as_int(self->height_spin);
}

static const char *
get_suffix(VitrineExportDialog *self)
{
  if (!is_movie(self))
    return ".png";
  return gtk_toggle_button_get_active(self->mp4_button) ? ".mp4" : ".webm";
}

ExportKind
vitrine_export_dialog_get_kind(VitrineExportDialog *self)
{
  static const ExportKind kinds[] = {
      [ROW_TURN] = EXPORT_TURNTABLE,
      [ROW_LIVE] = EXPORT_LIVE,
      [ROW_TRAJECTORY] = EXPORT_TRAJECTORY,
  };

  g_return_val_if_fail(VITRINE_IS_EXPORT_DIALOG(self), EXPORT_PICTURE);
  guint row = adw_combo_row_get_selected(self->kind_row);
  if (!is_movie(self) || row >= G_N_ELEMENTS(kinds))
    return EXPORT_PICTURE;
  return kinds[row];
}

/* Pixels of one that is as on screen. */
static void
screen_size(VitrineExportDialog *self, int *width, int *height)
{
  *width = self->shot.width * self->shot.scale;
  *height = self->shot.height * self->shot.scale;
}

static ExportOrder *
make_order(VitrineExportDialog *self)
{
  ExportOrder *order =
      export_order_new(vitrine_export_dialog_get_kind(self), &self->shot);
  gboolean movie = is_movie(self);
  /* Encoders want pairs of pixels. */
  int grain = movie ? 2 : 1;

  order->width = get_width(self) / grain * grain;
  order->height = get_height(self) / grain * grain;
  order->parts = (CaptionParts){
      .scale = gtk_check_button_get_active(self->scale_button),
      .axes = gtk_check_button_get_active(self->axes_button),
      .time = gtk_check_button_get_active(self->time_button),
      .colours = gtk_check_button_get_active(self->legend_button),
  };
  order->dpi = gtk_spin_button_get_value(self->dpi_spin);
  order->transparent = gtk_switch_get_active(self->transparent_switch);
  order->rate = gtk_spin_button_get_value_as_int(self->rate_spin);
  order->seconds = gtk_spin_button_get_value(self->seconds_spin);
  order->smooth = gtk_switch_get_active(self->smooth_switch);
  order->trajectory = g_strdup(self->trajectory);
  order->interval = self->interval;
  return order;
}

static void request_preview(VitrineExportDialog *self);

static void
previewed_cb(GObject *source, GAsyncResult *result, gpointer data)
{
  VitrineExportDialog *self = VITRINE_EXPORT_DIALOG(source);
  g_autoptr(GError) error = NULL;
  g_autoptr(GdkTexture) texture = export_work_preview_finish(result, &error);

  self->drawing = FALSE;
  if (!self->preview)
    return;
  gtk_spinner_set_spinning(self->spinner, FALSE);
  if (texture)
    gtk_picture_set_paintable(self->preview, GDK_PAINTABLE(texture));
  if (self->outdated)
    request_preview(self);
}

static gboolean
draw_preview_cb(gpointer data)
{
  VitrineExportDialog *self = data;
  gboolean first = gtk_picture_get_paintable(self->preview) == NULL;

  self->preview_source = 0;
  if (self->reason || !self->shot.snapshot)
    return G_SOURCE_REMOVE;
  self->outdated = self->drawing;
  if (self->drawing)
    return G_SOURCE_REMOVE;
  self->drawing = TRUE;
  gtk_spinner_set_spinning(self->spinner, first);
  export_work_preview(G_OBJECT(self), make_order(self), PREVIEW_PIXELS, previewed_cb);
  return G_SOURCE_REMOVE;
}

static void
request_preview(VitrineExportDialog *self)
{
  g_clear_handle_id(&self->preview_source, g_source_remove);
  self->preview_source = g_timeout_add(PREVIEW_DELAY, draw_preview_cb, self);
}

static char *
find_movie_reason(VitrineExportDialog *self)
{
  g_autofree char *name = g_strconcat("movie", get_suffix(self), NULL);
  g_autoptr(GError) error = NULL;
  int width = get_width(self), height = get_height(self);

  if (!movie_is_possible(name, &error))
    return g_strdup(error->message);
  if (width < 16 || height < 16 || width > EXPORT_MOST_MOVIE ||
      height > EXPORT_MOST_MOVIE)
    return g_strdup_printf(_("A movie has 16 to %d pixels along each side."),
                           EXPORT_MOST_MOVIE);
  if (vitrine_export_dialog_get_kind(self) != EXPORT_LIVE &&
      gtk_spin_button_get_value(self->seconds_spin) <= 0.0)
    return g_strdup(_("A movie needs a length."));
  if (vitrine_export_dialog_get_kind(self) == EXPORT_TRAJECTORY && !self->trajectory)
    return g_strdup(_("No trajectory is being played: open one, or film the run."));
  return NULL;
}

static char *
find_reason(VitrineExportDialog *self)
{
  g_autoptr(GError) error = NULL;

  if (!self->shot.snapshot)
    return g_strdup(_("There is no picture to save yet."));
  if (is_movie(self))
    return find_movie_reason(self);
  if (picture_sheet_size_is_possible(get_width(self), get_height(self), &error))
    return NULL;
  return g_strdup(error->message);
}

static char *
find_facts(VitrineExportDialog *self)
{
  double seconds = gtk_spin_button_get_value(self->seconds_spin);

  if (vitrine_export_dialog_get_kind(self) == EXPORT_LIVE && seconds <= 0.0)
    return g_strdup(_("until you stop it"));
  if (is_movie(self))
    return export_movie_facts(seconds, gtk_spin_button_get_value_as_int(self->rate_spin));
  ExportOrder *order = make_order(self);
  PictureSheet sheet = export_order_sheet(order, order->width, order->height);
  char *facts = export_picture_facts(order->width, order->height, order->dpi,
                                     picture_sheet_tiles(&sheet));
  export_order_free(order);
  return facts;
}

/* What follows from the choice. */
static void
show_choice(VitrineExportDialog *self)
{
  ExportKind kind = vitrine_export_dialog_get_kind(self);
  gboolean movie = is_movie(self);

  if (self->work)
    return;
  gtk_widget_set_visible(self->movie_group, movie);
  gtk_widget_set_visible(GTK_WIDGET(self->dpi_row), !movie);
  gtk_widget_set_visible(GTK_WIDGET(self->transparent_row), !movie);
  gtk_widget_set_visible(GTK_WIDGET(self->smooth_row),
                         kind == EXPORT_TRAJECTORY && self->shot.window > 0.0);
  adw_preferences_row_set_title(ADW_PREFERENCES_ROW(self->seconds_row),
                                kind == EXPORT_LIVE ? _("Stop after, s")
                                                    : _("Length, s"));
  adw_action_row_set_subtitle(self->seconds_row,
                              kind == EXPORT_LIVE ? _("0: when you stop it") : "");
  gtk_button_set_label(self->save_button,
                       kind == EXPORT_LIVE ? _("_Record…") : _("_Save…"));
  gtk_button_set_use_underline(self->save_button, TRUE);

  g_free(self->reason);
  self->reason = find_reason(self);
  g_autofree char *facts = self->reason ? NULL : find_facts(self);
  gtk_label_set_text(self->reason_label, self->reason ? self->reason : "");
  if (facts)
    gtk_label_set_text(self->facts_label, facts);
  gtk_stack_set_visible_child_name(self->facts_stack, self->reason ? "reason" : "facts");
  gtk_widget_action_set_enabled(GTK_WIDGET(self), "export.save", self->reason == NULL);
}

static void
show_frame(VitrineExportDialog *self)
{
  double ratio = (double)get_width(self) / MAX(get_height(self), 1);
  gboolean checkered = !is_movie(self) && gtk_switch_get_active(self->transparent_switch);

  gtk_aspect_frame_set_ratio(self->frame, (float)CLAMP(ratio, 0.1, 10.0));
  if (checkered)
    gtk_widget_add_css_class(GTK_WIDGET(self->preview), "checkered");
  else
    gtk_widget_remove_css_class(GTK_WIDGET(self->preview), "checkered");
}

static void
choice_cb(VitrineExportDialog *self)
{
  show_choice(self);
}

static void
look_cb(VitrineExportDialog *self)
{
  show_choice(self);
  show_frame(self);
  request_preview(self);
}

/* Row of the size that the pixels say; the last one is for any other. */
static guint
find_size(VitrineExportDialog *self)
{
  const ExportSize *sizes = export_sizes(is_movie(self));
  int width, height, grain = is_movie(self) ? 2 : 1;
  guint row;

  for (row = 0; sizes[row].name; row++) {
    width = sizes[row].width;
    height = sizes[row].height;
    if (width == 0)
      screen_size(self, &width, &height);
    if (get_width(self) / grain == width / grain &&
        get_height(self) / grain == height / grain)
      break;
  }
  return row;
}

static void
pixels_cb(VitrineExportDialog *self)
{
  if (self->setting_size)
    return;
  self->setting_size = TRUE;
  adw_combo_row_set_selected(self->size_row, find_size(self));
  self->setting_size = FALSE;
  look_cb(self);
}

static void
set_pixels(VitrineExportDialog *self, int width, int height)
{
  self->setting_size = TRUE;
  gtk_spin_button_set_value(self->width_spin, width);
  gtk_spin_button_set_value(self->height_spin, height);
  self->setting_size = FALSE;
  look_cb(self);
}

static void
size_cb(VitrineExportDialog *self)
{
  const ExportSize *sizes = export_sizes(is_movie(self));
  guint row = adw_combo_row_get_selected(self->size_row);

  if (self->setting_size || row == GTK_INVALID_LIST_POSITION || !sizes[row].name)
    return;
  int width = sizes[row].width, height = sizes[row].height;
  if (width == 0)
    screen_size(self, &width, &height);
  set_pixels(self, width, height);
}

static void
fill_sizes(VitrineExportDialog *self)
{
  g_autoptr(GtkStringList) titles = gtk_string_list_new(NULL);

  for (const ExportSize *size = export_sizes(is_movie(self)); size->name; size++)
    gtk_string_list_take(titles, export_size_title(size));
  gtk_string_list_append(titles, _("Other"));
  self->setting_size = TRUE;
  adw_combo_row_set_model(self->size_row, G_LIST_MODEL(titles));
  self->setting_size = FALSE;
}

/* Pictures and movies remember sizes of their own. */
static void
bind_size(VitrineExportDialog *self)
{
  const char *width = is_movie(self) ? "movie-width" : "picture-width";
  const char *height = is_movie(self) ? "movie-height" : "picture-height";

  g_settings_unbind(self->width_spin, "value");
  g_settings_unbind(self->height_spin, "value");
  self->setting_size = TRUE;
  if (!self->settings) {
    gtk_spin_button_set_value(self->width_spin, is_movie(self) ? 1920 : 3840);
    gtk_spin_button_set_value(self->height_spin, is_movie(self) ? 1080 : 2160);
  }
  app_settings_bind(self->settings, width, self->width_spin, "value");
  app_settings_bind(self->settings, height, self->height_spin, "value");
  self->setting_size = FALSE;
}

static void
page_cb(VitrineExportDialog *self)
{
  gtk_window_set_title(GTK_WINDOW(self),
                       is_movie(self) ? _("Save movie") : _("Save picture"));
  fill_sizes(self);
  bind_size(self);
  pixels_cb(self);
}

/* While it works the window behind can be used. */
static void
set_busy(VitrineExportDialog *self, gboolean busy)
{
  gtk_window_set_modal(GTK_WINDOW(self), !busy);
  gtk_widget_set_sensitive(self->form, !busy);
  gtk_widget_set_sensitive(GTK_WIDGET(self->picture_button), !busy);
  gtk_widget_set_sensitive(GTK_WIDGET(self->movie_button), !busy);
  gtk_widget_action_set_enabled(GTK_WIDGET(self), "export.save", !busy);
  if (busy)
    gtk_stack_set_visible_child_name(self->facts_stack, "progress");
  else
    show_choice(self);
}

static gboolean
progress_cb(gpointer data)
{
  VitrineExportDialog *self = data;
  double done = export_work_progress(self->work);
  g_autofree char *text = g_strdup_printf(_("%.0f %%"), 100.0 * done);

  gtk_progress_bar_set_fraction(self->progress, done);
  gtk_progress_bar_set_text(self->progress, text);
  return G_SOURCE_CONTINUE;
}

static void
worked_cb(GObject *source, GAsyncResult *result, gpointer data)
{
  VitrineExportDialog *self = VITRINE_EXPORT_DIALOG(source);
  const ExportOrder *order = g_task_get_task_data(G_TASK(result));
  g_autoptr(GError) error = NULL;
  gboolean done = export_work_finish(result, &error);

  if (!self->work)
    return;
  g_clear_handle_id(&self->progress_source, g_source_remove);
  g_autoptr(GTask) work = g_steal_pointer(&self->work);
  g_clear_object(&self->cancellable);
  set_busy(self, FALSE);
  if (done) {
    g_signal_emit(self, signals[SIGNAL_SAVED], 0, order->path);
    gtk_window_close(GTK_WINDOW(self));
  } else if (!g_error_matches(error, G_IO_ERROR, G_IO_ERROR_CANCELLED)) {
    gtk_label_set_text(self->reason_label, error->message);
    gtk_stack_set_visible_child_name(self->facts_stack, "reason");
  }
}

void
vitrine_export_dialog_save_as(VitrineExportDialog *self, const char *path)
{
  g_return_if_fail(VITRINE_IS_EXPORT_DIALOG(self) && path);
  if (self->work || self->reason)
    return;
  ExportOrder *order = make_order(self);
  order->path = export_path_with(path, get_suffix(self));
  if (order->kind == EXPORT_LIVE) {
    g_signal_emit(self, signals[SIGNAL_RECORD], 0, order);
    export_order_free(order);
    gtk_window_close(GTK_WINDOW(self));
    return;
  }
  self->cancellable = g_cancellable_new();
  self->work = export_work_start(G_OBJECT(self), order, self->cancellable, worked_cb);
  set_busy(self, TRUE);
  progress_cb(self);
  self->progress_source = g_timeout_add(PROGRESS_EVERY, progress_cb, self);
}

static void
chosen_cb(GtkNativeDialog *chooser, int response, VitrineExportDialog *self)
{
  g_autoptr(GFile) file = gtk_file_chooser_get_file(GTK_FILE_CHOOSER(chooser));
  g_autofree char *path = file ? g_file_get_path(file) : NULL;

  if (response == GTK_RESPONSE_ACCEPT && path) {
    file_folder_remember(self->settings, file);
    vitrine_export_dialog_save_as(self, path);
  }
  g_object_unref(chooser);
}

static void
save_action(GtkWidget *widget, const char *name, GVariant *parameter)
{
  VitrineExportDialog *self = VITRINE_EXPORT_DIALOG(widget);
  GtkFileChooserNative *chooser = gtk_file_chooser_native_new(
      is_movie(self) ? _("Save movie") : _("Save picture"), GTK_WINDOW(self),
      GTK_FILE_CHOOSER_ACTION_SAVE, NULL, NULL);
  g_autofree char *file = g_strconcat("glass", get_suffix(self), NULL);

  gtk_native_dialog_set_modal(GTK_NATIVE_DIALOG(chooser), TRUE);
  file_folder_start_in_last(self->settings, GTK_FILE_CHOOSER(chooser));
  gtk_file_chooser_set_current_name(GTK_FILE_CHOOSER(chooser), file);
  g_signal_connect_object(chooser, "response", G_CALLBACK(chosen_cb), self, 0);
  gtk_native_dialog_show(GTK_NATIVE_DIALOG(chooser));
}

/* Stops what is being made; with nothing to stop, the dialog goes. */
static void
cancel_action(GtkWidget *widget, const char *name, GVariant *parameter)
{
  VitrineExportDialog *self = VITRINE_EXPORT_DIALOG(widget);

  if (self->cancellable)
    g_cancellable_cancel(self->cancellable);
  else
    gtk_window_close(GTK_WINDOW(self));
}

static void
vitrine_export_dialog_dispose(GObject *object)
{
  VitrineExportDialog *self = VITRINE_EXPORT_DIALOG(object);

  g_clear_handle_id(&self->preview_source, g_source_remove);
  g_clear_handle_id(&self->progress_source, g_source_remove);
  if (self->cancellable)
    g_cancellable_cancel(self->cancellable);
  g_clear_object(&self->cancellable);
  g_clear_object(&self->work);
  g_clear_object(&self->settings);
  g_clear_pointer(&self->reason, g_free);
  g_clear_pointer(&self->trajectory, g_free);
  glass_shot_clear(&self->shot);
  self->preview = NULL;
  G_OBJECT_CLASS(vitrine_export_dialog_parent_class)->dispose(object);
}

static void
bind_children(GtkWidgetClass *klass)
{
#define BIND(child) \
  gtk_widget_class_bind_template_child(klass, VitrineExportDialog, child)
  BIND(picture_button);
  BIND(movie_button);
  BIND(save_button);
  BIND(frame);
  BIND(preview);
  BIND(spinner);
  BIND(facts_stack);
  BIND(facts_label);
  BIND(reason_label);
  BIND(progress);
  BIND(form);
  BIND(movie_group);
  BIND(kind_row);
  BIND(seconds_row);
  BIND(smooth_row);
  BIND(format_row);
  BIND(seconds_spin);
  BIND(rate_spin);
  BIND(smooth_switch);
  BIND(webm_button);
  BIND(mp4_button);
  BIND(size_row);
  BIND(width_spin);
  BIND(height_spin);
  BIND(dpi_spin);
  BIND(dpi_row);
  BIND(transparent_row);
  BIND(transparent_switch);
  BIND(scale_button);
  BIND(axes_button);
  BIND(time_button);
  BIND(legend_button);
#undef BIND
}

static void
vitrine_export_dialog_class_init(VitrineExportDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS(klass);

  G_OBJECT_CLASS(klass)->dispose = vitrine_export_dialog_dispose;
  signals[SIGNAL_RECORD] =
      g_signal_new("record", VITRINE_TYPE_EXPORT_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                   NULL, G_TYPE_NONE, 1, G_TYPE_POINTER);
  signals[SIGNAL_SAVED] =
      g_signal_new("saved", VITRINE_TYPE_EXPORT_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                   NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  gtk_widget_class_set_template_from_resource(
      widget_class, "/org/vitrine/Vitrine/ui/vitrine-export-dialog.ui");
  bind_children(widget_class);
  gtk_widget_class_bind_template_callback(widget_class, page_cb);
  gtk_widget_class_bind_template_callback(widget_class, choice_cb);
  gtk_widget_class_bind_template_callback(widget_class, look_cb);
  gtk_widget_class_bind_template_callback(widget_class, size_cb);
  gtk_widget_class_bind_template_callback(widget_class, pixels_cb);
  gtk_widget_class_install_action(widget_class, "export.save", NULL, save_action);
  gtk_widget_class_install_action(widget_class, "export.cancel", NULL, cancel_action);
  gtk_widget_class_add_binding_action(widget_class, GDK_KEY_Escape, 0, "export.cancel",
                                      NULL);
}

static void
vitrine_export_dialog_init(VitrineExportDialog *self)
{
  self->interval = NAN;
  gtk_widget_init_template(GTK_WIDGET(self));
}

static void
bind_settings(VitrineExportDialog *self)
{
  const struct {
    const char *key;
    gpointer widget;
    const char *property;
  } wires[] = {
      {"picture-dpi", self->dpi_spin, "value"},
      {"picture-transparent", self->transparent_switch, "active"},
      {"export-scale", self->scale_button, "active"},
      {"export-axes", self->axes_button, "active"},
      {"export-time", self->time_button, "active"},
      {"export-legend", self->legend_button, "active"},
      {"movie-seconds", self->seconds_spin, "value"},
      {"movie-rate", self->rate_spin, "value"},
      {"movie-smooth", self->smooth_switch, "active"},
      {"movie-mp4", self->mp4_button, "active"},
  };

  for (guint k = 0; k < G_N_ELEMENTS(wires); k++)
    app_settings_bind(self->settings, wires[k].key, wires[k].widget, wires[k].property);
}

VitrineExportDialog *
vitrine_export_dialog_new(GtkWindow *parent, const GlassShot *shot, GSettings *settings)
{
  VitrineExportDialog *self =
      g_object_new(VITRINE_TYPE_EXPORT_DIALOG, "transient-for", parent, "modal", TRUE,
                   "destroy-with-parent", TRUE, NULL);

  glass_shot_keep(&self->shot, shot);
  g_set_object(&self->settings, settings);
  bind_settings(self);
  page_cb(self);
  return self;
}

void
vitrine_export_dialog_set_trajectory(VitrineExportDialog *self, const char *path,
                                     double interval)
{
  g_return_if_fail(VITRINE_IS_EXPORT_DIALOG(self));
  g_free(self->trajectory);
  self->trajectory = g_strdup(path);
  self->interval = interval;
  g_autofree char *smoothed =
      g_strdup_printf(_("As on screen: over %.2g ps"), self->shot.window);
  adw_action_row_set_subtitle(self->smooth_row, smoothed);
  adw_combo_row_set_selected(self->kind_row, path ? ROW_TRAJECTORY : ROW_TURN);
  show_choice(self);
}

void
vitrine_export_dialog_show_movie(VitrineExportDialog *self)
{
  g_return_if_fail(VITRINE_IS_EXPORT_DIALOG(self));
  gtk_toggle_button_set_active(self->movie_button, TRUE);
}

const char *
vitrine_export_dialog_get_reason(VitrineExportDialog *self)
{
  g_return_val_if_fail(VITRINE_IS_EXPORT_DIALOG(self), NULL);
  return self->reason;
}

gboolean
vitrine_export_dialog_is_busy(VitrineExportDialog *self)
{
  g_return_val_if_fail(VITRINE_IS_EXPORT_DIALOG(self), FALSE);
  return self->work != NULL;
}

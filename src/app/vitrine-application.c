// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/vitrine-application.h"

#include <glib/gi18n.h>

#include "app/app-settings.h"
#include "app/software-gl.h"
#include "app/vitrine-window.h"

struct _VitrineApplication {
  AdwApplication parent_instance;

  GSettings *settings; /* NULL without a schema */
  char *style;         /* "system", "light", "dark" */
};

G_DEFINE_FINAL_TYPE(VitrineApplication, vitrine_application, ADW_TYPE_APPLICATION)

enum { PROP_STYLE = 1, N_PROPS };

static GParamSpec *props[N_PROPS];

static void
set_style(VitrineApplication *self, const char *style)
{
  AdwColorScheme scheme = ADW_COLOR_SCHEME_DEFAULT;

  if (g_strcmp0(style, self->style) == 0)
    return;
  g_free(self->style);
  self->style = g_strdup(style);
  if (g_strcmp0(style, "light") == 0)
    scheme = ADW_COLOR_SCHEME_FORCE_LIGHT;
  else if (g_strcmp0(style, "dark") == 0)
    scheme = ADW_COLOR_SCHEME_FORCE_DARK;
  adw_style_manager_set_color_scheme(adw_style_manager_get_default(), scheme);
  g_object_notify_by_pspec(G_OBJECT(self), props[PROP_STYLE]);
}

static void
quit_action(GSimpleAction *action, GVariant *parameter, gpointer data)
{
  GtkApplication *application = data;
  g_autoptr(GList) windows = g_list_copy(gtk_application_get_windows(application));

  for (GList *l = windows; l; l = l->next)
    gtk_window_destroy(l->data);
}

static void
about_action(GSimpleAction *action, GVariant *parameter, gpointer data)
{
  AdwAboutWindow *about = ADW_ABOUT_WINDOW(adw_about_window_new());

  g_object_set(about, "transient-for", gtk_application_get_active_window(data),
               "application-name", _("Vitrine"), "application-icon", VITRINE_APP_ID,
               "developer-name", _("The Vitrine authors"), "version", VITRINE_VERSION,
               "license-type", GTK_LICENSE_GPL_3_0, "copyright",
               _("© 2026 The Vitrine authors"), "comments",
               _("A living glass in a window: watch its ions hop, turn the temperature, "
                 "bend the potential, and see what the curves say."),
               /* Translators: put your names here, one per line */
               "translator-credits", _("translator-credits"), NULL);
  adw_about_window_add_acknowledgement_section(
      about, _("Potential by"),
      (const char *[]){"Pedone, Malavasi, Menziani, Cormack, Segre (2006) "
                       "https://doi.org/10.1021/jp0611018",
                       NULL});
  gtk_window_present(GTK_WINDOW(about));
}

static VitrineWindow *
active_window(VitrineApplication *self, gboolean *fresh)
{
  GtkWindow *window = gtk_application_get_active_window(GTK_APPLICATION(self));

  while (window && !VITRINE_IS_WINDOW(window))
    window = gtk_window_get_transient_for(window);
  *fresh = window == NULL;
  return window ? VITRINE_WINDOW(window)
                : vitrine_window_new(GTK_APPLICATION(self), self->settings);
}

static void
show(VitrineApplication *self, const char *path_or_id)
{
  gboolean fresh;
  VitrineWindow *window = active_window(self, &fresh);

  if (path_or_id)
    vitrine_window_open(window, path_or_id);
  else if (fresh)
    vitrine_window_open_default(window);
  gtk_window_present(GTK_WINDOW(window));
}

static void
vitrine_application_activate(GApplication *application)
{
  show(VITRINE_APPLICATION(application), NULL);
}

static int
vitrine_application_command_line(GApplication *application, GApplicationCommandLine *line)
{
  GVariantDict *options = g_application_command_line_get_options_dict(line);
  g_autofree const char **names = NULL;

  g_variant_dict_lookup(options, G_OPTION_REMAINING, "^a&ay", &names);
  if (!names || !names[0]) {
    show(VITRINE_APPLICATION(application), NULL);
    return 0;
  }
  g_autoptr(GFile) file = g_application_command_line_create_file_for_arg(line, names[0]);
  g_autofree char *path = g_file_get_path(file);
  gboolean is_file = path && g_file_query_exists(file, NULL);
  gboolean looks_like_path = strchr(names[0], '/') || strchr(names[0], '.');
  show(VITRINE_APPLICATION(application), is_file || looks_like_path ? path : names[0]);
  return 0;
}

static int
vitrine_application_handle_local_options(GApplication *application, GVariantDict *options)
{
  if (!g_variant_dict_contains(options, "version"))
    return -1;
  g_print("vitrine %s\n", VITRINE_VERSION);
  return 0;
}

static void
add_accelerators(GtkApplication *application)
{
  static const struct {
    const char *action;
    const char *accelerators[4];
  } keys[] = {
      {"app.quit", {"<Control>q"}},
      {"window.close", {"<Control>w"}},
      {"win.new-glass", {"<Control>n"}},
      {"win.open", {"<Control>o"}},
      {"win.save-structure", {"<Control>s"}},
      {"win.save-scene", {"<Control><Shift>s"}},
      {"win.export-picture", {"<Control>e"}},
      {"win.export-movie", {"<Control>m"}},
      {"win.export-plots", {"<Control><Shift>e"}},
      {"win.pause", {"<Control>space", "F5"}},
      {"win.step", {"<Control>period", "F6"}},
      {"win.temperature", {"<Control>t"}},
      {"win.reload", {"<Control>r"}},
      {"win.fit", {"<Control>0", "<Control>Home"}},
      {"win.zoom-in", {"<Control>plus", "<Control>equal"}},
      {"win.zoom-out", {"<Control>minus"}},
      {"win.mode::network", {"<Control>1"}},
      {"win.mode::ball-stick", {"<Control>2"}},
      {"win.mode::space-filling", {"<Control>3"}},
      {"win.mode::polyhedra", {"<Control>4"}},
      {"win.panels", {"F9"}},
      {"win.show-steer", {"<Control>F9"}},
      {"win.show-watch", {"<Shift>F9"}},
      {"win.fullscreen", {"F11"}},
      {"win.show-help-overlay", {"<Control>question", "F1"}},
  };

  for (guint i = 0; i < G_N_ELEMENTS(keys); i++)
    gtk_application_set_accels_for_action(application, keys[i].action,
                                          keys[i].accelerators);
}

static void
vitrine_application_startup(GApplication *application)
{
  VitrineApplication *self = VITRINE_APPLICATION(application);
  static const GActionEntry entries[] = {
      {.name = "quit", .activate = quit_action},
      {.name = "about", .activate = about_action},
  };

  G_APPLICATION_CLASS(vitrine_application_parent_class)->startup(application);
  software_gl_choose_renderer(gdk_display_get_default());
  gtk_window_set_default_icon_name(VITRINE_APP_ID);
  g_action_map_add_action_entries(G_ACTION_MAP(self), entries, G_N_ELEMENTS(entries),
                                  self);
  g_autoptr(GPropertyAction) style = g_property_action_new("style", self, "style");
  g_action_map_add_action(G_ACTION_MAP(self), G_ACTION(style));
  add_accelerators(GTK_APPLICATION(self));
  self->settings = app_settings_new();
  app_settings_bind(self->settings, "style", self, "style");
}

static void
vitrine_application_set_property(GObject *object, guint id, const GValue *value,
                                 GParamSpec *pspec)
{
  set_style(VITRINE_APPLICATION(object), g_value_get_string(value));
}

static void
vitrine_application_get_property(GObject *object, guint id, GValue *value,
                                 GParamSpec *pspec)
{
  g_value_set_string(value, VITRINE_APPLICATION(object)->style);
}

static void
vitrine_application_finalize(GObject *object)
{
  VitrineApplication *self = VITRINE_APPLICATION(object);

  g_clear_object(&self->settings);
  g_free(self->style);
  G_OBJECT_CLASS(vitrine_application_parent_class)->finalize(object);
}

static void
vitrine_application_class_init(VitrineApplicationClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS(klass);
  GApplicationClass *application_class = G_APPLICATION_CLASS(klass);

  object_class->set_property = vitrine_application_set_property;
  object_class->get_property = vitrine_application_get_property;
  object_class->finalize = vitrine_application_finalize;
  props[PROP_STYLE] = g_param_spec_string("style", NULL, NULL, "system",
                                          G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS |
                                              G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties(object_class, N_PROPS, props);
  application_class->startup = vitrine_application_startup;
  application_class->activate = vitrine_application_activate;
  application_class->command_line = vitrine_application_command_line;
  application_class->handle_local_options = vitrine_application_handle_local_options;
}

static void
vitrine_application_init(VitrineApplication *self)
{
  static const GOptionEntry options[] = {
      {"version", 0, 0, G_OPTION_ARG_NONE, NULL, N_("Print the version and exit"), NULL},
      {G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, NULL, NULL,
       N_("[FILE|SCENE-ID]")},
      {0},
  };

  self->style = g_strdup("system");
  g_application_add_main_option_entries(G_APPLICATION(self), options);
  g_application_set_option_context_summary(
      G_APPLICATION(self), _("Watch ions hop through glass, and steer them."));
}

VitrineApplication *
vitrine_application_new(void)
{
  return g_object_new(VITRINE_TYPE_APPLICATION, "application-id", VITRINE_APP_ID,
                      "resource-base-path", "/org/vitrine/Vitrine", "flags",
                      G_APPLICATION_HANDLES_COMMAND_LINE, NULL);
}

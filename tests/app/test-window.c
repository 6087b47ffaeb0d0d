// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <adwaita.h>
#include <glib/gstdio.h>
#include <math.h>

#include "app/app-settings.h"
#include "app/format.h"
#include "app/measure.h"
#include "app/vitrine-glass-area.h"
#include "app/vitrine-window.h"
#include "model/look-text.h"
#include "ui-test.h"

static const RunStatus *
status(VitrineWindow *window)
{
  return vitrine_session_get_status(vitrine_window_get_session(window));
}

/* A window with the small test glass, paused. */
static VitrineWindow *
open_window(void)
{
  g_autoptr(Scene) scene = ui_test_scene();
  VitrineWindow *window = vitrine_window_new(NULL, NULL);
  VitrineSession *session = vitrine_window_get_session(window);

  gtk_window_set_default_size(GTK_WINDOW(window), 1024, 700);
  gtk_window_present(GTK_WINDOW(window));
  g_assert_true(vitrine_session_open(session, scene, NULL));
  ui_test_pause(session);
  return window;
}

static void
close_window(VitrineWindow *window)
{
  g_object_add_weak_pointer(G_OBJECT(window), (gpointer *)&window);
  gtk_window_destroy(GTK_WINDOW(window));
  WAIT(window == NULL);
}

static void
activate(VitrineWindow *window, const char *action)
{
  g_assert_true(gtk_widget_activate_action(GTK_WIDGET(window), action, NULL));
}

static void
test_titles(void)
{
  VitrineWindow *window = open_window();

  g_assert_nonnull(ui_test_find_text(GTK_WIDGET(window), "Test glass — 1000 K"));
  g_assert_nonnull(ui_test_find_text(GTK_WIDGET(window), "36 atoms"));
  g_assert_nonnull(ui_test_find_text(GTK_WIDGET(window), "Na₂Si₂O₅"));
  close_window(window);
}

static void
test_steps(void)
{
  VitrineWindow *window = open_window();
  gint64 step = status(window)->step;

  activate(window, "win.step");
  WAIT(status(window)->step == step + 1);
  ui_test_let_pass(300);
  g_assert_cmpint(status(window)->step, ==, step + 1);
  activate(window, "win.pause");
  WAIT(status(window)->playing && status(window)->step > step + 5);
  activate(window, "win.pause");
  WAIT(!status(window)->playing);
  g_assert_nonnull(ui_test_find_text(GTK_WIDGET(window), "Play"));
  close_window(window);
}

static void
test_bad_file(void)
{
  VitrineWindow *window = open_window();
  const Scene *scene = vitrine_session_get_scene(vitrine_window_get_session(window));
  g_autofree char *path = NULL;
  int file = g_file_open_tmp("bad-XXXXXX.extxyz", &path, NULL);
  g_close(file, NULL);
  g_assert_true(g_file_set_contents(path,
                                    "2\nLattice=\"9 0 0 0 9 0 0 0 9\" "
                                    "Properties=species:S:1:pos:R:3\nNa 1 2 3\nO 1 2\n",
                                    -1, NULL));

  vitrine_window_open(window, path);
  GtkLabel *reason = NULL;
  WAIT((reason = ui_test_find_text(gtk_window_list_toplevels()->data, ":4:")) != NULL);
  g_assert_true(vitrine_session_get_scene(vitrine_window_get_session(window)) == scene);
  g_remove(path);
  close_window(window);
}

static void
test_missing_file(void)
{
  VitrineWindow *window = vitrine_window_new(NULL, NULL);

  gtk_window_present(GTK_WINDOW(window));
  vitrine_window_open(window, "/nowhere/glass.extxyz");
  /* The first shipped scene comes instead. */
  WAIT(vitrine_session_get_scene(vitrine_window_get_session(window)));
  ui_test_pause(vitrine_window_get_session(window));
  g_assert_cmpuint(
      vitrine_session_get_scene(vitrine_window_get_session(window))->start->n_atoms, >,
      1000);
  close_window(window);
}

/* Space plays at once: keys go to the picture, not to the first button. */
static void
test_focus(void)
{
  VitrineWindow *window = open_window();
  GtkWidget *focus = gtk_window_get_focus(GTK_WINDOW(window));

  g_assert_nonnull(focus);
  g_assert_true(VITRINE_IS_GLASS_AREA(focus));
  close_window(window);
}

static void
test_reload(void)
{
  VitrineWindow *window = open_window();
  gint64 step = status(window)->step;

  for (int i = 0; i < 3; i++)
    activate(window, "win.step");
  WAIT(status(window)->step == step + 3);
  activate(window, "win.reload");
  ui_test_pause(vitrine_window_get_session(window));
  g_assert_nonnull(ui_test_find_text(GTK_WIDGET(window), "Test glass"));
  activate(window, "win.restart");
  ui_test_pause(vitrine_window_get_session(window));
  close_window(window);
}

/* What a file says of surfaces holds when it is opened, not when the glass goes on. */
static void
test_surfaces_of_file(void)
{
  g_autoptr(Scene) scene = ui_test_scene();
  VitrineWindow *window = open_window();
  VitrineSession *session = vitrine_window_get_session(window);
  VitrineLook *look = vitrine_glass_view_get_look(vitrine_window_get_glass_view(window));
  g_autofree char *opened = NULL, *kept = NULL;
  double level;

  g_assert_true(look_set(&scene->look, "DensityLevel", "0.01", NULL));
  g_assert_true(look_set(&scene->look, "Pathways", "density", NULL));
  g_assert_true(vitrine_session_open(session, scene, NULL));
  ui_test_pause(session);
  g_object_get(look, "density-level", &level, NULL);
  g_object_get(session, "pathways", &opened, NULL);
  g_assert_cmpfloat(level, ==, 0.01);
  g_assert_cmpstr(opened, ==, "density");
  g_object_set(look, "density-level", 0.02, NULL);
  g_object_set(session, "pathways", "none", NULL);
  g_assert_true(vitrine_session_restart_good(session, NULL));
  g_assert_true(vitrine_session_run_from_here(session, NULL));
  ui_test_pause(session);
  g_object_get(look, "density-level", &level, NULL);
  g_object_get(session, "pathways", &kept, NULL);
  g_assert_cmpfloat(level, ==, 0.02);
  g_assert_cmpstr(kept, ==, "none");
  g_assert_true(vitrine_session_reload(session, NULL));
  ui_test_pause(session);
  g_object_get(look, "density-level", &level, NULL);
  g_assert_cmpfloat(level, ==, 0.01);
  close_window(window);
}

static void
test_pick(void)
{
  VitrineWindow *window = open_window();
  VitrineGlassView *view = vitrine_window_get_glass_view(window);

  vitrine_glass_view_select(view, 0);
  g_assert_nonnull(ui_test_find_text(GTK_WIDGET(view), "atom 1"));
  g_assert_nonnull(ui_test_find_text(GTK_WIDGET(view), "Moved since the last change"));
  vitrine_glass_view_select(view, -1);
  g_assert_null(ui_test_find_text(GTK_WIDGET(view), "Moved since the last change"));
  close_window(window);
}

static void
pick(VitrineWindow *window, guint atom, gboolean extend)
{
  const RenderHit hit = {.kind = RENDER_ATOM, .index = atom};
  GtkWidget *area = ui_test_find(GTK_WIDGET(window), VITRINE_TYPE_GLASS_AREA, NULL);

  g_signal_emit_by_name(area, "picked", &hit, extend);
}

/* Two atoms a length, three an angle; both belong to the frame, not to the smoothed
 * picture. Then they are hidden, shown again and followed. */
static void
test_measure(void)
{
  VitrineWindow *window = open_window();
  VitrineGlassView *view = vitrine_window_get_glass_view(window);
  const Snapshot *snapshot =
      vitrine_session_get_snapshot(vitrine_window_get_session(window));
  const guint atoms[] = {0, 7, 12};
  g_autofree char *length = measure_text(snapshot->frame, atoms, 2);
  g_autofree char *angle = measure_text(snapshot->frame, atoms, 3);

  pick(window, 0, FALSE);
  g_assert_null(ui_test_find_text(GTK_WIDGET(window), length));
  pick(window, 7, TRUE);
  g_assert_nonnull(ui_test_find_text(GTK_WIDGET(window), length));
  pick(window, 12, TRUE);
  g_assert_nonnull(ui_test_find_text(GTK_WIDGET(window), angle));
  activate(window, "win.hide-selected");
  g_assert_cmpint(vitrine_glass_view_get_selected(view), ==, -1);
  g_assert_null(ui_test_find_text(GTK_WIDGET(window), angle));
  activate(window, "win.show-all");
  pick(window, 0, FALSE);
  activate(window, "win.follow");
  vitrine_glass_view_clear(view);
  vitrine_glass_view_clear(view);
  g_assert_cmpint(vitrine_glass_view_get_selected(view), ==, -1);
  close_window(window);
}

/* A bond has a card with its length; Escape puts it away. */
static void
test_thing_card(void)
{
  VitrineWindow *window = open_window();
  GtkWidget *area = ui_test_find(GTK_WIDGET(window), VITRINE_TYPE_GLASS_AREA, NULL);
  const Snapshot *snapshot =
      vitrine_session_get_snapshot(vitrine_window_get_session(window));
  const RenderHit bond = {.kind = RENDER_BOND, .index = 0, .other = 7};
  g_autofree char *number = format_number(measure_distance(snapshot->frame, 0, 7), 3);
  g_autofree char *length = g_strdup_printf("%s Å", number);

  g_signal_emit_by_name(area, "picked", &bond, FALSE);
  g_assert_nonnull(ui_test_find_text(GTK_WIDGET(window), "Length now"));
  g_assert_nonnull(ui_test_find_text(GTK_WIDGET(window), length));
  vitrine_glass_view_clear(vitrine_window_get_glass_view(window));
  g_assert_null(ui_test_find_text(GTK_WIDGET(window), "Length now"));
  close_window(window);
}

/* Looking along a vector of the cell, and from the other side when asked again. */
static void
test_view_along(void)
{
  VitrineWindow *window = open_window();
  VitrineGlassArea *area =
      VITRINE_GLASS_AREA(ui_test_find(GTK_WIDGET(window), VITRINE_TYPE_GLASS_AREA, NULL));
  const Camera *camera = vitrine_glass_area_get_camera(area);
  Vec3 axis =
      vec3_normalized(vitrine_session_get_snapshot(vitrine_window_get_session(window))
                          ->frame->cell.vector[0]);

  if (!vitrine_glass_view_has_picture(vitrine_window_get_glass_view(window))) {
    close_window(window);
    g_test_skip("no picture here");
    return;
  }
  WAIT(vitrine_glass_area_get_shown(area));
  g_assert_true(
      gtk_widget_activate_action(GTK_WIDGET(window), "win.view-along", "s", "a"));
  WAIT(vec3_dot(camera_towards_eye(camera), axis) > 0.99999);
  g_assert_true(
      gtk_widget_activate_action(GTK_WIDGET(window), "win.view-along", "s", "a"));
  WAIT(vec3_dot(camera_towards_eye(camera), axis) < -0.99999);
  close_window(window);
}

/* What is smoothed for the eye is said as long as it is. */
static void
test_smoothing_is_said(void)
{
  VitrineWindow *window = open_window();
  VitrineLook *look = vitrine_glass_view_get_look(vitrine_window_get_glass_view(window));

  if (!vitrine_glass_view_has_picture(vitrine_window_get_glass_view(window))) {
    close_window(window);
    g_test_skip("no picture here");
    return;
  }
  g_object_set(look, "smoothing", 1.5, NULL);
  activate(window, "win.step");
  WAIT(ui_test_find_text(GTK_WIDGET(window), "picture averaged over 1.50 ps"));
  g_object_set(look, "smoothing", 0.0, NULL);
  activate(window, "win.step");
  WAIT(!ui_test_find_text(GTK_WIDGET(window), "picture averaged over"));
  close_window(window);
}

/* Every choice of the view menu is an action, and comes back from the settings. */
static void
test_view_choices(void)
{
  VitrineWindow *window = open_window();
  VitrineLook *look = vitrine_glass_view_get_look(vitrine_window_get_glass_view(window));
  g_autofree char *mode = NULL, *color = NULL;
  gboolean axes;

  g_assert_true(
      gtk_widget_activate_action(GTK_WIDGET(window), "win.mode", "s", "polyhedra"));
  g_assert_true(gtk_widget_activate_action(GTK_WIDGET(window), "win.color-by", "s",
                                           "coordination"));
  activate(window, "win.show-axes");
  g_object_get(look, "mode", &mode, "color-by", &color, "show-axes", &axes, NULL);
  g_assert_cmpstr(mode, ==, "polyhedra");
  g_assert_cmpstr(color, ==, "coordination");
  g_assert_true(axes);
  g_object_set(look, "ring-size", 6, "copies-a", 2, "slice", "a", NULL);
  ui_test_let_pass(300);
  close_window(window);
}

/* Whatever size somebody gives the window, who may know nothing of its smallest one. */
static void
test_size_is_remembered(void)
{
  g_autofree char *folder = g_test_build_filename(G_TEST_BUILT, "..", "data", NULL);

  g_setenv("VITRINE_SCHEMA_DIR", folder, TRUE);
  g_autoptr(GSettings) settings = app_settings_new();
  g_assert_nonnull(settings);
  VitrineWindow *window = vitrine_window_new(NULL, settings);
  gtk_window_set_default_size(GTK_WINDOW(window), 1111, 777);
  g_assert_cmpint(g_settings_get_int(settings, "window-width"), ==, 1111);
  g_assert_cmpint(g_settings_get_int(settings, "window-height"), ==, 777);
  gtk_window_set_default_size(GTK_WINDOW(window), 120, 90);
  g_assert_cmpint(g_settings_get_int(settings, "window-width"), ==, 120);
  g_assert_cmpint(g_settings_get_int(settings, "window-height"), ==, 90);
  close_window(window);
}

static void
test_picture_or_reason(void)
{
  VitrineWindow *window = open_window();
  VitrineGlassView *view = vitrine_window_get_glass_view(window);
  g_auto(GlassShot) shot = {0};

  if (g_getenv("VITRINE_TEST_NO_GL")) {
    WAIT(ui_test_find_text(GTK_WIDGET(view), "No picture on this display"));
    g_assert_false(vitrine_glass_view_take_shot(view, &shot));
    activate(window, "win.export-picture");
  } else {
    double rate = 0.0;
    WAIT((g_object_get(view, "frame-rate", &rate, NULL), rate > 0.0));
    g_assert_true(vitrine_glass_view_take_shot(view, &shot));
    g_assert_cmpuint(shot.snapshot->frame->n_atoms, ==, 36);
    g_assert_true(isnan(shot.room_level));
    g_object_set(vitrine_glass_view_get_look(view), "room-level", 0.4, NULL);
    g_assert_true(vitrine_glass_view_take_shot(view, &shot));
    g_assert_cmpfloat(shot.room_level, ==, 0.4);
  }
  close_window(window);
}

static void
test_panels(void)
{
  VitrineWindow *window = open_window();
  GtkWidget *steer = GTK_WIDGET(vitrine_window_get_steer_panel(window));

  WAIT(gtk_widget_get_mapped(steer));
  activate(window, "win.panels");
  WAIT(!gtk_widget_get_mapped(steer));
  activate(window, "win.panels");
  WAIT(gtk_widget_get_mapped(steer));
  close_window(window);
}

static void
test_trajectory(void)
{
  VitrineWindow *window = open_window();
  VitrineSession *session = vitrine_window_get_session(window);
  g_autofree char *path =
      g_test_build_filename(G_TEST_DIST, "data", "ns2-1500k-30frames.extxyz.gz", NULL);

  vitrine_window_open(window, path);
  WAIT(status(window)->trajectory && status(window)->complete);
  g_assert_cmpuint(status(window)->n_frames, ==, 31);
  WAIT(ui_test_find_text(GTK_WIDGET(window), "frame 31 of 31"));
  g_assert_nonnull(ui_test_find_text(GTK_WIDGET(window), "trajectory ns2-1500k"));
  g_assert_null(vitrine_session_get_force_field(session));
  vitrine_session_seek(session, 4);
  WAIT(status(window)->frame == 4 &&
       vitrine_session_get_snapshot(session)->frame->time == 4.0);
  activate(window, "win.run-from-here");
  WAIT(!status(window)->trajectory && vitrine_session_get_force_field(session));
  ui_test_pause(session);
  g_assert_cmpuint(vitrine_session_get_scene(session)->start->n_atoms, ==, 180);
  close_window(window);
}

/* Whether what the area shows has more than one colour. */
static gboolean
has_picture(GtkWidget *area)
{
  int width = gtk_widget_get_width(area), height = gtk_widget_get_height(area);
  g_autoptr(GdkPaintable) paintable = gtk_widget_paintable_new(area);
  GtkSnapshot *snapshot = gtk_snapshot_new();
  graphene_rect_t bounds = GRAPHENE_RECT_INIT(0, 0, (float)width, (float)height);

  gdk_paintable_snapshot(paintable, snapshot, width, height);
  GskRenderNode *node = gtk_snapshot_free_to_node(snapshot);
  if (!node)
    return FALSE;
  GskRenderer *renderer = gtk_native_get_renderer(gtk_widget_get_native(area));
  g_autoptr(GdkTexture) texture = gsk_renderer_render_texture(renderer, node, &bounds);
  gsk_render_node_unref(node);
  g_autofree guint32 *pixels = g_new(guint32, width * height);
  gdk_texture_download(texture, (guchar *)pixels, 4 * (gsize)width);
  guint n_other = 0;
  for (int k = 1; k < width * height; k++)
    n_other += pixels[k] != pixels[0];
  return n_other > (guint)(width * height) / 20;
}

/* A lost context, another monitor: the area is taken out of the window, which ends its
 * context and renderer, and put back. */
static void
test_new_context(void)
{
  VitrineWindow *window = open_window();
  VitrineGlassView *view = vitrine_window_get_glass_view(window);
  GtkWidget *area = ui_test_find(GTK_WIDGET(view), VITRINE_TYPE_GLASS_AREA, NULL);
  GtkOverlay *overlay = GTK_OVERLAY(gtk_widget_get_parent(area));

  WAIT(vitrine_glass_area_get_shown(VITRINE_GLASS_AREA(area)) != NULL);
  g_object_ref(area);
  gtk_overlay_set_child(overlay, NULL);
  g_assert_false(gtk_widget_get_realized(area));
  gtk_overlay_set_child(overlay, area);
  g_object_unref(area);
  WAIT(gtk_widget_get_realized(area));
  g_assert_no_error(gtk_gl_area_get_error(GTK_GL_AREA(area)));
  WAIT(has_picture(area));
  close_window(window);
}

int
main(int argc, char **argv)
{
  gtk_test_init(&argc, &argv, NULL);
  adw_init();
  g_test_add_func("/window/names the glass", test_titles);
  g_test_add_func("/window/steps once and plays", test_steps);
  g_test_add_func("/window/a bad file is told and the glass stays", test_bad_file);
  g_test_add_func("/window/a missing file gives way to a shipped scene",
                  test_missing_file);
  g_test_add_func("/window/plays a trajectory and runs from a frame", test_trajectory);
  g_test_add_func("/window/keys go to the picture", test_focus);
  g_test_add_func("/window/starts again", test_reload);
  g_test_add_func("/window/surfaces of a file are not taken twice",
                  test_surfaces_of_file);
  g_test_add_func("/window/a picked atom has a card", test_pick);
  g_test_add_func("/window/selected atoms are measured, hidden and followed",
                  test_measure);
  g_test_add_func("/window/a picked bond has a card", test_thing_card);
  g_test_add_func("/window/looks along the vectors of the cell", test_view_along);
  g_test_add_func("/window/what is smoothed for the eye is said", test_smoothing_is_said);
  g_test_add_func("/window/choices of the view menu are actions", test_view_choices);
  g_test_add_func("/window/any size is remembered", test_size_is_remembered);
  g_test_add_func("/window/draws the glass or says why not", test_picture_or_reason);
  g_test_add_func("/window/draws again in a new context", test_new_context);
  g_test_add_func("/window/hides and shows its panels", test_panels);
  return g_test_run();
}

// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* Fingers, wheel and menu of the picture, by the signals of its gestures. */
#include "ui-test.h"

#include <adwaita.h>
#include <math.h>

#include "app/hover-label.h"
#include "app/vitrine-glass-area.h"
#include "app/vitrine-glass-view.h"
#include "app/vitrine-window.h"

static VitrineGlassArea *
open_area(GtkWidget **window)
{
  GtkWidget *area = g_object_new(VITRINE_TYPE_GLASS_AREA, NULL);

  *window = gtk_window_new();
  gtk_widget_set_size_request(area, 240, 180);
  gtk_window_set_child(GTK_WINDOW(*window), area);
  gtk_window_present(GTK_WINDOW(*window));
  WAIT(gtk_widget_get_height(area) > 0);
  return VITRINE_GLASS_AREA(area);
}

/* The one of this type; button 0: any. */
static GtkEventController *
controller(gpointer widget, GType type, guint button)
{
  g_autoptr(GListModel) all = gtk_widget_observe_controllers(widget);

  for (guint i = 0; i < g_list_model_get_n_items(all); i++) {
    g_autoptr(GtkEventController) one = g_list_model_get_item(all, i);
    if (G_OBJECT_TYPE(one) == type &&
        (!button || gtk_gesture_single_get_button(GTK_GESTURE_SINGLE(one)) == button))
      return one; /* the widget keeps it */
  }
  g_assert_not_reached();
}

static void
test_pinch(void)
{
  GtkWidget *window;
  VitrineGlassArea *area = open_area(&window);
  GtkEventController *zoom = controller(area, GTK_TYPE_GESTURE_ZOOM, 0);
  const Camera *camera = vitrine_glass_area_get_camera(area);
  double before = camera->distance;

  /* twice as large in two steps, then as before in a second gesture */
  g_signal_emit_by_name(zoom, "begin", NULL);
  g_signal_emit_by_name(zoom, "scale-changed", 1.5);
  g_assert_cmpfloat_with_epsilon(camera->distance, before / 1.5, 1e-9);
  g_signal_emit_by_name(zoom, "scale-changed", 2.0);
  g_assert_cmpfloat_with_epsilon(camera->distance, before / 2.0, 1e-9);
  g_signal_emit_by_name(zoom, "begin", NULL);
  g_signal_emit_by_name(zoom, "scale-changed", 0.5);
  g_assert_cmpfloat_with_epsilon(camera->distance, before, 1e-9);
  /* fingers on one spot */
  g_signal_emit_by_name(zoom, "scale-changed", 0.0);
  g_assert_cmpfloat_with_epsilon(camera->distance, before, 1e-9);
  gtk_window_destroy(GTK_WINDOW(window));
}

static void
test_turn(void)
{
  GtkWidget *window;
  VitrineGlassArea *area = open_area(&window);
  GtkEventController *rotate = controller(area, GTK_TYPE_GESTURE_ROTATE, 0);
  const Camera *camera = vitrine_glass_area_get_camera(area);
  Vec3 eye = camera_towards_eye(camera);
  double w = camera->orientation[3];

  g_signal_emit_by_name(rotate, "begin", NULL);
  g_signal_emit_by_name(rotate, "angle-changed", 0.0, 0.25);
  g_signal_emit_by_name(rotate, "angle-changed", 0.0, 0.6);
  /* a roll by 0.6 rad: half of it in the quaternion, and the eye stays where it was */
  g_assert_cmpfloat_with_epsilon(fabs(w), 1.0, 1e-9);
  g_assert_cmpfloat_with_epsilon(fabs(camera->orientation[3]), cos(0.3), 1e-6);
  g_assert_cmpfloat_with_epsilon(vec3_dot(eye, camera_towards_eye(camera)), 1.0, 1e-9);
  gtk_window_destroy(GTK_WINDOW(window));
}

/* Two fingers and one are told apart together: a drag that has begun does not take the
 * second finger away. */
static void
test_group(void)
{
  GtkWidget *window;
  VitrineGlassArea *area = open_area(&window);
  GtkGesture *drag = GTK_GESTURE(controller(area, GTK_TYPE_GESTURE_DRAG, 0));
  GtkGesture *zoom = GTK_GESTURE(controller(area, GTK_TYPE_GESTURE_ZOOM, 0));
  GtkGesture *rotate = GTK_GESTURE(controller(area, GTK_TYPE_GESTURE_ROTATE, 0));

  g_assert_true(gtk_gesture_is_grouped_with(drag, zoom));
  g_assert_true(gtk_gesture_is_grouped_with(drag, rotate));
  gtk_window_destroy(GTK_WINDOW(window));
}

static void
test_wheel(void)
{
  GtkWidget *window;
  VitrineGlassArea *area = open_area(&window);
  GtkEventController *scroll = controller(area, GTK_TYPE_EVENT_CONTROLLER_SCROLL, 0);
  const Camera *camera = vitrine_glass_area_get_camera(area);
  double before = camera->distance;
  gboolean stopped = FALSE;

  g_signal_emit_by_name(scroll, "scroll", 0.0, -1.0, &stopped);
  g_assert_true(stopped);
  g_assert_cmpfloat(camera->distance, <, before);
  g_signal_emit_by_name(scroll, "scroll", 0.0, 1.0, &stopped);
  g_assert_cmpfloat_with_epsilon(camera->distance, before, 1e-9);
  gtk_window_destroy(GTK_WINDOW(window));
}

static GtkPopoverMenu *
menu_of(GtkWidget *view)
{
  return GTK_POPOVER_MENU(ui_test_find(view, GTK_TYPE_POPOVER_MENU, NULL));
}

static void
pan(VitrineGlassArea *area)
{
  const Camera *camera = vitrine_glass_area_get_camera(area);
  Vec3 before = camera->centre;

  vitrine_glass_area_pan(area, 10.0, 0.0);
  g_assert_cmpfloat(vec3_norm(vec3_sub(camera->centre, before)), >, 0.01);
  vitrine_glass_area_pan(area, -10.0, 0.0);
  g_assert_cmpfloat(vec3_norm(vec3_sub(camera->centre, before)), <, 1e-9);
}

/* Whether the label lies where its margins put it. */
static gboolean
is_laid_out(GtkWidget *label, GtkWidget *overlay, graphene_rect_t *at)
{
  return gtk_widget_compute_bounds(label, overlay, at) && at->size.width > 0 &&
         at->origin.x == gtk_widget_get_margin_start(label) &&
         at->origin.y == gtk_widget_get_margin_top(label);
}

/* The words beside the pointer stay in the picture, wherever they were before. */
static void
test_hover_label(void)
{
  const double places[][2] = {{50, 40}, {395, 40}, {50, 295}, {395, 295}, {50, 40}};
  GtkWidget *window = gtk_window_new(), *overlay = gtk_overlay_new();
  GtkWidget *area = gtk_drawing_area_new(), *label = gtk_label_new(NULL);
  graphene_rect_t at;

  gtk_widget_set_size_request(area, 400, 300);
  gtk_widget_set_halign(label, GTK_ALIGN_START);
  gtk_widget_set_valign(label, GTK_ALIGN_START);
  gtk_overlay_set_child(GTK_OVERLAY(overlay), area);
  gtk_overlay_add_overlay(GTK_OVERLAY(overlay), label);
  gtk_window_set_child(GTK_WINDOW(window), overlay);
  gtk_window_present(GTK_WINDOW(window));
  WAIT(gtk_widget_get_height(area) > 0);
  for (guint k = 0; k < G_N_ELEMENTS(places); k++) {
    hover_label_show(GTK_LABEL(label), area, "Na 539", places[k][0], places[k][1]);
    WAIT(is_laid_out(label, overlay, &at));
    g_test_message("%g, %g: %g, %g", places[k][0], places[k][1], at.origin.x,
                   at.origin.y);
    g_assert_cmpfloat(at.origin.x + at.size.width, <=, gtk_widget_get_width(area));
    g_assert_cmpfloat(at.origin.y + at.size.height, <=, gtk_widget_get_height(area));
    g_assert_true(places[k][0] > 60 || at.origin.x == places[k][0] + 16);
    g_assert_true(places[k][1] > 60 || at.origin.y == places[k][1] + 16);
  }
  hover_label_show(GTK_LABEL(label), area, NULL, 0.0, 0.0);
  g_assert_false(gtk_widget_get_visible(label));
  gtk_window_destroy(GTK_WINDOW(window));
}

/* A long press offers what can be done with what is under the finger. */
static void
test_menu(void)
{
  VitrineWindow *window =
      VITRINE_WINDOW(g_object_ref_sink(vitrine_window_new(NULL, NULL)));
  g_autoptr(Scene) scene = ui_test_scene();
  g_autoptr(GError) error = NULL;

  gtk_window_present(GTK_WINDOW(window));
  vitrine_session_open(vitrine_window_get_session(window), scene, &error);
  g_assert_no_error(error);
  GtkWidget *view = GTK_WIDGET(vitrine_window_get_glass_view(window));
  GtkWidget *area = ui_test_find(view, VITRINE_TYPE_GLASS_AREA, NULL);
  GtkEventController *press = controller(area, GTK_TYPE_GESTURE_LONG_PRESS, 0);
  g_assert_true(gtk_gesture_single_get_touch_only(GTK_GESTURE_SINGLE(press)));
  g_signal_emit_by_name(press, "pressed", 2.0, 2.0);
  GtkPopoverMenu *menu = menu_of(view);
  g_assert_nonnull(menu);
  g_assert_nonnull(ui_test_find_text(GTK_WIDGET(menu), "View along a"));
  vitrine_glass_view_select(VITRINE_GLASS_VIEW(view), 3);
  GtkEventController *click =
      controller(area, GTK_TYPE_GESTURE_CLICK, GDK_BUTTON_SECONDARY);
  g_signal_emit_by_name(click, "released", 1, 2.0, 2.0);
  g_assert_nonnull(ui_test_find_text(GTK_WIDGET(menu), "Isolate"));
  g_assert_cmpint(vitrine_glass_view_get_selected(VITRINE_GLASS_VIEW(view)), ==, 3);
  pan(VITRINE_GLASS_AREA(area));
  gtk_window_destroy(GTK_WINDOW(window));
  g_object_unref(window);
}

int
main(int argc, char **argv)
{
  gtk_test_init(&argc, &argv, NULL);
  adw_init();
  g_test_add_func("/touch/a pinch zooms", test_pinch);
  g_test_add_func("/touch/a turn of two fingers rolls", test_turn);
  g_test_add_func("/touch/two fingers go on from one", test_group);
  g_test_add_func("/touch/the wheel zooms", test_wheel);
  g_test_add_func("/touch/words beside the pointer stay in view", test_hover_label);
  g_test_add_func("/touch/the menu offers what can be done", test_menu);
  return g_test_run();
}

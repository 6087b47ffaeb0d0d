// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* The picture on its way into the window: the right way up and in its colours, whatever
 * GTK draws with and however many pixels the screen has. Run with GSK_RENDERER and
 * GDK_SCALE in turn. */
#include "ui-test.h"

#include <gdk/x11/gdkx.h>
#include <math.h>

#include "app/export-work.h"
#include "app/vitrine-glass-area.h"
#include "app/vitrine-glass-view.h"
#include "render/offscreen.h"

#define W 240
#define H 180

static GtkWidget *
open_area(VitrineSession *session, VitrineGlassArea **area)
{
  GtkWidget *window = gtk_window_new();

  WAIT(vitrine_session_get_snapshot(session) != NULL);
  *area = g_object_new(VITRINE_TYPE_GLASS_AREA, NULL);
  gtk_widget_set_size_request(GTK_WIDGET(*area), W, H);
  gtk_window_set_child(GTK_WINDOW(window), GTK_WIDGET(*area));
  gtk_window_set_decorated(GTK_WINDOW(window), FALSE);
  vitrine_glass_area_set_snapshot(*area, vitrine_session_get_snapshot(session));
  gtk_window_present(GTK_WINDOW(window));
  WAIT(vitrine_glass_area_get_shown(*area) != NULL);
  return window;
}

/* What the window shows of widget, enlarged, B G R A. */
static guint8 *
screen_of(GtkWidget *widget, int enlarged, int *width, int *height)
{
  g_autoptr(GdkPaintable) paintable = gtk_widget_paintable_new(widget);
  GtkSnapshot *snapshot = gtk_snapshot_new();
  GskRenderer *renderer = gtk_native_get_renderer(gtk_widget_get_native(widget));

  *width = gtk_widget_get_width(widget) * enlarged;
  *height = gtk_widget_get_height(widget) * enlarged;
  gdk_paintable_snapshot(paintable, GDK_SNAPSHOT(snapshot), *width, *height);
  GskRenderNode *node = gtk_snapshot_free_to_node(snapshot);
  if (!node)
    return NULL;
  graphene_rect_t bounds = GRAPHENE_RECT_INIT(0, 0, (float)*width, (float)*height);
  g_autoptr(GdkTexture) texture = gsk_renderer_render_texture(renderer, node, &bounds);
  gsk_render_node_unref(node);
  guint8 *pixels = g_malloc_n(4 * (gsize)*width, (gsize)*height);
  gdk_texture_download(texture, pixels, 4 * (gsize)*width);
  return pixels;
}

/* The same in a context of its own. */
static guint8 *
picture_of(VitrineGlassArea *area, double scale, int width, int height)
{
  g_autoptr(GError) error = NULL;

  gdk_gl_context_clear_current();
  Offscreen *offscreen = offscreen_new(width, height, FALSE, &error);
  g_assert_no_error(error);
  offscreen_set_scale(offscreen, scale);
  renderer_set_snapshot(offscreen_renderer(offscreen),
                        vitrine_glass_area_get_shown(area));
  guint8 *pixels = offscreen_draw(offscreen, vitrine_glass_area_get_camera(area),
                                  vitrine_glass_area_get_style(area));
  offscreen_free(offscreen);
  return pixels;
}

/* Mean difference to a picture R G B A, as it is or upside down. */
static double
difference(const guint8 *screen, const guint8 *picture, int width, int height,
           gboolean over)
{
  double sum = 0.0;

  for (int y = 0; y < height; y++) {
    for (int x = 0; x < width; x++) {
      const guint8 *a = screen + 4 * ((gsize)y * width + x);
      const guint8 *b = picture + 4 * ((gsize)(over ? height - 1 - y : y) * width + x);
      for (int c = 0; c < 3; c++)
        sum += abs(a[c] - b[2 - c]);
    }
  }
  return sum / (3.0 * width * height);
}

/* Mean difference of what the window shows, so much enlarged, to the same picture drawn
 * for so fine a screen. */
static double
difference_now(VitrineGlassArea *area, int enlarged, gboolean over)
{
  int width, height;
  g_autofree guint8 *screen = screen_of(GTK_WIDGET(area), enlarged, &width, &height);

  if (!screen)
    return INFINITY;
  g_autofree guint8 *picture = picture_of(area, enlarged, width, height);
  return difference(screen, picture, width, height, over);
}

/* Waits until the picture is there in full quality, and its difference is between these
 * two, which it returns. */
static double
wait_for_difference(VitrineGlassArea *area, int enlarged, double low, double high)
{
  gint64 end = g_get_monotonic_time() + UI_TEST_PATIENCE;
  double off = NAN;

  while (!(off > low && off < high) && g_get_monotonic_time() < end) {
    ui_test_let_pass(100);
    if (vitrine_glass_area_get_drawn(area)->economy == 0)
      off = difference_now(area, enlarged, FALSE);
  }
  g_test_message("off by %.2f", off);
  g_assert_cmpfloat(off, >, low);
  g_assert_cmpfloat(off, <, high);
  return off;
}

static void
test_screen(void)
{
  g_autoptr(VitrineSession) session = ui_test_session();
  VitrineGlassArea *area;

  GtkWidget *window = open_area(session, &area);
  double upright = wait_for_difference(area, 1, -1.0, 4.0);
  double over = difference_now(area, 1, TRUE);
  g_test_message("%.2f upside down", over);
  g_assert_cmpfloat(over, >, 2.0 * upright + 1.0);
  gtk_window_destroy(GTK_WINDOW(window));
}

/* Another size, and another again: the picture is drawn anew for each. */
static void
test_resize(void)
{
  g_autoptr(VitrineSession) session = ui_test_session();
  VitrineGlassArea *area;

  GtkWidget *window = open_area(session, &area);
  for (int k = 1; k <= 3; k++) {
    gtk_widget_set_size_request(GTK_WIDGET(area), W + 40 * k, H + 25 * k);
    WAIT(gtk_widget_get_width(GTK_WIDGET(area)) >= W + 40 * k);
    wait_for_difference(area, 1, -1.0, 4.0);
  }
  gtk_window_destroy(GTK_WINDOW(window));
}

static void
move_to_monitor(VitrineGlassArea *area, int scale)
{
  gdk_x11_display_set_surface_scale(gtk_widget_get_display(GTK_WIDGET(area)), scale);
  WAIT(gtk_widget_get_scale_factor(GTK_WIDGET(area)) == scale);
}

/* To a monitor with finer pixels and back, while nothing moves: the picture is drawn anew
 * for each, and as finely as its pixels are. */
static void
test_other_monitor(void)
{
  g_autoptr(VitrineSession) session = ui_test_session();
  VitrineGlassArea *area;

  GtkWidget *window = open_area(session, &area);
  vitrine_glass_area_orbit(area, 0.3, 0.1);
  move_to_monitor(area, 1);
  wait_for_difference(area, 1, -1.0, 4.0);
  double coarse = difference_now(area, 2, FALSE);
  move_to_monitor(area, 2);
  double fine = wait_for_difference(area, 2, -1.0, 0.6 * coarse);
  move_to_monitor(area, 1);
  wait_for_difference(area, 2, fine / 0.6, INFINITY);
  gtk_window_destroy(GTK_WINDOW(window));
}

/* Of the corners of the cell on the screen, px. */
static double
highest_corner(VitrineGlassArea *area)
{
  const Cell *cell = &vitrine_glass_area_get_shown(area)->frame->cell;
  double width = gtk_widget_get_width(GTK_WIDGET(area)), highest = INFINITY;
  double height = gtk_widget_get_height(GTK_WIDGET(area)), lowest = 0.0, x, y;

  for (int k = 0; k < 8; k++) {
    Vec3 corner = cell_to_cartesian(cell, vec3(k & 1, k >> 1 & 1, k >> 2));
    g_assert_true(camera_project(vitrine_glass_area_get_camera(area), corner, width,
                                 height, &x, &y, NULL));
    g_assert_true(x >= 0.0 && x <= width);
    highest = fmin(highest, y);
    lowest = fmax(lowest, y);
  }
  g_assert_cmpfloat(lowest, <=, height);
  return highest;
}

/* A whole glass fills the picture of a file, whatever its shape. */
static void
test_fitted_file(void)
{
  g_autoptr(VitrineSession) session = ui_test_session();
  g_auto(GlassShot) shot = {0};
  VitrineGlassArea *area;
  double nearest = INFINITY, x, y;

  GtkWidget *window = open_area(session, &area);
  g_assert_true(vitrine_glass_area_take_shot(area, &shot));
  g_assert_true(shot.fitted);
  ExportOrder *order = export_order_new(EXPORT_PICTURE, &shot);
  Camera camera = export_order_camera(order, 900, 300);
  for (int k = 0; k < 8; k++) {
    Vec3 corner =
        cell_to_cartesian(&shot.snapshot->frame->cell, vec3(k & 1, k >> 1 & 1, k >> 2));
    g_assert_true(camera_project(&camera, corner, 900, 300, &x, &y, NULL));
    nearest = fmin(nearest, fmin(y, 300.0 - y));
  }
  /* as high as the picture, but for the usual margin */
  g_assert_cmpfloat(nearest, >, 0.0);
  g_assert_cmpfloat(nearest, <, 0.05 * 300.0);
  export_order_free(order);
  vitrine_glass_area_orbit(area, 0.3, 0.0);
  g_assert_true(vitrine_glass_area_take_shot(area, &shot));
  g_assert_false(shot.fitted);
  gtk_window_destroy(GTK_WINDOW(window));
}

/* A view too large for OpenGL says so, and shows the glass again once it fits. */
static void
test_too_large(void)
{
  g_autoptr(VitrineSession) session = ui_test_session();

  if (g_strcmp0(g_getenv("GSK_RENDERER"), "cairo") != 0) {
    g_test_skip("GTK itself warns of so large a picture");
    return;
  }
  GtkWidget *view = g_object_new(VITRINE_TYPE_GLASS_VIEW, NULL);
  GtkWidget *window = gtk_window_new();
  vitrine_glass_view_set_session(VITRINE_GLASS_VIEW(view), session);
  gtk_window_set_child(GTK_WINDOW(window), view);
  gtk_window_present(GTK_WINDOW(window));
  WAIT(vitrine_glass_view_has_picture(VITRINE_GLASS_VIEW(view)));
  GtkWidget *area = ui_test_find(view, VITRINE_TYPE_GLASS_AREA, NULL);
  gtk_widget_set_size_request(view, 20000 / gtk_widget_get_scale_factor(view), 400);
  WAIT(!gtk_widget_get_mapped(area));
  ui_test_let_pass(300);
  g_assert_false(vitrine_glass_view_has_picture(VITRINE_GLASS_VIEW(view)));
  gtk_widget_set_size_request(view, -1, -1);
  gtk_window_set_default_size(GTK_WINDOW(window), 800, 500);
  WAIT(gtk_widget_get_mapped(area));
  ui_test_let_pass(300);
  g_assert_true(vitrine_glass_view_has_picture(VITRINE_GLASS_VIEW(view)));
  gtk_window_destroy(GTK_WINDOW(window));
}

/* What lies over the top does not lie over the glass, nor does it move it in a file. */
static void
test_covered(void)
{
  g_autoptr(VitrineSession) session = ui_test_session();
  g_auto(GlassShot) shot = {0};
  VitrineGlassArea *area;

  GtkWidget *window = open_area(session, &area);
  WAIT(gtk_widget_get_height(GTK_WIDGET(area)) >= H);
  double before = highest_corner(area);
  vitrine_glass_area_set_covered(area, 40);
  g_assert_cmpfloat(highest_corner(area), >=, 40.0);
  g_assert_true(vitrine_glass_area_take_shot(area, &shot));
  vitrine_glass_area_set_covered(area, 0);
  g_assert_cmpfloat_with_epsilon(highest_corner(area), before, 1e-6);
  g_assert_cmpfloat_with_epsilon(shot.camera.distance,
                                 vitrine_glass_area_get_camera(area)->distance, 1e-9);
  gtk_window_destroy(GTK_WINDOW(window));
}

int
main(int argc, char **argv)
{
  gtk_test_init(&argc, &argv, NULL);
  g_test_add_func("/area/the screen shows the picture", test_screen);
  g_test_add_func("/area/the picture follows the size", test_resize);
  g_test_add_func("/area/another monitor gets a picture of its own", test_other_monitor);
  g_test_add_func("/area/the glass keeps clear of what lies over it", test_covered);
  g_test_add_func("/area/the whole glass fills a file of any shape", test_fitted_file);
  g_test_add_func("/area/a picture that was too large is tried again", test_too_large);
  return g_test_run();
}

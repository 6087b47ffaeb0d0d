// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <locale.h>
#include <string.h>

#include "file-support.h"
#include "io/scene-file.h"
#include "io/structure-file.h"
#include "model/series.h"

/* Compiles a locale with a decimal comma where none is installed. */
static gboolean
set_comma_locale(void)
{
  g_autofree char *place = support_path("de_DE.UTF-8");
  const char *const command[] = {"localedef", "-i", "de_DE", "-f", "UTF-8", place, NULL};

  if (!setlocale(LC_ALL, "de_DE.UTF-8")) {
    g_spawn_sync(NULL, (char **)command, NULL,
                 G_SPAWN_SEARCH_PATH | G_SPAWN_STDOUT_TO_DEV_NULL |
                     G_SPAWN_STDERR_TO_DEV_NULL,
                 NULL, NULL, NULL, NULL, NULL, NULL);
    g_setenv("LOCPATH", support_folder(), TRUE);
  }
  return setlocale(LC_ALL, "de_DE.UTF-8") && *localeconv()->decimal_point == ',';
}

static void
remove_locale(void)
{
  g_autofree char *place = support_path("de_DE.UTF-8");
  const char *const command[] = {"rm", "-r", "-f", place, NULL};

  setlocale(LC_ALL, "C");
  g_spawn_sync(NULL, (char **)command, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, NULL,
               NULL, NULL);
}

static void
assert_no_comma(const char *path)
{
  g_autofree char *text = NULL;

  g_assert_true(g_file_get_contents(path, &text, NULL, NULL));
  g_assert_null(strchr(text, ','));
  g_assert_nonnull(strstr(text, "1.25"));
}

static void
test_files(void)
{
  static const char *const names[] = {"comma.extxyz", "comma.data", "comma.dump",
                                      "comma.vasp"};
  g_autoptr(Frame) frame = support_read_text(
      "point.xyz", "1\nLattice=\"9.5 0 0 0 9.5 0 0 0 9.5\" Time=0.5\nNa 1.25 2.5 3.75\n");

  support_assert_near(frame->position[0], vec3(1.25, 2.5, 3.75), 0);
  frame->position[0] = vec3(1.25 * 9.5, 2.5, 3.75);
  for (guint i = 0; i < G_N_ELEMENTS(names); i++) {
    g_autofree char *path = support_path(names[i]);
    frame->position[0].x = i == 3 ? 0.125 * 9.5 : 1.25;
    g_assert_true(structure_write(path, frame, NULL));
    g_autoptr(Frame) again = support_read(path);
    support_assert_near(again->position[0], frame->position[0], 1e-9);
    if (i == 0)
      assert_no_comma(path);
  }
}

static void
test_scene(void)
{
  g_autoptr(Scene) scene = scene_new();
  g_autofree char *path = support_path("comma.scene"), *text = NULL;

  scene->start = support_read_text(
      "point.xyz", "1\nLattice=\"9.5 0 0 0 9.5 0 0 0 9.5\"\nNa 1.25 2.5 3.75\n");
  g_assert_true(scene_set(scene, "tau", "0.25", NULL));
  g_assert_false(scene_set(scene, "tau", "0,5", NULL));
  g_assert_cmpfloat(scene->tau, ==, 0.25);
  g_assert_true(scene_save(scene, path, NULL));
  g_assert_true(g_file_get_contents(path, &text, NULL, NULL));
  g_assert_nonnull(strstr(text, "Tau=0.25\n"));
}

static void
test_csv(void)
{
  g_autoptr(Chart) chart = chart_new("a", "A");
  g_autofree char *csv = NULL;

  chart_set_x_axis(chart, "x", "", AXIS_LINEAR);
  chart_set_y_axis(chart, "y", "", AXIS_LINEAR);
  Series *series = chart_add_series(chart, "s", SERIES_LINE, 1, FALSE);
  series->x[0] = 1.5;
  series->y[0] = 2.25;
  csv = chart_to_csv(chart);
  g_assert_cmpstr(csv, ==, "series,x,y,error\ns,1.5,2.25,\n");
}

static void
skip(void)
{
  g_test_skip("no locale with a decimal comma, and none can be compiled");
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  gboolean comma = set_comma_locale();

  g_test_add_func("/comma-locale/structure files keep the point",
                  comma ? test_files : skip);
  g_test_add_func("/comma-locale/scenes keep the point", comma ? test_scene : skip);
  g_test_add_func("/comma-locale/tables keep the point", comma ? test_csv : skip);
  int status = g_test_run();
  remove_locale();
  support_clean();
  return status;
}

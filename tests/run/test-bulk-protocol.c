// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* The protocols on a small glass in a short time: that they run, report and stop. What
 * they measure is held to independent numbers in tests/physics/test-bulk-glass.c. */

#include "run/bulk-protocol.h"

#include <math.h>

#include "base/base-error.h"
#include "io/structure-file.h"

static Scene *
small_glass(void)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *path =
      g_test_build_filename(G_TEST_DIST, "data", "forces", "nve_small.extxyz.gz", NULL);
  Scene *scene = scene_new();

  scene->start = structure_read(path, &error);
  g_assert_no_error(error);
  scene->temperature = 300.0;
  scene->keep_velocities = FALSE;
  scene->relax = TRUE;
  return scene;
}

static BulkOptions
short_options(guint properties)
{
  BulkOptions options;

  bulk_options_init(&options);
  options.properties = properties;
  options.engine.n_threads = 1;
  options.settle = 0.05;
  options.hold = 0.2;
  options.ramp_from = 600.0;
  options.ramp_to = 300.0;
  options.ramp_rate = 1000.0;
  return options;
}

static const Chart *
chart_of(const AnalysisResult *result, const char *id)
{
  for (guint i = 0; i < result->charts->len; i++) {
    const Chart *chart = g_ptr_array_index(result->charts, i);
    if (g_str_equal(chart->id, id))
      return chart;
  }
  return NULL;
}

static const ChartScalar *
scalar_of(const Chart *chart, const char *key, const char *label)
{
  for (guint i = 0; i < chart->scalars->len; i++) {
    const ChartScalar *scalar = g_ptr_array_index(chart->scalars, i);
    if (g_str_equal(scalar->key, key) && g_str_equal(scalar->label, label))
      return scalar;
  }
  return NULL;
}

static void
test_everything(void)
{
  static const char *const ids[] = {"density",   "energy",  "modulus",    "capacity",
                                    "expansion", "caloric", "dilatometry"};
  g_autoptr(Scene) scene = small_glass();
  BulkOptions options = short_options(BULK_DENSITY | BULK_MODULUS | BULK_EXPANSION |
                                      BULK_CAPACITY | BULK_TG);
  g_autoptr(GError) error = NULL;
  g_autoptr(AnalysisResult) result = bulk_protocol_run(scene, &options, &error);

  g_assert_no_error(error);
  g_assert_cmpuint(result->charts->len, ==, G_N_ELEMENTS(ids));
  for (guint i = 0; i < G_N_ELEMENTS(ids); i++)
    g_assert_nonnull(chart_of(result, ids[i]));
  const ChartScalar *k = scalar_of(chart_of(result, "modulus"), "bulk_modulus_GPa", "");
  g_assert_nonnull(k);
  g_assert_cmpfloat(k->error, >, 0.0);
  const Chart *capacity = chart_of(result, "capacity");
  g_assert_nonnull(scalar_of(capacity, "C_kB_per_atom", "derivative"));
  g_assert_nonnull(scalar_of(capacity, "C_kB_per_atom", "fluctuation"));
  g_assert_nonnull(
      scalar_of(chart_of(result, "expansion"), "alpha_V_per_K", "derivative"));
  g_assert_nonnull(scalar_of(chart_of(result, "dilatometry"), "density_g_cm3", ""));
}

/* The volumes of the modulus are those that were asked for, about the volume it had. */
static void
test_strains(void)
{
  g_autoptr(Scene) scene = small_glass();
  BulkOptions options = short_options(BULK_MODULUS);
  g_autoptr(AnalysisResult) result = bulk_protocol_run(scene, &options, NULL);
  const Chart *chart = chart_of(result, "modulus");
  const Series *series = g_ptr_array_index(chart->series, 0);

  g_assert_cmpuint(series->n, ==, 5);
  for (int i = 0; i < 5; i++)
    g_assert_cmpfloat_with_epsilon(series->x[i], 100.0 * log1p(0.005 * (i - 2)), 1e-9);
  g_assert_cmpfloat_with_epsilon(scalar_of(chart, "volume_A3", "")->value,
                                 scene->start->cell.volume, 1e-6);
  g_assert_cmpfloat(series->y[0], >, series->y[4]);
}

static gboolean
stop_cb(double fraction, const char *what, gpointer data)
{
  guint *n = data;

  g_assert_cmpfloat(fraction, >=, 0.0);
  g_assert_cmpfloat(fraction, <=, 1.0);
  g_assert_nonnull(what);
  return ++*n < 3;
}

static void
test_stop(void)
{
  g_autoptr(Scene) scene = small_glass();
  BulkOptions options = short_options(BULK_MODULUS);
  g_autoptr(GError) error = NULL;
  guint n = 0;

  options.progress = stop_cb;
  options.data = &n;
  g_assert_null(bulk_protocol_run(scene, &options, &error));
  g_assert_error(error, VITRINE_ERROR, VITRINE_ERROR_FAILED);
  g_assert_cmpuint(n, ==, 3);
}

static void
test_short(void)
{
  g_autoptr(Scene) scene = small_glass();
  BulkOptions options = short_options(BULK_CAPACITY);
  g_autoptr(GError) error = NULL;

  options.hold = 0.05;
  g_assert_null(bulk_protocol_run(scene, &options, &error));
  g_assert_error(error, VITRINE_ERROR, VITRINE_ERROR_INPUT);
  g_clear_error(&error);
  options.hold = 0.2;
  options.step = 300.0;
  g_assert_null(bulk_protocol_run(scene, &options, &error));
  g_assert_error(error, VITRINE_ERROR, VITRINE_ERROR_INPUT);
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/bulk-protocol/every property has its chart", test_everything);
  g_test_add_func("/bulk-protocol/the modulus is taken about the volume it has",
                  test_strains);
  g_test_add_func("/bulk-protocol/stops when asked", test_stop);
  g_test_add_func("/bulk-protocol/what cannot be measured is refused", test_short);
  return g_test_run();
}

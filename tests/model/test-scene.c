// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "model/scene.h"

#include "base/base-error.h"

static void
set(Scene *scene, const char *key, const char *value)
{
  g_autoptr(GError) error = NULL;

  g_assert_true(scene_set(scene, key, value, &error));
  g_assert_no_error(error);
}

static void
assert_refused(const char *key, const char *value, const char *named)
{
  g_autoptr(Scene) scene = scene_new();
  g_autoptr(GError) error = NULL;

  g_assert_false(scene_set(scene, key, value, &error));
  g_assert_error(error, VITRINE_ERROR, VITRINE_ERROR_INPUT);
  if (!strstr(error->message, named))
    g_error("%s = %s: \"%s\" does not name %s", key, value, error->message, named);
  g_assert_cmpfloat(scene->temperature, ==, 1500.0);
  g_assert_cmpuint(scene->changes->len, ==, 0);
}

static void
test_defaults(void)
{
  g_autoptr(Scene) scene = scene_new();

  g_assert_cmpstr(scene->potential, ==, "pedone2006");
  g_assert_cmpint(scene->ensemble, ==, ENSEMBLE_NVT_BUSSI);
  g_assert_cmpfloat(scene->temperature, ==, 1500.0);
  g_assert_cmpfloat(scene->tau, ==, 0.1);
  g_assert_cmpfloat(scene->dt, ==, 0.001);
  g_assert_cmpuint(scene->seed, ==, 1);
  g_assert_true(isnan(scene->alpha) && isnan(scene->r_coulomb) && isnan(scene->r_short));
  g_assert_null(scene->coulomb);
}

static void
test_settings(void)
{
  g_autoptr(Scene) scene = scene_new();

  set(scene, "temperature", "2500.5");
  set(scene, "tau", "0.25");
  set(scene, "dt_fs", "2");
  set(scene, "seed", "18446744073709551615");
  set(scene, "ensemble", "nvt-nose-hoover");
  set(scene, "potential", "shik");
  set(scene, "coulomb", "wolf");
  set(scene, "alpha", "0.2");
  set(scene, "r_coulomb", "10");
  set(scene, "r_short", "5.5");
  set(scene, "short_shift", "force");
  set(scene, "keep_velocities", "yes");
  g_assert_cmpfloat(scene->temperature, ==, 2500.5);
  g_assert_cmpfloat(scene->tau, ==, 0.25);
  g_assert_cmpfloat_with_epsilon(scene->dt, 0.002, 1e-15);
  g_assert_cmpuint(scene->seed, ==, G_MAXUINT64);
  g_assert_cmpint(scene->ensemble, ==, ENSEMBLE_NVT_NOSE_HOOVER);
  g_assert_cmpstr(scene->potential, ==, "shik");
  g_assert_cmpstr(scene->coulomb, ==, "wolf");
  g_assert_cmpfloat(scene->r_short, ==, 5.5);
  g_assert_cmpstr(scene->short_shift, ==, "force");
  g_assert_true(scene->keep_velocities);
  set(scene, "ensemble", "nvt");
  g_assert_cmpint(scene->ensemble, ==, ENSEMBLE_NVT_BUSSI);
  set(scene, "ensemble", "nvt-langevin");
  g_assert_cmpint(scene->ensemble, ==, ENSEMBLE_NVT_LANGEVIN);
  set(scene, "ensemble", "npt-mtk");
  g_assert_cmpint(scene->ensemble, ==, ENSEMBLE_NPT_MTK);
  set(scene, "ensemble", "npt");
  g_assert_cmpint(scene->ensemble, ==, ENSEMBLE_NPT_SCR);
}

static void
test_pressure_ramps_and_field(void)
{
  g_autoptr(Scene) scene = scene_new();

  g_assert_true(isnan(scene->temperature_end) && isnan(scene->pressure_end));
  set(scene, "pressure_GPa", "-1.602176634");
  set(scene, "tau_pressure", "0.5");
  set(scene, "anisotropic", "yes");
  set(scene, "temperature_end", "300");
  set(scene, "pressure_end_GPa", "16.02176634");
  set(scene, "field_y_V_per_A", "-0.05");
  set(scene, "remove_drift", "yes");
  g_assert_cmpfloat_with_epsilon(scene->pressure, -0.01, 1e-15);
  g_assert_cmpfloat(scene->tau_pressure, ==, 0.5);
  g_assert_true(scene->anisotropic && scene->remove_drift);
  g_assert_cmpfloat(scene->temperature_end, ==, 300.0);
  g_assert_cmpfloat_with_epsilon(scene->pressure_end, 0.1, 1e-15);
  g_assert_cmpfloat(scene->field.y, ==, -0.05);
  g_assert_cmpfloat(scene->field.x, ==, 0.0);
}

static void
test_params(void)
{
  g_autoptr(Scene) scene = scene_new();

  set(scene, "r0 Si-O", "2.14");
  set(scene, "z Si", "2.5");
  set(scene, "C Na–O", "5");
  set(scene, "r0 O-Si", "2.2");
  g_assert_cmpuint(scene->changes->len, ==, 3);
  const ParamChange *first = &g_array_index(scene->changes, ParamChange, 0);
  const ParamChange *second = &g_array_index(scene->changes, ParamChange, 1);
  g_assert_cmpint(first->kind, ==, PARAM_MORSE_R0);
  g_assert_cmpfloat(first->value, ==, 2.2);
  g_assert_cmpint(second->kind, ==, PARAM_CHARGE);
  g_assert_cmpstr(second->a, ==, "Si");
  g_assert_cmpstr(second->b, ==, "");
  g_autofree char *key = param_change_key(first);
  g_autofree char *charge = param_change_key(second);
  g_assert_cmpstr(key, ==, "r0 O-Si");
  g_assert_cmpstr(charge, ==, "z Si");
}

static void
test_tapers(void)
{
  g_autoptr(Scene) scene = scene_new();
  g_autoptr(GError) error = NULL;

  set(scene, "taper B-O-Si", "0.5");
  set(scene, "taper B-O-B", "0.4");
  set(scene, "taper Si–O–B", "0.6");
  g_assert_cmpuint(scene->changes->len, ==, 2);
  const ParamChange *taper = &g_array_index(scene->changes, ParamChange, 0);
  g_assert_cmpfloat(taper->value, ==, 0.6);
  g_assert_cmpstr(taper->centre, ==, "O");
  g_autofree char *key = param_change_key(taper);
  g_assert_cmpstr(key, ==, "taper Si-O-B");
  g_assert_false(scene_set(scene, "taper Si-O", "0.6", &error));
  g_assert_cmpstr(error->message, ==,
                  "\"taper Si-O\": expected three elements, like \"taper Si-O-Si\"");
}

static void
test_refusals(void)
{
  assert_refused("temperatur", "300", "temperatur");
  assert_refused("temperature", "warm", "warm");
  assert_refused("temperature", "300 K", "300 K");
  assert_refused("temperature", "0", "temperature");
  assert_refused("temperature", "nan", "nan");
  assert_refused("temperature", "", "temperature");
  assert_refused("temperature", "1500,5", "1500,5");
  assert_refused("dt_fs", "-1", "dt_fs");
  assert_refused("seed", "-1", "seed");
  assert_refused("seed", "1.5", "1.5");
  assert_refused("ensemble", "nph", "npt-scr");
  assert_refused("pressure_GPa", "high", "pressure_GPa");
  assert_refused("field_x_V_per_A", "11", "field_x_V_per_A");
  assert_refused("anisotropic", "perhaps", "yes");
  assert_refused("coulomb", "cutoff", "dsf");
  assert_refused("short_shift", "yes", "force");
  assert_refused("r0 Si-Oo", "2", "Oo");
  assert_refused("r0 Si", "2", "r0 Si");
  assert_refused("z Si-O", "2", "z Si");
  assert_refused("q Si", "2", "q Si");
  assert_refused("D Si-O", "inf", "inf");
}

static void
test_copy(void)
{
  g_autoptr(Scene) scene = scene_new();

  set(scene, "z Si", "2.5");
  g_autoptr(Scene) copy = scene_copy(scene);
  set(copy, "z Si", "2.6");
  set(copy, "potential", "bmp");
  g_assert_cmpfloat(g_array_index(scene->changes, ParamChange, 0).value, ==, 2.5);
  g_assert_cmpstr(scene->potential, ==, "pedone2006");
}

static void
assert_description(Command command, const char *expected, gboolean epoch)
{
  g_autofree char *text = command_describe(&command);

  g_assert_cmpstr(text, ==, expected);
  g_assert_cmpint(command_starts_epoch(&command), ==, epoch);
}

static void
test_descriptions(void)
{
  assert_description((Command){.kind = COMMAND_TEMPERATURE, .value = 2500}, "T = 2500 K",
                     TRUE);
  assert_description(
      (Command){.kind = COMMAND_PARAM, .param = {PARAM_MORSE_R0, "Si", "O", "", 2.14}},
      "r₀(Si–O) = 2.14 Å", TRUE);
  assert_description(
      (Command){.kind = COMMAND_PARAM, .param = {PARAM_CHARGE, "Si", "", "", 2.4}},
      "z(Si) = 2.4 e", TRUE);
  assert_description((Command){.kind = COMMAND_TIME_STEP, .value = 0.002}, "Δt = 2 fs",
                     TRUE);
  assert_description((Command){.kind = COMMAND_PRESSURE, .value = 0.01}, "P = 1.6 GPa",
                     TRUE);
  assert_description((Command){.kind = COMMAND_FIELD, .value = 0.02, .integer = 2},
                     "E(z) = 0.02 V/Å", TRUE);
  assert_description(
      (Command){.kind = COMMAND_PARAM, .param = {PARAM_TAPER, "B", "Si", "O", 0.6}},
      "taper(B–O–Si) = 0.6 Å", TRUE);
  assert_description((Command){.kind = COMMAND_PAUSE}, "pause", FALSE);
  assert_description((Command){.kind = COMMAND_SPEED, .value = INFINITY}, "full speed",
                     FALSE);
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/scene/a new scene has the defaults", test_defaults);
  g_test_add_func("/scene/settings are taken", test_settings);
  g_test_add_func("/scene/pressure, ramps and field are settings",
                  test_pressure_ramps_and_field);
  g_test_add_func("/scene/parameters are taken and replaced", test_params);
  g_test_add_func("/scene/tapers are of three", test_tapers);
  g_test_add_func("/scene/what is wrong is named and changes nothing", test_refusals);
  g_test_add_func("/scene/a copy is apart", test_copy);
  g_test_add_func("/scene/commands tell what they do", test_descriptions);
  return g_test_run();
}

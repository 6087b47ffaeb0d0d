// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* Steering: bounds, neutrality, and what a scene asks for. */
#include <math.h>
#include <string.h>

#include "base/base-error.h"
#include "sample-frame.h"

static const char GLASS[] = "Na 2 Si 2 O 5";

static gboolean
steer(ForceField *ff, ParamKind kind, const char *a, const char *b, double value,
      GError **error)
{
  g_autoptr(Frame) frame = sample_frame(GLASS);
  ParamChange change = {.kind = kind, .value = value};
  g_strlcpy(change.a, a, sizeof change.a);
  g_strlcpy(change.b, b, sizeof change.b);
  return potential_apply(ff, frame, &change, error);
}

static double
value_of(const ForceField *ff, ParamKind kind, const char *a, const char *b)
{
  ParamChange change = {.kind = kind};
  g_strlcpy(change.a, a, sizeof change.a);
  g_strlcpy(change.b, b, sizeof change.b);
  return potential_value(ff, &change);
}

static void
test_neutral(void)
{
  const guint count[] = {2, 2, 5};
  g_autoptr(ForceField) ff = sample_force_field("pedone2006", GLASS);
  for (double z = 0.0; z <= 3.0; z += 0.3) {
    g_assert_true(steer(ff, PARAM_CHARGE, "Si", "", z, NULL));
    g_assert_cmpfloat(fabs(force_field_total_charge(ff, count)), <, 1e-12);
    g_assert_cmpfloat(value_of(ff, PARAM_CHARGE, "Si", ""), ==, z);
    g_assert_cmpfloat_with_epsilon(value_of(ff, PARAM_CHARGE, "O", ""),
                                   -(1.2 + 2.0 * z) / 5.0, 1e-12);
  }
}

static void
test_both_orders(void)
{
  g_autoptr(ForceField) ff = sample_force_field("pedone2006", GLASS);
  g_assert_true(steer(ff, PARAM_MORSE_R0, "O", "Si", 2.14, NULL));
  g_assert_cmpfloat(ff->pair[1][2].morse_r0, ==, 2.14);
  g_assert_cmpfloat(ff->pair[2][1].morse_r0, ==, 2.14);
  g_assert_cmpfloat(value_of(ff, PARAM_MORSE_R0, "Si", "O"), ==, 2.14);
  g_assert_true(steer(ff, PARAM_MORSE_D, "Si", "O", 0.0, NULL));
  g_assert_true(steer(ff, PARAM_MORSE_A, "Si", "O", 1.5, NULL));
  g_assert_true(steer(ff, PARAM_C12, "Si", "O", 0.0, NULL));
}

static ParamChange
taper_of(const char *a, const char *b, double value)
{
  ParamChange change = {.kind = PARAM_TAPER, .value = value};
  g_strlcpy(change.a, a, sizeof change.a);
  g_strlcpy(change.centre, "O", sizeof change.centre);
  g_strlcpy(change.b, b, sizeof change.b);
  return change;
}

static void
test_taper(void)
{
  g_autoptr(Frame) frame = sample_frame("Na 2 Si 2 B 2 O 8");
  g_autoptr(ForceField) ff = sample_force_field("bmp", "Na 2 Si 2 B 2 O 8");
  ParamChange mixed = taper_of("B", "Si", 0.6), other = taper_of("Si", "B", NAN);
  ParamChange without = taper_of("Na", "Na", 0.6);
  const double bad[] = {-0.1, 3.4, NAN, INFINITY};
  g_assert_true(potential_apply(ff, frame, &mixed, NULL));
  g_assert_cmpfloat(potential_value(ff, &other), ==, 0.6);
  other = taper_of("Si", "Si", NAN);
  g_assert_cmpfloat(potential_value(ff, &other), ==, 0.0);
  g_assert_true(isnan(potential_value(ff, &without)));
  g_assert_false(potential_apply(ff, frame, &without, NULL));
  for (guint i = 0; i < G_N_ELEMENTS(bad); i++) {
    g_autoptr(GError) error = NULL;
    ParamChange change = taper_of("B", "Si", bad[i]);
    g_assert_false(potential_apply(ff, frame, &change, &error));
    g_assert_cmpstr(error->message, ==,
                    "the taper of B–O–Si must lie between 0 and 3.30 Å");
    g_assert_cmpfloat(potential_value(ff, &mixed), ==, 0.6);
  }
}

typedef struct {
  ParamKind kind;
  const char *a, *b;
  double value;
  const char *reason;
} Refusal;

static const Refusal REFUSALS[] = {
    {PARAM_MORSE_D, "Si", "O", -0.1, "negative"},
    {PARAM_MORSE_A, "Si", "O", 0.0, "positive"},
    {PARAM_MORSE_R0, "Si", "O", -1.0, "positive"},
    {PARAM_C12, "Si", "O", -1.0, "negative"},
    {PARAM_C12, "Si", "O", NAN, "negative"},
    {PARAM_MORSE_D, "Na", "Na", 0.1, "no Morse term"},
    {PARAM_MORSE_D, "Li", "O", 0.1, "no Li"},
    {PARAM_MORSE_D, "Si", "S", 0.1, "no S"},
    {PARAM_CHARGE, "K", "", 1.0, "no K"},
    {PARAM_CHARGE, "Si", "", 8.1, "between"},
    {PARAM_CHARGE, "Si", "", NAN, "between"},
    {PARAM_CHARGE, "O", "", -1.0, "neutral"},
};

static void
test_refused(gconstpointer data)
{
  const Refusal *r = data;
  g_autoptr(GError) error = NULL;
  g_autoptr(ForceField) ff = sample_force_field("pedone2006", GLASS);
  g_autoptr(ForceField) before = force_field_copy(ff);
  g_assert_false(steer(ff, r->kind, r->a, r->b, r->value, &error));
  g_assert_error(error, VITRINE_ERROR, VITRINE_ERROR_INPUT);
  g_assert_nonnull(strstr(error->message, r->reason));
  g_assert_cmpmem(ff, sizeof *ff, before, sizeof *before);
}

static void
test_absent_is_nan(void)
{
  g_autoptr(ForceField) ff = sample_force_field("pedone2006", GLASS);
  g_assert_true(isnan(value_of(ff, PARAM_CHARGE, "Li", "")));
  g_assert_true(isnan(value_of(ff, PARAM_C12, "Na", "Li")));
  g_assert_cmpfloat(value_of(ff, PARAM_C12, "O", "O"), ==, 22.0);
}

static Scene *
scene_of_glass(void)
{
  Scene *scene = scene_new();
  scene->start = sample_frame(GLASS);
  return scene;
}

static void
test_scene_defaults(void)
{
  g_autoptr(Scene) scene = scene_of_glass();
  g_autoptr(ForceField) ff = potential_for_scene(scene, NULL);
  g_assert_cmpint(ff->coulomb, ==, COULOMB_DSF);
  g_assert_cmpfloat(ff->alpha, ==, 0.2);
  g_assert_cmpfloat(ff->r_coulomb, ==, 8.0);
  g_assert_cmpfloat(ff->r_short, ==, 5.5);
  g_assert_cmpint(ff->sr_shift, ==, SR_SHIFT_NONE);
}

static void
test_scene_options(void)
{
  ParamChange change = {PARAM_MORSE_R0, "Si", "O", "", 2.2};
  g_autoptr(Scene) scene = scene_of_glass();
  scene->coulomb = g_strdup("wolf");
  scene->r_short = 6.0;
  scene->short_shift = g_strdup("force");
  g_array_append_val(scene->changes, change);
  g_autoptr(ForceField) ff = potential_for_scene(scene, NULL);
  g_assert_cmpint(ff->coulomb, ==, COULOMB_WOLF);
  g_assert_cmpfloat(ff->r_coulomb, ==, 10.0);
  g_assert_cmpfloat(ff->r_short, ==, 6.0);
  g_assert_cmpint(ff->sr_shift, ==, SR_SHIFT_FORCE);
  g_assert_cmpfloat(ff->pair[1][2].morse_r0, ==, 2.2);
}

static void
test_scene_refusals(void)
{
  g_autoptr(Scene) scene = scene_of_glass();
  g_autoptr(GError) error = NULL;
  scene->coulomb = g_strdup("magic");
  g_assert_null(potential_for_scene(scene, &error));
  g_assert_nonnull(strstr(error->message, "magic"));
  g_clear_error(&error);
  g_clear_pointer(&scene->coulomb, g_free);
  scene->r_coulomb = -1.0;
  g_assert_null(potential_for_scene(scene, &error));
  g_assert_nonnull(strstr(error->message, "cut-off"));
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/steer/cell stays neutral when a charge changes", test_neutral);
  g_test_add_func("/steer/pair has no order", test_both_orders);
  for (guint i = 0; i < G_N_ELEMENTS(REFUSALS); i++) {
    g_autofree char *path =
        g_strdup_printf("/steer/wrong change %u is refused and changes nothing", i);
    g_test_add_data_func(path, &REFUSALS[i], test_refused);
  }
  g_test_add_func("/steer/value of what is absent is not a number", test_absent_is_nan);
  g_test_add_func("/steer/scene without options has the defaults of the set",
                  test_scene_defaults);
  g_test_add_func("/steer/scene options and changes are applied", test_scene_options);
  g_test_add_func("/steer/scene with wrong options is refused", test_scene_refusals);
  g_test_add_func("/steer/three-body terms take a taper", test_taper);
  return g_test_run();
}

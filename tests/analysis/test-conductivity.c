// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "analysis/conductivity.h"

#include <math.h>

#include "analysis/msd.h"
#include "base/rng.h"
#include "walkers.h"

#define DT    0.1 /* ps */
#define SIGMA 0.1 /* Å per direction and step: D = 0.05 Å²/ps */
#define D     0.05
#define EDGE  30.0 /* Å */
#define T     1200.0

typedef struct {
  Observer *msd, *conductivity;
} Both;

static Both
both_new(void)
{
  Both both = {.msd = msd_observer_new(0.0)};

  both.conductivity =
      conductivity_observer_new_on(motion_ref(msd_observer_motion(both.msd)), 0.0);
  return both;
}

static void
both_free(Both *both)
{
  observer_free(both->conductivity);
  observer_free(both->msd);
}

/* M(t)/N of the ions in the frame of the framework, and of all charges: numpy. */
static void
test_reference(void)
{
  static const guint lag[] = {1, 2, 4, 8, 15};
  static const double ions[] = {7.402415975342412, 15.654069042886743, 30.725892670466447,
                                61.72883904598486, 167.87077781949333};
  static const double all[] = {0.6393418300438979, 1.2902372225726975, 2.5037778393733126,
                               4.659820726225907, 12.565229597811136};
  g_autoptr(GPtrArray) frames = walkers_read("ns2-1500k-30frames.extxyz.gz");
  Both both = both_new();
  Motion *motion = msd_observer_motion(both.msd);
  double most = 0.0;

  motion_set_charge(motion, "Na", 1.0);
  motion_set_charge(motion, "Si", 2.4);
  motion_set_charge(motion, "O", -1.2);
  walkers_feed(both.msd, frames);
  g_autoptr(Chart) chart = observer_chart(both.conductivity);
  const Series *collective = walkers_series(chart, "collective");
  const Series *charges = walkers_series(chart, "all charges");
  for (guint k = 0; k < G_N_ELEMENTS(lag); k++) {
    guint point = walkers_point(collective, lag[k] * collective->x[0]);
    most = MAX(most, fabs(collective->y[point] / ions[k] - 1.0));
    most = MAX(most, fabs(charges->y[point] / all[k] - 1.0));
  }
  g_test_message("largest relative deviation %.1e", most);
  g_assert_cmpfloat(most, <, 2e-6);
  both_free(&both);
}

/* D, D_σ and their ratio by the same weights in numpy; σ with the constants of the SI. */
static void
test_reference_haven(void)
{
  g_autoptr(GPtrArray) frames = walkers_read("brownian.extxyz.gz");
  Both both = both_new();
  Motion *motion = msd_observer_motion(both.msd);

  motion_set_window(motion, 1.55, 12.85);
  for (guint i = 0; i < frames->len; i++)
    ((Frame *)frames->pdata[i])->target = 1000.0;
  walkers_feed(both.msd, frames);
  Conductivity result = conductivity_of(motion);
  g_assert_true(result.diffusive);
  g_assert_cmpfloat_with_epsilon(result.collective.value / 0.019493553951869195, 1.0,
                                 1e-5);
  g_assert_cmpfloat_with_epsilon(result.haven.value / 1.050397639676181, 1.0, 2e-5);
  g_assert_cmpfloat_with_epsilon(result.nernst_einstein.value / 0.9517486622263613, 1.0,
                                 2e-5);
  g_assert_cmpfloat_with_epsilon(result.sigma.value / 0.9060841592520797, 1.0, 2e-5);
  g_assert_cmpfloat(result.collective.error, >=,
                    0.26754 * (1.0 - 1e-4) * result.collective.value);
  g_assert_true(isnan(result.sigma_all.value));
  both_free(&both);
}

/* n_ions in groups of so many that move as one; heavy silicon stands still. */
static void
walk_together(const Both *both, guint n_ions, guint together, guint n_frames,
              guint64 seed)
{
  Frame *frame = walkers_glass(EDGE, "Si", 400u, "Na", n_ions, NULL);
  double normal[4];

  frame->target = T;
  for (guint k = 0; k < n_frames; k++) {
    g_assert_true(observer_add_frame(both->msd, frame, NULL));
    Frame *next = walkers_next(frame, DT);
    for (guint i = 0; i < n_ions; i++) {
      rng_normal4(seed, RNG_TEST, (guint64)next->step, i / together, normal);
      Vec3 step = vec3(normal[0], normal[1], normal[2]);
      next->position[400 + i] = vec3_mul_add(next->position[400 + i], SIGMA, step);
    }
    frame_unref(frame);
    frame = next;
  }
  frame_unref(frame);
}

static void
test_independent(void)
{
  Both both = both_new();

  walk_together(&both, 40, 1, 6000, 4);
  Conductivity result = conductivity_of(msd_observer_motion(both.msd));
  g_test_message("H_R %g ± %g", result.haven.value, result.haven.error);
  g_assert_true(result.diffusive);
  g_assert_cmpfloat_with_epsilon(result.haven.value, 1.0, 2.5 * result.haven.error);
  g_assert_cmpfloat(result.haven.error, <, 0.3);
  /* e² N D/(V k_B T) in SI units */
  double e = 1.602176634e-19, k_b = 1.380649e-23;
  double sigma = e * e * 40.0 * D * 1e-8 / (EDGE * EDGE * EDGE * 1e-30 * k_b * T);
  g_assert_cmpfloat_with_epsilon(result.nernst_einstein.value, sigma,
                                 3.5 * result.nernst_einstein.error + 0.03 * sigma);
  both_free(&both);
}

/* Ions that move in fours carry four times the charge: H_R = 1/4. */
static void
test_together(void)
{
  Both both = both_new();

  walk_together(&both, 160, 4, 6000, 7);
  Conductivity result = conductivity_of(msd_observer_motion(both.msd));
  g_test_message("H_R %g ± %g", result.haven.value, result.haven.error);
  g_assert_cmpfloat_with_epsilon(result.haven.value, 0.25, 2.5 * result.haven.error);
  g_assert_cmpfloat(result.haven.error, <, 0.08);
  both_free(&both);
}

static void
test_not_diffusive(void)
{
  Both both = both_new();

  walk_together(&both, 40, 1, 20, 4);
  g_autoptr(Chart) chart = observer_chart(both.conductivity);
  g_assert_cmpint(chart->level, ==, VERDICT_WAIT);
  g_assert_true(isnan(walkers_scalar(chart, "sigma_S_per_m", "Na", NULL)));
  g_assert_true(isnan(walkers_scalar(chart, "haven_ratio", "Na", NULL)));
  both_free(&both);
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/conductivity/collective motion agrees with numpy", test_reference);
  g_test_add_func("/conductivity/D and Haven ratio agree with numpy",
                  test_reference_haven);
  g_test_add_func("/conductivity/independent ions have a Haven ratio of one",
                  test_independent);
  g_test_add_func("/conductivity/ions that move in fours have a quarter of it",
                  test_together);
  g_test_add_func("/conductivity/nothing is quoted before the ions diffuse",
                  test_not_diffusive);
  return g_test_run();
}

// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* Frames whose energies and volumes are drawn from distributions that are known. */

#include "analysis/bulk.h"

#include <math.h>

#include "analysis/caloric.h"
#include "base/rng.h"
#include "base/units.h"
#include "walkers.h"

#define N      1000
#define KELVIN 900.0

typedef struct {
  double capacity;  /* k per atom; 0: constant energy */
  double modulus;   /* GPa; 0: constant volume */
  double expansion; /* 1/K */
  gboolean kinetic;
} Matter;

/* Volume and energy as in an isobaric ensemble at no pressure: var(V) = kTV/K, cov(V, E)
 * = kT²Vα, var(E) = NCkT². */
static Frame *
draw_frame(const Matter *matter, guint k)
{
  Frame *frame = walkers_glass(23.0, "Si", N / 2, "O", N / 2, NULL);
  double g[4], volume = frame->cell.volume, kt = UNITS_KB * KELVIN;
  double sd_v =
      matter->modulus > 0.0 ? sqrt(kt * volume / (matter->modulus / UNITS_GPA)) : 0.0;
  double slope =
      sd_v > 0.0 ? kt * KELVIN * volume * matter->expansion / (sd_v * sd_v) : 0;
  double rest = N * matter->capacity * kt * kt - slope * slope * sd_v * sd_v;
  double kinetic = 1.5 * N * kt;

  rng_normal4(1, RNG_TEST, k, 0, g);
  double d_v = sd_v * g[0], d_k = sqrt(1.5 * N) * kt * g[2];
  double e = slope * d_v + (rest > 0.0 ? sqrt(rest) : 0.0) * g[1];
  frame->cell = cell_cubic(cbrt(volume + d_v));
  frame->step = k;
  frame->time = 0.02 * k;
  frame->target = KELVIN;
  frame->has_thermo = TRUE;
  frame->thermo = (Thermo){.temperature = matter->kinetic ? KELVIN : NAN,
                           .kinetic = matter->kinetic ? kinetic + d_k : NAN,
                           .potential = -13.0 * N + e - (matter->kinetic ? d_k : 0.0),
                           .pressure = 0.0};
  return frame;
}

static Observer *
watch(const Matter *matter, guint n)
{
  Observer *bulk = bulk_observer_new(0.0);

  for (guint k = 0; k < n; k++) {
    g_autoptr(Frame) frame = draw_frame(matter, k);
    g_assert_true(observer_add_frame(bulk, frame, NULL));
  }
  return bulk;
}

static void
assert_near(const Chart *chart, const char *key, double expected, double relative)
{
  double error, value = walkers_scalar(chart, key, "", &error);

  g_test_message("%s %.5g ± %.2g, expected %.5g", key, value, error, expected);
  g_assert_cmpfloat(fabs(value - expected), <, 4.0 * error);
  g_assert_cmpfloat(error, <, relative * expected);
}

static void
test_isobaric(void)
{
  const Matter matter = {3.6, 40.0, 8e-5, TRUE};
  g_autoptr(Observer) bulk = watch(&matter, 3000);
  g_autoptr(Chart) chart = observer_chart(bulk);

  assert_near(chart, "C_kB_per_atom", 3.6, 0.1);
  assert_near(chart, "bulk_modulus_GPa", 40.0, 0.1);
  assert_near(chart, "alpha_V_per_K", 8e-5, 0.2);
  /* (28.085 + 15.999)/2 amu: 3.6 × 8.31446 J/(mol K) over 22.042 g/mol */
  assert_near(chart, "C_J_per_gK", 3.6 * 8.31446 / 22.042, 0.1);
  assert_near(chart, "density_g_cm3", 22.042 * N * 1.66053907 / (23.0 * 23.0 * 23.0),
              0.01);
}

static void
test_constant_cell(void)
{
  const Matter known = {3.2, 0.0, 0.0, TRUE}, unknown = {1.7, 0.0, 0.0, FALSE};
  g_autoptr(Observer) one = watch(&known, 2000);
  g_autoptr(Observer) two = watch(&unknown, 2000);
  g_autoptr(Chart) first = observer_chart(one);
  g_autoptr(Chart) second = observer_chart(two);

  assert_near(first, "C_kB_per_atom", 3.2, 0.1);
  assert_near(second, "C_kB_per_atom", 1.7 + 1.5, 0.1);
  for (guint i = 0; i < first->scalars->len; i++)
    g_assert_cmpstr(((ChartScalar *)first->scalars->pdata[i])->key, !=,
                    "bulk_modulus_GPa");
}

/* Volumes that remember each other over tau frames. */
static Observer *
watch_memory(double modulus, double tau, double drift, guint n, guint64 seed)
{
  Observer *bulk = bulk_observer_new(0.0);
  double kt = UNITS_KB * KELVIN, volume = 23.0 * 23.0 * 23.0, keep = exp(-1.0 / tau);
  double sd = sqrt(kt * volume / (modulus / UNITS_GPA)), x = 0.0, g[4];

  for (guint k = 0; k < n; k++) {
    const Matter matter = {3.0, 0.0, 0.0, TRUE};
    g_autoptr(Frame) frame = draw_frame(&matter, k);
    rng_normal4(seed, RNG_TEST, k, 1, g);
    x = k == 0 ? g[0] : keep * x + sqrt(1.0 - keep * keep) * g[0];
    frame->cell = cell_cubic(cbrt(volume * (1.0 - drift * k / n) + sd * x));
    g_assert_true(observer_add_frame(bulk, frame, NULL));
  }
  return bulk;
}

/* Independent runs of two hundred memory times each: on average they say the modulus they
 * have, and one in three misses it by more than its error. */
static void
test_memory(void)
{
  const guint n_runs = 200;
  double sum = 0.0;
  guint n = 0, one = 0, two = 0;

  for (guint run = 0; run < n_runs; run++) {
    g_autoptr(Observer) bulk = watch_memory(40.0, 5.0, 0.0, 1024, run + 1);
    g_autoptr(Chart) chart = observer_chart(bulk);
    double error, value = walkers_scalar(chart, "bulk_modulus_GPa", "", &error);
    if (isnan(value))
      continue;
    n++;
    sum += value;
    one += fabs(value - 40.0) < error;
    two += fabs(value - 40.0) < 2.0 * error;
  }
  g_test_message("%u of %u runs, mean %.2f, 1 sigma %.2f, 2 sigma %.2f", n, n_runs,
                 sum / n, one / (double)n, two / (double)n);
  g_assert_cmpuint(n, >, 9 * n_runs / 10);
  g_assert_cmpfloat_with_epsilon(sum / n, 40.0, 4.0 * 0.10 * 40.0 / sqrt(n));
  g_assert_cmpfloat_with_epsilon(one / (double)n, 0.683, 0.10);
  g_assert_cmpfloat_with_epsilon(two / (double)n, 0.954, 0.05);
}

static const char *
note_of(const Chart *chart, const char *key)
{
  for (guint i = 0; i < chart->scalars->len; i++) {
    const ChartScalar *scalar = chart->scalars->pdata[i];
    if (g_str_equal(scalar->key, key) && isnan(scalar->value))
      return scalar->note;
  }
  return NULL;
}

/* A few memory times, or a glass that shrinks by one percent: no modulus. */
static void
test_drift(void)
{
  g_autoptr(Observer) brief = watch_memory(40.0, 200.0, 0.0, 1024, 1);
  g_autoptr(Observer) shrinks = watch_memory(40.0, 1.0, 0.02, 1024, 1);
  g_autoptr(Chart) one = observer_chart(brief), two = observer_chart(shrinks);

  g_assert_cmpstr(note_of(one, "bulk_modulus_GPa"), ==,
                  "the volume drifts, or the run is too short");
  g_assert_cmpstr(note_of(two, "bulk_modulus_GPa"), ==,
                  "the volume drifts, or the run is too short");
  g_assert_null(note_of(two, "C_kB_per_atom"));
}

static void
test_reasons(void)
{
  const Matter closed = {0.0, 0.0, 0.0, TRUE};
  g_autoptr(Observer) bulk = watch(&closed, 200);
  g_autoptr(Chart) chart = observer_chart(bulk);

  g_assert_true(isnan(walkers_scalar(chart, "C_kB_per_atom", "", NULL)));
  g_autoptr(Frame) frame = draw_frame(&closed, 200);
  frame->target = KELVIN - 100.0;
  g_assert_true(observer_add_frame(bulk, frame, NULL));
  g_autoptr(Chart) ramp = observer_chart(bulk);
  const char *note = NULL;
  for (guint i = 0; i < ramp->scalars->len; i++) {
    const ChartScalar *scalar = ramp->scalars->pdata[i];
    note = g_str_equal(scalar->key, "C_kB_per_atom") ? scalar->note : note;
  }
  g_assert_cmpstr(note, ==, "the temperature is being changed");
  observer_begin_epoch(bulk);
  g_autoptr(Chart) empty = observer_chart(bulk);
  g_assert_cmpint(empty->level, ==, VERDICT_WAIT);
}

/* A glass that bends at t_g; energy per atom and volume per atom. */
static void
add_ramp_frame(Observer *caloric, double time, double t, double t_g)
{
  g_autoptr(Frame) frame = walkers_glass(23.0, "Si", 5u, "O", 10u, NULL);
  double g[4], above = fmax(t - t_g, 0.0);

  rng_normal4(7, RNG_TEST, (guint64)llround(time * 100.0), 0, g);
  frame->cell = cell_cubic(cbrt(15.0 * (13.0 + 4e-4 * (t - t_g) + 9e-4 * above)));
  frame->time = time;
  frame->target = t;
  frame->has_thermo = TRUE;
  frame->thermo.temperature = t * (1.0 + 0.02 * g[1]);
  frame->thermo.potential =
      15.0 * (-13.0 + 1.6 * UNITS_KB * (t - t_g) + 0.9 * UNITS_KB * above + 2e-3 * g[0]);
  g_assert_true(observer_add_frame(caloric, frame, NULL));
}

/* Heated with its bend at 1100 K, then cooled at 10 K/ps with its bend at 900 K. */
static void
test_ramp(void)
{
  g_autoptr(Observer) caloric = caloric_observer_new(0.0, 1);
  double time = 0.0, error;

  for (double t = 300.0; t < 1500.0; t += 1.0, time += 0.05)
    add_ramp_frame(caloric, time, t, 1100.0);
  for (double t = 1500.0; t > 300.0; t -= 1.0, time += 0.1)
    add_ramp_frame(caloric, time, t, 900.0);
  g_autoptr(Chart) energy = observer_chart(caloric);
  g_autoptr(Chart) volume = observer_chart_at(caloric, 1);
  double t_g = walkers_scalar(energy, "T_g_K", "lines", &error);
  g_assert_cmpfloat(fabs(t_g - 900.0), <, 4.0 * error + 2.0);
  g_assert_cmpfloat(error, <, 20.0);
  g_assert_cmpfloat_with_epsilon(walkers_scalar(volume, "T_g_K", "lines", NULL), 900.0,
                                 3.0);
  g_assert_cmpfloat_with_epsilon(walkers_scalar(volume, "T_g_K", "hyperbola", NULL),
                                 900.0, 5.0);
  g_assert_cmpfloat_with_epsilon(walkers_scalar(energy, "rate_K_per_ps", "", NULL), -10.0,
                                 0.1);
  g_assert_cmpfloat_with_epsilon(walkers_scalar(energy, "C_kB_per_atom", "glass", NULL),
                                 3.1, 0.05);
  g_assert_cmpfloat_with_epsilon(walkers_scalar(energy, "C_kB_per_atom", "liquid", NULL),
                                 4.0, 0.05);
  g_assert_cmpfloat_with_epsilon(walkers_scalar(volume, "alpha_V_per_K", "glass", NULL),
                                 4e-4 / 13.0, 3e-7);
  g_assert_cmpfloat_with_epsilon(walkers_scalar(volume, "alpha_V_per_K", "liquid", NULL),
                                 13e-4 / 13.0, 1e-6);
  g_assert_nonnull(walkers_series(energy, "cooling"));
  g_assert_null(walkers_series(energy, "heating")); /* a ghost by now */
  observer_begin_epoch(caloric);
  g_autoptr(Chart) same = observer_chart(caloric);
  g_assert_cmpint(same->level, ==, VERDICT_GOOD);
  observer_begin_line(caloric);
  g_autoptr(Chart) empty = observer_chart(caloric);
  g_assert_cmpint(empty->level, ==, VERDICT_WAIT);
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/bulk/fluctuations at constant pressure", test_isobaric);
  g_test_add_func("/bulk/heat capacity of a constant cell", test_constant_cell);
  g_test_add_func("/bulk/errors of a volume with memory hold", test_memory);
  g_test_add_func("/bulk/a volume that drifts has no modulus", test_drift);
  g_test_add_func("/bulk/what cannot be told has a reason", test_reasons);
  g_test_add_func("/bulk/the last sweep of temperature is fitted", test_ramp);
  return g_test_run();
}

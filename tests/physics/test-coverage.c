// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* Whether an error of D holds the truth as often as it says: 20 ions for 60 ps, over many
 * runs. Walkers in the open, walkers that vibrate beside walking (the D of the path, cage
 * removed), and ions that wait and jump 3 Å, all sites alike or of log-normal rates. The
 * truth is the mean of all runs where the walk is not stationary. */
#include <math.h>

#include "analysis/diffusion-gate.h"
#include "base/rng.h"

#define N_IONS    20
#define N_SAMPLES 600
#define N_RUNS    800
#define DT        0.1 /* ps */
#define D         0.02
#define CAGE      0.5  /* Å */
#define VIBRATION 0.3  /* Å */
#define RATE      0.06 /* per ps */
#define STEP      3.0  /* Å */

typedef enum { BROWNIAN, CAGED, JUMPS, UNEVEN_JUMPS, N_MODELS } Model;

static const char *const names[N_MODELS] = {"Brownian", "caged", "jumps",
                                            "jumps, uneven sites"};

typedef struct {
  double path[3];
  double until; /* ps: the next jump */
  guint32 drawn;
} Ion;

typedef struct {
  Model model;
  guint64 seed;
  Ion ion[N_IONS];
  float xyz[3 * (N_IONS + 1)]; /* the last point is their sum */
} Walk;

static double
waiting_time(Walk *walk, guint i)
{
  double uniform[4], normal[4];
  guint32 draw = walk->ion[i].drawn++;

  rng_uniform4(walk->seed, RNG_TEST, 1000000 + draw, i, uniform);
  rng_normal4(walk->seed, RNG_TEST, 2000000 + draw, i, normal);
  double rate = walk->model == UNEVEN_JUMPS ? RATE * exp(normal[0]) : RATE;
  return -log(uniform[0]) / rate;
}

static void
jump(Walk *walk, guint i)
{
  Ion *ion = &walk->ion[i];
  double uniform[4];

  rng_uniform4(walk->seed, RNG_TEST, 3000000 + ion->drawn, i, uniform);
  ion->path[(guint)(3.0 * uniform[0])] += uniform[1] < 0.5 ? STEP : -STEP;
  ion->until += waiting_time(walk, i);
}

static void
move_ion(Walk *walk, guint i, guint sample)
{
  Ion *ion = &walk->ion[i];
  double step[4], shake[4];
  double vibration = walk->model == BROWNIAN ? 0.0 : VIBRATION;

  rng_normal4(walk->seed, RNG_TEST, sample, i, step);
  rng_normal4(walk->seed, RNG_TEST, 4000000 + sample, i, shake);
  if (walk->model == CAGED)
    vibration = CAGE;
  if (walk->model == BROWNIAN || walk->model == CAGED)
    for (guint c = 0; c < 3; c++)
      ion->path[c] += sqrt(2.0 * D * DT) * step[c];
  else
    while (ion->until < sample * DT)
      jump(walk, i);
  for (guint c = 0; c < 3; c++) {
    walk->xyz[c * (N_IONS + 1) + i] = (float)(ion->path[c] + vibration * shake[c]);
    walk->xyz[c * (N_IONS + 1) + N_IONS] += walk->xyz[c * (N_IONS + 1) + i];
  }
}

static MsdSums *
run_walk(Model model, guint64 seed)
{
  static const MsdGroup group[2] = {{0, N_IONS}, {N_IONS, 1}};
  MsdSums *sums = msd_sums_new(group, 2);
  g_autofree Walk *walk = g_new0(Walk, 1);

  walk->model = model;
  walk->seed = seed;
  for (guint i = 0; i < N_IONS; i++)
    walk->ion[i].until = waiting_time(walk, i);
  for (guint sample = 0; sample < N_SAMPLES; sample++) {
    for (guint c = 0; c < 3; c++)
      walk->xyz[c * (N_IONS + 1) + N_IONS] = 0.0f;
    for (guint i = 0; i < N_IONS; i++)
      move_ion(walk, i, sample);
    msd_sums_add(sums, walk->xyz);
  }
  return sums;
}

/* By the ions alone, lags of 2 … 20 ps. */
static Estimate
fit_ions(const MsdSums *sums)
{
  double lag[64], weight[64];
  const double *row[64];
  guint first = 0, n = 0;

  while (lag_ladder_samples(first) < 20)
    first++;
  for (; lag_ladder_samples(first + n) <= N_SAMPLES / 3; n++) {
    lag[n] = (double)lag_ladder_samples(first + n) * DT;
    row[n] = sums->sum[first + n];
  }
  diffusion_fit_weights(lag, n, weight, NULL);
  for (guint k = 0; k < n; k++)
    weight[k] /= (double)sums->n_pairs[first + k];
  return diffusion_fit_jackknife(weight, row, n, N_IONS);
}

typedef struct {
  guint n, one, two;
  double mean;
} Coverage;

static Coverage
cover(const Estimate *estimate, guint n, double truth)
{
  Coverage coverage = {.n = n};

  for (guint k = 0; k < n; k++)
    coverage.mean += estimate[k].value / n;
  if (isnan(truth))
    truth = coverage.mean;
  for (guint k = 0; k < n; k++) {
    double off = fabs(estimate[k].value - truth) / estimate[k].error;
    coverage.one += off < 1.0;
    coverage.two += off < 2.0;
  }
  return coverage;
}

static void
say(const char *what, Model model, const Coverage *coverage)
{
  g_test_message("%s, %s: %u runs, D %.4g, one error holds %.3f, two %.3f", names[model],
                 what, coverage->n, coverage->mean, coverage->one / (double)coverage->n,
                 coverage->two / (double)coverage->n);
}

/* Of 800 runs the shares 0.683 and 0.954 have deviations of 0.016 and 0.007. */
static void
assert_holds(const Coverage *coverage)
{
  g_assert_cmpfloat(coverage->one, >, 0.61 * coverage->n);
  g_assert_cmpfloat(coverage->one, <, 0.76 * coverage->n);
  g_assert_cmpfloat(coverage->two, >, 0.89 * coverage->n);
  g_assert_cmpfloat(coverage->two, <, 0.99 * coverage->n);
}

static void
test_model(gconstpointer data)
{
  Model model = (Model)GPOINTER_TO_INT(data);
  g_autofree Estimate *ions = g_new(Estimate, N_RUNS);
  g_autofree Estimate *gated = g_new(Estimate, N_RUNS);
  guint n_gated = 0;

  for (guint run = 0; run < N_RUNS; run++) {
    g_autoptr(MsdSums) sums = run_walk(model, run + 1);
    ions[run] = fit_ions(sums);
    DiffusionResult result = diffusion_gate(sums, 0, DT, 2.0, NAN);
    if (result.state == DIFFUSION_GOOD)
      gated[n_gated++] = result.d;
  }
  double truth = model == BROWNIAN || model == CAGED ? D : NAN;
  Coverage by_ions = cover(ions, N_RUNS, truth);
  Coverage by_gate = cover(gated, n_gated, isnan(truth) ? by_ions.mean : truth);
  say("spread over the ions", model, &by_ions);
  if (n_gated > 0)
    say("what is quoted", model, &by_gate);
  assert_holds(&by_ions);
  if (model != BROWNIAN) {
    /* 60 ps do not suffice to be sure beside a cage: seldom is anything quoted */
    g_assert_cmpuint(n_gated, <, N_RUNS / 10);
    return;
  }
  /* the larger one of two errors holds at least as often as it says */
  g_assert_cmpuint(n_gated, >, N_RUNS / 2);
  g_assert_cmpfloat(by_gate.one, >, 0.63 * n_gated);
  g_assert_cmpfloat(by_gate.two, >, 0.90 * n_gated);
}

/* Of the sum over the ions there is one walker only. */
static void
test_collective(void)
{
  g_autofree Estimate *sum = g_new(Estimate, N_RUNS);
  guint n = 0;

  for (guint run = 0; run < N_RUNS; run++) {
    g_autoptr(MsdSums) sums = run_walk(BROWNIAN, run + 1);
    DiffusionResult window = diffusion_gate(sums, 0, DT, 2.0, NAN);
    if (window.state == DIFFUSION_GOOD)
      sum[n++] = diffusion_gate_single(sums, 1, DT, &window);
  }
  Coverage coverage = cover(sum, n, N_IONS * D);
  say("sum over the ions", BROWNIAN, &coverage);
  g_assert_cmpuint(n, >, N_RUNS / 4);
  g_assert_cmpfloat(coverage.one, >, 0.61 * n);
  g_assert_cmpfloat(coverage.two, >, 0.88 * n);
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_data_func("/coverage/errors of free walkers hold", GINT_TO_POINTER(BROWNIAN),
                       test_model);
  g_test_add_data_func("/coverage/errors of caged walkers hold", GINT_TO_POINTER(CAGED),
                       test_model);
  g_test_add_data_func("/coverage/errors of jumping ions hold", GINT_TO_POINTER(JUMPS),
                       test_model);
  g_test_add_data_func("/coverage/errors of ions on uneven sites hold",
                       GINT_TO_POINTER(UNEVEN_JUMPS), test_model);
  g_test_add_func("/coverage/the error of the sum over the ions holds", test_collective);
  return g_test_run();
}

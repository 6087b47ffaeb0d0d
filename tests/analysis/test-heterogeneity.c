// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <math.h>

#include "analysis/msd.h"
#include "analysis/non-gaussian.h"
#include "analysis/relaxation.h"
#include "analysis/structure-peak.h"
#include "analysis/van-hove-distinct.h"
#include "analysis/van-hove.h"
#include "base/rng.h"
#include "walkers.h"

#define N_LAGS 5

/* Sums over all pairs of samples 1, 2, 4, 8 and 15 apart, from an implementation in numpy
 * that shares nothing with this one (positions unwrapped by minimum image, drift of the
 * centre of mass removed). */
typedef struct {
  const char *label;
  double msd[N_LAGS], alpha2[N_LAGS], fs1[N_LAGS], fs2[N_LAGS], overlap[N_LAGS],
      chi4[N_LAGS];
} Reference;

static const guint lag[N_LAGS] = {1, 2, 4, 8, 15};

static const Reference glass[] = {
    {"Na",
     {5.2639543891447795, 8.94818292097003, 16.218413255493232, 32.33880681782121,
      63.770254803583306},
     {0.5731440017974216, 0.5475463218012944, 0.4688806840640405, 0.39597107051039404,
      0.5456171593694477},
     {0.5055240041150892, 0.37125444333356644, 0.2438911330789997, 0.13746025741703255,
      0.08598212512002582},
     {0.20283890010517966, 0.13482777618764644, 0.0947855360483706, 0.05399420788788284,
      0.0360067153050275},
     {0.27, 0.17844827586206896, 0.12685185185185185, 0.075, 0.040625},
     {0.2739999999999987, 0.16331747919143852, 0.11097393689986287, 0.09130434782608693,
      0.030859375000000036}},
    {"O",
     {0.6395540922506808, 0.777501272298411, 0.9374210771252007, 1.2159785672482073,
      1.5198358944958212},
     {0.6273263606570105, 0.8666827503856174, 0.8199022133548424, 0.7393699581123414,
      0.5338490856829556},
     {0.9018567105097299, 0.8840507703089506, 0.863066538214724, 0.827809657397294,
      0.7882253835877269},
     {0.6817830497303676, 0.6412165984624271, 0.5950662289858493, 0.5224016495530273,
      0.43072214044803675},
     {0.8186666666666667, 0.7779310344827586, 0.7277777777777777, 0.6391304347826087,
      0.51625},
     {0.3124888888888955, 0.41336504161711973, 0.8565432098765258, 1.1555765595463063,
      0.5985937499999983}},
    {"Si",
     {0.3620346721751881, 0.44829670855025133, 0.5820063330998553, 0.7972078697031482,
      1.0258998229370893},
     {0.5178577494547447, 0.6157636112217098, 0.5158407703686103, 0.4575767459190927,
      0.28004916269021396},
     {0.9422821457647327, 0.9295174180755308, 0.9096678456422992, 0.8789999764310593,
      0.8460453530440823},
     {0.7951902353795, 0.7584305514909623, 0.7009902211897582, 0.6214795108447622,
      0.5299555317772103},
     {0.935, 0.9043103448275862, 0.8537037037037037, 0.7652173913043478, 0.653125},
     {0.05766666666664921, 0.18977407847800443, 0.2809327846364873, 0.5450850661625761,
      0.3839843750000016}},
};

static const Reference hopper = {
    "Li",
    {0.08114689988369848, 0.09709164206666279, 0.14746397276792958, 0.26610093726394246,
     0.48240882943963403},
    {0.1412768241267981, 1.1771698192358464, 5.349163344327985, 7.4578538421776575,
     5.374783996905314},
    {0.9865792165163553, 0.9840964330442513, 0.9771771305407138, 0.9627985992898813,
     0.9370313070716063},
    {0.9475295657559965, 0.9394292915973114, 0.923559294887493, 0.8985234450137961,
     0.8557472265571405},
    {1.0, 0.989757525083612, 0.979236577181208, 0.9643158783783784, 0.9356837606837607},
    {0.0, 0.009821268777754355, 0.020250706612315206, 0.03521010717220552,
     0.06712104609540503}};

static const Reference brownian = {
    "Na",
    {0.01138289967590791, 0.02262557431523162, 0.04506459871729497, 0.09163199870952857,
     0.17269023481197074},
    {0.002448864556822805, -0.008559100489178406, -0.016852755292406263,
     -0.01828425060518346, -0.006354546764515523},
    {0.9981046528983615, 0.996236111246073, 0.9925168961979243, 0.9848419212499278,
     0.9716260037319696},
    {0.9924401905562932, 0.9850285077876004, 0.9703963054566218, 0.9407080702469972,
     0.8912166798986911},
    {1.0, 1.0, 1.0, 1.0, 0.9997402597402597},
    {0.0, 0.0, 0.0, 0.0, 0.00025839095969093506}};

/* Everything that shares one motion. */
typedef struct {
  Observer *msd, *alpha2, *relax1, *relax2;
} Shared;

static Shared
shared_new(void)
{
  Shared shared = {.msd = msd_observer_new(0.0)};
  Motion *motion = msd_observer_motion(shared.msd);

  shared.alpha2 = non_gaussian_observer_new_on(motion_ref(motion), 0.0);
  shared.relax1 = relaxation_observer_new_on(motion_ref(motion), 0.0, 1.0, 1.0);
  shared.relax2 = relaxation_observer_new_on(motion_ref(motion), 0.0, 2.0, 1.0);
  return shared;
}

static void
shared_free(Shared *shared)
{
  observer_free(shared->relax2);
  observer_free(shared->relax1);
  observer_free(shared->alpha2);
  observer_free(shared->msd);
}

static void
shared_feed(Shared *shared, const char *name)
{
  g_autoptr(GPtrArray) frames = walkers_read(name);
  Observer *const all[] = {shared->msd, shared->alpha2, shared->relax1, shared->relax2};

  for (guint i = 0; i < frames->len; i++)
    for (guint k = 0; k < G_N_ELEMENTS(all); k++)
      g_assert_true(observer_add_frame(all[k], frames->pdata[i], NULL));
}

/* Largest deviation of a curve from its reference. */
static double
deviation(Observer *observer, guint chart_index, const char *label,
          const double *expected, gboolean relative)
{
  g_autoptr(Chart) chart = observer_chart_at(observer, chart_index);
  const Series *series = walkers_series(chart, label);
  double most = 0.0;

  g_assert_nonnull(series);
  for (guint k = 0; k < N_LAGS; k++) {
    guint point = walkers_point(series, lag[k] * series->x[0]);
    double off = fabs(series->y[point] - expected[k]);
    most = MAX(most, relative ? off / expected[k] : off);
  }
  return most;
}

static void
compare(Shared *shared, const Reference *reference)
{
  const char *label = reference->label;
  double msd = deviation(shared->msd, 0, label, reference->msd, TRUE);
  double alpha2 = deviation(shared->alpha2, 0, label, reference->alpha2, FALSE);
  double fs1 = deviation(shared->relax1, 0, label, reference->fs1, FALSE);
  double fs2 = deviation(shared->relax2, 0, label, reference->fs2, FALSE);
  double overlap = deviation(shared->relax1, 1, label, reference->overlap, FALSE);
  double chi4 = deviation(shared->relax1, 2, label, reference->chi4, FALSE);

  g_test_message("%s: MSD %.1e (relative), alpha2 %.1e, Fs %.1e %.1e, Q %.1e, chi4 %.1e",
                 label, msd, alpha2, fs1, fs2, overlap, chi4);
  g_assert_cmpfloat(msd, <, 1e-6);
  g_assert_cmpfloat(alpha2, <, 5e-6);
  g_assert_cmpfloat(MAX(fs1, fs2), <, 5e-6);
  g_assert_cmpfloat(overlap, <, 1e-12);
  g_assert_cmpfloat(chi4, <, 1e-11);
}

static void
test_glass(void)
{
  Shared shared = shared_new();

  shared_feed(&shared, "ns2-1500k-30frames.extxyz.gz");
  for (guint i = 0; i < G_N_ELEMENTS(glass); i++)
    compare(&shared, &glass[i]);
  shared_free(&shared);
}

static void
test_hopper(void)
{
  Shared shared = shared_new();

  shared_feed(&shared, "hopper.extxyz.gz");
  compare(&shared, &hopper);
  shared_free(&shared);
}

static void
test_brownian(void)
{
  Shared shared = shared_new();

  shared_feed(&shared, "brownian.extxyz.gz");
  compare(&shared, &brownian);
  shared_free(&shared);
}

/* The same numbers from scipy's curve_fit over the same lags and origins. */
static void
test_stretched(void)
{
  g_autoptr(GPtrArray) frames = walkers_read("brownian.extxyz.gz");
  g_autoptr(Observer) relax = relaxation_observer_new_on(motion_new(), 0.0, 3.0, 1.0);
  double error;

  walkers_feed(relax, frames);
  g_autoptr(Chart) chart = observer_chart(relax);
  double tau = walkers_scalar(chart, "tau_KWW_ps", "Na", &error);
  g_assert_cmpfloat_with_epsilon(tau / 5.670523514938535, 1.0, 1e-5);
  g_assert_cmpfloat_with_epsilon(walkers_scalar(chart, "beta_KWW", "Na", NULL),
                                 1.089620390390689, 1e-5);
  g_assert_cmpfloat_with_epsilon(walkers_scalar(chart, "amplitude_KWW", "Na", NULL),
                                 0.9745295559334084, 1e-5);
  g_assert_cmpfloat_with_epsilon(walkers_scalar(chart, "tau_mean_ps", "Na", NULL),
                                 5.4888990012748, 1e-4);
  g_assert_cmpfloat_with_epsilon(walkers_scalar(chart, "tau_e_ps", "Na", NULL),
                                 5.57331416243584, 1e-4);
  /* free walkers: exp(−q²Dt) */
  double expected = 1.0 / (9.0 * 0.02 * 19.0 / 20.0);
  g_test_message("tau %g ± %g, %g expected", tau, error, expected);
  g_assert_cmpfloat_with_epsilon(tau, expected, 3.0 * error);
  g_assert_cmpfloat(error, <, 0.3 * tau);
  g_assert_cmpint(chart->level, ==, VERDICT_GOOD);
}

static void
test_caged(void)
{
  g_autoptr(Observer) relax = relaxation_observer_new_on(motion_new(), 0.0, 1.0, 1.0);
  g_autoptr(Frame) site = walkers_glass(60.0, "Si", 100u, "Na", 50u, NULL);

  for (guint k = 0; k < 300; k++) {
    g_autoptr(Frame) frame = frame_copy(site, 0);
    frame->step = k;
    frame->time = 0.1 * k;
    walkers_step(frame, 1, 0.3, 1);
    g_assert_true(observer_add_frame(relax, frame, NULL));
  }
  g_autoptr(Chart) chart = observer_chart(relax);
  g_assert_cmpint(chart->level, ==, VERDICT_WAIT);
  g_assert_cmpstr(chart->verdict, ==, "not relaxed in the time seen");
  g_assert_true(isnan(walkers_scalar(chart, "tau_KWW_ps", "Na", NULL)));
  /* independent places: exp(−q² σ²) at once, σ of the difference 0.3 √2 */
  const Series *series = walkers_series(chart, "Na");
  g_assert_cmpfloat_with_epsilon(series->y[10], exp(-0.5 * 2.0 * 0.09), 5e-3);
}

/* numpy's histogram on the same edges, lag 12.8 ps, every 16th origin. */
static void
test_log_view(void)
{
  static const struct {
    double r, p;
  } reference[] = {{0.6729454088694119, 0.7852763859318029},
                   {1.0298835719535588, 1.724945122860981},
                   {1.619265920232183, 1.9895530058432696},
                   {1.9679896712654306, 1.4690811888372075}};
  g_autoptr(GPtrArray) frames = walkers_read("brownian.extxyz.gz");
  Motion *motion = motion_new();
  g_autoptr(Observer) van_hove = van_hove_observer_new_on(motion, 0.0);
  double sum[VAN_HOVE_LOG_BINS] = {0}, part[VAN_HOVE_LOG_BINS];
  guint found = 0;

  walkers_feed(van_hove, frames);
  const VanHoveCounts *counts = van_hove_observer_counts(van_hove);
  guint shown = van_hove_counts_lag(counts, motion);
  g_assert_cmpfloat_with_epsilon(motion_lag(motion, shown), 12.8, 1e-6);
  for (guint p = 0; p < VAN_HOVE_PARTS; p++) {
    guint size = (20 + VAN_HOVE_PARTS - 1 - p) / VAN_HOVE_PARTS;
    van_hove_counts_log_part(counts, shown, p, part);
    for (guint bin = 0; bin < VAN_HOVE_LOG_BINS; bin++)
      sum[bin] += part[bin] * size / 20.0;
  }
  for (guint i = 0; i < G_N_ELEMENTS(reference); i++)
    for (guint bin = 0; bin < VAN_HOVE_LOG_BINS; bin++) {
      if (fabs(van_hove_counts_log_middle(bin) / reference[i].r - 1.0) > 1e-9)
        continue;
      g_assert_cmpfloat_with_epsilon(sum[bin], reference[i].p, 1e-9);
      found++;
    }
  g_assert_cmpuint(found, ==, G_N_ELEMENTS(reference));
}

/* Ions that vibrate about sites 3 Å apart and change site at random. */
static void
hop_about(Observer *observer, double rate, guint n_frames, guint64 seed)
{
  g_autoptr(Frame) site = walkers_glass(60.0, "Si", 200u, "Na", 300u, NULL);
  double chance[4];

  for (guint k = 0; k < n_frames; k++) {
    g_autoptr(Frame) frame = frame_copy(site, 0);
    frame->step = k;
    frame->time = k * 0.05;
    walkers_step(frame, 1, 0.25, seed);
    g_assert_true(observer_add_frame(observer, frame, NULL));
    for (guint i = 200; i < 500; i++) {
      rng_uniform4(seed, RNG_TEST, k, 1000 + i, chance);
      double *axis[] = {&site->position[i].x, &site->position[i].y, &site->position[i].z};
      if (chance[0] < rate)
        *axis[(int)(3.0 * chance[1])] += chance[2] < 0.5 ? 3.0 : -3.0;
    }
  }
}

/* The cage peak of Gaussian displacements of deviation s per direction is at √3 s. */
static void
test_log_peaks(void)
{
  g_autoptr(Observer) van_hove = van_hove_observer_new(0.05);

  hop_about(van_hove, 0.002, 900, 3);
  g_autoptr(Chart) chart = observer_chart_at(van_hove, 1);
  g_assert_cmpstr(chart->id, ==, "vanhove-log");
  g_assert_cmpstr(chart->verdict, ==, "bimodal");
  g_assert_cmpfloat_with_epsilon(walkers_scalar(chart, "hop_peak_A", "Na", NULL), 3.05,
                                 0.15);
  g_assert_cmpfloat_with_epsilon(walkers_scalar(chart, "cage_peak_A", "Na", NULL),
                                 sqrt(3.0) * 0.25 * M_SQRT2, 0.06);
  double valley = walkers_scalar(chart, "valley_A", "Na", NULL);
  g_assert_cmpfloat(valley, >, 1.0);
  g_assert_cmpfloat(valley, <, 2.6);
  g_assert_cmpfloat(walkers_scalar(chart, "valley_depth", "Na", NULL), <, 0.8);
}

/* P(log₁₀ r) of free walkers has one maximum, 4π ln 10 r³ G_s at r = √3 s: 2.13. */
static void
test_log_free(void)
{
  g_autoptr(Observer) van_hove = van_hove_observer_new(0.05);
  Frame *frame = walkers_glass(30.0, "Si", 200u, "Na", 300u, NULL);

  for (guint k = 0; k < 500; k++) {
    g_assert_true(observer_add_frame(van_hove, frame, NULL));
    Frame *next = walkers_next(frame, 0.05);
    walkers_step(next, 1, 0.1, 2);
    frame_unref(frame);
    frame = next;
  }
  frame_unref(frame);
  g_autoptr(Chart) chart = observer_chart_at(van_hove, 1);
  g_assert_cmpstr(chart->verdict, ==, "unimodal");
  g_assert_cmpfloat_with_epsilon(walkers_scalar(chart, "peak_height", "Na", NULL),
                                 log(10.0) * sqrt(54.0 / G_PI) * exp(-1.5), 0.12);
}

/* Rows: bins 2, 5, 20, 30, 45 of 0.1 Å; lags 0, 1, 4, 16 samples. */
static void
test_distinct(void)
{
  static const guint bin[] = {2, 5, 20, 30, 45};
  static const double reference[4][5] = {
      {0.0, 0.0, 0.27628232359634874, 1.230437052454047, 0.9495699609337526},
      {3.3835063633160614, 2.8257855341980282, 0.7035332025864164, 0.9397685893380909,
       0.9087691700666269},
      {4.511341817754746, 3.6107259603641455, 0.9629681516883312, 1.0697801479937958,
       0.9016388627337827},
      {4.060207635979274, 1.412892767099014, 0.9992210703401275, 1.124036940188697,
       0.910839259292291},
  };
  static const char *const name[] = {"0 ps", "1 ps", "4 ps", "16 ps"};
  g_autoptr(GPtrArray) frames = walkers_read("ns2-1500k-30frames.extxyz.gz");
  g_autoptr(Observer) distinct = van_hove_distinct_observer_new(0.0);
  double most = 0.0;

  walkers_feed(distinct, frames);
  g_autoptr(Chart) chart = observer_chart(distinct);
  for (guint k = 0; k < 4; k++) {
    const Series *series = walkers_series(chart, name[k]);
    g_assert_nonnull(series);
    for (guint b = 0; b < 5; b++)
      most = MAX(most, fabs(series->y[bin[b]] - reference[k][b]));
  }
  g_test_message("largest deviation %.1e", most);
  g_assert_cmpfloat(most, <, 1e-9);
  g_assert_cmpfloat(walkers_scalar(chart, "replacement", "16 ps", NULL), >, 1.0);
}

/* Two ions that change places: G_d at r = 0 grows to what one ion per cell is. */
static void
test_replacement(void)
{
  g_autoptr(Observer) distinct = van_hove_distinct_observer_new(0.0);
  g_autoptr(Frame) first = walkers_glass(20.0, "Na", 2u, NULL);

  first->position[1] = vec3(3.0, 0.0, 0.0);
  for (guint k = 0; k < 40; k++) {
    g_autoptr(Frame) frame = frame_copy(first, 0);
    frame->step = k;
    frame->time = k;
    if (k % 2)
      for (guint i = 0; i < 2; i++)
        frame->position[i].x = 3.0 - first->position[i].x;
    g_assert_true(observer_add_frame(distinct, frame, NULL));
  }
  g_autoptr(Chart) chart = observer_chart(distinct);
  double expected = 8000.0 / (4.0 / 3.0 * G_PI);
  g_assert_cmpfloat_with_epsilon(
      walkers_scalar(chart, "replacement", "1 ps", NULL) / expected, 1.0, 1e-9);
  g_assert_cmpfloat(walkers_scalar(chart, "replacement", "4 ps", NULL), ==, 0.0);
}

/* Sheets 3 Å apart, at random within: Bragg's peak at 2π/3 Å⁻¹ and nothing before. */
static void
test_structure_peak(void)
{
  g_autoptr(Frame) frame = walkers_glass(30.0, "Si", 2000u, NULL);
  double number[4];

  for (guint i = 0; i < frame->n_atoms; i++) {
    rng_uniform4(1, RNG_TEST, 0, i, number);
    frame->position[i] = vec3(3.0 * (i % 10), 3.0 * floor(10.0 * number[1]),
                              3.0 * floor(10.0 * number[2]));
  }
  g_assert_cmpfloat_with_epsilon(structure_peak_find(frame), 2.0 * G_PI / 3.0, 0.1);
}

static void
test_shared_epochs(void)
{
  Shared shared = shared_new();
  Observer *const all[] = {shared.relax2, shared.relax1, shared.alpha2, shared.msd};

  for (guint epoch = 0; epoch < 2; epoch++) {
    shared_feed(&shared, "ns2-1500k-30frames.extxyz.gz");
    for (guint k = 0; k < G_N_ELEMENTS(all); k++)
      observer_begin_epoch(all[k]);
  }
  for (guint k = 0; k < G_N_ELEMENTS(all); k++) {
    g_autoptr(Chart) empty = observer_chart(all[k]);
    g_assert_cmpint(empty->level, ==, VERDICT_WAIT);
  }
  shared_feed(&shared, "ns2-1500k-30frames.extxyz.gz");
  for (guint i = 0; i < G_N_ELEMENTS(glass); i++)
    compare(&shared, &glass[i]);
  g_autoptr(Chart) chart = observer_chart(shared.alpha2);
  guint n_ghosts = 0;
  for (guint i = 0; i < chart->series->len; i++)
    n_ghosts += ((Series *)g_ptr_array_index(chart->series, i))->ghost;
  g_assert_cmpuint(n_ghosts, ==, 2);
  shared_free(&shared);
}

#define TAKEN 300 /* samples, 0.02 ps apart */

/* Atoms in pairs that move in opposite ways: nothing drifts. */
static GPtrArray *
opposite_walkers(void)
{
  GPtrArray *frames = g_ptr_array_new_with_free_func((GDestroyNotify)frame_unref);

  g_ptr_array_add(frames, walkers_glass(20.0, "Na", 20u, NULL));
  while (frames->len < TAKEN) {
    Frame *frame = walkers_next(frames->pdata[frames->len - 1], 0.02);
    for (guint k = 0; k < frame->n_atoms; k += 2) {
      double g[4];
      rng_normal4(11, RNG_TEST, frames->len, k, g);
      Vec3 step = vec3_scale(vec3(g[0], g[1], g[2]), 0.3);
      frame->position[k] = vec3_add(frame->position[k], step);
      frame->position[k + 1] = vec3_sub(frame->position[k + 1], step);
    }
    g_ptr_array_add(frames, frame);
  }
  return frames;
}

/* Over every origin, by the definition. */
static double
overlap_of_all(const GPtrArray *frames, guint apart)
{
  guint n = 0, inside = 0;

  for (guint t = apart; t < frames->len; t++) {
    const Frame *now = frames->pdata[t], *then = frames->pdata[t - apart];
    for (guint k = 0; k < now->n_atoms; k++, n++)
      inside += vec3_norm(vec3_sub(now->position[k], then->position[k])) < 1.0;
  }
  return inside / (double)n;
}

static double
overlap_at(Observer *relaxation, guint apart)
{
  g_autoptr(Chart) chart = observer_chart_at(relaxation, 1);
  const Series *series = walkers_series(chart, "Na");

  return series->y[walkers_point(series, 0.02 * apart)];
}

/* Of a file every origin counts; a live run leaves out near ones, which changes little.
 */
static void
test_origins(void)
{
  g_autoptr(GPtrArray) frames = opposite_walkers();
  g_autoptr(Observer) msd = msd_observer_new(0.0);
  g_autoptr(Observer) all =
      relaxation_observer_new_on(motion_ref(msd_observer_motion(msd)), 0.0, 1.0, 1.0);
  g_autoptr(Observer) some =
      relaxation_observer_new_on(motion_ref(msd_observer_motion(msd)), 0.0, 1.0, 1.0);

  motion_view_take_all(all);
  for (guint i = 0; i < frames->len; i++) {
    g_assert_true(observer_add_frame(msd, frames->pdata[i], NULL));
    g_assert_true(observer_add_frame(all, frames->pdata[i], NULL));
    g_assert_true(observer_add_frame(some, frames->pdata[i], NULL));
  }
  for (guint apart = 1; apart <= 10; apart++) {
    double expected = overlap_of_all(frames, apart);
    g_test_message("%u: %.5f, thinned %.5f, by definition %.5f", apart,
                   overlap_at(all, apart), overlap_at(some, apart), expected);
    g_assert_cmpfloat_with_epsilon(overlap_at(all, apart), expected, 1e-6);
    g_assert_cmpfloat_with_epsilon(overlap_at(some, apart), expected, 0.05);
  }
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/heterogeneity/a melt agrees with sums over all pairs", test_glass);
  g_test_add_func("/heterogeneity/hoppers agree with sums over all pairs", test_hopper);
  g_test_add_func("/heterogeneity/walkers agree with sums over all pairs", test_brownian);
  g_test_add_func("/heterogeneity/stretched fits agree with scipy", test_stretched);
  g_test_add_func("/heterogeneity/caged ions are not relaxed", test_caged);
  g_test_add_func("/heterogeneity/the view over log r is a histogram", test_log_view);
  g_test_add_func("/heterogeneity/cage and hop are apart over log r", test_log_peaks);
  g_test_add_func("/heterogeneity/free walkers have the known height over log r",
                  test_log_free);
  g_test_add_func("/heterogeneity/the distinct van Hove function agrees with numpy",
                  test_distinct);
  g_test_add_func("/heterogeneity/ions that replace each other are seen at r = 0",
                  test_replacement);
  g_test_add_func("/heterogeneity/the first peak of S(q) is Bragg's",
                  test_structure_peak);
  g_test_add_func("/heterogeneity/what shares a motion begins its epochs together",
                  test_shared_epochs);
  g_test_add_func("/heterogeneity/every origin of a file counts", test_origins);
  return g_test_run();
}

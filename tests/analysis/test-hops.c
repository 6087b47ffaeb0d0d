// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "analysis/hops.h"

#include <math.h>

#include "analysis/hop-window.h"
#include "analysis/ion-spacing.h"
#include "base/base-error.h"
#include "base/rng.h"
#include "walkers.h"

#define DT 0.05 /* ps */

/* Ion, first and last transit frame of every hop in hopper.extxyz; all are 3 Å long. */
static const struct {
  guint ion, first, last;
} truth[] = {
    {2, 244, 247}, {2, 502, 505}, {3, 187, 190}, {3, 351, 354}, {3, 480, 483},
    {4, 232, 235}, {4, 359, 362}, {4, 447, 450}, {4, 532, 535}, {5, 195, 198},
    {5, 291, 294}, {5, 407, 410}, {6, 138, 141}, {6, 235, 238}, {6, 453, 456},
    {7, 91, 94},   {7, 289, 292}, {7, 463, 466},
};

static GPtrArray *
new_events(void)
{
  return g_ptr_array_new_with_free_func((GDestroyNotify)event_unref);
}

static guint
hop_near(const GPtrArray *events, guint ion, double from, double to)
{
  guint n = 0;

  for (guint i = 0; i < events->len; i++) {
    const Event *event = g_ptr_array_index(events, i);
    n += event->atom[0] == ion && event->time >= from && event->time <= to;
  }
  return n;
}

static void
check_hop(const Event *event, const GPtrArray *frames)
{
  g_assert_cmpint(event->kind, ==, EVENT_HOP);
  g_assert_cmpuint(event->n_atoms, ==, 1);
  g_assert_cmpfloat_with_epsilon(event->length, 3.0, 0.15);
  g_assert_cmpfloat_with_epsilon(event->length,
                                 vec3_norm(vec3_sub(event->to, event->from)), 1e-9);
  /* four frames in transit; a vibration may take one or two more on either side */
  g_assert_cmpfloat_with_epsilon(event->duration, 4 * DT, 3 * DT);
  g_assert_cmpuint(event->n_path, ==, lround(event->duration / DT));
  g_assert_cmpint(event->method, ==, HOP_BY_P_HOP);
  g_assert_cmpfloat_with_epsilon(event->entered - event->left, event->duration + DT,
                                 1e-6);
  guint at = (guint)lround(event->time / DT);
  const Frame *before = g_ptr_array_index(frames, at - 10);
  const Frame *after = g_ptr_array_index(frames, at + 10);
  guint ion = event->atom[0];
  g_assert_cmpfloat(vec3_norm(vec3_sub(before->position[ion], event->from)), <, 0.7);
  g_assert_cmpfloat(vec3_norm(vec3_sub(after->position[ion], event->to)), <, 0.7);
}

static void
test_known_hops(void)
{
  g_autoptr(GPtrArray) frames = walkers_read("hopper.extxyz.gz");
  g_autoptr(GPtrArray) events = new_events();
  g_autoptr(Observer) hops = hops_observer_new(0.0, NULL);

  walkers_feed(hops, frames);
  observer_take_events(hops, events);
  g_assert_cmpuint(events->len, ==, G_N_ELEMENTS(truth));
  for (guint i = 0; i < G_N_ELEMENTS(truth); i++)
    g_assert_cmpuint(hop_near(events, truth[i].ion, (truth[i].first - 2) * DT,
                              (truth[i].last + 3) * DT),
                     ==, 1);
  for (guint i = 0; i < events->len; i++)
    check_hop(g_ptr_array_index(events, i), frames);

  g_ptr_array_set_size(events, 0);
  observer_take_events(hops, events);
  g_assert_cmpuint(events->len, ==, 0);
  g_autoptr(Chart) chart = observer_chart(hops);
  g_assert_cmpfloat(walkers_scalar(chart, "hops", "Li", NULL), ==, 18);
  g_assert_cmpfloat_with_epsilon(walkers_scalar(chart, "length_A", "Li", NULL), 3.0, 0.1);
}

/* p_hop of ion 5 around its hop at frame 291, w = 20 frames: means over A and B taken
 * anew for every t, without running sums. */
static void
test_p_hop(void)
{
  enum { HALF = 20 };
  g_autoptr(GPtrArray) frames = walkers_read("hopper.extxyz.gz");
  g_autoptr(HopWindow) window = hop_window_new(1, HALF);
  Vec3 r[600];
  double highest = 0.0;

  for (guint k = 0; k < frames->len; k++) {
    const Frame *frame = g_ptr_array_index(frames, k);
    HopInstant instant = {frame->step, frame->time, 0, {0, 0, 0}};
    r[k] = frame->position[5];
    hop_window_add(window, (const float[]){(float)r[k].x, (float)r[k].y, (float)r[k].z},
                   &instant);
    gint64 t = hop_window_centre(window);
    if (t < 0)
      continue;
    Vec3 a = {0}, b = {0};
    for (guint i = 0; i < HALF; i++) {
      a = vec3_mul_add(a, 1.0 / HALF, r[t - HALF + i]);
      b = vec3_mul_add(b, 1.0 / HALF, r[t + i]);
    }
    double a2 = 0.0, b2 = 0.0;
    for (guint i = 0; i < HALF; i++) {
      a2 += vec3_norm2(vec3_sub(r[t - HALF + i], b)) / HALF;
      b2 += vec3_norm2(vec3_sub(r[t + i], a)) / HALF;
    }
    g_assert_cmpfloat_with_epsilon(hop_window_p(window, 0), sqrt(a2 * b2), 2e-5);
    highest = MAX(highest, hop_window_p(window, 0));
  }
  /* 3 Å, two means of twenty places, less what the transit takes off */
  g_assert_cmpfloat(highest, >, 7.0);
  g_assert_cmpfloat(highest, <, 9.3);
}

/* One ion that sits at the given sites for 4 ps each, vibrating, in a framework that
 * drifts by drift Å per ps. */
static GPtrArray *
sit(const Vec3 *site, guint n_sites, double sigma, double drift)
{
  GPtrArray *frames = g_ptr_array_new_with_free_func((GDestroyNotify)frame_unref);
  guint stay = (guint)lround(4.0 / DT);

  for (guint k = 0; k < n_sites * stay; k++) {
    Frame *frame = walkers_glass(40.0, "Si", 10u, "O", 20u, "Na", 1u, NULL);
    frame->step = k;
    frame->time = k * DT;
    frame->position[30] = site[k / stay];
    walkers_step(frame, 2, sigma, 11);
    for (guint i = 0; i < frame->n_atoms; i++)
      frame->position[i].x += drift * frame->time;
    g_ptr_array_add(frames, frame);
  }
  return frames;
}

static void
test_back(void)
{
  const Vec3 site[] = {{0, 0, 0}, {2.5, 0, 0}, {0.1, 0.2, 0}, {0, 0, 2.5}, {0, 2.5, 2.5}};
  static const gboolean back[] = {FALSE, TRUE, FALSE, FALSE};
  g_autoptr(GPtrArray) frames = sit(site, 5, 0.15, 0.0);
  g_autoptr(GPtrArray) events = new_events();
  g_autoptr(Observer) hops = hops_observer_new(DT, NULL);

  walkers_feed(hops, frames);
  observer_take_events(hops, events);
  g_assert_cmpuint(events->len, ==, 4);
  for (guint i = 0; i < 4; i++) {
    const Event *event = g_ptr_array_index(events, i);
    g_assert_cmpint(event->back, ==, back[i]);
    g_assert_cmpfloat_with_epsilon(event->time, 4.0 * (i + 1), 0.15);
    g_assert_cmpuint(event->atom[0], ==, 30);
  }
  g_autoptr(Chart) chart = observer_chart(hops);
  g_assert_cmpfloat_with_epsilon(walkers_scalar(chart, "fraction_back", "Na", NULL), 0.25,
                                 1e-12);
}

/* A glass that moves by 10 Å makes no hops; places are told where the atoms were. */
static void
test_drift(void)
{
  const Vec3 site[] = {{0, 0, 0}, {0, 3, 0}, {0, 3, 0}};
  g_autoptr(GPtrArray) frames = sit(site, 3, 0.15, 1.0);
  g_autoptr(GPtrArray) events = new_events();
  g_autoptr(Observer) hops = hops_observer_new(DT, NULL);

  walkers_feed(hops, frames);
  observer_take_events(hops, events);
  g_assert_cmpuint(events->len, ==, 1);
  const Event *event = g_ptr_array_index(events, 0);
  g_assert_cmpfloat_with_epsilon(event->length, 3.0, 0.15);
  g_assert_cmpfloat_with_epsilon(event->from.x, 4.0, 0.3);
  g_assert_cmpfloat_with_epsilon(event->to.x, 4.0, 0.3);
  g_assert_cmpfloat_with_epsilon(event->to.y, 3.0, 0.15);
}

/* Ions on a cubic lattice of 4 Å, vibrating: neighbours at 4 Å, the next ones at 5.7 Å.
 */
static void
test_spacing_of_ions(void)
{
  g_autoptr(Frame) lattice = walkers_glass(24.0, "Na", 216u, NULL);
  g_autofree guint32 *atom = g_new(guint32, 216);
  IonSpacing spacing = {0};

  for (guint i = 0; i < 216; i++) {
    atom[i] = i;
    lattice->position[i] = vec3(4.0 * (i % 6), 4.0 * (i / 6 % 6), 4.0 * (i / 36));
  }
  g_assert_true(isnan(ion_spacing_reach(&spacing)));
  for (guint k = 0; k < 20; k++) {
    g_autoptr(Frame) frame = frame_copy(lattice, 0);
    frame->step = k;
    walkers_step(frame, 0, 0.25, 3);
    ion_spacing_add(&spacing, frame, atom, 216);
  }
  g_assert_cmpfloat_with_epsilon(ion_spacing_reach(&spacing), 4.8, 0.25);
}

/* Vibration alone, even a wide one, is no hop. */
static void
test_quiet(void)
{
  const Vec3 site[] = {{0, 0, 0}, {0, 0, 0}, {0, 0, 0}, {0, 0, 0}, {0, 0, 0}, {0, 0, 0}};
  g_autoptr(GPtrArray) frames = sit(site, 6, 0.45, 0.0);
  g_autoptr(GPtrArray) events = new_events();
  g_autoptr(Observer) hops = hops_observer_new(DT, NULL);

  walkers_feed(hops, frames);
  observer_take_events(hops, events);
  g_assert_cmpuint(events->len, ==, 0);
  g_autoptr(Chart) chart = observer_chart(hops);
  g_assert_cmpstr(chart->verdict, ==, "no hop yet");
}

/* A run that is steered keeps looking: a hop across the moment is found. */
static void
test_epochs(void)
{
  const Vec3 site[] = {{0, 0, 0}, {0, 3, 0}, {3, 3, 0}};
  g_autoptr(GPtrArray) frames = sit(site, 3, 0.15, 0.0);
  g_autoptr(GPtrArray) events = new_events();
  g_autoptr(Observer) hops = hops_observer_new(DT, NULL);
  g_autoptr(GError) error = NULL;

  for (guint k = 0; k < frames->len; k++) {
    if (k == 165)
      observer_begin_epoch(hops);
    observer_add_frame(hops, g_ptr_array_index(frames, k), &error);
    g_assert_no_error(error);
  }
  observer_take_events(hops, events);
  g_assert_cmpuint(events->len, ==, 2);
  g_autoptr(Chart) chart = observer_chart(hops);
  g_assert_cmpfloat(walkers_scalar(chart, "hops", "Na", NULL), ==, 1);
}

static void
test_spacing(void)
{
  g_autoptr(Observer) hops = hops_observer_new(0.0, NULL);
  g_autoptr(Frame) first = walkers_glass(30.0, "Si", 2u, "Na", 2u, NULL);
  g_autoptr(Frame) second = walkers_next(first, 0.5);
  g_autoptr(GError) error = NULL;

  g_assert_true(observer_add_frame(hops, first, &error));
  g_assert_false(observer_add_frame(hops, second, &error));
  g_assert_error(error, VITRINE_ERROR, VITRINE_ERROR_INPUT);
  g_assert_true(
      g_pattern_match_simple("frames are 0.5 ps apart*0.25 ps*", error->message));
}

static void
test_silica(void)
{
  g_autoptr(Observer) hops = hops_observer_new(DT, NULL);
  g_autoptr(Frame) first = walkers_glass(30.0, "Si", 2u, "O", 4u, NULL);
  g_autoptr(Frame) second = walkers_next(first, DT);

  g_assert_true(observer_add_frame(hops, first, NULL));
  g_assert_true(observer_add_frame(hops, second, NULL));
  g_autoptr(Chart) chart = observer_chart(hops);
  g_assert_cmpstr(chart->verdict, ==, "no mobile ions");
}

/* Of two ions that were chosen all their hops and nobody else's; τ_c and d_c as asked. */
static void
test_chosen(void)
{
  static const guint32 ions[] = {3, 5};
  g_autoptr(GPtrArray) frames = walkers_read("hopper.extxyz.gz");
  g_autoptr(GPtrArray) events = new_events();
  HopOptions options = HOP_OPTIONS_DEFAULT;
  guint expected = 0;

  options.ions = (IonChoice){NULL, ions, G_N_ELEMENTS(ions)};
  options.lag = 100.0;
  options.reach = 50.0;
  g_autoptr(Observer) hops = hops_observer_new(0.0, &options);
  walkers_feed(hops, frames);
  observer_take_events(hops, events);
  for (guint k = 0; k < G_N_ELEMENTS(truth); k++) {
    guint ion = truth[k].ion;
    if (ion != ions[0] && ion != ions[1])
      continue;
    expected++;
    g_assert_cmpuint(
        hop_near(events, ion, (truth[k].first - 6) * DT, (truth[k].last + 6) * DT), ==,
        1);
  }
  g_assert_cmpuint(events->len, ==, expected);
}

static void
test_chosen_groups(void)
{
  g_autoptr(GPtrArray) frames = walkers_read("hopper.extxyz.gz");
  HopOptions options = HOP_OPTIONS_DEFAULT;

  options.lag = 100.0;
  options.reach = 50.0;
  g_autoptr(Observer) hops = hops_observer_new(0.0, &options);
  walkers_feed(hops, frames);
  for (guint k = 0; k < observer_n_charts(hops); k++) {
    g_autoptr(Chart) chart = observer_chart_at(hops, k);
    if (!g_str_equal(chart->id, "hop-groups"))
      continue;
    const char *label = ((ChartScalar *)chart->scalars->pdata[0])->label;
    g_assert_cmpfloat(walkers_scalar(chart, "tau_c_ps", label, NULL), ==, 100.0);
    g_assert_cmpfloat(walkers_scalar(chart, "d_c_A", label, NULL), ==, 50.0);
    /* everybody is near everybody at all times: one group */
    g_assert_cmpfloat(walkers_scalar(chart, "largest_group", label, NULL), ==,
                      walkers_scalar(chart, "hops", label, NULL));
  }
}

static void
test_chosen_badly(void)
{
  static const guint32 mixed[] = {2, 7}, beyond[] = {2, 15};
  g_autoptr(Frame) frame = walkers_glass(20.0, "Li", 5u, "O", 10u, NULL);
  const guint32 *choice[] = {mixed, beyond};

  for (guint k = 0; k < G_N_ELEMENTS(choice); k++) {
    HopOptions options = HOP_OPTIONS_DEFAULT;
    g_autoptr(GError) error = NULL;
    options.ions = (IonChoice){NULL, choice[k], 2};
    g_autoptr(Observer) hops = hops_observer_new(0.0, &options);
    g_assert_false(observer_add_frame(hops, frame, &error));
    g_assert_error(error, VITRINE_ERROR, VITRINE_ERROR_INPUT);
  }
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/hops/finds the known hops and no others", test_known_hops);
  g_test_add_func("/hops/p_hop is what its definition says", test_p_hop);
  g_test_add_func("/hops/tells which hops undo the one before", test_back);
  g_test_add_func("/hops/a drifting glass makes no hops", test_drift);
  g_test_add_func("/hops/neighbours end at the first minimum of g(r)",
                  test_spacing_of_ions);
  g_test_add_func("/hops/vibration is no hop", test_quiet);
  g_test_add_func("/hops/steering does not hide a hop", test_epochs);
  g_test_add_func("/hops/frames too far apart are refused", test_spacing);
  g_test_add_func("/hops/of chosen ions alone", test_chosen);
  g_test_add_func("/hops/go together within what was chosen", test_chosen_groups);
  g_test_add_func("/hops/ions chosen badly are told", test_chosen_badly);
  g_test_add_func("/hops/a glass without mobile ions says so", test_silica);
  return g_test_run();
}

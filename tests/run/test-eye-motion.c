// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <math.h>

#include "run/eye-motion.h"

#define DISPLAY_US 16667
#define DRIFT      0.4  /* Å/ps */
#define AMPLITUDE  0.25 /* Å */
#define PERIOD     0.11 /* ps */

static SpeciesList *
one_species(void)
{
  SpeciesList *species = species_list_new();
  species_list_add(species, element_lookup("Na"));
  return species;
}

static double
drift_at(double time)
{
  return 3.0 + DRIFT * time;
}

static double
place_at(double time)
{
  return drift_at(time) + AMPLITUDE * sin(2.0 * G_PI * time / PERIOD);
}

static Snapshot *
snapshot_at(SpeciesList *species, double time, double edge)
{
  g_autoptr(Frame) frame = frame_new(species, 1, FRAME_VELOCITY);
  double omega = 2.0 * G_PI / PERIOD;

  frame->cell = cell_cubic(edge);
  frame->time = time;
  frame->position[0] = vec3(place_at(time), 1.0, 2.0);
  frame->velocity[0] = vec3(DRIFT + AMPLITUDE * omega * cos(omega * time), 0.0, 0.0);
  return snapshot_new(frame, NULL);
}

static double
shown_x(EyeMotion *motion, gint64 now)
{
  g_autoptr(Snapshot) shown = eye_motion_show(motion, now);
  return shown->frame->position[0].x;
}

/* Frames of the display's rhythm at 5 ps/s; the largest distance from the drift as it was
 * half a window ago. */
static double
worst_rattle(double window)
{
  g_autoptr(SpeciesList) species = one_species();
  g_autoptr(EyeMotion) motion = eye_motion_new();
  const double step = 5.0 * DISPLAY_US * 1e-6;
  double worst = 0.0;

  eye_motion_set_window(motion, window);
  for (int k = 0; k < 120; k++) {
    g_autoptr(Snapshot) snapshot = snapshot_at(species, k * step, 20.0);
    eye_motion_push(motion, snapshot, k * (gint64)DISPLAY_US);
    double x = shown_x(motion, k * (gint64)DISPLAY_US);
    if (k > 40)
      worst = fmax(worst, fabs(x - drift_at(k * step - 0.5 * window)));
  }
  g_assert_cmpfloat_with_epsilon(eye_motion_get_speed(motion), 5.0, 0.05);
  return worst;
}

static void
test_smooths(void)
{
  double raw = worst_rattle(0.0), smooth = worst_rattle(1.0);

  g_assert_cmpfloat(raw, >, 0.9 * AMPLITUDE);
  g_assert_cmpfloat(smooth, <, 0.05 * AMPLITUDE);
}

/* sin²(πs) over a window w lets of a vibration of period P pass sinc(x)/(1 − x²), where
 * x = w/P (the transform of the Hann window). Frames so close that sums are integrals. */
static void
test_window_passes_what_it_should(void)
{
  const double parts[] = {0.3, 0.7, 1.4, 2.6, 4.3};
  const double window = 1.0, step = window / 24.0;

  for (guint p = 0; p < G_N_ELEMENTS(parts); p++) {
    g_autoptr(SpeciesList) species = one_species();
    g_autoptr(EyeMotion) motion = eye_motion_new();
    double x = parts[p], period = window / x, worst = 0.0;
    double passes = fabs(sin(G_PI * x) / (G_PI * x) / (1.0 - x * x));
    eye_motion_set_window(motion, window);
    for (int k = 0; k < 96; k++) {
      double time = k * step;
      g_autoptr(Frame) frame = frame_new(species, 1, 0);
      frame->cell = cell_cubic(20.0);
      frame->time = time;
      frame->position[0] = vec3(7.0 + sin(2.0 * G_PI * time / period), 0.5 * time, 0.0);
      g_autoptr(Snapshot) snapshot = snapshot_new(frame, NULL);
      eye_motion_push(motion, snapshot, k * (gint64)DISPLAY_US);
      if (k < 26)
        continue;
      g_autoptr(Snapshot) shown = eye_motion_show(motion, k * (gint64)DISPLAY_US);
      Vec3 r = shown->frame->position[0];
      worst = fmax(worst, fabs(r.x - 7.0));
      /* What goes straight on is seen where it was half a window ago. */
      g_assert_cmpfloat_with_epsilon(r.y, 0.5 * (time - 0.5 * window), 1e-9);
    }
    g_test_message("%.1f periods: %.4f passes, should be %.4f", x, worst, passes);
    g_assert_cmpfloat(worst, <, 1.01 * passes + 2e-4);
    g_assert_cmpfloat(worst, >, 0.93 * passes - 2e-4);
  }
}

static void
test_raw_is_itself(void)
{
  g_autoptr(SpeciesList) species = one_species();
  g_autoptr(EyeMotion) motion = eye_motion_new();
  g_autoptr(Snapshot) a = snapshot_at(species, 0.0, 20.0);
  g_autoptr(Snapshot) b = snapshot_at(species, 0.1, 20.0);

  g_assert_null(eye_motion_show(motion, 0));
  eye_motion_set_window(motion, 0.0);
  eye_motion_push(motion, a, 0);
  eye_motion_push(motion, b, DISPLAY_US);
  g_autoptr(Snapshot) shown = eye_motion_show(motion, DISPLAY_US);
  g_assert_true(shown == b);
  g_assert_false(eye_motion_is_moving(motion, DISPLAY_US));
}

/* Ten frames a second, 1 fs apart: every picture is another one, the motion between them
 * is the true one, one frame late, and nothing jumps. */
static void
test_slow_motion(void)
{
  g_autoptr(SpeciesList) species = one_species();
  g_autoptr(EyeMotion) motion = eye_motion_new();
  const double step = 1e-3;
  double last = NAN;

  for (int tick = 0; tick < 120; tick++) {
    gint64 now = tick * (gint64)DISPLAY_US;
    if (tick % 6 == 0) {
      g_autoptr(Snapshot) snapshot = snapshot_at(species, tick / 6 * step, 20.0);
      eye_motion_push(motion, snapshot, now);
    }
    double x = shown_x(motion, now);
    double truth = place_at((tick / 6.0 - 1.0) * step);
    if (tick > 12) {
      g_assert_cmpfloat(fabs(x - truth), <, 1e-5);
      g_assert_cmpfloat(x, !=, last);
      g_assert_true(eye_motion_is_moving(motion, now));
    }
    last = x;
  }
  g_assert_cmpfloat(eye_motion_get_window(motion), ==, 0.0);
}

/* The average is of places in the cell: one that breathes moves nothing that does not
 * move in it. */
static void
test_cell_changes(void)
{
  g_autoptr(SpeciesList) species = one_species();
  g_autoptr(EyeMotion) motion = eye_motion_new();

  eye_motion_set_window(motion, 0.5);
  for (int k = 0; k < 60; k++) {
    double edge = 20.0 + 0.5 * sin(0.7 * k);
    g_autoptr(Frame) frame = frame_new(species, 1, 0);
    frame->cell = cell_cubic(edge);
    frame->time = 0.02 * k;
    frame->position[0] = vec3(1.25 * edge, -0.5 * edge, 0.1 * edge);
    g_autoptr(Snapshot) snapshot = snapshot_new(frame, NULL);
    eye_motion_push(motion, snapshot, k * (gint64)DISPLAY_US);
    g_autoptr(Snapshot) shown = eye_motion_show(motion, k * (gint64)DISPLAY_US);
    g_assert_cmpfloat_with_epsilon(shown->frame->position[0].x, 1.25 * edge, 1e-9);
    g_assert_cmpfloat_with_epsilon(shown->frame->position[0].y, -0.5 * edge, 1e-9);
  }
}

static void
test_new_glass(void)
{
  g_autoptr(SpeciesList) species = one_species(), other = one_species();
  g_autoptr(EyeMotion) motion = eye_motion_new();
  g_autoptr(Snapshot) a = snapshot_at(species, 5.0, 20.0);
  g_autoptr(Snapshot) b = snapshot_at(species, 5.1, 20.0);
  g_autoptr(Snapshot) c = snapshot_at(other, 5.2, 20.0);
  g_autoptr(Snapshot) earlier = snapshot_at(other, 1.0, 20.0);

  eye_motion_set_window(motion, 1.0);
  eye_motion_push(motion, a, 0);
  eye_motion_push(motion, b, DISPLAY_US);
  eye_motion_push(motion, c, 2 * DISPLAY_US);
  g_assert_cmpfloat(shown_x(motion, 2 * DISPLAY_US), ==, c->frame->position[0].x);
  eye_motion_push(motion, earlier, 3 * DISPLAY_US);
  g_assert_cmpfloat(shown_x(motion, 3 * DISPLAY_US), ==, earlier->frame->position[0].x);
  eye_motion_push(motion, NULL, 4 * DISPLAY_US);
  g_assert_null(eye_motion_show(motion, 4 * DISPLAY_US));
}

static void
test_default_window(void)
{
  g_assert_cmpfloat(eye_motion_window_at(0.01), ==, 0.0);
  g_assert_cmpfloat(eye_motion_window_at(0.1), ==, 0.0);
  g_assert_cmpfloat(eye_motion_window_at(6.0), >, 0.3);
  g_assert_cmpfloat(eye_motion_window_at(6.0), <, 0.7);
  g_assert_cmpfloat(eye_motion_window_at(100.0), ==, 1.0);
}

/* At 4 ps/s a tenth of the way is shown in every tenth of the time between the glides,
 * along the true path without its rattling, while the run goes on; then the newest is
 * shown again. */
static void
test_replay(void)
{
  g_autoptr(SpeciesList) species = one_species();
  g_autoptr(EyeMotion) motion = eye_motion_new();
  const double step = 4.0 * DISPLAY_US * 1e-6;
  gint64 begun = 0, now = 0;

  eye_motion_set_window(motion, 0.0);
  eye_motion_set_memory(motion, 4.0);
  for (int k = 0; k < 240; k++) {
    now = k * (gint64)DISPLAY_US;
    g_autoptr(Snapshot) snapshot = snapshot_at(species, k * step, 40.0);
    eye_motion_push(motion, snapshot, now);
    if (k == 60) {
      g_assert_false(eye_motion_replay(motion, 3.5, 4.5, 2.0, now));
      g_assert_false(eye_motion_replay(motion, -1.0, 0.5, 2.0, now));
      g_assert_true(eye_motion_replay(motion, 1.0, 2.0, 2.0, now));
      begun = now;
    }
    if (k < 60 || now >= begun + 2 * G_USEC_PER_SEC)
      continue;
    g_autoptr(Snapshot) shown = eye_motion_show(motion, now);
    double t = ((now - begun) * 1e-6 - EYE_MOTION_GLIDE) / (2.0 - 2.0 * EYE_MOTION_GLIDE);
    double time = 1.0 + CLAMP(t, 0.0, 1.0);
    g_assert_true(eye_motion_is_replaying(motion, now));
    g_assert_true(eye_motion_is_moving(motion, now));
    g_assert_cmpfloat_with_epsilon(shown->frame->time, time, 1e-6);
    if (t >= 0.0 && t <= 1.0)
      g_assert_cmpfloat(fabs(shown->frame->position[0].x - drift_at(time)), <,
                        0.5 * AMPLITUDE);
  }
  g_assert_false(eye_motion_is_replaying(motion, now));
  g_assert_cmpfloat_with_epsilon(shown_x(motion, now), place_at(239 * step), 1e-9);
}

/* Frames that come every two seconds of a movie; between them, as a share of an even
 * motion, the longest way from one picture to the next. */
static double
longest_step(gint64 longest_gap)
{
  const gint64 gap = 2 * G_USEC_PER_SEC, tick = 40000;
  g_autoptr(SpeciesList) species = one_species();
  g_autoptr(EyeMotion) motion = eye_motion_new();
  const double between = 0.3; /* ps: by then the vibration is somewhere else */
  double longest = 0.0, way = 0.0, before = NAN;

  eye_motion_set_window(motion, 0.0);
  eye_motion_set_longest_gap(motion, longest_gap);
  for (int k = 0; k < 6; k++) {
    g_autoptr(Snapshot) snapshot = snapshot_at(species, k * between, 20.0);
    eye_motion_push(motion, snapshot, k * gap);
    for (gint64 t = 0; k > 1 && t < gap; t += tick) {
      double x = shown_x(motion, k * gap + t), step = fabs(x - before);
      before = x;
      if (isnan(step) || t == 0)
        continue;
      longest =
          fmax(longest, step / fabs(place_at(k * between) - place_at((k - 1) * between)));
      way += step;
    }
  }
  g_assert_cmpfloat(way, >, 0.0);
  return longest * (double)(gap / tick);
}

static void
test_a_movie_has_time(void)
{
  g_assert_cmpfloat(longest_step(G_MAXINT64), <, 1.01);
  g_assert_cmpfloat(longest_step(G_USEC_PER_SEC / 2), >, 3.9);
}

/* No picture of the way there and back is far from the one before it, and ended early
 * it goes back at once. */
static void
test_replay_glides(void)
{
  g_autoptr(SpeciesList) species = one_species();
  g_autoptr(EyeMotion) motion = eye_motion_new();
  const double step = 4.0 * DISPLAY_US * 1e-6;
  double before = NAN, far = fabs(drift_at(4.0) - drift_at(1.0));
  gint64 now = 0, begun = 60 * (gint64)DISPLAY_US;

  eye_motion_set_window(motion, 0.5);
  eye_motion_set_memory(motion, 4.0);
  for (int k = 0; k < 200; k++) {
    now = k * (gint64)DISPLAY_US;
    g_autoptr(Snapshot) snapshot = snapshot_at(species, k * step, 40.0);
    eye_motion_push(motion, snapshot, now);
    if (k == 60)
      g_assert_true(eye_motion_replay(motion, 1.0, 2.0, 60.0, now));
    if (k == 120)
      eye_motion_end_replay(motion, now);
    g_autoptr(Snapshot) shown = eye_motion_show(motion, now);
    double x = shown->frame->position[0].x;
    if (k > 60)
      g_assert_cmpfloat(fabs(x - before), <, 0.2 * far);
    before = x;
  }
  g_assert_cmpfloat(far, >, 4.0 * AMPLITUDE);
  g_assert_cmpint(now, >, begun + 60 * (gint64)DISPLAY_US + 1200000);
  g_assert_false(eye_motion_is_replaying(motion, now));
  g_assert_cmpfloat_with_epsilon(before, drift_at(199 * step - 0.25), 0.1);
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/eye-motion/an average hides the rattling and keeps the drift",
                  test_smooths);
  g_test_add_func("/eye-motion/the window lets through what it should",
                  test_window_passes_what_it_should);
  g_test_add_func("/eye-motion/without a window fast frames are shown as they are",
                  test_raw_is_itself);
  g_test_add_func("/eye-motion/slow motion follows the true path between two frames",
                  test_slow_motion);
  g_test_add_func("/eye-motion/a breathing cell moves nothing by itself",
                  test_cell_changes);
  g_test_add_func("/eye-motion/another glass and earlier times begin anew",
                  test_new_glass);
  g_test_add_func("/eye-motion/the default window follows the speed",
                  test_default_window);
  g_test_add_func("/eye-motion/what has been can be shown again, slowly", test_replay);
  g_test_add_func("/eye-motion/in a movie the way takes all the time there is",
                  test_a_movie_has_time);
  g_test_add_func("/eye-motion/the way into the past and back is a glide",
                  test_replay_glides);
  return g_test_run();
}

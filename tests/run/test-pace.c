// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <glib.h>
#include <math.h>

#include "run/pace.h"

#define SECOND G_USEC_PER_SEC

static void
no_limit_never_waits(void)
{
  Pace pace = {0};

  pace_set_speed(&pace, INFINITY, 0, 0.0, 0);
  g_assert_cmpint(pace_wait(&pace, 0, 1e6), ==, 0);
}

static void
slow_motion_waits_for_its_time(void)
{
  Pace pace = {0};

  pace_set_speed(&pace, 0.01, 1000, 5.0, 0); /* 10 fs per second */
  g_assert_cmpint(pace_wait(&pace, 1000, 5.0), ==, 0);
  g_assert_cmpint(pace_wait(&pace, 1000, 5.001), ==, SECOND / 10);
  g_assert_cmpint(pace_wait(&pace, 1000 + SECOND / 10, 5.001), ==, 0);
}

static void
a_run_that_cannot_keep_up_does_not_hurry_afterwards(void)
{
  Pace pace = {0};

  pace_set_speed(&pace, 1.0, 0, 0.0, 0);
  g_assert_cmpint(pace_wait(&pace, 10 * SECOND, 1.0), ==, 0);
  g_assert_cmpint(pace_wait(&pace, 10 * SECOND, 1.5), ==, SECOND / 2);
}

static void
the_rate_is_that_of_the_last_interval(void)
{
  Pace pace = {0};

  pace_restart(&pace, 0, 0.0, 100);
  pace_measure(&pace, SECOND / 4, 150);
  g_assert_cmpfloat(pace.steps_per_second, ==, 0.0);
  pace_measure(&pace, SECOND, 600);
  g_assert_cmpfloat_with_epsilon(pace.steps_per_second, 500.0, 1e-9);
}

/* After a blow-up the state is an older one. */
static void
a_run_that_was_put_back_has_no_negative_rate(void)
{
  Pace pace = {0};

  pace_restart(&pace, 0, 0.0, 100);
  pace_measure(&pace, SECOND, 60);
  g_assert_cmpfloat(pace.steps_per_second, ==, 0.0);
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/pace/no limit never waits", no_limit_never_waits);
  g_test_add_func("/pace/slow motion waits for its time", slow_motion_waits_for_its_time);
  g_test_add_func("/pace/a run that cannot keep up does not hurry afterwards",
                  a_run_that_cannot_keep_up_does_not_hurry_afterwards);
  g_test_add_func("/pace/the rate is that of the last interval",
                  the_rate_is_that_of_the_last_interval);
  g_test_add_func("/pace/a run that was put back has no negative rate",
                  a_run_that_was_put_back_has_no_negative_rate);
  return g_test_run();
}

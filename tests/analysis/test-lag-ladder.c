// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "analysis/lag-ladder.h"

typedef struct {
  guint64 n_pairs[LAG_LADDER_LAGS];
} Seen;

static void
check_pair_cb(gpointer data, const LagPair *pair)
{
  Seen *seen = data;
  double apart = (double)lag_ladder_samples(pair->index);

  g_assert_cmpuint(pair->n, ==, 2);
  for (guint c = 0; c < 3; c++)
    for (guint i = 0; i < 2; i++)
      g_assert_cmpfloat(pair->now[2 * c + i] - pair->then[2 * c + i], ==,
                        apart * (1 + c + 10 * i));
  seen->n_pairs[pair->index]++;
}

/* Coordinates that grow by a number of their own each sample. */
static void
add_sample(LagLadder *ladder, Seen *seen)
{
  guint64 t = lag_ladder_n_samples(ladder);
  float xyz[6];

  for (guint c = 0; c < 3; c++)
    for (guint i = 0; i < 2; i++)
      xyz[2 * c + i] = (float)(t * (1 + c + 10 * i));
  lag_ladder_add(ladder, xyz, check_pair_cb, seen);
}

static void
test_distances(void)
{
  g_autoptr(LagLadder) ladder = lag_ladder_new(2);
  Seen seen = {{0}};

  for (guint t = 0; t < 1000; t++)
    add_sample(ladder, &seen);
  /* level 0 sees every origin; lag 104 = 13·8 every eighth one */
  g_assert_cmpuint(seen.n_pairs[0], ==, 999);
  g_assert_cmpuint(seen.n_pairs[14], ==, 985);
  g_assert_cmpuint(lag_ladder_samples(36), ==, 104);
  g_assert_cmpuint(seen.n_pairs[36], ==, 125 - 13);
}

static void
test_doubling(void)
{
  for (guint k = 7; k + 8 < LAG_LADDER_LAGS; k++)
    g_assert_cmpuint(lag_ladder_samples(k + 8), ==, 2 * lag_ladder_samples(k));
  for (guint k = 0; k + 1 < LAG_LADDER_LAGS; k++)
    g_assert_cmpuint(lag_ladder_samples(k), <, lag_ladder_samples(k + 1));
}

static void
test_reached(void)
{
  g_autoptr(LagLadder) ladder = lag_ladder_new(2);
  Seen seen = {{0}};

  for (guint t = 0; t < 300; t++) {
    add_sample(ladder, &seen);
    guint n = lag_ladder_n_lags(ladder);
    g_assert_true(n == 0 || seen.n_pairs[n - 1] > 0);
    g_assert_true(seen.n_pairs[n] == 0);
  }
  lag_ladder_reset(ladder);
  g_assert_cmpuint(lag_ladder_n_lags(ladder), ==, 0);
  add_sample(ladder, &seen);
  add_sample(ladder, &seen);
  g_assert_cmpuint(lag_ladder_n_lags(ladder), ==, 1);
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/lag-ladder/pairs are as far apart as their lag says", test_distances);
  g_test_add_func("/lag-ladder/eight lags on is twice the lag", test_doubling);
  g_test_add_func("/lag-ladder/lags are reached one after the other", test_reached);
  return g_test_run();
}

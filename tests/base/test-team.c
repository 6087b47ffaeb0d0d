// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "base/team.h"

#include <stdatomic.h>

#define MAX_BLOCKS  300
#define MAX_THREADS 8
#define N_ROUNDS    400

typedef struct {
  _Atomic guint visits[MAX_BLOCKS];
  _Atomic guint inside[MAX_THREADS];
  _Atomic guint n_misuses;
  guint size;
  double part[MAX_BLOCKS];
} Round;

static void
visit(gpointer data, guint block, guint worker)
{
  Round *round = data;

  if (worker >= round->size || atomic_fetch_add(&round->inside[worker], 1) != 0)
    atomic_fetch_add(&round->n_misuses, 1);
  atomic_fetch_add(&round->visits[block], 1);
  atomic_fetch_sub(&round->inside[worker], 1);
}

static void
assert_one_round(Team *team, guint n_blocks)
{
  Round round = {.size = team_size(team)};

  team_run(team, visit, &round, n_blocks);
  g_assert_cmpuint(round.n_misuses, ==, 0);
  for (guint b = 0; b < MAX_BLOCKS; b++)
    g_assert_cmpuint(round.visits[b], ==, b < n_blocks ? 1 : 0);
}

static void
test_every_block_once(void)
{
  for (guint n = 1; n <= MAX_THREADS; n++) {
    g_autoptr(Team) team = team_new(n);
    g_assert_cmpuint(team_size(team), ==, n);
    for (guint i = 0; i < N_ROUNDS; i++)
      assert_one_round(team, i % MAX_BLOCKS);
  }
}

typedef struct {
  guint by[MAX_BLOCKS]; /* worker that did the block */
  _Atomic guint n_done[MAX_THREADS];
  guint done_at_last[MAX_THREADS];
  _Atomic guint n_last[MAX_THREADS];
} Diary;

static void
note_worker(gpointer data, guint block, guint worker)
{
  Diary *diary = data;

  diary->by[block] = worker;
  atomic_fetch_add(&diary->n_done[worker], 1);
}

static void
note_last(gpointer data, guint worker)
{
  Diary *diary = data;

  diary->done_at_last[worker] = diary->n_done[worker];
  atomic_fetch_add(&diary->n_last[worker], 1);
}

static void
assert_shares_kept(Team *team, guint n_blocks)
{
  Diary diary = {0};

  team_run_job(team, &(TeamJob){.func = note_worker,
                                .last = note_last,
                                .data = &diary,
                                .n_blocks = n_blocks,
                                .keep_shares = TRUE});
  for (guint w = 0; w < team_size(team); w++) {
    TeamShare share = team_share(team, n_blocks, w);
    g_assert_cmpuint(diary.n_done[w], ==, share.end - share.begin);
    g_assert_cmpuint(diary.n_last[w], ==, 1);
    for (guint b = share.begin; b < share.end; b++)
      g_assert_cmpuint(diary.by[b], ==, w);
  }
}

static void
test_kept_shares(void)
{
  for (guint n = 1; n <= MAX_THREADS; n++) {
    g_autoptr(Team) team = team_new(n);
    for (guint i = 0; i < N_ROUNDS; i++)
      assert_shares_kept(team, i % MAX_BLOCKS);
  }
}

static void
test_last_comes_last(void)
{
  g_autoptr(Team) team = team_new(3);

  for (guint i = 0; i < N_ROUNDS; i++) {
    Diary diary = {0};
    guint n_done = 0;
    team_run_job(team, &(TeamJob){note_worker, note_last, &diary, i % MAX_BLOCKS, FALSE});
    for (guint w = 0; w < 3; w++) {
      g_assert_cmpuint(diary.n_last[w], ==, 1);
      g_assert_cmpuint(diary.done_at_last[w], ==, diary.n_done[w]);
      n_done += diary.n_done[w];
    }
    g_assert_cmpuint(n_done, ==, i % MAX_BLOCKS);
  }
}

/* Terms whose sum depends on the order of addition. */
static void
add_part(gpointer data, guint block, guint worker)
{
  Round *round = data;
  double sum = 0.0;

  for (guint i = 1; i <= 50; i++)
    sum += (block % 7 ? 1.0 : 1e12) / (i + block);
  round->part[block] = sum;
}

static double
sum_in_block_order(guint n_threads)
{
  g_autoptr(Team) team = team_new(n_threads);
  Round round = {0};
  double sum = 0.0;

  team_run(team, add_part, &round, MAX_BLOCKS);
  for (guint b = 0; b < MAX_BLOCKS; b++)
    sum += round.part[b];
  return sum;
}

static void
test_same_sum(void)
{
  double one = sum_in_block_order(1);

  for (guint n = 2; n <= MAX_THREADS; n++)
    g_assert_true(sum_in_block_order(n) == one);
}

static void
test_sleeping_team_wakes(void)
{
  g_autoptr(Team) team = team_new(3);

  for (int i = 0; i < 5; i++) {
    assert_one_round(team, 20);
    g_usleep(5000);
  }
}

static void
test_idle_team_ends(void)
{
  for (int i = 0; i < 50; i++)
    team_free(team_new(1 + i % MAX_THREADS));
  team_free(NULL);
}

static void
test_default_size(void)
{
  g_autoptr(Team) team = team_new(0);

  g_assert_cmpuint(team_size(team), ==, MIN(g_get_num_processors(), TEAM_MOST));
}

static void
test_too_many_are_fewer(void)
{
  g_autoptr(Team) team = team_new(1000000);
  Round round = {.size = team_size(team)};

  g_assert_cmpuint(round.size, <=, TEAM_MOST);
  team_run(team, add_part, &round, MAX_BLOCKS);
  for (guint b = 0; b < MAX_BLOCKS; b++)
    g_assert_cmpfloat(round.part[b], !=, 0.0);
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/team/every block runs exactly once", test_every_block_once);
  g_test_add_func("/team/shares that are kept do not change hands", test_kept_shares);
  g_test_add_func("/team/every worker comes last once", test_last_comes_last);
  g_test_add_func("/team/sums in block order do not depend on threads", test_same_sum);
  g_test_add_func("/team/a team that fell asleep wakes up", test_sleeping_team_wakes);
  g_test_add_func("/team/a team without work can be freed", test_idle_team_ends);
  g_test_add_func("/team/zero threads means one per processor", test_default_size);
  g_test_add_func("/team/more threads than anybody has are fewer",
                  test_too_many_are_fewer);
  return g_test_run();
}

// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* When pictures are drawn, and how well: a machine is played on which a picture of each
 * rung takes a share of what full quality takes. */
#include <glib.h>

#include "app/picture-pace.h"

#define TICK   16667 /* µs between looks of the main loop */
#define SECOND G_USEC_PER_SEC

/* What llvmpipe needs for a rung, of what full quality needs. */
static const double share[QUALITY_RUNGS] = {1.0, 0.95, 0.85, 0.6, 0.4, 0.28};

typedef struct {
  PicturePace pace;
  gint64 now;
  double slow; /* µs of a picture in full quality */
  guint n, n_full;
} Machine;

static void
draw(Machine *machine)
{
  guint rung = picture_pace_begin(&machine->pace, machine->now);

  machine->now += (gint64)(machine->slow * share[rung]);
  picture_pace_finish(&machine->pace, machine->now);
  machine->n++;
  machine->n_full += rung == 0;
}

/* For so many seconds, with something that moves or without. */
static void
live(Machine *machine, double seconds, gboolean moving)
{
  gint64 end = machine->now + (gint64)(seconds * SECOND);

  machine->n = machine->n_full = 0;
  while (machine->now < end) {
    machine->now += TICK;
    picture_pace_measure(&machine->pace, machine->now);
    if (picture_pace_refine(&machine->pace, machine->now) ||
        (moving && picture_pace_is_rested(&machine->pace, machine->now)))
      draw(machine);
  }
}

static void
start(Machine *machine, double slow)
{
  *machine = (Machine){.now = SECOND, .slow = slow};
  picture_pace_init(&machine->pace);
}

/* As long as the lowest rung is within the budget, so is the picture that moves. */
static void
test_rate_of_what_moves(void)
{
  for (double slow = 2000; slow * share[QUALITY_RUNGS - 1] < PICTURE_PACE_BUDGET;
       slow *= 1.07) {
    Machine machine;
    start(&machine, slow);
    live(&machine, 3.0, TRUE);
    live(&machine, 4.0, TRUE);
    g_assert_cmpfloat(machine.n / 4.0, >=, 12.0);
    g_assert_cmpfloat_with_epsilon(machine.pace.rate, machine.n / 4.0, 2.5);
    if (slow < PICTURE_PACE_BUDGET)
      g_assert_cmpuint(machine.n_full, ==, machine.n);
  }
}

static void
test_quality_comes_back(void)
{
  for (double slow = 2000; slow < 4.0 * SECOND; slow *= 1.17) {
    Machine machine;
    start(&machine, slow);
    live(&machine, 30.0, TRUE);
    live(&machine, 1.0 + 1e-6 * slow, FALSE);
    g_assert_cmpuint(machine.pace.shown_rung, ==, 0);
    /* Once: a picture that rests is not drawn again and again. */
    g_assert_cmpuint(machine.n, <=, 1);
    live(&machine, 5.0, FALSE);
    g_assert_cmpuint(machine.n, ==, 0);
  }
}

/* The picture in full quality takes long, which says nothing about those that move. */
static void
test_refining_leaves_the_rung(void)
{
  Machine machine;

  start(&machine, 0.15 * SECOND);
  live(&machine, 5.0, TRUE);
  guint rung = machine.pace.ladder.rung;
  g_assert_cmpuint(rung, >, 0);
  for (int k = 0; k < 10; k++)
    live(&machine, 0.6, FALSE);
  g_assert_cmpuint(machine.pace.ladder.rung, ==, rung);
  machine.slow = 0.01 * SECOND;
  live(&machine, 20.0, TRUE);
  g_assert_cmpuint(machine.pace.ladder.rung, ==, 0);
}

/* The main loop keeps a fifth of the time, and half of it where pictures are slow. */
static void
test_main_loop_has_its_share(void)
{
  const struct {
    double slow, share;
  } cases[] = {{20e3, 0.20}, {45e3, 0.20}, {1.0 * SECOND, 0.40}, {5.0 * SECOND, 0.45}};

  for (guint k = 0; k < G_N_ELEMENTS(cases); k++) {
    Machine machine;
    start(&machine, cases[k].slow);
    live(&machine, 60.0, TRUE);
    gint64 begin = machine.now;
    double drawn = 0.0;
    while (machine.now < begin + 60 * SECOND) {
      machine.now += TICK;
      if (!picture_pace_is_rested(&machine.pace, machine.now))
        continue;
      gint64 before = machine.now;
      draw(&machine);
      drawn += (double)(machine.now - before);
    }
    g_assert_cmpfloat(1.0 - drawn / (double)(machine.now - begin), >=, cases[k].share);
  }
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/pace/what moves is shown often enough", test_rate_of_what_moves);
  g_test_add_func("/pace/full quality comes back once nothing moves",
                  test_quality_comes_back);
  g_test_add_func("/pace/refining does not change the rung",
                  test_refining_leaves_the_rung);
  g_test_add_func("/pace/the main loop has its share", test_main_loop_has_its_share);
  return g_test_run();
}

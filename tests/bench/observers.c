// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* What watching costs: one engine, blocks of steps with all observers and without any by
 * turns, so that both see the same machine. Prints the steps per second of both, their
 * ratio, and the memory of the observers at its highest. On a busy machine, with one
 * thread, the ratio by processor time of the run thread says more than that by the clock.
 * Blocks are longer than any interval between frames, or those observers that take few
 * would seem to take more. By hand: build/tests/bench/observers --help */

#include <glib.h>
#include <locale.h>
#include <malloc.h>
#include <math.h>
#include <stdio.h>
#include <time.h>

#include "io/scene-file.h"
#include "potential/potential-set.h"
#include "run/bench.h"
#include "run/observables.h"
#include "run/scene-start.h"
#include "run/watch.h"

#define REPORT (1.0 / 12.0) /* s; one chart each time, as in the window */

typedef struct {
  int n_atoms, n_blocks, block, n_threads, n_long;
  char *scene, *without; /* owned */
} Choices;

typedef struct {
  Md *md;
  Watch *watch;
  Mailbox *box;
  gint64 every;     /* steps between frames */
  double report_at; /* s of processor time: as often as on a machine of one's own */
  double memory;    /* MB at most, of all but the engine */
  double before;    /* MB */
} Bench;

typedef struct {
  double wall, cpu; /* s */
} Seconds;

static double
used_memory(void)
{
  struct mallinfo2 info = mallinfo2();

  return ((double)info.uordblks + (double)info.hblkhd) / 1048576.0;
}

static void
note_memory(Bench *bench)
{
  bench->memory = MAX(bench->memory, used_memory() - bench->before);
}

static Seconds
seconds_now(void)
{
  struct timespec cpu;

  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &cpu);
  return (Seconds){(double)g_get_monotonic_time() / (double)G_USEC_PER_SEC,
                   (double)cpu.tv_sec + 1e-9 * (double)cpu.tv_nsec};
}

/* Somebody has to take what is reported. */
static void
empty_mailbox(Mailbox *box)
{
  RunMessage *message;

  while ((message = mailbox_take_message(box)))
    run_message_free(message);
}

static void
observe(Bench *bench)
{
  g_autoptr(Frame) frame = md_frame(bench->md, 0);
  double now = seconds_now().cpu;

  watch_add_frame(bench->watch, frame, bench->box);
  if (now - bench->report_at < REPORT)
    return;
  watch_report(bench->watch, bench->box);
  empty_mailbox(bench->box);
  note_memory(bench);
  bench->report_at = now;
}

static void
run_block(Bench *bench, int n_steps, gboolean watched, Seconds *sum)
{
  Seconds begun = seconds_now();

  for (int i = 0; i < n_steps; i++) {
    gint64 next = md_step_number(bench->md) + 1;
    gboolean due = next % bench->every == 0;
    MdFault fault;
    if (!md_step(bench->md, due || next % 10 == 0, &fault))
      g_error("%s", md_describe_fault(bench->md, &fault));
    if (watched && due)
      observe(bench);
  }
  Seconds end = seconds_now();
  sum->wall += end.wall - begun.wall;
  sum->cpu += end.cpu - begun.cpu;
}

/* Every chart of the catalogue but those of the observables left out. Owner: caller. */
static char **
choose_charts(const char *without)
{
  g_auto(GStrv) out = g_strsplit(without, ",", -1);
  g_autoptr(GStrvBuilder) charts = g_strv_builder_new();

  for (guint i = 0; i < observables_count(); i++) {
    const Observable *about = observables_get(i);
    if (g_strv_contains((const char *const *)out, about->id))
      continue;
    for (guint k = 0; k < observable_n_charts(about); k++)
      g_strv_builder_add(charts, about->chart[k].id);
  }
  return g_strv_builder_end(charts);
}

static void
compare(Bench *bench, const Choices *choices)
{
  Seconds seconds[2] = {{0.0, 0.0}, {0.0, 0.0}}, warm = {0.0, 0.0};
  int n = choices->n_blocks * choices->block;

  run_block(bench, choices->block, TRUE, &warm); /* and the first origins */
  for (int i = 0; i < choices->n_blocks; i++) {
    /* The order turns, so that neither always comes after the other. */
    gboolean first = i % 2 == 0;
    run_block(bench, choices->block, first, &seconds[first]);
    run_block(bench, choices->block, !first, &seconds[!first]);
    fprintf(stderr, "\r%d of %d blocks, ratio %.3f ", i + 1, choices->n_blocks,
            seconds[0].wall / seconds[1].wall);
  }
  printf("\nwithout observers  %10.1f steps/s\nwith observers     %10.1f steps/s\n"
         "ratio with/without %10.3f\nby processor time  %10.3f\n",
         n / seconds[0].wall, n / seconds[1].wall, seconds[0].wall / seconds[1].wall,
         seconds[0].cpu / seconds[1].cpu);
}

/* Frames of a longer run than one waits for: the last state shaken by random steps. */
static void
feed_long(Bench *bench, int n_frames)
{
  g_autoptr(Frame) last = md_frame(bench->md, 0);
  g_autoptr(GRand) random = g_rand_new_with_seed(1);

  for (int k = 1; k <= n_frames; k++) {
    g_autoptr(Frame) frame = frame_copy(last, 0);
    frame->time = last->time + 0.02 * k;
    frame->step = last->step + 20 * k;
    for (guint i = 0; i < frame->n_atoms; i++)
      frame->position[i].x += g_rand_double_range(random, -0.1, 0.1);
    while (!watch_has_room(bench->watch))
      g_usleep(1000);
    watch_add_frame(bench->watch, frame, bench->box);
    if (k % 5 == 0)
      watch_report(bench->watch, bench->box);
    empty_mailbox(bench->box);
    note_memory(bench);
    if (k % 100 == 0)
      fprintf(stderr, "\r%d of %d frames ", k, n_frames);
  }
  fputc('\n', stderr);
}

static void
measure(const Choices *choices)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(Scene) scene = scene_load_shipped(choices->scene, &error);

  if (!scene)
    g_error("%s", error->message);
  Frame *large = bench_enlarge(scene->start, (guint)choices->n_atoms);
  frame_unref(scene->start);
  scene->start = large;
  g_autoptr(ForceField) ff = potential_for_scene(scene, &error);
  EngineOptions engine = {.n_threads = (guint)choices->n_threads};
  g_autoptr(Md) md = ff ? scene_start(scene, ff, &engine, &error) : NULL;
  if (!md)
    g_error("%s", error->message);
  g_auto(GStrv) charts = choose_charts(choices->without);
  Bench bench = {.md = md, .before = used_memory()};
  bench.watch = watch_new();
  bench.box = mailbox_new();
  watch_show(bench.watch, (const char *const *)charts);
  bench.every = MAX(1, llround(watch_interval(bench.watch) / scene->dt));
  printf("%s, %u atoms, %u charts\n", choices->scene, large->n_atoms,
         g_strv_length(charts));
  compare(&bench, choices);
  printf("memory             %10.1f MB\n", bench.memory);
  if (choices->n_long > 0) {
    feed_long(&bench, choices->n_long);
    printf("memory after %6d frames %.1f MB\n", choices->n_long, bench.memory);
  }
  watch_free(bench.watch);
  mailbox_free(bench.box);
}

int
main(int argc, char **argv)
{
  Choices c = {.n_atoms = 2900, .n_blocks = 8, .block = 4000};
  const GOptionEntry entries[] = {
      {"scene", 0, 0, G_OPTION_ARG_STRING, &c.scene, "Shipped scene (ns2)", "ID"},
      {"atoms", 0, 0, G_OPTION_ARG_INT, &c.n_atoms, "Atoms at least (2900)", "N"},
      {"blocks", 0, 0, G_OPTION_ARG_INT, &c.n_blocks, "Blocks of each kind (8)", "N"},
      {"block", 0, 0, G_OPTION_ARG_INT, &c.block, "Steps of a block (4000)", "N"},
      {"threads", 0, 0, G_OPTION_ARG_INT, &c.n_threads,
       "Threads of the engine (all processors but one)", "N"},
      {"without", 0, 0, G_OPTION_ARG_STRING, &c.without,
       "Observables left out (rings,iondiff,iondiff-plus)", "ID,ID"},
      {"long", 0, 0, G_OPTION_ARG_INT, &c.n_long,
       "Then feed so many frames 0.02 ps apart, for the memory (0)", "N"},
      G_OPTION_ENTRY_NULL};
  g_autoptr(GOptionContext) context = g_option_context_new(NULL);
  g_autoptr(GError) error = NULL;

  setlocale(LC_ALL, "C.UTF-8");
  g_option_context_add_main_entries(context, entries, NULL);
  if (!g_option_context_parse(context, &argc, &argv, &error)) {
    fprintf(stderr, "%s\n", error->message);
    return 2;
  }
  if (!c.scene)
    c.scene = g_strdup("ns2");
  if (!c.without)
    c.without = g_strdup("rings,iondiff,iondiff-plus");
  measure(&c);
  g_free(c.scene);
  g_free(c.without);
  return 0;
}

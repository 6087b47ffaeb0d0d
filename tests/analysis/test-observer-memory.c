// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* Memory of every observable of the catalogue over a long synthetic run: what an octave
 * of time more may cost, and what all together may take at their highest. */
#include <malloc.h>

#include "analysis/observer-background.h"
#include "analysis/observer-set.h"
#include "walkers.h"

#define FIRST        512  /* frames */
#define MOST_AT_3000 64.0 /* MB, however long the run */
#define FRAMES       120  /* at 3,000 atoms */
#define PER_ATOM     2048.0
#define PER_OCTAVE   (512.0 * 1024.0) /* histograms of one lag more */

static gsize
used(void)
{
  struct mallinfo2 info = mallinfo2();

  return info.uordblks + info.hblkhd;
}

/* Ions walk, the network trembles about its places. */
static void
move(Frame *frame, const Frame *home, guint k)
{
  frame->time = 0.02 * k;
  frame->step = k;
  walkers_step(frame, 0, 0.12, 3 * k + 1);
  for (guint i = 0; i < frame->n_atoms; i++)
    if (frame->type[i] != 0)
      frame->position[i] = home->position[i];
  walkers_step(frame, 1, 0.1, 3 * k + 2);
  walkers_step(frame, 2, 0.1, 3 * k + 3);
}

/* n³ places; a quarter of them of ions, another of formers. */
static Frame *
make_home(guint n)
{
  guint all = n * n * n, quarter = all / 4;
  Frame *home =
      walkers_glass(2.45 * n, "Na", quarter, "Si", quarter, "O", all - 2 * quarter, NULL);

  for (guint i = 0; i < home->n_atoms; i++) {
    guint place = (i * 331u) % all;
    home->position[i] =
        (Vec3){2.45 * (place % n), 2.45 * (place / n % n), 2.45 * (place / n / n)};
  }
  home->has_thermo = TRUE;
  home->thermo = (Thermo){.temperature = 1000.0, .potential = -3.0, .kinetic = 1.0};
  return home;
}

static void
feed(ObserverSet *set, Frame *state, const Frame *home, guint from, guint to)
{
  g_autoptr(GPtrArray) events =
      g_ptr_array_new_with_free_func((GDestroyNotify)event_unref);

  for (guint k = from; k < to; k++) {
    move(state, home, k);
    g_autoptr(Frame) frame = frame_copy(state, 0);
    for (guint i = 0; i < catalogue_size(); i++) {
      Observer *observer = observer_set_get(set, i);
      g_autoptr(GError) error = NULL;
      if (!observer)
        continue;
      observer_add_frame(observer, frame, &error);
      g_assert_no_error(error);
      observer_take_events(observer, events);
    }
    observer_set_complete_events(set, events, 0);
    g_ptr_array_set_size(events, 0);
  }
}

static void
add_entry(ObserverSet *set, guint entry)
{
  ObserverOptions options;

  observer_options_init(&options);
  options.interval = catalogue_entry(entry)->about.interval;
  observer_set_add(set, entry, &options);
}

/* Bytes after FIRST frames; *more of the octave that follows. */
static gsize
measure(guint entry, gsize *more)
{
  g_autoptr(Frame) home = make_home(8);
  g_autoptr(Frame) state = frame_copy(home, 0);
  gsize before = used();
  g_autoptr(ObserverSet) set = observer_set_new(FALSE);

  add_entry(set, entry);
  feed(set, state, home, 0, FIRST);
  gsize first = used();
  feed(set, state, home, FIRST, 2 * FIRST);
  gsize second = used();
  *more = second > first ? second - first : 0;
  return first > before ? first - before : 0;
}

static void
test_memory(gconstpointer data)
{
  guint entry = GPOINTER_TO_UINT(data);
  gsize more, bytes = measure(entry, &more);

  g_test_message("%s: %.2f MB, and %.0f kB for the octave after",
                 catalogue_entry(entry)->about.id, (double)bytes / 1048576.0,
                 (double)more / 1024.0);
  g_assert_cmpfloat((double)more, <, 512.0 * PER_ATOM + PER_OCTAVE);
}

/* All but primitive rings and k-means. */
static gboolean
is_within(guint entry)
{
  const char *const beyond[] = {"rings", "iondiff", "iondiff-plus", NULL};

  return !g_strv_contains(beyond, catalogue_entry(entry)->about.id);
}

/* Asks for charts and pathways, and looks on until they are made. */
static gsize
most_used_while_made(ObserverSet *set, guint entry)
{
  Observer *observer = observer_set_get(set, entry);
  gsize most = 0;

  for (guint k = 0; k < observer_n_charts(observer); k++)
    chart_unref(observer_chart_at(observer, k));
  pathways_unref(observer_pathways(observer));
  while (observer_is_busy(observer)) {
    most = MAX(most, used());
    g_usleep(200);
  }
  return most;
}

static void
test_together(void)
{
  g_autoptr(Frame) home = make_home(15);
  g_autoptr(Frame) state = frame_copy(home, 0);
  gsize before = used(), most = 0;
  g_autoptr(ObserverSet) set = observer_set_new(TRUE);

  g_assert_cmpuint(home->n_atoms, >=, 3000);
  for (guint i = 0; i < catalogue_size(); i++)
    if (is_within(i))
      add_entry(set, i);
  feed(set, state, home, 0, FRAMES);
  for (guint round = 0; round < 2; round++)
    for (guint i = 0; i < catalogue_size(); i++)
      if (is_within(i))
        most = MAX(most, most_used_while_made(set, i));
  most = MAX(most, used());
  double megabytes = (double)(most - before) / 1048576.0;
  g_test_message("all together: %.2f MB", megabytes);
  g_assert_cmpfloat(megabytes, <, MOST_AT_3000);
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  if (used() == 0) /* another allocator */
    return 77;
  for (guint i = 0; i < catalogue_size(); i++) {
    const Observable *about = &catalogue_entry(i)->about;
    g_autofree char *path = g_strdup_printf("/observer-memory/%s is bounded", about->id);
    if (!(about->flags & OBSERVABLE_HEAVY))
      g_test_add_data_func(path, GUINT_TO_POINTER(i), test_memory);
  }
  g_test_add_func("/observer-memory/all together stay within 64 MB at 3000 atoms",
                  test_together);
  return g_test_run();
}

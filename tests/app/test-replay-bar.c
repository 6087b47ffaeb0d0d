// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/vitrine-replay-bar.h"
#include "model/scene.h"
#include "ui-test.h"

#define FRAMES 120
#define GAP    0.04 /* ps */

typedef struct {
  GtkWidget *area, *bar; /* references of our own */
  VitrineLook *look;
  GPtrArray *hops; /* Event* */
  Snapshot *last;
  guint n_changed;
} Fixture;

static void
changed_cb(Fixture *fixture)
{
  fixture->n_changed++;
}

static Event *
hop_at(guint atom, double time)
{
  Event *hop = event_new(EVENT_HOP, 0, time);

  event_set_atoms(hop, &atom, 1);
  hop->left = time - 0.1;
  hop->entered = time + 0.1;
  hop->length = 2.5;
  return hop;
}

/* Five picoseconds of a glass, with hops at 0.2, 2, 2.5 (undone) and 3 ps. */
static void
set_up(Fixture *fixture, gconstpointer data)
{
  g_autoptr(Scene) scene = ui_test_scene();

  fixture->n_changed = 0;
  fixture->look = vitrine_look_new();
  fixture->area = g_object_ref_sink(g_object_new(VITRINE_TYPE_GLASS_AREA, NULL));
  fixture->bar = g_object_ref_sink(g_object_new(VITRINE_TYPE_REPLAY_BAR, NULL));
  fixture->hops = g_ptr_array_new_with_free_func((GDestroyNotify)event_unref);
  g_ptr_array_add(fixture->hops, hop_at(0, 0.2));
  g_ptr_array_add(fixture->hops, hop_at(0, 2.0));
  g_ptr_array_add(fixture->hops, hop_at(1, 2.5));
  ((Event *)fixture->hops->pdata[2])->back = TRUE;
  g_ptr_array_add(fixture->hops, hop_at(1, 3.0));
  vitrine_replay_bar_set_picture(VITRINE_REPLAY_BAR(fixture->bar),
                                 VITRINE_GLASS_AREA(fixture->area), fixture->look);
  vitrine_glass_area_set_memory(VITRINE_GLASS_AREA(fixture->area), 4.0);
  for (guint k = 0; k < FRAMES; k++) {
    g_autoptr(Frame) frame = frame_copy(scene->start, 0);
    frame->time = k * GAP;
    g_clear_pointer(&fixture->last, snapshot_unref);
    fixture->last = snapshot_new(frame, NULL);
    fixture->last->hops = g_ptr_array_ref(fixture->hops);
    vitrine_glass_area_set_snapshot(VITRINE_GLASS_AREA(fixture->area), fixture->last);
  }
  vitrine_replay_bar_watch(VITRINE_REPLAY_BAR(fixture->bar), fixture->last);
  g_signal_connect_swapped(fixture->bar, "changed", G_CALLBACK(changed_cb), fixture);
}

static void
tear_down(Fixture *fixture, gconstpointer data)
{
  g_assert_finalize_object(fixture->bar);
  g_assert_finalize_object(fixture->area);
  g_assert_finalize_object(fixture->look);
  g_clear_pointer(&fixture->last, snapshot_unref);
  g_ptr_array_unref(fixture->hops);
}

static const Event *
hop(const Fixture *fixture, guint k)
{
  return g_ptr_array_index(fixture->hops, k);
}

static const Event *
shown(Fixture *fixture)
{
  return vitrine_replay_bar_get_shown(VITRINE_REPLAY_BAR(fixture->bar));
}

static void
press(Fixture *fixture, const char *label)
{
  GtkWidget *button = ui_test_find(fixture->bar, GTK_TYPE_BUTTON, label);

  g_assert_nonnull(button);
  g_signal_emit_by_name(button, "clicked");
}

static void
test_says_what_is_shown(Fixture *fixture, gconstpointer data)
{
  g_assert_null(shown(fixture));
  g_assert_false(gtk_widget_get_visible(fixture->bar));
  g_assert_true(
      vitrine_replay_bar_show(VITRINE_REPLAY_BAR(fixture->bar), hop(fixture, 1)));
  g_assert_true(shown(fixture) == hop(fixture, 1));
  g_assert_true(gtk_widget_get_visible(fixture->bar));
  g_assert_nonnull(ui_test_find_text(fixture->bar, "1 hops again"));
  g_assert_nonnull(
      ui_test_find_text(fixture->bar, "1.90 – 2.10 ps, 2.5 Å from cage to cage"));
  g_assert_cmpuint(fixture->n_changed, ==, 1);
  WAIT(shown(fixture) == NULL);
  g_assert_false(gtk_widget_get_visible(fixture->bar));
  g_assert_cmpuint(fixture->n_changed, ==, 2);
}

/* Hops that were undone are left out, and those that are forgotten. */
static void
test_neighbours(Fixture *fixture, gconstpointer data)
{
  VitrineReplayBar *bar = VITRINE_REPLAY_BAR(fixture->bar);

  g_assert_false(vitrine_replay_bar_show(bar, hop(fixture, 0)));
  g_assert_true(vitrine_replay_bar_show(bar, hop(fixture, 1)));
  press(fixture, "The next hop");
  g_assert_true(shown(fixture) == hop(fixture, 3));
  press(fixture, "The next hop");
  g_assert_true(shown(fixture) == hop(fixture, 3));
  press(fixture, "The hop before");
  g_assert_true(shown(fixture) == hop(fixture, 1));
  press(fixture, "The hop before");
  g_assert_true(shown(fixture) == hop(fixture, 1));
}

/* At once but for the glide, and none comes by itself afterwards. */
static void
test_stops(Fixture *fixture, gconstpointer data)
{
  VitrineReplayBar *bar = VITRINE_REPLAY_BAR(fixture->bar);
  const EyeMotion *motion =
      vitrine_glass_area_get_motion(VITRINE_GLASS_AREA(fixture->area));
  gboolean slow_hops = TRUE;

  g_object_set(fixture->look, "slow-hops", TRUE, NULL);
  g_assert_true(vitrine_replay_bar_show(bar, hop(fixture, 1)));
  g_assert_true(eye_motion_is_replaying(motion, g_get_monotonic_time()));
  press(fixture, "Stop showing it again");
  gint64 stopped = g_get_monotonic_time();
  g_assert_false(eye_motion_is_replaying(motion, stopped + G_USEC_PER_SEC));
  WAIT(shown(fixture) == NULL);
  g_object_get(fixture->look, "slow-hops", &slow_hops, NULL);
  g_assert_false(slow_hops);
}

static void
test_another_glass(Fixture *fixture, gconstpointer data)
{
  VitrineReplayBar *bar = VITRINE_REPLAY_BAR(fixture->bar);

  g_assert_true(vitrine_replay_bar_show(bar, hop(fixture, 3)));
  vitrine_replay_bar_watch(bar, NULL);
  g_assert_null(shown(fixture));
  g_assert_false(gtk_widget_get_visible(fixture->bar));
  g_assert_false(vitrine_replay_bar_show(bar, hop(fixture, 3)));
}

int
main(int argc, char **argv)
{
  gtk_test_init(&argc, &argv, NULL);
#define ADD(name, function) \
  g_test_add("/replay-bar/" name, Fixture, NULL, set_up, function, tear_down)
  ADD("it says what is shown, and ends", test_says_what_is_shown);
  ADD("the hop before and the next one are a press away", test_neighbours);
  ADD("it can be stopped", test_stops);
  ADD("another glass ends it", test_another_glass);
#undef ADD
  return g_test_run();
}

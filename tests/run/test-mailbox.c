// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <glib.h>

#include "run/mailbox.h"

static RunMessage *
chart_message(const char *id, const char *title)
{
  RunMessage *message = g_new0(RunMessage, 1);

  message->kind = RUN_MESSAGE_CHART;
  message->chart = chart_new(id, title);
  return message;
}

static void
newer_charts_replace_older_ones(void)
{
  Mailbox *box = mailbox_new();

  mailbox_put_message(box, chart_message("msd", "old"));
  mailbox_put_message(box, chart_message("rdf", "other"));
  mailbox_put_message(box, chart_message("msd", "new"));
  g_autoptr(RunMessage) first = mailbox_take_message(box);
  g_autoptr(RunMessage) second = mailbox_take_message(box);
  g_assert_cmpstr(first->chart->title, ==, "new");
  g_assert_cmpstr(second->chart->title, ==, "other");
  g_assert_null(mailbox_take_message(box));
  mailbox_free(box);
}

static void
events_keep_their_order(void)
{
  Mailbox *box = mailbox_new();

  for (int k = 0; k < 100; k++) {
    RunMessage *message = g_new0(RunMessage, 1);
    message->kind = RUN_MESSAGE_EVENT;
    message->event = event_new(EVENT_STEER, k, 0.001 * k);
    mailbox_put_message(box, message);
  }
  for (int k = 0; k < 100; k++) {
    g_autoptr(RunMessage) message = mailbox_take_message(box);
    g_assert_cmpint(message->event->step, ==, k);
  }
  mailbox_free(box);
}

static void
latest_snapshot_wins(void)
{
  Mailbox *box = mailbox_new();
  g_autoptr(SpeciesList) species = species_list_new();

  species_list_add(species, element_lookup("Na"));
  for (int k = 0; k < 3; k++) {
    g_autoptr(Frame) frame = frame_new(species, 1, 0);
    frame->step = k;
    mailbox_put_snapshot(box, snapshot_new(frame, NULL));
  }
  g_assert_true(mailbox_has_snapshot(box));
  g_autoptr(Snapshot) snapshot = mailbox_take_snapshot(box);
  g_assert_cmpint(snapshot->frame->step, ==, 2);
  g_assert_false(mailbox_has_snapshot(box));
  g_assert_null(mailbox_take_snapshot(box));
  mailbox_free(box);
}

static gpointer
post_many(gpointer data)
{
  for (int k = 0; k < 5000; k++) {
    Command command = {.kind = COMMAND_TEMPERATURE, .value = k};
    mailbox_post_command(data, &command);
  }
  return NULL;
}

static void
commands_from_another_thread_all_arrive(void)
{
  Mailbox *box = mailbox_new();
  GThread *thread = g_thread_new("poster", post_many, box);
  Command command;

  for (int k = 0; k < 5000; k++) {
    g_assert_true(mailbox_pop_command(box, 10 * G_USEC_PER_SEC, &command));
    g_assert_cmpfloat(command.value, ==, k);
  }
  g_thread_join(thread);
  g_assert_false(mailbox_pop_command(box, 0, &command));
  mailbox_free(box);
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/mailbox/newer charts replace older ones",
                  newer_charts_replace_older_ones);
  g_test_add_func("/mailbox/events keep their order", events_keep_their_order);
  g_test_add_func("/mailbox/latest snapshot wins", latest_snapshot_wins);
  g_test_add_func("/mailbox/commands from another thread all arrive",
                  commands_from_another_thread_all_arrive);
  return g_test_run();
}

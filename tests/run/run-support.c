// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "run-support.h"

RunMessage *
run_support_take(Run *run, RunMessageKind kind)
{
  RunMessage *message;

  while ((message = run_take_message(run)) && message->kind != kind)
    run_message_free(message);
  return message;
}

RunMessage *
run_support_next(Run *run, RunMessageKind kind)
{
  gint64 end = g_get_monotonic_time() + PATIENCE;
  RunMessage *message;

  while (!(message = run_support_take(run, kind)) && g_get_monotonic_time() < end)
    g_usleep(1000);
  if (!message)
    g_error("no message of kind %d", kind);
  return message;
}

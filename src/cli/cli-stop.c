// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "cli/cli-stop.h"

static const int held[CLI_STOP_SIGNALS] = {SIGINT, SIGTERM, SIGHUP};

/* That it was called is seen by its being gone: SA_RESETHAND. */
static void
note_cb(int number)
{
}

void
cli_stop_hold(CliStop *stop)
{
  struct sigaction action = {.sa_handler = note_cb,
                             .sa_flags = (int)(SA_RESETHAND | SA_RESTART)};

  sigemptyset(&action.sa_mask);
  for (guint k = 0; k < CLI_STOP_SIGNALS; k++) {
    sigaction(held[k], NULL, &stop->before[k]);
    if (stop->before[k].sa_handler == SIG_DFL)
      sigaction(held[k], &action, NULL);
  }
}

static gboolean
has_come(int number)
{
  struct sigaction now;

  return sigaction(number, NULL, &now) == 0 && now.sa_handler == SIG_DFL;
}

gboolean
cli_stop_is_wanted(void)
{
  for (guint k = 0; k < CLI_STOP_SIGNALS; k++)
    if (has_come(held[k]))
      return TRUE;
  return FALSE;
}

void
cli_stop_release(const CliStop *stop)
{
  for (guint k = 0; k < CLI_STOP_SIGNALS; k++) {
    gboolean come = has_come(held[k]);
    sigaction(held[k], &stop->before[k], NULL);
    if (come)
      raise(held[k]);
  }
}

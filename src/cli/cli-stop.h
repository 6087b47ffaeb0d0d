// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* Ctrl-C and its kin while a file is being written: the work asks for them at its next
 * report and leaves no half file, and then they do what they always do. A second one does
 * so at once. For the main thread; the kernel keeps the state. */
#pragma once

#include <glib.h>
#include <signal.h>

#define CLI_STOP_SIGNALS 3

typedef struct {
  struct sigaction before[CLI_STOP_SIGNALS];
} CliStop;

/* From here on SIGINT, SIGTERM and SIGHUP are only noted; not those that are ignored. */
void cli_stop_hold(CliStop *stop);
/* Whether one of them has come since. */
gboolean cli_stop_is_wanted(void);
/* As before; ends the program when one has come. */
void cli_stop_release(const CliStop *stop);

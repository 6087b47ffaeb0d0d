// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* What the tests of a run that goes on in its own thread share: waiting on conditions,
 * never on time alone. The patience is for slow and busy machines and costs the others
 * nothing. */
#pragma once

#include "run/run.h"

#define PATIENCE (600 * G_USEC_PER_SEC)

/* Waits until condition holds. */
#define WAIT(condition)                                                           \
  do {                                                                            \
    gint64 end_ = g_get_monotonic_time() + PATIENCE;                              \
    gboolean met_;                                                                \
    while (!(met_ = (condition) ? TRUE : FALSE) && g_get_monotonic_time() < end_) \
      g_usleep(1000);                                                             \
    if (!met_)                                                                    \
      g_error("%s: waited in vain for %s", G_STRLOC, #condition);                 \
  } while (0)

/* The next message of this kind that has come, or NULL; others before it are dropped.
 * Owner: caller. */
RunMessage *run_support_take(Run *run, RunMessageKind kind);
/* The same; waits for it. */
RunMessage *run_support_next(Run *run, RunMessageKind kind);

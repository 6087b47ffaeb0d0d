// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* The world of the run thread: engine, observers, pace. Everything in here is touched by
 * that thread alone after run_thread_start; the mailbox is the only door. */
#pragma once

#include "run/mailbox.h"

typedef struct RunThread RunThread;

/* Builds the world in the caller's thread; fails when the scene cannot run. box is not
 * owned. */
RunThread *run_thread_new(const Scene *scene, guint n_threads, Mailbox *box,
                          GError **error);
void run_thread_start(RunThread *thread);
/* Ends the thread after the step in progress and frees the world. */
void run_thread_stop(RunThread *thread);

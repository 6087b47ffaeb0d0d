// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* A trajectory as a source of frames: what the run thread is for an engine, with the same
 * mailbox, observers and snapshots.
 *
 * The file is read from beginning to end as fast as the observers can follow, each frame
 * once, whatever is looked at: curves do not depend on how one plays. When observers are
 * asked for later, or go by other choices, it is read again for all of them; what has
 * been told then (events, troubles) is not told again. What was read is kept
 * (frame-store.h), so that one can play, pause and seek in it. Observables that the file
 * cannot give (no times, paths that are a guess, no energies) say so in place of a
 * number. */
#pragma once

#include "run/mailbox.h"

typedef struct PlayThread PlayThread;

/* Reads the first frame in the caller's thread; fails when there is none. interval: ps
 * between frames, NAN: as in the file. box is not owned. */
PlayThread *play_thread_new(const char *path, double interval, Mailbox *box,
                            GError **error);
void play_thread_start(PlayThread *thread);
/* Ends the thread and frees the world. */
void play_thread_stop(PlayThread *thread);

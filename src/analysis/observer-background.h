// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* An observer that costs more than a frame may, on a thread of its own.
 *
 *   caller ── frames, epochs ──▶ bounded queue ──▶ worker ── inner observer
 *      ▲                                             │
 *      └──── charts (the latest), events, errors ◀───┘
 *
 * The caller never waits for the inner observer: what is handed over and fetched is
 * handed over under a lock that is held for a few pointers only. When the queue is full
 * the oldest waiting frame is left out, and counted (scalar "frames_left_out" of the
 * charts). Epochs are never lost and keep their place among the frames. A chart that is
 * asked for is made on the worker; what comes back is the newest one that is ready. The
 * same holds of pathways. After charts and pathways were made, the worker leaves them
 * alone for three times as long as they took, so that nobody who asks all the time takes
 * more than a quarter of a processor. Workers give way to the other threads (nice + 10).
 * An error of the inner observer comes with the next frame that is added.
 *
 * Freeing does not wait either: the worker ends what it is doing and frees the inner
 * observer itself. */
#pragma once

#include "analysis/observer.h"

/* Frames that wait at most. */
#define OBSERVER_BACKLOG 16

/* Takes inner, which belongs to the worker from now on. */
Observer *observer_background_new(Observer *inner);
/* Waits until every frame is seen and every chart that was asked for is made. */
void observer_background_wait(Observer *background);
/* Frames left out up to now. */
guint observer_background_n_left_out(Observer *background);

// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* Motion for the eye. Snapshots come at the pace of the run; pictures are wanted at the
 * pace of the display:
 *
 *   fast  raw vibration strobes and hides the hops: positions are averaged over the last
 *         `window` ps with weights sin²(π s), s = 0 … 1 across the window, which begin
 * and end at nothing, so that no frame enters or leaves with a jerk; what is seen is the
 * motion half a window ago slow  (10 fs/s: ten steps a second) pictures between two
 * frames follow the cubic through their positions and velocities; what is seen lags
 * behind by the time between two frames
 *
 * A hop is over before it is seen, and known only afterwards: with a memory, what has
 * been can be shown a second time, slowly, while the run goes on.
 *
 * Positions are unwrapped, and scaled with the cell where that changes. Only what is
 * shown is changed: analysis, files and measured numbers never see it. Keeps references
 * to some frames, at most EYE_MOTION_FRAMES, and with a memory 34 for each ps of it. One
 * thread. */
#pragma once

#include "model/snapshot.h"

#define EYE_MOTION_AUTO    (-1.0) /* window chosen by speed */
#define EYE_MOTION_LONGEST 2.0    /* ps */
#define EYE_MOTION_FRAMES  32
#define EYE_MOTION_GLIDE   0.35 /* s */

typedef struct EyeMotion EyeMotion;

EyeMotion *eye_motion_new(void);
void eye_motion_free(EyeMotion *motion);

/* ps; 0: none, EYE_MOTION_AUTO: eye_motion_window_at of the measured speed. */
void eye_motion_set_window(EyeMotion *motion, double window);
/* The one in force, ps. */
double eye_motion_get_window(const EyeMotion *motion);
/* Measured, ps per second of wall time; 0 while nothing is known. */
double eye_motion_get_speed(const EyeMotion *motion);

/* Half a second at first: a snapshot that comes later than that after the one before is a
 * run that has stalled, and the way to it is gone in so short a time. In a movie, whose
 * clock never stalls, it takes all the time there is: G_MAXINT64. µs */
void eye_motion_set_longest_gap(EyeMotion *motion, gint64 gap);

/* The newest snapshot, at wall time now (µs). Forgets what was before when it is of
 * another glass or goes back in time. NULL: forgets everything. */
void eye_motion_push(EyeMotion *motion, const Snapshot *snapshot, gint64 now);
/* What to show at wall time now: the newest snapshot itself where nothing is to be done,
 * or one of the same things with other positions. NULL when there is none. Owner: caller.
 */
Snapshot *eye_motion_show(EyeMotion *motion, gint64 now);
/* Whether a later picture of the same snapshots would differ. */
gboolean eye_motion_is_moving(const EyeMotion *motion, gint64 now);

/* How far back (ps) frames are remembered for a replay; 0, none, is the default. None are
 * of more than 10,000 atoms. */
void eye_motion_set_memory(EyeMotion *motion, double memory);
/* Shows what was from … to (ps) again during so many seconds from now (µs) on, with the
 * bonds and rings of then, and then the newest once more. In the first and the last
 * EYE_MOTION_GLIDE seconds of these the atoms glide to where they were, and back. FALSE
 * when that is not remembered, or not yet over. */
gboolean eye_motion_replay(EyeMotion *motion, double from, double to, double seconds,
                           gint64 now);
gboolean eye_motion_is_replaying(const EyeMotion *motion, gint64 now);
/* Ends it now: the atoms glide back. */
void eye_motion_end_replay(EyeMotion *motion, gint64 now);

/* The default window at a speed in ps/s: 0 below 1, about a twelfth of a second of wall
 * time above, 1 ps at most. */
double eye_motion_window_at(double speed);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(EyeMotion, eye_motion_free)

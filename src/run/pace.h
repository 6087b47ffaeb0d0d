// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* How fast the glass lives: keeps the run at a number of ps per second of wall time, and
 * knows how fast it really goes. A plain value of the run thread. Times in microseconds
 * of the monotonic clock. */
#pragma once

#include <glib.h>

typedef struct {
  double speed;       /* ps/s asked for; INFINITY: no limit */
  gint64 wall_origin; /* µs */
  double time_origin; /* ps */
  gint64 rate_wall;   /* µs, begin of the present measuring interval */
  gint64 rate_step;
  double steps_per_second; /* of the last full interval */
} Pace;

/* Starts counting from here: after play, a change of speed, a stall. */
void pace_restart(Pace *pace, gint64 now, double time, gint64 step);
void pace_set_speed(Pace *pace, double speed, gint64 now, double time, gint64 step);
/* Microseconds until the step that begins at time is due; 0: now. A run that cannot keep
 * up does not hurry afterwards. */
gint64 pace_wait(Pace *pace, gint64 now, double time);
/* Updates steps_per_second about twice a second. */
void pace_measure(Pace *pace, gint64 now, gint64 step);

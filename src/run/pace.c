// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "run/pace.h"

#include <math.h>

#define MEASURE_US (G_USEC_PER_SEC / 2)
#define STALL_US   (G_USEC_PER_SEC / 4)

void
pace_restart(Pace *pace, gint64 now, double time, gint64 step)
{
  pace->wall_origin = now;
  pace->time_origin = time;
  pace->rate_wall = now;
  pace->rate_step = step;
}

void
pace_set_speed(Pace *pace, double speed, gint64 now, double time, gint64 step)
{
  pace->speed = speed;
  pace_restart(pace, now, time, step);
}

gint64
pace_wait(Pace *pace, gint64 now, double time)
{
  if (!isfinite(pace->speed))
    return 0;
  double due = pace->wall_origin +
               (time - pace->time_origin) / pace->speed * (double)G_USEC_PER_SEC;
  if (now - due > STALL_US) {
    pace->wall_origin = now;
    pace->time_origin = time;
    return 0;
  }
  return due > now ? (gint64)(due - now) : 0;
}

void
pace_measure(Pace *pace, gint64 now, gint64 step)
{
  gint64 elapsed = now - pace->rate_wall;

  if (elapsed < MEASURE_US)
    return;
  pace->steps_per_second =
      MAX(step - pace->rate_step, 0) * (double)G_USEC_PER_SEC / (double)elapsed;
  pace->rate_wall = now;
  pace->rate_step = step;
}

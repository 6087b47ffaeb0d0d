// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/speed-scale.h"

#include <math.h>

static double
round_two_digits(double value)
{
  double unit = pow(10.0, floor(log10(value)) - 1.0);
  return round(value / unit) * unit;
}

double
speed_scale_value(double position)
{
  if (position >= SPEED_SCALE_FREE)
    return INFINITY;
  double t = CLAMP(position / SPEED_SCALE_FREE, 0.0, 1.0);
  double ratio = SPEED_SCALE_FASTEST / SPEED_SCALE_SLOWEST;
  return round_two_digits(SPEED_SCALE_SLOWEST * pow(ratio, t));
}

double
speed_scale_position(double ps_per_second)
{
  if (!(ps_per_second < INFINITY))
    return 1.0;
  double speed = CLAMP(ps_per_second, SPEED_SCALE_SLOWEST, SPEED_SCALE_FASTEST);
  double ratio = SPEED_SCALE_FASTEST / SPEED_SCALE_SLOWEST;
  double t = log(speed / SPEED_SCALE_SLOWEST) / log(ratio);
  return MIN(t * SPEED_SCALE_FREE, SPEED_SCALE_FREE - 1e-6);
}

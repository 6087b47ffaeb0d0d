// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* The speed slider: a position 0 … 1 on a logarithmic scale of glass time per wall time.
 * 0 is 10 fs/s (slow motion), SPEED_SCALE_FREE and beyond is no limit. Pure functions. */
#pragma once

#include <glib.h>

#define SPEED_SCALE_SLOWEST 0.01 /* ps/s */
#define SPEED_SCALE_FASTEST 20.0 /* ps/s, the last limit before none */
#define SPEED_SCALE_FREE    0.95

/* ps/s, rounded to two significant digits; INFINITY from SPEED_SCALE_FREE on. */
double speed_scale_value(double position);
/* The inverse; speeds out of range go to the nearer end. */
double speed_scale_position(double ps_per_second);

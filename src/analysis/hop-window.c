// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "analysis/hop-window.h"

#include <string.h>

struct HopWindow {
  guint n; /* ions */
  guint half, room;
  gint64 n_samples;
  float *xyz;                  /* room samples of 3n; owned */
  HopInstant *instant;         /* room; owned */
  double *sum_a, *sum_b;       /* 3n: Σ r over A and B; owned */
  double *square_a, *square_b; /* n: Σ r²; owned */
};

HopWindow *
hop_window_new(guint n_ions, guint half)
{
  HopWindow *window = g_new0(HopWindow, 1);

  g_return_val_if_fail(half >= 4, NULL);
  window->n = n_ions;
  window->half = half;
  window->room = 3 * half;
  window->xyz = g_new0(float, 3 * (gsize)n_ions * window->room);
  window->instant = g_new0(HopInstant, window->room);
  window->sum_a = g_new0(double, 3 * (gsize)n_ions);
  window->sum_b = g_new0(double, 3 * (gsize)n_ions);
  window->square_a = g_new0(double, n_ions);
  window->square_b = g_new0(double, n_ions);
  return window;
}

void
hop_window_free(HopWindow *window)
{
  if (!window)
    return;
  g_free(window->xyz);
  g_free(window->instant);
  g_free(window->sum_a);
  g_free(window->sum_b);
  g_free(window->square_a);
  g_free(window->square_b);
  g_free(window);
}

guint
hop_window_half(const HopWindow *window)
{
  return window->half;
}

gint64
hop_window_centre(const HopWindow *window)
{
  return window->n_samples >= 2 * window->half ? window->n_samples - window->half : -1;
}

static float *
sample_at(const HopWindow *window, gint64 sample)
{
  return window->xyz + (sample % window->room) * 3 * window->n;
}

double
hop_window_p(const HopWindow *window, guint ion)
{
  double scale = 1.0 / window->half;
  double between = 0.0, a2 = 0.0, b2 = 0.0;

  for (guint c = 0; c < 3; c++) {
    double a = window->sum_a[ion + c * window->n] * scale;
    double b = window->sum_b[ion + c * window->n] * scale;
    between += a * b;
    a2 += a * a;
    b2 += b * b;
  }
  double a_from_b = window->square_a[ion] * scale - 2.0 * between + b2;
  double b_from_a = window->square_b[ion] * scale - 2.0 * between + a2;
  return sqrt(MAX(a_from_b, 0.0) * MAX(b_from_a, 0.0));
}

Vec3
hop_window_position(const HopWindow *window, gint64 sample, guint ion)
{
  const float *xyz = sample_at(window, sample) + ion;

  return vec3(xyz[0], xyz[window->n], xyz[2 * window->n]);
}

const HopInstant *
hop_window_instant(const HopWindow *window, gint64 sample)
{
  return &window->instant[sample % window->room];
}

static void
accumulate(double *sum, double *square, const float *xyz, guint n, double sign)
{
  for (guint i = 0; i < 3 * n; i++)
    sum[i] += sign * xyz[i];
  for (guint i = 0; i < n; i++) {
    double x = xyz[i], y = xyz[i + n], z = xyz[i + 2 * n];
    square[i] += sign * (x * x + y * y + z * z);
  }
}

void
hop_window_add(HopWindow *window, const float *xyz, const HopInstant *instant)
{
  gint64 now = window->n_samples++;
  gint64 to_a = now - window->half, leaving = now - 2 * window->half;
  guint n = window->n;

  memcpy(sample_at(window, now), xyz, 3 * n * sizeof *xyz);
  window->instant[now % window->room] = *instant;
  accumulate(window->sum_b, window->square_b, xyz, n, 1.0);
  if (to_a >= 0) {
    const float *old = sample_at(window, to_a);
    accumulate(window->sum_b, window->square_b, old, n, -1.0);
    accumulate(window->sum_a, window->square_a, old, n, 1.0);
  }
  if (leaving >= 0)
    accumulate(window->sum_a, window->square_a, sample_at(window, leaving), n, -1.0);
}

// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "analysis/structure-peak.h"

#include <math.h>

#include "analysis/curve-shape.h"

#define Q_FIRST    0.8 /* Å⁻¹ */
#define WIDTH      0.1 /* Å⁻¹ */
#define SHELLS     32
#define VECTORS    24
#define REACH      2
#define PEAK_LEAST 0.5

typedef struct {
  int h[3];
} Index;

typedef struct {
  GArray *all; /* Index */
} Shell;

static Vec3
wave_vector(const Cell *cell, const int h[3])
{
  Vec3 q = vec3_scale(cell->inverse[0], h[0]);

  q = vec3_mul_add(q, h[1], cell->inverse[1]);
  q = vec3_mul_add(q, h[2], cell->inverse[2]);
  return vec3_scale(q, 2.0 * G_PI);
}

/* One of every two opposite vectors. */
static gboolean
is_positive(const int h[3])
{
  if (h[0] != 0)
    return h[0] > 0;
  return h[1] != 0 ? h[1] > 0 : h[2] > 0;
}

static void
fill_shells(const Cell *cell, Shell shell[SHELLS])
{
  double most = Q_FIRST + SHELLS * WIDTH;
  int end[3], h[3];

  for (guint k = 0; k < 3; k++)
    end[k] = (int)(most * vec3_norm(cell->vector[k]) / (2.0 * G_PI));
  for (h[0] = 0; h[0] <= end[0]; h[0]++)
    for (h[1] = -end[1]; h[1] <= end[1]; h[1]++)
      for (h[2] = -end[2]; h[2] <= end[2]; h[2]++) {
        double q = vec3_norm(wave_vector(cell, h));
        int s = (int)floor((q - Q_FIRST) / WIDTH);
        if (is_positive(h) && s >= 0 && s < SHELLS)
          g_array_append_vals(shell[s].all, h, 1);
      }
}

static double
intensity(const Frame *frame, const int h[3])
{
  Vec3 q = wave_vector(&frame->cell, h);
  double real = 0.0, imaginary = 0.0;

  for (guint i = 0; i < frame->n_atoms; i++) {
    double phase = vec3_dot(q, frame->position[i]);
    real += cos(phase);
    imaginary += sin(phase);
  }
  return (real * real + imaginary * imaginary) / frame->n_atoms;
}

static double
mean_intensity(const Frame *frame, const GArray *all)
{
  guint n = MIN(all->len, VECTORS);
  double sum = 0.0;

  for (guint k = 0; k < n; k++) {
    const Index *index = &g_array_index(all, Index, (gsize)k * all->len / n);
    sum += intensity(frame, index->h);
  }
  return n ? sum / n : 0.0;
}

double
structure_peak_find(const Frame *frame)
{
  double s[SHELLS], smooth[SHELLS], highest = 0.0;
  Shell shell[SHELLS];

  for (guint k = 0; k < SHELLS; k++)
    shell[k].all = g_array_new(FALSE, FALSE, sizeof(Index));
  fill_shells(&frame->cell, shell);
  for (guint k = 0; k < SHELLS; k++) {
    s[k] = mean_intensity(frame, shell[k].all);
    g_array_unref(shell[k].all);
  }
  curve_smooth(s, SHELLS, 1, smooth);
  for (guint k = 0; k < SHELLS; k++)
    highest = MAX(highest, smooth[k]);
  int peak = curve_first_peak(smooth, SHELLS, REACH, PEAK_LEAST * highest);
  if (peak < 0)
    return NAN;
  return Q_FIRST + WIDTH * (curve_refine_peak(smooth, SHELLS, (guint)peak) + 0.5);
}

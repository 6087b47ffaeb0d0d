// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "analysis/reciprocal-sums.h"

#include <math.h>
#include <string.h>

#include "analysis/block-mean.h"
#include "base/rng.h"

#define N_SHELL   RECIPROCAL_N_SHELL
#define WORK      1.2e6 /* atoms × vectors of a sample */
#define VECTORS   8000  /* of a sample at most: few atoms are not worth more */
#define PER_SHELL 2     /* vectors drawn per shell when there are too many */
#define CHUNK     256

struct ReciprocalSums {
  guint n_types, n_atoms;
  guint64 seed;
  guint n_drawn;                /* samples whose vectors were drawn */
  guint first[SPECIES_MAX + 1]; /* atoms of type t: order[first[t]] … */
  guint32 *order;               /* owned */
  float *s[3];     /* fractional coordinates in that order; owned through s[0] */
  double *sample;  /* shells × (pairs, sum of q, number of vectors); owned */
  BlockMean *mean; /* of samples; owned */
};

static guint
n_pairs(const ReciprocalSums *sums)
{
  return sums->n_types * (sums->n_types + 1) / 2;
}

/* Numbers per shell. */
static guint
width(const ReciprocalSums *sums)
{
  return n_pairs(sums) + 2;
}

static guint
pair_index(guint a, guint b)
{
  return MAX(a, b) * (MAX(a, b) + 1) / 2 + MIN(a, b);
}

ReciprocalSums *
reciprocal_sums_new(const Frame *first, guint64 seed)
{
  ReciprocalSums *sums = g_new0(ReciprocalSums, 1);
  guint place = 0;

  sums->n_types = first->species->n;
  sums->n_atoms = first->n_atoms;
  sums->seed = seed;
  sums->order = g_new(guint32, first->n_atoms);
  for (guint type = 0; type < sums->n_types; type++) {
    sums->first[type] = place;
    for (guint i = 0; i < first->n_atoms; i++)
      if (first->type[i] == type)
        sums->order[place++] = i;
  }
  sums->first[sums->n_types] = place;
  sums->s[0] = g_new(float, 3 * (gsize)first->n_atoms);
  sums->s[1] = sums->s[0] + first->n_atoms;
  sums->s[2] = sums->s[1] + first->n_atoms;
  sums->sample = g_new(double, N_SHELL *width(sums));
  sums->mean = block_mean_new(N_SHELL * width(sums));
  return sums;
}

void
reciprocal_sums_free(ReciprocalSums *sums)
{
  if (!sums)
    return;
  block_mean_free(sums->mean);
  g_free(sums->order);
  g_free(sums->s[0]);
  g_free(sums->sample);
  g_free(sums);
}

static void
take_positions(ReciprocalSums *sums, const Frame *frame)
{
  for (guint i = 0; i < sums->n_atoms; i++) {
    Vec3 s = cell_to_fractional(&frame->cell, frame->position[sums->order[i]]);
    sums->s[0][i] = (float)(s.x - floor(s.x));
    sums->s[1][i] = (float)(s.y - floor(s.y));
    sums->s[2][i] = (float)(s.z - floor(s.z));
  }
}

/* exp(2πi turn): sine and cosine of half the angle by their series, within ±π/2. */
static inline void
wave_of(float turn, float *re, float *im)
{
  turn -= (float)(gint32)(turn + (turn < 0.0f ? -0.5f : 0.5f));
  float p = (float)G_PI * turn, p2 = p * p;
  float s = -1.0f / 5040.0f + p2 * (1.0f / 362880.0f - p2 / 39916800.0f);
  float c = 1.0f / 40320.0f + p2 * (-1.0f / 3628800.0f + p2 / 479001600.0f);

  s = p * (1.0f + p2 * (-1.0f / 6.0f + p2 * (1.0f / 120.0f + p2 * s)));
  c = 1.0f + p2 * (-0.5f + p2 * (1.0f / 24.0f + p2 * (-1.0f / 720.0f + p2 * c)));
  *re = 1.0f - 2.0f * s * s;
  *im = 2.0f * s * c;
}

/* Σ exp(2πi h·s) over atoms begin … end − 1. */
static void
add_amplitude(const ReciprocalSums *sums, const int h[3], guint begin, guint end,
              double out[2])
{
  float hx = (float)h[0], hy = (float)h[1], hz = (float)h[2], re[CHUNK], im[CHUNK];

  out[0] = out[1] = 0.0;
  for (guint from = begin; from < end; from += CHUNK) {
    const float *x = sums->s[0] + from, *y = sums->s[1] + from, *z = sums->s[2] + from;
    guint n = MIN(end - from, CHUNK);
    for (guint i = 0; i < n; i++)
      wave_of(hx * x[i] + hy * y[i] + hz * z[i], &re[i], &im[i]);
    for (guint i = 0; i < n; i++) {
      out[0] += re[i];
      out[1] += im[i];
    }
  }
}

static double
n_vectors(const ReciprocalSums *sums)
{
  return fmin(WORK / sums->n_atoms, VECTORS);
}

static double
length_of(const Cell *cell, const int h[3])
{
  Vec3 q = vec3_scale(cell->inverse[0], h[0]);

  q = vec3_mul_add(vec3_mul_add(q, h[1], cell->inverse[1]), h[2], cell->inverse[2]);
  return 2.0 * G_PI * vec3_norm(q);
}

static guint
shell_of(const Cell *cell, const int h[3])
{
  return (guint)(length_of(cell, h) / RECIPROCAL_DQ);
}

static void
add_vector(ReciprocalSums *sums, const Cell *cell, const int h[3])
{
  double q = length_of(cell, h), wave[SPECIES_MAX][2];
  guint shell = shell_of(cell, h);
  double *to = sums->sample + (gsize)shell * width(sums);

  if (shell >= N_SHELL || q <= 0.0)
    return;
  for (guint a = 0; a < sums->n_types; a++)
    add_amplitude(sums, h, sums->first[a], sums->first[a + 1], wave[a]);
  for (guint a = 0; a < sums->n_types; a++)
    for (guint b = 0; b <= a; b++)
      to[pair_index(a, b)] +=
          (wave[a][0] * wave[b][0] + wave[a][1] * wave[b][1]) / sums->n_atoms;
  to[n_pairs(sums)] += q;
  to[n_pairs(sums) + 1] += 1.0;
}

/* Shells from 0 on whose vectors are all taken: half of the work goes there. */
static guint
whole_shells(const ReciprocalSums *sums, const Cell *cell)
{
  double n = 0.5 * n_vectors(sums); /* of half a sphere */
  double q = cbrt(12.0 * G_PI * G_PI * n / cell->volume);

  return MIN((guint)(q / RECIPROCAL_DQ), N_SHELL);
}

/* Of h and −h only one. */
static void
add_all(ReciprocalSums *sums, const Cell *cell, guint n_shells)
{
  int most[3], h[3];

  for (guint k = 0; k < 3; k++)
    most[k] =
        (int)ceil(n_shells * RECIPROCAL_DQ / (2.0 * G_PI) * vec3_norm(cell->vector[k]));
  for (h[0] = 0; h[0] <= most[0]; h[0]++)
    for (h[1] = h[0] ? -most[1] : 0; h[1] <= most[1]; h[1]++)
      for (h[2] = h[0] || h[1] ? -most[2] : 1; h[2] <= most[2]; h[2]++)
        if (shell_of(cell, h) < n_shells)
          add_vector(sums, cell, h);
}

static Vec3
place_in_shell(guint shell, const double u[4])
{
  double q = (shell + u[0]) * RECIPROCAL_DQ / (2.0 * G_PI);
  double z = 2.0 * u[1] - 1.0, side = sqrt(1.0 - z * z), turn = 2.0 * G_PI * u[2];

  return vec3(q * side * cos(turn), q * side * sin(turn), q * z);
}

/* In the other shells the lattice vector nearest to a random place; it belongs to the
 * shell it is in. */
static void
add_some(ReciprocalSums *sums, const Cell *cell, guint n_whole)
{
  guint n = MAX((guint)(0.5 * n_vectors(sums) / N_SHELL), PER_SHELL);

  for (guint shell = n_whole; shell < N_SHELL; shell++)
    for (guint k = 0; k < n; k++) {
      double u[4];
      int h[3];
      rng_uniform4(sums->seed, RNG_ANALYSIS, sums->n_drawn, shell * n + k, u);
      Vec3 at = place_in_shell(shell, u);
      for (guint c = 0; c < 3; c++)
        h[c] = (int)lround(vec3_dot(at, cell->vector[c]));
      if (shell_of(cell, h) >= n_whole)
        add_vector(sums, cell, h);
    }
  sums->n_drawn++;
}

void
reciprocal_sums_add(ReciprocalSums *sums, const Frame *frame)
{
  g_return_if_fail(frame->n_atoms == sums->n_atoms);

  guint n_whole = whole_shells(sums, &frame->cell);
  take_positions(sums, frame);
  memset(sums->sample, 0, N_SHELL * width(sums) * sizeof *sums->sample);
  add_all(sums, &frame->cell, n_whole);
  add_some(sums, &frame->cell, n_whole);
  block_mean_add(sums->mean, sums->sample);
}

void
reciprocal_sums_clear(ReciprocalSums *sums)
{
  block_mean_clear(sums->mean);
}

guint
reciprocal_sums_n_frames(const ReciprocalSums *sums)
{
  return block_mean_n_samples(sums->mean);
}

guint
reciprocal_sums_n_blocks(const ReciprocalSums *sums)
{
  return block_mean_n_blocks(sums->mean);
}

static void
divide(const ReciprocalSums *sums, int leave, guint which, double *out)
{
  double row[SPECIES_MAX * (SPECIES_MAX + 1) / 2 + 2];
  guint n = width(sums);

  for (guint shell = 0; shell < N_SHELL; shell++) {
    block_mean_get(sums->mean, leave, shell * n, n, row);
    out[shell] = row[n - 1] > 0.0 ? row[which] / row[n - 1] : NAN;
  }
}

void
reciprocal_sums_get(const ReciprocalSums *sums, int leave, guint a, guint b, double *out)
{
  divide(sums, leave, pair_index(a, b), out);
}

void
reciprocal_sums_q(const ReciprocalSums *sums, double *out)
{
  divide(sums, -1, n_pairs(sums), out);
}

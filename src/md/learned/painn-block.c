// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "md/learned/painn-block.h"

#include <cblas.h>
#include <math.h>
#include <string.h>

static void
run_layer(const PainnLayer *layer, int n, const double *x, double *y)
{
  cblas_dgemm(CblasRowMajor, CblasNoTrans, CblasTrans, n, layer->out, layer->in, 1.0, x,
              layer->in, layer->weight, layer->in, 0.0, y, layer->out);
  for (int i = 0; layer->bias && i < n; i++)
    for (int k = 0; k < layer->out; k++)
      y[(gsize)i * layer->out + k] += layer->bias[k];
}

static void
layer_back(const PainnLayer *layer, int n, const double *g_y, double *g_x)
{
  cblas_dgemm(CblasRowMajor, CblasNoTrans, CblasNoTrans, n, layer->in, layer->out, 1.0,
              g_y, layer->out, layer->weight, layer->in, 0.0, g_x, layer->in);
}

static void
bend(gsize n, double *y, double *slope)
{
  for (gsize k = 0; k < n; k++) {
    double s = 1.0 / (1.0 + exp(-y[k]));
    slope[k] = s * (1.0 + y[k] * (1.0 - s));
    y[k] *= s;
  }
}

void
painn_pair_run(const PainnPair *pair, int n, const double *x, double *hidden,
               double *slope, double *y)
{
  run_layer(&pair->first, n, x, hidden);
  bend((gsize)n * pair->first.out, hidden, slope);
  run_layer(&pair->second, n, hidden, y);
}

void
painn_pair_back(const PainnPair *pair, int n, const double *g_y, const double *slope,
                double *hidden, double *g_x)
{
  layer_back(&pair->second, n, g_y, hidden);
  for (gsize k = 0; k < (gsize)n * pair->first.out; k++)
    hidden[k] *= slope[k];
  layer_back(&pair->first, n, hidden, g_x);
}

/* Length of V per channel. */
static double
length_of(const double *vw, int units, int a, double epsilon)
{
  double x = vw[a], y = vw[2 * units + a], z = vw[4 * units + a];

  return sqrt(x * x + y * y + z * z + epsilon);
}

/* V · W per channel. */
static double
product_of(const double *vw, int units, int a)
{
  double sum = 0.0;

  for (int k = 0; k < 3; k++)
    sum += vw[2 * k * units + a] * vw[(2 * k + 1) * units + a];
  return sum;
}

void
painn_mix(const PainnBlock *block, int units, double epsilon, int n, double *q,
          double *mu, const PainnMixed *mixed, double *work)
{
  double *context = work, *hidden = work + (gsize)2 * n * units;

  run_layer(&block->channels, 3 * n, mu, mixed->vw);
  for (int i = 0; i < n; i++) {
    memcpy(context + 2 * i * units, q + i * units, units * sizeof *q);
    for (int a = 0; a < units; a++)
      context[(2 * i + 1) * units + a] =
          length_of(mixed->vw + 6 * i * units, units, a, epsilon);
  }
  painn_pair_run(&block->mixing, n, context, hidden, mixed->slope, mixed->abc);
  for (int i = 0; i < n; i++) {
    const double *abc = mixed->abc + 3 * i * units, *vw = mixed->vw + 6 * i * units;
    for (int a = 0; a < units; a++)
      q[i * units + a] += abc[a] + abc[2 * units + a] * product_of(vw, units, a);
    for (int k = 0; k < 3; k++)
      for (int a = 0; a < units; a++)
        mu[(3 * i + k) * units + a] += abc[units + a] * vw[(2 * k + 1) * units + a];
  }
}

/* One atom: gradients by a, b, c, and by V and W except through the length of V. */
static void
products_back(int units, const double *abc, const double *vw, const double *g_q,
              const double *g_mu, double *g_abc, double *g_vw)
{
  for (int a = 0; a < units; a++) {
    double g_b = 0.0, g_s = g_q[a] * abc[2 * units + a];
    for (int k = 0; k < 3; k++) {
      double v = vw[2 * k * units + a], w = vw[(2 * k + 1) * units + a];
      double g = g_mu[k * units + a];
      g_b += g * w;
      g_vw[2 * k * units + a] = g_s * w;
      g_vw[(2 * k + 1) * units + a] = g_s * v + g * abc[units + a];
    }
    g_abc[a] = g_q[a];
    g_abc[units + a] = g_b;
    g_abc[2 * units + a] = g_q[a] * product_of(vw, units, a);
  }
}

void
painn_mix_back(const PainnBlock *block, int units, double epsilon, int n,
               const PainnMixed *mixed, double *g_q, double *g_mu, double *work)
{
  gsize size = (gsize)n * units;
  double *g_vw = work, *g_abc = work + 6 * size, *hidden = work + 9 * size;
  double *g_context = work + 10 * size;

  for (int i = 0; i < n; i++)
    products_back(units, mixed->abc + 3 * i * units, mixed->vw + 6 * i * units,
                  g_q + i * units, g_mu + 3 * i * units, g_abc + 3 * i * units,
                  g_vw + 6 * i * units);
  painn_pair_back(&block->mixing, n, g_abc, mixed->slope, hidden, g_context);
  for (int i = 0; i < n; i++) {
    const double *vw = mixed->vw + 6 * i * units;
    for (int a = 0; a < units; a++) {
      double g = g_context[(2 * i + 1) * units + a] / length_of(vw, units, a, epsilon);
      g_q[i * units + a] += g_context[2 * i * units + a];
      for (int k = 0; k < 3; k++)
        g_vw[(6 * i + 2 * k) * units + a] += g * vw[2 * k * units + a];
    }
  }
  /* 3 n rows of V and W, back to μ; abc is spent */
  layer_back(&block->channels, 3 * n, g_vw, g_abc);
  for (gsize k = 0; k < 3 * size; k++)
    g_mu[k] += g_abc[k];
}

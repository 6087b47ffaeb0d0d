// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "md/learned/deepmd-fit.h"

#include <cblas.h>
#include <math.h>
#include <string.h>

#include "base/aligned.h"

struct DeepmdFit {
  gsize rows; /* numbers of n rows of the widest layer */
  double *value[2];
  double **slope; /* per layer: ∂y/∂(x W + b) before what is added */
  guint n_layers;
};

DeepmdFit *
deepmd_fit_new(const DeepmdNet *net, guint n_nets, int n)
{
  DeepmdFit *fit = g_new0(DeepmdFit, 1);
  int widest = 1;

  for (guint k = 0; k < n_nets; k++) {
    fit->n_layers = MAX(fit->n_layers, net[k].n);
    for (guint l = 0; l < net[k].n; l++)
      widest = MAX(widest, net[k].layer[l].out);
  }
  fit->rows = (gsize)n * widest;
  for (int i = 0; i < 2; i++)
    fit->value[i] = ALIGNED_NEW0(double, fit->rows);
  fit->slope = g_new0(double *, fit->n_layers);
  for (guint l = 0; l < fit->n_layers; l++)
    fit->slope[l] = ALIGNED_NEW0(double, fit->rows);
  return fit;
}

void
deepmd_fit_free(DeepmdFit *fit)
{
  if (!fit)
    return;
  for (guint l = 0; l < fit->n_layers; l++)
    aligned_free(fit->slope[l]);
  g_free(fit->slope);
  aligned_free(fit->value[0]);
  aligned_free(fit->value[1]);
  g_free(fit);
}

static void
bend(const DeepmdLayer *layer, int n, double *y, double *slope)
{
  for (gsize k = 0; k < (gsize)n * layer->out; k++) {
    int column = k % layer->out;
    double step = layer->step ? layer->step[column] : 1.0;
    double z = y[k] + (layer->bias ? layer->bias[column] : 0.0);
    double t = layer->bent ? tanh(z) : z;
    slope[k] = layer->bent ? step * (1.0 - t * t) : step;
    y[k] = step * t;
  }
}

static void
forward(const DeepmdLayer *layer, int n, const double *x, double *y, double *slope)
{
  cblas_dgemm(CblasRowMajor, CblasNoTrans, CblasNoTrans, n, layer->out, layer->in, 1.0, x,
              layer->in, layer->weight, layer->out, 0.0, y, layer->out);
  bend(layer, n, y, slope);
  for (int i = 0; i < n; i++)
    for (int s = 0; s < layer->n_skips; s++)
      for (int k = 0; k < layer->in; k++)
        y[(gsize)i * layer->out + s * layer->in + k] += x[(gsize)i * layer->in + k];
}

/* From the gradient by a layer's output to that by its input; slope is spent. */
static void
backward(const DeepmdLayer *layer, int n, const double *g_out, double *slope,
         double *g_in)
{
  for (gsize k = 0; k < (gsize)n * layer->out; k++)
    slope[k] *= g_out[k];
  cblas_dgemm(CblasRowMajor, CblasNoTrans, CblasTrans, n, layer->in, layer->out, 1.0,
              slope, layer->out, layer->weight, layer->out, 0.0, g_in, layer->in);
  for (int i = 0; i < n; i++)
    for (int s = 0; s < layer->n_skips; s++)
      for (int k = 0; k < layer->in; k++)
        g_in[(gsize)i * layer->in + k] +=
            g_out[(gsize)i * layer->out + s * layer->in + k];
}

void
deepmd_fit_run(DeepmdFit *fit, const DeepmdNet *net, int n, const double *x,
               double *output, double *gradient)
{
  const double *in = x;
  double *g = fit->value[0];

  for (guint l = 0; l < net->n; l++) {
    forward(&net->layer[l], n, in, fit->value[l % 2], fit->slope[l]);
    in = fit->value[l % 2];
  }
  memcpy(output, in, n * sizeof(double));
  for (int i = 0; i < n; i++)
    g[i] = 1.0;
  for (guint l = net->n; l > 0; l--) {
    double *to = l == 1 ? gradient : fit->value[g == fit->value[0]];
    backward(&net->layer[l - 1], n, g, fit->slope[l - 1], to);
    g = to;
  }
}

// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "md/learned/painn-filter.h"

#include <math.h>

#include "base/aligned.h"
#include "md/learned/quintic.h"

/* Knots per width of the narrowest Gaussian: an error of 1e-11 of a weight */
#define KNOTS_PER_WIDTH 16

struct PainnFilter {
  int units, width; /* 3 units; times the blocks that have one of their own */
  gboolean shared;
  int n; /* pieces */
  double step;
  double *row;
};

/* C and its derivatives. */
static void
envelope(double r, double r_cut, double c[QUINTIC_ROWS])
{
  double k = G_PI / r_cut;

  c[0] = 0.5 * (cos(k * r) + 1.0);
  c[1] = -0.5 * k * sin(k * r);
  c[2] = -0.5 * k * k * cos(k * r);
}

/* Of one function: rows of a knot at r, in the model's own length. */
static void
fill_knot(const PainnModel *model, double r, double h, double *row, int width)
{
  const double *weight = painn_model_get(model, "representation.filter_net.weight");
  const double *bias = painn_model_get(model, "representation.filter_net.bias");
  const double *offset = painn_model_get(model, "representation.radial_basis.offsets");
  const double *sigma = painn_model_get(model, "representation.radial_basis.widths");
  int n = model->n_radial;
  double c[QUINTIC_ROWS];
  g_autofree double *phi = g_new(double, QUINTIC_ROWS *n);

  envelope(r, *painn_model_get(model, "representation.cutoff_fn.cutoff"), c);
  for (int g = 0; g < n; g++) {
    double x = (r - offset[g]) / sigma[g], value = exp(-0.5 * x * x);
    phi[g] = value;
    phi[n + g] = -x / sigma[g] * value;
    phi[2 * n + g] = (x * x - 1.0) / (sigma[g] * sigma[g]) * value;
  }
  for (int k = 0; k < width; k++) {
    double f[QUINTIC_ROWS] = {bias[k], 0.0, 0.0};
    for (int d = 0; d < QUINTIC_ROWS; d++)
      for (int g = 0; g < n; g++)
        f[d] += weight[k * n + g] * phi[d * n + g];
    row[k] = f[0] * c[0];
    row[width + k] = h * (f[1] * c[0] + f[0] * c[1]);
    row[2 * width + k] = h * h * (f[2] * c[0] + 2.0 * f[1] * c[1] + f[0] * c[2]);
  }
}

PainnFilter *
painn_filter_new(const PainnModel *model)
{
  PainnFilter *filter = g_new0(PainnFilter, 1);
  const double *sigma = painn_model_get(model, "representation.radial_basis.widths");
  double r_cut = model->base.r_cut / model->length_unit, least = 0.1 * r_cut;

  for (int g = 0; g < model->n_radial; g++)
    least = fmin(least, fmax(fabs(sigma[g]), 1e-3 * r_cut));
  filter->units = model->units;
  filter->shared = model->share_filters;
  filter->width = 3 * model->units * (model->share_filters ? 1 : model->n_blocks);
  filter->n = ceil(KNOTS_PER_WIDTH * r_cut / least);
  filter->step = model->base.r_cut / filter->n;
  filter->row =
      ALIGNED_NEW0(double, (gsize)QUINTIC_ROWS *(filter->n + 1) * filter->width);
  for (int k = 0; k <= filter->n; k++)
    fill_knot(model, k * r_cut / filter->n, r_cut / filter->n,
              filter->row + (gsize)k * QUINTIC_ROWS * filter->width, filter->width);
  return filter;
}

void
painn_filter_free(PainnFilter *filter)
{
  if (!filter)
    return;
  aligned_free(filter->row);
  g_free(filter);
}

void
painn_filter_evaluate(const PainnFilter *filter, int block, double r, double *value,
                      double *slope)
{
  int k = CLAMP((int)(r / filter->step), 0, filter->n - 1), width = 3 * filter->units;
  double t = r / filter->step - k;
  const double *row = filter->row + (gsize)k * QUINTIC_ROWS * filter->width +
                      (filter->shared ? 0 : block * width);
  QuinticTaps taps = quintic_value(t);

  quintic_combine(width, filter->width, row, &taps, value);
  if (!slope)
    return;
  taps = quintic_slope(t, filter->step);
  quintic_combine(width, filter->width, row, &taps, slope);
}

// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "md/learned/deepmd-table.h"

#include <math.h>
#include <string.h>

#include "base/aligned.h"
#include "md/learned/quintic.h"

#define FEWEST    256
#define MOST      4096
#define TOLERANCE 1e-13

struct DeepmdTable {
  const DeepmdNet *net; /* of the model, which outlives the table */
  int width, widest;
  double low, step;
  int n;       /* pieces; 0: none, the network is evaluated */
  double *row; /* QUINTIC_ROWS · (n + 1) */
};

/* --- the network, with derivatives by its input --- */

static void
bend(int n, double *y, double *d, double *c)
{
  for (int k = 0; k < n; k++) {
    double t = tanh(y[k]), s = 1.0 - t * t;
    c[k] = s * c[k] - 2.0 * t * s * d[k] * d[k];
    d[k] *= s;
    y[k] = t;
  }
}

/* One of value, slope and curvature through the linear part of a layer. */
static void
multiply(const DeepmdLayer *layer, const double *x, const double *bias, double *y)
{
  for (int k = 0; k < layer->out; k++)
    y[k] = bias ? bias[k] : 0.0;
  for (int i = 0; i < layer->in; i++)
    for (int k = 0; k < layer->out; k++)
      y[k] += x[i] * layer->weight[(gsize)i * layer->out + k];
}

static void
finish_row(const DeepmdLayer *layer, const double *x, double *y)
{
  for (int k = 0; layer->step && k < layer->out; k++)
    y[k] *= layer->step[k];
  for (int s = 0; s < layer->n_skips; s++)
    for (int i = 0; i < layer->in; i++)
      y[s * layer->in + i] += x[i];
}

/* work: two times three rows of the widest layer. Returns the last three rows. */
static const double *
run_network(const DeepmdTable *table, double x, double *work)
{
  int widest = table->widest;
  double *in = work, *out = work + QUINTIC_ROWS * widest;

  in[0] = x;
  in[widest] = 1.0;
  in[2 * widest] = 0.0;
  for (guint l = 0; l < table->net->n; l++) {
    const DeepmdLayer *layer = &table->net->layer[l];
    for (int r = 0; r < QUINTIC_ROWS; r++)
      multiply(layer, in + r * widest, r == 0 ? layer->bias : NULL, out + r * widest);
    if (layer->bent)
      bend(layer->out, out, out + widest, out + 2 * widest);
    for (int r = 0; r < QUINTIC_ROWS; r++)
      finish_row(layer, in + r * widest, out + r * widest);
    double *other = in;
    in = out;
    out = other;
  }
  return in;
}

/* --- pieces --- */

static void
fill_knots(DeepmdTable *table, int n, double high, double *work)
{
  table->n = n;
  table->step = (high - table->low) / n;
  aligned_free(table->row);
  table->row = ALIGNED_NEW0(double, (gsize)QUINTIC_ROWS *(n + 1) * table->width);
  int out = table->net->layer[table->net->n - 1].out;
  for (int k = 0; k <= n; k++) {
    const double *y = run_network(table, table->low + k * table->step, work);
    double *row = table->row + (gsize)k * QUINTIC_ROWS * table->width, scale = 1.0;
    for (int r = 0; r < QUINTIC_ROWS; r++, scale *= table->step)
      for (int a = 0; a < out; a++)
        row[r * table->width + a] = scale * y[r * table->widest + a];
  }
}

static gboolean
agrees(const DeepmdTable *table, double *work)
{
  g_autofree double *value = g_new(double, table->width);
  int out = table->net->layer[table->net->n - 1].out;
  QuinticTaps taps = quintic_value(0.5);

  for (int k = 0; k < table->n; k++) {
    const double *y = run_network(table, table->low + (k + 0.5) * table->step, work);
    quintic_combine(table->width, table->width,
                    table->row + (gsize)k * QUINTIC_ROWS * table->width, &taps, value);
    for (int a = 0; a < out; a++)
      if (!(fabs(value[a] - y[a]) <= TOLERANCE * fmax(1.0, fabs(y[a]))))
        return FALSE;
  }
  return TRUE;
}

DeepmdTable *
deepmd_table_new(const DeepmdNet *net, double low, double high)
{
  DeepmdTable *table = g_new0(DeepmdTable, 1);
  int out = net->layer[net->n - 1].out, n = FEWEST;

  table->net = net;
  table->low = low;
  table->width = (out + LANES - 1) / LANES * LANES;
  table->widest = 1;
  for (guint l = 0; l < net->n; l++)
    table->widest = MAX(table->widest, net->layer[l].out);
  if (!(high > low))
    return table;
  g_autofree double *work = g_new0(double, deepmd_table_work(table));
  do
    fill_knots(table, n, high, work);
  while (!agrees(table, work) && (n *= 2) <= MOST);
  if (n > MOST)
    table->n = 0;
  return table;
}

void
deepmd_table_free(DeepmdTable *table)
{
  if (!table)
    return;
  aligned_free(table->row);
  g_free(table);
}

int
deepmd_table_width(const DeepmdTable *table)
{
  return table->width;
}

gsize
deepmd_table_work(const DeepmdTable *table)
{
  return (gsize)2 * QUINTIC_ROWS * table->widest;
}

static void
evaluate_network(const DeepmdTable *table, double x, double *work, double *value,
                 double *slope)
{
  const double *y = run_network(table, x, work);
  gsize size = table->net->layer[table->net->n - 1].out * sizeof(double);

  memset(value, 0, table->width * sizeof(double));
  memcpy(value, y, size);
  if (!slope)
    return;
  memset(slope, 0, table->width * sizeof(double));
  memcpy(slope, y + table->widest, size);
}

void
deepmd_table_evaluate(const DeepmdTable *table, double x, double *work, double *value,
                      double *slope)
{
  double at = table->n > 0 ? (x - table->low) / table->step : -1.0;

  if (!(at >= 0.0 && at < table->n)) {
    evaluate_network(table, x, work, value, slope);
    return;
  }
  int k = at;
  const double *row = table->row + (gsize)k * QUINTIC_ROWS * table->width;
  QuinticTaps taps = quintic_value(at - k);
  quintic_combine(table->width, table->width, row, &taps, value);
  if (!slope)
    return;
  taps = quintic_slope(at - k, table->step);
  quintic_combine(table->width, table->width, row, &taps, slope);
}

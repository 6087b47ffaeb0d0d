// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "md/learned/deepmd-table.h"

#include <math.h>
#include <string.h>

#include "base/aligned.h"

#define FEWEST    256
#define MOST      4096
#define TOLERANCE 1e-13
#define ROWS      3 /* value, h · slope, h² · curvature of a knot */

struct DeepmdTable {
  const DeepmdNet *net; /* of the model, which outlives the table */
  int width, widest;
  double low, step;
  int n;       /* pieces; 0: none, the network is evaluated */
  double *row; /* ROWS · (n + 1) */
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
  double *in = work, *out = work + ROWS * widest;

  in[0] = x;
  in[widest] = 1.0;
  in[2 * widest] = 0.0;
  for (guint l = 0; l < table->net->n; l++) {
    const DeepmdLayer *layer = &table->net->layer[l];
    for (int r = 0; r < ROWS; r++)
      multiply(layer, in + r * widest, r == 0 ? layer->bias : NULL, out + r * widest);
    if (layer->bent)
      bend(layer->out, out, out + widest, out + 2 * widest);
    for (int r = 0; r < ROWS; r++)
      finish_row(layer, in + r * widest, out + r * widest);
    double *other = in;
    in = out;
    out = other;
  }
  return in;
}

/* --- pieces --- */

typedef struct {
  double weight[2 * ROWS];
} Taps;

/* Weights of the rows of both knots at t of the way between them. */
static Taps
value_taps(double t)
{
  double t3 = t * t * t, t4 = t3 * t, t5 = t4 * t;

  return (Taps){{1.0 - 10.0 * t3 + 15.0 * t4 - 6.0 * t5, t - 6.0 * t3 + 8.0 * t4 - 3 * t5,
                 0.5 * t * t - 1.5 * t3 + 1.5 * t4 - 0.5 * t5,
                 10.0 * t3 - 15.0 * t4 + 6.0 * t5, -4.0 * t3 + 7.0 * t4 - 3.0 * t5,
                 0.5 * t3 - t4 + 0.5 * t5}};
}

static Taps
slope_taps(double t, double step)
{
  double f = 1.0 / step, t2 = t * t, t3 = t2 * t, t4 = t3 * t;

  return (Taps){
      {f * (-30.0 * t2 + 60.0 * t3 - 30.0 * t4),
       f * (1.0 - 18.0 * t2 + 32.0 * t3 - 15.0 * t4),
       f * (t - 4.5 * t2 + 6.0 * t3 - 2.5 * t4), f * (30.0 * t2 - 60.0 * t3 + 30.0 * t4),
       f * (-12.0 * t2 + 28.0 * t3 - 15.0 * t4), f * (1.5 * t2 - 4.0 * t3 + 2.5 * t4)}};
}

DEEPMD_WIDE static void
combine(int width, const double *row, const Taps *taps, double *restrict to)
{
  const double *w = taps->weight;

  for (int k = 0; k < width; k++)
    to[k] = w[0] * row[k] + w[1] * row[width + k] + w[2] * row[2 * width + k] +
            w[3] * row[3 * width + k] + w[4] * row[4 * width + k] +
            w[5] * row[5 * width + k];
}

static void
fill_knots(DeepmdTable *table, int n, double high, double *work)
{
  table->n = n;
  table->step = (high - table->low) / n;
  aligned_free(table->row);
  table->row = ALIGNED_NEW0(double, (gsize)ROWS *(n + 1) * table->width);
  int out = table->net->layer[table->net->n - 1].out;
  for (int k = 0; k <= n; k++) {
    const double *y = run_network(table, table->low + k * table->step, work);
    double *row = table->row + (gsize)k * ROWS * table->width, scale = 1.0;
    for (int r = 0; r < ROWS; r++, scale *= table->step)
      for (int a = 0; a < out; a++)
        row[r * table->width + a] = scale * y[r * table->widest + a];
  }
}

static gboolean
agrees(const DeepmdTable *table, double *work)
{
  g_autofree double *value = g_new(double, table->width);
  int out = table->net->layer[table->net->n - 1].out;
  Taps taps = value_taps(0.5);

  for (int k = 0; k < table->n; k++) {
    const double *y = run_network(table, table->low + (k + 0.5) * table->step, work);
    combine(table->width, table->row + (gsize)k * ROWS * table->width, &taps, value);
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
  table->width = (out + DEEPMD_LANES - 1) / DEEPMD_LANES * DEEPMD_LANES;
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
  return (gsize)2 * ROWS * table->widest;
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
  const double *row = table->row + (gsize)k * ROWS * table->width;
  Taps taps = value_taps(at - k);
  combine(table->width, row, &taps, value);
  if (!slope)
    return;
  taps = slope_taps(at - k, table->step);
  combine(table->width, row, &taps, slope);
}

// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "analysis/temperature-bins.h"

#include <math.h>

#include "analysis/block-mean.h"

#define BINS 1200

typedef struct {
  guint epoch;
  BlockMean *mean; /* temperature, then the values; owned */
} Bin;

struct TemperatureBins {
  guint n_values;
  guint epoch;
  guint n;       /* bins with samples */
  Bin bin[BINS]; /* mean NULL: never visited */
};

TemperatureBins *
temperature_bins_new(guint n_values)
{
  TemperatureBins *bins = g_new0(TemperatureBins, 1);

  bins->n_values = n_values;
  return bins;
}

void
temperature_bins_free(TemperatureBins *bins)
{
  if (!bins)
    return;
  for (guint i = 0; i < BINS; i++)
    block_mean_free(bins->bin[i].mean);
  g_free(bins);
}

double
temperature_bins_of(const Frame *frame)
{
  if (isfinite(frame->target))
    return frame->target;
  return frame->has_thermo ? frame->thermo.temperature : NAN;
}

void
temperature_bins_add(TemperatureBins *bins, const Frame *frame, const double *values)
{
  double temperature = temperature_bins_of(frame);
  g_autofree double *sample = g_new(double, bins->n_values + 1);

  if (!(temperature >= 0.0) || temperature >= BINS * TEMPERATURE_BINS_WIDTH)
    return;
  Bin *bin = &bins->bin[(guint)(temperature / TEMPERATURE_BINS_WIDTH)];
  if (!bin->mean) {
    bin->mean = block_mean_new(bins->n_values + 1);
    bins->n++;
  } else if (bin->epoch != bins->epoch) {
    block_mean_clear(bin->mean);
  }
  bin->epoch = bins->epoch;
  sample[0] = temperature;
  for (guint v = 0; v < bins->n_values; v++)
    sample[v + 1] = values[v];
  block_mean_add(bin->mean, sample);
}

void
temperature_bins_begin_epoch(TemperatureBins *bins)
{
  bins->epoch++;
}

guint
temperature_bins_n(const TemperatureBins *bins)
{
  return bins->n;
}

Series *
temperature_bins_add_series(const TemperatureBins *bins, Chart *chart, const char *name,
                            guint value)
{
  Series *series = chart_add_series(chart, name, SERIES_LINE, bins->n, TRUE);
  guint n = 0;

  for (guint i = 0; i < BINS; i++) {
    const BlockMean *mean = bins->bin[i].mean;
    if (!mean)
      continue;
    block_mean_get(mean, -1, 0, 1, &series->x[n]);
    block_mean_get(mean, -1, value + 1, 1, &series->y[n]);
    series->error[n++] = block_mean_error(mean, value + 1);
  }
  return series;
}

// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* Numbers against temperature, every 10 K: what a quench or a heating leaves behind. Bins
 * that are visited again after a steering action begin anew, so that the newest passage
 * is seen. Memory: at most 1,200 bins. One thread. */
#pragma once

#include <glib.h>

#include "model/frame.h"
#include "model/series.h"

#define TEMPERATURE_BINS_WIDTH 10.0 /* K */

typedef struct TemperatureBins TemperatureBins;

TemperatureBins *temperature_bins_new(guint n_values);
void temperature_bins_free(TemperatureBins *bins);

/* The temperature of a frame, K: what was asked for, else what the atoms have, else NAN.
 */
double temperature_bins_of(const Frame *frame);
/* Adds to the bin of the frame's temperature; nothing when that is not known. */
void temperature_bins_add(TemperatureBins *bins, const Frame *frame,
                          const double *values);
void temperature_bins_begin_epoch(TemperatureBins *bins);

/* Bins with samples. */
guint temperature_bins_n(const TemperatureBins *bins);
/* The curve of one value in chart: mean temperatures of the bins, means, block errors. */
Series *temperature_bins_add_series(const TemperatureBins *bins, Chart *chart,
                                    const char *name, guint value);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(TemperatureBins, temperature_bins_free)

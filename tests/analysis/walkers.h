// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* Small glasses whose answers are known, for the tests of the observers. */
#pragma once

#include "analysis/observer.h"
#include "io/structure-file.h"

/* A cube of the given edge with n atoms of each symbol, one after the other, all at the
 * origin. End with NULL. */
Frame *walkers_glass(double edge, const char *symbol, guint n,
                     ...) G_GNUC_NULL_TERMINATED;
/* Independent copy k steps of dt later. */
Frame *walkers_next(const Frame *frame, double dt);
/* Adds a normal step of sigma (Å per direction) to every atom of a type; step and seed
 * choose the random numbers. */
void walkers_step(Frame *frame, guint type, double sigma, guint64 seed);

/* All frames of a file of tests/data, through the reader (element type Frame*). */
GPtrArray *walkers_read(const char *name);
/* Feeds all of them; asserts that none is refused. */
void walkers_feed(Observer *observer, const GPtrArray *frames);

/* Value and error of a scalar of a chart; asserts that it is there. */
double walkers_scalar(const Chart *chart, const char *key, const char *label,
                      double *error);
/* Curve of a chart by name, not a ghost, or NULL. */
const Series *walkers_series(const Chart *chart, const char *name);
/* Index of the point of a curve nearest to x. */
guint walkers_point(const Series *series, double x);

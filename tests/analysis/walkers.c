// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "walkers.h"

#include <stdarg.h>

#include "base/rng.h"

Frame *
walkers_glass(double edge, const char *symbol, guint n, ...)
{
  SpeciesList *species = species_list_new();
  guint count[SPECIES_MAX], total = 0;
  va_list args;

  va_start(args, n);
  for (guint type = 0; symbol; type++) {
    g_assert_cmpint(species_list_add(species, element_lookup(symbol)), ==, type);
    count[type] = n;
    total += n;
    symbol = va_arg(args, const char *);
    n = symbol ? va_arg(args, guint) : 0;
  }
  va_end(args);

  Frame *frame = frame_new(species, total, 0);
  guint atom = 0;
  for (guint8 type = 0; type < species->n; type++)
    for (guint k = 0; k < count[type]; k++)
      frame->type[atom++] = type;
  frame->cell = cell_cubic(edge);
  species_list_unref(species);
  return frame;
}

Frame *
walkers_next(const Frame *frame, double dt)
{
  Frame *next = frame_copy(frame, 0);

  next->step++;
  next->time = (double)next->step * dt;
  return next;
}

void
walkers_step(Frame *frame, guint type, double sigma, guint64 seed)
{
  double normal[4];

  for (guint i = 0; i < frame->n_atoms; i++) {
    if (frame->type[i] != type)
      continue;
    rng_normal4(seed, RNG_TEST, (guint64)frame->step, i, normal);
    frame->position[i] =
        vec3_mul_add(frame->position[i], sigma, vec3(normal[0], normal[1], normal[2]));
  }
}

GPtrArray *
walkers_read(const char *name)
{
  g_autofree char *path = g_test_build_filename(G_TEST_DIST, "data", name, NULL);
  g_autoptr(GError) error = NULL;
  g_autoptr(TrajectoryReader) reader = trajectory_reader_open(path, &error);
  GPtrArray *frames = g_ptr_array_new_with_free_func((GDestroyNotify)frame_unref);
  Frame *frame;

  g_assert_no_error(error);
  while ((frame = trajectory_reader_next(reader, &error)))
    g_ptr_array_add(frames, frame);
  g_assert_no_error(error);
  return frames;
}

void
walkers_feed(Observer *observer, const GPtrArray *frames)
{
  g_autoptr(GError) error = NULL;

  for (guint i = 0; i < frames->len; i++) {
    observer_add_frame(observer, g_ptr_array_index(frames, i), &error);
    g_assert_no_error(error);
  }
}

double
walkers_scalar(const Chart *chart, const char *key, const char *label, double *error)
{
  for (guint i = 0; i < chart->scalars->len; i++) {
    const ChartScalar *scalar = g_ptr_array_index(chart->scalars, i);
    if (!g_str_equal(scalar->key, key) || !g_str_equal(scalar->label, label))
      continue;
    if (error)
      *error = scalar->error;
    return scalar->value;
  }
  g_error("no %s of %s in the chart %s", key, label, chart->id);
  return NAN;
}

const Series *
walkers_series(const Chart *chart, const char *name)
{
  for (guint i = 0; i < chart->series->len; i++) {
    const Series *series = g_ptr_array_index(chart->series, i);
    if (!series->ghost && g_str_equal(series->name, name))
      return series;
  }
  return NULL;
}

guint
walkers_point(const Series *series, double x)
{
  guint best = 0;

  for (guint i = 1; i < series->n; i++)
    if (fabs(series->x[i] - x) < fabs(series->x[best] - x))
      best = i;
  return best;
}

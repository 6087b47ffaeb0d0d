// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "analysis/van-hove-distinct.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#include "analysis/displacement.h"
#include "analysis/frame-check.h"
#include "analysis/ghosts.h"
#include "analysis/ion-choice.h"
#include "model/format-number.h"

#define DR        0.1 /* Å */
#define BINS      100
#define N_LAGS    5
#define RING      65 /* samples: the longest lag and the present one */
#define CENTRES   256
#define NEAR      1.0 /* Å */
#define NEAR_BINS 10

static const guint lags[N_LAGS] = {0, 1, 4, 16, 64}; /* samples */

/* Of one lag. */
typedef struct {
  guint64 count[BINS];
  double expected; /* Å⁻³: Σ over centres of (N − 1)/V */
  guint n_samples;
} Counts;

typedef struct {
  Observer observer;
  char *symbol; /* asked for, or NULL; owned */
  FrameCheck check;
  Displacement displacement;
  const Element *element; /* NULL before the first frame, or when nothing is mobile */
  guint n_bins;
  float *ring; /* RING samples of x, y, z of the ions, inside the cell; owned */
  guint64 n_samples;
  guint next_centre;
  Counts counts[N_LAGS];
  Ghosts ghosts;
} Distinct;

static void
begin(Distinct *distinct, const Frame *frame, int type)
{
  g_autoptr(GArray) ions = ion_choice_atoms(frame, type);
  double range = 0.5 * cell_smallest_height(&frame->cell);

  displacement_init(&distinct->displacement, frame, DRIFT_ALL,
                    (const guint32 *)ions->data, ions->len);
  distinct->element = frame->species->element[type];
  distinct->n_bins = (guint)CLAMP(floor(range / DR + 1e-6), 1.0, (double)BINS);
  distinct->ring = g_new(float, 3 * (gsize)RING * ions->len);
}

static float *
sample_at(const Distinct *distinct, guint64 number)
{
  return distinct->ring + number % RING * 3 * distinct->displacement.n;
}

static void
store_sample(Distinct *distinct, const Frame *frame)
{
  const Displacement *displacement = &distinct->displacement;
  guint n = displacement->n;
  float *sample = sample_at(distinct, distinct->n_samples);

  for (guint i = 0; i < n; i++) {
    Vec3 u = vec3(displacement->x[i], displacement->y[i], displacement->z[i]);
    Vec3 r = cell_wrap(&frame->cell, vec3_add(displacement->origin[i], u));
    sample[i] = (float)r.x;
    sample[i + n] = (float)r.y;
    sample[i + 2 * n] = (float)r.z;
  }
}

static void
count_distance(Distinct *distinct, Counts *counts, float r2)
{
  guint bin = (guint)(sqrtf(r2) * (float)(1.0 / DR));

  if (bin < distinct->n_bins)
    counts->count[bin]++;
}

static float
nearest(float d, float edge)
{
  d = d > 0.5f * edge ? d - edge : d;
  return d < -0.5f * edge ? d + edge : d;
}

/* Distances from one place to all ions but one, in a box along the axes. */
static void
count_in_box(Distinct *distinct, Counts *counts, const float *now, const float r[3],
             guint self, const Cell *cell)
{
  guint n = distinct->displacement.n;
  float a = (float)cell->vector[0].x, b = (float)cell->vector[1].y;
  float c = (float)cell->vector[2].z;
  float range = (float)(distinct->n_bins * DR), range2 = range * range;

  for (guint j = 0; j < n; j++) {
    float x = nearest(now[j] - r[0], a);
    float y = nearest(now[j + n] - r[1], b);
    float z = nearest(now[j + 2 * n] - r[2], c);
    float r2 = x * x + y * y + z * z;
    if (r2 < range2 && j != self)
      count_distance(distinct, counts, r2);
  }
}

static void
count_in_cell(Distinct *distinct, Counts *counts, const float *now, const float r[3],
              guint self, const Cell *cell)
{
  guint n = distinct->displacement.n;

  for (guint j = 0; j < n; j++) {
    Vec3 d = vec3(now[j] - r[0], now[j + n] - r[1], now[j + 2 * n] - r[2]);
    if (j != self)
      count_distance(distinct, counts, (float)vec3_norm2(cell_minimum_image(cell, d)));
  }
}

static void
count_lag(Distinct *distinct, guint lag, const Cell *cell, guint first, guint n_centres)
{
  guint n = distinct->displacement.n;
  Counts *counts = &distinct->counts[lag];
  const float *now = sample_at(distinct, distinct->n_samples);
  const float *then = sample_at(distinct, distinct->n_samples - lags[lag]);
  gboolean box = cell_is_orthorhombic(cell);

  for (guint k = 0; k < n_centres; k++) {
    guint i = (first + k) % n;
    const float r[3] = {then[i], then[i + n], then[i + 2 * n]};
    if (box)
      count_in_box(distinct, counts, now, r, i, cell);
    else
      count_in_cell(distinct, counts, now, r, i, cell);
  }
  counts->expected += n_centres * (n - 1.0) / cell->volume;
  counts->n_samples++;
}

static gboolean
distinct_add_frame(Observer *self, const Frame *frame, GError **error)
{
  Distinct *distinct = (Distinct *)self;
  int type;

  if (!ion_choice_type(distinct->symbol, frame, &type, error) ||
      !frame_check(&distinct->check, frame, TRUE, error))
    return FALSE;
  if (!distinct->element && type >= 0)
    begin(distinct, frame, type);
  if (!distinct->element)
    return TRUE;
  displacement_take(&distinct->displacement, frame);
  store_sample(distinct, frame);
  guint n = distinct->displacement.n, n_centres = MIN(n, CENTRES);
  for (guint lag = 0; lag < N_LAGS && lags[lag] <= distinct->n_samples; lag++)
    count_lag(distinct, lag, &frame->cell, distinct->next_centre, n_centres);
  distinct->next_centre = (distinct->next_centre + n_centres) % n;
  distinct->n_samples++;
  return TRUE;
}

static void
distinct_begin_epoch(Observer *self)
{
  Distinct *distinct = (Distinct *)self;

  if (distinct->counts[1].n_samples > 0)
    ghosts_take(&distinct->ghosts, observer_chart(self), observer_temperature(self));
  frame_check_begin_epoch(&distinct->check);
  distinct->n_samples = 0;
  memset(distinct->counts, 0, sizeof distinct->counts);
}

static double
lag_time(const Distinct *distinct, guint lag)
{
  return lags[lag] * frame_check_spacing(&distinct->check);
}

static double
shell_volume(double r)
{
  return 4.0 / 3.0 * G_PI * r * r * r;
}

static void
add_curve(const Distinct *distinct, Chart *chart, guint lag, gboolean last)
{
  const Counts *counts = &distinct->counts[lag];
  g_autofree char *time = number_format_short(lag_time(distinct, lag), 2);
  g_autofree char *name = g_strdup_printf("%s ps", time);
  Series *series = chart_add_series(chart, name, last ? SERIES_FILL : SERIES_LINE,
                                    distinct->n_bins, FALSE);

  series_set_species(series, distinct->element->symbol);
  for (guint c = 0; c < 3 && !last; c++)
    series->rgb[c] += (0.6f - series->rgb[c]) * (float)(N_LAGS - lag) / (N_LAGS + 1);
  for (guint bin = 0; bin < distinct->n_bins; bin++) {
    double volume = shell_volume((bin + 1) * DR) - shell_volume(bin * DR);
    series->x[bin] = (bin + 0.5) * DR;
    series->y[bin] = (double)counts->count[bin] / (counts->expected * volume);
  }
}

static void
add_replacement(const Distinct *distinct, Chart *chart, guint lag, gboolean last)
{
  const Counts *counts = &distinct->counts[lag];
  g_autofree char *time = number_format_short(lag_time(distinct, lag), 2);
  g_autofree char *label = g_strdup_printf("%s ps", time);
  double expected = counts->expected * shell_volume(NEAR), found = 0.0;

  for (guint bin = 0; bin < MIN(NEAR_BINS, distinct->n_bins); bin++)
    found += (double)counts->count[bin];
  double height = found / expected;
  chart_add_scalar(chart, "replacement", label, height, sqrt(found) / expected, NULL);
  if (!last)
    return;
  g_autofree char *text = number_format_fixed(height, 2);
  /* Translators: mean of G_d near the place that an ion had, after a time */
  chart_take_value(chart,
                   g_strdup_printf(_("G_d/ρ = %s within 1 Å after %s"), text, label));
  gboolean replaced = height > 1.0;
  chart_take_verdict(chart, replaced ? VERDICT_NOTICE : VERDICT_NONE,
                     g_strdup(replaced ? _("replacement") : _("no replacement")));
}

static Chart *
distinct_chart(Observer *self)
{
  Distinct *distinct = (Distinct *)self;
  Chart *chart = chart_new("vanhove-distinct", _("Distinct van Hove function"));
  guint n = 0;

  chart_set_x_axis(chart, "r", "Å", AXIS_LINEAR);
  chart_set_y_axis(chart, "G_d/ρ", "", AXIS_LINEAR);
  ghosts_add_to(&distinct->ghosts, chart, NULL);
  if (distinct->check.begun && !distinct->element) {
    chart_take_verdict(chart, VERDICT_NONE, g_strdup(_("no mobile ions")));
    return chart;
  }
  while (n < N_LAGS && distinct->counts[n].n_samples > 0)
    n++;
  if (n < 2 || distinct->displacement.n < 2) {
    chart_take_verdict(chart, VERDICT_WAIT, g_strdup(_("waiting for data")));
    return chart;
  }
  for (guint lag = 0; lag < n; lag++) {
    add_curve(distinct, chart, lag, lag + 1 == n);
    add_replacement(distinct, chart, lag, lag + 1 == n);
  }
  return chart;
}

static void
distinct_free(Observer *self)
{
  Distinct *distinct = (Distinct *)self;

  displacement_clear(&distinct->displacement);
  frame_check_clear(&distinct->check);
  ghosts_clear(&distinct->ghosts);
  g_free(distinct->ring);
  g_free(distinct->symbol);
  g_free(distinct);
}

static const ObserverClass distinct_class = {
    .id = "vanhove-distinct",
    .add_frame = distinct_add_frame,
    .begin_epoch = distinct_begin_epoch,
    .chart = distinct_chart,
    .free = distinct_free,
};

Observer *
van_hove_distinct_observer_new(double interval)
{
  Distinct *distinct = g_new0(Distinct, 1);

  distinct->observer = (Observer){.klass = &distinct_class, .interval = interval};
  return &distinct->observer;
}

void
van_hove_distinct_observer_set_species(Observer *observer, const char *symbol)
{
  Distinct *distinct = (Distinct *)observer;

  g_return_if_fail(observer != NULL && observer->klass == &distinct_class &&
                   !distinct->element);
  g_free(distinct->symbol);
  distinct->symbol = g_strdup(symbol);
}

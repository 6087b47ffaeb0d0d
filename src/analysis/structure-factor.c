// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "analysis/structure-factor.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#include "analysis/block-mean.h"
#include "analysis/curve-shape.h"
#include "analysis/frame-check.h"
#include "analysis/ghosts.h"
#include "analysis/pair-colour.h"
#include "analysis/rdf.h"
#include "analysis/reciprocal-sums.h"
#include "analysis/scattering.h"
#include "model/format-number.h"

#define N_Q          RECIPROCAL_N_SHELL
#define DQ           RECIPROCAL_DQ
#define GHOST_FRAMES 4
#define PEAK_REACH   5   /* points of q */
#define PEAK_LEAST   0.5 /* of S at its first peak */
#define Q_DIRECT     2.5 /* Å⁻¹: up to here the direct way stands beside the other */
#define CANCELLED    0.02 /* (Σ c w)² over Σ c w²: below, weights take each other out */

typedef enum { NEUTRON, XRAY, N_TOTALS } Total;
typedef enum { TOTALS, DIRECT, PARTIALS, N_CHARTS } SqChart;

typedef struct {
  Observer observer;
  FrameCheck check;
  Observer *rdf; /* whose pair counts are read */
  guint64 seed;
  ReciprocalSums *direct; /* NULL before the first frame; owned */
  float *kernel; /* N_Q rows of n_bins: the integrand without ρ (g − 1); owned */
  guint n_bins;
  Ghosts ghosts;
} Sq;

/* One way to S(q): partials of all pairs a ≤ b and totals, N_Q points each. */
typedef struct {
  guint n_curves;
  double *value, *error, *q; /* owned */
} Curves;

typedef void (*PartialsOf)(const Sq *sq, int leave, double *out);

static guint
n_types(const Sq *sq)
{
  return sq->check.species->n;
}

static guint
n_pairs(const Sq *sq)
{
  return n_types(sq) * (n_types(sq) + 1) / 2;
}

static guint
pair_index(guint a, guint b)
{
  return MAX(a, b) * (MAX(a, b) + 1) / 2 + MIN(a, b);
}

static const PairCounts *
counts_of(const Sq *sq)
{
  const PairCounts *counts = rdf_observer_counts(sq->rdf);

  return counts && pair_counts_n_frames(counts) > 0 ? counts : NULL;
}

static double
share_of(const Sq *sq, guint type)
{
  return (double)pair_counts_n_atoms(counts_of(sq), type) / sq->check.n_atoms;
}

static gboolean
sq_add_frame(Observer *self, const Frame *frame, GError **error)
{
  Sq *sq = (Sq *)self;

  if (!frame_check(&sq->check, frame, FALSE, error))
    return FALSE;
  if (!sq->direct)
    sq->direct = reciprocal_sums_new(frame, sq->seed);
  reciprocal_sums_add(sq->direct, frame);
  return TRUE;
}

static void
sq_begin_epoch(Observer *self)
{
  Sq *sq = (Sq *)self;

  frame_check_begin_epoch(&sq->check);
  if (!sq->direct)
    return;
  if (reciprocal_sums_n_frames(sq->direct) >= GHOST_FRAMES && counts_of(sq))
    ghosts_take(&sq->ghosts, observer_chart(self), observer_temperature(self));
  reciprocal_sums_clear(sq->direct);
}

static double
sinc(double x)
{
  return fabs(x) < 1e-4 ? 1.0 - x * x / 6.0 : sin(x) / x;
}

static double
point_q(guint point)
{
  return (point + 0.5) * DQ;
}

static void
need_kernel(Sq *sq)
{
  guint n = pair_counts_n_bins(counts_of(sq));
  double range = n * PAIR_COUNTS_DR;

  if (sq->kernel && sq->n_bins == n)
    return;
  g_free(sq->kernel);
  sq->n_bins = n;
  sq->kernel = g_new(float, (gsize)N_Q *n);
  for (guint point = 0; point < N_Q; point++)
    for (guint bin = 0; bin < n; bin++) {
      double r = (bin + 0.5) * PAIR_COUNTS_DR;
      sq->kernel[point * n + bin] =
          (float)(4.0 * G_PI * r * r * PAIR_COUNTS_DR * sinc(G_PI * r / range) *
                  sinc(point_q(point) * r));
    }
}

static void
transform(const Sq *sq, int leave, guint a, guint b, double *out)
{
  const PairCounts *counts = counts_of(sq);
  double rho = pair_counts_density(counts, leave);
  g_autofree double *g = g_new(double, sq->n_bins);
  g_autofree float *h = g_new(float, sq->n_bins);

  pair_counts_g(counts, leave, a, b, g);
  for (guint bin = 0; bin < sq->n_bins; bin++)
    h[bin] = (float)(g[bin] - 1.0);
  for (guint point = 0; point < N_Q; point++) {
    const float *row = sq->kernel + (gsize)point * sq->n_bins;
    double sum = 0.0;
    for (guint bin = 0; bin < sq->n_bins; bin++)
      sum += (double)(row[bin] * h[bin]);
    out[point] =
        point_q(point) * sq->n_bins * PAIR_COUNTS_DR < 2.0 * G_PI ? NAN : 1.0 + rho * sum;
  }
}

static void
transform_partials(const Sq *sq, int leave, double *out)
{
  for (guint a = 0; a < n_types(sq); a++)
    for (guint b = 0; b <= a; b++)
      transform(sq, leave, a, b, out + pair_index(a, b) * N_Q);
}

static void
direct_partials(const Sq *sq, int leave, double *out)
{
  for (guint a = 0; a < n_types(sq); a++)
    for (guint b = 0; b <= a; b++) {
      double *partial = out + pair_index(a, b) * N_Q;
      double c_a = share_of(sq, a), c_b = share_of(sq, b);
      reciprocal_sums_get(sq->direct, leave, a, b, partial);
      for (guint point = 0; point < N_Q; point++)
        partial[point] = 1.0 + (partial[point] - (a == b ? c_a : 0.0)) / (c_a * c_b);
    }
}

static double
weight_of(const Sq *sq, Total total, guint type, double q)
{
  const Scattering *row = scattering_of(sq->check.species->element[type]);

  if (!row)
    return NAN;
  return total == NEUTRON ? row->length : scattering_form_factor(row, q);
}

/* NAN where an element is not in the table, or weights take each other out. */
static double
total_at(const Sq *sq, Total total, const double *partials, double q, guint point)
{
  double cw[SPECIES_MAX], sum = 0.0, mean = 0.0, square = 0.0;

  for (guint a = 0; a < n_types(sq); a++) {
    double c = share_of(sq, a), w = c > 0.0 ? weight_of(sq, total, a, q) : 0.0;
    cw[a] = c * w;
    mean += cw[a];
    square += cw[a] * w;
  }
  for (guint a = 0; a < n_types(sq); a++)
    for (guint b = 0; b < n_types(sq); b++)
      if (cw[a] != 0.0 && cw[b] != 0.0)
        sum += cw[a] * cw[b] * partials[pair_index(a, b) * N_Q + point];
  return mean * mean < CANCELLED * square ? NAN : sum / (mean * mean);
}

static void
fill(const Sq *sq, PartialsOf partials_of, int leave, const double *q, double *out)
{
  partials_of(sq, leave, out);
  for (guint total = 0; total < N_TOTALS; total++)
    for (guint point = 0; point < N_Q; point++)
      out[(n_pairs(sq) + total) * N_Q + point] =
          total_at(sq, total, out, q[point], point);
}

static void
curves_clear(Curves *curves)
{
  g_free(curves->value);
  g_free(curves->error);
  g_free(curves->q);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Curves, curves_clear)

/* Takes q. error stays NULL when there are too few blocks. */
static void
curves_init(Curves *curves, const Sq *sq, PartialsOf partials_of, guint n_blocks,
            double *q)
{
  guint n = (n_pairs(sq) + N_TOTALS) * N_Q;
  g_autofree double *one = g_new(double, n);
  g_autofree double *left = g_new(double, (gsize)n *BLOCK_MEAN_MOST);

  *curves = (Curves){.n_curves = n / N_Q, .value = g_new(double, n), .q = q};
  fill(sq, partials_of, -1, q, curves->value);
  for (guint block = 0; block < n_blocks; block++) {
    fill(sq, partials_of, (int)block, q, one);
    for (guint i = 0; i < n; i++)
      left[i * BLOCK_MEAN_MOST + block] = one[i];
  }
  if (n_blocks == 0)
    return;
  curves->error = g_new(double, n);
  for (guint i = 0; i < n; i++)
    curves->error[i] = block_jackknife(left + (gsize)i * BLOCK_MEAN_MOST, n_blocks);
}

static void
take_transform(Sq *sq, Curves *curves)
{
  double *q = g_new(double, N_Q);

  need_kernel(sq);
  for (guint point = 0; point < N_Q; point++)
    q[point] = point_q(point);
  curves_init(curves, sq, transform_partials, pair_counts_n_blocks(counts_of(sq)), q);
}

static void
take_direct(Sq *sq, Curves *curves)
{
  double *q = g_new(double, N_Q);

  reciprocal_sums_q(sq->direct, q);
  for (guint point = 0; point < N_Q; point++)
    if (isnan(q[point]))
      q[point] = point_q(point);
  curves_init(curves, sq, direct_partials, reciprocal_sums_n_blocks(sq->direct), q);
}

/* To q_most, Å⁻¹; points where that is not all. */
static Series *
add_curve(Chart *chart, const char *name, double q_most, const Curves *curves,
          guint which)
{
  SeriesStyle style = isfinite(q_most) ? SERIES_POINTS : SERIES_LINE;
  guint n = 0;
  Series *series = chart_add_series(chart, name, style, N_Q, curves->error != NULL);

  for (guint point = 0; point < N_Q; point++) {
    guint from = which * N_Q + point;
    if (!isfinite(curves->value[from]) || curves->q[point] > q_most)
      continue;
    series->x[n] = curves->q[point];
    series->y[n] = curves->value[from];
    if (curves->error)
      series->error[n] = curves->error[from];
    n++;
  }
  series->n = n;
  return series;
}

static const char *
label_of(Total total)
{
  return total == NEUTRON ? "neutron" : "x-ray";
}

static void
add_peak(Chart *chart, Series *series, Total total)
{
  g_autofree double *y = g_new(double, series->n + 1);

  for (guint i = 0; i < series->n; i++)
    y[i] = MAX(series->y[i], 0.0);
  int peak = curve_first_peak(y, series->n, PEAK_REACH, PEAK_LEAST);
  if (peak < 0)
    return;
  double q = series->x[peak] + DQ * (curve_refine_peak(y, series->n, (guint)peak) - peak);
  chart_add_scalar(chart, "q_peak_invA", label_of(total), q, NAN, NULL);
  chart_add_scalar(chart, "S_peak", label_of(total), series->y[peak],
                   series->error ? series->error[peak] : NAN, NULL);
  g_autofree char *text = number_format_fixed(q, 2);
  g_autofree char *mark = g_strdup_printf("%s Å⁻¹", text);
  series_add_mark(series, q, series->y[peak], mark);
  if (!chart->value)
    /* Translators: place of the first peak of the structure factor, in Å⁻¹ */
    chart_take_value(chart, g_strdup_printf(_("first peak at %s"), mark));
}

static void
compare(Chart *chart, const Curves *one, const Curves *two, guint which, Total total)
{
  double sum = 0.0;
  guint n = 0;

  for (guint point = 0; point < N_Q; point++) {
    double gap = one->value[which * N_Q + point] - two->value[which * N_Q + point];
    if (!isfinite(gap))
      continue;
    sum += gap * gap;
    n++;
  }
  if (n > 0)
    chart_add_scalar(chart, "rms_transform_direct", label_of(total), sqrt(sum / n), NAN,
                     NULL);
}

static const char *
name_of(Total total)
{
  return total == NEUTRON ? _("neutrons") : _("X-rays");
}

static void
set_total_colour(Series *series, Total total)
{
  series_set_species(series, total == NEUTRON ? "Si" : "Na");
}

/* The totals miss an element; the partials do not. */
static void
warn_of_unknown(const Sq *sq, Chart *chart)
{
  for (guint type = 0; type < n_types(sq); type++) {
    const Element *element = sq->check.species->element[type];
    if (share_of(sq, type) > 0.0 && !scattering_of(element))
      chart_take_verdict(chart, VERDICT_NOTICE,
                         g_strdup_printf(_("%s: scattering not known"), element->symbol));
  }
}

static void
add_totals(const Sq *sq, Chart *chart, const Curves *transformed, const Curves *direct)
{
  const char *points[N_TOTALS] = {_("neutrons, direct"), _("X-rays, direct")};
  for (guint total = 0; total < N_TOTALS; total++) {
    guint which = n_pairs(sq) + total;
    ghosts_add_to(&sq->ghosts, chart, name_of(total));
    Series *line = add_curve(chart, name_of(total), INFINITY, transformed, which);
    set_total_colour(line, total);
    add_peak(chart, line, total);
    Series *spots = add_curve(chart, points[total], Q_DIRECT, direct, which);
    set_total_colour(spots, total);
    compare(chart, transformed, direct, which, total);
  }
}

static void
add_direct(const Sq *sq, Chart *chart, const Curves *direct)
{
  for (guint total = 0; total < N_TOTALS; total++) {
    Series *line =
        add_curve(chart, name_of(total), INFINITY, direct, n_pairs(sq) + total);
    set_total_colour(line, total);
  }
}

static void
add_partials(const Sq *sq, Chart *chart, const Curves *transformed)
{
  for (guint a = 0; a < n_types(sq); a++)
    for (guint b = a; b < n_types(sq); b++) {
      const Element *one = sq->check.species->element[a];
      const Element *two = sq->check.species->element[b];
      g_autofree char *name = g_strdup_printf("%s–%s", one->symbol, two->symbol);
      if (share_of(sq, a) <= 0.0 || share_of(sq, b) <= 0.0)
        continue;
      Series *series = add_curve(chart, name, INFINITY, transformed, pair_index(a, b));
      pair_colour(series, one, two, TRUE);
    }
}

static Chart *
new_chart(SqChart which)
{
  static const char *const ids[N_CHARTS] = {"sq", "sq-direct", "sq-partial"};
  const char *titles[N_CHARTS] = {_("Structure factor"), _("Structure factor, directly"),
                                  _("Partial structure factors")};

  return chart_new(ids[which], titles[which]);
}

static Chart *
sq_chart_at(Observer *self, guint index)
{
  Sq *sq = (Sq *)self;
  Chart *chart = new_chart(index);

  chart_set_x_axis(chart, "q", "Å⁻¹", AXIS_LINEAR);
  chart_set_y_axis(chart, "S(q)", "", AXIS_LINEAR);
  if (!sq->direct || reciprocal_sums_n_frames(sq->direct) == 0 || !counts_of(sq)) {
    chart_take_verdict(chart, VERDICT_WAIT, g_strdup(_("waiting for data")));
    return chart;
  }
  g_auto(Curves) transformed = {0};
  g_auto(Curves) direct = {0};
  if (index != DIRECT)
    take_transform(sq, &transformed);
  if (index != PARTIALS)
    take_direct(sq, &direct);
  if (index == TOTALS)
    add_totals(sq, chart, &transformed, &direct);
  else if (index == DIRECT)
    add_direct(sq, chart, &direct);
  else
    add_partials(sq, chart, &transformed);
  if (index != PARTIALS)
    warn_of_unknown(sq, chart);
  if (index != DIRECT)
    chart_add_scalar(chart, "r_max_A", "", sq->n_bins * PAIR_COUNTS_DR, NAN, NULL);
  chart_add_scalar(chart, "frames", "", reciprocal_sums_n_frames(sq->direct), NAN, NULL);
  return chart;
}

static void
sq_free(Observer *self)
{
  Sq *sq = (Sq *)self;

  reciprocal_sums_free(sq->direct);
  frame_check_clear(&sq->check);
  ghosts_clear(&sq->ghosts);
  g_free(sq->kernel);
  g_free(sq);
}

static const ObserverClass sq_class = {
    .id = "structure-factor",
    .add_frame = sq_add_frame,
    .begin_epoch = sq_begin_epoch,
    .n_charts = N_CHARTS,
    .chart_at = sq_chart_at,
    .free = sq_free,
};

Observer *
structure_factor_observer_new(double interval, guint64 seed, Observer *rdf)
{
  g_return_val_if_fail(rdf != NULL, NULL);

  Sq *sq = g_new0(Sq, 1);
  sq->observer = (Observer){.klass = &sq_class, .interval = interval};
  sq->seed = seed;
  sq->rdf = rdf;
  return &sq->observer;
}

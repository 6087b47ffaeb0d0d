// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "analysis/rdf.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#include "analysis/block-mean.h"
#include "analysis/curve-shape.h"
#include "analysis/diffusion-fit.h"
#include "analysis/frame-check.h"
#include "analysis/ghosts.h"
#include "analysis/pair-colour.h"
#include "model/format-number.h"

#define DR           PAIR_COUNTS_DR
#define R_SHOWN      10.0 /* Å, in the charts */
#define R_SHOWN_CN   4.5  /* Å */
#define R_LEAST      0.8  /* Å, of a peak */
#define SMOOTH       2    /* bins on either side: 0.1 Å */
#define REACH        20   /* bins: 0.4 Å */
#define MINIMUM      0.7  /* of the peak */
#define GHOST_FRAMES 4

typedef enum { ANIONS, CATIONS, RUNNING, N_CHARTS } RdfChart;

typedef struct {
  guint8 a, b;
} Pair;

typedef struct {
  Observer observer;
  FrameCheck check;
  PairCounts *counts; /* NULL before the first frame; owned */
  Ghosts ghosts;
} Rdf;

/* What is known of one pair. */
typedef struct {
  Estimate r_peak; /* NAN: there is none */
  gboolean has_minimum;
  double r_minimum;
  Estimate first, second; /* neighbours up to there of one of the first, of the second */
} Shape;

static const Element *
element_of(const Rdf *rdf, guint type)
{
  return rdf->check.species->element[type];
}

static gboolean
rdf_add_frame(Observer *self, const Frame *frame, GError **error)
{
  Rdf *rdf = (Rdf *)self;

  if (!frame_check(&rdf->check, frame, FALSE, error))
    return FALSE;
  if (!rdf->counts)
    rdf->counts = pair_counts_new(frame);
  pair_counts_add(rdf->counts, frame);
  return TRUE;
}

static void
rdf_begin_epoch(Observer *self)
{
  Rdf *rdf = (Rdf *)self;

  frame_check_begin_epoch(&rdf->check);
  if (!rdf->counts)
    return;
  if (pair_counts_n_frames(rdf->counts) >= GHOST_FRAMES)
    ghosts_take(&rdf->ghosts, observer_chart(self), observer_temperature(self));
  pair_counts_clear(rdf->counts);
}

/* Former before modifier before anion, so that bonds come first and a name begins with
 * the atom whose neighbours are of interest. */
static guint
rank_of(const Rdf *rdf, guint type)
{
  switch (element_of(rdf, type)->role) {
  case SPECIES_FORMER:
    return 0;
  case SPECIES_ANION:
    return 2;
  default:
    return 1;
  }
}

static gboolean
is_anion(const Rdf *rdf, guint type)
{
  return element_of(rdf, type)->role == SPECIES_ANION;
}

static gboolean
has_pairs(const Rdf *rdf, guint a, guint b)
{
  guint n_a = pair_counts_n_atoms(rdf->counts, a);

  return a == b ? n_a > 1 : n_a > 0 && pair_counts_n_atoms(rdf->counts, b) > 0;
}

static int
compare_pairs(gconstpointer one, gconstpointer two, gpointer data)
{
  const Pair *p = one, *q = two;
  guint p_rank = 3 * rank_of(data, p->a) + rank_of(data, p->b);
  guint q_rank = 3 * rank_of(data, q->a) + rank_of(data, q->b);

  if ((p->a == p->b) != (q->a == q->b))
    return p->a == p->b ? 1 : -1;
  if (is_anion(data, p->b) != is_anion(data, q->b))
    return is_anion(data, p->b) ? -1 : 1;
  return p_rank < q_rank ? -1 : p_rank > q_rank;
}

static gboolean
has_anions(const Rdf *rdf)
{
  for (guint type = 0; type < rdf->check.species->n; type++)
    if (is_anion(rdf, type) && pair_counts_n_atoms(rdf->counts, type) > 0)
      return TRUE;
  return FALSE;
}

/* Unlike pairs before like ones, bonds first. */
static GArray *
choose_pairs(Rdf *rdf, RdfChart which)
{
  GArray *pairs = g_array_new(FALSE, FALSE, sizeof(Pair));
  guint n = rdf->check.species->n;
  gboolean glass = has_anions(rdf);

  for (guint8 i = 0; i < n; i++)
    for (guint8 k = i; k < n; k++) {
      gboolean turn = rank_of(rdf, k) < rank_of(rdf, i);
      Pair pair = {turn ? k : i, turn ? i : k};
      gboolean anion = !glass || is_anion(rdf, i) || is_anion(rdf, k);
      if (has_pairs(rdf, i, k) && (which == RUNNING || anion == (which == ANIONS)))
        g_array_append_val(pairs, pair);
    }
  g_array_sort_with_data(pairs, compare_pairs, rdf);
  return pairs;
}

/* The first peak in Å, NAN: there is none; bin of the first minimum behind it, or -1. */
static void
find_bins(const double *g, guint n, double *r_peak, int *minimum)
{
  g_autofree double *smooth = g_new(double, n);

  *r_peak = NAN;
  *minimum = -1;
  curve_smooth(g, n, SMOOTH / 2, smooth);
  /* a single close pair makes a spike where the shells are tiny */
  for (guint bin = 0; bin < MIN(n, (guint)(R_LEAST / DR)); bin++)
    smooth[bin] = 0.0;
  int peak = curve_first_peak(smooth, n, REACH, 1.0);
  if (peak < 0)
    return;
  *r_peak = (curve_refine_peak(smooth, n, (guint)peak) + 0.5) * DR;
  *minimum = curve_first_minimum(smooth, n, (guint)peak, REACH, MINIMUM);
}

/* Neighbours up to the end of the bin: of b around a, of a around b. */
static void
count_neighbours(const Rdf *rdf, int leave, Pair pair, int bin, double out[2])
{
  g_autofree double *curve = g_new(double, pair_counts_n_bins(rdf->counts));

  pair_counts_running(rdf->counts, leave, pair.a, pair.b, curve);
  out[0] = curve[bin];
  pair_counts_running(rdf->counts, leave, pair.b, pair.a, curve);
  out[1] = curve[bin];
}

static void
find_shape(const Rdf *rdf, Pair pair, Shape *shape)
{
  guint n = pair_counts_n_bins(rdf->counts), n_blocks = pair_counts_n_blocks(rdf->counts);
  g_autofree double *curve = g_new(double, n);
  double left[3][BLOCK_MEAN_MOST], near[2];
  int minimum, ignored;

  pair_counts_g(rdf->counts, -1, pair.a, pair.b, curve);
  find_bins(curve, n, &shape->r_peak.value, &minimum);
  shape->has_minimum = minimum >= 0;
  shape->r_minimum = (minimum + 0.5) * DR;
  count_neighbours(rdf, -1, pair, MAX(minimum, 0), near);
  shape->first.value = near[0];
  shape->second.value = near[1];
  for (guint block = 0; block < n_blocks; block++) {
    pair_counts_g(rdf->counts, (int)block, pair.a, pair.b, curve);
    find_bins(curve, n, &left[0][block], &ignored);
    count_neighbours(rdf, (int)block, pair, MAX(minimum, 0), near);
    left[1][block] = near[0];
    left[2][block] = near[1];
  }
  shape->r_peak.error = block_jackknife(left[0], n_blocks);
  shape->first.error = block_jackknife(left[1], n_blocks);
  shape->second.error = block_jackknife(left[2], n_blocks);
}

static char *
name_of(const Rdf *rdf, guint a, guint b)
{
  return g_strdup_printf("%s–%s", element_of(rdf, a)->symbol, element_of(rdf, b)->symbol);
}

static void
add_scalars(const Rdf *rdf, Chart *chart, Pair pair, const Shape *shape)
{
  g_autofree char *name = name_of(rdf, pair.a, pair.b);
  g_autofree char *turned = name_of(rdf, pair.b, pair.a);

  if (isfinite(shape->r_peak.value))
    chart_add_scalar(chart, "r_peak_A", name, shape->r_peak.value, shape->r_peak.error,
                     NULL);
  if (!shape->has_minimum)
    return;
  chart_add_scalar(chart, "r_min_A", name, shape->r_minimum, NAN, NULL);
  chart_add_scalar(chart, "CN", name, shape->first.value, shape->first.error, NULL);
  if (pair.a != pair.b)
    chart_add_scalar(chart, "CN", turned, shape->second.value, shape->second.error, NULL);
}

typedef void (*CurveOf)(const PairCounts *counts, int leave, guint a, guint b,
                        double *out);

/* x is offset bins from the lower end of the bin. */
static Series *
add_curve(const Rdf *rdf, Chart *chart, Pair pair, CurveOf curve_of, double offset)
{
  guint n_bins = pair_counts_n_bins(rdf->counts);
  guint n_blocks = pair_counts_n_blocks(rdf->counts);
  double shown = curve_of == pair_counts_g ? R_SHOWN : R_SHOWN_CN;
  guint n = MIN(n_bins, (guint)lround(shown / DR));
  g_autofree char *name = name_of(rdf, pair.a, pair.b);
  g_autofree double *curve = g_new(double, n_bins);
  g_autofree double *left = g_new(double, (gsize)n *BLOCK_MEAN_MOST);
  Series *series = chart_add_series(chart, name, SERIES_LINE, n, n_blocks > 0);

  pair_colour(series, element_of(rdf, pair.a), element_of(rdf, pair.b),
              !g_str_equal(chart->id, "rdf-cations"));
  curve_of(rdf->counts, -1, pair.a, pair.b, curve);
  for (guint bin = 0; bin < n; bin++) {
    series->x[bin] = (bin + offset) * DR;
    series->y[bin] = curve[bin];
  }
  for (guint block = 0; block < n_blocks; block++) {
    curve_of(rdf->counts, (int)block, pair.a, pair.b, curve);
    for (guint bin = 0; bin < n; bin++)
      left[bin * BLOCK_MEAN_MOST + block] = curve[bin];
  }
  for (guint bin = 0; bin < n && n_blocks > 0; bin++)
    series->error[bin] = block_jackknife(left + bin * BLOCK_MEAN_MOST, n_blocks);
  return series;
}

static void
mark_peak(Series *series, double r_peak)
{
  guint bin = (guint)(r_peak / DR);
  g_autofree char *text = number_format_fixed(r_peak, 2);
  g_autofree char *mark = g_strdup_printf("%s Å", text);

  if (bin < series->n)
    series_add_mark(series, r_peak, series->y[bin], mark);
}

static void
say_value(Chart *chart, const char *name, const Shape *shape)
{
  g_autofree char *r = number_format_fixed(shape->r_peak.value, 2);
  g_autofree char *cn = number_format_fixed(shape->first.value, 2);

  if (!chart->value && shape->has_minimum)
    chart_take_value(chart, g_strdup_printf(_("%s %s Å · CN %s"), name, r, cn));
}

static void
add_distribution(const Rdf *rdf, Chart *chart, Pair pair)
{
  g_autofree char *name = name_of(rdf, pair.a, pair.b);
  Shape shape;

  if (pair.a != pair.b)
    ghosts_add_to(&rdf->ghosts, chart, name);
  Series *series = add_curve(rdf, chart, pair, pair_counts_g, 0.5);
  find_shape(rdf, pair, &shape);
  add_scalars(rdf, chart, pair, &shape);
  if (isfinite(shape.r_peak.value) && pair.a != pair.b)
    mark_peak(series, shape.r_peak.value);
  say_value(chart, name, &shape);
}

static void
add_running(const Rdf *rdf, Chart *chart, Pair pair)
{
  g_autofree char *name = name_of(rdf, pair.a, pair.b);
  Shape shape;

  add_curve(rdf, chart, pair, pair_counts_running, 1.0);
  if (chart->value)
    return;
  find_shape(rdf, pair, &shape);
  say_value(chart, name, &shape);
}

static Chart *
new_chart(RdfChart which)
{
  static const char *const ids[N_CHARTS] = {"rdf", "rdf-cations", "running-cn"};
  const char *titles[N_CHARTS] = {_("Pair distribution"),
                                  _("Pair distribution of cations"),
                                  _("Running coordination number")};
  Chart *chart = chart_new(ids[which], titles[which]);

  chart_set_x_axis(chart, "r", "Å", AXIS_LINEAR);
  chart_set_y_axis(chart, which == RUNNING ? "n(r)" : "g(r)", "", AXIS_LINEAR);
  return chart;
}

static Chart *
rdf_chart_at(Observer *self, guint index)
{
  Rdf *rdf = (Rdf *)self;
  Chart *chart = new_chart(index);

  if (!rdf->counts || pair_counts_n_frames(rdf->counts) == 0) {
    chart_take_verdict(chart, VERDICT_WAIT, g_strdup(_("waiting for data")));
    return chart;
  }
  g_autoptr(GArray) pairs = choose_pairs(rdf, index);
  for (guint i = 0; i < pairs->len; i++) {
    Pair pair = g_array_index(pairs, Pair, i);
    if (index == RUNNING)
      add_running(rdf, chart, pair);
    else
      add_distribution(rdf, chart, pair);
  }
  if (pairs->len == 0)
    chart_take_verdict(chart, VERDICT_WAIT, g_strdup(_("no such pairs here")));
  chart_add_scalar(chart, "frames", "", pair_counts_n_frames(rdf->counts), NAN, NULL);
  return chart;
}

static void
rdf_free(Observer *self)
{
  Rdf *rdf = (Rdf *)self;

  pair_counts_free(rdf->counts);
  frame_check_clear(&rdf->check);
  ghosts_clear(&rdf->ghosts);
  g_free(rdf);
}

static const ObserverClass rdf_class = {
    .id = "rdf",
    .add_frame = rdf_add_frame,
    .begin_epoch = rdf_begin_epoch,
    .n_charts = N_CHARTS,
    .chart_at = rdf_chart_at,
    .free = rdf_free,
};

Observer *
rdf_observer_new(double interval)
{
  Rdf *rdf = g_new0(Rdf, 1);

  rdf->observer = (Observer){.klass = &rdf_class, .interval = interval};
  return &rdf->observer;
}

const PairCounts *
rdf_observer_counts(const Observer *self)
{
  g_return_val_if_fail(self != NULL && self->klass == &rdf_class, NULL);

  return ((const Rdf *)self)->counts;
}

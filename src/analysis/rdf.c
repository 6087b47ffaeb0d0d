// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "analysis/rdf.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#include "analysis/curve-shape.h"
#include "analysis/frame-check.h"
#include "analysis/ghosts.h"
#include "analysis/pair-histogram.h"
#include "model/format-number.h"

#define DR           0.02 /* Å */
#define R_MAX        10.0 /* Å */
#define R_LEAST      0.8  /* Å, of a peak */
#define SMOOTH       2    /* bins on either side: 0.1 Å */
#define REACH        20   /* bins: 0.4 Å */
#define MINIMUM      0.7  /* of the peak */
#define SERIES_MOST  8
#define GHOST_FRAMES 4

typedef struct {
  guint8 a, b;
} Pair;

typedef struct {
  Observer observer;
  FrameCheck check;
  guint n_bins;   /* 0 before the first frame */
  guint64 *count; /* see pair-histogram.h; owned */
  guint n_frames;
  double inverse_volume; /* Å⁻³, summed over the frames */
  Ghosts ghosts;
} Rdf;

/* What is known of one pair. */
typedef struct {
  double *g; /* owned */
  int peak, minimum;
  double r_peak, r_minimum, coordination;
} PairCurve;

static const Element *
element_of(const Rdf *rdf, guint type)
{
  return rdf->check.species->element[type];
}

static guint
count_of(const Rdf *rdf, guint type)
{
  guint n = 0;

  for (guint i = 0; i < rdf->check.n_atoms; i++)
    n += rdf->check.type[i] == type;
  return n;
}

static guint64 *
counts_of(const Rdf *rdf, Pair pair)
{
  return rdf->count + (pair.a * rdf->check.species->n + pair.b) * rdf->n_bins;
}

static gsize
table_size(const Rdf *rdf)
{
  guint n = rdf->check.species ? rdf->check.species->n : 0;

  return (gsize)n * n * rdf->n_bins;
}

static void
begin(Rdf *rdf, const Frame *frame)
{
  double range = MIN(0.5 * cell_smallest_height(&frame->cell), R_MAX);

  rdf->n_bins = MAX((guint)floor(range / DR + 1e-6), 1);
  rdf->count = g_new0(guint64, table_size(rdf));
}

static gboolean
rdf_add_frame(Observer *self, const Frame *frame, GError **error)
{
  Rdf *rdf = (Rdf *)self;

  if (!frame_check(&rdf->check, frame, FALSE, error))
    return FALSE;
  if (rdf->n_bins == 0)
    begin(rdf, frame);
  pair_histogram_add(rdf->count, rdf->n_bins, DR, frame);
  rdf->n_frames++;
  rdf->inverse_volume += 1.0 / frame->cell.volume;
  return TRUE;
}

static void
rdf_begin_epoch(Observer *self)
{
  Rdf *rdf = (Rdf *)self;

  if (rdf->n_frames >= GHOST_FRAMES)
    ghosts_take(&rdf->ghosts, observer_chart(self));
  if (rdf->count)
    memset(rdf->count, 0, table_size(rdf) * sizeof *rdf->count);
  frame_check_begin_epoch(&rdf->check);
  rdf->n_frames = 0;
  rdf->inverse_volume = 0.0;
}

/* Calls for every pair of types whose roles match, in the order of the types. */
static void
append_pairs(const Rdf *rdf, gboolean (*first)(SpeciesRole),
             gboolean (*second)(SpeciesRole), GArray *pairs)
{
  guint n = rdf->check.species->n;

  for (guint8 a = 0; a < n; a++)
    for (guint8 b = 0; b < n; b++) {
      Pair pair = {a, b};
      if (first(element_of(rdf, a)->role) && second(element_of(rdf, b)->role) &&
          count_of(rdf, a) > 0 && count_of(rdf, b) > 0 && pairs->len < SERIES_MOST)
        g_array_append_val(pairs, pair);
    }
}

static gboolean
is_former(SpeciesRole role)
{
  return role == SPECIES_FORMER;
}

static gboolean
is_anion(SpeciesRole role)
{
  return role == SPECIES_ANION;
}

static gboolean
is_mobile(SpeciesRole role)
{
  return role == SPECIES_MOBILE;
}

static gboolean
is_modifier(SpeciesRole role)
{
  return role == SPECIES_MODIFIER || role == SPECIES_MOBILE;
}

/* The pair of the most numerous species of a role with itself. */
static void
append_like_pair(const Rdf *rdf, gboolean (*has_role)(SpeciesRole), GArray *pairs)
{
  int best = -1;

  for (guint a = 0; a < rdf->check.species->n; a++)
    if (has_role(element_of(rdf, a)->role) && count_of(rdf, a) > 1 &&
        (best < 0 || count_of(rdf, a) > count_of(rdf, (guint)best)))
      best = (int)a;
  Pair pair = {(guint8)best, (guint8)best};
  if (best >= 0 && pairs->len < SERIES_MOST)
    g_array_append_val(pairs, pair);
}

static GArray *
choose_pairs(const Rdf *rdf)
{
  GArray *pairs = g_array_new(FALSE, FALSE, sizeof(Pair));

  append_pairs(rdf, is_former, is_anion, pairs);
  append_pairs(rdf, is_modifier, is_anion, pairs);
  append_like_pair(rdf, is_mobile, pairs);
  append_like_pair(rdf, is_former, pairs);
  append_like_pair(rdf, is_anion, pairs);
  return pairs;
}

static double
shell_volume(guint bin)
{
  double inner = bin * DR, outer = inner + DR;

  return 4.0 / 3.0 * G_PI * (outer * outer * outer - inner * inner * inner);
}

static void
find_shape(const Rdf *rdf, Pair pair, PairCurve *curve)
{
  guint n = rdf->n_bins;
  g_autofree double *smooth = g_new(double, n);
  double neighbours = 0.0;

  curve_smooth(curve->g, n, SMOOTH / 2, smooth);
  /* a single close pair makes a spike where the shells are tiny */
  for (guint bin = 0; bin < MIN(n, (guint)(R_LEAST / DR)); bin++)
    smooth[bin] = 0.0;
  curve->peak = curve_first_peak(smooth, n, REACH, 1.0);
  if (curve->peak < 0)
    return;
  curve->r_peak = (curve_refine_peak(smooth, n, (guint)curve->peak) + 0.5) * DR;
  curve->minimum = curve_first_minimum(smooth, n, (guint)curve->peak, REACH, MINIMUM);
  if (curve->minimum < 0)
    return;
  curve->r_minimum = (curve->minimum + 0.5) * DR;
  for (int bin = 0; bin <= curve->minimum; bin++)
    neighbours += (double)counts_of(rdf, pair)[bin];
  curve->coordination = neighbours / rdf->n_frames / count_of(rdf, pair.a);
}

static void
fill_curve(const Rdf *rdf, Pair pair, PairCurve *curve)
{
  double pairs =
      (double)count_of(rdf, pair.a) * (count_of(rdf, pair.b) - (pair.a == pair.b));
  const guint64 *count = counts_of(rdf, pair);

  *curve = (PairCurve){.g = g_new(double, rdf->n_bins),
                       .peak = -1,
                       .minimum = -1,
                       .r_peak = NAN,
                       .r_minimum = NAN,
                       .coordination = NAN};
  for (guint bin = 0; bin < rdf->n_bins; bin++)
    curve->g[bin] =
        (double)count[bin] / (pairs * shell_volume(bin) * rdf->inverse_volume);
  find_shape(rdf, pair, curve);
}

static void
add_scalars(Chart *chart, const char *name, const PairCurve *curve)
{
  if (curve->peak >= 0)
    chart_add_scalar(chart, "r_peak_A", name, curve->r_peak, NAN, NULL);
  if (curve->minimum < 0)
    return;
  chart_add_scalar(chart, "r_min_A", name, curve->r_minimum, NAN, NULL);
  chart_add_scalar(chart, "CN", name, curve->coordination, NAN, NULL);
}

/* Like pairs stand behind the bonds, which have the colour of the same species. */
static void
make_pale(Series *series)
{
  for (guint c = 0; c < 3; c++)
    series->rgb[c] += 0.5f * (0.65f - series->rgb[c]);
}

static void
add_curve(const Rdf *rdf, Chart *chart, Pair pair)
{
  const char *a = element_of(rdf, pair.a)->symbol, *b = element_of(rdf, pair.b)->symbol;
  g_autofree char *name = g_strdup_printf("%s–%s", a, b);
  PairCurve curve;

  if (pair.a != pair.b)
    ghosts_add_to(&rdf->ghosts, chart, name);
  fill_curve(rdf, pair, &curve);
  Series *series = chart_add_series(chart, name, SERIES_LINE, rdf->n_bins, FALSE);
  series_set_species(series, a);
  if (pair.a == pair.b)
    make_pale(series);
  for (guint bin = 0; bin < rdf->n_bins; bin++) {
    series->x[bin] = (bin + 0.5) * DR;
    series->y[bin] = curve.g[bin];
  }
  add_scalars(chart, name, &curve);
  if (curve.peak >= 0 && pair.a != pair.b) {
    g_autofree char *text = number_format_fixed(curve.r_peak, 2);
    g_autofree char *mark = g_strdup_printf("%s Å", text);
    series_add_mark(series, curve.r_peak, curve.g[curve.peak], mark);
  }
  if (!chart->value && curve.minimum >= 0) {
    g_autofree char *r = number_format_fixed(curve.r_peak, 2);
    g_autofree char *cn = number_format_fixed(curve.coordination, 2);
    chart_take_value(chart, g_strdup_printf(_("%s %s Å · CN %s"), name, r, cn));
  }
  g_free(curve.g);
}

static Chart *
rdf_chart(Observer *self)
{
  Rdf *rdf = (Rdf *)self;
  Chart *chart = chart_new("rdf", _("Pair distribution"));

  chart_set_x_axis(chart, "r", "Å", AXIS_LINEAR);
  chart_set_y_axis(chart, "g(r)", "", AXIS_LINEAR);
  if (rdf->n_frames == 0) {
    chart_take_verdict(chart, VERDICT_WAIT, g_strdup(_("waiting for data")));
    return chart;
  }
  g_autoptr(GArray) pairs = choose_pairs(rdf);
  for (guint i = 0; i < pairs->len; i++)
    add_curve(rdf, chart, g_array_index(pairs, Pair, i));
  chart_add_scalar(chart, "frames", "", rdf->n_frames, NAN, NULL);
  return chart;
}

static void
rdf_free(Observer *self)
{
  Rdf *rdf = (Rdf *)self;

  g_free(rdf->count);
  frame_check_clear(&rdf->check);
  ghosts_clear(&rdf->ghosts);
  g_free(rdf);
}

static const ObserverClass rdf_class = {
    .id = "rdf",
    .add_frame = rdf_add_frame,
    .begin_epoch = rdf_begin_epoch,
    .chart = rdf_chart,
    .free = rdf_free,
};

Observer *
rdf_observer_new(double interval)
{
  Rdf *rdf = g_new0(Rdf, 1);

  rdf->observer = (Observer){.klass = &rdf_class, .interval = interval};
  return &rdf->observer;
}

// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "analysis/van-hove.h"

#include <glib/gi18n.h>
#include <math.h>

#include "analysis/curve-shape.h"
#include "analysis/displacement.h"
#include "analysis/frame-check.h"
#include "analysis/ghosts.h"
#include "analysis/ion-choice.h"
#include "analysis/lag-ladder.h"
#include "model/format-number.h"

#define DR         0.05 /* Å */
#define BINS       280  /* 14 Å; one more holds what is beyond */
#define RMS_MOST   3.0  /* Å, of the lag shown */
#define LAGS_LEAST 8
#define THIN       2    /* shorter lags shown */
#define THIN_STEP  4    /* from one to the next */
#define THIN_LEAST 0.1  /* ps: before, ions fly freely */
#define TAIL       1e-3 /* fraction beyond the end of the axis */
#define SMOOTH     2    /* bins on either side, twice: 0.25 Å at half height */
#define WIDTH      0.25 /* Å */
#define REACH      8    /* bins: 0.4 Å */
#define PEAK_LEAST 0.15 /* of the highest bin */
#define DROP       10   /* bins: 0.5 Å */
#define ERRORS     2.5

typedef struct {
  Observer observer;
  char *symbol; /* asked for, or NULL; owned */
  FrameCheck check;
  Displacement displacement;
  const Element *element; /* NULL before the first frame or when nothing is mobile */
  LagLadder *ladder;      /* as element; owned */
  guint64 *count[LAG_LADDER_LAGS]; /* BINS + 1; owned */
  double square[LAG_LADDER_LAGS];  /* Å², summed over ions and pairs */
  guint64 n_pairs[LAG_LADDER_LAGS];
  Ghosts ghosts;
} VanHove;

typedef enum { SHAPE_ONE_CAGE, SHAPE_SHOULDER, SHAPE_BIMODAL } Shape;

typedef struct {
  Shape shape;
  guint divide;  /* bin of the valley, or where the descent halts */
  guint peak;    /* bin of the second maximum */
  double beyond; /* fraction beyond divide */
} ShapeResult;

static gboolean
begin(VanHove *van_hove, const Frame *frame, int type)
{
  if (type < 0)
    return FALSE;
  g_autoptr(GArray) ions = ion_choice_atoms(frame, type);
  displacement_init(&van_hove->displacement, frame, DRIFT_ALL,
                    (const guint32 *)ions->data, ions->len);
  van_hove->element = frame->species->element[type];
  van_hove->ladder = lag_ladder_new(ions->len);
  return TRUE;
}

static void
pair_cb(gpointer data, const LagPair *pair)
{
  VanHove *van_hove = data;
  guint n = pair->n;
  double square = 0.0;

  if (!van_hove->count[pair->index])
    van_hove->count[pair->index] = g_new0(guint64, BINS + 1);
  guint64 *count = van_hove->count[pair->index];
  for (guint i = 0; i < n; i++) {
    float x = pair->now[i] - pair->then[i];
    float y = pair->now[i + n] - pair->then[i + n];
    float z = pair->now[i + 2 * n] - pair->then[i + 2 * n];
    float r2 = x * x + y * y + z * z;
    count[(guint)MIN(sqrtf(r2) * (float)(1.0 / DR), (float)BINS)]++;
    square += (double)r2;
  }
  van_hove->square[pair->index] += square;
  van_hove->n_pairs[pair->index]++;
}

static gboolean
van_hove_add_frame(Observer *self, const Frame *frame, GError **error)
{
  VanHove *van_hove = (VanHove *)self;
  int type;

  if (!ion_choice_type(van_hove->symbol, frame, &type, error) ||
      !frame_check(&van_hove->check, frame, TRUE, error))
    return FALSE;
  if (!van_hove->ladder && !begin(van_hove, frame, type))
    return TRUE;
  displacement_take(&van_hove->displacement, frame);
  lag_ladder_add(van_hove->ladder, van_hove->displacement.x, pair_cb, van_hove);
  return TRUE;
}

/* Number of lags up to a third of the time seen. */
static guint
useful_lags(const VanHove *van_hove)
{
  guint64 n_samples = van_hove->ladder ? lag_ladder_n_samples(van_hove->ladder) : 0;
  guint n = 0;

  while (n < LAG_LADDER_LAGS && 3 * lag_ladder_samples(n) < n_samples)
    n++;
  return n;
}

static void
van_hove_begin_epoch(Observer *self)
{
  VanHove *van_hove = (VanHove *)self;

  if (useful_lags(van_hove) >= LAGS_LEAST)
    ghosts_take(&van_hove->ghosts, observer_chart(self));
  frame_check_begin_epoch(&van_hove->check);
  if (!van_hove->ladder)
    return;
  lag_ladder_reset(van_hove->ladder);
  for (guint k = 0; k < LAG_LADDER_LAGS; k++) {
    g_clear_pointer(&van_hove->count[k], g_free);
    van_hove->square[k] = 0.0;
    van_hove->n_pairs[k] = 0;
  }
}

static double
displacements_at(const VanHove *van_hove, guint lag)
{
  return (double)van_hove->n_pairs[lag] * van_hove->displacement.n;
}

static double
rms_at(const VanHove *van_hove, guint lag)
{
  return sqrt(van_hove->square[lag] / displacements_at(van_hove, lag));
}

static double
lag_time(const VanHove *van_hove, guint lag)
{
  return (double)lag_ladder_samples(lag) * frame_check_spacing(&van_hove->check);
}

static guint
lag_to_show(const VanHove *van_hove)
{
  guint lag = useful_lags(van_hove) - 1;

  while (lag > 0 && rms_at(van_hove, lag) > RMS_MOST)
    lag--;
  return lag;
}

static guint
nearest_lag(const VanHove *van_hove, double time)
{
  guint lag = 0;

  while (lag + 1 < LAG_LADDER_LAGS && lag_time(van_hove, lag + 1) <= time)
    lag++;
  return lag;
}

static void
fill_density(const VanHove *van_hove, guint lag, double *density)
{
  double scale = 1.0 / (displacements_at(van_hove, lag) * DR);

  for (guint bin = 0; bin < BINS; bin++)
    density[bin] = (double)van_hove->count[lag][bin] * scale;
}

/* Standard error of a smoothed bin of this height: Poisson counts of as many independent
 * displacements as the run can hold. */
static double
noise_at(const VanHove *van_hove, guint lag, double height)
{
  double times =
      (double)lag_ladder_n_samples(van_hove->ladder) / (double)lag_ladder_samples(lag);

  return sqrt(height / (WIDTH * times * van_hove->displacement.n));
}

static double
fraction_beyond(const double *density, guint bin)
{
  double within = 0.0;

  for (guint k = 0; k <= bin; k++)
    within += density[k] * DR;
  return MAX(1.0 - within, 0.0);
}

/* Where the descent from the cage peak is slowest over DROP bins before it gets steep
 * again: the foot of a second maximum, or a shoulder. FALSE when it only gets steeper and
 * then flatter. */
static gboolean
find_halt(const VanHove *van_hove, guint lag, const double *y, guint cage, guint *halt)
{
  double steepest = 0.0, flattest = 0.0;
  gboolean past_steepest = FALSE;

  for (guint k = cage; k + DROP < BINS; k++) {
    double drop = y[k] - y[k + DROP];
    double clear = ERRORS * M_SQRT2 * noise_at(van_hove, lag, y[k]);
    if (!past_steepest) {
      steepest = MAX(steepest, drop);
      past_steepest = drop < steepest - clear;
      flattest = drop;
      *halt = k;
    } else if (drop < flattest) {
      flattest = drop;
      *halt = k;
    } else if (drop > flattest + clear) {
      return TRUE;
    }
  }
  return FALSE;
}

static guint
highest_bin(const double *y, guint from)
{
  guint best = from;

  for (guint k = from; k < BINS; k++)
    if (y[k] > y[best])
      best = k;
  return best;
}

static guint
lowest_bin(const double *y, guint from, guint to)
{
  guint best = from;

  for (guint k = from; k <= to; k++)
    if (y[k] < y[best])
      best = k;
  return best;
}

static ShapeResult
find_shape(const VanHove *van_hove, guint lag, const double *density)
{
  double y[BINS];
  ShapeResult result = {.shape = SHAPE_ONE_CAGE};
  guint halt;

  curve_smooth(density, BINS, SMOOTH, y);
  int cage = curve_first_peak(y, BINS, REACH, PEAK_LEAST * y[highest_bin(y, 0)]);
  if (cage < 0 || !find_halt(van_hove, lag, y, (guint)cage, &halt))
    return result;

  guint peak = highest_bin(y, halt), valley = lowest_bin(y, (guint)cage, peak);
  double noise = noise_at(van_hove, lag, y[peak] + y[valley]);
  gboolean stands_out = y[peak] - y[valley] > ERRORS * noise;
  result.shape = stands_out ? SHAPE_BIMODAL : SHAPE_SHOULDER;
  result.divide = stands_out ? valley : halt + DROP / 2;
  result.peak = peak;
  result.beyond = fraction_beyond(density, result.divide);
  return result;
}

static guint
bins_to_show(const double *density)
{
  guint bin = 0;

  while (bin + 1 < BINS && fraction_beyond(density, bin) > TAIL)
    bin++;
  return bin + 1;
}

static Series *
add_curve(const VanHove *van_hove, Chart *chart, guint lag, guint n_bins,
          SeriesStyle style)
{
  double density[BINS];
  g_autofree char *time = number_format_short(lag_time(van_hove, lag), 2);
  g_autofree char *name = g_strdup_printf("%s ps", time);
  Series *series = chart_add_series(chart, name, style, n_bins, FALSE);

  fill_density(van_hove, lag, density);
  series_set_species(series, van_hove->element->symbol);
  for (guint bin = 0; bin < n_bins; bin++) {
    series->x[bin] = (bin + 0.5) * DR;
    series->y[bin] = density[bin];
  }
  return series;
}

/* Shorter lags fade towards grey. */
static void
add_thin_curves(const VanHove *van_hove, Chart *chart, guint shown, guint n_bins)
{
  double time = lag_time(van_hove, shown);

  for (guint i = 1; i <= THIN; i++) {
    time /= THIN_STEP;
    guint lag = nearest_lag(van_hove, time);
    if (lag_time(van_hove, lag) < THIN_LEAST || lag >= shown)
      return;
    Series *series = add_curve(van_hove, chart, lag, n_bins, SERIES_LINE);
    for (guint c = 0; c < 3; c++)
      series->rgb[c] += (0.6f - series->rgb[c]) * (float)i / (THIN + 1);
  }
}

static void
describe(const VanHove *van_hove, Chart *chart, guint lag, Series *series,
         const ShapeResult *shape)
{
  static const char *const verdict[] = {N_("one cage"), N_("shoulder"), N_("bimodal")};
  static const VerdictLevel level[] = {VERDICT_NONE, VERDICT_NOTICE, VERDICT_GOOD};
  double r_peak = (shape->peak + 0.5) * DR, r_divide = (shape->divide + 0.5) * DR;
  g_autofree char *percent = number_format_fixed(100.0 * shape->beyond, 0);
  g_autofree char *peak = number_format_fixed(r_peak, 1);
  g_autofree char *rms = number_format_digits(rms_at(van_hove, lag), 2);

  chart_take_verdict(chart, level[shape->shape], g_strdup(_(verdict[shape->shape])));
  chart_add_scalar(chart, "lag_ps", van_hove->element->symbol, lag_time(van_hove, lag),
                   NAN, NULL);
  chart_add_scalar(chart, "rms_A", van_hove->element->symbol, rms_at(van_hove, lag), NAN,
                   NULL);
  if (shape->shape == SHAPE_ONE_CAGE) {
    /* Translators: root mean square displacement of an ion */
    chart_take_value(chart,
                     g_strdup_printf(_("√⟨r²⟩ = %s Å after %s"), rms, series->name));
    return;
  }
  chart_add_scalar(chart, "fraction_beyond_cage", van_hove->element->symbol,
                   shape->beyond, NAN, NULL);
  chart_add_scalar(chart, "valley_A", van_hove->element->symbol, r_divide, NAN, NULL);
  if (shape->shape == SHAPE_SHOULDER) {
    chart_take_value(chart, g_strdup_printf(_("%s %% beyond the cage after %s"), percent,
                                            series->name));
    return;
  }
  chart_add_scalar(chart, "hop_peak_A", van_hove->element->symbol, r_peak, NAN, NULL);
  chart_take_value(chart, g_strdup_printf(_("hop peak at %s Å · %s %% beyond the cage"),
                                          peak, percent));
  g_autofree char *mark = g_strdup_printf("%s Å", peak);
  series_add_mark(series, series->x[shape->peak], series->y[shape->peak], mark);
}

static Chart *
van_hove_chart(Observer *self)
{
  VanHove *van_hove = (VanHove *)self;
  Chart *chart = chart_new("vanhove", _("Self van Hove function"));
  double density[BINS];

  chart_set_x_axis(chart, "r", "Å", AXIS_LINEAR);
  chart_set_y_axis(chart, "4πr²Gₛ", "Å⁻¹", AXIS_LINEAR);
  ghosts_add_to(&van_hove->ghosts, chart, NULL);
  if (van_hove->check.begun && !van_hove->ladder) {
    chart_take_verdict(chart, VERDICT_NONE, g_strdup(_("no mobile ions")));
    return chart;
  }
  if (useful_lags(van_hove) < LAGS_LEAST) {
    chart_take_verdict(chart, VERDICT_WAIT, g_strdup(_("waiting for data")));
    return chart;
  }
  guint lag = lag_to_show(van_hove);
  fill_density(van_hove, lag, density);
  ShapeResult shape = find_shape(van_hove, lag, density);
  guint n_bins = MAX(bins_to_show(density), shape.peak + 1);
  add_thin_curves(van_hove, chart, lag, n_bins);
  Series *series = add_curve(van_hove, chart, lag, n_bins, SERIES_FILL);
  describe(van_hove, chart, lag, series, &shape);
  return chart;
}

static void
van_hove_free(Observer *self)
{
  VanHove *van_hove = (VanHove *)self;

  for (guint k = 0; k < LAG_LADDER_LAGS; k++)
    g_free(van_hove->count[k]);
  lag_ladder_free(van_hove->ladder);
  displacement_clear(&van_hove->displacement);
  frame_check_clear(&van_hove->check);
  ghosts_clear(&van_hove->ghosts);
  g_free(van_hove->symbol);
  g_free(van_hove);
}

static const ObserverClass van_hove_class = {
    .id = "vanhove",
    .add_frame = van_hove_add_frame,
    .begin_epoch = van_hove_begin_epoch,
    .chart = van_hove_chart,
    .free = van_hove_free,
};

Observer *
van_hove_observer_new(double interval)
{
  VanHove *van_hove = g_new0(VanHove, 1);

  van_hove->observer = (Observer){.klass = &van_hove_class, .interval = interval};
  return &van_hove->observer;
}

void
van_hove_observer_set_species(Observer *observer, const char *symbol)
{
  VanHove *van_hove = (VanHove *)observer;

  g_return_if_fail(observer != NULL && observer->klass == &van_hove_class &&
                   !van_hove->ladder);
  g_free(van_hove->symbol);
  van_hove->symbol = g_strdup(symbol);
}

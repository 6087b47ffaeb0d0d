// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "analysis/van-hove.h"

#include <glib/gi18n.h>
#include <math.h>

#include "analysis/displacement.h"
#include "analysis/frame-check.h"
#include "analysis/ghosts.h"
#include "analysis/hump-shape.h"
#include "analysis/ion-choice.h"
#include "analysis/lag-ladder.h"
#include "model/format-number.h"

#define DR         0.1 /* Å */
#define BINS       160 /* 16 Å; one more holds what is beyond */
#define RMS_MOST   4.0 /* Å, of the lag shown */
#define LAGS_LEAST 8
#define THIN       2    /* shorter lags shown */
#define THIN_STEP  4    /* from one to the next */
#define THIN_LEAST 0.2  /* ps: before, ions fly freely */
#define TAIL       4e-3 /* fraction beyond the end of the axis */
#define PARTS      8    /* groups of ions, to tell humps from noise */
#define CAGED      2.0  /* Å, root mean square: up to here one hump is one cage */

typedef struct {
  Observer observer;
  char *symbol; /* asked for, or NULL; owned */
  FrameCheck check;
  Displacement displacement;
  const Element *element; /* NULL before the first frame or when nothing is mobile */
  LagLadder *ladder;      /* as element; owned */
  guint64 *count[LAG_LADDER_LAGS]; /* BINS + 1 of each part; owned */
  double square[LAG_LADDER_LAGS];  /* Å², summed over ions and pairs */
  guint64 n_pairs[LAG_LADDER_LAGS];
  Ghosts ghosts;
} VanHove;

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
    van_hove->count[pair->index] = g_new0(guint64, PARTS * (BINS + 1));
  guint64 *count = van_hove->count[pair->index];
  for (guint i = 0; i < n; i++) {
    float x = pair->now[i] - pair->then[i];
    float y = pair->now[i + n] - pair->then[i + n];
    float z = pair->now[i + 2 * n] - pair->then[i + 2 * n];
    float r2 = x * x + y * y + z * z;
    guint bin = (guint)MIN(sqrtf(r2) * (float)(1.0 / DR), (float)BINS);
    count[i % PARTS * (BINS + 1) + bin]++;
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

static guint
part_size(const VanHove *van_hove, guint part)
{
  return (van_hove->displacement.n + PARTS - 1 - part) / PARTS;
}

static void
fill_part(const VanHove *van_hove, guint lag, guint part, double *density)
{
  const guint64 *count = van_hove->count[lag] + part * (BINS + 1);
  double n = (double)van_hove->n_pairs[lag] * part_size(van_hove, part);

  for (guint bin = 0; bin < BINS; bin++)
    density[bin] = (double)count[bin] / (n * DR);
}

static void
fill_density(const VanHove *van_hove, guint lag, double *density)
{
  double n = displacements_at(van_hove, lag);

  for (guint bin = 0; bin < BINS; bin++) {
    guint64 sum = 0;
    for (guint part = 0; part < PARTS; part++)
      sum += van_hove->count[lag][part * (BINS + 1) + bin];
    density[bin] = (double)sum / (n * DR);
  }
}

static HumpShape
find_shape(const VanHove *van_hove, guint lag)
{
  guint n_parts = MIN(PARTS, van_hove->displacement.n);
  g_autofree double *part = g_new(double, n_parts *BINS);

  if (n_parts < 2)
    return (HumpShape){.kind = HUMP_ONE};
  for (guint p = 0; p < n_parts; p++)
    fill_part(van_hove, lag, p, part + p * BINS);
  return hump_shape_find(part, n_parts, BINS, DR);
}

static double
fraction_beyond(const double *density, guint bin)
{
  double within = 0.0;

  for (guint k = 0; k <= bin; k++)
    within += density[k] * DR;
  return MAX(1.0 - within, 0.0);
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

/* The shorter the lag, the more it fades towards grey. */
static void
add_thin_curves(const VanHove *van_hove, Chart *chart, guint shown, guint n_bins)
{
  double longest = lag_time(van_hove, shown);

  for (guint i = THIN; i > 0; i--) {
    guint lag = nearest_lag(van_hove, longest / pow(THIN_STEP, i));
    if (lag_time(van_hove, lag) < THIN_LEAST || lag >= shown)
      continue;
    Series *series = add_curve(van_hove, chart, lag, n_bins, SERIES_LINE);
    for (guint c = 0; c < 3; c++)
      series->rgb[c] += (0.6f - series->rgb[c]) * (float)i / (THIN + 1);
  }
}

static void
set_verdict(const VanHove *van_hove, Chart *chart, guint lag, HumpKind kind)
{
  static const char *const text[] = {
      [HUMP_ONE] = N_("unimodal"),
      [HUMP_SHOULDER] = N_("shoulder"),
      [HUMP_TWO] = N_("bimodal"),
  };
  static const VerdictLevel level[] = {
      [HUMP_ONE] = VERDICT_NONE,
      [HUMP_SHOULDER] = VERDICT_NOTICE,
      [HUMP_TWO] = VERDICT_GOOD,
  };
  gboolean caged = kind == HUMP_ONE && rms_at(van_hove, lag) < CAGED;

  chart_take_verdict(chart, level[kind], g_strdup(caged ? _("one cage") : _(text[kind])));
}

static void
set_value(const VanHove *van_hove, Chart *chart, guint lag, const HumpShape *shape,
          double beyond)
{
  g_autofree char *time = number_format_short(lag_time(van_hove, lag), 2);
  g_autofree char *percent = number_format_fixed(100.0 * beyond, 0);
  g_autofree char *peak = number_format_fixed((shape->peak + 0.5) * DR, 1);
  g_autofree char *rms = number_format_digits(rms_at(van_hove, lag), 2);

  if (shape->kind == HUMP_TWO)
    chart_take_value(chart, g_strdup_printf(_("hop peak at %s Å · %s %% beyond the cage"),
                                            peak, percent));
  else if (shape->kind == HUMP_SHOULDER)
    chart_take_value(
        chart, g_strdup_printf(_("%s %% beyond the cage after %s ps"), percent, time));
  else
    /* Translators: root mean square displacement of an ion after a time */
    chart_take_value(chart, g_strdup_printf(_("√⟨r²⟩ = %s Å after %s ps"), rms, time));
}

static void
describe(const VanHove *van_hove, Chart *chart, guint lag, Series *series,
         const HumpShape *shape)
{
  const char *symbol = van_hove->element->symbol;
  double beyond = fraction_beyond(series->y, MIN(shape->divide, series->n - 1));
  double r_peak = (shape->peak + 0.5) * DR, r_divide = (shape->divide + 0.5) * DR;

  set_verdict(van_hove, chart, lag, shape->kind);
  set_value(van_hove, chart, lag, shape, beyond);
  chart_add_scalar(chart, "lag_ps", symbol, lag_time(van_hove, lag), NAN, NULL);
  chart_add_scalar(chart, "rms_A", symbol, rms_at(van_hove, lag), NAN, NULL);
  if (shape->kind == HUMP_ONE)
    return;
  chart_add_scalar(chart, "fraction_beyond_cage", symbol, beyond, NAN, NULL);
  chart_add_scalar(chart, "valley_A", symbol, r_divide, NAN, NULL);
  if (shape->kind == HUMP_SHOULDER)
    return;
  chart_add_scalar(chart, "hop_peak_A", symbol, r_peak, NAN, NULL);
  g_autofree char *peak = number_format_fixed(r_peak, 1);
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
  HumpShape shape = find_shape(van_hove, lag);
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

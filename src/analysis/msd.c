// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "analysis/msd.h"

#include <glib/gi18n.h>
#include <math.h>

#include "analysis/diffusion-gate.h"
#include "analysis/displacement.h"
#include "analysis/frame-check.h"
#include "analysis/ghosts.h"
#include "analysis/ion-choice.h"
#include "analysis/msd-sums.h"
#include "base/units.h"
#include "model/format-number.h"

#define FIT_POINTS 24
#define GHOST_LAGS 12 /* an epoch that reached fewer leaves no ghost */

typedef struct {
  Observer observer;
  char *symbol; /* asked for, or NULL; owned */
  double from, to;
  FrameCheck check;
  Displacement displacement;
  MsdSums *sums;                     /* NULL before the first frame; owned */
  const Element *group[SPECIES_MAX]; /* of each group of sums */
  int ion;                           /* group whose D is shown, or -1 */
  double temperature_sum;
  guint n_temperatures;
  guint epoch;
  Ghosts ghosts;
} Msd;

static double
frame_temperature(const Frame *frame)
{
  double twice_kinetic = 0.0;

  if (frame->has_thermo && isfinite(frame->thermo.temperature))
    return frame->thermo.temperature;
  if (!frame->velocity || frame->n_atoms < 2)
    return frame->target;
  for (guint i = 0; i < frame->n_atoms; i++)
    twice_kinetic += frame->species->element[frame->type[i]]->mass *
                     vec3_norm2(frame->velocity[i]) * UNITS_MV2;
  return twice_kinetic / ((3.0 * frame->n_atoms - 3.0) * UNITS_KB);
}

static void
begin(Msd *msd, const Frame *frame, int ion_type)
{
  g_autoptr(GArray) order = g_array_new(FALSE, FALSE, sizeof(guint32));
  MsdGroup group[SPECIES_MAX];
  guint n = 0;

  msd->ion = -1;
  for (guint type = 0; type < frame->species->n; type++) {
    g_autoptr(GArray) atoms = ion_choice_atoms(frame, (int)type);
    if (atoms->len == 0)
      continue;
    if ((int)type == ion_type)
      msd->ion = (int)n;
    msd->group[n] = frame->species->element[type];
    group[n++] = (MsdGroup){order->len, atoms->len};
    g_array_append_vals(order, atoms->data, atoms->len);
  }
  displacement_init(&msd->displacement, frame, DRIFT_ALL, (const guint32 *)order->data,
                    order->len);
  msd->sums = msd_sums_new(group, n);
}

static gboolean
msd_add_frame(Observer *self, const Frame *frame, GError **error)
{
  Msd *msd = (Msd *)self;
  double temperature = frame_temperature(frame);
  int type;

  if (!ion_choice_type(msd->symbol, frame, &type, error) ||
      !frame_check(&msd->check, frame, TRUE, error))
    return FALSE;
  if (!msd->sums)
    begin(msd, frame, type);
  displacement_take(&msd->displacement, frame);
  msd_sums_add(msd->sums, msd->displacement.x);
  msd->epoch = frame->epoch;
  if (isfinite(temperature)) {
    msd->temperature_sum += temperature;
    msd->n_temperatures++;
  }
  return TRUE;
}

static void
msd_begin_epoch(Observer *self)
{
  Msd *msd = (Msd *)self;

  if (msd->sums && msd_sums_n_lags(msd->sums) >= GHOST_LAGS)
    ghosts_take(&msd->ghosts, observer_chart(self));
  if (msd->sums)
    msd_sums_reset(msd->sums);
  frame_check_begin_epoch(&msd->check);
  msd->temperature_sum = 0.0;
  msd->n_temperatures = 0;
}

static double
spacing_of(const Msd *msd)
{
  return frame_check_spacing(&msd->check);
}

static guint
lags_to_show(const Msd *msd)
{
  guint64 half = lag_ladder_n_samples(msd->sums->ladder) / 2;
  guint n = 0, n_lags = msd_sums_n_lags(msd->sums);

  while (n < n_lags && (n < 2 || lag_ladder_samples(n) <= half))
    n++;
  return n;
}

static void
add_curve(const Msd *msd, guint group, Chart *chart)
{
  const char *symbol = msd->group[group]->symbol;
  guint n = lags_to_show(msd);
  Series *series = chart_add_series(chart, symbol, SERIES_LINE, n, TRUE);

  series_set_species(series, symbol);
  for (guint k = 0; k < n; k++) {
    double mean = msd_sums_mean(msd->sums, group, k);
    series->x[k] = (double)lag_ladder_samples(k) * spacing_of(msd);
    series->y[k] = mean > 0.0 ? mean : NAN;
    series->error[k] = msd_sums_error(msd->sums, group, k);
  }
}

static void
add_fit(const Msd *msd, const DiffusionResult *result, Chart *chart)
{
  double from = (double)lag_ladder_samples(result->first) * spacing_of(msd);
  double to = (double)lag_ladder_samples(result->last) * spacing_of(msd);
  Series *fit = chart_add_series(chart, _("fit"), SERIES_LINE, FIT_POINTS, FALSE);

  fit->dashed = TRUE;
  for (guint k = 0; k < FIT_POINTS; k++) {
    fit->x[k] = from * pow(to / from, k / (FIT_POINTS - 1.0));
    fit->y[k] = 6.0 * result->d.value * fit->x[k] + result->offset;
  }
}

static const char *
state_text(DiffusionState state)
{
  static const char *const text[] = {
      [DIFFUSION_WAITING] = N_("waiting for data"),
      [DIFFUSION_CAGED] = N_("caged"),
      [DIFFUSION_SUB] = N_("sub-diffusive"),
      [DIFFUSION_SUPER] = N_("super-diffusive"),
      [DIFFUSION_SHORT] = N_("run too short"),
      [DIFFUSION_UNSTEADY] = N_("not steady"),
      [DIFFUSION_GOOD] = N_("diffusive"),
  };
  return _(text[state]);
}

static void
set_verdict(Chart *chart, const DiffusionResult *result)
{
  g_autofree char *beta = number_format_fixed(result->beta, 2);
  VerdictLevel level = VERDICT_NOTICE;

  if (result->state == DIFFUSION_GOOD)
    level = VERDICT_GOOD;
  else if (result->state == DIFFUSION_WAITING || result->state == DIFFUSION_CAGED)
    level = VERDICT_WAIT;
  if (result->state == DIFFUSION_WAITING)
    chart_take_verdict(chart, level, g_strdup(state_text(result->state)));
  else
    chart_take_verdict(chart, level,
                       g_strdup_printf("%s β = %s", state_text(result->state), beta));
}

static void
set_value(const Msd *msd, Chart *chart, const DiffusionResult *result)
{
  const char *symbol = msd->group[msd->ion]->symbol;

  if (result->state == DIFFUSION_WAITING)
    return;
  if (result->state == DIFFUSION_GOOD) {
    g_autofree char *d =
        number_format_error(result->d.value * UNITS_CM2_S, result->d.error * UNITS_CM2_S);
    chart_take_value(chart, g_strdup_printf("D(%s) = %s cm²/s", symbol, d));
    return;
  }
  /* MSD/6t bounds D from above while the slope is still below one. */
  const char *sign = result->beta < 1.0 ? "<" : "≈";
  g_autofree char *bound = number_format_digits(result->bound * UNITS_CM2_S, 2);
  chart_take_value(chart, g_strdup_printf("D(%s) %s %s cm²/s", symbol, sign, bound));
}

static void
add_scalars(const Msd *msd, guint group, Chart *chart, const DiffusionResult *result)
{
  const char *symbol = msd->group[group]->symbol;
  double spacing = spacing_of(msd);

  if (result->state != DIFFUSION_GOOD) {
    chart_add_scalar(chart, "D_A2_per_ps", symbol, NAN, NAN, state_text(result->state));
    if (isfinite(result->bound))
      chart_add_scalar(chart, "MSD_over_6t_A2_per_ps", symbol, result->bound, NAN, NULL);
  } else {
    chart_add_scalar(chart, "D_A2_per_ps", symbol, result->d.value, result->d.error,
                     NULL);
    chart_add_scalar(chart, "window_from_ps", symbol,
                     (double)lag_ladder_samples(result->first) * spacing, NAN, NULL);
    chart_add_scalar(chart, "window_to_ps", symbol,
                     (double)lag_ladder_samples(result->last) * spacing, NAN, NULL);
    chart_add_scalar(chart, "offset_A2", symbol, result->offset, NAN, NULL);
  }
  if (isfinite(result->beta))
    chart_add_scalar(chart, "beta", symbol, result->beta, NAN, NULL);
}

static double
mean_temperature(const Msd *msd)
{
  return msd->n_temperatures ? msd->temperature_sum / msd->n_temperatures : NAN;
}

static double
duration_of(const Msd *msd)
{
  return msd->check.n_frames > 1 ? msd->check.last - msd->check.first : 0.0;
}

static void
add_group(const Msd *msd, guint group, Chart *chart)
{
  DiffusionResult result =
      diffusion_gate(msd->sums, group, spacing_of(msd), msd->from, msd->to);

  add_curve(msd, group, chart);
  add_scalars(msd, group, chart, &result);
  if ((int)group != msd->ion)
    return;
  if (result.state == DIFFUSION_GOOD)
    add_fit(msd, &result, chart);
  set_verdict(chart, &result);
  set_value(msd, chart, &result);
}

static Chart *
msd_chart(Observer *self)
{
  Msd *msd = (Msd *)self;
  Chart *chart = chart_new("msd", _("Mean square displacement"));

  chart_set_x_axis(chart, "t", "ps", AXIS_LOG);
  chart_set_y_axis(chart, "MSD", "Å²", AXIS_LOG);
  if (msd->sums && msd->ion >= 0)
    ghosts_add_to(&msd->ghosts, chart, msd->group[msd->ion]->symbol);
  if (!msd->sums || msd_sums_n_lags(msd->sums) < 2) {
    chart_take_verdict(chart, VERDICT_WAIT, g_strdup(_("waiting for data")));
    return chart;
  }
  for (guint group = 0; group < msd->sums->n_groups; group++)
    add_group(msd, group, chart);
  if (msd->ion < 0)
    chart_take_verdict(chart, VERDICT_NONE, g_strdup(_("no mobile ions")));
  chart_add_scalar(chart, "duration_ps", "", duration_of(msd), NAN, NULL);
  if (msd->n_temperatures)
    chart_add_scalar(chart, "temperature_K", "", mean_temperature(msd), NAN, NULL);
  return chart;
}

static void
msd_free(Observer *self)
{
  Msd *msd = (Msd *)self;

  frame_check_clear(&msd->check);
  displacement_clear(&msd->displacement);
  msd_sums_free(msd->sums);
  ghosts_clear(&msd->ghosts);
  g_free(msd->symbol);
  g_free(msd);
}

static const ObserverClass msd_class = {
    .id = "msd",
    .add_frame = msd_add_frame,
    .begin_epoch = msd_begin_epoch,
    .chart = msd_chart,
    .free = msd_free,
};

Observer *
msd_observer_new(double interval)
{
  Msd *msd = g_new0(Msd, 1);

  msd->observer = (Observer){.klass = &msd_class, .interval = interval};
  msd->from = msd->to = NAN;
  msd->ion = -1;
  return &msd->observer;
}

void
msd_observer_set_species(Observer *observer, const char *symbol)
{
  Msd *msd = (Msd *)observer;

  g_return_if_fail(observer != NULL && observer->klass == &msd_class && !msd->sums);
  g_free(msd->symbol);
  msd->symbol = g_strdup(symbol);
}

void
msd_observer_set_window(Observer *observer, double from, double to)
{
  Msd *msd = (Msd *)observer;

  g_return_if_fail(observer != NULL && observer->klass == &msd_class);
  msd->from = from;
  msd->to = to;
}

gboolean
msd_observer_diffusion(Observer *observer, DiffusionPoint *out)
{
  Msd *msd = (Msd *)observer;

  g_return_val_if_fail(observer != NULL && observer->klass == &msd_class, FALSE);
  if (msd->ion < 0 || msd_sums_n_lags(msd->sums) < 2)
    return FALSE;
  DiffusionResult result =
      diffusion_gate(msd->sums, (guint)msd->ion, spacing_of(msd), msd->from, msd->to);
  if (result.state == DIFFUSION_WAITING)
    return FALSE;
  gboolean good = result.state == DIFFUSION_GOOD;
  *out = (DiffusionPoint){.d = good ? result.d.value : result.bound,
                          .error = good ? result.d.error : NAN,
                          .diffusive = good,
                          .temperature = mean_temperature(msd),
                          .duration = duration_of(msd),
                          .epoch = msd->epoch};
  return TRUE;
}

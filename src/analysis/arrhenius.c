// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "analysis/arrhenius.h"

#include <glib/gi18n.h>
#include <math.h>

#include "analysis/ghosts.h"
#include "base/units.h"
#include "model/format-number.h"

#define FIT_POINTS   2    /* a straight line on these axes */
#define MARGIN       0.1  /* of the fit line beyond its points */
#define NEIGHBOURING 0.03 /* of the temperature: nearer ones give no slope */
#define BRIEF        5.0  /* ps */

struct Arrhenius {
  GArray *points; /* DiffusionPoint */
  Ghosts ghosts;
};

/* ln D = ln D0 − E_a x with x = 1/k_B T. */
typedef struct {
  double e_a, e_a_error; /* eV */
  double ln_d0;          /* D0 in Å²/ps */
  double chi2;           /* reduced; NAN with two points */
} Line;

Arrhenius *
arrhenius_new(void)
{
  Arrhenius *arrhenius = g_new0(Arrhenius, 1);

  arrhenius->points = g_array_new(FALSE, FALSE, sizeof(DiffusionPoint));
  return arrhenius;
}

void
arrhenius_free(Arrhenius *arrhenius)
{
  if (!arrhenius)
    return;
  g_array_unref(arrhenius->points);
  ghosts_clear(&arrhenius->ghosts);
  g_free(arrhenius);
}

static gboolean
has_place(const DiffusionPoint *point)
{
  return isfinite(point->temperature) && point->temperature > 0.0 && point->d > 0.0;
}

static gboolean
is_usable(const DiffusionPoint *point)
{
  return has_place(point) && point->diffusive && point->error > 0.0;
}

/* Bounds of epochs that ended too soon to say anything. */
static void
forget_brief(Arrhenius *arrhenius)
{
  for (guint i = arrhenius->points->len; i-- > 0;) {
    const DiffusionPoint *point = &g_array_index(arrhenius->points, DiffusionPoint, i);
    if (!is_usable(point) && point->duration < BRIEF)
      g_array_remove_index(arrhenius->points, i);
  }
}

void
arrhenius_update(Arrhenius *arrhenius, const DiffusionPoint *point)
{
  g_return_if_fail(arrhenius != NULL && point != NULL);

  for (guint i = 0; i < arrhenius->points->len; i++) {
    DiffusionPoint *old = &g_array_index(arrhenius->points, DiffusionPoint, i);
    if (old->epoch == point->epoch) {
      *old = *point;
      return;
    }
  }
  forget_brief(arrhenius);
  g_array_append_val(arrhenius->points, *point);
}

void
arrhenius_begin_line(Arrhenius *arrhenius)
{
  g_return_if_fail(arrhenius != NULL);

  if (arrhenius->points->len > 0)
    ghosts_take(&arrhenius->ghosts, arrhenius_chart(arrhenius), NAN);
  g_array_set_size(arrhenius->points, 0);
}

static GArray *
select_points(const Arrhenius *arrhenius, gboolean (*accept)(const DiffusionPoint *))
{
  GArray *selected = g_array_new(FALSE, FALSE, sizeof(DiffusionPoint));

  for (guint i = 0; i < arrhenius->points->len; i++) {
    DiffusionPoint *point = &g_array_index(arrhenius->points, DiffusionPoint, i);
    if (accept(point))
      g_array_append_val(selected, *point);
  }
  return selected;
}

static gboolean
spans_temperature(const GArray *points)
{
  double low = INFINITY, high = 0.0;

  for (guint i = 0; i < points->len; i++) {
    double temperature = g_array_index(points, DiffusionPoint, i).temperature;
    low = MIN(low, temperature);
    high = MAX(high, temperature);
  }
  return high - low > NEIGHBOURING * high;
}

static double
inverse_energy(const DiffusionPoint *point)
{
  return 1.0 / (UNITS_KB * point->temperature);
}

/* (D/s_D)²; 1 when the points have no errors. */
static double
weight_of(const DiffusionPoint *point, gboolean weighted)
{
  double relative = point->error / point->d;

  return weighted ? 1.0 / (relative * relative) : 1.0;
}

static gboolean
fit_line(const GArray *points, gboolean weighted, Line *line)
{
  double w = 0.0, wx = 0.0, wy = 0.0, wxx = 0.0, wxy = 0.0, chi2 = 0.0;

  if (points->len < 2 || !spans_temperature(points))
    return FALSE;
  for (guint i = 0; i < points->len; i++) {
    const DiffusionPoint *point = &g_array_index(points, DiffusionPoint, i);
    double weight = weight_of(point, weighted);
    w += weight;
    wx += weight * inverse_energy(point);
    wy += weight * log(point->d);
  }
  for (guint i = 0; i < points->len; i++) {
    const DiffusionPoint *point = &g_array_index(points, DiffusionPoint, i);
    double dx = inverse_energy(point) - wx / w;
    wxx += weight_of(point, weighted) * dx * dx;
    wxy += weight_of(point, weighted) * dx * (log(point->d) - wy / w);
  }
  line->e_a = -wxy / wxx;
  line->ln_d0 = wy / w + line->e_a * wx / w;
  for (guint i = 0; i < points->len; i++) {
    const DiffusionPoint *point = &g_array_index(points, DiffusionPoint, i);
    double off = log(point->d) - line->ln_d0 + line->e_a * inverse_energy(point);
    chi2 += weight_of(point, weighted) * off * off;
  }
  line->chi2 = points->len > 2 ? chi2 / (points->len - 2) : NAN;
  line->e_a_error = sqrt((line->chi2 > 1.0 ? line->chi2 : 1.0) / wxx);
  return TRUE;
}

gboolean
arrhenius_fit(const Arrhenius *arrhenius, double *e_a, double *error)
{
  g_autoptr(GArray) points = NULL;
  Line line;

  g_return_val_if_fail(arrhenius != NULL, FALSE);
  points = select_points(arrhenius, is_usable);
  if (!fit_line(points, TRUE, &line))
    return FALSE;
  *e_a = line.e_a;
  *error = line.e_a_error;
  return TRUE;
}

static gboolean
is_bound(const DiffusionPoint *point)
{
  return has_place(point) && !is_usable(point);
}

static int
by_temperature(gconstpointer a, gconstpointer b)
{
  double ta = ((const DiffusionPoint *)a)->temperature;
  double tb = ((const DiffusionPoint *)b)->temperature;

  return (ta < tb) - (ta > tb);
}

static void
add_points(Chart *chart, const char *name, GArray *points, gboolean solid)
{
  if (points->len == 0)
    return;
  g_array_sort(points, by_temperature);
  Series *series = chart_add_series(chart, name, SERIES_POINTS, points->len, solid);
  series->dashed = !solid;
  series->rgb[0] = 0.20f;
  series->rgb[1] = 0.46f;
  series->rgb[2] = 0.82f;
  for (guint i = 0; i < points->len; i++) {
    const DiffusionPoint *point = &g_array_index(points, DiffusionPoint, i);
    series->x[i] = 1000.0 / point->temperature;
    series->y[i] = point->d * UNITS_CM2_S;
    if (solid)
      series->error[i] = point->error * UNITS_CM2_S;
  }
}

static void
add_line(Chart *chart, const GArray *points, const Line *line, gboolean preliminary)
{
  double low = INFINITY, high = 0.0;
  Series *fit = chart_add_series(chart, _("fit"), SERIES_LINE, FIT_POINTS, FALSE);

  for (guint i = 0; i < points->len; i++) {
    double x = 1000.0 / g_array_index(points, DiffusionPoint, i).temperature;
    low = MIN(low, x);
    high = MAX(high, x);
  }
  double margin = MARGIN * (high - low);
  fit->x[0] = low - margin;
  fit->x[1] = high + margin;
  fit->dashed = preliminary;
  for (guint i = 0; i < FIT_POINTS; i++)
    fit->y[i] =
        UNITS_CM2_S * exp(line->ln_d0 - line->e_a * fit->x[i] / (1000.0 * UNITS_KB));
}

static void
add_point_scalars(Chart *chart, const GArray *points)
{
  for (guint i = 0; i < points->len; i++) {
    const DiffusionPoint *point = &g_array_index(points, DiffusionPoint, i);
    g_autofree char *kelvin = number_format_fixed(point->temperature, 0);
    g_autofree char *label = g_strdup_printf("%s K", kelvin);
    chart_add_scalar(chart, "D_A2_per_ps", label, point->d, point->error, NULL);
  }
}

/* Student's t that holds 95 % of cases. */
static double
student_95(guint freedom)
{
  static const double t[] = {12.706, 4.303, 3.182, 2.776, 2.571,
                             2.447,  2.365, 2.306, 2.262, 2.228};

  g_assert(freedom > 0);
  if (freedom <= G_N_ELEMENTS(t))
    return t[freedom - 1];
  /* series in 1/freedom about the normal quantile */
  return 1.960 + (2.372 + 2.823 / freedom) / freedom;
}

static void
set_result(Chart *chart, const Line *line, guint n)
{
  g_autofree char *e_a = number_format_error(line->e_a, line->e_a_error);

  chart_take_value(chart, g_strdup_printf("E_a = %s eV", e_a));
  chart_take_verdict(chart, VERDICT_GOOD,
                     g_strdup_printf(ngettext("%u point", "%u points", n), n));
  chart_add_scalar(chart, "E_a_eV", "", line->e_a, line->e_a_error, NULL);
  if (n > 2)
    chart_add_scalar(chart, "E_a_95_eV", "", line->e_a_error * student_95(n - 2), NAN,
                     _("half width that holds 95 %"));
  chart_add_scalar(chart, "D0_A2_per_ps", "", exp(line->ln_d0), NAN, NULL);
  if (isfinite(line->chi2))
    chart_add_scalar(chart, "chi2_reduced", "", line->chi2, NAN, NULL);
}

/* Why there is no activation energy yet. Owner: caller. */
static char *
missing_reason(const GArray *usable, const GArray *all)
{
  if (all->len == 0)
    return g_strdup(_("waiting for data"));
  if (all->len == 1 || !spans_temperature(all))
    return g_strdup(_("one temperature so far"));
  if (usable->len < 2)
    return g_strdup_printf(_("%u of %u temperatures diffusive"), usable->len, all->len);
  return g_strdup(_("diffusive at one temperature only"));
}

/* A slope to look at, not to quote. */
static void
set_missing(Chart *chart, const GArray *usable, const GArray *all, const Line *guess)
{
  g_autofree char *reason = missing_reason(usable, all);

  chart_add_scalar(chart, "E_a_eV", "", NAN, NAN, reason);
  if (!guess) {
    chart_take_verdict(chart, VERDICT_WAIT, g_steal_pointer(&reason));
    return;
  }
  g_autofree char *e_a = number_format_digits(guess->e_a, 2);
  chart_take_bound(chart, g_strdup_printf("E_a ≈ %s eV · %s", e_a, reason));
  chart_take_verdict(chart, VERDICT_NOTICE, g_strdup(_("preliminary")));
}

Chart *
arrhenius_chart(const Arrhenius *arrhenius)
{
  g_return_val_if_fail(arrhenius != NULL, NULL);

  Chart *chart = chart_new("arrhenius", _("Arrhenius"));
  g_autoptr(GArray) usable = select_points(arrhenius, is_usable);
  g_autoptr(GArray) bounds = select_points(arrhenius, is_bound);
  g_autoptr(GArray) all = select_points(arrhenius, has_place);
  Line line;

  chart_set_x_axis(chart, "1000/T", "K⁻¹", AXIS_LINEAR);
  chart_set_y_axis(chart, "D", "cm²/s", AXIS_LOG);
  ghosts_add_to(&arrhenius->ghosts, chart, _("fit"));
  ghosts_add_to(&arrhenius->ghosts, chart, "D");
  if (fit_line(usable, TRUE, &line)) {
    add_line(chart, usable, &line, FALSE);
    set_result(chart, &line, usable->len);
  } else if (fit_line(all, FALSE, &line)) {
    add_line(chart, all, &line, TRUE);
    set_missing(chart, usable, all, &line);
  } else {
    set_missing(chart, usable, all, NULL);
  }
  add_points(chart, "D", usable, TRUE);
  add_points(chart, _("not yet diffusive"), bounds, FALSE);
  add_point_scalars(chart, usable);
  return chart;
}

typedef struct {
  Observer observer;
  Observer *msd; /* borrowed */
  Arrhenius *arrhenius;
} ArrheniusObserver;

static gboolean
arrhenius_add_frame(Observer *self, const Frame *frame, GError **error)
{
  return TRUE;
}

static void
hear_msd(ArrheniusObserver *self)
{
  DiffusionPoint point;

  if (msd_observer_diffusion(self->msd, &point))
    arrhenius_update(self->arrhenius, &point);
}

static void
arrhenius_begin_epoch(Observer *self)
{
  hear_msd((ArrheniusObserver *)self);
}

static void
arrhenius_observer_begin_line(Observer *self)
{
  ArrheniusObserver *observer = (ArrheniusObserver *)self;

  hear_msd(observer);
  arrhenius_begin_line(observer->arrhenius);
}

static Chart *
arrhenius_observer_chart(Observer *self)
{
  ArrheniusObserver *observer = (ArrheniusObserver *)self;

  hear_msd(observer);
  Chart *chart = arrhenius_chart(observer->arrhenius);
  const Motion *motion = msd_observer_motion(observer->msd);
  if (motion->sums && motion->ion < 0)
    chart_take_verdict(chart, VERDICT_NONE, g_strdup(_("no mobile ions")));
  return chart;
}

static void
arrhenius_observer_free(Observer *self)
{
  ArrheniusObserver *observer = (ArrheniusObserver *)self;

  arrhenius_free(observer->arrhenius);
  g_free(observer);
}

static const ObserverClass arrhenius_class = {
    .id = "arrhenius",
    .add_frame = arrhenius_add_frame,
    .begin_epoch = arrhenius_begin_epoch,
    .begin_line = arrhenius_observer_begin_line,
    .chart = arrhenius_observer_chart,
    .free = arrhenius_observer_free,
};

Observer *
arrhenius_observer_new(Observer *msd)
{
  g_return_val_if_fail(msd != NULL, NULL);

  ArrheniusObserver *self = g_new0(ArrheniusObserver, 1);
  self->observer.klass = &arrhenius_class;
  self->msd = msd;
  self->arrhenius = arrhenius_new();
  return &self->observer;
}

// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "analysis/model-doubt.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#include "analysis/history.h"

typedef enum { WORST, MEAN, N_CURVES } Curve;
typedef enum { TRUSTED, IN_DOUBT, FAILED, N_LEVELS } Level;

/* What is watched; words are translated where they are shown. */
typedef struct {
  ObserverClass klass;
  const double *(*values)(const Frame *frame);
  const char *title, *symbol, *unit, *absent;
  double trusted, failed;
  const char *worst, *worst_mean, *mean; /* names of the scalars */
} Measure;

typedef struct {
  Observer observer;
  const Measure *measure;
  History history;
  guint n_at[N_LEVELS]; /* frames of this epoch */
  guint n;
  double now, sum, worst; /* of the largest value: last, summed, ever */
  double mean_sum;
} Doubt;

static Level
level_of(const Measure *measure, double value)
{
  if (value < measure->trusted)
    return TRUSTED;
  return value > measure->failed ? FAILED : IN_DOUBT;
}

static gboolean
add_frame(Observer *observer, const Frame *frame, GError **error)
{
  Doubt *self = (Doubt *)observer;
  const double *value = self->measure->values(frame);
  double worst = 0.0, sum = 0.0;

  if (!value || frame->n_atoms == 0)
    return TRUE;
  for (guint i = 0; i < frame->n_atoms; i++) {
    worst = fmax(worst, value[i]);
    sum += value[i];
  }
  double mean = sum / frame->n_atoms;
  history_add(&self->history, frame->time, (double[HISTORY_VALUES]){worst, mean});
  self->n_at[level_of(self->measure, worst)]++;
  self->n++;
  self->now = worst;
  self->sum += worst;
  self->mean_sum += mean;
  self->worst = fmax(self->worst, worst);
  return TRUE;
}

static void
begin_epoch(Observer *observer)
{
  Doubt *self = (Doubt *)observer;

  history_begin_epoch(&self->history);
  memset(self->n_at, 0, sizeof self->n_at);
  self->n = 0;
  self->sum = self->mean_sum = self->worst = 0.0;
}

static void
add_curve(const Doubt *self, Chart *chart, Curve which, gboolean ghost)
{
  const History *history = &self->history;
  guint from = ghost ? 0 : history->epoch, to = ghost ? history->epoch : history->n;
  Series *series =
      chart_add_series(chart, which == WORST ? _("worst atom") : _("mean of the atoms"),
                       SERIES_LINE, to - from, FALSE);

  series->ghost = ghost;
  series_set_species(series, which == WORST ? "Na" : "Si");
  for (guint i = from; i < to; i++) {
    series->x[i - from] = history->entry[i].time;
    series->y[i - from] = history->entry[i].value[which];
  }
}

static void
add_level(const Doubt *self, Chart *chart, double level)
{
  const History *history = &self->history;
  double end = history->entry[history->n - 1].time;
  const char *unit = self->measure->unit;
  g_autofree char *text =
      *unit ? g_strdup_printf("%.2f %s", level, unit) : g_strdup_printf("%g", level);
  Series *series =
      chart_add_series(chart, "", SERIES_LINE, 2, FALSE); /* its mark says it */

  series->dashed = TRUE;
  series_set_species(series, NULL);
  series->x[0] = history->entry[0].time;
  series->x[1] = end;
  series->y[0] = series->y[1] = level;
  series_add_mark(series, end, level, text);
}

static void
add_scalars(const Doubt *self, Chart *chart)
{
  static const char *const shares[] = {"trusted_share", "in_doubt_share", "failed_share"};
  const Measure *measure = self->measure;
  double n = self->n;

  chart_add_scalar(chart, measure->worst, "", self->worst, NAN, NULL);
  chart_add_scalar(chart, measure->worst_mean, "", self->sum / n, NAN, NULL);
  chart_add_scalar(chart, measure->mean, "", self->mean_sum / n, NAN, NULL);
  for (Level level = 0; level < N_LEVELS; level++)
    chart_add_scalar(chart, shares[level], "", self->n_at[level] / n, NAN, NULL);
}

static void
say_verdict(const Doubt *self, Chart *chart)
{
  const Measure *measure = self->measure;
  Level level = level_of(measure, self->now);
  const char *const words[] = {_("trusted"), _("in doubt"), _("not to be trusted")};

  chart_take_value(chart, g_strdup_printf("%s ≤ %.3f%s%s", measure->symbol, self->now,
                                          *measure->unit ? " " : "", measure->unit));
  chart_take_verdict(chart, level == TRUSTED ? VERDICT_GOOD : VERDICT_NOTICE,
                     g_strdup(words[level]));
}

static Chart *
make_chart(Observer *observer)
{
  Doubt *self = (Doubt *)observer;
  const Measure *measure = self->measure;
  Chart *chart = chart_new(measure->klass.id, _(measure->title));

  chart_set_x_axis(chart, "t", "ps", AXIS_LINEAR);
  chart_set_y_axis(chart, measure->symbol, measure->unit, AXIS_LINEAR);
  for (Curve curve = 0; self->history.epoch > 0 && curve < N_CURVES; curve++)
    add_curve(self, chart, curve, TRUE);
  if (self->n == 0 || self->history.n == self->history.epoch) {
    chart_take_verdict(chart, VERDICT_WAIT, g_strdup(_(measure->absent)));
    return chart;
  }
  add_level(self, chart, measure->trusted);
  add_level(self, chart, measure->failed);
  for (Curve curve = 0; curve < N_CURVES; curve++)
    add_curve(self, chart, curve, FALSE);
  say_verdict(self, chart);
  add_scalars(self, chart);
  return chart;
}

static void
free_doubt(Observer *observer)
{
  g_free(observer);
}

static const double *
deviations(const Frame *frame)
{
  return frame->deviation;
}

static const double *
grades(const Frame *frame)
{
  return frame->grade;
}

static const Measure committee = {
    .klass = {.id = "committee",
              .add_frame = add_frame,
              .begin_epoch = begin_epoch,
              .chart = make_chart,
              .free = free_doubt},
    .values = deviations,
    .title = N_("Committee disagreement"),
    .symbol = "σ(F)",
    .unit = "eV/Å",
    .absent = N_("no committee"),
    .trusted = COMMITTEE_TRUSTED,
    .failed = COMMITTEE_FAILED,
    .worst = "force_deviation_worst_eV_per_A",
    .worst_mean = "force_deviation_worst_mean_eV_per_A",
    .mean = "force_deviation_mean_eV_per_A",
};

static const Measure extrapolation = {
    .klass = {.id = "extrapolation",
              .add_frame = add_frame,
              .begin_epoch = begin_epoch,
              .chart = make_chart,
              .free = free_doubt},
    .values = grades,
    .title = N_("Extrapolation of the model"),
    .symbol = "γ",
    .unit = "",
    .absent = N_("the potential tells nothing"),
    .trusted = GRADE_SEEN,
    .failed = GRADE_FAILED,
    .worst = "extrapolation_grade_worst",
    .worst_mean = "extrapolation_grade_worst_mean",
    .mean = "extrapolation_grade_mean",
};

static Observer *
make_observer(const Measure *measure, double interval)
{
  Doubt *self = g_new0(Doubt, 1);

  self->observer = (Observer){.klass = &measure->klass, .interval = interval};
  self->measure = measure;
  return &self->observer;
}

Observer *
committee_observer_new(double interval)
{
  return make_observer(&committee, interval);
}

Observer *
extrapolation_observer_new(double interval)
{
  return make_observer(&extrapolation, interval);
}

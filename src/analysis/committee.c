// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "analysis/committee.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#include "analysis/history.h"

typedef enum { WORST, MEAN, N_CURVES } Curve;
typedef enum { TRUSTED, IN_DOUBT, FAILED, N_LEVELS } Level;

typedef struct {
  Observer observer;
  History history;
  guint n_at[N_LEVELS]; /* frames of this epoch */
  guint n;
  double now, sum, worst; /* of the largest deviation: last, summed, ever; eV/Å */
  double mean_sum;
} Committee;

static Level
level_of(double deviation)
{
  if (deviation < COMMITTEE_TRUSTED)
    return TRUSTED;
  return deviation > COMMITTEE_FAILED ? FAILED : IN_DOUBT;
}

static gboolean
committee_add_frame(Observer *observer, const Frame *frame, GError **error)
{
  Committee *self = (Committee *)observer;
  double worst = 0.0, sum = 0.0;

  if (!frame->deviation || frame->n_atoms == 0)
    return TRUE;
  for (guint i = 0; i < frame->n_atoms; i++) {
    worst = fmax(worst, frame->deviation[i]);
    sum += frame->deviation[i];
  }
  double mean = sum / frame->n_atoms;
  history_add(&self->history, frame->time, (double[HISTORY_VALUES]){worst, mean});
  self->n_at[level_of(worst)]++;
  self->n++;
  self->now = worst;
  self->sum += worst;
  self->mean_sum += mean;
  self->worst = fmax(self->worst, worst);
  return TRUE;
}

static void
committee_begin_epoch(Observer *observer)
{
  Committee *self = (Committee *)observer;

  history_begin_epoch(&self->history);
  memset(self->n_at, 0, sizeof self->n_at);
  self->n = 0;
  self->sum = self->mean_sum = self->worst = 0.0;
}

static void
add_curve(const Committee *self, Chart *chart, Curve which, gboolean ghost)
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
add_level(const Committee *self, Chart *chart, double level)
{
  const History *history = &self->history;
  double end = history->entry[history->n - 1].time;
  g_autofree char *text = g_strdup_printf("%.2f eV/Å", level);
  Series *series = chart_add_series(chart, text, SERIES_LINE, 2, FALSE);

  series->dashed = TRUE;
  series_set_species(series, NULL);
  series->x[0] = history->entry[0].time;
  series->x[1] = end;
  series->y[0] = series->y[1] = level;
  series_add_mark(series, end, level, text);
}

static void
add_scalars(const Committee *self, Chart *chart)
{
  static const char *const shares[] = {"trusted_share", "in_doubt_share", "failed_share"};
  double n = self->n;

  chart_add_scalar(chart, "force_deviation_worst_eV_per_A", "", self->worst, NAN, NULL);
  chart_add_scalar(chart, "force_deviation_worst_mean_eV_per_A", "", self->sum / n, NAN,
                   NULL);
  chart_add_scalar(chart, "force_deviation_mean_eV_per_A", "", self->mean_sum / n, NAN,
                   NULL);
  for (Level level = 0; level < N_LEVELS; level++)
    chart_add_scalar(chart, shares[level], "", self->n_at[level] / n, NAN, NULL);
}

static void
say_verdict(const Committee *self, Chart *chart)
{
  Level level = level_of(self->now);
  const char *const words[] = {_("trusted"), _("in doubt"), _("not to be trusted")};

  chart_take_value(chart, g_strdup_printf("σ(F) ≤ %.3f eV/Å", self->now));
  chart_take_verdict(chart, level == TRUSTED ? VERDICT_GOOD : VERDICT_NOTICE,
                     g_strdup(words[level]));
}

static Chart *
committee_chart(Observer *observer)
{
  Committee *self = (Committee *)observer;
  Chart *chart = chart_new("committee", _("Disagreement of the committee"));

  chart_set_x_axis(chart, "t", "ps", AXIS_LINEAR);
  chart_set_y_axis(chart, "σ(F)", "eV/Å", AXIS_LINEAR);
  for (Curve curve = 0; self->history.epoch > 0 && curve < N_CURVES; curve++)
    add_curve(self, chart, curve, TRUE);
  if (self->n == 0 || self->history.n == self->history.epoch) {
    chart_take_verdict(chart, VERDICT_WAIT, g_strdup(_("no committee")));
    return chart;
  }
  add_level(self, chart, COMMITTEE_TRUSTED);
  add_level(self, chart, COMMITTEE_FAILED);
  for (Curve curve = 0; curve < N_CURVES; curve++)
    add_curve(self, chart, curve, FALSE);
  say_verdict(self, chart);
  add_scalars(self, chart);
  return chart;
}

static void
committee_free(Observer *observer)
{
  g_free(observer);
}

static const ObserverClass committee_class = {
    .id = "committee",
    .add_frame = committee_add_frame,
    .begin_epoch = committee_begin_epoch,
    .chart = committee_chart,
    .free = committee_free,
};

Observer *
committee_observer_new(double interval)
{
  Committee *self = g_new0(Committee, 1);

  self->observer = (Observer){.klass = &committee_class, .interval = interval};
  return &self->observer;
}

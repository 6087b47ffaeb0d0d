// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "analysis/coordination.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#include "analysis/borate.h"
#include "analysis/frame-check.h"
#include "analysis/history.h"
#include "analysis/network-sample.h"
#include "analysis/temperature-bins.h"
#include "model/format-number.h"

/* Of boron, in histories and bins. */
enum { N4, N3, N_BORON };

typedef struct {
  Observer observer;
  FrameCheck check;
  BondCutoffs *cutoffs;
  BlockMean *mean; /* network samples; NULL before the first frame */
  guint n_of_type[SPECIES_MAX];
  int boron;      /* its type, or -1 */
  gboolean oxide; /* glass is known */
  BorateGlass glass;
  History history;
  TemperatureBins *bins;
} Coordination;

static void
begin(Coordination *self, const Frame *frame)
{
  self->mean = block_mean_new(network_sample_size(frame->species->n));
  for (guint type = 0; type < frame->species->n; type++)
    self->n_of_type[type] = frame_count_type(frame, type);
  self->boron = species_list_find(frame->species, "B");
  if (self->boron >= 0 && self->n_of_type[self->boron] == 0)
    self->boron = -1;
  self->oxide = borate_glass_of(frame, &self->glass);
}

static gboolean
coordination_add_frame(Observer *observer, const Frame *frame, GError **error)
{
  Coordination *self = (Coordination *)observer;
  NetworkCounts counts;
  BondRule rule;

  if (!frame_check(&self->check, frame, FALSE, error))
    return FALSE;
  if (!self->mean)
    begin(self, frame);
  bond_cutoffs_add(self->cutoffs, frame);
  bond_cutoffs_rule(self->cutoffs, frame->species, &rule);
  g_autoptr(Bonds) bonds = bonds_new(frame, &rule);
  network_count(frame, bonds, &counts);
  g_autofree double *value = g_new(double, network_sample_size(frame->species->n));
  network_sample_fill(frame, &counts, value);
  block_mean_add(self->mean, value);
  if (self->boron < 0)
    return TRUE;
  double boron[HISTORY_VALUES] = {[N4] = value[network_sample_cn((guint)self->boron, 4)],
                                  [N3] = value[network_sample_cn((guint)self->boron, 3)]};
  history_add(&self->history, frame->time, boron);
  temperature_bins_add(self->bins, frame, boron);
  return TRUE;
}

static void
coordination_begin_epoch(Observer *observer)
{
  Coordination *self = (Coordination *)observer;

  frame_check_begin_epoch(&self->check);
  history_begin_epoch(&self->history);
  temperature_bins_begin_epoch(self->bins);
  if (self->mean)
    block_mean_clear(self->mean);
}

static gboolean
has_data(const Coordination *self)
{
  return self->mean && block_mean_n_samples(self->mean) > 0;
}

static Chart *
network_chart(const Coordination *self, guint index)
{
  static const struct {
    const char *id, *title, *x;
    void (*fill)(const NetworkMeans *, Chart *);
  } kinds[] = {[COORDINATION_CN] = {"coordination", N_("Coordination of the formers"),
                                    N_("anions of a former"), network_fill_coordination},
               [COORDINATION_ANIONS] = {"anions", N_("Bridging and non-bridging anions"),
                                        N_("formers of an anion"), network_fill_anions},
               [COORDINATION_QN] = {"qn", N_("Qⁿ of the formers"),
                                    N_("bridging anions of a former"), network_fill_qn}};
  Chart *chart = chart_new(kinds[index].id, _(kinds[index].title));

  chart_set_x_axis(chart, _(kinds[index].x), "", AXIS_LINEAR);
  chart_set_y_axis(chart, _("fraction"), "", AXIS_LINEAR);
  if (!has_data(self)) {
    chart_take_verdict(chart, VERDICT_WAIT, g_strdup(_("waiting for data")));
    return chart;
  }
  NetworkMeans means = {self->mean, self->check.species, self->n_of_type};
  kinds[index].fill(&means, chart);
  bond_cutoffs_tell(self->cutoffs, self->check.species, chart);
  if (chart->series->len == 0)
    chart_take_verdict(chart, VERDICT_WAIT, g_strdup(_("no network in this structure")));
  return chart;
}

/* A level from the first to the last place of the chart's curves. */
static Series *
add_level(Chart *chart, const char *name, double level)
{
  double from = INFINITY, to = -INFINITY;

  for (guint i = 0; i < chart->series->len; i++) {
    const Series *series = g_ptr_array_index(chart->series, i);
    if (series->n == 0)
      continue;
    from = MIN(from, series->x[0]);
    to = MAX(to, series->x[series->n - 1]);
  }
  Series *series = chart_add_series(chart, name, SERIES_LINE, from <= to ? 2 : 0, FALSE);
  series->dashed = TRUE;
  if (series->n == 0)
    return series;
  series->x[0] = from;
  series->x[1] = to;
  series->y[0] = series->y[1] = level;
  return series;
}

static void
add_known(const Coordination *self, Chart *chart)
{
  static const float warm[3] = {0.93f, 0.58f, 0.20f};
  BorateMeasured row;

  if (!self->oxide)
    return;
  double model = borate_dell_bray(self->glass.r, self->glass.k);
  add_level(chart, _("Dell–Bray"), model);
  chart_add_scalar(chart, "N4_Dell_Bray", "", model, NAN, NULL);
  if (!borate_find_measured(&self->glass, &row))
    return;
  Series *measured = add_level(chart, _("measured"), row.n4);
  memcpy(measured->rgb, warm, sizeof warm);
  chart_add_scalar(chart, "N4_measured", "", row.n4, NAN, row.source);
}

/* TRUE: there is something to draw. */
static gboolean
start_boron_chart(const Coordination *self, Chart *chart, gboolean any, const char *wait)
{
  chart_set_y_axis(chart, "N₄", "", AXIS_LINEAR);
  if (self->mean && self->boron < 0)
    chart_take_verdict(chart, VERDICT_WAIT, g_strdup(_("no boron in this glass")));
  else if (!any)
    chart_take_verdict(chart, VERDICT_WAIT, g_strdup(wait));
  return any && self->boron >= 0;
}

static void
add_curve(const Coordination *self, Chart *chart, gboolean ghost)
{
  const History *history = &self->history;
  guint from = ghost ? 0 : history->epoch, to = ghost ? history->epoch : history->n;
  Series *series = chart_add_series(chart, "N₄", SERIES_LINE, to - from, FALSE);

  series_set_species(series, "B");
  series->ghost = ghost;
  for (guint i = from; i < to; i++) {
    series->x[i - from] = history->entry[i].time;
    series->y[i - from] = history->entry[i].value[N4];
  }
}

static void
add_fraction(const Coordination *self, Chart *chart, const char *key, guint cn)
{
  guint index = network_sample_cn((guint)self->boron, cn);
  double value;

  block_mean_get(self->mean, -1, index, 1, &value);
  chart_add_scalar(chart, key, "B", value, block_mean_error(self->mean, index), NULL);
}

static Chart *
n4_chart(const Coordination *self)
{
  Chart *chart = chart_new("n4", _("Four-fold boron"));

  chart_set_x_axis(chart, "t", "ps", AXIS_LINEAR);
  if (!start_boron_chart(self, chart, has_data(self), _("waiting for data")))
    return chart;
  if (self->history.epoch > 0)
    add_curve(self, chart, TRUE);
  add_curve(self, chart, FALSE);
  add_fraction(self, chart, "N4", 4);
  add_fraction(self, chart, "N3", 3);
  const ChartScalar *n4 = g_ptr_array_index(chart->scalars, 0);
  g_autofree char *number = number_format_error(n4->value, n4->error);
  chart_take_value(chart, g_strdup_printf("N₄ = %s", number));
  add_known(self, chart);
  return chart;
}

static Chart *
n4_temperature_chart(const Coordination *self)
{
  Chart *chart = chart_new("n4-temperature", _("Four-fold boron against T"));
  gboolean any = temperature_bins_n(self->bins) > 0;

  chart_set_x_axis(chart, "T", "K", AXIS_LINEAR);
  if (!start_boron_chart(self, chart, any, _("waiting for frames with a temperature")))
    return chart;
  Series *series = temperature_bins_add_series(self->bins, chart, "N₄", N4);
  series_set_species(series, "B");
  add_known(self, chart);
  return chart;
}

static Chart *
coordination_chart_at(Observer *observer, guint index)
{
  const Coordination *self = (Coordination *)observer;

  if (index == COORDINATION_N4)
    return n4_chart(self);
  if (index == COORDINATION_N4_TEMPERATURE)
    return n4_temperature_chart(self);
  return network_chart(self, index);
}

static void
coordination_free(Observer *observer)
{
  Coordination *self = (Coordination *)observer;

  bond_cutoffs_free(self->cutoffs);
  block_mean_free(self->mean);
  temperature_bins_free(self->bins);
  frame_check_clear(&self->check);
  g_free(self);
}

static const ObserverClass coordination_class = {
    .id = "coordination",
    .add_frame = coordination_add_frame,
    .begin_epoch = coordination_begin_epoch,
    .n_charts = COORDINATION_N_CHARTS,
    .chart_at = coordination_chart_at,
    .free = coordination_free,
};

Observer *
coordination_observer_new(double interval)
{
  Coordination *self = g_new0(Coordination, 1);

  self->observer = (Observer){.klass = &coordination_class, .interval = interval};
  self->cutoffs = bond_cutoffs_new();
  self->bins = temperature_bins_new(N_BORON);
  self->boron = -1;
  return &self->observer;
}

BondCutoffs *
coordination_observer_cutoffs(Observer *self)
{
  g_return_val_if_fail(self != NULL && self->klass == &coordination_class, NULL);

  return ((Coordination *)self)->cutoffs;
}

// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "analysis/clearance.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#include "analysis/clearance-field.h"
#include "analysis/frame-check.h"
#include "analysis/history.h"
#include "analysis/ion-choice.h"
#include "analysis/pathway-maker.h"
#include "base/base-error.h"
#include "model/format-number.h"

#define MOST_NODES  600000
#define BIN         0.05 /* Å */
#define BINS        80
#define MOST_POINTS 60 /* of a curve: three would drown in their noise */

enum { AXIS_A, AXIS_B, AXIS_C, ANY_AXIS, CAVITY, FREE_VOLUME, N_NUMBERS };

/* Of one number over the frames of an epoch. */
typedef struct {
  guint n, n_missing;
  double sum, square;
} Moments;

typedef struct {
  Observer observer;
  double grid; /* Å */
  char *species;
  FrameCheck check;
  Moments number[N_NUMBERS];
  guint n_frames;
  double share[BINS], share2[BINS]; /* Σ of V(r)/V and of its square over frames */
  History history[3];               /* Å, value[0], along a, b, c */
  Frame *last;                      /* newest frame; owned */
  Field *field;                     /* of it; owned */
  MergeTree *tree;                  /* of that; owned */
  Pathways *pathways;               /* of it, or NULL until somebody asks; owned */
} Clearance;

static void
note(Moments *moments, double value)
{
  if (!isfinite(value)) {
    moments->n_missing++;
    return;
  }
  moments->n++;
  moments->sum += value;
  moments->square += value * value;
}

static double
mean_of(const Moments *moments)
{
  return moments->n > 0 ? moments->sum / moments->n : NAN;
}

static double
spread_of(const Moments *moments)
{
  double mean = mean_of(moments);

  if (moments->n < 2)
    return NAN;
  double variance = (moments->square - moments->n * mean * mean) / (moments->n - 1);
  return sqrt(fmax(variance, 0.0));
}

static void
add_shares(Clearance *clearance, const Field *field)
{
  guint count[BINS + 1] = {0}, above = 0;

  for (gsize i = 0; i < field->n_nodes; i++)
    if (field->value[i] > 0.0f)
      count[MIN((guint)(field->value[i] / BIN), BINS)]++;
  above = count[BINS];
  for (guint bin = BINS; bin-- > 0;) {
    above += count[bin];
    double share = above / (double)field->n_nodes;
    clearance->share[bin] += share;
    clearance->share2[bin] += share * share;
  }
  note(&clearance->number[FREE_VOLUME], above / (double)field->n_nodes);
}

static void
measure(Clearance *clearance, const Field *field, const MergeTree *tree, double time)
{
  for (guint d = 0; d < 3; d++) {
    double value[HISTORY_VALUES] = {tree->axis[d]};
    note(&clearance->number[AXIS_A + d], tree->axis[d]);
    if (isfinite(tree->axis[d]))
      history_add(&clearance->history[d], time, value);
  }
  note(&clearance->number[ANY_AXIS], tree->dimension[0]);
  if (tree->n_sites > 0)
    note(&clearance->number[CAVITY], tree->site[0].height);
  add_shares(clearance, field);
  clearance->n_frames++;
}

/* Takes field and tree, which may be NULL. */
static void
keep_newest(Clearance *clearance, const Frame *frame, Field *field, MergeTree *tree)
{
  g_clear_pointer(&clearance->pathways, pathways_unref);
  g_clear_pointer(&clearance->last, frame_unref);
  g_clear_pointer(&clearance->field, field_unref);
  g_clear_pointer(&clearance->tree, merge_tree_free);
  clearance->last = frame ? frame_ref((Frame *)frame) : NULL;
  clearance->field = field;
  clearance->tree = tree;
}

static gboolean
clearance_add_frame(Observer *self, const Frame *frame, GError **error)
{
  Clearance *clearance = (Clearance *)self;
  int type;

  if (!ion_choice_type(clearance->species, frame, &type, error) ||
      !frame_check(&clearance->check, frame, FALSE, error))
    return FALSE;
  double step = field_step(&frame->cell, clearance->grid, MOST_NODES);
  Field *field = clearance_field_of_framework(frame, type, step);
  if (!field) {
    g_set_error_literal(error, VITRINE_ERROR, VITRINE_ERROR_INPUT,
                        _("there is no framework beside the ions"));
    return FALSE;
  }
  MergeTree *tree = pathways_clearance_tree(field);
  measure(clearance, field, tree, frame->time);
  keep_newest(clearance, frame, field, tree);
  return TRUE;
}

static void
clearance_begin_epoch(Observer *self)
{
  Clearance *clearance = (Clearance *)self;

  frame_check_begin_epoch(&clearance->check);
  for (guint d = 0; d < 3; d++)
    history_begin_epoch(&clearance->history[d]);
  memset(clearance->number, 0, sizeof clearance->number);
  memset(clearance->share, 0, sizeof clearance->share);
  memset(clearance->share2, 0, sizeof clearance->share2);
  clearance->n_frames = 0;
}

static void
add_number(const Clearance *clearance, Chart *chart, const char *key, const char *label,
           guint which)
{
  const Moments *moments = &clearance->number[which];

  chart_add_scalar(chart, key, label, mean_of(moments), spread_of(moments),
                   moments->n_missing > 0 ? "nothing passes in some of the frames"
                                          : NULL);
}

static void
add_numbers(const Clearance *clearance, Chart *chart)
{
  add_number(clearance, chart, "percolation_radius_A", "a", AXIS_A);
  add_number(clearance, chart, "percolation_radius_A", "b", AXIS_B);
  add_number(clearance, chart, "percolation_radius_A", "c", AXIS_C);
  add_number(clearance, chart, "percolation_radius_A", "any", ANY_AXIS);
  add_number(clearance, chart, "cavity_radius_A", "", CAVITY);
  add_number(clearance, chart, "free_volume_fraction", "", FREE_VOLUME);
  chart_add_scalar(chart, "frames", "", clearance->n_frames, NAN, NULL);
}

/* Where on the curve a radius lies. */
static void
add_mark(Series *series, double radius, const char *text)
{
  if (isfinite(radius) && radius > 0.0 && radius < BINS * BIN)
    series_add_mark(series, radius, series->y[(guint)(radius / BIN)], text);
}

static void
add_volume(const Clearance *clearance, Chart *chart)
{
  guint frames = clearance->n_frames, n = BINS;

  while (n > 1 && clearance->share[n - 1] == 0.0)
    n--;
  Series *series = chart_add_series(chart, _("free volume"), SERIES_LINE, n, frames > 1);
  for (guint bin = 0; bin < n; bin++) {
    Moments moments = {frames, 0, clearance->share[bin], clearance->share2[bin]};
    series->x[bin] = bin * BIN;
    series->y[bin] = mean_of(&moments);
    if (series->error)
      series->error[bin] = spread_of(&moments);
  }
  /* Translators: the radius of the largest sphere that gets through the glass */
  add_mark(series, mean_of(&clearance->number[ANY_AXIS]), _("passes"));
}

static Chart *
empty_chart(const Clearance *clearance, const char *id, const char *title)
{
  Chart *chart = chart_new(id, title);

  if (clearance->n_frames == 0)
    chart_take_verdict(chart, VERDICT_WAIT, g_strdup(_("waiting for data")));
  return chart;
}

static void
take_words(const Clearance *clearance, Chart *chart)
{
  const Moments *any = &clearance->number[ANY_AXIS];
  g_autofree char *radius = number_format_error(mean_of(any), spread_of(any));

  if (any->n > 0)
    chart_take_value(chart, g_strdup_printf(_("spheres up to %s Å get through"), radius));
  else
    chart_take_verdict(chart, VERDICT_NOTICE, g_strdup(_("no way through")));
}

static Chart *
chart_volume(const Clearance *clearance)
{
  Chart *chart = empty_chart(clearance, "clearance", _("Room in the framework"));

  chart_set_x_axis(chart, "r", "Å", AXIS_LINEAR);
  chart_set_y_axis(chart, "V(r)/V", "", AXIS_LINEAR);
  if (clearance->n_frames == 0)
    return chart;
  add_volume(clearance, chart);
  add_numbers(clearance, chart);
  take_words(clearance, chart);
  return chart;
}

/* Point i of series is the mean of n entries, with its standard error. */
static void
take_mean(Series *series, guint i, const HistoryEntry *entry, guint n)
{
  double time = 0.0, sum = 0.0, square = 0.0;

  for (guint k = 0; k < n; k++) {
    time += entry[k].time / n;
    sum += entry[k].value[0] / n;
  }
  for (guint k = 0; k < n; k++)
    square += (entry[k].value[0] - sum) * (entry[k].value[0] - sum);
  series->x[i] = time;
  series->y[i] = sum;
  if (series->error)
    series->error[i] = n > 1 ? sqrt(square / (n * (n - 1.0))) : NAN;
}

static Chart *
chart_bottleneck(const Clearance *clearance)
{
  static const char *const axis[3] = {"a", "b", "c"};
  static const float rgb[3][3] = {
      {0.80f, 0.32f, 0.28f}, {0.22f, 0.60f, 0.36f}, {0.25f, 0.45f, 0.78f}};
  Chart *chart = empty_chart(clearance, "bottleneck", _("Bottleneck of the framework"));

  chart_set_x_axis(chart, "t", "ps", AXIS_LINEAR);
  chart_set_y_axis(chart, "r", "Å", AXIS_LINEAR);
  for (guint d = 0; d < 3 && clearance->n_frames > 0; d++) {
    const History *history = &clearance->history[d];
    guint each = (history->n + MOST_POINTS - 1) / MOST_POINTS;
    guint n = each ? (history->n + each - 1) / each : 0;
    Series *series = chart_add_series(chart, axis[d], SERIES_LINE, n, each > 1);
    memcpy(series->rgb, rgb[d], sizeof rgb[d]);
    for (guint i = 0; i < n; i++)
      take_mean(series, i, &history->entry[i * each], MIN(each, history->n - i * each));
  }
  if (clearance->n_frames > 0)
    take_words(clearance, chart);
  return chart;
}

static Chart *
clearance_chart_at(Observer *self, guint index)
{
  const Clearance *clearance = (const Clearance *)self;

  return index == 0 ? chart_volume(clearance) : chart_bottleneck(clearance);
}

static Pathways *
clearance_pathways(Observer *self)
{
  Clearance *clearance = (Clearance *)self;

  if (!clearance->pathways && clearance->field)
    clearance->pathways =
        pathways_from_clearance(clearance->field, clearance->tree, clearance->last, NAN);
  return clearance->pathways ? pathways_ref(clearance->pathways) : NULL;
}

static void
clearance_free(Observer *self)
{
  Clearance *clearance = (Clearance *)self;

  frame_check_clear(&clearance->check);
  keep_newest(clearance, NULL, NULL, NULL);
  g_free(clearance->species);
  g_free(clearance);
}

static const ObserverClass clearance_class = {
    .id = "clearance",
    .add_frame = clearance_add_frame,
    .begin_epoch = clearance_begin_epoch,
    .n_charts = 2,
    .chart_at = clearance_chart_at,
    .pathways = clearance_pathways,
    .free = clearance_free,
};

Observer *
clearance_observer_new(double interval, double grid, const char *species)
{
  g_return_val_if_fail(grid > 0.0, NULL);

  Clearance *clearance = g_new0(Clearance, 1);
  clearance->observer = (Observer){.klass = &clearance_class, .interval = interval};
  clearance->grid = grid;
  clearance->species = g_strdup(species);
  return &clearance->observer;
}

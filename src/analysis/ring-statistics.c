// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "analysis/ring-statistics.h"

#include <glib/gi18n.h>
#include <math.h>

#include "analysis/block-mean.h"
#include "analysis/bond-memory.h"
#include "analysis/frame-check.h"
#include "analysis/ring-census.h"
#include "analysis/ring-search.h"
#include "analysis/temperature-bins.h"
#include "model/format-number.h"

#define SIZES          (RING_SIZE_MOST + 1)
#define SMALLEST       2
#define TOLD_ELSEWHERE 3 /* births and deaths of three-membered rings: rings3.h */

/* Numbers of a frame by kind, column and size. P_max and P_min are fractions of all
 * formers here; their denominators come with the means. */
typedef enum { PER_NODE, FOUND, LONGEST, SHORTEST, N_COLUMNS } Column;

#define N_NUMBERS (RING_N_KINDS * N_COLUMNS * SIZES)

static const char *const kind_keys[RING_N_KINDS] = {"king", "guttman", "primitive"};
static const char *const kind_names[RING_N_KINDS] = {"King", "Guttman", N_("primitive")};
static const float kind_rgb[RING_N_KINDS][3] = {
    {0.44f, 0.54f, 0.68f}, {0.66f, 0.68f, 0.71f}, {0.31f, 0.66f, 0.59f}};

typedef struct {
  Observer observer;
  FrameCheck check;
  BondCutoffs *cutoffs;
  BondMemory memory;
  RingCensus *census[RING_N_KINDS];
  TemperatureBins *bins; /* rings by kind and size */
  BlockMean *mean;
  GPtrArray *events; /* Event*, not yet taken */
  guint size_most;
  guint n_crowded;  /* frames */
  gboolean crowded; /* the newest one */
} RingStatistics;

static guint
index_of(RingKind kind, Column column, guint size)
{
  return (kind * N_COLUMNS + column) * SIZES + size;
}

static void
fill_numbers(const RingList *list, RingKind kind, guint n_atoms, double *number)
{
  RingNumbers numbers;

  ring_list_numbers(list, n_atoms, &numbers);
  for (guint n = SMALLEST; n < SIZES; n++) {
    number[index_of(kind, PER_NODE, n)] = numbers.per_node[n];
    number[index_of(kind, FOUND, n)] = numbers.found[n];
    number[index_of(kind, LONGEST, n)] = numbers.longest[n] * numbers.found[n];
    number[index_of(kind, SHORTEST, n)] = numbers.shortest[n] * numbers.found[n];
  }
}

static void
add_sample(RingStatistics *self, const Frame *frame, RingList *const *list)
{
  double number[N_NUMBERS] = {0.0}, count[RING_N_KINDS * SIZES] = {0.0};

  for (RingKind kind = 0; kind < RING_N_KINDS; kind++) {
    fill_numbers(list[kind], kind, frame->n_atoms, number);
    for (guint i = 0; i < list[kind]->ring->len; i++)
      count[kind * SIZES + g_array_index(list[kind]->ring, Ring, i).n / 2]++;
  }
  block_mean_add(self->mean, number);
  temperature_bins_add(self->bins, frame, count);
}

static GPtrArray *
new_events(void)
{
  return g_ptr_array_new_with_free_func((GDestroyNotify)event_unref);
}

/* King's rings that are primitive, too, are told as such. */
static void
tell_king(RingStatistics *self, const Frame *frame, const GArray *rings)
{
  g_autoptr(GPtrArray) events = new_events();

  ring_census_add(self->census[RING_KING], frame, rings, events);
  for (guint i = 0; i < events->len; i++) {
    Event *event = g_ptr_array_index(events, i);
    if (ring_census_knows(self->census[RING_PRIMITIVE], event->atom, event->n_atoms))
      continue;
    g_autofree char *text = g_steal_pointer(&event->text);
    event->text = g_strdup_printf("%s (King)", text);
    event->king = TRUE;
    g_ptr_array_add(self->events, event_ref(event));
  }
}

static void
tell_primitive(RingStatistics *self, const Frame *frame, const GArray *rings)
{
  g_autoptr(GPtrArray) events = new_events();

  ring_census_add(self->census[RING_PRIMITIVE], frame, rings, events);
  for (guint i = 0; i < events->len; i++) {
    Event *event = g_ptr_array_index(events, i);
    if (event->n_atoms != 2 * TOLD_ELSEWHERE)
      g_ptr_array_add(self->events, event_ref(event));
  }
}

/* The census sees stretched bonds as bonds. */
static void
take_census(RingStatistics *self, const Frame *frame, const Bonds *bonds,
            RingList *const *found)
{
  const Bonds *held = self->memory.held;
  RingList king = {0}, guttman = {0}, primitive = {0};
  RingList *again[RING_N_KINDS] = {&king, &guttman, &primitive};
  gboolean stretched = held->n_ends > bonds->n_ends;

  if (stretched)
    ring_search(frame, held, self->size_most, again);
  RingList *const *list = stretched ? again : found;
  tell_king(self, frame, list[RING_KING]->ring); /* asks for those before this frame */
  tell_primitive(self, frame, list[RING_PRIMITIVE]->ring);
  ring_census_add(self->census[RING_GUTTMAN], frame, list[RING_GUTTMAN]->ring, NULL);
  for (RingKind kind = 0; kind < RING_N_KINDS; kind++)
    ring_list_clear(again[kind]);
}

static gboolean
ring_statistics_add_frame(Observer *observer, const Frame *frame, GError **error)
{
  RingStatistics *self = (RingStatistics *)observer;
  RingList king = {0}, guttman = {0}, primitive = {0};
  RingList *list[RING_N_KINDS] = {&king, &guttman, &primitive};
  BondRule rule;

  if (!frame_check(&self->check, frame, FALSE, error))
    return FALSE;
  bond_cutoffs_add(self->cutoffs, frame);
  bond_cutoffs_rule(self->cutoffs, frame->species, &rule);
  g_autoptr(Bonds) bonds = bond_memory_add(&self->memory, frame, &rule);
  ring_search(frame, bonds, self->size_most, list);
  self->crowded = king.partial || guttman.partial || primitive.partial;
  self->n_crowded += self->crowded;
  if (!self->crowded) {
    add_sample(self, frame, list);
    take_census(self, frame, bonds, list);
  }
  for (RingKind kind = 0; kind < RING_N_KINDS; kind++)
    ring_list_clear(list[kind]);
  return TRUE;
}

static void
ring_statistics_begin_epoch(Observer *observer)
{
  RingStatistics *self = (RingStatistics *)observer;

  frame_check_begin_epoch(&self->check);
  temperature_bins_begin_epoch(self->bins);
  for (RingKind kind = 0; kind < RING_N_KINDS; kind++)
    ring_census_begin_epoch(self->census[kind]);
  block_mean_clear(self->mean);
  self->n_crowded = 0;
  self->crowded = FALSE;
}

static double
mean_at(const RingStatistics *self, int leave, guint index)
{
  double value;

  block_mean_get(self->mean, leave, index, 1, &value);
  return value;
}

/* A number of one size with its error; P_max and P_min as fractions of P_N. */
static double
value_of(const RingStatistics *self, RingKind kind, Column column, guint size,
         double *error)
{
  guint index = index_of(kind, column, size), found = index_of(kind, FOUND, size);
  guint n_blocks = block_mean_n_blocks(self->mean);
  double left[BLOCK_MEAN_MOST];

  if (column == PER_NODE || column == FOUND) {
    *error = block_mean_error(self->mean, index);
    return mean_at(self, -1, index);
  }
  for (guint b = 0; b < n_blocks; b++)
    left[b] = mean_at(self, (int)b, index) / mean_at(self, (int)b, found);
  *error = block_jackknife(left, n_blocks);
  double all = mean_at(self, -1, found);
  return all > 0.0 ? mean_at(self, -1, index) / all : NAN;
}

/* Small rings are warm, large ones cold. */
static void
colour_size(const RingStatistics *self, Series *series, guint size)
{
  static const float warm[3] = {0.93f, 0.58f, 0.20f}, middle[3] = {0.56f, 0.60f, 0.36f},
                     cold[3] = {0.33f, 0.47f, 0.76f};
  float f = (float)(size - SMALLEST) / (float)(self->size_most - SMALLEST);

  for (guint c = 0; c < 3; c++)
    series->rgb[c] = f < 0.5f ? warm[c] + 2.0f * f * (middle[c] - warm[c])
                              : middle[c] + (2.0f * f - 1.0f) * (cold[c] - middle[c]);
}

static void
add_bars(const RingStatistics *self, Chart *chart, const char *name, RingKind kind,
         Column column, const float rgb[3])
{
  guint n = self->size_most - SMALLEST + 1;
  Series *series = chart_add_series(chart, name, SERIES_BARS, n, TRUE);

  for (guint c = 0; c < 3; c++)
    series->rgb[c] = rgb[c];
  for (guint i = 0; i < n; i++) {
    series->x[i] = SMALLEST + i;
    series->y[i] = value_of(self, kind, column, SMALLEST + i, &series->error[i]);
  }
}

static void
add_scalars(const RingStatistics *self, Chart *chart, const char *prefix, Column column)
{
  double error;

  for (guint kind = RING_N_KINDS; kind-- > 0;) {
    g_autofree char *key = g_strdup_printf("%s_%s", prefix, kind_keys[kind]);
    for (guint n = SMALLEST; n <= self->size_most; n++) {
      g_autofree char *label = g_strdup_printf("%u", n);
      double value = value_of(self, kind, column, n, &error);
      if (isfinite(value))
        chart_add_scalar(chart, key, label, value, error, NULL);
    }
  }
}

/* TRUE: there are means to draw. */
static gboolean
start(const RingStatistics *self, Chart *chart)
{
  chart_set_x_axis(chart, _("ring size (formers)"), "", AXIS_LINEAR);
  if (self->crowded)
    chart_take_verdict(chart, VERDICT_NOTICE,
                       g_strdup(_("atoms too crowded for a search of rings")));
  if (block_mean_n_samples(self->mean) > 0)
    return TRUE;
  if (!self->crowded)
    chart_take_verdict(chart, VERDICT_WAIT, g_strdup(_("waiting for data")));
  return FALSE;
}

static Chart *
sizes_chart(const RingStatistics *self)
{
  Chart *chart = chart_new("rings", _("Ring sizes"));
  double all = 0.0;

  chart_set_y_axis(chart, _("rings per former"), "", AXIS_LINEAR);
  if (!start(self, chart))
    return chart;
  for (guint kind = RING_N_KINDS; kind-- > 0;)
    add_bars(self, chart, _(kind_names[kind]), kind, PER_NODE, kind_rgb[kind]);
  for (guint n = SMALLEST; n <= self->size_most; n++)
    all += mean_at(self, -1, index_of(RING_PRIMITIVE, PER_NODE, n));
  g_autofree char *number = number_format_fixed(all, 2);
  /* Translators: number of primitive rings divided by the number of formers */
  chart_take_value(chart, g_strdup_printf(_("%s primitive rings per former"), number));
  add_scalars(self, chart, "R_C", PER_NODE);
  bond_cutoffs_tell(self->cutoffs, self->check.species, chart);
  chart_add_scalar(chart, "frames", "", block_mean_n_samples(self->mean), NAN, NULL);
  if (self->n_crowded > 0)
    chart_add_scalar(chart, "frames_crowded", "", self->n_crowded, NAN, NULL);
  return chart;
}

static Chart *
nodes_chart(const RingStatistics *self)
{
  static const float rgb[3][3] = {
      {0.44f, 0.54f, 0.68f}, {0.93f, 0.58f, 0.20f}, {0.31f, 0.66f, 0.59f}};
  Chart *chart = chart_new("rings-nodes", _("Formers in primitive rings"));

  chart_set_y_axis(chart, _("fraction"), "", AXIS_LINEAR);
  if (!start(self, chart))
    return chart;
  add_bars(self, chart, "P_N", RING_PRIMITIVE, FOUND, rgb[0]);
  add_bars(self, chart, "P_max", RING_PRIMITIVE, LONGEST, rgb[1]);
  add_bars(self, chart, "P_min", RING_PRIMITIVE, SHORTEST, rgb[2]);
  add_scalars(self, chart, "P_N", FOUND);
  add_scalars(self, chart, "P_max", LONGEST);
  add_scalars(self, chart, "P_min", SHORTEST);
  return chart;
}

static Chart *
temperature_chart(const RingStatistics *self, RingKind kind, const char *id,
                  const char *title)
{
  Chart *chart = chart_new(id, title);

  chart_set_x_axis(chart, "T", "K", AXIS_LINEAR);
  chart_set_y_axis(chart, _("rings"), "", AXIS_LINEAR);
  if (temperature_bins_n(self->bins) == 0) {
    chart_take_verdict(chart, VERDICT_WAIT,
                       g_strdup(_("waiting for frames with a temperature")));
    return chart;
  }
  for (guint n = SMALLEST; n <= self->size_most; n++) {
    g_autofree char *name = g_strdup_printf("%u", n);
    colour_size(
        self, temperature_bins_add_series(self->bins, chart, name, kind * SIZES + n), n);
  }
  return chart;
}

/* TRUE: one of them has opened. */
static gboolean
add_lifetimes(const RingStatistics *self, Chart *chart, RingKind kind)
{
  guint n = self->size_most - SMALLEST + 1;
  Series *series = chart_add_series(chart, _(kind_names[kind]), SERIES_POINTS, n, TRUE);
  const char *key = kind_keys[kind];
  g_autofree char *tau_key = g_strdup_printf("rings_lifetime_%s_ps", key);
  g_autofree char *born_key = g_strdup_printf("rings_closed_%s", key);
  g_autofree char *broken_key = g_strdup_printf("rings_opened_%s", key);
  gboolean any = FALSE;

  for (guint c = 0; c < 3; c++)
    series->rgb[c] = kind_rgb[kind][c];
  for (guint i = 0; i < n; i++) {
    g_autofree char *label = g_strdup_printf("%u", SMALLEST + i);
    const RingLife *life = ring_census_life(self->census[kind], SMALLEST + i);
    series->x[i] = SMALLEST + i;
    series->y[i] = ring_life_tau(life, &series->error[i]);
    chart_add_scalar(chart, born_key, label, life->n_births, NAN, NULL);
    chart_add_scalar(chart, broken_key, label, life->n_deaths, NAN, NULL);
    if (isnan(series->y[i]))
      continue;
    chart_add_scalar(chart, tau_key, label, series->y[i], series->error[i], NULL);
    any = TRUE;
  }
  return any;
}

static Chart *
lifetime_chart(const RingStatistics *self)
{
  Chart *chart = chart_new("rings-lifetime", _("Lifetime of rings"));
  gboolean any = FALSE;

  chart_set_x_axis(chart, _("ring size (formers)"), "", AXIS_LINEAR);
  chart_set_y_axis(chart, "τ", "ps", AXIS_LOG);
  for (guint kind = RING_N_KINDS; kind-- > 0;)
    any |= add_lifetimes(self, chart, kind);
  if (!any)
    chart_take_verdict(chart, VERDICT_WAIT, g_strdup(_("no ring has opened yet")));
  return chart;
}

static Chart *
ring_statistics_chart_at(Observer *observer, guint index)
{
  const RingStatistics *self = (RingStatistics *)observer;

  switch (index) {
  case RING_STATISTICS_NODES:
    return nodes_chart(self);
  case RING_STATISTICS_TEMPERATURE:
    return temperature_chart(self, RING_PRIMITIVE, "rings-temperature",
                             _("Primitive rings against T"));
  case RING_STATISTICS_LIFETIME:
    return lifetime_chart(self);
  case RING_STATISTICS_KING_TEMPERATURE:
    return temperature_chart(self, RING_KING, "rings-temperature-king",
                             _("King's rings against T"));
  case RING_STATISTICS_GUTTMAN_TEMPERATURE:
    return temperature_chart(self, RING_GUTTMAN, "rings-temperature-guttman",
                             _("Guttman's rings against T"));
  default:
    return sizes_chart(self);
  }
}

static void
ring_statistics_take_events(Observer *observer, GPtrArray *out)
{
  RingStatistics *self = (RingStatistics *)observer;

  g_ptr_array_extend_and_steal(out, g_steal_pointer(&self->events));
  self->events = new_events();
}

static void
ring_statistics_free(Observer *observer)
{
  RingStatistics *self = (RingStatistics *)observer;

  bond_cutoffs_free(self->cutoffs);
  bond_memory_clear(&self->memory);
  for (RingKind kind = 0; kind < RING_N_KINDS; kind++)
    ring_census_free(self->census[kind]);
  g_ptr_array_unref(self->events);
  temperature_bins_free(self->bins);
  block_mean_free(self->mean);
  frame_check_clear(&self->check);
  g_free(self);
}

static const ObserverClass ring_statistics_class = {
    .id = "rings",
    .add_frame = ring_statistics_add_frame,
    .begin_epoch = ring_statistics_begin_epoch,
    .n_charts = RING_STATISTICS_N_CHARTS,
    .chart_at = ring_statistics_chart_at,
    .take_events = ring_statistics_take_events,
    .free = ring_statistics_free,
};

Observer *
ring_statistics_observer_new(double interval, guint size_most)
{
  RingStatistics *self = g_new0(RingStatistics, 1);

  self->observer = (Observer){.klass = &ring_statistics_class, .interval = interval};
  self->size_most = CLAMP(size_most, SMALLEST + 1, RING_SIZE_MOST);
  self->cutoffs = bond_cutoffs_new();
  for (RingKind kind = 0; kind < RING_N_KINDS; kind++)
    self->census[kind] = ring_census_new();
  self->events = new_events();
  self->bins = temperature_bins_new(RING_N_KINDS * SIZES);
  self->mean = block_mean_new(N_NUMBERS);
  return &self->observer;
}

BondCutoffs *
ring_statistics_observer_cutoffs(Observer *self)
{
  g_return_val_if_fail(self != NULL && self->klass == &ring_statistics_class, NULL);

  return ((RingStatistics *)self)->cutoffs;
}

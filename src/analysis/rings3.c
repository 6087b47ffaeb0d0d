// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "analysis/rings3.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#include "analysis/block-mean.h"
#include "analysis/bond-memory.h"
#include "analysis/borate.h"
#include "analysis/frame-check.h"
#include "analysis/history.h"
#include "analysis/ring-census.h"
#include "analysis/temperature-bins.h"
#include "model/format-number.h"

#define SPACING_MOST 0.2 /* ps: frames further apart are counted as they are */
#define CLASSES      4   /* B–O rings by their number of three-fold boron */
#define SIZE         3

/* Numbers of a frame, in the order of histories, bins and means. */
enum { CLASS, ALL = CLASS + CLASSES, THREE, THREE_IN_RINGS, N_NUMBERS };

G_STATIC_ASSERT(HISTORY_VALUES > ALL);

typedef struct {
  Observer observer;
  FrameCheck check;
  BondCutoffs *cutoffs;
  BondMemory memory;
  RingCensus *census;
  History history;
  TemperatureBins *bins;
  BlockMean *mean;
  GPtrArray *events; /* Event*, not yet taken */
  guint n_now;       /* rings of the newest frame */
  gboolean has_boron;
  gboolean oxide; /* glass is known */
  BorateGlass glass;
  const Element *former; /* the most numerous one, or NULL */
} Rings3;

static const Element *
main_former(const Frame *frame)
{
  guint best = 0;
  const Element *former = NULL;

  for (guint type = 0; type < frame->species->n; type++) {
    const Element *element = frame->species->element[type];
    guint n = frame_count_type(frame, type);
    if (element->role != SPECIES_FORMER || n <= best)
      continue;
    best = n;
    former = element;
  }
  return former;
}

static void
count_rings(const Frame *frame, const Bonds *bonds, const GArray *rings, double *number)
{
  int boron = species_list_find(frame->species, "B");
  g_autofree guint8 *in_ring = g_new0(guint8, frame->n_atoms);

  number[ALL] = rings->len;
  for (guint i = 0; i < rings->len; i++) {
    const Ring *ring = &g_array_index(rings, Ring, i);
    for (guint k = 0; k < ring->n; k += 2)
      in_ring[ring->atom[k]] = 1;
    if (ring->borate)
      number[CLASS + ring->n_three]++;
  }
  for (guint i = 0; i < frame->n_atoms && boron >= 0; i++)
    if (frame->type[i] == boron && bonds_degree(bonds, i) == 3) {
      number[THREE]++;
      number[THREE_IN_RINGS] += in_ring[i];
    }
}

/* The census sees stretched bonds as bonds. */
static void
take_census(Rings3 *rings3, const Frame *frame, const Bonds *bonds, const GArray *rings)
{
  const Bonds *held = rings3->memory.held;
  g_autoptr(GArray) all = held->n_ends > bonds->n_ends ? rings3_find(frame, held) : NULL;

  ring_census_add(rings3->census, frame, all ? all : rings, rings3->events);
  rings3->n_now = frame_check_spacing(&rings3->check) <= SPACING_MOST
                      ? ring_census_n_alive(rings3->census)
                      : rings->len;
}

static gboolean
rings3_add_frame(Observer *self, const Frame *frame, GError **error)
{
  Rings3 *rings3 = (Rings3 *)self;
  double number[N_NUMBERS] = {0.0};
  BondRule rule;

  if (!frame_check(&rings3->check, frame, FALSE, error))
    return FALSE;
  rings3->former = main_former(frame);
  rings3->has_boron = species_list_find(frame->species, "B") >= 0;
  rings3->oxide = borate_glass_of(frame, &rings3->glass);
  bond_cutoffs_add(rings3->cutoffs, frame);
  bond_cutoffs_rule(rings3->cutoffs, frame->species, &rule);
  g_autoptr(Bonds) bonds = bond_memory_add(&rings3->memory, frame, &rule);
  g_autoptr(GArray) rings = rings3_find(frame, bonds);
  take_census(rings3, frame, bonds, rings);
  count_rings(frame, bonds, rings, number);
  block_mean_add(rings3->mean, number);
  temperature_bins_add(rings3->bins, frame, number);
  number[ALL] = rings3->n_now;
  history_add(&rings3->history, frame->time, number);
  return TRUE;
}

static void
rings3_begin_epoch(Observer *self)
{
  Rings3 *rings3 = (Rings3 *)self;

  frame_check_begin_epoch(&rings3->check);
  history_begin_epoch(&rings3->history);
  temperature_bins_begin_epoch(rings3->bins);
  ring_census_begin_epoch(rings3->census);
  block_mean_clear(rings3->mean);
}

/* Numbers that have a curve: all rings, with boron each class too. */
static guint
first_number(const Rings3 *rings3)
{
  return rings3->has_boron ? CLASS : ALL;
}

static char *
number_name(guint number)
{
  if (number == ALL)
    return g_strdup(_("all"));
  if (number == CLASS + SIZE)
    return g_strdup(_("boroxol (3 ³B)"));
  return g_strdup_printf(_("borate, %u ³B"), number - CLASS);
}

/* All rings have the colour of the former; classes go from warm, boroxol, to grey. */
static void
colour(const Rings3 *rings3, Series *series, guint number)
{
  static const float class[CLASSES][3] = {{0.60f, 0.61f, 0.64f},
                                          {0.33f, 0.47f, 0.76f},
                                          {0.62f, 0.45f, 0.74f},
                                          {0.93f, 0.58f, 0.20f}};

  series_set_species(series, rings3->former ? rings3->former->symbol : NULL);
  for (guint c = 0; c < 3 && number < ALL; c++)
    series->rgb[c] = class[number - CLASS][c];
}

static void
add_curve(const Rings3 *rings3, Chart *chart, guint number, gboolean ghost)
{
  const History *history = &rings3->history;
  guint from = ghost ? 0 : history->epoch, to = ghost ? history->epoch : history->n;
  g_autofree char *name = number_name(number);
  Series *series = chart_add_series(chart, name, SERIES_LINE, to - from, FALSE);

  colour(rings3, series, number);
  series->ghost = ghost;
  for (guint i = from; i < to; i++) {
    series->x[i - from] = history->entry[i].time;
    series->y[i - from] = history->entry[i].value[number];
  }
}

static double
mean_of(const BlockMean *mean, int leave, guint number)
{
  double value;

  block_mean_get(mean, leave, number, 1, &value);
  return value;
}

static void
add_boron_scalars(const Rings3 *rings3, Chart *chart)
{
  const BlockMean *mean = rings3->mean;
  guint n_blocks = block_mean_n_blocks(mean);
  double left[BLOCK_MEAN_MOST];

  for (guint k = CLASSES; k-- > 0;) {
    g_autofree char *label = g_strdup_printf("%u", k);
    chart_add_scalar(chart, "rings3_borate_by_n_B3", label, mean_of(mean, -1, CLASS + k),
                     block_mean_error(mean, CLASS + k), NULL);
  }
  if (mean_of(mean, -1, THREE) <= 0.0)
    return;
  for (guint b = 0; b < n_blocks; b++)
    left[b] = mean_of(mean, (int)b, THREE_IN_RINGS) / mean_of(mean, (int)b, THREE);
  chart_add_scalar(chart, "B3_ring_over_B3", "B",
                   mean_of(mean, -1, THREE_IN_RINGS) / mean_of(mean, -1, THREE),
                   block_jackknife(left, n_blocks), NULL);
}

/* What is known of a glass of this composition. */
static void
add_known(const Rings3 *rings3, Chart *chart)
{
  BorateMeasured row;

  if (!rings3->oxide || !borate_find_measured(&rings3->glass, &row))
    return;
  chart_add_scalar(chart, "B3_ring_over_B3_NMR", "B", row.ring_nmr, NAN,
                   isnan(row.ring_nmr) ? "not known" : row.source);
  chart_add_scalar(chart, "B3_ring_over_B3_learned", "B", row.ring_learned,
                   row.ring_learned_sd, row.source);
}

static Chart *
time_chart(const Rings3 *rings3)
{
  Chart *chart = chart_new("rings3", _("Three-membered rings"));

  chart_set_x_axis(chart, "t", "ps", AXIS_LINEAR);
  chart_set_y_axis(chart, _("rings"), "", AXIS_LINEAR);
  if (rings3->history.epoch > 0)
    add_curve(rings3, chart, ALL, TRUE);
  if (block_mean_n_samples(rings3->mean) == 0) {
    chart_take_verdict(chart, VERDICT_WAIT, g_strdup(_("waiting for data")));
    return chart;
  }
  for (guint number = ALL + 1; number-- > first_number(rings3);)
    add_curve(rings3, chart, number, FALSE);
  g_autofree char *mean = number_format_fixed(mean_of(rings3->mean, -1, ALL), 1);
  /* Translators: number of rings at this moment and its mean over the run */
  chart_take_value(chart,
                   g_strdup_printf(_("%u now · %s on average"), rings3->n_now, mean));
  chart_add_scalar(chart, "rings3", "", mean_of(rings3->mean, -1, ALL),
                   block_mean_error(rings3->mean, ALL), NULL);
  bond_cutoffs_tell(rings3->cutoffs, rings3->check.species, chart);
  if (rings3->has_boron)
    add_boron_scalars(rings3, chart);
  add_known(rings3, chart);
  return chart;
}

static Chart *
temperature_chart(const Rings3 *rings3)
{
  Chart *chart = chart_new("rings3-temperature", _("Three-membered rings against T"));

  chart_set_x_axis(chart, "T", "K", AXIS_LINEAR);
  chart_set_y_axis(chart, _("rings"), "", AXIS_LINEAR);
  if (temperature_bins_n(rings3->bins) == 0) {
    chart_take_verdict(chart, VERDICT_WAIT,
                       g_strdup(_("waiting for frames with a temperature")));
    return chart;
  }
  for (guint number = ALL + 1; number-- > first_number(rings3);) {
    g_autofree char *name = number_name(number);
    colour(rings3, temperature_bins_add_series(rings3->bins, chart, name, number),
           number);
  }
  return chart;
}

static void
add_lifetime(const RingLife *life, Chart *chart)
{
  double error, tau = ring_life_tau(life, &error);

  if (isnan(tau)) {
    chart_take_verdict(chart, VERDICT_WAIT, g_strdup(_("no ring has opened yet")));
    chart_add_scalar(chart, "rings3_lifetime_ps", "", NAN, NAN, "no ring has opened");
    return;
  }
  g_autofree char *value = number_format_error(tau, error);
  chart_take_value(chart, g_strdup_printf(_("mean lifetime %s ps"), value));
  chart_add_scalar(chart, "rings3_lifetime_ps", "", tau, error, NULL);
}

static void
add_survival(const Rings3 *rings3, const RingLife *life, Chart *chart)
{
  double time[RING_LIFE_BINS], survival[RING_LIFE_BINS], error[RING_LIFE_BINS];
  double tau = ring_life_tau(life, NULL);
  RingAges ages;

  ring_census_ages(rings3->census, SIZE, &ages);
  guint n = ring_life_survival(life, &ages, time, survival, error);
  Series *series = chart_add_series(chart, _("still closed"), SERIES_LINE, n, TRUE);
  colour(rings3, series, ALL);
  memcpy(series->x, time, n * sizeof *time);
  memcpy(series->y, survival, n * sizeof *survival);
  memcpy(series->error, error, n * sizeof *error);
  if (isnan(tau))
    return;
  Series *line = chart_add_series(chart, "exp(−t/τ)", SERIES_LINE, n, FALSE);
  line->dashed = TRUE;
  for (guint i = 0; i < n; i++) {
    line->x[i] = time[i];
    line->y[i] = exp(-time[i] / tau);
  }
}

static Chart *
lifetime_chart(const Rings3 *rings3)
{
  Chart *chart = chart_new("rings3-lifetime", _("Lifetime of three-membered rings"));
  const RingLife *life = ring_census_life(rings3->census, SIZE);

  chart_set_x_axis(chart, "t", "ps", AXIS_LOG);
  chart_set_y_axis(chart, _("still closed"), "", AXIS_LINEAR);
  add_lifetime(life, chart);
  add_survival(rings3, life, chart);
  return chart;
}

static Chart *
rings3_chart_at(Observer *self, guint index)
{
  const Rings3 *rings3 = (Rings3 *)self;

  if (index == RINGS3_TEMPERATURE)
    return temperature_chart(rings3);
  return index == RINGS3_LIFETIME ? lifetime_chart(rings3) : time_chart(rings3);
}

static void
rings3_take_events(Observer *self, GPtrArray *out)
{
  Rings3 *rings3 = (Rings3 *)self;

  g_ptr_array_extend_and_steal(out, g_steal_pointer(&rings3->events));
  rings3->events = g_ptr_array_new_with_free_func((GDestroyNotify)event_unref);
}

static void
rings3_free(Observer *self)
{
  Rings3 *rings3 = (Rings3 *)self;

  g_ptr_array_unref(rings3->events);
  ring_census_free(rings3->census);
  temperature_bins_free(rings3->bins);
  block_mean_free(rings3->mean);
  bond_memory_clear(&rings3->memory);
  bond_cutoffs_free(rings3->cutoffs);
  frame_check_clear(&rings3->check);
  g_free(rings3);
}

static const ObserverClass rings3_class = {
    .id = "rings3",
    .add_frame = rings3_add_frame,
    .begin_epoch = rings3_begin_epoch,
    .n_charts = RINGS3_N_CHARTS,
    .chart_at = rings3_chart_at,
    .take_events = rings3_take_events,
    .free = rings3_free,
};

Observer *
rings3_observer_new(double interval)
{
  Rings3 *rings3 = g_new0(Rings3, 1);

  rings3->observer = (Observer){.klass = &rings3_class, .interval = interval};
  rings3->cutoffs = bond_cutoffs_new();
  rings3->census = ring_census_new();
  rings3->bins = temperature_bins_new(N_NUMBERS);
  rings3->mean = block_mean_new(N_NUMBERS);
  rings3->events = g_ptr_array_new_with_free_func((GDestroyNotify)event_unref);
  return &rings3->observer;
}

BondCutoffs *
rings3_observer_cutoffs(Observer *self)
{
  g_return_val_if_fail(self != NULL && self->klass == &rings3_class, NULL);

  return ((Rings3 *)self)->cutoffs;
}

// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "analysis/rings3.h"

#include <glib/gi18n.h>
#include <math.h>

#include "analysis/frame-check.h"
#include "analysis/history.h"
#include "analysis/ring-census.h"
#include "model/format-number.h"

enum { ALL_RINGS, BOROXOL_RINGS };

#define SPACING_MOST 0.2 /* ps: frames further apart are counted as they are */
#define CLASSES      4   /* B–O rings by their number of four-fold boron */

typedef struct {
  Observer observer;
  FrameCheck check;
  RingCensus *census;
  History history;
  GPtrArray *events; /* Event*, not yet taken */
  guint n_now;       /* rings of the newest frame */
  guint n_frames;    /* of this epoch, and sums over them: */
  double n_rings, n_class[CLASSES], n_three, n_three_in_rings;
  gboolean has_boron;
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
count_boron(Rings3 *rings3, const Frame *frame, const Bonds *bonds, const GArray *rings)
{
  int boron = species_list_find(frame->species, "B");
  g_autofree guint8 *in_ring = g_new0(guint8, frame->n_atoms);

  rings3->has_boron = boron >= 0;
  if (boron < 0)
    return;
  for (guint i = 0; i < rings->len; i++) {
    const Ring *ring = &g_array_index(rings, Ring, i);
    for (guint k = 0; k < ring->n; k += 2)
      in_ring[ring->atom[k]] = 1;
    if (ring->borate)
      rings3->n_class[ring->n_four]++;
  }
  for (guint i = 0; i < frame->n_atoms; i++)
    if (frame->type[i] == boron && bonds_degree(bonds, i) == 3) {
      rings3->n_three++;
      rings3->n_three_in_rings += in_ring[i];
    }
}

static void
add_to_history(Rings3 *rings3, const Frame *frame, const GArray *rings)
{
  double value[HISTORY_VALUES] = {[ALL_RINGS] = rings3->n_now};

  for (guint i = 0; i < rings->len; i++) {
    const Ring *ring = &g_array_index(rings, Ring, i);
    value[BOROXOL_RINGS] += ring->borate && ring->n_four == 0;
  }
  history_add(&rings3->history, frame->time, value);
}

static gboolean
rings3_add_frame(Observer *self, const Frame *frame, GError **error)
{
  Rings3 *rings3 = (Rings3 *)self;
  BondRule rule;

  if (!frame_check(&rings3->check, frame, FALSE, error))
    return FALSE;
  rings3->former = main_former(frame);
  bond_rule_init(&rule, frame->species);
  g_autoptr(Bonds) bonds = bonds_new(frame, &rule);
  g_autoptr(GArray) rings = rings3_find(frame, bonds);
  ring_census_add(rings3->census, frame, rings, rings3->events);
  rings3->n_now = frame_check_spacing(&rings3->check) <= SPACING_MOST
                      ? ring_census_n_alive(rings3->census)
                      : rings->len;
  count_boron(rings3, frame, bonds, rings);
  add_to_history(rings3, frame, rings);
  rings3->n_rings += rings->len;
  rings3->n_frames++;
  return TRUE;
}

static void
rings3_begin_epoch(Observer *self)
{
  Rings3 *rings3 = (Rings3 *)self;

  frame_check_begin_epoch(&rings3->check);
  history_begin_epoch(&rings3->history);
  rings3->n_frames = 0;
  rings3->n_rings = rings3->n_three = rings3->n_three_in_rings = 0.0;
  for (guint k = 0; k < CLASSES; k++)
    rings3->n_class[k] = 0.0;
}

static Series *
add_curve(const Rings3 *rings3, Chart *chart, const char *name, guint which,
          gboolean ghost)
{
  const History *history = &rings3->history;
  guint from = ghost ? 0 : history->epoch, to = ghost ? history->epoch : history->n;
  Series *series = chart_add_series(chart, name, SERIES_LINE, to - from, FALSE);

  series->ghost = ghost;
  if (rings3->former)
    series_set_species(series, rings3->former->symbol);
  for (guint i = from; i < to; i++) {
    series->x[i - from] = history->entry[i].time;
    series->y[i - from] = history->entry[i].value[which];
  }
  return series;
}

static void
add_scalars(const Rings3 *rings3, Chart *chart)
{
  double n = rings3->n_frames;

  chart_add_scalar(chart, "rings3", "", rings3->n_rings / n, NAN, NULL);
  if (!rings3->has_boron)
    return;
  for (guint k = 0; k < CLASSES; k++) {
    g_autofree char *key = g_strdup_printf("rings3_borate_%u_four_fold", k);
    chart_add_scalar(chart, key, "B", rings3->n_class[k] / n, NAN, NULL);
  }
  if (rings3->n_three > 0.0)
    chart_add_scalar(chart, "B3_ring_over_B3", "B",
                     rings3->n_three_in_rings / rings3->n_three, NAN, NULL);
}

static Chart *
rings3_chart(Observer *self)
{
  Rings3 *rings3 = (Rings3 *)self;
  Chart *chart = chart_new("rings3", _("Three-membered rings"));

  chart_set_x_axis(chart, "t", "ps", AXIS_LINEAR);
  chart_set_y_axis(chart, _("rings"), "", AXIS_LINEAR);
  if (rings3->history.epoch > 0)
    add_curve(rings3, chart, _("all"), ALL_RINGS, TRUE);
  if (rings3->n_frames == 0) {
    chart_take_verdict(chart, VERDICT_WAIT, g_strdup(_("waiting for data")));
    return chart;
  }
  add_curve(rings3, chart, _("all"), ALL_RINGS, FALSE);
  if (rings3->has_boron)
    add_curve(rings3, chart, _("boroxol"), BOROXOL_RINGS, FALSE)->dashed = TRUE;
  g_autofree char *mean = number_format_fixed(rings3->n_rings / rings3->n_frames, 1);
  /* Translators: number of rings at this moment and its mean over the run */
  chart_take_value(chart,
                   g_strdup_printf(_("%u now · %s on average"), rings3->n_now, mean));
  add_scalars(rings3, chart);
  return chart;
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
  frame_check_clear(&rings3->check);
  g_free(rings3);
}

static const ObserverClass rings3_class = {
    .id = "rings3",
    .add_frame = rings3_add_frame,
    .begin_epoch = rings3_begin_epoch,
    .chart = rings3_chart,
    .take_events = rings3_take_events,
    .free = rings3_free,
};

Observer *
rings3_observer_new(double interval)
{
  Rings3 *rings3 = g_new0(Rings3, 1);

  rings3->observer = (Observer){.klass = &rings3_class, .interval = interval};
  rings3->census = ring_census_new();
  rings3->events = g_ptr_array_new_with_free_func((GDestroyNotify)event_unref);
  return &rings3->observer;
}

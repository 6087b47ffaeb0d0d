// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "analysis/hops.h"

#include <glib/gi18n.h>
#include <math.h>

#include "analysis/displacement.h"
#include "analysis/frame-check.h"
#include "analysis/ghosts.h"
#include "analysis/hop-cage.h"
#include "analysis/hop-charts.h"
#include "analysis/hop-event.h"
#include "analysis/ion-choice.h"
#include "analysis/ion-spacing.h"
#include "base/base-error.h"

#define HALF_LEAST 4    /* samples */
#define UNEVEN     0.05 /* of the spacing: beyond, the search begins anew */
#define RISE       1.2  /* of the trough: another maximum begins */
#define GHOST_HOPS 20
#define LOOK       1.0 /* ps */

typedef enum { PEAK_NONE, PEAK_RISING, PEAK_FALLING } PeakPhase;

typedef enum {
  CHART_LENGTHS,
  CHART_DURATIONS,
  CHART_RESIDENCE,
  CHART_RATE,
  CHART_GROUPS,
  N_CHARTS,
} HopsChart;

typedef struct {
  PeakPhase phase;
  double extreme; /* Å²: highest p while rising, lowest one while falling */
  gint64 at;      /* sample of the highest p */
  gint64 entered; /* sample where the last hop ended; 0 before there was one */
} Ion;

typedef struct {
  Observer observer;
  HopOptions options; /* ions owned */
  FrameCheck check;
  Displacement displacement;
  gboolean begun;
  const Element *element; /* NULL when nothing is mobile */
  Ion *ion;               /* owned */
  HopWindow *window;      /* NULL until the spacing is known; owned */
  double spacing, last;   /* ps */
  GPtrArray *events;      /* Event*, not yet taken */
  HopTally *tally;        /* owned */
  Cell cell;              /* of the last frame */
  IonSpacing ions_apart;
  double next_look; /* ps, at how far they are apart */
  HopGroupsCache groups;
  Ghosts ghosts;
} Hops;

static void
begin(Hops *hops, const Frame *frame, int type)
{
  g_autoptr(GArray) ions = ion_choice_list(&hops->options.ions, frame, type);

  hops->begun = TRUE;
  hops->last = frame->time;
  displacement_init(&hops->displacement, frame, DRIFT_FRAMEWORK,
                    (const guint32 *)ions->data, ions->len);
  hops->element = type < 0 ? NULL : frame->species->element[type];
  hops->ion = g_new0(Ion, ions->len);
  hops->tally = hop_tally_new(ions->len, hops->options.tau_back);
}

static gboolean
check_spacing(const Hops *hops, double gap, GError **error)
{
  double most = hops->options.half_window / HALF_LEAST;

  if (gap <= most * (1.0 + UNEVEN))
    return TRUE;
  g_set_error(error, VITRINE_ERROR, VITRINE_ERROR_INPUT,
              _("frames are %g ps apart; to find hops with a half window of %g ps they "
                "must be %g ps apart at most"),
              gap, hops->options.half_window, most);
  return FALSE;
}

static void
restart(Hops *hops, double spacing)
{
  guint half = (guint)MAX(lround(hops->options.half_window / spacing), HALF_LEAST);

  hops->spacing = spacing;
  hop_window_free(hops->window);
  hops->window = hop_window_new(hops->displacement.n, half);
  hop_tally_restart(hops->tally, spacing);
  for (guint i = 0; i < hops->displacement.n; i++) {
    hops->ion[i].phase = PEAK_NONE;
    hops->ion[i].entered = 0;
  }
}

static Vec3
to_frame(const Hops *hops, guint ion, Vec3 r, const HopInstant *instant)
{
  return vec3_add(vec3_add(r, hops->displacement.origin[ion]), instant->drift);
}

static void
set_path(const Hops *hops, guint ion, const HopCages *cages, Event *event)
{
  guint n = (guint)(cages->entered - cages->left - 1);
  g_autofree Vec3 *path = g_new(Vec3, n);

  for (guint k = 0; k < n; k++) {
    gint64 sample = cages->left + 1 + k;
    path[k] = to_frame(hops, ion, hop_window_position(hops->window, sample, ion),
                       hop_window_instant(hops->window, sample));
  }
  event_set_path(event, path, n);
}

static void
tell(Hops *hops, guint ion, gint64 at, const HopCages *cages)
{
  const HopInstant *instant = hop_window_instant(hops->window, at);
  Vec3 origin = hops->displacement.origin[ion];
  HopRecord record = {.ion = ion,
                      .time = instant->time,
                      .left = hop_window_instant(hops->window, cages->left)->time,
                      .entered = hop_window_instant(hops->window, cages->entered)->time,
                      .duration =
                          (double)(cages->entered - cages->left - 1) * hops->spacing,
                      .from = vec3_add(cages->from, origin),
                      .to = vec3_add(cages->to, origin)};
  HopTeller teller = {HOP_BY_P_HOP, hops->element, hops->displacement.atom[ion],
                      hop_tally_add(hops->tally, &record)};
  Event *event = hop_event_new(&teller, &record, instant);

  set_path(hops, ion, cages, event);
  g_ptr_array_add(hops->events, event);
}

/* A maximum of p is over: is it a hop? */
static void
judge(Hops *hops, guint i)
{
  Ion *ion = &hops->ion[i];
  HopCages cages;

  if (!hop_cage_find(hops->window, i, ion->at, ion->entered, hops->options.core, &cages))
    return;
  double length = vec3_norm(vec3_sub(cages.to, cages.from));
  if (length * length < hops->options.threshold)
    return;
  tell(hops, i, ion->at, &cages);
  ion->entered = cages.entered;
}

static void
follow_peak(Hops *hops, guint i, gint64 centre)
{
  Ion *ion = &hops->ion[i];
  double p = hop_window_p(hops->window, i);
  gboolean high = p > hops->options.threshold;

  if (ion->phase == PEAK_RISING) {
    if (p > ion->extreme) {
      ion->extreme = p;
      ion->at = centre;
    } else if (!high || centre - ion->at >= hop_window_half(hops->window) / 2) {
      judge(hops, i);
      ion->phase = high ? PEAK_FALLING : PEAK_NONE;
      ion->extreme = p;
    }
  } else if (!high) {
    ion->phase = PEAK_NONE;
  } else if (ion->phase == PEAK_NONE || p > RISE * ion->extreme) {
    ion->phase = PEAK_RISING;
    ion->extreme = p;
    ion->at = centre;
  } else {
    ion->extreme = MIN(ion->extreme, p);
  }
}

static void
add_sample(Hops *hops, const Frame *frame)
{
  displacement_take(&hops->displacement, frame);
  HopInstant instant = {frame->step, frame->time, frame->epoch, hops->displacement.drift};
  hop_window_add(hops->window, hops->displacement.x, &instant);
  hop_tally_sample(hops->tally, hops->displacement.x);
  hops->cell = frame->cell;
  if (frame->time >= hops->next_look) {
    ion_spacing_add(&hops->ions_apart, frame, hops->displacement.atom,
                    hops->displacement.n);
    hops->next_look = frame->time + LOOK;
  }

  gint64 centre = hop_window_centre(hops->window);
  if (centre < 0)
    return;
  for (guint i = 0; i < hops->displacement.n; i++)
    follow_peak(hops, i, centre);
  hop_tally_pass(hops->tally, hop_window_instant(hops->window, centre)->time,
                 hops->spacing);
}

static gboolean
hops_add_frame(Observer *self, const Frame *frame, GError **error)
{
  Hops *hops = (Hops *)self;
  double gap = frame->time - hops->last;
  int type;

  if (!ion_choice_find(&hops->options.ions, frame, &type, error) ||
      (hops->begun && !check_spacing(hops, gap, error)) ||
      !frame_check(&hops->check, frame, TRUE, error))
    return FALSE;
  if (!hops->begun) {
    begin(hops, frame, type);
    return TRUE;
  }
  hops->last = frame->time;
  if (!hops->element)
    return TRUE;
  if (!hops->window || fabs(gap - hops->spacing) > UNEVEN * hops->spacing)
    restart(hops, gap);
  add_sample(hops, frame);
  return TRUE;
}

static void
hops_begin_epoch(Observer *self)
{
  Hops *hops = (Hops *)self;

  if (hops->tally && hops->tally->n >= GHOST_HOPS)
    ghosts_take(&hops->ghosts, observer_chart(self), observer_temperature(self));
  frame_check_begin_epoch(&hops->check);
  if (hops->tally)
    hop_tally_begin_epoch(hops->tally);
  hops->groups.known = FALSE;
  hops->ions_apart = (IonSpacing){0};
}

static Chart *
lengths_chart(Hops *hops, const HopCharts *charts)
{
  Chart *chart = hop_charts_lengths(charts, "hops", _("Hop lengths"));

  ghosts_add_to(&hops->ghosts, chart, NULL);
  if (!hops->element)
    return chart;
  const char *symbol = hops->element->symbol;
  chart_add_scalar(chart, "half_window_ps", symbol, hops->options.half_window, NAN, NULL);
  chart_add_scalar(chart, "threshold_A2", symbol, hops->options.threshold, NAN, NULL);
  return chart;
}

static Chart *
hops_chart_at(Observer *self, guint index)
{
  Hops *hops = (Hops *)self;
  HopSurroundings around = {hops->cell, ion_spacing_reach(&hops->ions_apart),
                            hops->options.lag, hops->options.reach};
  HopCharts charts = {hops->tally, hops->element ? hops->element->symbol : NULL};

  switch ((HopsChart)index) {
  case CHART_LENGTHS:
    return lengths_chart(hops, &charts);
  case CHART_DURATIONS:
    return hop_charts_durations(&charts, "hop-durations");
  case CHART_RESIDENCE:
    return hop_charts_residence(&charts, "hop-residence");
  case CHART_RATE:
    return hop_charts_rate(&charts, "hop-rate");
  case CHART_GROUPS:
    return hop_charts_groups(&charts, "hop-groups", &around, &hops->groups);
  case N_CHARTS:
    break;
  }
  g_return_val_if_reached(NULL);
}

static void
hops_take_events(Observer *self, GPtrArray *out)
{
  Hops *hops = (Hops *)self;

  g_ptr_array_extend_and_steal(out, g_steal_pointer(&hops->events));
  hops->events = g_ptr_array_new_with_free_func((GDestroyNotify)event_unref);
}

static void
hops_free(Observer *self)
{
  Hops *hops = (Hops *)self;

  g_ptr_array_unref(hops->events);
  hop_window_free(hops->window);
  hop_tally_free(hops->tally);
  displacement_clear(&hops->displacement);
  frame_check_clear(&hops->check);
  ghosts_clear(&hops->ghosts);
  g_free(hops->ion);
  ion_choice_clear(&hops->options.ions);
  g_free(hops);
}

static const ObserverClass hops_class = {
    .id = "hops",
    .add_frame = hops_add_frame,
    .begin_epoch = hops_begin_epoch,
    .n_charts = N_CHARTS,
    .chart_at = hops_chart_at,
    .take_events = hops_take_events,
    .free = hops_free,
};

Observer *
hops_observer_new(double interval, const HopOptions *options)
{
  Hops *hops = g_new0(Hops, 1);

  hops->observer = (Observer){.klass = &hops_class, .interval = interval};
  hops->options = options ? *options : HOP_OPTIONS_DEFAULT;
  hops->options.ions = ion_choice_copy(&hops->options.ions);
  hops->events = g_ptr_array_new_with_free_func((GDestroyNotify)event_unref);
  return &hops->observer;
}

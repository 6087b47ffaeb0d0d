// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "analysis/hops.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#include "analysis/diffusion-fit.h"
#include "analysis/displacement.h"
#include "analysis/frame-check.h"
#include "analysis/ghosts.h"
#include "analysis/hop-cage.h"
#include "analysis/ion-choice.h"
#include "base/base-error.h"
#include "model/format-number.h"

#define HALF_LEAST 4    /* samples */
#define UNEVEN     0.05 /* of the spacing: beyond, the search begins anew */
#define RISE       1.2  /* of the trough: another maximum begins */
#define BACK       1.0  /* Å */
#define DR         0.2  /* Å, of the distribution of lengths */
#define BINS       50
#define GHOST_HOPS 20

typedef enum { PEAK_NONE, PEAK_RISING, PEAK_FALLING } PeakPhase;

typedef struct {
  PeakPhase phase;
  double extreme; /* Å²: highest p while rising, lowest one while falling */
  gint64 at;      /* sample of the highest p */
  gboolean has_hopped;
  Vec3 before;    /* cage that the last hop left, Å */
  gint64 entered; /* sample where it ended */
  guint n_hops;   /* of this epoch */
} Ion;

typedef struct {
  Observer observer;
  HopOptions options; /* species owned */
  FrameCheck check;
  Displacement displacement;
  gboolean begun;
  const Element *element; /* NULL when nothing is mobile */
  Ion *ion;               /* owned */
  HopWindow *window;      /* NULL until the spacing is known; owned */
  double spacing, last;   /* ps */
  GPtrArray *events;      /* Event*, not yet taken */
  double time_seen;       /* ps, of this epoch, over which hops would have been found */
  guint n_hops, n_back;
  double length_sum, square_sum; /* Å, Å² */
  guint count[BINS];
  Ghosts ghosts;
} Hops;

static void
begin(Hops *hops, const Frame *frame, int type)
{
  g_autoptr(GArray) ions = ion_choice_atoms(frame, type);

  hops->begun = TRUE;
  hops->last = frame->time;
  displacement_init(&hops->displacement, frame, DRIFT_FRAMEWORK,
                    (const guint32 *)ions->data, ions->len);
  hops->element = type < 0 ? NULL : frame->species->element[type];
  hops->ion = g_new0(Ion, ions->len);
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
  for (guint i = 0; i < hops->displacement.n; i++) {
    hops->ion[i].phase = PEAK_NONE;
    hops->ion[i].has_hopped = FALSE;
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
tell(Hops *hops, guint ion, gint64 at, const HopCages *cages, gboolean back)
{
  const HopInstant *instant = hop_window_instant(hops->window, at);
  double length = vec3_norm(vec3_sub(cages->to, cages->from));
  g_autofree char *number = number_format_fixed(length, 1);
  Event *event = event_new(EVENT_HOP, instant->step, instant->time);

  event->epoch = instant->epoch;
  /* Translators: an ion (Na) moved from one cage to another; "back" to where it was */
  event->text = g_strdup_printf(back ? _("%s hops back, %s Å") : _("%s hops, %s Å"),
                                hops->element->symbol, number);
  event_set_atoms(event, &hops->displacement.atom[ion], 1);
  event->from = to_frame(hops, ion, cages->from, instant);
  event->to = to_frame(hops, ion, cages->to, instant);
  event->length = length;
  event->duration = (double)(cages->entered - cages->left - 1) * hops->spacing;
  event->back = back;
  set_path(hops, ion, cages, event);
  g_ptr_array_add(hops->events, event);
}

static void
count_hop(Hops *hops, Ion *ion, double length, gboolean back)
{
  ion->n_hops++;
  hops->n_hops++;
  hops->n_back += back;
  hops->length_sum += length;
  hops->square_sum += length * length;
  hops->count[MIN((guint)(length / DR), BINS - 1)]++;
}

/* A maximum of p is over: is it a hop? */
static void
judge(Hops *hops, guint i)
{
  Ion *ion = &hops->ion[i];
  gint64 earliest = ion->has_hopped ? ion->entered : 0;
  HopCages cages;

  if (!hop_cage_find(hops->window, i, ion->at, earliest, hops->options.core, &cages))
    return;
  double length = vec3_norm(vec3_sub(cages.to, cages.from));
  if (length * length < hops->options.threshold)
    return;
  gboolean back = ion->has_hopped && vec3_norm(vec3_sub(cages.to, ion->before)) < BACK;
  tell(hops, i, ion->at, &cages, back);
  count_hop(hops, ion, length, back);
  ion->has_hopped = TRUE;
  ion->before = cages.from;
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

  gint64 centre = hop_window_centre(hops->window);
  if (centre < 0)
    return;
  for (guint i = 0; i < hops->displacement.n; i++)
    follow_peak(hops, i, centre);
  hops->time_seen += hops->spacing;
}

static gboolean
hops_add_frame(Observer *self, const Frame *frame, GError **error)
{
  Hops *hops = (Hops *)self;
  double gap = frame->time - hops->last;
  int type;

  if (!ion_choice_type(hops->options.species, frame, &type, error) ||
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

  if (hops->n_hops >= GHOST_HOPS)
    ghosts_take(&hops->ghosts, observer_chart(self));
  frame_check_begin_epoch(&hops->check);
  for (guint i = 0; i < hops->displacement.n; i++)
    hops->ion[i].n_hops = 0;
  memset(hops->count, 0, sizeof hops->count);
  hops->n_hops = hops->n_back = 0;
  hops->time_seen = hops->length_sum = hops->square_sum = 0.0;
}

static Estimate
hop_rate(const Hops *hops)
{
  guint n = hops->displacement.n;
  g_autofree double *rate = g_new(double, n);
  const double *row = rate;
  const double one = 1.0;

  for (guint i = 0; i < n; i++)
    rate[i] = hops->ion[i].n_hops / hops->time_seen;
  return diffusion_fit_jackknife(&one, &row, 1, n);
}

static void
add_lengths(const Hops *hops, Chart *chart)
{
  guint n = BINS;

  while (n > 1 && hops->count[n - 1] == 0)
    n--;
  Series *series = chart_add_series(chart, hops->element->symbol, SERIES_FILL, n, FALSE);
  series_set_species(series, hops->element->symbol);
  for (guint bin = 0; bin < n; bin++) {
    series->x[bin] = (bin + 0.5) * DR;
    series->y[bin] = hops->count[bin] / (hops->n_hops * DR);
  }
}

static void
add_numbers(const Hops *hops, Chart *chart)
{
  const char *symbol = hops->element->symbol;
  Estimate rate = hop_rate(hops);
  double back = (double)hops->n_back / MAX(hops->n_hops, 1);
  double mean = hops->length_sum / MAX(hops->n_hops, 1);
  double d_jump = hops->square_sum / (6.0 * hops->displacement.n * hops->time_seen);
  g_autofree char *rate_text = number_format_error(rate.value, rate.error);
  g_autofree char *mean_text = number_format_fixed(mean, 1);
  g_autofree char *percent = number_format_fixed(100.0 * back, 0);

  chart_add_scalar(chart, "hops", symbol, hops->n_hops, NAN, NULL);
  chart_add_scalar(chart, "time_ps", symbol, hops->time_seen, NAN, NULL);
  chart_add_scalar(chart, "half_window_ps", symbol, hops->options.half_window, NAN, NULL);
  chart_add_scalar(chart, "threshold_A2", symbol, hops->options.threshold, NAN, NULL);
  chart_add_scalar(chart, "hops_per_ion_and_ps", symbol, rate.value, rate.error, NULL);
  if (hops->n_hops == 0)
    return;
  chart_add_scalar(chart, "length_A", symbol, mean, NAN, NULL);
  chart_add_scalar(chart, "fraction_back", symbol, back, NAN, NULL);
  chart_add_scalar(chart, "D_jump_A2_per_ps", symbol, d_jump, NAN, NULL);
  /* Translators: rate of hops per ion and picosecond, and their mean length */
  chart_take_value(chart,
                   g_strdup_printf(_("%s hops/(ion ps) · %s Å"), rate_text, mean_text));
  chart_take_verdict(chart, VERDICT_NONE,
                     g_strdup_printf(ngettext("%u hop · %s %% back",
                                              "%u hops · %s %% back", hops->n_hops),
                                     hops->n_hops, percent));
}

static Chart *
hops_chart(Observer *self)
{
  Hops *hops = (Hops *)self;
  Chart *chart = chart_new("hops", _("Hop lengths"));

  chart_set_x_axis(chart, "L", "Å", AXIS_LINEAR);
  chart_set_y_axis(chart, "P(L)", "Å⁻¹", AXIS_LINEAR);
  ghosts_add_to(&hops->ghosts, chart, NULL);
  if (hops->begun && !hops->element) {
    chart_take_verdict(chart, VERDICT_NONE, g_strdup(_("no mobile ions")));
    return chart;
  }
  if (hops->time_seen <= 0.0) {
    chart_take_verdict(chart, VERDICT_WAIT, g_strdup(_("waiting for data")));
    return chart;
  }
  if (hops->n_hops > 0)
    add_lengths(hops, chart);
  else
    chart_take_verdict(chart, VERDICT_WAIT, g_strdup(_("no hop yet")));
  add_numbers(hops, chart);
  return chart;
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
  displacement_clear(&hops->displacement);
  frame_check_clear(&hops->check);
  ghosts_clear(&hops->ghosts);
  g_free(hops->ion);
  g_free((char *)hops->options.species);
  g_free(hops);
}

static const ObserverClass hops_class = {
    .id = "hops",
    .add_frame = hops_add_frame,
    .begin_epoch = hops_begin_epoch,
    .chart = hops_chart,
    .take_events = hops_take_events,
    .free = hops_free,
};

Observer *
hops_observer_new(double interval, const HopOptions *options)
{
  Hops *hops = g_new0(Hops, 1);

  hops->observer = (Observer){.klass = &hops_class, .interval = interval};
  hops->options = options ? *options : HOP_OPTIONS_DEFAULT;
  hops->options.species = g_strdup(hops->options.species);
  hops->events = g_ptr_array_new_with_free_func((GDestroyNotify)event_unref);
  return &hops->observer;
}

// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "analysis/iondiff-plus.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#include "analysis/displacement.h"
#include "analysis/frame-check.h"
#include "analysis/ghosts.h"
#include "analysis/hop-charts.h"
#include "analysis/hop-event.h"
#include "analysis/ion-cages.h"
#include "analysis/ion-choice.h"
#include "base/base-error.h"

#define POINTS_MOST  400
#define POINTS_LEAST 8
#define STARTS       4
#define ROUNDS       300
#define TOLERANCE    1e-4
#define SMOOTH_LEAST 4  /* frames in the running mean */
#define PLAIN_LEAST  80 /* frames in the window when nothing is smoothed */
#define UNEVEN       0.05
#define CORE_SPREADS 2.0
#define CORE_MOST    0.45 /* of the length */
#define GHOST_HOPS   20
#define BATCH        64 /* ions that are looked at together */

typedef struct {
  gint64 due;     /* number of samples at which it is looked at */
  gint64 told;    /* sample up to which its hops are known */
  gint64 entered; /* sample at which its last hop ended */
} Ion;

/* One ion's part of the run, samples begin … end − 1. */
typedef struct {
  guint ion;
  gint64 begin, end;
  gint64 limit;  /* hops before it are told */
  Vec3 *raw, *x; /* places as they are, and smoothed; owned */
} Look;

typedef struct {
  Vec3 centre;
  double radius; /* Å, of the core */
} Core;

typedef struct {
  Observer observer;
  IondiffPlusOptions options; /* ions owned */
  FrameCheck check;
  gboolean begun;
  Displacement displacement;
  const Element *element; /* NULL when nothing is mobile */
  double gap, last;       /* ps, between the frames that come, of the last one */
  guint stride, phase;
  guint points, half, room; /* samples: of a window, of half the mean, kept */
  gint64 n;                 /* samples taken */
  float *track;             /* room samples of 3 n_ions; owned */
  HopInstant *instant;      /* room; owned */
  Ion *ion;                 /* owned */
  HopTally *tally;          /* owned */
  GPtrArray *events;        /* Event*, not yet taken */
  Ghosts ghosts;
  Team *team; /* NULL: one thread; owned */
} Plus;

static GPtrArray *
new_events(void)
{
  return g_ptr_array_new_with_free_func((GDestroyNotify)event_unref);
}

static void
begin(Plus *plus, const Frame *frame, int type)
{
  g_autoptr(GArray) ions = ion_choice_list(&plus->options.ions, frame, type);

  plus->begun = TRUE;
  displacement_init(&plus->displacement, frame, DRIFT_FRAMEWORK,
                    (const guint32 *)ions->data, ions->len);
  plus->element = type < 0 ? NULL : frame->species->element[type];
  plus->ion = g_new0(Ion, ions->len);
  plus->tally = hop_tally_new(ions->len, plus->options.tau_back);
}

static gboolean
check_gap(const Plus *plus, double gap, GError **error)
{
  double smooth = plus->options.smooth;
  double most = smooth > 0.0 ? smooth / SMOOTH_LEAST : plus->options.window / PLAIN_LEAST;

  if (gap <= most * (1.0 + UNEVEN))
    return TRUE;
  g_set_error(error, VITRINE_ERROR, VITRINE_ERROR_INPUT,
              _("frames are %g ps apart; to find cages they must be %g ps apart at most"),
              gap, most);
  return FALSE;
}

/* Samples begin anew. */
static void
restart(Plus *plus, double gap)
{
  guint n_ions = plus->displacement.n;

  plus->gap = gap;
  plus->stride = (guint)MAX(ceil(plus->options.window / (POINTS_MOST * gap) - UNEVEN), 1);
  double spacing = plus->stride * gap;
  plus->points = (guint)lround(plus->options.window / spacing);
  plus->half = (guint)lround(0.5 * plus->options.smooth / spacing);
  plus->room = plus->points + 2 * plus->half;
  plus->n = plus->phase = 0;
  g_free(plus->track);
  g_free(plus->instant);
  plus->track = g_new(float, 3 * (gsize)n_ions * plus->room);
  plus->instant = g_new(HopInstant, plus->room);
  hop_tally_restart(plus->tally, spacing);
  for (guint i = 0; i < n_ions; i++) {
    guint wait = (guint)((gsize)i * (plus->points / 2) / n_ions);
    plus->ion[i] = (Ion){.due = plus->points / 2 + plus->half + wait, .entered = -1};
  }
}

static const HopInstant *
instant_of(const Plus *plus, gint64 sample)
{
  return &plus->instant[sample % plus->room];
}

static Vec3
place_of(const Plus *plus, guint ion, gint64 sample)
{
  guint n = plus->displacement.n;
  const float *xyz = plus->track + (gsize)(sample % plus->room) * 3 * n + ion;

  return vec3(xyz[0], xyz[n], xyz[2 * n]);
}

/* Running mean over the samples that there are. */
static void
read_look(const Plus *plus, Look *look)
{
  gint64 half = plus->half;
  gint64 oldest = MAX(plus->n - plus->room, 0);
  gint64 from = MAX(look->begin - half, oldest), to = from;
  Vec3 sum = {0};

  look->raw = g_new(Vec3, look->end - look->begin);
  look->x = g_new(Vec3, look->end - look->begin);
  for (gint64 k = look->begin; k < look->end; k++) {
    for (; to <= MIN(k + half, plus->n - 1); to++)
      sum = vec3_add(sum, place_of(plus, look->ion, to));
    for (; from < MAX(k - half, oldest); from++)
      sum = vec3_sub(sum, place_of(plus, look->ion, from));
    look->raw[k - look->begin] = place_of(plus, look->ion, k);
    look->x[k - look->begin] = vec3_scale(sum, 1.0 / (double)(to - from));
  }
}

static double
extent(const Vec3 *x, guint n)
{
  Vec3 low = x[0], high = x[0];

  for (guint k = 1; k < n; k++) {
    low = vec3(MIN(low.x, x[k].x), MIN(low.y, x[k].y), MIN(low.z, x[k].z));
    high = vec3(MAX(high.x, x[k].x), MAX(high.y, x[k].y), MAX(high.z, x[k].z));
  }
  return vec3_norm(vec3_sub(high, low));
}

/* A core for the places as they are. */
static Core
core_of(const Plus *plus, const Look *look, const IonCages *cages, guint8 cage,
        double length)
{
  double square = 0.0;
  guint n = 0;

  for (guint k = 0; k < cages->n; k++) {
    if (cages->label[k] != cage || !cages->inside[k])
      continue;
    square += vec3_norm2(vec3_sub(look->raw[k], cages->centre[cage]));
    n++;
  }
  double radius = MAX(CORE_SPREADS * sqrt(square / MAX(n, 1)), plus->options.core);
  return (Core){cages->centre[cage], MIN(radius, CORE_MOST * length)};
}

static gboolean
is_in(Vec3 r, const Core *core)
{
  return vec3_norm2(vec3_sub(r, core->centre)) < core->radius * core->radius;
}

/* From the transit of the smoothed places to that of the places themselves: the last one
 * in core A before the first one in core B. Left as it is when one core is never met. */
static void
sharpen(const Plus *plus, const Look *look, const IonCages *cages, CageHop *hop)
{
  double length = vec3_norm(vec3_sub(cages->centre[hop->to], cages->centre[hop->from]));
  Core a = core_of(plus, look, cages, hop->from, length);
  Core b = core_of(plus, look, cages, hop->to, length);
  int half = (int)plus->half;
  int begin = MAX(hop->first - 1 - half, 0);
  int end = MIN(hop->last + 1 + half, (int)cages->n - 1);
  int left = -1, entered = -1;

  for (int k = begin; k <= end && entered < 0; k++) {
    if (is_in(look->raw[k], &a))
      left = k;
    else if (left >= 0 && is_in(look->raw[k], &b))
      entered = k;
  }
  if (entered < 0)
    return;
  hop->first = left + 1;
  hop->last = entered - 1;
}

static void
tell(Plus *plus, const Look *look, const IonCages *cages, const CageHop *hop)
{
  guint ion = look->ion, n_path = (guint)(hop->last - hop->first + 1);
  Vec3 origin = plus->displacement.origin[ion];
  gint64 left = look->begin + hop->first - 1, entered = look->begin + hop->last + 1;
  const HopInstant *middle = instant_of(plus, (left + entered + 1) / 2);
  HopRecord record = {.ion = ion,
                      .time = middle->time,
                      .left = instant_of(plus, left)->time,
                      .entered = instant_of(plus, entered)->time,
                      .duration = n_path * plus->tally->spacing,
                      .from = vec3_add(cages->centre[hop->from], origin),
                      .to = vec3_add(cages->centre[hop->to], origin)};
  HopTeller teller = {HOP_BY_IONDIFF_PLUS, plus->element, plus->displacement.atom[ion],
                      hop_tally_add(plus->tally, &record)};
  Event *event = hop_event_new(&teller, &record, middle);
  g_autofree Vec3 *path = g_new(Vec3, n_path);

  for (guint k = 0; k < n_path; k++)
    path[k] = vec3_add(vec3_add(look->raw[hop->first + (int)k], origin),
                       instant_of(plus, left + 1 + k)->drift);
  event_set_path(event, path, n_path);
  g_ptr_array_add(plus->events, event);
}

/* New ones, before the limit; what an earlier window has seen already is not told again.
 */
static void
tell_hops(Plus *plus, const Look *look, const IonCages *cages)
{
  g_autoptr(GArray) hops = ion_cages_core_hops(cages);
  Ion *ion = &plus->ion[look->ion];

  for (guint k = 0; k < hops->len; k++) {
    CageHop hop = g_array_index(hops, CageHop, k);
    Vec3 way = vec3_sub(cages->centre[hop.to], cages->centre[hop.from]);
    gint64 middle = look->begin + (hop.first + hop.last + 1) / 2;
    if (vec3_norm(way) < plus->options.least || middle >= look->limit ||
        middle < ion->told - 2 * (gint64)plus->half)
      continue;
    sharpen(plus, look, cages, &hop);
    if (look->begin + hop.first <= ion->entered)
      continue;
    tell(plus, look, cages, &hop);
    ion->entered = look->begin + hop.last + 1;
  }
}

static void
pass(Plus *plus, guint ion, gint64 limit)
{
  double spacing = plus->tally->spacing;

  for (gint64 k = plus->ion[ion].told; k < limit; k++)
    hop_tally_pass_ion(plus->tally, ion, instant_of(plus, k)->time, spacing);
  plus->ion[ion].told = MAX(limit, plus->ion[ion].told);
}

/* Places of those that have moved about; the others are in one cage. */
static guint
read_looks(const Plus *plus, Look *look, guint n_looks, IonCagesTask *task)
{
  guint n_tasks = 0;

  for (guint k = 0; k < n_looks; k++) {
    guint n = (guint)(look[k].end - look[k].begin);
    if (n < POINTS_LEAST)
      continue;
    read_look(plus, &look[k]);
    if (extent(look[k].x, n) >= plus->options.least)
      task[n_tasks++] = (IonCagesTask){
          look[k].x, n, ((guint64)look[k].ion << 40) + (guint64)look[k].end, NULL};
  }
  return n_tasks;
}

static void
look_at(Plus *plus, Look *look, guint n_looks)
{
  IonCagesOptions options = {
      .k_means = {K_MEANS_PLUS_PLUS, STARTS, ROUNDS, TOLERANCE, plus->options.seed, 0},
      .most = plus->options.most,
      .threshold = plus->options.threshold,
      .core = plus->options.core,
      .refine = TRUE};
  IonCagesTask task[BATCH];
  guint n_tasks = read_looks(plus, look, n_looks, task), next = 0;

  ion_cages_find(task, n_tasks, &options, plus->team);
  for (guint k = 0; k < n_looks; k++) {
    if (next < n_tasks && task[next].x == look[k].x) {
      tell_hops(plus, &look[k], task[next].cages);
      ion_cages_free(task[next++].cages);
    }
    pass(plus, look[k].ion, look[k].limit);
    g_free(look[k].raw);
    g_free(look[k].x);
  }
}

typedef gboolean (*LookAt)(const Plus *plus, guint ion, Look *look);

/* Those that choose wants to be looked at, in batches. */
static void
look_around(Plus *plus, LookAt choose)
{
  Look look[BATCH];
  guint n_looks = 0;

  for (guint i = 0; i < plus->displacement.n; i++) {
    look[n_looks] = (Look){.ion = i};
    n_looks += choose(plus, i, &look[n_looks]);
    if (n_looks < BATCH && i + 1 < plus->displacement.n)
      continue;
    look_at(plus, look, n_looks);
    n_looks = 0;
  }
}

static gboolean
is_due(const Plus *plus, guint ion, Look *look)
{
  if (plus->n < plus->ion[ion].due)
    return FALSE;
  look->end = plus->n - plus->half;
  look->begin = MAX(look->end - plus->points, 0);
  look->limit = look->end - plus->points / 4;
  plus->ion[ion].due = plus->n + plus->points / 2;
  return TRUE;
}

/* No sample follows: the rest is told from what there is, except for cages that were not
 * held for as long as the mean runs. */
static gboolean
is_left(const Plus *plus, guint ion, Look *look)
{
  look->end = plus->n;
  look->begin = MAX(plus->n - plus->points, 0);
  look->limit = plus->n - 2 * (gint64)plus->half;
  return plus->n > 0 && plus->ion[ion].told < look->limit;
}

static void
look_at_rest(Plus *plus)
{
  look_around(plus, is_left);
}

static void
add_sample(Plus *plus, const Frame *frame)
{
  gsize width = 3 * (gsize)plus->displacement.n;

  if (plus->phase++ % plus->stride != 0)
    return;
  displacement_take(&plus->displacement, frame);
  memcpy(plus->track + (gsize)(plus->n % plus->room) * width, plus->displacement.x,
         width * sizeof *plus->track);
  plus->instant[plus->n % plus->room] =
      (HopInstant){frame->step, frame->time, frame->epoch, plus->displacement.drift};
  plus->n++;
  hop_tally_sample(plus->tally, plus->displacement.x);
  look_around(plus, is_due);
}

/* Whole frames that are missing do not change the spacing. */
static double
spacing_after(const Plus *plus, double gap)
{
  double ratio = plus->gap > 0.0 ? gap / plus->gap : NAN;

  return ratio > 0.5 && fabs(ratio - round(ratio)) <= UNEVEN ? plus->gap : gap;
}

static gboolean
plus_add_frame(Observer *self, const Frame *frame, GError **error)
{
  Plus *plus = (Plus *)self;
  gboolean follows = plus->check.n_frames > 0;
  double gap = frame->time - plus->last, spacing = spacing_after(plus, gap);
  int type;

  if (!ion_choice_find(&plus->options.ions, frame, &type, error) ||
      (follows && !check_gap(plus, spacing, error)) ||
      !frame_check(&plus->check, frame, FALSE, error))
    return FALSE;
  if (!plus->begun)
    begin(plus, frame, type);
  plus->last = frame->time;
  if (!plus->element || !follows)
    return TRUE;
  if (spacing != plus->gap || gap > 1.5 * spacing) {
    look_at_rest(plus);
    restart(plus, spacing);
  }
  add_sample(plus, frame);
  return TRUE;
}

static void
plus_finish(Observer *self)
{
  look_at_rest((Plus *)self);
}

static Chart *
plus_chart(Observer *self)
{
  Plus *plus = (Plus *)self;
  HopCharts charts = {plus->tally, plus->element ? plus->element->symbol : NULL};
  Chart *chart = hop_charts_lengths(&charts, "iondiff-plus", _("Hops by clusters"));

  ghosts_add_to(&plus->ghosts, chart, NULL);
  if (!plus->element)
    return chart;
  const char *symbol = plus->element->symbol;
  chart_add_scalar(chart, "window_ps", symbol, plus->options.window, NAN, NULL);
  chart_add_scalar(chart, "smooth_ps", symbol, plus->options.smooth, NAN, NULL);
  chart_add_scalar(chart, "silhouette_least", symbol, plus->options.threshold, NAN, NULL);
  return chart;
}

static void
plus_begin_epoch(Observer *self)
{
  Plus *plus = (Plus *)self;

  look_at_rest(plus);
  if (plus->tally && plus->tally->n >= GHOST_HOPS)
    ghosts_take(&plus->ghosts, plus_chart(self), observer_temperature(self));
  frame_check_begin_epoch(&plus->check);
  plus->gap = 0.0;
  plus->n = 0;
  if (plus->tally)
    hop_tally_begin_epoch(plus->tally);
}

static void
plus_take_events(Observer *self, GPtrArray *out)
{
  Plus *plus = (Plus *)self;

  g_ptr_array_extend_and_steal(out, g_steal_pointer(&plus->events));
  plus->events = new_events();
}

static void
plus_free(Observer *self)
{
  Plus *plus = (Plus *)self;

  g_ptr_array_unref(plus->events);
  hop_tally_free(plus->tally);
  displacement_clear(&plus->displacement);
  frame_check_clear(&plus->check);
  ghosts_clear(&plus->ghosts);
  g_clear_pointer(&plus->team, team_free);
  g_free(plus->ion);
  g_free(plus->track);
  g_free(plus->instant);
  ion_choice_clear(&plus->options.ions);
  g_free(plus);
}

static const ObserverClass plus_class = {
    .id = "iondiff-plus",
    .add_frame = plus_add_frame,
    .begin_epoch = plus_begin_epoch,
    .finish = plus_finish,
    .chart = plus_chart,
    .take_events = plus_take_events,
    .free = plus_free,
};

Observer *
iondiff_plus_observer_new(double interval, const IondiffPlusOptions *options)
{
  Plus *plus = g_new0(Plus, 1);

  plus->observer = (Observer){.klass = &plus_class, .interval = interval};
  plus->options = options ? *options : IONDIFF_PLUS_OPTIONS_DEFAULT;
  plus->options.ions = ion_choice_copy(&plus->options.ions);
  plus->events = new_events();
  if (plus->options.n_threads != 1)
    plus->team = team_new(plus->options.n_threads);
  return &plus->observer;
}

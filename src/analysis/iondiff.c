// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "analysis/iondiff.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#include "analysis/displacement.h"
#include "analysis/frame-check.h"
#include "analysis/hop-charts.h"
#include "analysis/hop-degree.h"
#include "analysis/hop-event.h"
#include "analysis/ion-cages.h"
#include "analysis/ion-choice.h"

#define FRAMES_MOST  1024
#define FRAMES_LEAST 128
#define POINTS_MOST  (1 << 21) /* of all ions */
#define STARTS       30
#define GROWN        0.1 /* of the frames are new: all is done again */
#define UNEVEN       0.05
#define BOXES_MOST   4000 /* hops that the degree is counted for */
#define BATCH        64   /* ions that are divided together */

enum { CHART_LENGTHS, CHART_DEGREE, N_CHARTS };

/* Of one pass over all ions. */
typedef struct {
  guint n_frames;  /* 0: there was none yet */
  guint64 n_taken; /* samples ever taken, then */
  guint n_hopping, n_lost;
  double silhouette, frames_in_transit; /* sums over ions, hops */
  guint n_hops;
  HopTally *tally;   /* owned */
  GPtrArray *events; /* Event*, owned */
  GArray *boxes;     /* HopBox, owned */
  gboolean has_degree;
  HopDegree degree;
  guint n_degree[HOP_DEGREE_LAST + 1]; /* hops of N; the last one: as many and more */
} Pass;

typedef struct {
  Observer observer;
  IondiffOptions options; /* ions owned */
  FrameCheck check;
  gboolean begun;
  Displacement displacement;
  const Element *element; /* NULL when nothing is mobile */
  double spacing, last;   /* ps, of the frames that come */
  guint n_missing;
  guint room, n, stride, phase;
  guint64 n_taken;     /* samples, ever */
  float *track;        /* room samples of 3 n_ions; owned */
  HopInstant *instant; /* room; owned */
  Pass pass;
  GPtrArray *events; /* Event*, not yet taken */
  Team *team;        /* NULL: one thread; owned */
} Iondiff;

static GPtrArray *
new_events(void)
{
  return g_ptr_array_new_with_free_func((GDestroyNotify)event_unref);
}

static void
clear_pass(Pass *pass)
{
  g_clear_pointer(&pass->tally, hop_tally_free);
  g_clear_pointer(&pass->events, g_ptr_array_unref);
  g_clear_pointer(&pass->boxes, g_array_unref);
  *pass = (Pass){0};
}

static void
begin(Iondiff *iondiff, const Frame *frame, int type)
{
  g_autoptr(GArray) ions = ion_choice_list(&iondiff->options.ions, frame, type);
  guint n_ions = MAX(ions->len, 1);

  iondiff->begun = TRUE;
  displacement_init(&iondiff->displacement, frame, DRIFT_NONE,
                    (const guint32 *)ions->data, ions->len);
  iondiff->element = type < 0 ? NULL : frame->species->element[type];
  iondiff->room = CLAMP(POINTS_MOST / n_ions, FRAMES_LEAST, FRAMES_MOST);
  iondiff->track = g_new(float, 3 * (gsize)ions->len * iondiff->room);
  iondiff->instant = g_new(HopInstant, iondiff->room);
  iondiff->stride = 1;
}

static void
keep(Iondiff *iondiff, guint to, guint from)
{
  gsize width = 3 * (gsize)iondiff->displacement.n;

  memmove(iondiff->track + to * width, iondiff->track + from * width,
          width * sizeof *iondiff->track);
  iondiff->instant[to] = iondiff->instant[from];
}

static void
thin(Iondiff *iondiff)
{
  for (guint k = 0; 2 * k < iondiff->n; k++)
    keep(iondiff, k, 2 * k);
  iondiff->n = (iondiff->n + 1) / 2;
  iondiff->phase = 0;
  iondiff->stride *= 2;
}

static void
add_sample(Iondiff *iondiff, const Frame *frame)
{
  gsize width = 3 * (gsize)iondiff->displacement.n;

  if (iondiff->phase++ % iondiff->stride != 0)
    return;
  if (iondiff->n == iondiff->room) {
    thin(iondiff);
    iondiff->phase = 1;
  }
  displacement_take(&iondiff->displacement, frame);
  memcpy(iondiff->track + iondiff->n * width, iondiff->displacement.x,
         width * sizeof *iondiff->track);
  iondiff->instant[iondiff->n++] =
      (HopInstant){frame->step, frame->time, frame->epoch, vec3(0.0, 0.0, 0.0)};
  iondiff->n_taken++;
}

/* Frames may be missing, whole ones. */
static void
take_spacing(Iondiff *iondiff, double gap)
{
  if (iondiff->spacing == 0.0 || gap < (1.0 - UNEVEN) * iondiff->spacing)
    iondiff->spacing = gap;
  iondiff->n_missing += (guint)MAX(lround(gap / iondiff->spacing), 1) - 1;
}

static gboolean
is_whole(const Iondiff *iondiff, double gap)
{
  double ratio = gap / iondiff->spacing;

  return iondiff->spacing == 0.0 ||
         (ratio > 0.5 && fabs(ratio - round(ratio)) <= UNEVEN * MAX(ratio, 1.0));
}

static gboolean
iondiff_add_frame(Observer *self, const Frame *frame, GError **error)
{
  Iondiff *iondiff = (Iondiff *)self;
  gboolean follows = iondiff->check.n_frames > 0;
  double gap = frame->time - iondiff->last;
  int type;

  if (!ion_choice_find(&iondiff->options.ions, frame, &type, error) ||
      !frame_check(&iondiff->check, frame, follows && !is_whole(iondiff, gap), error))
    return FALSE;
  if (!iondiff->begun)
    begin(iondiff, frame, type);
  if (follows)
    take_spacing(iondiff, gap);
  iondiff->last = frame->time;
  if (iondiff->element)
    add_sample(iondiff, frame);
  return TRUE;
}

static void
read_track(const Iondiff *iondiff, guint ion, Vec3 *x)
{
  guint n_ions = iondiff->displacement.n;

  for (guint k = 0; k < iondiff->n; k++) {
    const float *xyz = iondiff->track + 3 * (gsize)n_ions * k + ion;
    x[k] = vec3(xyz[0], xyz[n_ions], xyz[2 * n_ions]);
  }
}

static void
tell(const Iondiff *iondiff, Pass *pass, guint ion, const IonCages *cages,
     const CageHop *hop, const Vec3 *x)
{
  Vec3 origin = iondiff->displacement.origin[ion];
  const HopInstant *left = &iondiff->instant[MAX(hop->first - 1, 0)];
  const HopInstant *entered = &iondiff->instant[MIN(hop->last + 1, (int)iondiff->n - 1)];
  const HopInstant *middle = &iondiff->instant[(hop->first + hop->last + 1) / 2];
  guint n_path = (guint)(hop->last - hop->first + 1);
  HopRecord record = {.ion = ion,
                      .time = middle->time,
                      .left = left->time,
                      .entered = entered->time,
                      .duration = (hop->last - hop->first - 1) * pass->tally->spacing,
                      .from = vec3_add(cages->centre[hop->from], origin),
                      .to = vec3_add(cages->centre[hop->to], origin)};
  gboolean back = hop_tally_add(pass->tally, &record);
  HopTeller teller = {HOP_BY_IONDIFF, iondiff->element, iondiff->displacement.atom[ion],
                      back};
  Event *event = hop_event_new(&teller, &record, middle);
  g_autofree Vec3 *path = g_new(Vec3, n_path);

  for (guint k = 0; k < n_path; k++)
    path[k] = vec3_add(x[hop->first + (int)k], origin);
  event_set_path(event, path, n_path);
  g_ptr_array_add(pass->events, event);
}

/* The boxes of the published mask: frames first + 1 … last, those that touch are one. */
static void
add_box(Pass *pass, guint first_of_ion, const CageHop *hop)
{
  HopBox box = {hop->first + 1, hop->last};

  for (guint k = first_of_ion; k < pass->boxes->len; k++) {
    HopBox *other = &g_array_index(pass->boxes, HopBox, k);
    if (box.first > other->last + 1 || box.last < other->first - 1)
      continue;
    other->first = MIN(other->first, box.first);
    other->last = MAX(other->last, box.last);
    return;
  }
  g_array_append_val(pass->boxes, box);
}

static void
look_at_ion(const Iondiff *iondiff, Pass *pass, guint ion, const Vec3 *x,
            const IonCages *cages)
{
  guint first_box = pass->boxes->len;
  g_autoptr(GArray) hops = ion_cages_published_hops(cages);

  pass->silhouette += isnan(cages->silhouette) ? 0.0 : cages->silhouette;
  pass->n_hopping += cages->k > 1;
  for (guint k = 0; k < hops->len; k++) {
    const CageHop *hop = &g_array_index(hops, CageHop, k);
    pass->n_hops++;
    if (hop->last <= hop->first) {
      pass->n_lost++;
      continue;
    }
    pass->frames_in_transit += hop->last - hop->first - 1;
    tell(iondiff, pass, ion, cages, hop, x);
    add_box(pass, first_box, hop);
  }
}

static void
count_degrees(const Iondiff *iondiff, Pass *pass)
{
  guint n = MIN(pass->boxes->len, BOXES_MOST);
  g_autofree guint *degree = g_new(guint, n);

  pass->has_degree = hop_degree((const HopBox *)pass->boxes->data, n, pass->n_frames,
                                iondiff->options.seed, degree, &pass->degree);
  for (guint i = 0; pass->has_degree && i < n; i++)
    pass->n_degree[MIN(degree[i], HOP_DEGREE_LAST)]++;
}

static void
begin_pass(const Iondiff *iondiff, Pass *pass)
{
  double spacing = iondiff->spacing * iondiff->stride;
  gsize width = 3 * (gsize)iondiff->displacement.n;

  clear_pass(pass);
  pass->n_frames = iondiff->n;
  pass->n_taken = iondiff->n_taken;
  pass->events = new_events();
  pass->boxes = g_array_new(FALSE, FALSE, sizeof(HopBox));
  pass->tally = hop_tally_new(iondiff->displacement.n, iondiff->options.tau_back);
  hop_tally_restart(pass->tally, spacing);
  for (guint k = 0; k < iondiff->n; k++) {
    hop_tally_sample(pass->tally, iondiff->track + k * width);
    if (k > 0)
      hop_tally_pass(pass->tally, iondiff->instant[k].time,
                     iondiff->instant[k].time - iondiff->instant[k - 1].time);
  }
}

static void
look_at_all(Iondiff *iondiff)
{
  Pass *pass = &iondiff->pass;
  guint n = iondiff->n, n_ions = iondiff->displacement.n;
  g_autofree Vec3 *x = g_new(Vec3, BATCH * (gsize)n);
  IonCagesOptions options = {
      .k_means = {K_MEANS_RANDOM, STARTS, 300, 1e-4, iondiff->options.seed, 0},
      .most = iondiff->options.most,
      .threshold = iondiff->options.threshold,
      .core = iondiff->options.core};
  IonCagesTask task[BATCH];

  begin_pass(iondiff, pass);
  for (guint first = 0; first < n_ions; first += BATCH) {
    guint n_tasks = MIN(BATCH, n_ions - first);
    for (guint k = 0; k < n_tasks; k++) {
      task[k] = (IonCagesTask){x + k * (gsize)n, n, first + k, NULL};
      read_track(iondiff, first + k, x + k * (gsize)n);
    }
    ion_cages_find(task, n_tasks, &options, iondiff->team);
    for (guint k = 0; k < n_tasks; k++) {
      look_at_ion(iondiff, pass, first + k, task[k].x, task[k].cages);
      ion_cages_free(task[k].cages);
    }
  }
  count_degrees(iondiff, pass);
}

static gboolean
can_look(const Iondiff *iondiff)
{
  return iondiff->element && iondiff->n >= 3;
}

static void
catch_up(Iondiff *iondiff)
{
  const Pass *pass = &iondiff->pass;
  guint64 grown = iondiff->n_taken - pass->n_taken;

  if (can_look(iondiff) && (pass->n_frames == 0 || grown > GROWN * pass->n_frames))
    look_at_all(iondiff);
}

static void
iondiff_finish(Observer *self)
{
  Iondiff *iondiff = (Iondiff *)self;

  if (!can_look(iondiff))
    return;
  if (iondiff->pass.n_taken != iondiff->n_taken || iondiff->pass.n_frames == 0)
    look_at_all(iondiff);
  g_ptr_array_extend_and_steal(iondiff->events, g_steal_pointer(&iondiff->pass.events));
  iondiff->pass.events = new_events();
}

static void
iondiff_begin_epoch(Observer *self)
{
  Iondiff *iondiff = (Iondiff *)self;

  frame_check_begin_epoch(&iondiff->check);
  clear_pass(&iondiff->pass);
  iondiff->n = iondiff->phase = iondiff->n_missing = 0;
  iondiff->stride = 1;
  iondiff->spacing = 0.0;
}

static const char *
thinned_note(const Iondiff *iondiff)
{
  return iondiff->stride > 1 ? _("thinned: IonDiff itself takes every frame") : NULL;
}

static void
add_numbers(const Iondiff *iondiff, Chart *chart)
{
  const Pass *pass = &iondiff->pass;
  const char *symbol = iondiff->element->symbol;
  guint n_told = pass->n_hops - pass->n_lost;

  chart_add_scalar(chart, "ions", symbol, iondiff->displacement.n, NAN, NULL);
  chart_add_scalar(chart, "ions_hopping", symbol, pass->n_hopping, NAN, NULL);
  chart_add_scalar(chart, "hops_lost", symbol, pass->n_lost, NAN,
                   pass->n_lost ? _("without an end, as IonDiff loses them") : NULL);
  chart_add_scalar(chart, "silhouette", symbol,
                   pass->silhouette / iondiff->displacement.n, NAN, NULL);
  chart_add_scalar(chart, "frames", symbol, pass->n_frames, NAN, NULL);
  chart_add_scalar(chart, "frames_missing", symbol, iondiff->n_missing, NAN, NULL);
  chart_add_scalar(chart, "every_frames", symbol, iondiff->stride, NAN,
                   thinned_note(iondiff));
  if (n_told > 0)
    chart_add_scalar(chart, "duration_frames", symbol, pass->frames_in_transit / n_told,
                     NAN, NULL);
}

static Chart *
lengths_chart(const Iondiff *iondiff)
{
  HopCharts charts = {iondiff->pass.tally,
                      iondiff->element ? iondiff->element->symbol : NULL};
  Chart *chart = hop_charts_lengths(&charts, "iondiff", _("Hops by IonDiff"));

  if (iondiff->begun && !iondiff->element)
    chart_take_verdict(chart, VERDICT_NONE, g_strdup(_("no mobile ions")));
  if (!iondiff->pass.tally)
    return chart;
  add_numbers(iondiff, chart);
  if (thinned_note(iondiff))
    chart_take_verdict(chart, VERDICT_NOTICE, g_strdup(thinned_note(iondiff)));
  return chart;
}

static void
add_degrees(const Iondiff *iondiff, Chart *chart)
{
  const Pass *pass = &iondiff->pass;
  const char *symbol = iondiff->element->symbol;
  Series *series = chart_add_series(chart, symbol, SERIES_POINTS, HOP_DEGREE_LAST, TRUE);
  double total = 0.0;
  guint n = 0;

  series_set_species(series, symbol);
  for (guint size = HOP_DEGREE_FIRST; size <= HOP_DEGREE_LAST; size++)
    total += pass->n_degree[size];
  for (guint size = HOP_DEGREE_FIRST; size <= HOP_DEGREE_LAST; size++) {
    if (pass->degree.share[size] > 0.0) {
      series->x[n] = size;
      series->y[n] = pass->degree.share[size];
      series->error[n++] = sqrt(pass->degree.share[size] / total);
    }
  }
  series->n = n;
}

static void
add_degree_fit(const HopDegree *degree, Chart *chart)
{
  guint n = HOP_DEGREE_LAST - HOP_DEGREE_FIRST + 1;

  if (isnan(degree->fit.c.value))
    return;
  Series *series = chart_add_series(chart, "|A| + B exp(−CN)", SERIES_LINE, n, FALSE);
  series->dashed = TRUE;
  for (guint k = 0; k < n; k++) {
    double size = series->x[k] = HOP_DEGREE_FIRST + k;
    series->y[k] = degree->fit.a + degree->fit.b * exp(-degree->fit.c.value * size);
  }
}

static Chart *
degree_chart(const Iondiff *iondiff)
{
  const Pass *pass = &iondiff->pass;
  Chart *chart = chart_new("iondiff-degree", _("Partners of a hop by IonDiff"));

  chart_set_x_axis(chart, "N", "", AXIS_LINEAR);
  chart_set_y_axis(chart, "P(N)", "", AXIS_LINEAR);
  if (!pass->has_degree) {
    chart_take_verdict(
        chart, VERDICT_WAIT,
        g_strdup(pass->n_frames ? _("too few hops yet") : _("waiting for data")));
    return chart;
  }
  const char *symbol = iondiff->element->symbol;
  add_degrees(iondiff, chart);
  add_degree_fit(&pass->degree, chart);
  chart_add_scalar(chart, "hops", symbol, pass->boxes->len, NAN, NULL);
  chart_add_scalar(chart, "threshold", symbol, pass->degree.threshold, NAN, NULL);
  chart_add_scalar(chart, "C", symbol, pass->degree.fit.c.value, pass->degree.fit.c.error,
                   isnan(pass->degree.fit.c.value) ? _("no decay to be fitted") : NULL);
  for (guint size = 1; size <= HOP_DEGREE_LAST; size++) {
    g_autofree char *key = g_strdup_printf("hops_of_N_%u", size);
    if (pass->n_degree[size] > 0)
      chart_add_scalar(chart, key, symbol, pass->n_degree[size], NAN, NULL);
  }
  chart_take_verdict(chart, VERDICT_NONE, g_strdup(_("overlap in time alone")));
  return chart;
}

static Chart *
iondiff_chart_at(Observer *self, guint index)
{
  Iondiff *iondiff = (Iondiff *)self;

  catch_up(iondiff);
  return index == CHART_LENGTHS ? lengths_chart(iondiff) : degree_chart(iondiff);
}

static void
iondiff_take_events(Observer *self, GPtrArray *out)
{
  Iondiff *iondiff = (Iondiff *)self;

  g_ptr_array_extend_and_steal(out, g_steal_pointer(&iondiff->events));
  iondiff->events = new_events();
}

static void
iondiff_free(Observer *self)
{
  Iondiff *iondiff = (Iondiff *)self;

  clear_pass(&iondiff->pass);
  g_ptr_array_unref(iondiff->events);
  displacement_clear(&iondiff->displacement);
  frame_check_clear(&iondiff->check);
  g_clear_pointer(&iondiff->team, team_free);
  g_free(iondiff->track);
  g_free(iondiff->instant);
  ion_choice_clear(&iondiff->options.ions);
  g_free(iondiff);
}

static const ObserverClass iondiff_class = {
    .id = "iondiff",
    .add_frame = iondiff_add_frame,
    .begin_epoch = iondiff_begin_epoch,
    .finish = iondiff_finish,
    .n_charts = N_CHARTS,
    .chart_at = iondiff_chart_at,
    .take_events = iondiff_take_events,
    .free = iondiff_free,
};

Observer *
iondiff_observer_new(double interval, const IondiffOptions *options)
{
  Iondiff *iondiff = g_new0(Iondiff, 1);

  iondiff->observer = (Observer){.klass = &iondiff_class, .interval = interval};
  iondiff->options = options ? *options : IONDIFF_OPTIONS_DEFAULT;
  iondiff->options.ions = ion_choice_copy(&iondiff->options.ions);
  if (iondiff->options.n_threads != 1)
    iondiff->team = team_new(iondiff->options.n_threads);
  iondiff->events = new_events();
  return &iondiff->observer;
}

// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "run/analyze-trajectory.h"

#include <glib/gi18n.h>
#include <math.h>

#include "analysis/hops.h"
#include "analysis/msd.h"
#include "analysis/rdf.h"
#include "analysis/rings3.h"
#include "analysis/van-hove.h"
#include "base/base-error.h"

#define N_QUANTITIES 5
#define EDGE         1e-6 /* ps: times in files are rounded */

static const AnalysisQuantity order[N_QUANTITIES] = {
    ANALYSIS_MSD, ANALYSIS_VAN_HOVE, ANALYSIS_RDF, ANALYSIS_HOPS, ANALYSIS_RINGS3};
static const char *const names[N_QUANTITIES] = {"msd", "vanhove", "rdf", "hops",
                                                "rings3"};

typedef struct {
  const AnalysisOptions *options;
  TrajectoryReader *reader;
  Observer *observer[N_QUANTITIES]; /* NULL: not wanted, or not possible; owned */
  AnalysisResult *result;           /* owned */
} Analysis;

void
analysis_options_init(AnalysisOptions *options)
{
  *options = (AnalysisOptions){.from = NAN,
                               .to = NAN,
                               .fit_from = NAN,
                               .fit_to = NAN,
                               .hop_window = HOP_OPTIONS_DEFAULT.half_window};
}

void
analysis_result_free(AnalysisResult *result)
{
  if (!result)
    return;
  g_free(result->formula);
  g_ptr_array_unref(result->charts);
  g_ptr_array_unref(result->events);
  g_ptr_array_unref(result->notes);
  g_free(result);
}

static AnalysisResult *
new_result(void)
{
  AnalysisResult *result = g_new0(AnalysisResult, 1);

  result->charts = g_ptr_array_new_with_free_func((GDestroyNotify)chart_unref);
  result->events = g_ptr_array_new_with_free_func((GDestroyNotify)event_unref);
  result->notes = g_ptr_array_new_with_free_func(g_free);
  return result;
}

static Observer *
new_observer(AnalysisQuantity quantity, const AnalysisOptions *options)
{
  HopOptions hops = HOP_OPTIONS_DEFAULT;
  Observer *observer = NULL;

  switch (quantity) {
  case ANALYSIS_MSD:
    observer = msd_observer_new(options->interval);
    msd_observer_set_species(observer, options->species);
    msd_observer_set_window(observer, options->fit_from, options->fit_to);
    break;
  case ANALYSIS_VAN_HOVE:
    observer = van_hove_observer_new(options->interval);
    van_hove_observer_set_species(observer, options->species);
    break;
  case ANALYSIS_RDF:
    observer = rdf_observer_new(options->interval);
    break;
  case ANALYSIS_HOPS:
    hops.half_window = options->hop_window;
    hops.species = options->species;
    observer = hops_observer_new(options->interval, &hops);
    break;
  case ANALYSIS_RINGS3:
    observer = rings3_observer_new(options->interval);
    break;
  }
  return observer;
}

static gboolean
needs_time(AnalysisQuantity quantity)
{
  return quantity == ANALYSIS_MSD || quantity == ANALYSIS_VAN_HOVE ||
         quantity == ANALYSIS_HOPS;
}

/* A quantity cannot be had for reason: a note when everything was asked for, else the
 * error. Takes reason. */
static gboolean
give_up(Analysis *analysis, guint which, GError *reason, GError **error)
{
  if (analysis->options->quantities) {
    g_propagate_prefixed_error(error, reason, "%s: ", names[which]);
    return FALSE;
  }
  g_ptr_array_add(analysis->result->notes,
                  g_strdup_printf("%s: %s", names[which], reason->message));
  g_clear_pointer(&analysis->observer[which], observer_free);
  g_error_free(reason);
  return TRUE;
}

static gboolean
give_up_timed(Analysis *analysis, const char *reason, GError **error)
{
  for (guint i = 0; i < N_QUANTITIES; i++)
    if (analysis->observer[i] && needs_time(order[i]) &&
        !give_up(analysis, i,
                 g_error_new_literal(VITRINE_ERROR, VITRINE_ERROR_INPUT, reason), error))
      return FALSE;
  return TRUE;
}

static gboolean
feed(Analysis *analysis, const Frame *frame, GError **error)
{
  AnalysisResult *result = analysis->result;

  if (trajectory_reader_guesses_time(analysis->reader) &&
      !give_up_timed(analysis,
                     _("the file has no times: give the time between its frames (--dt)"),
                     error))
    return FALSE;
  for (guint i = 0; i < N_QUANTITIES; i++) {
    GError *reason = NULL;
    if (!analysis->observer[i])
      continue;
    if (!observer_add_frame(analysis->observer[i], frame, &reason)) {
      g_prefix_error(&reason, _("frame %u: "), result->n_frames);
      if (!give_up(analysis, i, reason, error))
        return FALSE;
      continue;
    }
    observer_take_events(analysis->observer[i], result->events);
  }
  if (result->n_frames++ == 0) {
    result->n_atoms = frame->n_atoms;
    result->formula = frame_formula(frame);
    result->from = frame->time;
  }
  result->to = frame->time;
  return TRUE;
}

static gboolean
report(const Analysis *analysis, GError **error)
{
  const AnalysisOptions *options = analysis->options;
  double fraction = trajectory_reader_progress(analysis->reader);

  if (!options->progress ||
      options->progress(fraction, analysis->result->n_frames, options->data))
    return TRUE;
  g_set_error_literal(error, VITRINE_ERROR, VITRINE_ERROR_FAILED, _("stopped"));
  return FALSE;
}

static gboolean
read_all(Analysis *analysis, GError **error)
{
  const AnalysisOptions *options = analysis->options;
  GError *trouble = NULL;

  for (;;) {
    g_autoptr(Frame) frame = trajectory_reader_next(analysis->reader, &trouble);
    if (!frame || frame->time > options->to + EDGE)
      break;
    if (!(frame->time < options->from - EDGE) && !feed(analysis, frame, error))
      return FALSE;
    if (!report(analysis, error))
      return FALSE;
  }
  if (!trouble)
    return TRUE;
  g_propagate_error(error, trouble);
  return FALSE;
}

static gboolean
check_length(Analysis *analysis, GError **error)
{
  if (analysis->result->n_frames == 0) {
    g_set_error_literal(error, VITRINE_ERROR, VITRINE_ERROR_INPUT,
                        _("no frame lies in the time asked for"));
    return FALSE;
  }
  if (analysis->result->n_frames > 1)
    return TRUE;
  return give_up_timed(analysis, _("one frame alone says nothing about motion"), error);
}

static void
collect(Analysis *analysis)
{
  AnalysisResult *result = analysis->result;
  const char *warning = trajectory_reader_warning(analysis->reader);

  if (warning)
    g_ptr_array_add(result->notes, g_strdup(warning));
  for (guint i = 0; i < N_QUANTITIES; i++)
    if (analysis->observer[i])
      g_ptr_array_add(result->charts, observer_chart(analysis->observer[i]));
}

AnalysisResult *
analyze_trajectory(TrajectoryReader *reader, const AnalysisOptions *options,
                   GError **error)
{
  Analysis analysis = {.options = options, .reader = reader, .result = new_result()};

  g_return_val_if_fail(reader != NULL && options != NULL, NULL);
  for (guint i = 0; i < N_QUANTITIES; i++)
    if (!options->quantities || options->quantities & order[i])
      analysis.observer[i] = new_observer(order[i], options);
  if (read_all(&analysis, error) && check_length(&analysis, error))
    collect(&analysis);
  else
    g_clear_pointer(&analysis.result, analysis_result_free);
  for (guint i = 0; i < N_QUANTITIES; i++)
    observer_free(analysis.observer[i]);
  return analysis.result;
}

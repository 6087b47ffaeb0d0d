// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "run/analyze-trajectory.h"

#include <glib/gi18n.h>
#include <math.h>

#include "analysis/observer-set.h"
#include "base/base-error.h"
#include "run/chart-end.h"

#define EDGE 1e-6 /* ps: times in files are rounded */

/* Observables that cannot be had, and why. */
typedef struct {
  char *reason;
  GString *names;
} Loss;

typedef struct {
  const AnalysisOptions *options;
  TrajectoryReader *reader;
  guint n;          /* entries of the catalogue */
  gboolean *listed; /* by entry: its charts are wanted, and possible */
  ObserverSet *set;
  GArray *losses;         /* Loss */
  AnalysisResult *result; /* owned */
} Analysis;

void
analysis_options_init(AnalysisOptions *options)
{
  *options = (AnalysisOptions){.from = NAN, .to = NAN};
  observer_options_init(&options->observer);
}

void
analysis_result_free(AnalysisResult *result)
{
  if (!result)
    return;
  g_free(result->formula);
  g_ptr_array_unref(result->charts);
  g_ptr_array_unref(result->events);
  g_ptr_array_unref(result->pathways);
  g_ptr_array_unref(result->notes);
  g_free(result);
}

AnalysisResult *
analysis_result_new(void)
{
  AnalysisResult *result = g_new0(AnalysisResult, 1);

  result->charts = g_ptr_array_new_with_free_func((GDestroyNotify)chart_unref);
  result->events = g_ptr_array_new_with_free_func((GDestroyNotify)event_unref);
  result->pathways = g_ptr_array_new_with_free_func((GDestroyNotify)pathways_unref);
  result->notes = g_ptr_array_new_with_free_func(g_free);
  return result;
}

static gboolean
choose_named(Analysis *analysis, GError **error)
{
  for (const char *const *id = analysis->options->wanted; *id; id++) {
    int entry = catalogue_find(*id);
    if (entry < 0) {
      g_set_error(error, VITRINE_ERROR, VITRINE_ERROR_INPUT, _("%s: no such quantity"),
                  *id);
      return FALSE;
    }
    analysis->listed[entry] = TRUE;
  }
  return TRUE;
}

static gboolean
choose(Analysis *analysis, GError **error)
{
  const AnalysisOptions *options = analysis->options;
  guint left_out = options->all ? 0 : OBSERVABLE_HEAVY | OBSERVABLE_LIVE;

  if (options->wanted && !choose_named(analysis, error))
    return FALSE;
  for (guint i = 0; i < analysis->n; i++) {
    if (!options->wanted)
      analysis->listed[i] = !(catalogue_entry(i)->about.flags & left_out);
    if (analysis->listed[i])
      observer_set_add(analysis->set, i, &options->observer);
  }
  return TRUE;
}

static void
clear_loss(Loss *loss)
{
  g_free(loss->reason);
  g_string_free(loss->names, TRUE);
}

/* What is lost for one reason is one note. */
static void
note_loss(Analysis *analysis, guint entry, const char *reason)
{
  const char *id = catalogue_entry(entry)->about.id;

  for (guint i = 0; i < analysis->losses->len; i++) {
    Loss *loss = &g_array_index(analysis->losses, Loss, i);
    if (g_str_equal(loss->reason, reason)) {
      g_string_append_printf(loss->names, ", %s", id);
      return;
    }
  }
  Loss loss = {g_strdup(reason), g_string_new(id)};
  g_array_append_val(analysis->losses, loss);
}

static void
note_losses(Analysis *analysis, const gboolean *had, const char *reason)
{
  for (guint i = 0; i < analysis->n; i++)
    if (had[i] && !observer_set_get(analysis->set, i) && analysis->listed[i])
      note_loss(analysis, i, reason);
}

/* The entry, or what was asked for that reads it. */
static const char *
asked_name(const Analysis *analysis, guint entry)
{
  const char *id = catalogue_entry(entry)->about.id;

  for (guint i = entry; i < analysis->n; i++) {
    const Observable *about = &catalogue_entry(i)->about;
    if (analysis->listed[i] && (i == entry || g_strcmp0(about->leader, id) == 0))
      return about->id;
  }
  return id;
}

/* A quantity cannot be had for reason, nor can those that read it: a note when everything
 * was asked for, else the error. Takes reason. */
static gboolean
give_up(Analysis *analysis, guint entry, GError *reason, GError **error)
{
  g_autofree gboolean *had = g_new0(gboolean, analysis->n);

  if (analysis->options->wanted) {
    g_propagate_prefixed_error(error, reason, "%s: ", asked_name(analysis, entry));
    return FALSE;
  }
  for (guint i = 0; i < analysis->n; i++)
    had[i] = observer_set_get(analysis->set, i) != NULL;
  observer_set_remove(analysis->set, entry);
  note_losses(analysis, had, reason->message);
  g_error_free(reason);
  return TRUE;
}

/* The same for all that have need (ObservableFlags). */
static gboolean
give_up_needing(Analysis *analysis, guint need, const char *reason, GError **error)
{
  for (guint i = 0; i < analysis->n; i++)
    if (observer_set_get(analysis->set, i) && catalogue_entry(i)->about.flags & need &&
        !give_up(analysis, i,
                 g_error_new_literal(VITRINE_ERROR, VITRINE_ERROR_INPUT, reason), error))
      return FALSE;
  return TRUE;
}

static gboolean
check_needs(Analysis *analysis, const Frame *frame, GError **error)
{
  const ObserverOptions *options = &analysis->options->observer;
  gboolean ions =
      options->species || options->n_selected || frame_mobile_type(frame) >= 0;

  if (!ions && !give_up_needing(analysis, OBSERVABLE_NEEDS_IONS,
                                _("no mobile ions: say whose motion (--species)"), error))
    return FALSE;
  return frame->has_thermo || give_up_needing(analysis, OBSERVABLE_NEEDS_THERMO,
                                              _("the file has no energies"), error);
}

/* What the reader had to guess. */
static gboolean
check_source(Analysis *analysis, GError **error)
{
  const char *doubt = trajectory_reader_path_doubt(analysis->reader);
  const char *uneven = trajectory_reader_time_doubt(analysis->reader);

  if (uneven && !give_up_needing(analysis, OBSERVABLE_NEEDS_TIMES, uneven, error))
    return FALSE;
  if (trajectory_reader_guesses_time(analysis->reader) &&
      !give_up_needing(
          analysis, OBSERVABLE_NEEDS_TIMES,
          _("the file has no times: give the time between its frames (--dt)"), error))
    return FALSE;
  if (!doubt)
    return TRUE;
  g_autofree char *reason = g_strdup_printf(
      _("%s (closer frames, image flags or unwrapped positions would tell)"), doubt);
  return give_up_needing(analysis, OBSERVABLE_NEEDS_PATHS, reason, error);
}

static gboolean
feed(Analysis *analysis, const Frame *frame, GError **error)
{
  AnalysisResult *result = analysis->result;

  if (!check_source(analysis, error))
    return FALSE;
  if (result->n_frames == 0 && !check_needs(analysis, frame, error))
    return FALSE;
  guint first = result->events->len;
  for (guint i = 0; i < analysis->n; i++) {
    Observer *observer = observer_set_get(analysis->set, i);
    GError *reason = NULL;
    if (!observer)
      continue;
    if (!observer_add_frame(observer, frame, &reason)) {
      g_prefix_error(&reason, _("frame %u: "), result->n_frames);
      if (!give_up(analysis, i, reason, error))
        return FALSE;
      continue;
    }
    observer_take_events(observer, result->events);
  }
  observer_set_complete_events(analysis->set, result->events, first);
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
  return give_up_needing(analysis, OBSERVABLE_NEEDS_FRAMES,
                         _("one frame alone says nothing about motion"), error);
}

/* What the reader noticed, unless something was lost for it. */
static void
collect_notes(Analysis *analysis)
{
  const char *warning = trajectory_reader_warning(analysis->reader);
  gboolean told = FALSE;

  for (guint i = 0; i < analysis->losses->len; i++) {
    const Loss *loss = &g_array_index(analysis->losses, Loss, i);
    g_ptr_array_add(analysis->result->notes,
                    g_strdup_printf("%s: %s", loss->names->str, loss->reason));
    told |= warning && g_str_has_prefix(loss->reason, warning);
  }
  if (warning && !told)
    g_ptr_array_add(analysis->result->notes, g_strdup(warning));
}

static void
collect(Analysis *analysis)
{
  AnalysisResult *result = analysis->result;

  collect_notes(analysis);
  for (guint i = 0; i < analysis->n; i++) {
    Observer *observer = observer_set_get(analysis->set, i);
    if (!observer)
      continue;
    observer_finish(observer);
    observer_take_events(observer, result->events);
    if (!analysis->listed[i])
      continue;
    for (guint k = 0; k < observer_n_charts(observer); k++) {
      Chart *chart = observer_chart_at(observer, k);
      chart_end(chart, result->n_frames);
      g_ptr_array_add(result->charts, chart);
    }
    Pathways *pathways = observer_pathways(observer);
    if (pathways)
      g_ptr_array_add(result->pathways, pathways);
  }
}

AnalysisResult *
analyze_trajectory(TrajectoryReader *reader, const AnalysisOptions *options,
                   GError **error)
{
  g_return_val_if_fail(reader != NULL && options != NULL, NULL);

  guint n = catalogue_size();
  g_autofree gboolean *listed = g_new0(gboolean, n);
  g_autoptr(ObserverSet) set = observer_set_new(FALSE);
  g_autoptr(GArray) losses = g_array_new(FALSE, FALSE, sizeof(Loss));
  Analysis analysis = {options, reader, n, listed, set, losses, analysis_result_new()};

  g_array_set_clear_func(losses, (GDestroyNotify)clear_loss);
  if (choose(&analysis, error) && read_all(&analysis, error) &&
      check_length(&analysis, error))
    collect(&analysis);
  else
    g_clear_pointer(&analysis.result, analysis_result_free);
  return analysis.result;
}

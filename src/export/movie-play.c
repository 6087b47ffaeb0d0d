// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "export/movie-play.h"

#include <glib/gi18n.h>
#include <math.h>

#include "base/base-error.h"
#include "run/analyze-trajectory.h"
#include "run/eye-motion.h"
#include "run/pathway-finder.h"
#include "run/snapshot-maker.h"

/* A movie on its way. The movie has a clock of its own, µs. */
typedef struct {
  const MovieJob *job;
  const MoviePlay *play;
  MovieStudio *studio;
  EyeMotion *motion;
  double tick;    /* between pictures */
  double spacing; /* between frames */
  guint shown;    /* pictures so far */
  guint n_frames; /* 0: not known */
} Reel;

static TrajectoryReader *
open_reader(const MoviePlay *play, GError **error)
{
  TrajectoryReader *reader = trajectory_reader_open(play->path, error);

  if (reader && play->interval > 0.0)
    trajectory_reader_set_interval(reader, play->interval);
  return reader;
}

static gboolean
progress_cb(double fraction, guint n_frames, gpointer data)
{
  const ExportMeter *meter = data;

  return !meter->report || meter->report(fraction, meter->data);
}

static AnalysisResult *
analyze(const MoviePlay *play, const char *const *wanted, double to,
        const ExportMeter *meter, GError **error)
{
  g_autoptr(TrajectoryReader) reader = open_reader(play, error);
  AnalysisOptions options;

  if (!reader)
    return NULL;
  analysis_options_init(&options);
  options.wanted = wanted;
  /* A hop is known only some time after it happened. */
  if (!isnan(to))
    options.to = to + 2.0 * options.observer.hop_window;
  options.progress = progress_cb;
  options.data = (gpointer)meter;
  return analyze_trajectory(reader, &options, error);
}

GPtrArray *
movie_find_hops(const MoviePlay *play, double from, double to, const ExportMeter *meter,
                GError **error)
{
  static const char *const hops_only[] = {"hops", NULL};
  static const char *const with_gates[] = {"hops", "gates", NULL};
  g_autoptr(AnalysisResult) result =
      play->gates ? analyze(play, with_gates, to, meter, NULL) : NULL;

  if (!result)
    result = analyze(play, hops_only, to, meter, error);
  if (!result)
    return NULL;
  GPtrArray *hops = g_ptr_array_new_with_free_func((GDestroyNotify)event_unref);
  for (guint k = 0; k < result->events->len; k++) {
    const Event *event = g_ptr_array_index(result->events, k);
    if (event->kind == EVENT_HOP && !(event->time > to) && !(event->time <= from))
      g_ptr_array_add(hops, event_ref((Event *)event));
  }
  return hops;
}

static Pathways *
pathways_at(const MoviePlay *play, const Frame *frame)
{
  if (!play->pathways)
    return NULL;
  return g_str_equal(play->pathways->id, "clearance")
             ? pathway_finder_room(frame, play->level, NULL)
             : pathways_ref(play->pathways);
}

static Snapshot *
snapshot_at(const MovieJob *job, const MoviePlay *play, const Frame *frame)
{
  g_autoptr(GArray) rings =
      snapshot_maker_rings_to(frame, play->ring_size, RINGS_PRIMITIVE);
  g_autoptr(GPtrArray) hops = g_ptr_array_new_with_free_func((GDestroyNotify)event_unref);

  for (guint k = 0; play->hops && k < play->hops->len; k++) {
    const Event *hop = g_ptr_array_index(play->hops, k);
    if (hop->time <= frame->time && hop->time > frame->time - job->sheet.style.hop_age)
      g_ptr_array_add(hops, event_ref((Event *)hop));
  }
  Snapshot *snapshot = snapshot_maker_make_with(frame, rings, hops);
  snapshot->pathways = pathways_at(play, frame);
  return snapshot;
}

/* Frame number k comes; pictures until the next one are taken. */
static gboolean
add_frame(Reel *reel, const Frame *frame, guint k, GError **error)
{
  const MovieJob *job = reel->job;
  double next = (k + 1) * reel->spacing;
  g_autoptr(Snapshot) snapshot = snapshot_at(job, reel->play, frame);

  eye_motion_push(reel->motion, snapshot, llround(k * reel->spacing));
  while (reel->shown * reel->tick < next - 0.5) {
    double time = reel->play->seconds > 0.0 ? reel->shown * reel->tick : next;
    g_autoptr(Snapshot) shown = eye_motion_show(reel->motion, llround(time));
    if (!movie_job_take(job, reel->studio, shown, frame, &job->camera, error))
      return FALSE;
    reel->shown++;
  }
  return TRUE;
}

static guint
count_frames(const MoviePlay *play, const ExportMeter *meter, GError **error)
{
  g_autoptr(TrajectoryReader) reader = open_reader(play, error);
  g_autoptr(GError) trouble = NULL;
  guint n = 0;

  while (reader) {
    g_autoptr(Frame) frame = trajectory_reader_next(reader, &trouble);
    if (!frame)
      break;
    if (!export_meter_report(meter, 0.0, error))
      return 0;
    n++;
  }
  if (trouble) {
    g_propagate_error(error, g_steal_pointer(&trouble));
    return 0;
  }
  if (reader && n == 0)
    g_set_error(error, VITRINE_ERROR, VITRINE_ERROR_INPUT, _("%s: no frame"), play->path);
  return n;
}

/* FALSE: the file cannot be read. */
static gboolean
set_clock(Reel *reel, GError **error)
{
  double seconds = reel->play->seconds;

  reel->tick = (double)G_USEC_PER_SEC / reel->job->rate;
  reel->spacing = reel->tick;
  if (!(seconds > 0.0))
    return TRUE;
  reel->n_frames = count_frames(reel->play, &reel->job->meter, error);
  if (reel->n_frames == 0)
    return FALSE;
  reel->spacing = seconds * G_USEC_PER_SEC / reel->n_frames;
  return TRUE;
}

static gboolean
run(Reel *reel, GError **error)
{
  g_autoptr(TrajectoryReader) reader = open_reader(reel->play, error);
  GError *trouble = NULL;
  Frame *next;

  for (guint k = 0; reader && (next = trajectory_reader_next(reader, &trouble)); k++) {
    g_autoptr(Frame) frame = next;
    double done = reel->n_frames > 0 ? (k + 1.0) / reel->n_frames
                                     : trajectory_reader_progress(reader);
    if (!add_frame(reel, frame, k, error) ||
        !export_meter_report(&reel->job->meter, done, error))
      return FALSE;
  }
  gboolean whole = reader && !trouble;
  if (trouble)
    g_propagate_error(error, trouble);
  return whole;
}

guint
movie_play(const MovieJob *job, const MoviePlay *play, GError **error)
{
  g_autoptr(MovieStudio) studio =
      movie_studio_new(job->output, &job->sheet, job->rate, error);
  g_autoptr(EyeMotion) motion = eye_motion_new();
  Reel reel = {job, play, studio, motion};

  if (!studio)
    return 0;
  eye_motion_set_window(motion, play->window);
  eye_motion_set_longest_gap(motion, G_MAXINT64);
  if (!set_clock(&reel, error) || !run(&reel, error) ||
      !movie_studio_finish(studio, error))
    return 0;
  return movie_studio_count(studio);
}

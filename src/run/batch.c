// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "run/batch.h"

#include <glib/gi18n.h>
#include <math.h>

#include "base/base-error.h"
#include "io/structure-file.h"
#include "md/md.h"
#include "potential/potential-set.h"
#include "run/scene-start.h"

#define THERMO_EVERY 10
#define PROGRESS_US  (G_USEC_PER_SEC / 10)

/* Running sums of a straight line through (t, e). */
typedef struct {
  double n, t, e, tt, te;
} Line;

typedef struct {
  const Scene *scene;
  const BatchOptions *options;
  BatchResult *result;
  Md *md;
  TrajectoryWriter *writer;
  double next_export; /* ps */
  double time_begin;  /* ps */
  Vec3 charge_begin;
  gint64 progress_at;
  Line conserved;
  double t_sum, t_sum2;
  guint t_n;
} Batch;

static void
line_add(Line *line, double t, double e)
{
  line->n += 1.0;
  line->t += t;
  line->e += e;
  line->tt += t * t;
  line->te += t * e;
}

static double
line_slope(const Line *line)
{
  double det = line->n * line->tt - line->t * line->t;

  return det > 0.0 ? (line->n * line->te - line->t * line->e) / det : 0.0;
}

static void
note_thermo(Batch *batch, gint64 k, double conserved_start)
{
  Thermo *thermo = &batch->result->thermo;

  md_thermo(batch->md, thermo);
  line_add(&batch->conserved, md_time(batch->md), thermo->conserved - conserved_start);
  if (2 * k < batch->options->n_steps)
    return;
  batch->t_sum += thermo->temperature;
  batch->t_sum2 += thermo->temperature * thermo->temperature;
  batch->t_n++;
}

static gboolean
export_frame(Batch *batch, GError **error)
{
  double dt = md_options(batch->md)->dt; /* a sum of steps may fall just short */

  if (!batch->writer || md_time(batch->md) < batch->next_export - 0.5 * dt)
    return TRUE;
  g_autoptr(Frame) frame = md_frame(batch->md, FRAME_DEVIATION | FRAME_GRADE);
  batch->next_export += batch->options->export_every;
  return trajectory_writer_add(batch->writer, frame, error);
}

static gboolean
tell_progress(Batch *batch, gint64 k)
{
  const BatchOptions *options = batch->options;
  gint64 now = g_get_monotonic_time();

  if (!options->progress || now - batch->progress_at < PROGRESS_US)
    return TRUE;
  batch->progress_at = now;
  return options->progress(k / (double)options->n_steps, &batch->result->thermo,
                           options->data);
}

static void
follow_ramps(const Batch *batch, gint64 k)
{
  const Scene *scene = batch->scene;
  double done = k / (double)batch->options->n_steps;

  if (!isnan(scene->temperature_end))
    md_set_temperature(batch->md, scene->temperature + done * (scene->temperature_end -
                                                               scene->temperature));
  if (!isnan(scene->pressure_end))
    md_set_pressure(batch->md,
                    scene->pressure + done * (scene->pressure_end - scene->pressure));
}

static gboolean
keep_checkpoint(Batch *batch, gint64 k, GError **error)
{
  const BatchOptions *options = batch->options;
  gboolean due = k == options->n_steps ||
                 (options->checkpoint_every > 0 && k % options->checkpoint_every == 0);

  return !options->checkpoint_path || !due ||
         md_save(batch->md, options->checkpoint_path, error);
}

static void
note_deviation(Batch *batch)
{
  BatchResult *result = batch->result;
  double deviation;
  guint32 atom;

  if (!md_worst_deviation(batch->md, &atom, &deviation))
    return;
  result->deviation_worst = fmax(result->deviation_worst, deviation); /* NAN at first */
  result->untrusted += deviation > batch->scene->trust;
}

/* FALSE with error where the scene wants the run to end. */
static gboolean
note_grade(Batch *batch, gint64 k, GError **error)
{
  const Scene *scene = batch->scene;
  BatchResult *result = batch->result;
  double grade;
  guint32 atom;

  if (k % MD_GRADE_EVERY != 0 || !md_worst_grade(batch->md, &atom, &grade))
    return TRUE;
  result->grade_worst = fmax(result->grade_worst, grade); /* NAN at first */
  result->beyond += grade > scene->grade_limit;
  if (!scene->grade_pause || grade <= scene->grade_limit)
    return TRUE;
  g_set_error(
      error, VITRINE_ERROR, VITRINE_ERROR_FAILED,
      _("step %lld: %s %u is beyond what the model has seen: grade %.2f, more than "
        "%.2f"),
      (long long)k, scene->start->species->element[scene->start->type[atom]]->symbol,
      atom + 1, grade, scene->grade_limit);
  return FALSE;
}

static gboolean
one_step(Batch *batch, gint64 k, double conserved_start, GError **error)
{
  gboolean full = k % THERMO_EVERY == 0 || k == batch->options->n_steps;
  MdFault fault;

  follow_ramps(batch, k);
  if (!md_step(batch->md, full, &fault)) {
    g_autofree char *text = md_describe_fault(batch->md, &fault);
    g_set_error_literal(error, VITRINE_ERROR, VITRINE_ERROR_FAILED, text);
    return FALSE;
  }
  batch->result->steps = k;
  batch->result->steps_now++;
  note_deviation(batch);
  if (full)
    note_thermo(batch, k, conserved_start);
  return note_grade(batch, k, error) && export_frame(batch, error) &&
         keep_checkpoint(batch, k, error);
}

static gboolean
step_on(Batch *batch, GError **error)
{
  double start = batch->result->thermo.conserved;
  gint64 done = md_step_number(batch->md) - batch->scene->start->step;

  for (gint64 k = done + 1; k <= batch->options->n_steps; k++) {
    if (!one_step(batch, k, start, error))
      return FALSE;
    if (!tell_progress(batch, k))
      return TRUE;
  }
  return TRUE;
}

static void
finish(Batch *batch)
{
  BatchResult *result = batch->result;
  double n = batch->t_n;

  double span = md_time(batch->md) - batch->time_begin;
  Vec3 moved = vec3_sub(md_moved_charge(batch->md), batch->charge_begin);

  md_thermo(batch->md, &result->thermo);
  result->current_mean = vec3_scale(moved, span > 0.0 ? 1.0 / span : 0.0);
  result->volume = md_cell(batch->md)->volume;
  result->density = frame_density(batch->scene->start) *
                    batch->scene->start->cell.volume / result->volume;
  result->kernel = md_kernel(batch->md);
  result->hash = md_hash(batch->md);
  result->time = md_time(batch->md);
  result->temperature_mean = n > 0 ? batch->t_sum / n : result->thermo.temperature;
  result->temperature_sd =
      n > 1 ? sqrt(fmax(0.0, (batch->t_sum2 - batch->t_sum * batch->t_sum / n) / (n - 1)))
            : 0.0;
  result->drift = line_slope(&batch->conserved) / result->n_atoms;
}

static gboolean
open_export(Batch *batch, GError **error)
{
  if (!batch->options->export_path)
    return TRUE;
  batch->writer = trajectory_writer_open(batch->options->export_path, error);
  batch->next_export = md_time(batch->md);
  return batch->writer && export_frame(batch, error);
}

static gboolean
close_export(Batch *batch, GError **error)
{
  TrajectoryWriter *writer = g_steal_pointer(&batch->writer);

  return !writer || trajectory_writer_close(writer, error);
}

static gboolean
save_final(Batch *batch, GError **error)
{
  if (!batch->options->final_path)
    return TRUE;
  g_autoptr(Frame) frame =
      md_frame(batch->md, FRAME_VELOCITY | FRAME_FORCE | FRAME_DEVIATION | FRAME_GRADE);
  return structure_write(batch->options->final_path, frame, error);
}

static Md *
start(const Scene *scene, const BatchOptions *options, GError **error)
{
  g_autoptr(ForceField) ff = potential_for_scene(scene, error);
  guint n_done = 0;

  if (!ff)
    return NULL;
  Md *md = scene_start(scene, ff, &options->engine, error);
  while (md && !options->resume && !scene_relax(scene, md, &n_done))
    ;
  if (md && options->resume && !md_resume(md, options->checkpoint_path, error))
    g_clear_pointer(&md, md_free);
  return md;
}

gboolean
batch_run(const Scene *scene, const BatchOptions *options, BatchResult *result,
          GError **error)
{
  Batch batch = {.scene = scene, .options = options, .result = result};
  g_autoptr(GError) trouble = NULL;

  *result = (BatchResult){
      .n_atoms = scene->start->n_atoms, .deviation_worst = NAN, .grade_worst = NAN};
  g_autoptr(Md) md = start(scene, options, error);
  if (!md)
    return FALSE;
  batch.md = md;
  batch.time_begin = md_time(md);
  batch.charge_begin = md_moved_charge(md);
  result->steps = md_step_number(md) - scene->start->step;
  md_thermo(md, &result->thermo);
  if (!open_export(&batch, error)) {
    trajectory_writer_abort(batch.writer);
    return FALSE;
  }
  gint64 begun = g_get_monotonic_time();
  gboolean good = step_on(&batch, &trouble);
  result->wall = (g_get_monotonic_time() - begun) / (double)G_USEC_PER_SEC;
  finish(&batch);
  if (!close_export(&batch, good ? &trouble : NULL))
    good = FALSE;
  if (good)
    good = save_final(&batch, &trouble);
  if (!good)
    g_propagate_error(error, g_steal_pointer(&trouble));
  return good;
}

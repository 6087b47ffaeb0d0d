// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "run/bulk-stage.h"

#include <glib/gi18n.h>
#include <math.h>

#include "base/base-error.h"
#include "run/scene-start.h"

#define REPORT_STEPS 5
#define HOLD_TAUS    50.0 /* barostat times in a measurement: volumes seen anew */
#define TAU_LEAST    0.1  /* ps */

gint64
bulk_stages_steps(const BulkStages *stages, double time)
{
  return (gint64)llround(time / stages->scene->dt);
}

static Ensemble
ensemble_for(const Scene *scene, gboolean constant_pressure)
{
  if (ensemble_is_npt(scene->ensemble) == constant_pressure &&
      scene->ensemble != ENSEMBLE_NVE)
    return scene->ensemble;
  return constant_pressure ? ENSEMBLE_NPT_SCR : ENSEMBLE_NVT_BUSSI;
}

static Md *
start_stage(const BulkStages *stages, const BulkStage *stage, GError **error)
{
  g_autoptr(Scene) scene = scene_copy(stages->scene);
  guint n_done = 0;

  scene->ensemble = ensemble_for(scene, stage->constant_pressure);
  scene->temperature = stage->from;
  if (stage->constant_pressure && stage->hold > 0.0)
    scene->tau_pressure =
        fmin(scene->tau_pressure, fmax(stage->hold / HOLD_TAUS, TAU_LEAST));
  scene->temperature_end = scene->pressure_end = NAN;
  Md *md = scene_start(scene, stages->ff, &stages->engine, error);
  while (md && !scene_relax(scene, md, &n_done))
    ;
  return md;
}

static gboolean
look(Md *md, const BulkStage *stage, GError **error)
{
  Thermo thermo;

  md_thermo(md, &thermo);
  if (stage->mean)
    block_mean_add(stage->mean, (double[BULK_N_VALUES]){
                                    [BULK_PRESSURE] = thermo.pressure,
                                    [BULK_VOLUME] = md_cell(md)->volume,
                                    [BULK_ENERGY] = thermo.potential + thermo.kinetic});
  if (!stage->observer)
    return TRUE;
  g_autoptr(Frame) frame = md_frame(md, 0);
  return observer_add_frame(stage->observer, frame, error);
}

static gboolean
report(const BulkStages *stages, const BulkStage *stage, GError **error)
{
  double fraction = stages->n_done / (double)MAX(stages->n_all, 1);

  if (!stages->report || stages->n_done % REPORT_STEPS ||
      stages->report(fraction, stage->what, stages->data))
    return TRUE;
  g_set_error_literal(error, VITRINE_ERROR, VITRINE_ERROR_FAILED, _("stopped"));
  return FALSE;
}

static gboolean
step_on(BulkStages *stages, const BulkStage *stage, Md *md, GError **error)
{
  gint64 n_settle = bulk_stages_steps(stages, stage->settle);
  gint64 n_hold = bulk_stages_steps(stages, stage->hold);
  MdFault fault;

  for (gint64 k = 1; k <= n_settle + n_hold; k++) {
    gboolean held = k > n_settle;
    gboolean seen = held && (k - n_settle) % BULK_SAMPLE_STEPS == 0;
    if (held && stage->to != stage->from)
      md_set_temperature(md, stage->from + (stage->to - stage->from) * (k - n_settle) /
                                               (double)n_hold);
    if (!md_step(md, seen, &fault)) {
      g_autofree char *text = md_describe_fault(md, &fault);
      g_set_error_literal(error, VITRINE_ERROR, VITRINE_ERROR_FAILED, text);
      return FALSE;
    }
    stages->n_done++;
    if ((seen && !look(md, stage, error)) || !report(stages, stage, error))
      return FALSE;
  }
  return TRUE;
}

static void
take_state(BulkStages *stages, Frame *frame)
{
  frame_unref(stages->scene->start);
  stages->scene->start = frame;
}

gboolean
bulk_stages_run(BulkStages *stages, const BulkStage *stage, GError **error)
{
  g_autoptr(Md) md = start_stage(stages, stage, error);

  if (!md || !step_on(stages, stage, md, error))
    return FALSE;
  take_state(stages, md_frame(md, FRAME_VELOCITY));
  stages->scene->relax = FALSE;
  stages->scene->keep_velocities = TRUE;
  return TRUE;
}

void
bulk_stages_stretch(BulkStages *stages, double volume)
{
  const Frame *frame = stages->scene->start;
  Frame *copy = frame_copy(frame, FRAME_VELOCITY);

  copy->cell = cell_scaled(&frame->cell, cbrt(volume / frame->cell.volume));
  for (guint i = 0; i < frame->n_atoms; i++)
    copy->position[i] = cell_to_cartesian(
        &copy->cell, cell_to_fractional(&frame->cell, frame->position[i]));
  take_state(stages, copy);
}

Estimate
bulk_value(const BlockMean *mean, BulkValue value)
{
  Estimate result;

  block_mean_get(mean, -1, value, 1, &result.value);
  result.error = block_mean_error(mean, value);
  return result;
}

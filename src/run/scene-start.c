// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "run/scene-start.h"

#define RELAX_FORCE 8.0 /* eV/Å: enough for a first step at any temperature */
#define RELAX_STEPS 400
#define RELAX_CHUNK 20 /* steps between two looks at the picture */

Md *
scene_start(const Scene *scene, const ForceField *ff, const EngineOptions *engine,
            GError **error)
{
  MdOptions options;

  md_options_init(&options);
  options.dt = scene->dt;
  options.ensemble = scene->ensemble;
  options.temperature = scene->temperature;
  options.tau = scene->tau;
  options.pressure = scene->pressure;
  options.tau_pressure = scene->tau_pressure;
  options.anisotropic = scene->anisotropic;
  options.field = scene->field;
  options.remove_drift = scene->remove_drift;
  options.seed = scene->seed;
  options.keep_velocities = scene->keep_velocities;
  options.n_threads = engine->n_threads;
  options.double_precision = engine->double_precision;
  options.kernel = engine->kernel;
  return md_new(scene->start, ff, &options, error);
}

gboolean
scene_relax(const Scene *scene, Md *md, guint *n_done)
{
  if (!scene->relax || *n_done >= RELAX_STEPS)
    return TRUE;
  *n_done += RELAX_CHUNK;
  return md_relax(md, RELAX_FORCE, RELAX_CHUNK) <= RELAX_FORCE || *n_done >= RELAX_STEPS;
}

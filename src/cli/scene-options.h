// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* The flags that describe a scene on the command line, shared by forces, run and bench.
 * Main thread. */
#pragma once

#include <glib.h>

#include "model/scene.h"
#include "run/engine-options.h"

/* Values as typed; NULL or NAN where left out. Zero-initialise with scene_options_init.
 */
typedef struct {
  char *potential, *coulomb, *sr_shift, *ensemble;
  double alpha, rc, sr_cut, temperature, tau, dt_fs;
  double pressure_gpa, tau_pressure, ramp_to, ramp_pressure_to;
  gint64 seed;
  char *precision, *kernel;
  int threads;
  char **committee; /* files */
  char **set;       /* --set key=value */
} SceneOptions;

void scene_options_init(SceneOptions *options);
void scene_options_clear(SceneOptions *options);

/* Entries of the force field (potential … threads) and of the run (ensemble … seed), to
 * be appended to entries that end with G_OPTION_ENTRY_NULL. Owner: caller (g_free). */
GOptionEntry *scene_options_entries(SceneOptions *options, const GOptionEntry *own,
                                    gboolean with_run);

/* What was typed about the engine; kernel points into options. FALSE on a wrong word. */
gboolean scene_options_engine(const SceneOptions *options, EngineOptions *engine,
                              GError **error);
/* Writes what was typed into scene. */
gboolean scene_options_apply(const SceneOptions *options, Scene *scene, GError **error);

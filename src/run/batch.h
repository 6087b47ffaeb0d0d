// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* A run without a window: so many steps, frames to a file, and numbers at the end. The
 * caller's thread (workers of the engine apart). */
#pragma once

#include "run/engine-options.h"

/* Called about ten times a second; FALSE stops the run in good order. */
typedef gboolean (*BatchProgress)(double fraction, const Thermo *thermo, gpointer data);

typedef struct {
  gint64 n_steps;
  EngineOptions engine;
  const char *export_path; /* trajectory, or NULL */
  double export_every;     /* ps */
  const char *final_path;  /* last state with velocities, or NULL */
  BatchProgress progress;  /* or NULL */
  gpointer data;
} BatchOptions;

typedef struct {
  gint64 steps; /* done */
  double time;  /* ps, at the end */
  double wall;  /* s, of the steps alone */
  guint64 hash; /* of the last state */
  guint n_atoms;
  const char *kernel;                      /* pair kernel that was used; static */
  Thermo thermo;                           /* last */
  double temperature_mean, temperature_sd; /* K, over the second half */
  double drift; /* eV per atom and ps of the conserved energy: slope over the run */
} BatchResult;

/* FALSE with error on a scene that cannot run, a blow-up (with its reason; what was
 * exported so far is kept) or a file that cannot be written. */
gboolean batch_run(const Scene *scene, const BatchOptions *options, BatchResult *result,
                   GError **error);

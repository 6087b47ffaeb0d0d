// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* A run without a window: so many steps, frames to a file, and numbers at the end. The
 * caller's thread (workers of the engine apart).
 *
 * Temperature and pressure go in a straight line to the scene's end values, if it has
 * some, over the n_steps from its start.
 *
 * A run that wrote checkpoints and was ended in between (or killed) and the same run in
 * one go have the same hash: checkpoints fall on fixed steps. */
#pragma once

#include "run/engine-options.h"

/* Called about ten times a second; FALSE stops the run in good order. */
typedef gboolean (*BatchProgress)(double fraction, const Thermo *thermo, gpointer data);

typedef struct {
  gint64 n_steps; /* of the whole run, those before a checkpoint too */
  EngineOptions engine;
  const char *export_path;     /* trajectory, or NULL */
  double export_every;         /* ps */
  const char *final_path;      /* last state with velocities, or NULL */
  const char *checkpoint_path; /* written at the end too, or NULL */
  gint64 checkpoint_every;     /* steps; 0: at the end only */
  gboolean resume;             /* from the checkpoint */
  BatchProgress progress;      /* or NULL */
  gpointer data;
} BatchOptions;

typedef struct {
  gint64 steps;     /* done since the start of the scene */
  gint64 steps_now; /* of these, in this run */
  double time;      /* ps, at the end */
  double wall;      /* s, of the steps alone */
  guint64 hash;     /* of the last state */
  guint n_atoms;
  const char *kernel;                      /* pair kernel that was used; static */
  Thermo thermo;                           /* last */
  double temperature_mean, temperature_sd; /* K, over the second half */
  Vec3 current_mean;                       /* e Å/ps, Σ q v over what was run now */
  double volume;                           /* Å³ */
  double density;                          /* g/cm³ */
  double deviation_worst; /* eV/Å, of a committee, over all steps; NAN: none drives */
  gint64 untrusted;       /* steps at which it was beyond the scene's trust */
  double grade_worst;     /* of an atom (Frame.grade), every tenth step; NAN: not known */
  gint64 beyond; /* of these steps: those at which it was beyond the scene's limit */
  double drift;  /* eV per atom and ps of the conserved energy: slope over the run */
} BatchResult;

/* FALSE with error on a scene that cannot run, a blow-up (with its reason; what was
 * exported so far is kept) or a file that cannot be written. */
gboolean batch_run(const Scene *scene, const BatchOptions *options, BatchResult *result,
                   GError **error);

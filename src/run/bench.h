// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* How fast the engine is here, and how exact. The caller's thread. */
#pragma once

#include "run/engine-options.h"

typedef struct {
  guint n_atoms, n_threads;
  const char *kernel;      /* static */
  gint64 steps;            /* measured, after a warm-up of a tenth */
  double steps_per_second; /* median of five parts of the run */
  double ns_per_day;
  double pairs_per_second; /* pairs inside the longest cut-off, each once, at the mean
                              density */
  double list, pair, reduce, other,
      rest;           /* s per step: lists (and, without a barostat, moving), pair loop,
                         adding up and kicks, three-body and reciprocal, the rest */
  double force_error; /* rms of the difference to double precision over the rms force, the
                         largest of five states (of the last alone when they are large);
                         NAN in double precision and for large meshes */
  double energy_error;   /* eV per atom, likewise */
  double bytes_per_atom; /* resident memory gained by the engine */
  double change;         /* s, to take on other charges: new tables of all pairs and new
                            forces; NAN for learned potentials */
} BenchResult;

/* Copies of the structure along all axes until it has at least n_atoms. Owner: caller. */
Frame *bench_enlarge(const Frame *frame, guint n_atoms);

gboolean bench_run(const Scene *scene, const EngineOptions *engine, gint64 n_steps,
                   BenchResult *result, GError **error);

// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* A trajectory from a file through the same observers that watch a live run: charts,
 * events and numbers at the end. The caller's thread; memory does not grow with the
 * length of the file (events apart). */
#pragma once

#include <glib.h>

#include "io/structure-file.h"
#include "model/event.h"
#include "model/observable.h"
#include "model/pathways.h"
#include "model/series.h"

/* Called after frames, fraction of the file read; FALSE stops with an error. */
typedef gboolean (*AnalysisProgress)(double fraction, guint n_frames, gpointer data);

typedef struct {
  /* Ids of the observables wanted, NULL-terminated and borrowed. NULL: all that the file
   * allows, without those that are heavy, and those of several epochs, unless all. */
  const char *const *wanted;
  gboolean all;
  ObserverOptions observer;  /* what the estimators choose by */
  double from, to;           /* ps; NAN: from the beginning, to the end */
  AnalysisProgress progress; /* or NULL */
  gpointer data;
} AnalysisOptions;

void analysis_options_init(AnalysisOptions *options);

typedef struct {
  guint n_atoms, n_frames; /* frames between from and to */
  char *formula;
  double from, to;     /* ps, first and last of them */
  GPtrArray *charts;   /* Chart*, in the order of the catalogue */
  GPtrArray *events;   /* Event*, in order of their becoming certain */
  GPtrArray *pathways; /* Pathways*, with the fields they were made from */
  GPtrArray *notes;    /* char*: what was left out or noticed, translated */
} AnalysisResult;

/* Empty; to be filled by whoever makes charts in another way. Owner: caller. */
AnalysisResult *analysis_result_new(void);
void analysis_result_free(AnalysisResult *result);

/* Reads the reader to the end or to options->to. Errors (VITRINE_ERROR): what the reader
 * finds; no observable of an id; a frame that does not fit (its number, counted from 0,
 * and why); something that was asked for and cannot be had: from one frame alone, without
 * mobile ions, without energies, without paths that are sure, or without the times of the
 * frames, unless trajectory_reader_set_interval gave them. With wanted NULL that is a
 * note. Owner: caller. */
AnalysisResult *analyze_trajectory(TrajectoryReader *reader,
                                   const AnalysisOptions *options, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(AnalysisResult, analysis_result_free)

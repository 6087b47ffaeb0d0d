// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* A trajectory from a file through the same observers that watch a live run: charts,
 * events and numbers at the end. The caller's thread; memory does not grow with the
 * length of the file (events apart). */
#pragma once

#include <glib.h>

#include "io/structure-file.h"
#include "model/event.h"
#include "model/series.h"

typedef enum {
  ANALYSIS_MSD = 1 << 0,
  ANALYSIS_VAN_HOVE = 1 << 1,
  ANALYSIS_RDF = 1 << 2,
  ANALYSIS_HOPS = 1 << 3,
  ANALYSIS_RINGS3 = 1 << 4,
} AnalysisQuantity;

/* Called after frames, fraction of the file read; FALSE stops with an error. */
typedef gboolean (*AnalysisProgress)(double fraction, guint n_frames, gpointer data);

typedef struct {
  guint quantities;    /* AnalysisQuantity; 0: all that the file allows */
  const char *species; /* of MSD's D, van Hove and hops; NULL: the most numerous mobile */
  double from, to;     /* ps; NAN: from the beginning, to the end */
  double interval;     /* ps between the frames taken; 0: every frame */
  double fit_from, fit_to;   /* ps, lags between which D is fitted; NAN: automatic */
  double hop_window;         /* ps, half window of p_hop */
  AnalysisProgress progress; /* or NULL */
  gpointer data;
} AnalysisOptions;

void analysis_options_init(AnalysisOptions *options);

typedef struct {
  guint n_atoms, n_frames; /* frames between from and to */
  char *formula;
  double from, to;   /* ps, first and last of them */
  GPtrArray *charts; /* Chart*, in the order of AnalysisQuantity */
  GPtrArray *events; /* Event*, in order of their becoming certain */
  GPtrArray *notes;  /* char*: what was left out or noticed, translated */
} AnalysisResult;

void analysis_result_free(AnalysisResult *result);

/* Reads the reader to the end or to options->to. Errors (VITRINE_ERROR): what the reader
 * finds; a frame that does not fit (its number, counted from 0, and why); a quantity that
 * was asked for and cannot be had: from one frame alone, or without the times of the
 * frames, unless trajectory_reader_set_interval gave them. With quantities 0 that is a
 * note. Owner: caller. */
AnalysisResult *analyze_trajectory(TrajectoryReader *reader,
                                   const AnalysisOptions *options, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(AnalysisResult, analysis_result_free)

// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* The inside of a session, shared by vitrine-session.c (what it tells: properties,
 * polling), vitrine-session-open.c (one run in the place of another) and
 * vitrine-session-steer.c (what it asks of the run). Nobody else includes this. Main
 * thread. */
#pragma once

#include "app/good-states.h"
#include "app/steer-history.h"
#include "app/vitrine-session.h"
#include "run/bulk-job.h"

struct _VitrineSession {
  GObject parent_instance;

  Run *run;         /* owned; NULL before the first scene */
  Scene *scene;     /* owned; as opened */
  char *trajectory; /* path of the one that is played, or NULL */
  double interval;  /* ps between its frames; NAN: as in the file */
  char *formula, *cell_text, *potential_title;
  double speed; /* ps/s, as asked; outlives the run */

  RunStatus status;
  gint64 status_taken;
  char *stopped; /* reason, or NULL */
  BulkJob *job;  /* what is being measured beside the run, or NULL; owned */

  Snapshot *snapshot;
  Frame *epoch_start;
  GHashTable *charts; /* id → Chart */
  FrameFields fields; /* asked for beside the usual */
  char *pathways;     /* id of the observable whose pathways are drawn, or NULL */
  char *atoms, *hops; /* choices of the observers, or NULL */
  char **shown;       /* ids of the charts that are wanted; NULL: the run's default */

  ForceField *of_set, *now, *before;
  SteerHistory *history;
  GoodStates good;
};

/* NULL: it goes on. */
void vitrine_session_set_stopped(VitrineSession *self, const char *reason);
/* Keeps the present state, unless there is trouble already. */
void vitrine_session_keep_good(VitrineSession *self);
/* Everything that belongs to the run; nothing is told yet. */
void vitrine_session_forget_run(VitrineSession *self);
/* Tells everybody about the run that has been put in, and plays it. */
void vitrine_session_begin(VitrineSession *self, gboolean goes_on);

// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* The simulation thread: a scene in, frames, charts and events out, commands at step
 * boundaries.
 *
 *   app ── Command ──▶ queue ──▶ run thread ── step, observe ──▶ latest snapshot (atomic
 * slot) ▲                                     └── RunMessage ──▶ queue ──┐
 *    └────────────── polled at the display's rhythm ◀─────────────────┘
 *
 * Neither side waits for the other: run_post and run_take_* return at once, the run
 * thread never blocks on the app (the message queue is bounded per kind: newer status and
 * charts replace older ones, events are kept). run_new … run_free, run_post and
 * run_take_* belong to one thread, the app's; no callback is ever made from the run
 * thread. */
#pragma once

#include <glib.h>

#include "model/event.h"
#include "model/scene.h"
#include "model/series.h"
#include "model/snapshot.h"
#include "potential/force-field.h"

typedef struct Run Run;

typedef struct {
  gboolean playing;
  gint64 step;
  double time;                             /* ps */
  double temperature;                      /* K, now */
  double temperature_mean, temperature_sd; /* over the last ps */
  double target;                           /* K */
  double potential;                        /* eV */
  double total;                            /* eV, potential + kinetic */
  double pressure;                         /* GPa */
  double density;                          /* g/cm³ */
  double steps_per_second;                 /* while playing, averaged over a second */
  double ns_per_day;
  guint epoch;
  guint n_rings3;
  guint n_hops; /* since the start */
  gboolean thermostat_on;
  double tau, dt; /* ps */
  double speed;   /* ps/s asked for, INFINITY: no limit */
  Ensemble ensemble;
  double pressure_target; /* GPa */
  double tau_pressure;    /* ps */
  Vec3 field;             /* V/Å */
  gboolean relaxing;      /* a random start, or what another potential was given */
  double us_per_atom;     /* µs of forces per atom and step, lately; NAN: not known */
  double deviation;       /* eV/Å, largest of a committee, now; NAN: there is none */
  double trust;           /* eV/Å, beyond which the run pauses */
  double grade;           /* largest of an atom (Frame.grade), now; NAN: not known */
  double grade_limit;     /* beyond which it warns or pauses */
  gboolean grade_pause;
  /* A trajectory is being played: */
  gboolean trajectory;
  gboolean complete;     /* everything is read */
  gboolean no_times;     /* the file has none: nothing about motion can be said */
  guint frame, n_frames; /* that is looked at; that are there */
} RunStatus;

typedef enum {
  RUN_MESSAGE_CHART,     /* chart: replaces the one of the same id */
  RUN_MESSAGE_EVENT,     /* event */
  RUN_MESSAGE_POTENTIAL, /* force_field in force from now on (after charges were balanced)
                          */
  RUN_MESSAGE_SWITCHED,  /* another potential drives: force_field, text: its title */
  RUN_MESSAGE_REFUSED,   /* text: a command that could not be carried out, and why */
  RUN_MESSAGE_STOPPED, /* text: the run paused itself (blow-up): reason, pair, distance */
} RunMessageKind;

typedef struct {
  RunMessageKind kind;
  Chart *chart;            /* owned reference */
  Event *event;            /* owned reference */
  ForceField *force_field; /* owned */
  char *text;              /* owned, translated */
} RunMessage;

void run_message_free(RunMessage *message);

/* Starts the thread, paused, and makes the first snapshot. scene is copied. n_threads 0:
 * all processors but what the picture needs. Fails when the scene cannot run (potential).
 */
Run *run_new(const Scene *scene, guint n_threads, GError **error);
/* The same with a trajectory for a source (play-thread.h): it can be played, paused,
 * stepped, and sought in, but not steered. scene (copied) says what run_scene_now gives
 * besides the frame that is looked at. interval: ps between frames, NAN: as in the file.
 */
Run *run_new_trajectory(const char *path, double interval, const Scene *scene,
                        GError **error);
/* Stops the thread (at most one step) and frees everything. Accepts NULL. */
void run_free(Run *run);

void run_post(Run *run, const Command *command);

/* Which charts are reported from now on (ids of observables.h, NULL-terminated); before
 * the first call those of the catalogue's default. What is not shown costs nothing unless
 * it is cheap. */
void run_show(Run *run, const char *const *chart_ids);

/* What the observers go by from now on (observer-choices.h), whatever was before; those
 * of motion and hops begin anew. A text that is not understood changes nothing. */
void run_choose(Run *run, const char *text);

/* Whose pathways come with the snapshots from now on: "density", "clearance", or NULL for
 * none, as before the first call. They are made anew every few seconds by a thread of
 * their own, so they are of a while ago. */
void run_show_pathways(Run *run, const char *id);

/* What the snapshots should know of each atom besides the usual, from now on:
 * FRAME_FORCE, and FRAME_ENERGY, which is found anew some times a second at most and may
 * be of a moment ago. A trajectory knows what its file says. */
void run_show_fields(Run *run, FrameFields fields);

/* The newest snapshot if there is one that was not taken yet, else NULL. Owner: caller.
 */
Snapshot *run_take_snapshot(Run *run);
/* Oldest waiting message, or NULL. Owner: caller. */
RunMessage *run_take_message(Run *run);
void run_get_status(Run *run, RunStatus *status);

/* A copy of the scene as steered up to now, starting from the present state (save,
 * replay). */
Scene *run_scene_now(Run *run);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(Run, run_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(RunMessage, run_message_free)

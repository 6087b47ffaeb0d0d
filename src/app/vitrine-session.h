// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* The run as the widgets see it: owns the Run, polls it, and says what changed.
 *
 *   window's tick ──▶ vitrine_session_poll ──▶ notify::…, signals ──▶ widgets
 *   widgets ──▶ vitrine_session_steer … ──▶ Run
 *
 * Property "pathways" (read and write): whose pathways come with the snapshots,
 * "density", "clearance" or "none".
 *
 * Property "measuring": the chart that is being measured beside the run, or NULL;
 * property "can-measure": whether there is an engine to do so with.
 *
 * Property "hop-choices": how hops are found (vitrine_session_choose_hops), or NULL.
 *
 * Widgets only listen. Numbers are properties (step, time, target, pressure …, see the
 * table in the source) that notify when they change, at most ten times a second while
 * playing. Main thread.
 *
 * Signals:
 *   scene-opened             before scene-changed: a file says how it wants to be seen;
 *                            not when the glass goes on from a state of its own
 *   scene-changed            another glass: everything is new
 *   snapshot-changed         vitrine_session_get_snapshot has a newer one
 *   chart-changed (id)       vitrine_session_get_chart has a newer one of this id
 *   force-field-changed      a parameter was steered, or a change was refused
 *   potential-switched       another potential drives the same atoms
 *   event (const Event *)    something happened in the glass
 *   refused (text)           a command could not be carried out
 *   stopped (text)           the run paused itself; also property "stopped"
 *   posted (const Command *) a command went to the run */
#pragma once

#include <glib-object.h>

#include "run/run.h"

#define VITRINE_TYPE_SESSION (vitrine_session_get_type())
G_DECLARE_FINAL_TYPE(VitrineSession, vitrine_session, VITRINE, SESSION, GObject)

VitrineSession *vitrine_session_new(void);

/* Replaces the run by one of this scene (copied) and plays it. On failure the old run
 * goes on as if nothing had been asked. */
gboolean vitrine_session_open(VitrineSession *self, const Scene *scene, GError **error);
/* Replaces the run by a trajectory that is played; scene (copied) is its first frame as a
 * scene. Failure as above. */
gboolean vitrine_session_open_trajectory(VitrineSession *self, const char *path,
                                         const Scene *scene, GError **error);
/* The same trajectory from its beginning, frames interval (ps) apart, whatever the file
 * says. Failure as above. */
gboolean vitrine_session_set_interval(VitrineSession *self, double interval,
                                      GError **error);
/* Starts the engine at the frame of the trajectory that is looked at. Failure as above.
 */
gboolean vitrine_session_run_from_here(VitrineSession *self, GError **error);
/* The same scene, or trajectory, from its beginning. */
gboolean vitrine_session_reload(VitrineSession *self, GError **error);
/* From the newest state and settings kept before trouble came (some seconds old, or just
 * before the last steering action). */
gboolean vitrine_session_restart_good(VitrineSession *self, GError **error);

/* Takes what the run has; bounded work. Called at the display's rhythm. */
void vitrine_session_poll(VitrineSession *self);

/* NULL while there is no run. Borrowed until the next poll. */
const Scene *vitrine_session_get_scene(VitrineSession *self);
Snapshot *vitrine_session_get_snapshot(VitrineSession *self);
/* First frame seen in the present epoch. */
Frame *vitrine_session_get_epoch_start(VitrineSession *self);
const RunStatus *vitrine_session_get_status(VitrineSession *self);
Chart *vitrine_session_get_chart(VitrineSession *self, const char *id);
/* Which charts this and later runs report (ids, copied). */
void vitrine_session_show_charts(VitrineSession *self, const char *const *ids);
/* What the observers go by (model/observer-choices.h), in two parts that leave each other
 * alone: whose motion is looked at ("atoms=3,17"; NULL: that of the ions), forgotten with
 * the run; how hops are found ("hop-window=0.5"; NULL: the defaults), for later runs,
 * too. Also property "hop-choices". */
void vitrine_session_choose_atoms(VitrineSession *self, const char *text);
void vitrine_session_choose_hops(VitrineSession *self, const char *text);
/* In force now; before the last change (or NULL); as the set says. */
const ForceField *vitrine_session_get_force_field(VitrineSession *self);
const ForceField *vitrine_session_get_force_field_before(VitrineSession *self);
const ForceField *vitrine_session_get_force_field_of_set(VitrineSession *self);
/* The file that is played, or NULL; interval (may be NULL): ps between its frames, NAN:
 * as it says. */
const char *vitrine_session_get_trajectory(VitrineSession *self, double *interval);
/* What snapshots should know of each atom besides the usual (run/run.h), of this and
 * later runs. */
void vitrine_session_show_fields(VitrineSession *self, FrameFields fields);

/* The present state as a scene, for saving. Owner: caller; NULL while there is no run. */
Scene *vitrine_session_scene_now(VitrineSession *self);

void vitrine_session_post(VitrineSession *self, const Command *command);
void vitrine_session_play(VitrineSession *self, gboolean play);
void vitrine_session_step(VitrineSession *self);
/* Looks at a frame of a trajectory. */
void vitrine_session_seek(VitrineSession *self, guint frame);
void vitrine_session_set_number(VitrineSession *self, CommandKind kind, double value);
void vitrine_session_set_ensemble(VitrineSession *self, Ensemble ensemble);
/* Steers one parameter, remembering its value for vitrine_session_undo. */
void vitrine_session_set_param(VitrineSession *self, const ParamChange *change);
void vitrine_session_reset_params(VitrineSession *self);
/* Another potential for the atoms as they are: the name of a set, a file, or a committee
 * (Scene.potential). The run thread reads it, so this returns at once; "refused" says why
 * it cannot be, "potential-switched" that it is. */
void vitrine_session_set_potential(VitrineSession *self, const char *potential);
/* Measures what this chart shows ("modulus", "expansion", "capacity") on a copy of the
 * present state, beside the run (run/bulk-job.h); the chart comes with what is known so
 * far. What was being measured is given up; NULL: nothing is measured any more. Also
 * property "measuring". */
void vitrine_session_measure(VitrineSession *self, const char *chart_id);
gboolean vitrine_session_can_undo(VitrineSession *self);
void vitrine_session_undo(VitrineSession *self);

// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* Where the run thread and the app meet: two queues and atomic slots. Nobody waits.
 *
 * Slots hold the latest of something: putting replaces and frees what was not taken.
 * Queues hold what must not be lost. Both ends may be different threads. */
#pragma once

#include "run/run.h"

typedef struct Mailbox Mailbox;

Mailbox *mailbox_new(void);
void mailbox_free(Mailbox *box);

/* Commands: app → run. pop waits at most wait_us microseconds (0: not at all). */
void mailbox_post_command(Mailbox *box, const Command *command);
gboolean mailbox_pop_command(Mailbox *box, gint64 wait_us, Command *out);

/* Ids of the charts that are shown: app → run, the latest counts. post copies; take gives
 * ownership (NULL: nothing new). */
void mailbox_post_shown(Mailbox *box, const char *const *ids);
char **mailbox_take_shown(Mailbox *box);

/* Whose pathways are drawn: app → run, the latest counts. id may be NULL: none. take
 * returns FALSE when nothing is new; *id is the caller's. */
void mailbox_post_pathways(Mailbox *box, const char *id);
gboolean mailbox_take_pathways(Mailbox *box, char **id);

/* Choices of the observers (observer-choices.h): app → run, the latest counts. take gives
 * ownership (NULL: nothing new). */
void mailbox_post_choices(Mailbox *box, const char *text);
char *mailbox_take_choices(Mailbox *box);
/* What snapshots should know of each atom besides the usual: FRAME_ENERGY, FRAME_FORCE.
 */
void mailbox_post_fields(Mailbox *box, FrameFields fields);
FrameFields mailbox_fields(Mailbox *box);

/* The latest of each: run → app. put takes ownership, take gives it (NULL: nothing new).
 */
void mailbox_put_snapshot(Mailbox *box, Snapshot *snapshot);
Snapshot *mailbox_take_snapshot(Mailbox *box);
/* Whether the last snapshot is still waiting to be taken. */
gboolean mailbox_has_snapshot(Mailbox *box);
void mailbox_put_status(Mailbox *box, const RunStatus *status);
gboolean mailbox_take_status(Mailbox *box, RunStatus *status);
void mailbox_put_scene(Mailbox *box, Scene *scene);
Scene *mailbox_take_scene(Mailbox *box);

/* Messages: run → app, charts one slot per id, the rest in order. put takes ownership. */
void mailbox_put_message(Mailbox *box, RunMessage *message);
RunMessage *mailbox_take_message(Mailbox *box);

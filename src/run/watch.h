// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* The observers of a live run: which there are, what they are fed, when they begin anew,
 * what they report. Those that are cheap are always there, so that a chart that is asked
 * for later knows the past; others only while one of their charts is shown. Belongs to
 * the run thread. */
#pragma once

#include "analysis/observer.h"
#include "model/bonds.h"
#include "run/mailbox.h"

typedef struct Watch Watch;

Watch *watch_new(void);
void watch_free(Watch *watch);

/* Which charts (of the catalogue) are reported from now on, whatever was before; NULL:
 * the catalogue's default. */
void watch_show(Watch *watch, const char *const *ids);

/* What its observers go by (observer-choices.h). Those of motion begin anew when its
 * atoms change, those of hops when the way they are found changes. */
void watch_choose(Watch *watch, const char *text);

/* Whether some observer began after others had seen frames already: a source that can
 * begin again should, and then says so. */
gboolean watch_is_late(const Watch *watch);
/* Every observer as if no frame had come; what was denied stays so, what was told stays
 * told (watch_keep_all). */
void watch_begin_again(Watch *watch);
/* No frame comes any more: charts that wait say that there was too little. */
void watch_end(Watch *watch);

/* Which pathways are to be drawn: those of an observable ("density", "clearance"), or
 * none (NULL). */
void watch_show_pathways(Watch *watch, const char *id);
/* The newest of them, NULL while there are none. Owner: caller. */
Pathways *watch_pathways(Watch *watch);

/* ps between the frames it wants. */
double watch_interval(const Watch *watch);

/* Hands a frame to every estimator; reports events to box and collects hops. */
void watch_add_frame(Watch *watch, const Frame *frame, Mailbox *box);
/* Observables with one of these needs (ObservableFlags) are not fed from now on; their
 * charts say the reason. */
void watch_deny(Watch *watch, guint needs, const char *reason);
/* Whether the next frame will be seen by all: FALSE while an observer on a thread of its
 * own has as many frames to see as it keeps. Asked by a source that can wait. */
gboolean watch_has_room(Watch *watch);
/* For a source in which one can go back: keeps all hops, as many as fit into some ten
 * megabytes, and tells the same event or trouble only once, however often it is read. */
void watch_keep_all(Watch *watch);
/* Something was steered at time (ps): transport and structure begin anew after settle
 * (ps), so that the jump itself does not count; new_line when the potential changed,
 * which makes another Arrhenius line. */
void watch_begin_epoch(Watch *watch, double time, double settle, gboolean new_line);
/* Reports one chart more of the round to box, or the whole round; nothing when nothing
 * has changed since the last round. */
void watch_report(Watch *watch, Mailbox *box);
void watch_report_all(Watch *watch, Mailbox *box);

/* Bonds of a frame as the observers see them: they end where rings3.h has found the first
 * minimum of g(r), or at the starting values before. Owner: caller. */
Bonds *watch_bonds(const Watch *watch, const Frame *frame);

/* Hops of the last 20 ps, or all (Event*, newest last), owned by the watch. */
const GPtrArray *watch_hops(const Watch *watch);
guint watch_n_hops(const Watch *watch);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(Watch, watch_free)

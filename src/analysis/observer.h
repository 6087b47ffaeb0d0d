// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* One estimator: frames in, charts and events out, bounded memory.
 *
 *   new ─▶ add_frame … ─▶ begin_epoch ─▶ add_frame … ─▶ charts / take_events ─▶ free
 *
 * An observer belongs to one thread (the run thread, or whoever plays a trajectory) and
 * keeps no frame longer than it needs. Makers stand in the header of each estimator. */
#pragma once

#include <glib.h>

#include "model/event.h"
#include "model/frame.h"
#include "model/pathways.h"
#include "model/series.h"

typedef struct Observer Observer;
typedef struct ObserverClass ObserverClass;

struct ObserverClass {
  const char *id; /* "msd" */
  /* Frames come in order of time. FALSE with error: the frame does not fit (another
   * number of atoms or species, not finite, time not increasing, uneven spacing where
   * that matters); the observer is as before. */
  gboolean (*add_frame)(Observer *self, const Frame *frame, GError **error);
  /* A steering action: statistics begin anew, old curves stay as ghosts. */
  void (*begin_epoch)(Observer *self);
  /* The potential was changed: what compares epochs begins anew as well; comes before
   * begin_epoch. NULL: nothing does. */
  void (*begin_line)(Observer *self);
  /* New chart of what is known now. Never NULL: an empty chart says what it waits for.
   * An estimator of one chart has chart; one of several has n_charts and chart_at, with
   * charts in the order of the catalogue. */
  Chart *(*chart)(Observer *self);
  guint n_charts;
  Chart *(*chart_at)(Observer *self, guint index);
  /* Moves events that have become certain since the last call to the end of out (Event*).
   * NULL: this estimator makes none. */
  void (*take_events)(Observer *self, GPtrArray *out);
  /* A hop that another observer tells, after every observer took the frame it comes with
   * and before anybody else sees it: may add to it. NULL: adds nothing. */
  void (*complete_event)(Observer *self, Event *event);
  /* What is to be drawn in space, as known now, or NULL when nothing is known yet. NULL:
   * nothing ever is. */
  Pathways *(*pathways)(Observer *self);
  /* No frame will follow: what waits for more of them is decided now. NULL: nothing does.
   */
  void (*finish)(Observer *self);
  /* Whether charts and events will change without further frames. NULL: never. */
  gboolean (*is_busy)(Observer *self);
  /* Whether one frame more can be added without another being left out. NULL: always. */
  gboolean (*has_room)(Observer *self);
  void (*free)(Observer *self);
};

/* Embedded first in every estimator's struct; klass and interval are set by its maker. */
struct Observer {
  const ObserverClass *klass;
  double interval; /* ps between the frames it wants; 0: every frame it can get */
  double next;     /* ps, managed by observer_add_frame */
  gboolean begun;  /* a frame was seen in this epoch */
  /* K, lowest, highest and sum of the temperatures asked for in this epoch */
  double coldest, hottest, heat;
  guint n_heat;
};

/* Hands the frame on when its time has come (interval), or when it is from before the
 * last one, which is an error; otherwise returns TRUE at once. A frame that was refused
 * counts as not seen; when its spacing in time has really changed for good, begin_epoch
 * lets the observer follow. */
gboolean observer_add_frame(Observer *self, const Frame *frame, GError **error);
/* K, asked for while the frames of this epoch were taken; NAN when it is not known or was
 * changed by more than a twentieth meanwhile. */
double observer_temperature(const Observer *self);
/* Does nothing when no frame was seen since the last epoch began. */
void observer_begin_epoch(Observer *self);
/* Comes before observer_begin_epoch when the potential was changed. */
void observer_begin_line(Observer *self);
/* Before the last charts and events of a trajectory are taken. */
void observer_finish(Observer *self);
/* The first chart. Owner: caller. */
Chart *observer_chart(Observer *self);
guint observer_n_charts(const Observer *self);
/* Owner: caller. */
Chart *observer_chart_at(Observer *self, guint index);
void observer_take_events(Observer *self, GPtrArray *out);
void observer_complete_event(Observer *self, Event *event);
/* Owner: caller; NULL when there is nothing to draw. */
Pathways *observer_pathways(Observer *self);
gboolean observer_is_busy(Observer *self);
gboolean observer_has_room(Observer *self);
/* Accepts NULL. */
void observer_free(Observer *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(Observer, observer_free)

// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* Something that happened at a time and a place. Filled by its maker, then immutable;
 * reference-counted (atomic). */
#pragma once

#include <glib.h>

#include "base/vec3.h"

typedef enum {
  EVENT_HOP, /* an ion left one cage for another */
  EVENT_RING_BORN,
  EVENT_RING_BROKEN,
  EVENT_STEER, /* a person or a protocol changed something */
  EVENT_WARNING,
} EventKind;

/* The doorway of a hop: the three anions whose triangle the ion went through. Its radius
 * is that of the circle through their centres less the radius of an anion. */
typedef struct {
  guint32 anion[3];
  Vec3 corner[3]; /* Å, their places at the crossing, images next to the ion */
  Vec3 crossing;  /* Å, where the ion's way meets their plane */
  double time;    /* ps */
  double radius;  /* Å, at the crossing */
  double rest;    /* Å, mean of the same triangle away from the hop; NAN: not known */
  double spread;  /* Å, standard deviation about rest (flexibility); NAN: not known */
} HopGate;

/* Who found a hop. */
typedef enum {
  HOP_BY_P_HOP,        /* analysis/hops.h: the list that picture and counts go by */
  HOP_BY_IONDIFF,      /* analysis/iondiff.h */
  HOP_BY_IONDIFF_PLUS, /* analysis/iondiff-plus.h */
} HopMethod;

typedef struct {
  EventKind kind;
  gint64 step;
  double time; /* ps; of a hop: the instant of largest p_hop */
  guint epoch;
  char *text; /* what a person reads, or NULL; owned */

  guint n_atoms; /* ring: all its atoms; hop: the one ion */
  guint32 *atom; /* owned */

  gboolean king; /* ring: one of King's that is not primitive */

  /* Hops only */
  HopMethod method;
  Vec3 from, to;        /* cage centres, Å, unwrapped */
  double left, entered; /* ps: last time in the core of from, first one in that of to */
  double length;        /* |to − from|, Å */
  double duration; /* ps in transit: of the frames strictly between left and entered; or
                           as its method has it */
  gboolean back;   /* undoes the ion's previous hop */
  guint n_path;
  Vec3 *path;    /* transit positions between the cages, Å, unwrapped; owned */
  HopGate *gate; /* owned, or NULL when no triangle was crossed or nobody looked */
} Event;

Event *event_new(EventKind kind, gint64 step, double time);
Event *event_ref(const Event *event);
void event_unref(Event *event);

void event_set_atoms(Event *event, const guint32 *atom, guint n);
void event_set_path(Event *event, const Vec3 *path, guint n);
void event_set_gate(Event *event, const HopGate *gate);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(Event, event_unref)

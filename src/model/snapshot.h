// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* What the eye gets: a frame with the bonds, rings and recent hops that belong to it.
 * Filled by its maker, then immutable; reference-counted (atomic). */
#pragma once

#include <glib.h>

#include "model/bonds.h"
#include "model/event.h"
#include "model/frame.h"
#include "model/pathways.h"

/* A ring of the network in path order: former, anion, former, anion … Corner k lies at
 * position[atom[k]] + offset[k]·cell. */
typedef struct {
  guint n;         /* atoms: twice the ring's size in formers */
  guint n_three;   /* three-fold boron among its formers (class of a B–O ring) */
  guint n_four;    /* four-fold boron */
  gboolean borate; /* all formers are boron */
  guint32 atom[24];
  gint8 offset[24][3];
} Ring;

typedef struct {
  Frame *frame;       /* owned reference */
  Bonds *bonds;       /* owned reference, or NULL */
  GArray *rings;      /* Ring; owned, or NULL */
  GPtrArray *hops;    /* Event* of kind EVENT_HOP, newest last; owned, or NULL */
  Pathways *pathways; /* owned reference; NULL unless the view of pathways is asked for */
} Snapshot;

/* Takes over nothing: references of its own to frame and bonds (bonds may be NULL). */
Snapshot *snapshot_new(const Frame *frame, const Bonds *bonds);
Snapshot *snapshot_ref(const Snapshot *snapshot);
void snapshot_unref(Snapshot *snapshot);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(Snapshot, snapshot_unref)

// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* The frames of a trajectory, to go back and forth in: all that the file says of the
 * atoms in single precision, cells, times and thermodynamic states. When they would need
 * more memory than the budget, every second one is forgotten, as often as needed, so that
 * a trajectory of any length can be looked at. One thread. */
#pragma once

#include "model/frame.h"

typedef struct FrameStore FrameStore;

/* budget: bytes. */
FrameStore *frame_store_new(gsize budget);
void frame_store_free(FrameStore *store);

/* Frames are of the same atoms and come in order of time. */
void frame_store_add(FrameStore *store, const Frame *frame);
guint frame_store_n(const FrameStore *store);
/* ps */
double frame_store_time(const FrameStore *store, guint index);
/* Owner: caller. */
Frame *frame_store_get(const FrameStore *store, guint index);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(FrameStore, frame_store_free)

// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* Whether frames belong together: what an observer asks before it looks at positions. */
#pragma once

#include <glib.h>

#include "model/frame.h"

/* Embedded; zeroed memory is "nothing seen yet". */
typedef struct {
  gboolean begun;
  guint n_atoms;
  SpeciesList *species; /* owned reference */
  guint8 *type;         /* owned */
  guint n_frames;       /* of this epoch */
  double first, last;   /* ps */
} FrameCheck;

/* Takes note of the frame, or says why it does not fit: another number or kind of atoms,
 * a position that is not finite, time not increasing, and (even TRUE) another spacing in
 * time than before; nothing changes then. Which frame it was is told by who has it. */
gboolean frame_check(FrameCheck *check, const Frame *frame, gboolean even,
                     GError **error);
/* Forgets times, keeps the structure. */
void frame_check_begin_epoch(FrameCheck *check);
void frame_check_clear(FrameCheck *check);

/* Mean spacing of the epoch's frames, ps; 0 before the second one. */
double frame_check_spacing(const FrameCheck *check);

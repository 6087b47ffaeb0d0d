// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* When the next picture of something that moves may be drawn, and how well. Pictures that
 * take longer than their budget are drawn more simply (quality-ladder.h); when nothing
 * has moved for a moment, full quality comes back. Between two pictures the main loop has
 * time for everything else. Plain values; times in µs of any clock. */
#pragma once

#include "render/quality-ladder.h"

/* Of a whole picture, GTK's part included: with the rest after it 15 pictures a second.
 */
#define PICTURE_PACE_BUDGET 50000

typedef struct {
  QualityLadder ladder;
  guint shown_rung;        /* of the picture on screen */
  gboolean refine;         /* the next one in full quality */
  gint64 start, end, cost; /* of the last picture; start 0: none is being drawn */
  gint64 rate_start;
  guint rate_count;
  double rate; /* pictures a second */
} PicturePace;

void picture_pace_init(PicturePace *pace);

/* The rung of the picture that is drawn from now on. */
guint picture_pace_begin(PicturePace *pace, gint64 now);
/* It is on the screen. Nothing when none was begun. */
void picture_pace_finish(PicturePace *pace, gint64 now);

/* Whether the main loop has rested enough since the last picture. */
gboolean picture_pace_is_rested(const PicturePace *pace, gint64 now);
/* TRUE when what is shown is simple and nothing has been drawn for a while: a picture in
 * full quality is due, and will be the next one. */
gboolean picture_pace_refine(PicturePace *pace, gint64 now);
/* Counts; TRUE when rate has changed, at most once a second. */
gboolean picture_pace_measure(PicturePace *pace, gint64 now);

// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* What a picture may leave out when the machine is slow. A rung says how much is drawn:
 * rung 0 is full quality, every next one costs less. A ladder climbs it for a host that
 * knows what its frames cost: down quickly when several in a row are over the budget
 * (the farther over, the more rungs at once), up
 * slowly and only when the last frames leave room, so that it does not swing. Pictures
 * for files and tests stay on rung 0. Plain values; any thread. */
#pragma once

#include <glib.h>

typedef struct {
  gboolean outlines, occlusion, seams;
  double resolution; /* of the picture along each side, 0…1 */
} QualityRung;

#define QUALITY_RUNGS 6

/* Rungs beyond the last are the last. Static storage. */
const QualityRung *quality_rung(guint rung);

typedef struct {
  guint rung;
  guint n_over, n_under; /* frames in a row */
  double least_over;     /* ms, the cheapest of those over the budget */
} QualityLadder;

/* Full quality. */
void quality_ladder_init(QualityLadder *ladder);
/* A frame drawn at ladder's rung took cost of the budget's ms. TRUE when the rung has
 * changed. */
gboolean quality_ladder_step(QualityLadder *ladder, double cost, double budget);

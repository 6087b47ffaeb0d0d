// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* The last picoseconds of chosen atoms: every sample for a while, then thinned. Unwrapped
 * positions in single precision; 12 bytes per atom and sample, at most TRACK_DENSE
 * samples of the newest `dense` ps and one per `thin` ps before, up to `length` ps. One
 * thread. */
#pragma once

#include "model/frame.h"

#define TRACK_DENSE 256

typedef struct Track Track;

typedef struct {
  double time; /* ps */
  Cell cell;
  float *xyz; /* 3 per atom, Å */
} TrackSample;

Track *track_new(const guint32 *atom, guint n_atoms, double dense, double thin,
                 double length);
void track_free(Track *track);

/* Frames nearer than dense / TRACK_DENSE to the last one are left out. */
void track_add(Track *track, const Frame *frame);

guint track_n_samples(const Track *track);
/* From old (0) to new. */
const TrackSample *track_sample(const Track *track, guint index);
/* Index of the first sample at or after time; n_samples when there is none. */
guint track_find(const Track *track, double time);

static inline Vec3
track_position(const TrackSample *sample, guint atom)
{
  const float *r = sample->xyz + 3 * (gsize)atom;

  return vec3(r[0], r[1], r[2]);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC(Track, track_free)

// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "analysis/track.h"

#define EARLY 1e-6 /* of the gap: times in files are rounded */

struct Track {
  guint n;
  guint32 *atom;              /* owned */
  double dense, thin, length; /* ps */
  GPtrArray *sample;          /* TrackSample*, owned, old to new */
  guint n_thin;               /* of them, the first ones that were thinned */
};

static void
free_sample(TrackSample *sample)
{
  g_free(sample->xyz);
  g_free(sample);
}

Track *
track_new(const guint32 *atom, guint n_atoms, double dense, double thin, double length)
{
  Track *track = g_new0(Track, 1);

  g_return_val_if_fail(dense > 0.0 && thin > 0.0 && length >= dense, NULL);
  track->n = n_atoms;
  track->atom = g_memdup2(atom, n_atoms * sizeof *atom);
  track->dense = dense;
  track->thin = thin;
  track->length = length;
  track->sample = g_ptr_array_new_with_free_func((GDestroyNotify)free_sample);
  return track;
}

void
track_free(Track *track)
{
  if (!track)
    return;
  g_ptr_array_unref(track->sample);
  g_free(track->atom);
  g_free(track);
}

guint
track_n_samples(const Track *track)
{
  return track->sample->len;
}

const TrackSample *
track_sample(const Track *track, guint index)
{
  return g_ptr_array_index(track->sample, index);
}

guint
track_find(const Track *track, double time)
{
  guint low = 0, high = track->sample->len;

  while (low < high) {
    guint middle = (low + high) / 2;
    if (track_sample(track, middle)->time < time)
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}

/* The oldest dense samples become thin ones, or go. */
static void
thin_out(Track *track, double now)
{
  while (track->n_thin < track->sample->len) {
    guint next = track->n_thin;
    double time = track_sample(track, next)->time;
    if (time >= now - track->dense)
      break;
    double before = next > 0 ? track_sample(track, next - 1)->time : -INFINITY;
    if (time - before >= track->thin * (1.0 - EARLY))
      track->n_thin++;
    else
      g_ptr_array_remove_index(track->sample, next);
  }
  guint old = track_find(track, now - track->length);
  if (old > 0)
    g_ptr_array_remove_range(track->sample, 0, old);
  track->n_thin -= MIN(old, track->n_thin);
}

void
track_add(Track *track, const Frame *frame)
{
  g_return_if_fail(track != NULL && frame != NULL);

  guint n = track->sample->len;
  double gap = track->dense / TRACK_DENSE * (1.0 - EARLY);
  if (n > 0 && frame->time - track_sample(track, n - 1)->time < gap)
    return;
  TrackSample *sample = g_new0(TrackSample, 1);
  sample->time = frame->time;
  sample->cell = frame->cell;
  sample->xyz = g_new(float, 3 * (gsize)track->n);
  for (guint i = 0; i < track->n; i++) {
    Vec3 r = frame->position[track->atom[i]];
    sample->xyz[3 * i] = (float)r.x;
    sample->xyz[3 * i + 1] = (float)r.y;
    sample->xyz[3 * i + 2] = (float)r.z;
  }
  g_ptr_array_add(track->sample, sample);
  thin_out(track, frame->time);
}

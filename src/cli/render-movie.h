// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* Movies of vitrine-cli render: a glass on a turntable, or a trajectory frame by frame.
 * Both show their progress; a movie that is not finished leaves no file. */
#pragma once

#include "cli/picture-draw.h"

typedef struct {
  const char *output;
  PictureSheet sheet;
  Camera camera;
  int rate;        /* pictures per second */
  double seconds;  /* of a turn */
  double window;   /* ps over which what is shown is averaged, 0: not */
  guint ring_size; /* formers of the largest rings drawn */
  GPtrArray *hops; /* Event* of the whole trajectory, oldest first; NULL: none */
} MovieJob;

/* Both: number of pictures, or 0 with error. */
guint movie_turntable(const MovieJob *job, const Snapshot *snapshot, GError **error);
guint movie_trajectory(const MovieJob *job, const char *path, GError **error);

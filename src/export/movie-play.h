// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* A trajectory from a file as a movie, read frame by frame. */
#pragma once

#include "export/movie-studio.h"

typedef struct {
  const char *path;
  double interval; /* ps between frames, NAN: as in the file */
  double seconds;  /* of the movie; 0: each frame is one picture. Where there are more
                      pictures than frames what lies between two is interpolated */
  double window;   /* ps over which what is shown is averaged, 0: not,
                      EYE_MOTION_AUTO: by speed */
  guint ring_size; /* formers of the largest rings drawn */
  GPtrArray *hops; /* Event* of the whole trajectory, oldest first; NULL: none */
  gboolean gates;  /* find the hops with their doorways, where there are any */
  const Pathways *pathways; /* NULL: none; a clearance is found anew for each frame */
  double level;             /* of its surfaces (run/pathway-finder.h) */
} MoviePlay;

/* Number of pictures, or 0 with error. */
guint movie_play(const MovieJob *job, const MoviePlay *play, GError **error);
/* Hops between two times (ps, NAN: from the beginning, to the end), oldest first; reads
 * the trajectory. Owner: caller. */
GPtrArray *movie_find_hops(const MoviePlay *play, double from, double to,
                           const ExportMeter *meter, GError **error);

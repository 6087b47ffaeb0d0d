// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* Filming what is seen while it happens. A thread of its own draws and encodes; the host
 * says at its own rhythm what there is to see, which costs it nothing:
 *
 *   host ── live_film_show ──▶ queue (bounded) ──▶ thread: GL, encoder ──▶ file
 *
 * The movie keeps real time: a picture that did not come, or for which there was no time,
 * is the one before once more. All functions are for the host's one thread. */
#pragma once

#include "export/movie-studio.h"

typedef struct LiveFilm LiveFilm;

typedef struct {
  double seconds;      /* filmed so far */
  guint n_pictures;    /* written */
  guint n_left_out;    /* asked for while the queue was full */
  gboolean ended;      /* the file is complete, or there is none */
  const char *trouble; /* why it ended without a file; owned by the film, or NULL */
} LiveFilmState;

/* Of job the output, the sheet's size, scale and parts, and the rate count. Starts the
 * thread; what goes wrong there is told by live_film_state. */
LiveFilm *live_film_new(const MovieJob *job);
/* What is seen from now (µs, monotonic) on. Keeps references. */
void live_film_show(LiveFilm *film, const Snapshot *snapshot, const Camera *camera,
                    const RenderStyle *style, gint64 now);
/* No more is shown; what waits is still written. */
void live_film_stop(LiveFilm *film);
/* There shall be no file; returns at once. */
void live_film_discard(LiveFilm *film);
LiveFilmState live_film_state(const LiveFilm *film);
/* Stops and waits for the thread: at most for the pictures that wait. */
void live_film_free(LiveFilm *film);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(LiveFilm, live_film_free)

// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* Filming what is seen while it happens. A thread of its own draws and encodes; the host
 * says at its own rhythm what there is to see, which costs it nothing:
 *
 *   host ── live_film_show ──▶ queue (bounded) ──▶ thread: GL, encoder ──▶ file
 *
 * The movie keeps the time of what it shows, however long its pictures take to draw: what
 * the thread has not come to yet waits, and is drawn when the filming is over. A picture
 * that did not come is the one before once more. Where there is no room for more to wait,
 * every other picture that waits goes, so that what is left is even. All functions are
 * for the host's one thread. */
#pragma once

#include "export/movie-studio.h"

typedef struct LiveFilm LiveFilm;

typedef struct {
  double seconds;      /* filmed so far */
  guint n_pictures;    /* written */
  guint n_left_out;    /* for want of room */
  double done;         /* part of what was filmed that is written */
  gboolean ended;      /* the file is complete, or there is none */
  const char *trouble; /* why it ended without a file; owned by the film, or NULL */
} LiveFilmState;

/* Of job the output, the sheet's size, scale and parts, and the rate count. room: bytes
 * of what may wait (LIVE_FILM_ROOM). Starts the thread; what goes wrong there is told by
 * live_film_state. */
#define LIVE_FILM_ROOM ((gsize)512 << 20)
LiveFilm *live_film_new(const MovieJob *job, gsize room);
/* When the next picture is wanted, on the clock of live_film_show; 0: at once. */
gint64 live_film_due(const LiveFilm *film);
/* What is seen from now (µs, monotonic) on. Keeps references, and a copy of tags (NULL:
 * none). Nothing when no picture is due. */
void live_film_show(LiveFilm *film, const Snapshot *snapshot, const Camera *camera,
                    const RenderStyle *style, const Caption *tags, gint64 now);
/* No more is shown; what waits is still written. */
void live_film_stop(LiveFilm *film);
/* There shall be no file; returns at once. */
void live_film_discard(LiveFilm *film);
LiveFilmState live_film_state(const LiveFilm *film);
/* Stops and waits for the thread: for a few pictures, to which those that wait are
 * thinned. */
void live_film_free(LiveFilm *film);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(LiveFilm, live_film_free)

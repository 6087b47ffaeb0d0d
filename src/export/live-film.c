// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "export/live-film.h"

#include <math.h>

#define MOST_WAITING 6

/* What one picture shows, n times; n 0: the end. */
typedef struct {
  guint n;
  Snapshot *snapshot;
  Camera camera;
  RenderStyle style;
} Shot;

struct LiveFilm {
  MovieJob job;
  char *output;       /* owned */
  GAsyncQueue *shots; /* Shot*, owned */
  GThread *thread;
  gint64 begun; /* µs, of the first shot */
  guint n_asked, n_left_out;
  gboolean stopped;

  /* The thread's, atomic: */
  gint n_pictures, discarded, ended;
  char *trouble; /* owned; set before ended */
};

static void
shot_free(Shot *shot)
{
  snapshot_unref(shot->snapshot);
  render_style_clear(&shot->style);
  g_free(shot);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC(Shot, shot_free)

static gboolean
take(LiveFilm *film, MovieStudio *studio, const Shot *shot, GError **error)
{
  if (!movie_studio_take(studio, shot->snapshot, &shot->camera, &shot->style, error))
    return FALSE;
  for (guint k = 1; k < shot->n; k++)
    if (!movie_studio_repeat(studio, error))
      return FALSE;
  g_atomic_int_set(&film->n_pictures, (gint)movie_studio_count(studio));
  return TRUE;
}

/* Until the end mark; FALSE when there shall be no file. */
static gboolean
film_all(LiveFilm *film, GError **error)
{
  g_autoptr(MovieStudio) studio =
      movie_studio_new(film->output, &film->job.sheet, film->job.rate, error);

  while (studio) {
    g_autoptr(Shot) shot = g_async_queue_pop(film->shots);
    if (g_atomic_int_get(&film->discarded))
      return TRUE;
    if (shot->n == 0)
      return movie_studio_count(studio) == 0 || movie_studio_finish(studio, error);
    if (!take(film, studio, shot, error))
      return FALSE;
  }
  return FALSE;
}

static gpointer
film_thread(gpointer data)
{
  LiveFilm *film = data;
  g_autoptr(GError) error = NULL;

  if (!film_all(film, &error))
    film->trouble = g_strdup(error->message);
  g_atomic_int_set(&film->ended, TRUE);
  return NULL;
}

LiveFilm *
live_film_new(const MovieJob *job)
{
  LiveFilm *film = g_new0(LiveFilm, 1);

  film->job = *job;
  film->job.sheet.style = (RenderStyle){0};
  film->output = g_strdup(job->output);
  film->shots = g_async_queue_new_full((GDestroyNotify)shot_free);
  film->thread = g_thread_new("film", film_thread, film);
  return film;
}

void
live_film_show(LiveFilm *film, const Snapshot *snapshot, const Camera *camera,
               const RenderStyle *style, gint64 now)
{
  if (!snapshot || film->stopped || g_atomic_int_get(&film->ended))
    return;
  if (film->begun == 0)
    film->begun = now;
  double passed = (now - film->begun) / (double)G_USEC_PER_SEC;
  guint due = (guint)floor(passed * film->job.rate) + 1;
  if (due <= film->n_asked)
    return;
  if (g_async_queue_length(film->shots) >= MOST_WAITING) {
    film->n_left_out++;
    return;
  }
  Shot *shot = g_new0(Shot, 1);
  shot->n = due - film->n_asked;
  shot->snapshot = snapshot_ref(snapshot);
  shot->camera = *camera;
  render_style_keep(&shot->style, style);
  shot->style.economy = 0;
  shot->style.transparent = FALSE;
  film->n_asked = due;
  g_async_queue_push(film->shots, shot);
}

void
live_film_stop(LiveFilm *film)
{
  if (film->stopped)
    return;
  film->stopped = TRUE;
  g_async_queue_push(film->shots, g_new0(Shot, 1));
}

void
live_film_discard(LiveFilm *film)
{
  g_atomic_int_set(&film->discarded, TRUE);
  live_film_stop(film);
}

LiveFilmState
live_film_state(const LiveFilm *film)
{
  gboolean ended = g_atomic_int_get(&film->ended);

  return (LiveFilmState){(double)film->n_asked / film->job.rate,
                         (guint)g_atomic_int_get(&film->n_pictures), film->n_left_out,
                         ended, ended ? film->trouble : NULL};
}

void
live_film_free(LiveFilm *film)
{
  if (!film)
    return;
  live_film_stop(film);
  g_thread_join(film->thread);
  g_async_queue_unref(film->shots);
  g_free(film->trouble);
  g_free(film->output);
  g_free(film);
}

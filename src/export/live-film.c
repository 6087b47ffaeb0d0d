// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "export/live-film.h"

#include <math.h>

/* Pictures that may wait whatever they take. */
#define LEAST_WAITING 6
/* Bytes, besides the tags; what snapshots share is not counted. */
#define ATOM_SIZE 64

/* What one picture shows, n times; n 0: the end. */
typedef struct {
  guint n;
  Snapshot *snapshot;
  Camera camera;
  RenderStyle style;
  Caption *tags; /* owned, or NULL */
} Shot;

struct LiveFilm {
  MovieJob job;
  char *output;       /* owned */
  GAsyncQueue *shots; /* Shot*, owned */
  GThread *thread;
  gsize room;
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
  g_free(shot->tags);
  g_free(shot);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC(Shot, shot_free)

static gboolean
take(LiveFilm *film, MovieStudio *studio, const Shot *shot, GError **error)
{
  if (!movie_studio_take(studio, shot->snapshot, &shot->camera, &shot->style, shot->tags,
                         error))
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
live_film_new(const MovieJob *job, gsize room)
{
  LiveFilm *film = g_new0(LiveFilm, 1);

  film->job = *job;
  film->job.sheet.style = (RenderStyle){0};
  film->output = g_strdup(job->output);
  film->room = room;
  film->shots = g_async_queue_new_full((GDestroyNotify)shot_free);
  film->thread = g_thread_new("film", film_thread, film);
  return film;
}

gint64
live_film_due(const LiveFilm *film)
{
  return film->begun == 0 ? 0
                          : film->begun + (gint64)ceil((double)film->n_asked *
                                                       G_USEC_PER_SEC / film->job.rate);
}

/* Every other of those that wait goes; the one before it takes its time. */
static void
thin(LiveFilm *film)
{
  GAsyncQueue *shots = film->shots;
  g_autoptr(GPtrArray) all = g_ptr_array_new();
  Shot *kept = NULL, *shot;

  g_async_queue_lock(shots);
  while ((shot = g_async_queue_try_pop_unlocked(shots)))
    g_ptr_array_add(all, shot);
  for (guint k = 0; k < all->len; k++) {
    shot = all->pdata[k];
    if (kept && shot->n > 0) {
      kept->n += shot->n;
      film->n_left_out++;
      shot_free(shot);
      kept = NULL;
      continue;
    }
    kept = shot;
    g_async_queue_push_unlocked(shots, shot);
  }
  g_async_queue_unlock(shots);
}

static gint
most_waiting(const LiveFilm *film, const Snapshot *snapshot)
{
  gsize size =
      sizeof(Shot) + sizeof(Caption) + (gsize)snapshot->frame->n_atoms * ATOM_SIZE;

  return (gint)CLAMP(film->room / size, LEAST_WAITING, G_MAXINT16);
}

void
live_film_show(LiveFilm *film, const Snapshot *snapshot, const Camera *camera,
               const RenderStyle *style, const Caption *tags, gint64 now)
{
  if (!snapshot || film->stopped || g_atomic_int_get(&film->ended))
    return;
  if (film->begun == 0)
    film->begun = now;
  double passed = (now - film->begun) / (double)G_USEC_PER_SEC;
  guint due = (guint)floor(passed * film->job.rate + 1e-6) + 1;
  if (due <= film->n_asked)
    return;
  if (g_async_queue_length(film->shots) >= most_waiting(film, snapshot))
    thin(film);
  Shot *shot = g_new0(Shot, 1);
  shot->n = due - film->n_asked;
  shot->snapshot = snapshot_ref(snapshot);
  shot->camera = *camera;
  shot->tags = tags ? g_memdup2(tags, sizeof *tags) : NULL;
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

  guint n = (guint)g_atomic_int_get(&film->n_pictures);

  return (LiveFilmState){.seconds = (double)film->n_asked / film->job.rate,
                         .n_pictures = n,
                         .n_left_out = film->n_left_out,
                         .done = (double)n / MAX(film->n_asked, 1),
                         .ended = ended,
                         .trouble = ended ? film->trouble : NULL};
}

void
live_film_free(LiveFilm *film)
{
  if (!film)
    return;
  while (!g_atomic_int_get(&film->ended) &&
         g_async_queue_length(film->shots) > LEAST_WAITING)
    thin(film);
  live_film_stop(film);
  g_thread_join(film->thread);
  g_async_queue_unref(film->shots);
  g_free(film->trouble);
  g_free(film->output);
  g_free(film);
}

// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* Filming what is seen; the clock is the test's own. */
#include "render-fixture.h"

#include <glib/gstdio.h>
#include <string.h>

#include "export/live-film.h"
#include "io/movie-file.h"

#define RATE 10

typedef struct {
  char *folder, *path;
  MovieJob job;
  RenderStyle style;
  Snapshot *snapshot;
} Set;

static gboolean
set_init(Set *set)
{
  g_autoptr(Offscreen) probe = fixture_offscreen(8, 8, FALSE);
  g_autoptr(GError) error = NULL;

  *set = (Set){.folder = g_dir_make_tmp("vitrine-XXXXXX", NULL),
               .snapshot = fixture_one_atom("Na"),
               .job = {.rate = RATE, .sheet = {.width = 96, .height = 64, .scale = 1.0}}};
  set->path = g_build_filename(set->folder, "film.webm", NULL);
  set->job.output = set->path;
  set->job.camera = fixture_camera(&set->snapshot->frame->cell, 30.0);
  render_style_init(&set->style);
  if (probe && !movie_is_possible(set->path, &error))
    g_test_skip(error->message);
  return probe && !error;
}

static void
set_clear(Set *set)
{
  g_unlink(set->path);
  g_assert_cmpint(g_rmdir(set->folder), ==, 0);
  g_free(set->folder);
  g_free(set->path);
  snapshot_unref(set->snapshot);
}

static void
show(Set *set, LiveFilm *film, gint64 milliseconds)
{
  live_film_show(film, set->snapshot, &set->job.camera, &set->style, NULL,
                 G_USEC_PER_SEC + 1000 * milliseconds);
}

static LiveFilmState
wait_for_end(LiveFilm *film)
{
  while (!live_film_state(film).ended)
    g_usleep(2000);
  return live_film_state(film);
}

/* Shown at 0, 0.05 (not yet due), 0.1 and 1.0 s: eleven pictures. */
static void
test_time_is_kept(void)
{
  static const gint64 times[] = {0, 50, 100, 1000};
  g_autofree char *data = NULL;
  gsize size = 0;
  Set set;

  if (set_init(&set)) {
    g_autoptr(LiveFilm) film = live_film_new(&set.job, LIVE_FILM_ROOM);
    for (guint k = 0; k < G_N_ELEMENTS(times); k++)
      show(&set, film, times[k]);
    live_film_stop(film);
    show(&set, film, 2000);
    LiveFilmState state = wait_for_end(film);
    g_assert_null(state.trouble);
    g_assert_cmpuint(state.n_pictures, ==, 11);
    g_assert_cmpfloat_with_epsilon(state.seconds, 1.1, 1e-9);
    g_assert_true(g_file_get_contents(set.path, &data, &size, NULL));
    g_assert_cmpmem(data, 4, "\x1a\x45\xdf\xa3", 4);
  }
  set_clear(&set);
}

static void
test_discarded_leaves_nothing(void)
{
  Set set;

  if (set_init(&set)) {
    LiveFilm *film = live_film_new(&set.job, LIVE_FILM_ROOM);
    show(&set, film, 0);
    live_film_discard(film);
    live_film_free(film);
    g_assert_false(g_file_test(set.path, G_FILE_TEST_EXISTS));
  }
  set_clear(&set);
}

/* However long a picture takes to draw: what is shown waits, and all of it is drawn. */
static void
test_pictures_wait_to_be_drawn(void)
{
  Set set;

  if (set_init(&set)) {
    g_autoptr(LiveFilm) film = live_film_new(&set.job, LIVE_FILM_ROOM);
    for (int k = 0; k < 40; k++)
      show(&set, film, 100 * k);
    live_film_stop(film);
    LiveFilmState state = wait_for_end(film);
    g_assert_null(state.trouble);
    g_assert_cmpuint(state.n_left_out, ==, 0);
    g_assert_cmpuint(state.n_pictures, ==, 40);
    g_assert_cmpfloat(state.done, ==, 1.0);
  }
  set_clear(&set);
}

/* Nor does the host ever wait, however much it shows. */
static void
test_without_room_pictures_go_not_time(void)
{
  Set set;

  if (set_init(&set)) {
    g_autoptr(LiveFilm) film = live_film_new(&set.job, 0);
    for (int k = 0; k < 40; k++)
      show(&set, film, 100 * k);
    show(&set, film, 4900);
    live_film_stop(film);
    LiveFilmState state = wait_for_end(film);
    g_assert_null(state.trouble);
    g_assert_cmpuint(state.n_left_out, >, 20);
    g_assert_cmpuint(state.n_pictures, ==, 50);
    g_assert_cmpfloat(state.seconds, ==, 5.0);
  }
  set_clear(&set);
}

/* The window may be closed while much waits: the film is short of pictures then, but
 * whole and as long as it was. */
static void
test_freed_soon_it_is_whole(void)
{
  for (int stopped = 0; stopped < 2; stopped++) {
    Set set;
    if (set_init(&set)) {
      LiveFilm *film = live_film_new(&set.job, LIVE_FILM_ROOM);
      for (int k = 0; k < 300; k++)
        show(&set, film, 100 * k);
      if (stopped)
        live_film_stop(film);
      gint64 before = g_get_monotonic_time();
      live_film_free(film);
      g_test_message("freed in %.2f s", 1e-6 * (double)(g_get_monotonic_time() - before));
      g_assert_true(g_file_test(set.path, G_FILE_TEST_EXISTS));
    }
    set_clear(&set);
  }
}

static void
test_a_place_that_cannot_be_written_is_told(void)
{
  Set set;

  if (set_init(&set)) {
    set.job.output = "/nowhere/film.webm";
    g_autoptr(LiveFilm) film = live_film_new(&set.job, LIVE_FILM_ROOM);
    for (int k = 0; k < 5; k++)
      show(&set, film, 100 * k);
    live_film_stop(film);
    LiveFilmState state = wait_for_end(film);
    g_assert_nonnull(state.trouble);
    g_assert_nonnull(strstr(state.trouble, "/nowhere"));
  }
  set_clear(&set);
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/live-film/time is kept", test_time_is_kept);
  g_test_add_func("/live-film/what is discarded leaves nothing",
                  test_discarded_leaves_nothing);
  g_test_add_func("/live-film/pictures wait to be drawn", test_pictures_wait_to_be_drawn);
  g_test_add_func("/live-film/without room pictures go, not time",
                  test_without_room_pictures_go_not_time);
  g_test_add_func("/live-film/freed soon it is whole", test_freed_soon_it_is_whole);
  g_test_add_func("/live-film/a place that cannot be written is told",
                  test_a_place_that_cannot_be_written_is_told);
  return g_test_run();
}

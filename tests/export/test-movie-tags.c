// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* Names and measured numbers in movies: asked for every picture, with what it shows. */
#include "render-fixture.h"

#include <glib/gstdio.h>
#include <stdlib.h>
#include <string.h>

#include "export/movie-play.h"
#include "export/movie-turn.h"
#include "io/movie-file.h"

#define W      96
#define H      64
#define RATE   10
#define N_TURN 6

typedef struct {
  char *folder, *path;
  MovieJob job;
  Snapshot *snapshot;
  /* What was asked for */
  guint n_asked, n_with_truth;
  double first_time, last_time, last_turn;
  gboolean written; /* a tag in the middle */
} Set;

static void
tags_cb(const Snapshot *shown, const Frame *truth, const Camera *camera, gpointer data,
        Caption *caption)
{
  Set *set = data;

  if (set->n_asked == 0)
    set->first_time = shown->frame->time;
  set->n_asked++;
  set->n_with_truth += truth != NULL;
  if (truth)
    g_assert_cmpuint(truth->n_atoms, ==, shown->frame->n_atoms);
  g_assert_true(set->n_asked == 1 || shown->frame->time >= set->last_time);
  set->last_time = shown->frame->time;
  set->last_turn = camera->orientation[1];
  if (!set->written)
    return;
  caption->n_tags = 1;
  caption->tag[0] =
      (CaptionTag){.x = W / 2, .y = H / 2, .text = "1.62 Å", .strong = TRUE};
}

static gboolean
set_init(Set *set)
{
  g_autoptr(Offscreen) probe = fixture_offscreen(8, 8, FALSE);
  g_autoptr(GError) error = NULL;

  *set = (Set){.folder = g_dir_make_tmp("vitrine-XXXXXX", NULL),
               .snapshot = fixture_cristobalite(),
               .job = {.rate = RATE, .sheet = {.width = W, .height = H, .scale = 1.0}}};
  set->path = g_build_filename(set->folder, "movie.webm", NULL);
  set->job.output = set->path;
  set->job.camera = fixture_camera(&set->snapshot->frame->cell, 45.0);
  set->job.tags = tags_cb;
  set->job.tags_data = set;
  render_style_init(&set->job.sheet.style);
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

/* The pictures of a movie, RGBA, one behind the other; the files themselves hold the date
 * and names drawn by lot. */
static guint8 *
pictures_of(const char *path, guint n)
{
  g_autofree char *raw = g_strconcat(path, ".rgba", NULL);
  g_autofree char *command = g_strdup_printf(
      "gst-launch-1.0 -q filesrc location=%s ! decodebin ! videoconvert ! "
      "video/x-raw,format=RGBA ! filesink location=%s",
      path, raw);
  g_autoptr(GError) error = NULL;
  int status;
  char *rgba;
  gsize size;

  g_spawn_command_line_sync(command, NULL, NULL, &status, &error);
  g_assert_no_error(error);
  g_spawn_check_wait_status(status, &error);
  g_assert_no_error(error);
  g_file_get_contents(raw, &rgba, &size, &error);
  g_assert_no_error(error);
  g_assert_cmpuint(size, ==, (gsize)n * W * H * 4);
  g_unlink(raw);
  return (guint8 *)rgba;
}

static guint8 *
turn(Set *set, gboolean written)
{
  g_autoptr(GError) error = NULL;

  set->written = written;
  set->n_asked = 0;
  g_assert_cmpuint(movie_turntable(&set->job, set->snapshot, 0.6, &error), ==, N_TURN);
  g_assert_no_error(error);
  return pictures_of(set->path, N_TURN);
}

/* The largest difference of a channel in the rows begin … end − 1 of picture k. */
static int
difference(const guint8 *a, const guint8 *b, guint k, int begin, int end)
{
  const gsize picture = (gsize)k * W * H * 4;
  int most = 0;

  for (gsize i = picture + (gsize)begin * W * 4; i < picture + (gsize)end * W * 4; i++)
    most = MAX(most, abs(a[i] - b[i]));
  return most;
}

static void
test_turns_have_tags(void)
{
  g_autofree char *decoder = g_find_program_in_path("gst-launch-1.0");
  Set set;

  if (!decoder)
    g_test_skip("gst-launch-1.0, which reads the movies back, is not there");
  if (set_init(&set) && decoder) {
    g_autofree guint8 *plain = turn(&set, FALSE);
    g_assert_cmpuint(set.n_asked, ==, N_TURN);
    g_assert_cmpfloat(set.last_turn, !=, set.job.camera.orientation[1]);
    g_autofree guint8 *again = turn(&set, FALSE);
    g_autofree guint8 *tagged = turn(&set, TRUE);
    for (guint k = 0; k < N_TURN; k++) {
      g_assert_cmpint(difference(plain, again, k, 0, H), <=, 24);
      g_assert_cmpint(difference(plain, tagged, k, H / 4, 3 * H / 4), >=, 96);
    }
  }
  set_clear(&set);
}

/* Thirty frames in sixty pictures. */
static void
test_trajectories_have_tags(void)
{
  g_autofree char *path =
      g_test_build_filename(G_TEST_DIST, "data", "ns2-1500k-30frames.extxyz.gz", NULL);
  const MoviePlay play = {.path = path, .interval = NAN, .seconds = 6.0, .ring_size = 3};
  g_autoptr(GError) error = NULL;
  Set set;

  if (set_init(&set)) {
    g_assert_cmpuint(movie_play(&set.job, &play, &error), ==, 60);
    g_assert_no_error(error);
    g_assert_cmpuint(set.n_asked, ==, 60);
    g_assert_cmpuint(set.n_with_truth, ==, 60);
    g_assert_cmpfloat(set.last_time, >, set.first_time);
  }
  set_clear(&set);
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/movie-tags/a turn has them in every picture", test_turns_have_tags);
  g_test_add_func("/movie-tags/a trajectory has those of its frames",
                  test_trajectories_have_tags);
  return g_test_run();
}

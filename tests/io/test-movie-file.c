// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "base/base-error.h"
#include "io/movie-file.h"

#define WIDTH  64
#define HEIGHT 48

typedef struct {
  char *folder, *path;
} Place;

static Place
place_new(const char *name)
{
  Place place = {.folder = g_dir_make_tmp("vitrine-XXXXXX", NULL)};
  place.path = g_build_filename(place.folder, name, NULL);
  return place;
}

static void
place_clear(Place *place)
{
  g_unlink(place->path);
  g_assert_cmpint(g_rmdir(place->folder), ==, 0);
  g_free(place->folder);
  g_free(place->path);
}

static void
fill(guint8 *rgba, int picture)
{
  for (int i = 0; i < WIDTH * HEIGHT; i++) {
    rgba[4 * i] = (guint8)(4 * i + 10 * picture);
    rgba[4 * i + 1] = (guint8)(i / WIDTH * 5);
    rgba[4 * i + 2] = 80;
    rgba[4 * i + 3] = 255;
  }
}

/* First bytes as the two formats' standards say: EBML (RFC 8794), "ftyp" (ISO 14496-12).
 */
static void
write_movie(const char *name, const char *mark, gsize at)
{
  Place place = place_new(name);
  g_autoptr(GError) error = NULL;
  g_autofree guint8 *rgba = g_malloc(WIDTH * HEIGHT * 4);
  g_autofree char *data = NULL;
  gsize size;

  if (!movie_is_possible(place.path, &error)) {
    g_assert_nonnull(strstr(error->message, "Install"));
    g_test_skip(error->message);
    place_clear(&place);
    return;
  }
  g_autoptr(MovieWriter) writer = movie_writer_new(place.path, WIDTH, HEIGHT, 10, &error);
  g_assert_no_error(error);
  for (int k = 0; k < 12; k++) {
    fill(rgba, k);
    movie_writer_add(writer, rgba, &error);
    g_assert_no_error(error);
  }
  movie_writer_finish(writer, &error);
  g_assert_no_error(error);
  g_assert_true(g_file_get_contents(place.path, &data, &size, &error));
  g_assert_cmpuint(size, >, 500);
  g_assert_cmpmem(data + at, strlen(mark), mark, strlen(mark));
  place_clear(&place);
}

static void
test_webm(void)
{
  write_movie("movie.webm", "\x1a\x45\xdf\xa3", 0);
}

static void
test_mp4(void)
{
  write_movie("movie.mp4", "ftyp", 4);
}

static void
test_no_encoder(void)
{
  g_autofree char *path = g_strdup(g_getenv("PATH"));
  g_autoptr(GError) error = NULL, other = NULL;

  g_setenv("PATH", "/nowhere", TRUE);
  g_assert_false(movie_is_possible("movie.webm", &error));
  g_assert_nonnull(strstr(error->message, "gstreamer1.0-plugins-good"));
  g_assert_nonnull(strstr(error->message, "ffmpeg"));
  g_assert_null(movie_writer_new("movie.mp4", 10, 10, 10, &other));
  g_assert_nonnull(strstr(other->message, "MP4"));
  g_setenv("PATH", path, TRUE);
}

static void
test_bad_names_and_sizes(void)
{
  g_autoptr(GError) error = NULL, odd = NULL;

  g_assert_true(movie_is_name("a.WebM"));
  g_assert_false(movie_is_name("a.png"));
  g_assert_false(movie_is_possible("a.gif", &error));
  g_assert_error(error, VITRINE_ERROR, VITRINE_ERROR_INPUT);
  g_assert_null(movie_writer_new("a.mp4", 11, 10, 10, &odd));
  g_assert_nonnull(strstr(odd->message, "11 × 10"));
}

/* Nothing stays of a movie that was not finished, or could not be written, but what was
 * there before. */
static void
test_cancelled(void)
{
  Place place = place_new("movie.webm");
  g_autofree guint8 *rgba = g_malloc0(WIDTH * HEIGHT * 4);
  g_autofree char *text = NULL;
  g_autoptr(GError) error = NULL;

  if (movie_is_possible(place.path, NULL)) {
    g_assert_true(g_file_set_contents(place.path, "before", -1, NULL));
    MovieWriter *writer = movie_writer_new(place.path, WIDTH, HEIGHT, 10, NULL);
    g_assert_true(movie_writer_add(writer, rgba, NULL));
    movie_writer_free(writer);
    g_assert_true(g_file_get_contents(place.path, &text, NULL, NULL));
    g_assert_cmpstr(text, ==, "before");
    g_assert_null(movie_writer_new("/nowhere/at/all.webm", WIDTH, HEIGHT, 10, &error));
    g_assert_error(error, VITRINE_ERROR, VITRINE_ERROR_FAILED);
    g_assert_cmpstr(error->message, ==,
                    "/nowhere/at/all.webm: No such file or directory");
  }
  place_clear(&place);
}

/* A disk that is full is told in one sentence, without what surrounds it. */
static void
test_full_disk(void)
{
  Place place = place_new("full.webm");
  g_autofree guint8 *rgba = g_malloc0(WIDTH * HEIGHT * 4);
  g_autofree char *part = g_strconcat(place.path, ".part.webm", NULL);
  g_autoptr(GError) error = NULL;

  if (movie_is_possible(place.path, NULL) && symlink("/dev/full", part) == 0) {
    MovieWriter *writer = movie_writer_new(place.path, WIDTH, HEIGHT, 10, &error);
    g_assert_no_error(error);
    for (int k = 0; k < 500 && !error; k++)
      movie_writer_add(writer, rgba, &error);
    if (!error)
      movie_writer_finish(writer, &error);
    g_assert_error(error, VITRINE_ERROR, VITRINE_ERROR_FAILED);
    g_assert_nonnull(strstr(error->message, "space"));
    g_assert_null(strstr(error->message, "ERROR"));
    g_assert_null(strchr(error->message, '\n'));
    movie_writer_free(writer);
    g_assert_false(g_file_test(place.path, G_FILE_TEST_EXISTS));
  }
  place_clear(&place);
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/movie-file/writes WebM where an encoder is there", test_webm);
  g_test_add_func("/movie-file/writes MP4 where an encoder is there", test_mp4);
  g_test_add_func("/movie-file/says what to install where none is", test_no_encoder);
  g_test_add_func("/movie-file/refuses other names and odd sizes",
                  test_bad_names_and_sizes);
  g_test_add_func("/movie-file/leaves nothing of a movie that failed", test_cancelled);
  g_test_add_func("/movie-file/says that the disk is full", test_full_disk);
  return g_test_run();
}

// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* vitrine-cli render as a person or a script calls it. VITRINE_CLI names the program. */
#include "render-fixture.h"

#include <gio/gio.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>

#include "io/movie-file.h"

typedef struct {
  const char *input; /* below tests/data, or a full path; NULL: the hopper */
  char *folder, *picture;
  char *out, *err; /* of the last call */
} Desk;

static void
desk_init(Desk *desk)
{
  g_autoptr(GError) error = NULL;

  memset(desk, 0, sizeof *desk);
  desk->folder = g_dir_make_tmp("vitrine-XXXXXX", &error);
  g_assert_no_error(error);
  desk->picture = g_build_filename(desk->folder, "out.png", NULL);
}

static void
desk_clear(Desk *desk)
{
  g_unlink(desk->picture);
  g_rmdir(desk->folder);
  g_free(desk->folder);
  g_free(desk->picture);
  g_free(desk->out);
  g_free(desk->err);
}

/* Exit status of "vitrine-cli render hopper -o PICTURE" and more words, NULL at the end.
 */
static int G_GNUC_NULL_TERMINATED
call(Desk *desk, const char *first, ...)
{
  g_autoptr(GPtrArray) words = g_ptr_array_new();
  g_autoptr(GError) error = NULL;
  const char *name = desk->input ? desk->input : "hopper.extxyz.gz";
  g_autofree char *input = g_path_is_absolute(name)
                               ? g_strdup(name)
                               : g_test_build_filename(G_TEST_DIST, "data", name, NULL);
  int status;
  va_list more;

  g_ptr_array_add(words, (gpointer)g_getenv("VITRINE_CLI"));
  g_ptr_array_add(words, "render");
  g_ptr_array_add(words, input);
  va_start(more, first);
  for (const char *word = first; word; word = va_arg(more, const char *))
    g_ptr_array_add(words, (gpointer)word);
  va_end(more);
  g_ptr_array_add(words, NULL);
  g_clear_pointer(&desk->out, g_free);
  g_clear_pointer(&desk->err, g_free);
  g_spawn_sync(NULL, (char **)words->pdata, NULL, G_SPAWN_DEFAULT, NULL, NULL, &desk->out,
               &desk->err, &status, &error);
  g_assert_no_error(error);
  g_spawn_check_wait_status(status, &error);
  return error ? error->code : 0;
}

static gboolean
has_egl(void)
{
  g_autoptr(Offscreen) offscreen = fixture_offscreen(16, 16, FALSE);

  return offscreen != NULL;
}

static void
test_picture_has_its_size(void)
{
  Desk desk;
  int width, height;

  if (!has_egl())
    return;
  desk_init(&desk);
  g_assert_cmpint(call(&desk, "-o", desk.picture, "--size", "200x120", "--json", "--time",
                       "26", "--hops", NULL),
                  ==, 0);
  g_assert_nonnull(strstr(desk.out, "\"frame\" : 520"));
  g_assert_null(strstr(desk.out, "\"hops\" : 0"));
  g_autofree guint8 *picture = fixture_read_png(desk.picture, &width, &height);
  g_assert_nonnull(picture);
  g_assert_cmpint(width, ==, 200);
  g_assert_cmpint(height, ==, 120);
  desk_clear(&desk);
}

static void
test_flags_change_the_picture(void)
{
  static const char *const flags[][2] = {
      {"--light", NULL},       {"--style", "space-filling"},
      {"--turn", "30,-10"},    {"--zoom", "2"},
      {"--transparent", NULL}, {"--orthographic", NULL},
      {"--frame", "0"},        {"--bare", NULL},
      {"--hide", "Li"},        {"--copies", "2x1x1"},
      {"--slice", "1,0,0,5"},
  };
  int width, height;
  Desk desk;

  if (!has_egl())
    return;
  desk_init(&desk);
  g_assert_cmpint(call(&desk, "--size", "160x100", "-o", desk.picture, NULL), ==, 0);
  g_autofree guint8 *plain = fixture_read_png(desk.picture, &width, &height);
  for (guint k = 0; k < G_N_ELEMENTS(flags); k++) {
    g_assert_cmpint(call(&desk, "--size", "160x100", "-o", desk.picture, flags[k][0],
                         flags[k][1], NULL),
                    ==, 0);
    g_autofree guint8 *picture = fixture_read_png(desk.picture, &width, &height);
    g_assert_cmpint(memcmp(plain, picture, 4 * 160 * 100), !=, 0);
  }
  g_assert_cmpint(call(&desk, "--size", "160x100", "-o", desk.picture, "--es", NULL), ==,
                  0);
  desk_clear(&desk);
}

/* Margins included no part is wider than 400 pixels. */
static void
test_tiles_make_the_same_picture(void)
{
  int width, height;
  Desk desk;

  if (!has_egl())
    return;
  desk_init(&desk);
  g_assert_cmpint(call(&desk, "--width", "700", "--height", "520", "-o", desk.picture,
                       "--turn", "20,10", NULL),
                  ==, 0);
  g_autofree guint8 *whole = fixture_read_png(desk.picture, &width, &height);
  g_assert_cmpint(call(&desk, "--width", "700", "--height", "520", "-o", desk.picture,
                       "--turn", "20,10", "--tile", "400", NULL),
                  ==, 0);
  g_autofree guint8 *tiled = fixture_read_png(desk.picture, &width, &height);
  g_assert_cmpint(width, ==, 700);
  g_assert_cmpint(height, ==, 520);
  guint n_different = 0;
  for (int k = 0; k < width * height; k++)
    n_different += pixel_difference(whole + 4 * k, tiled + 4 * k) > 1;
  g_test_message("%u pixels differ", n_different);
  g_assert_cmpuint(n_different, <=, (guint)(width * height / 2000));
  desk_clear(&desk);
}

/* The resolution in print (300 dpi are 11811 per metre) and what is written into it. */
static void
test_dpi_and_caption(void)
{
  g_autofree char *data = NULL;
  int width, height;
  gsize n;
  Desk desk;

  if (!has_egl())
    return;
  desk_init(&desk);
  g_assert_cmpint(call(&desk, "--size", "400x300", "-o", desk.picture, "--dpi", "300",
                       "--caption", "time", NULL),
                  ==, 0);
  g_assert_true(g_file_get_contents(desk.picture, &data, &n, NULL));
  g_assert_nonnull(memmem(data, n, "pHYs\0\0\x2e\x23\0\0\x2e\x23\1", 13));
  g_autofree guint8 *timed = fixture_read_png(desk.picture, &width, &height);
  g_assert_cmpint(call(&desk, "--size", "400x300", "-o", desk.picture, "--bare", NULL),
                  ==, 0);
  g_autofree guint8 *bare = fixture_read_png(desk.picture, &width, &height);
  gsize half = (gsize)4 * 400 * 150;
  g_assert_cmpint(memcmp(timed, bare, half), !=, 0);
  g_assert_cmpmem(timed + half, half, bare + half, half);
  desk_clear(&desk);
}

static void
test_wrong_usage_is_two(void)
{
  static const char *const wrong[][4] = {
      {"--light", NULL},
      {"-o", "out.mp4", "--frame", "3"},
      {"-o", "out.webm", "--transparent", NULL},
      {"-o", "out.webm", "--smooth", "9"},
      {"-o", "out.png", "--turntable", NULL},
      {"-o", "out.jpeg", NULL},
      {"-o", "out.png", "--size", "12"},
      {"-o", "out.png", "--size", "0x9"},
      {"-o", "out.png", "--size", "9x9x"},
      {"-o", "out.png", "--size", "99999999999x9"},
      {"-o", "out.png", "--depth-cue", "2"},
      {"-o", "out.mp4", "--size", "8x8"},
      {"-o", "out.png", "--width", "70000"},
      {"-o", "out.png", "--size", "60000x60000"},
      {"-o", "out.png", "--dpi", "-3"},
      {"-o", "out.png", "--tile", "8"},
      {"-o", "out.png", "--caption", "title"},
      {"-o", "out.webm", "--width", "9000"},
      {"-o", "out.png", "--turn", "30"},
      {"-o", "out.png", "--zoom", "-1"},
      {"-o", "out.png", "--zoom", "nan"},
      {"-o", "out.png", "--style", "cartoon"},
      {"-o", "out.png", "--color", "taste"},
      {"-o", "out.png", "--map", "jet"},
      {"-o", "out.png", "--range", "2,1"},
      {"-o", "out.png", "--copies", "0x1x1"},
      {"-o", "out.png", "--slice", "0,0,0,4"},
      {"-o", "out.png", "--pathways", "roads"},
      {"-o", "out.png", "--level", "0.02"},
      {"-o", "out.png", "--ring-sizes=2..4", NULL},
      {"-o", "out.png", "--ring-sizes=6..4", NULL},
      {"-o", "out.png", "--ring-sizes=3-4", NULL},
      {"-o", "out.png", "--ring-sizes=3..", NULL},
      {"-o", "out.png", "--ring-sizes=6", "--ring-size=6"},
      {"-o", "out.png", "--ring-sizes=6", "--ring-size=0"},
      {"-o", "out.png", "--ring-size=0", NULL},
      {"-o", "out.png", "--hop=5x", NULL},
      {"-o", "out.png", "--hop=-1", NULL},
      {"-o", "out.png", "--dpi", "0.5"},
      {"--pathways=density", "-o", "out.png", "--level=-1"},
      {"--pathways=clearance", "-o", "out.png", "--level=wide"},
  };
  Desk desk;

  desk_init(&desk);
  for (guint k = 0; k < G_N_ELEMENTS(wrong); k++) {
    g_assert_cmpint(call(&desk, wrong[k][0], wrong[k][1], wrong[k][2], wrong[k][3], NULL),
                    ==, 2);
    g_assert_nonnull(strstr(desk.err, "vitrine-cli render: "));
  }
  desk_clear(&desk);
}

/* A picture of the last frame of a glass with sodium, without words. */
static guint8 *
draw_surface(Desk *desk, const char *surface, const char *level, const char *more)
{
  int width, height;

  desk->input = "ns2-1500k-30frames.extxyz.gz";
  g_assert_cmpint(call(desk, "--size", "160x100", "--bare", "-o", desk->picture, surface,
                       level, more, NULL),
                  ==, 0);
  return fixture_read_png(desk->picture, &width, &height);
}

static guint
count_changed(const guint8 *a, const guint8 *b)
{
  guint n = 0;

  for (guint k = 0; k < 160 * 100; k++)
    n += memcmp(a + 4 * k, b + 4 * k, 4) != 0;
  return n;
}

static void
test_surfaces_have_their_level(void)
{
  Desk desk;

  if (!has_egl())
    return;
  desk_init(&desk);
  g_autofree guint8 *none = draw_surface(&desk, NULL, NULL, NULL);
  g_autofree guint8 *own = draw_surface(&desk, "--pathways=density", NULL, NULL);
  g_autofree guint8 *low =
      draw_surface(&desk, "--pathways=density", "--level=0.002", NULL);
  g_autofree guint8 *high =
      draw_surface(&desk, "--pathways=density", "--level=0.05", NULL);
  g_assert_cmpstr(desk.err, ==, "");
  g_autofree guint8 *far = draw_surface(&desk, "--pathways=density", "--level=9", NULL);
  g_assert_nonnull(strstr(desk.err, "no surface at a level of 9 Å⁻³"));
  g_assert_nonnull(strstr(desk.err, "between 0 and 0."));
  g_autofree guint8 *channel =
      draw_surface(&desk, "--pathways=density", "--level=0.05", "--channel-only");
  g_autofree guint8 *room = draw_surface(&desk, "--pathways=clearance", NULL, NULL);
  g_assert_cmpstr(desk.err, ==, "");
  g_autofree guint8 *small =
      draw_surface(&desk, "--pathways=clearance", "--level=9", NULL);
  g_assert_cmpuint(count_changed(none, small), ==, 0);
  g_assert_nonnull(strstr(desk.err, "no surface at a level of 9 Å: here"));
  g_autofree guint8 *shut =
      draw_surface(&desk, "--pathways=clearance", "--level=1.9", "--channel-only");
  g_assert_cmpuint(count_changed(none, shut), ==, 0);
  g_assert_nonnull(strstr(desk.err, "no channel"));
  g_assert_cmpuint(count_changed(none, own), >, 1000);
  g_assert_cmpuint(count_changed(none, low), >, count_changed(none, high));
  g_assert_cmpuint(count_changed(none, high), >, 100);
  g_assert_cmpuint(count_changed(none, far), ==, 0);
  g_assert_cmpuint(count_changed(none, channel), <, count_changed(none, high));
  g_assert_cmpuint(count_changed(own, room), >, 1000);
  desk_clear(&desk);
}

static void
test_surfaces_that_cannot_be_are_one(void)
{
  Desk desk;

  desk_init(&desk);
  g_assert_cmpint(
      call(&desk, "-o", desk.picture, "--pathways", "clearance", "--frame", "0", NULL),
      ==, 1);
  g_assert_nonnull(strstr(desk.err, "framework"));
  g_assert_cmpint(call(&desk, "-o", desk.picture, "--pathways", "density", "--level",
                       "through", NULL),
                  ==, 1);
  g_assert_nonnull(strstr(desk.err, "nothing runs through"));
  desk_clear(&desk);
}

static gint64
count_rings(Desk *desk, const char *sizes)
{
  g_assert_cmpint(call(desk, "--size", "160x100", "--bare", "-o", desk->picture, "--json",
                       "--ring-sizes", sizes, NULL),
                  ==, 0);
  const char *at = strstr(desk->out, "\"rings\" : ");
  g_assert_nonnull(at);
  return g_ascii_strtoll(at + strlen("\"rings\" : "), NULL, 10);
}

/* A range has the rings of all its sizes, and a size alone no others. */
static void
test_rings_of_some_sizes(void)
{
  static const char *const singles[] = {"3", "4", "5", "6"};
  gint64 sum = 0;
  int width, height;
  Desk desk;

  if (!has_egl())
    return;
  desk_init(&desk);
  g_autofree char *silica = g_test_build_filename(G_TEST_DIST, "..", "data", "scenes",
                                                  "silica.extxyz.gz", NULL);
  g_autofree char *full = g_canonicalize_filename(silica, NULL);
  desk.input = full;
  for (guint k = 0; k < G_N_ELEMENTS(singles); k++)
    sum += count_rings(&desk, singles[k]);
  g_autofree guint8 *sixes = fixture_read_png(desk.picture, &width, &height);
  g_assert_cmpint(count_rings(&desk, "3..6"), ==, sum);
  g_autofree guint8 *all = fixture_read_png(desk.picture, &width, &height);
  g_assert_cmpint(count_rings(&desk, "3"), >, 0);
  g_autofree guint8 *threes = fixture_read_png(desk.picture, &width, &height);
  g_assert_cmpuint(count_changed(sixes, all), >, 500);
  g_assert_cmpuint(count_changed(sixes, threes), >, 500);
  desk_clear(&desk);
}

/* Of the glass with sodium, with more lines in the scene. */
static guint8 *
draw_scene(Desk *desk, const char *lines, const char *first, const char *second)
{
  g_autofree char *path = g_build_filename(desk->folder, "glass.scene", NULL);
  g_autofree char *glass =
      g_test_build_filename(G_TEST_DIST, "data", "ns2-1500k-30frames.extxyz.gz", NULL);
  g_autofree char *full = g_canonicalize_filename(glass, NULL);
  g_autofree char *text =
      g_strdup_printf("[Scene]\nName=Glass\nStructure=%s\nPotential=pedone2006\n"
                      "Ensemble=nve\nTimeStep=1.0\n%s",
                      full, lines);
  int width, height;

  g_assert_true(g_file_set_contents(path, text, -1, NULL));
  desk->input = path;
  g_assert_cmpint(
      call(desk, "--size", "160x100", "--bare", "-o", desk->picture, first, second, NULL),
      ==, 0);
  desk->input = NULL;
  g_unlink(path);
  return fixture_read_png(desk->picture, &width, &height);
}

#define SHOWS_ROOM "Pathways=clearance\nRoomLevel=0.6\nDensityLevel=0.01\n"

static void
test_scene_shows_its_surface(void)
{
  Desk desk;

  if (!has_egl())
    return;
  desk_init(&desk);
  g_autofree guint8 *plain = draw_scene(&desk, "", NULL, NULL);
  g_autofree guint8 *saved = draw_scene(&desk, SHOWS_ROOM, NULL, NULL);
  g_autofree guint8 *typed = draw_scene(&desk, "", "--pathways=clearance", "--level=0.6");
  g_autofree guint8 *own = draw_scene(&desk, "", "--pathways=clearance", NULL);
  g_autofree guint8 *wide = draw_scene(&desk, SHOWS_ROOM, "--level=1.2", NULL);
  g_autofree guint8 *none = draw_scene(&desk, SHOWS_ROOM, "--pathways=none", NULL);
  g_assert_cmpuint(count_changed(plain, saved), >, 1000);
  g_assert_cmpuint(count_changed(typed, saved), ==, 0);
  g_assert_cmpuint(count_changed(own, saved), >, 500);
  g_assert_cmpuint(count_changed(wide, saved), >, 500);
  g_assert_cmpuint(count_changed(plain, none), ==, 0);
  g_assert_cmpstr(desk.err, ==, "");
  g_autofree guint8 *density =
      draw_scene(&desk, "Pathways=density\nDensityLevel=0.01\n", NULL, NULL);
  g_assert_cmpuint(count_changed(plain, density), ==, 0);
  g_assert_nonnull(strstr(desk.err, "no density yet"));
  g_assert_true(strchr(desk.err, '\n') == desk.err + strlen(desk.err) - 1);
  desk_clear(&desk);
}

/* How it was saved is how it is drawn; flags say otherwise, and --plain forgets it. */
static void
test_scene_shows_its_view(void)
{
  static const char *const views[][3] = {
      /* in the scene; the flag that means the same; a flag that takes it back */
      {"Style=polyhedra", "--style=polyhedra", "--style=network"},
      {"ColorBy=coordination", "--color=coordination", NULL},
      {"Background=light", "--light", NULL},
      {"RingSizes=3..6", NULL, "--ring-size=3"},
      {"HideSpecies=O", "--hide=O", NULL},
      {"Images=2x1x1", "--copies=2x1x1", NULL},
      {"Projection=orthographic", "--orthographic", NULL},
      {"Zoom=2", "--zoom=2", "--zoom=1"},
      {"CameraOrientation=0 0 0 1", NULL, "--turn=0,0"},
      {"CameraCentre=0.5 0.5 0.9", NULL, NULL},
      {"Slice=view", NULL, NULL},
      {"ShowAtoms=1-40", NULL, NULL},
  };
  Desk desk;

  if (!has_egl())
    return;
  desk_init(&desk);
  g_autofree guint8 *usual = draw_scene(&desk, "", NULL, NULL);
  for (guint k = 0; k < G_N_ELEMENTS(views); k++) {
    g_autofree char *view = g_strdup_printf("[View]\n%s\n", views[k][0]);
    g_autofree guint8 *saved = draw_scene(&desk, view, NULL, NULL);
    g_assert_cmpstr(desk.err, ==, "");
    g_assert_cmpuint(count_changed(usual, saved), >, 30);
    if (views[k][1]) {
      g_autofree guint8 *typed = draw_scene(&desk, "", views[k][1], NULL);
      g_assert_cmpuint(count_changed(saved, typed), ==, 0);
    }
    if (views[k][2]) {
      g_autofree guint8 *back = draw_scene(&desk, view, views[k][2], NULL);
      g_assert_cmpuint(count_changed(usual, back), ==, 0);
    }
  }
  g_autofree guint8 *plain = draw_scene(
      &desk, "[View]\nStyle=polyhedra\nZoom=2\nHideAtoms=1-40\n", "--plain", NULL);
  g_assert_cmpuint(count_changed(usual, plain), ==, 0);
  g_autofree guint8 *charges =
      draw_scene(&desk, "[View]\nColorBy=file:charge\n", NULL, NULL);
  g_assert_cmpuint(count_changed(usual, charges), ==, 0);
  g_assert_nonnull(strstr(desk.err, "file:charge"));
  desk_clear(&desk);
}

/* The file has no energies of its atoms. */
static void
test_unknown_colour_is_one(void)
{
  Desk desk;

  desk_init(&desk);
  g_assert_cmpint(call(&desk, "-o", desk.picture, "--color", "energy", NULL), ==, 1);
  g_assert_nonnull(strstr(desk.err, "energy"));
  desk_clear(&desk);
}

/* Nothing is left of a glass whose elements are all hidden, and what is not in it cannot
 * be. */
static void
test_elements_are_hidden(void)
{
  Desk desk;
  int width, height;

  if (!has_egl())
    return;
  desk_init(&desk);
  desk.input = "ns2-1500k-30frames.extxyz.gz";
  g_assert_cmpint(call(&desk, "-o", desk.picture, "--size", "160x100", "--hide",
                       "Na,Si,O", "--no-rings", "--transparent", "--bare", NULL),
                  ==, 0);
  g_autofree guint8 *picture = fixture_read_png(desk.picture, &width, &height);
  guint n_opaque = 0;
  for (int k = 0; k < width * height; k++)
    n_opaque += picture[4 * k + 3] > 200;
  /* The lines of the cell */
  g_assert_cmpuint(n_opaque, <, 600);
  g_assert_cmpint(call(&desk, "-o", desk.picture, "--hide", "Na,Xe", NULL), ==, 1);
  g_assert_nonnull(strstr(desk.err, "Xe"));
  desk_clear(&desk);
}

static void
test_missing_frame_is_one(void)
{
  Desk desk;

  desk_init(&desk);
  g_assert_cmpint(call(&desk, "-o", desk.picture, "--frame", "600", NULL), ==, 1);
  g_assert_nonnull(strstr(desk.err, "no frame 600"));
  g_assert_cmpint(call(&desk, "-o", desk.picture, "--time", "1e3", NULL), ==, 1);
  g_assert_nonnull(strstr(desk.err, "ends at 29.95 ps"));
  desk_clear(&desk);
}

static gboolean
has_encoder(const char *path)
{
  g_autoptr(GError) error = NULL;

  if (movie_is_possible(path, &error))
    return TRUE;
  g_test_skip(error->message);
  return FALSE;
}

/* One turn of so many pictures, and every frame of a trajectory. */
static void
test_movies(void)
{
  Desk desk;
  gsize size = 0;

  if (!has_egl() || !has_encoder("x.webm"))
    return;
  desk_init(&desk);
  g_autofree char *movie = g_build_filename(desk.folder, "out.webm", NULL);
  g_autofree char *data = NULL;
  desk.input = "ns2-1500k-30frames.extxyz.gz";
  g_assert_cmpint(call(&desk, "-o", movie, "--size", "64x48", "--turntable", "--seconds",
                       "0.5", "--rate", "8", "--json", NULL),
                  ==, 0);
  g_assert_nonnull(strstr(desk.out, "\"pictures\" : 4"));
  g_assert_true(g_file_get_contents(movie, &data, &size, NULL));
  g_assert_cmpmem(data, 4, "\x1a\x45\xdf\xa3", 4);
  g_assert_cmpint(
      call(&desk, "-o", movie, "--size", "64x48", "--smooth", "1.5", "--json", NULL), ==,
      0);
  g_assert_nonnull(strstr(desk.out, "\"pictures\" : 31"));
  g_assert_cmpint(call(&desk, "-o", movie, "--size", "64x48", "--seconds", "2", "--rate",
                       "25", "--json", NULL),
                  ==, 0);
  g_assert_nonnull(strstr(desk.out, "\"pictures\" : 50"));
  g_unlink(movie);
  desk_clear(&desk);
}

/* From a single pixel to the longest side there is. */
static void
test_odd_sizes(void)
{
  static const char *const sizes[] = {"1x1", "1x700", "65535x2", "333x1"};
  Desk desk;
  int width, height;

  if (!has_egl())
    return;
  desk_init(&desk);
  desk.input = "ns2-1500k-30frames.extxyz.gz";
  for (guint k = 0; k < 2 * G_N_ELEMENTS(sizes); k++) {
    const char *size = sizes[k / 2];
    g_assert_cmpint(call(&desk, "-o", desk.picture, "--size", size, "--dpi", "600",
                         k % 2 ? "--transparent" : "--light", NULL),
                    ==, 0);
    g_autofree guint8 *picture = fixture_read_png(desk.picture, &width, &height);
    /* cairo reads none with a side above 32767 */
    g_autofree char *found = g_strdup_printf("%dx%d", width, height);
    g_assert_true(picture || g_str_has_prefix(size, "65535"));
    g_assert_true(!picture || g_str_equal(found, size));
  }
  desk_clear(&desk);
}

static GSubprocess *
start(const char *output, const char *option, const char *value)
{
  g_autofree char *input =
      g_test_build_filename(G_TEST_DIST, "data", "ns2-1500k-30frames.extxyz.gz", NULL);
  g_autoptr(GError) error = NULL;

  GSubprocess *process = g_subprocess_new(
      G_SUBPROCESS_FLAGS_STDOUT_SILENCE | G_SUBPROCESS_FLAGS_STDERR_SILENCE, &error,
      g_getenv("VITRINE_CLI"), "render", input, "-o", output, "--size", "4000x4000",
      option, value, NULL);
  g_assert_no_error(error);
  return process;
}

static guint
count_files(const char *folder)
{
  g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
  guint n = 0;

  while (g_dir_read_name(dir))
    n++;
  return n;
}

/* In the middle of a picture and of a movie. Ctrl-C is the same, but ignored where tests
 * run in the background. */
static void
test_interrupted_leaves_nothing(void)
{
  const int signals[] = {SIGTERM, SIGHUP};
  Desk desk;

  if (!has_egl() || !has_encoder("x.webm"))
    return;
  desk_init(&desk);
  for (guint k = 0; k < 2 * G_N_ELEMENTS(signals); k++) {
    gboolean movie = k % 2;
    g_autofree char *output =
        g_build_filename(desk.folder, movie ? "out.webm" : "out.png", NULL);
    g_autoptr(GSubprocess) process =
        movie ? start(output, "--seconds", "900") : start(output, "--tile", "400");
    while (count_files(desk.folder) == 0)
      g_usleep(1000);
    g_subprocess_send_signal(process, signals[k / 2]);
    g_assert_true(g_subprocess_wait(process, NULL, NULL));
    g_assert_true(g_subprocess_get_if_signaled(process));
    g_assert_cmpint(g_subprocess_get_term_sig(process), ==, signals[k / 2]);
    g_assert_cmpuint(count_files(desk.folder), ==, 0);
  }
  desk_clear(&desk);
}

static void
test_no_encoder(void)
{
  g_autofree char *path = g_strdup(g_getenv("PATH"));
  Desk desk;

  desk_init(&desk);
  g_autofree char *never = g_build_filename(desk.folder, "never.webm", NULL);
  g_setenv("PATH", "/nowhere", TRUE);
  g_assert_cmpint(call(&desk, "-o", never, "--turntable", NULL), ==, 1);
  g_setenv("PATH", path, TRUE);
  g_assert_nonnull(strstr(desk.err, "GStreamer"));
  g_assert_false(g_file_test(never, G_FILE_TEST_EXISTS));
  desk_clear(&desk);
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_assert_nonnull(g_getenv("VITRINE_CLI"));
  g_test_add_func("/cli-render/a picture has the size that was asked for",
                  test_picture_has_its_size);
  g_test_add_func("/cli-render/flags change the picture", test_flags_change_the_picture);
  g_test_add_func("/cli-render/tiles make the same picture",
                  test_tiles_make_the_same_picture);
  g_test_add_func("/cli-render/resolution and caption are as asked for",
                  test_dpi_and_caption);
  g_test_add_func("/cli-render/wrong usage ends with 2", test_wrong_usage_is_two);
  g_test_add_func("/cli-render/colours that the file does not know end with 1",
                  test_unknown_colour_is_one);
  g_test_add_func("/cli-render/elements can be hidden", test_elements_are_hidden);
  g_test_add_func("/cli-render/a missing frame ends with 1", test_missing_frame_is_one);
  g_test_add_func("/cli-render/surfaces have the level that was asked for",
                  test_surfaces_have_their_level);
  g_test_add_func("/cli-render/surfaces that cannot be end with 1",
                  test_surfaces_that_cannot_be_are_one);
  g_test_add_func("/cli-render/rings of some sizes are drawn", test_rings_of_some_sizes);
  g_test_add_func("/cli-render/a scene shows the surface it was saved with",
                  test_scene_shows_its_surface);
  g_test_add_func("/cli-render/a scene is drawn as it was saved",
                  test_scene_shows_its_view);
  g_test_add_func("/cli-render/pictures have any size", test_odd_sizes);
  g_test_add_func("/cli-render/what is interrupted leaves nothing",
                  test_interrupted_leaves_nothing);
  g_test_add_func("/cli-render/movies of a turn and of a trajectory", test_movies);
  g_test_add_func("/cli-render/without an encoder a movie says what is missing",
                  test_no_encoder);
  return g_test_run();
}

// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* Pictures for files: with a transparent background, in tiles, of impossible sizes. */
#include "render-fixture.h"

#include <gio/gio.h>
#include <glib/gstdio.h>
#include <math.h>
#include <string.h>

#include "export/picture-sheet.h"

#define W 480
#define H 360

typedef struct {
  char *folder, *path;
  PictureSheet sheet;
  Camera camera;
  Snapshot *snapshot;
} Desk;

static gboolean
desk_init(Desk *desk, Snapshot *snapshot, double distance)
{
  g_autoptr(Offscreen) probe = fixture_offscreen(8, 8, FALSE);

  *desk = (Desk){.snapshot = snapshot,
                 .folder = g_dir_make_tmp("vitrine-XXXXXX", NULL),
                 .sheet = {.width = W, .height = H, .scale = 1.0}};
  desk->path = g_build_filename(desk->folder, "picture.png", NULL);
  desk->camera = fixture_camera(&snapshot->frame->cell, distance);
  render_style_init(&desk->sheet.style);
  return probe != NULL;
}

static void
desk_clear(Desk *desk)
{
  g_unlink(desk->path);
  g_assert_cmpint(g_rmdir(desk->folder), ==, 0);
  g_free(desk->folder);
  g_free(desk->path);
  snapshot_unref(desk->snapshot);
}

static guint8 *
save(Desk *desk, gboolean (*report)(double, gpointer))
{
  const PictureFile file = {desk->path, 300.0, {report, NULL}};
  g_autoptr(GError) error = NULL;
  int width, height;

  picture_sheet_save(&desk->sheet, desk->snapshot, &desk->camera, &file, NULL, &error);
  g_assert_no_error(error);
  guint8 *rgba = fixture_read_png(desk->path, &width, &height);
  g_assert_cmpint(width, ==, desk->sheet.width);
  g_assert_cmpint(height, ==, desk->sheet.height);
  return rgba;
}

static int
picture_difference_of(const guint8 *a, const guint8 *b)
{
  int most = 0;

  for (int k = 0; k < 4 * W * H; k += 4)
    most = MAX(most, pixel_difference(a + k, b + k));
  return most;
}

static int
straight(const guint8 *pixel, int channel)
{
  return pixel[3] ? (pixel[channel] * 255 + pixel[3] / 2) / pixel[3] : 0;
}

/* Across the rim of an atom: pixels that are partly covered have the colour of those
 * beside them that are covered (a little darker towards the rim, as a ball is), not one
 * darkened to less than 140/255 by a background that is not there. */
static void
test_soft_edges_have_no_fringe(void)
{
  Desk desk;
  guint n_soft = 0;

  if (!desk_init(&desk, fixture_one_atom("Na"), 12.0)) {
    desk_clear(&desk);
    return;
  }
  desk.sheet.style.transparent = TRUE;
  desk.sheet.style.depth_cue = 0.0;
  desk.sheet.style.show_cell = FALSE;
  desk.sheet.style.outlines = 0.0;
  g_autofree guint8 *rgba = save(&desk, NULL);
  for (int y = 0; y < H; y++)
    for (int x = 1; x < W; x++) {
      const guint8 *out = fixture_pixel(rgba, W, x - 1, y), *in = out + 4;
      if (!(out[3] > 40 && out[3] < 140 && in[3] == 255))
        continue;
      n_soft++;
      for (int k = 0; k < 3; k++)
        g_assert_cmpfloat(straight(out, k), >=, 0.7 * straight(in, k));
    }
  g_assert_cmpuint(n_soft, >, 20);
  g_assert_cmpint(fixture_pixel(rgba, W, 2, 2)[3], ==, 0);
  desk_clear(&desk);
}

/* Laid on a page of this brightness. */
static int
laid_on(const guint8 *pixel, int channel, int page)
{
  return pixel[channel] + ((255 - pixel[3]) * page + 127) / 255;
}

static void
assert_laid_on(const guint8 *picture, const guint8 *drawn, int page)
{
  double sum = 0.0;

  for (int k = 0; k < 4 * W * H; k += 4)
    for (int c = 0; c < 3; c++) {
      int off = abs(laid_on(picture + k, c, page) - drawn[k + c]);
      g_assert_cmpint(off, <=, 6);
      sum += off;
    }
  g_assert_cmpfloat(sum / (3 * W * H), <, 0.5);
}

/* Edges, glow, translucent plates and what fades with distance: a picture without a
 * ground is right on any page, though nobody knew the page when it was drawn. */
static void
test_any_page_will_do(void)
{
  Desk desk;

  if (!desk_init(&desk, fixture_cristobalite(), 45.0)) {
    desk_clear(&desk);
    return;
  }
  for (int k = 0; k < RENDER_N_MODES; k++) {
    RenderStyle *style = &desk.sheet.style;
    style->dark = k % 2;
    style->mode = (RenderMode)k;
    style->transparent = TRUE;
    g_autofree guint8 *picture = save(&desk, NULL);
    style->transparent = FALSE;
    style->ground = RENDER_GROUND_BLACK;
    g_autofree guint8 *on_black = save(&desk, NULL);
    style->ground = RENDER_GROUND_WHITE;
    g_autofree guint8 *on_white = save(&desk, NULL);
    g_assert_cmpint(picture_difference_of(on_black, on_white), >, 200);
    assert_laid_on(picture, on_black, 0);
    assert_laid_on(picture, on_white, 255);
  }
  desk_clear(&desk);
}

/* Two atoms alike, one behind the other: the far one hides less of the page. */
static void
test_far_atoms_fade_from_sight(void)
{
  g_autoptr(Frame) frame = fixture_frame(20.0, 2);
  Desk desk;

  fixture_place(frame, 0, "Si", vec3(5, 2, 10));
  fixture_place(frame, 1, "Si", vec3(15, 18, 10));
  if (!desk_init(&desk, snapshot_new(frame, NULL), 60.0)) {
    desk_clear(&desk);
    return;
  }
  desk.sheet.style.transparent = TRUE;
  g_autofree guint8 *rgba = save(&desk, NULL);
  guint8 alpha[2];
  for (int k = 0; k < 2; k++) {
    double x, y;
    camera_project(&desk.camera, frame->position[k], W, H, &x, &y, NULL);
    alpha[k] = fixture_pixel(rgba, W, (int)x, (int)y)[3];
  }
  g_assert_cmpint(MIN(alpha[0], alpha[1]), <, 200);
  g_assert_cmpint(MAX(alpha[0], alpha[1]), >, 220);
  desk_clear(&desk);
}

static void
test_captions_cross_tiles(void)
{
  Desk desk;

  if (!desk_init(&desk, fixture_cristobalite(), 45.0)) {
    desk_clear(&desk);
    return;
  }
  desk.sheet.parts = (CaptionParts){TRUE, TRUE, TRUE, TRUE};
  desk.sheet.style.colour.by = RENDER_BY_COORDINATION;
  desk.sheet.style.transparent = TRUE;
  g_autofree guint8 *whole = save(&desk, NULL);
  desk.sheet.tile = 400;
  g_assert_cmpint(picture_sheet_tiles(&desk.sheet), >, 4);
  g_autofree guint8 *tiled = save(&desk, NULL);
  guint n_different = 0;
  for (int k = 0; k < W * H; k++)
    n_different += pixel_difference(whole + 4 * k, tiled + 4 * k) > 1;
  g_assert_cmpuint(n_different, <=, W * H / 2000);
  desk_clear(&desk);
}

/* Eight cells of Si8 O16 with eight Na; what is hidden is not in the legend. */
static void
test_species_have_a_legend(void)
{
  g_autoptr(Snapshot) snapshot = fixture_cristobalite();
  Caption caption = {0};
  RenderStyle style;

  render_style_init(&style);
  style.hidden_types = 1u << species_list_find(snapshot->frame->species, "O");
  picture_caption_add_species(&caption, snapshot, &style);
  g_assert_cmpuint(caption.n_classes, ==, 2);
  g_assert_cmpstr(caption.class[0].name, ==, "Na");
  g_assert_cmpuint(caption.class[0].count, ==, 8);
  g_assert_cmpstr(caption.class[1].name, ==, "Si");
  g_assert_cmpuint(caption.class[1].count, ==, 64);
  style.colour.by = RENDER_BY_COORDINATION;
  caption.n_classes = 0;
  picture_caption_add_species(&caption, snapshot, &style);
  g_assert_cmpuint(caption.n_classes, ==, 0);
}

static gboolean
stop_cb(double fraction, gpointer data)
{
  return fraction < 0.3;
}

static void
test_cancelled_leaves_nothing(void)
{
  g_autoptr(GError) error = NULL;
  Desk desk;

  if (!desk_init(&desk, fixture_one_atom("Na"), 12.0)) {
    desk_clear(&desk);
    return;
  }
  const PictureFile file = {desk.path, 0.0, {stop_cb, NULL}};
  desk.sheet.tile = 400;
  g_assert_false(
      picture_sheet_save(&desk.sheet, desk.snapshot, &desk.camera, &file, NULL, &error));
  g_assert_error(error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_false(g_file_test(desk.path, G_FILE_TEST_EXISTS));
  desk_clear(&desk);
}

static void
test_impossible_sizes_say_what_is_possible(void)
{
  static const gint64 sizes[][2] = {{0, 9}, {-4, 9}, {70000, 9}, {40000, 40000}};
  g_autoptr(GError) fine = NULL;

  g_assert_true(picture_sheet_size_is_possible(7680, 4320, &fine));
  g_assert_true(picture_sheet_size_is_possible(65535, 1000, &fine));
  g_assert_no_error(fine);
  for (guint k = 0; k < G_N_ELEMENTS(sizes); k++) {
    g_autoptr(GError) error = NULL;
    g_assert_false(picture_sheet_size_is_possible(sizes[k][0], sizes[k][1], &error));
    g_assert_nonnull(strstr(error->message, "65535"));
  }
}

/* What is seen in a window 2:1 is seen in a square: twice the height, and as wide. */
static void
test_no_side_is_cut_off(void)
{
  const Camera camera = {.distance = 10.0, .orientation = {0, 0, 0, 1}, .fov = 0.5};

  Camera square = picture_sheet_camera(&camera, 2.0, 1.0);
  g_assert_cmpfloat_with_epsilon(tan(0.5 * square.fov), 2.0 * tan(0.25), 1e-12);
  Camera wider = picture_sheet_camera(&camera, 2.0, 3.0);
  g_assert_cmpfloat(wider.fov, ==, camera.fov);
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/picture-sheet/soft edges have no fringe",
                  test_soft_edges_have_no_fringe);
  g_test_add_func("/picture-sheet/on any page a transparent picture is as drawn there",
                  test_any_page_will_do);
  g_test_add_func("/picture-sheet/far atoms fade from sight",
                  test_far_atoms_fade_from_sight);
  g_test_add_func("/picture-sheet/captions cross tiles", test_captions_cross_tiles);
  g_test_add_func("/picture-sheet/species have a legend", test_species_have_a_legend);
  g_test_add_func("/picture-sheet/what is cancelled leaves nothing",
                  test_cancelled_leaves_nothing);
  g_test_add_func("/picture-sheet/impossible sizes say what is possible",
                  test_impossible_sizes_say_what_is_possible);
  g_test_add_func("/picture-sheet/no side of the view is cut off",
                  test_no_side_is_cut_off);
  return g_test_run();
}

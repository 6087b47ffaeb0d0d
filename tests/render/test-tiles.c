// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* Pictures that are drawn in tiles: they must be those that are drawn at once. */
#include "render-fixture.h"

#include <string.h>

#include "render/tile-plan.h"

#define W    800
#define H    480
#define CORE (2 * RENDER_PART_STEP) /* pixels */
/* Where edges of things fall between two pixels the last bit of their place decides. */
#define STEP   1
#define EXCEPT 0.0005 /* of the pixels */

typedef struct {
  const char *name;
  gboolean es, dark, orthographic, transparent;
  RenderMode mode;
  double zoom, scale;
} Look;

static const Look looks[] = {
    {"network", FALSE, TRUE, FALSE, FALSE, RENDER_NETWORK_IONS, 1.0, 1.0},
    {"network, ES", TRUE, TRUE, FALSE, FALSE, RENDER_NETWORK_IONS, 1.0, 1.0},
    {"parallel", FALSE, FALSE, TRUE, FALSE, RENDER_BALL_STICK, 1.0, 1.0},
    {"parallel and transparent", FALSE, FALSE, TRUE, TRUE, RENDER_NETWORK_IONS, 1.3, 1.0},
    {"from near", FALSE, TRUE, FALSE, FALSE, RENDER_SPACE_FILLING, 3.0, 1.0},
    {"polyhedra", FALSE, FALSE, FALSE, TRUE, RENDER_POLYHEDRA, 1.6, 1.0},
    {"bold lines", FALSE, FALSE, FALSE, FALSE, RENDER_BALL_STICK, 1.5, 1.8},
};

static void
set_up(const Look *look, const Snapshot *snapshot, RenderStyle *style, Camera *camera)
{
  render_style_init(style);
  style->dark = look->dark;
  style->mode = look->mode;
  style->transparent = look->transparent;
  style->outlines = 1.0;
  style->selected = 3;
  camera_fit(camera, &snapshot->frame->cell, (double)W / H);
  camera->orthographic = look->orthographic;
  camera_frame(camera, &snapshot->frame->cell, (double)W / H);
  camera_zoom(camera, look->zoom);
}

static guint8 *
draw_in_tiles(Offscreen *offscreen, const Camera *camera, const RenderStyle *style,
              int margin)
{
  guint8 *rgba = g_malloc_n(4 * W, H), *row = rgba;
  int steps = (margin + RENDER_PART_STEP - 1) / RENDER_PART_STEP;
  int longest = CORE + 2 * steps * RENDER_PART_STEP;
  TilePlan plan;

  g_assert_true(tile_plan_init(&plan, W, H, margin, longest));
  g_assert_cmpint(plan.n_columns, >, 2);
  g_assert_cmpint(plan.n_rows, >, 1);
  for (int k = 0; k < plan.n_rows; k++) {
    g_assert_true(offscreen_draw_row(offscreen, camera, style, &plan, k, row));
    row += (gsize)4 * W * (gsize)tile_plan_get(&plan, 0, k).height;
  }
  g_assert_true(row == rgba + (gsize)4 * W * H);
  return rgba;
}

static guint
count_different(const guint8 *a, const guint8 *b)
{
  guint n = 0;

  for (int k = 0; k < W * H; k++)
    n += pixel_difference(a + 4 * k, b + 4 * k) > STEP;
  return n;
}

static void
test_tiles_are_the_picture(gconstpointer data)
{
  const Look *look = data;
  g_autoptr(Snapshot) snapshot = fixture_cristobalite();
  g_autoptr(Offscreen) offscreen = fixture_offscreen(W, H, look->es);
  RenderStyle style;
  Camera camera;

  if (!offscreen)
    return;
  set_up(look, snapshot, &style, &camera);
  offscreen_set_scale(offscreen, look->scale);
  renderer_set_snapshot(offscreen_renderer(offscreen), snapshot);
  g_autofree guint8 *whole = offscreen_draw(offscreen, &camera, &style);
  g_autofree guint8 *tiled =
      draw_in_tiles(offscreen, &camera, &style, renderer_margin(look->scale));
  g_autofree guint8 *again = offscreen_draw(offscreen, &camera, &style);
  guint n = count_different(whole, tiled);

  g_test_message("%u of %d pixels differ by more than %d", n, W * H, STEP);
  g_assert_cmpuint(n, <=, (guint)(EXCEPT * W * H));
  g_assert_cmpmem(whole, (gsize)4 * W * H, again, (gsize)4 * W * H);
}

/* What lies beyond a tile darkens it all the same: also without margins. The test can
 * fail: there is darkening. */
static void
test_surroundings_beyond_a_tile_count(void)
{
  g_autoptr(Snapshot) snapshot = fixture_cristobalite();
  g_autoptr(Offscreen) offscreen = fixture_offscreen(W, H, FALSE);
  RenderStyle style;
  Camera camera;

  if (!offscreen)
    return;
  set_up(&looks[0], snapshot, &style, &camera);
  renderer_set_snapshot(offscreen_renderer(offscreen), snapshot);
  g_autofree guint8 *whole = offscreen_draw(offscreen, &camera, &style);
  g_autofree guint8 *tiled = draw_in_tiles(offscreen, &camera, &style, 0);
  g_assert_cmpuint(count_different(whole, tiled), <=, (guint)(EXCEPT * W * H));
  style.economy = 3;
  g_autofree guint8 *bright = offscreen_draw(offscreen, &camera, &style);
  g_assert_cmpuint(count_different(whole, bright), >, (guint)(10 * EXCEPT * W * H));
}

static void
test_cores_cover_the_picture_once(void)
{
  const int sizes[][2] = {{1, 1}, {640, 480}, {641, 479}, {4097, 33}, {1000, 1000}};

  for (guint k = 0; k < G_N_ELEMENTS(sizes); k++) {
    int w = sizes[k][0], h = sizes[k][1];
    g_autofree guint8 *seen = g_malloc0_n((gsize)w, h);
    TilePlan plan;
    g_assert_true(tile_plan_init(&plan, w, h, 50, 512));
    for (int tile = 0; tile < plan.n_columns * plan.n_rows; tile++) {
      Tile t = tile_plan_get(&plan, tile % plan.n_columns, tile / plan.n_columns);
      g_assert_cmpint(t.part.width, <=, 512);
      g_assert_cmpint(t.part.height, <=, 512);
      g_assert_cmpint(t.part.left % RENDER_PART_STEP, ==, 0);
      g_assert_cmpint(t.part.bottom % RENDER_PART_STEP, ==, 0);
      g_assert_cmpint(t.left + t.width, <=, t.part.width);
      for (int y = 0; y < t.height; y++)
        for (int x = 0; x < t.width; x++)
          seen[(t.part.bottom + t.bottom + y) * w + t.part.left + t.left + x]++;
    }
    for (int i = 0; i < w * h; i++)
      g_assert_cmpuint(seen[i], ==, 1);
  }
}

static void
test_a_margin_that_leaves_no_core_is_refused(void)
{
  TilePlan plan;

  g_assert_false(tile_plan_init(&plan, 4000, 4000, 300, 800));
  g_assert_true(tile_plan_init(&plan, 600, 500, 300, 600));
  g_assert_cmpint(plan.n_columns * plan.n_rows, ==, 1);
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  for (guint k = 0; k < G_N_ELEMENTS(looks); k++) {
    g_autofree char *path =
        g_strdup_printf("/tiles/make the same picture: %s", looks[k].name);
    g_test_add_data_func(path, &looks[k], test_tiles_are_the_picture);
  }
  g_test_add_func("/tiles/are darkened by what lies beyond them",
                  test_surroundings_beyond_a_tile_count);
  g_test_add_func("/tiles/cover the picture once", test_cores_cover_the_picture_once);
  g_test_add_func("/tiles/are refused when no core is left",
                  test_a_margin_that_leaves_no_core_is_refused);
  return g_test_run();
}

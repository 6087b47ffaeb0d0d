// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* Golden pictures. llvmpipe gives the same bits for OpenGL and OpenGL ES, for any number
 * of threads and any vector width, so with the Mesa that made the pictures they must be
 * met exactly. With another driver at most FUZZY_PART of the pixels may be off by more
 * than FUZZY_STEP (of 255): roundings in the shaders move edges by fractions of a pixel.
 *
 * After a wanted change: VITRINE_GOLDEN=/some/folder test-golden writes the new pictures
 * there; look at them, then copy them to tests/data/render. */
#include "render-fixture.h"

#include <stdlib.h>
#include <string.h>

#define GOLDEN_DRIVER "llvmpipe (LLVM 15."
#define GOLDEN_MESA   "Mesa 22.3."
#define FUZZY_STEP    12
#define FUZZY_PART    0.01

typedef struct {
  const char *name;
  RenderMode mode;
  gboolean dark, orthographic;
  int selected;
  void (*change)(RenderStyle *style); /* or NULL */
} Golden;

static void
cut_and_repeat(RenderStyle *style)
{
  style->copies[0] = style->copies[1] = 2;
  style->n_slices = 1;
  style->slice[0] = (RenderSlice){vec3(0, 0, 1), 9.0};
}

static void
make_solid(RenderStyle *style)
{
  style->solid_polyhedra = TRUE;
}

static void
colour_by_coordination(RenderStyle *style)
{
  style->colour.by = RENDER_BY_COORDINATION;
}

static void
draw_coarsely(RenderStyle *style)
{
  style->economy = 3;
}

static const Golden goldens[] = {
    {"network-dark", RENDER_NETWORK_IONS, TRUE, FALSE, -1},
    {"network-light", RENDER_NETWORK_IONS, FALSE, TRUE, -1},
    {"ball-stick-light", RENDER_BALL_STICK, FALSE, FALSE, 40},
    {"space-filling-dark", RENDER_SPACE_FILLING, TRUE, FALSE, -1},
    {"polyhedra-dark", RENDER_POLYHEDRA, TRUE, FALSE, -1},
    {"polyhedra-solid-light", RENDER_POLYHEDRA, FALSE, TRUE, -1, make_solid},
    {"coordination-dark", RENDER_BALL_STICK, TRUE, FALSE, -1, colour_by_coordination},
    {"copies-light", RENDER_NETWORK_IONS, FALSE, FALSE, -1, cut_and_repeat},
    {"coarse-dark", RENDER_NETWORK_IONS, TRUE, FALSE, -1, draw_coarsely},
};

static guint8 *
draw(const Golden *golden, gboolean es, gboolean *exact)
{
  g_autoptr(Offscreen) offscreen = fixture_offscreen(PICTURE_WIDTH, PICTURE_HEIGHT, es);
  g_autoptr(Snapshot) snapshot = fixture_cristobalite();
  RenderStyle style;
  Camera camera;

  if (!offscreen)
    return NULL;
  const char *driver = offscreen_description(offscreen);
  *exact = strstr(driver, GOLDEN_DRIVER) && strstr(driver, GOLDEN_MESA);
  g_test_message("%s: %s comparison", driver, *exact ? "exact" : "fuzzy");
  if (g_getenv("VITRINE_TEST_OLDEST_GL") && strstr(driver, "Mesa"))
    g_assert_nonnull(strstr(driver, es ? "OpenGL ES 3.0" : "OpenGL 3.3"));
  render_style_init(&style);
  style.mode = golden->mode;
  style.dark = golden->dark;
  style.selected = golden->selected;
  if (golden->change)
    golden->change(&style);
  Cell whole = render_whole_cell(&snapshot->frame->cell, &style);
  camera_fit(&camera, &whole, (double)PICTURE_WIDTH / PICTURE_HEIGHT);
  camera.orthographic = golden->orthographic;
  camera_frame(&camera, &whole, (double)PICTURE_WIDTH / PICTURE_HEIGHT);
  renderer_set_snapshot(offscreen_renderer(offscreen), snapshot);
  return offscreen_draw(offscreen, &camera, &style);
}

static void
compare(const guint8 *picture, const guint8 *expected, gboolean exact)
{
  guint n_different = 0, n_far = 0;

  for (int k = 0; k < PICTURE_WIDTH * PICTURE_HEIGHT; k++) {
    int difference = pixel_difference(picture + 4 * k, expected + 4 * k);
    n_different += difference > 0;
    n_far += difference > FUZZY_STEP;
  }
  g_test_message("%u pixels differ, %u by more than %d", n_different, n_far, FUZZY_STEP);
  if (exact)
    g_assert_cmpuint(n_different, ==, 0);
  else
    g_assert_cmpuint(n_far, <=, FUZZY_PART * PICTURE_WIDTH * PICTURE_HEIGHT);
}

static void
test_golden(gconstpointer data)
{
  guint number = GPOINTER_TO_UINT(data);
  const Golden *golden = &goldens[number / 2];
  const char *folder = g_getenv("VITRINE_GOLDEN");
  g_autofree char *file = g_strconcat(golden->name, ".png", NULL);
  g_autofree char *path =
      g_test_build_filename(G_TEST_DIST, "data", "render", file, NULL);
  int width = 0, height = 0;
  gboolean exact;

  g_autofree guint8 *picture = draw(golden, number % 2, &exact);
  if (!picture)
    return;
  if (folder) {
    g_autofree char *made = g_build_filename(folder, file, NULL);
    g_assert_true(fixture_write_png(made, picture, PICTURE_WIDTH, PICTURE_HEIGHT));
    return;
  }
  g_autofree guint8 *expected = fixture_read_png(path, &width, &height);
  g_assert_nonnull(expected);
  g_assert_cmpint(width, ==, PICTURE_WIDTH);
  g_assert_cmpint(height, ==, PICTURE_HEIGHT);
  compare(picture, expected, exact);
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  for (guint k = 0; k < 2 * G_N_ELEMENTS(goldens); k++) {
    g_autofree char *path =
        g_strdup_printf("/golden/%s/%s", k % 2 ? "es" : "gl", goldens[k / 2].name);
    g_test_add_data_func(path, GUINT_TO_POINTER(k), test_golden);
  }
  return g_test_run();
}

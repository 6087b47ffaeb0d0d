// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* The caption of a picture: what is drawn stands where it should. */
#include <math.h>
#include <string.h>

#include "plot/plot-caption.h"

#define W 640
#define H 400

static guint8 *
draw(const Caption *caption)
{
  guint8 *rgba = g_malloc0(4 * W * H);

  plot_caption_draw_rgba(rgba, W, H, 1.0, caption);
  return rgba;
}

static guint
count_ink(const guint8 *rgba, int left, int top, int right, int bottom)
{
  guint n = 0;

  for (int y = top; y < bottom; y++)
    for (int x = left; x < right; x++)
      n += rgba[4 * (y * W + x) + 3] > 0;
  return n;
}

static void
test_nothing_asked_is_nothing_drawn(void)
{
  Caption caption = {.dark = TRUE};
  g_autofree guint8 *rgba = draw(&caption);

  g_assert_cmpuint(count_ink(rgba, 0, 0, W, H), ==, 0);
}

static void
test_label_is_at_the_upper_left(void)
{
  Caption caption = {.dark = TRUE, .label = "184.20 ps"};
  g_autofree guint8 *rgba = draw(&caption);

  g_assert_cmpuint(count_ink(rgba, 0, 0, W / 3, H / 5), >, 100);
  g_assert_cmpuint(count_ink(rgba, W / 3, 0, W, H), ==, 0);
  g_assert_cmpuint(count_ink(rgba, 0, H / 5, W, H), ==, 0);
}

/* The bar is as long as it says: 5 Å at 0.08 Å on a pixel are 62.5 pixels. */
static void
test_scale_bar_has_its_length(void)
{
  Caption caption = {.dark = TRUE, .pixel = 0.08};
  g_autofree guint8 *rgba = draw(&caption);
  int first = W, last = 0, y = H - 16;

  for (int x = 0; x < W; x++) {
    if (rgba[4 * (y * W + x) + 3] > 200) {
      first = MIN(first, x);
      last = MAX(last, x);
    }
  }
  g_assert_cmpfloat_with_epsilon(last - first, 62.5, 4.0);
  g_assert_cmpfloat(plot_caption_bar(9.6), ==, 5.0);
  g_assert_cmpfloat(plot_caption_bar(5.0), ==, 5.0);
  g_assert_cmpfloat(plot_caption_bar(4.9), ==, 2.0);
  g_assert_cmpfloat(plot_caption_bar(1.9), ==, 1.0);
  g_assert_cmpfloat_with_epsilon(plot_caption_bar(0.03), 0.02, 1e-12);
}

/* From the low colour at its left end to the high one at its right end. */
static void
test_colour_bar_runs_from_low_to_high(void)
{
  Caption caption = {.dark = TRUE, .title = "speed", .n_map = 2, .low = 0, .high = 10};
  int n_red = 0, n_blue = 0;
  double red = 0.0, blue = 0.0;

  caption.map[0][0] = 1.0f;
  caption.map[1][2] = 1.0f;
  g_autofree guint8 *rgba = draw(&caption);
  for (int y = H / 2; y < H; y++) {
    for (int x = W / 2; x < W; x++) {
      const guint8 *p = rgba + 4 * (y * W + x);
      if (p[0] > 180 && p[2] < 60 && p[1] < 40) {
        red += x;
        n_red++;
      }
      if (p[2] > 180 && p[0] < 60 && p[1] < 40) {
        blue += x;
        n_blue++;
      }
    }
  }
  g_assert_cmpint(n_red, >, 100);
  g_assert_cmpint(n_blue, >, 100);
  g_assert_cmpfloat(red / n_red + 60.0, <, blue / n_blue);
}

static void
test_classes_are_listed(void)
{
  Caption caption = {.dark = FALSE, .title = "units", .n_classes = 3};
  guint rows = 0;

  for (guint k = 0; k < 3; k++) {
    caption.class[k] = (CaptionClass){.rgb = {0.0f, 1.0f, 0.0f}, .count = k + 1};
    g_snprintf(caption.class[k].name, sizeof caption.class[k].name, "Q%u", k);
  }
  g_autofree guint8 *rgba = draw(&caption);
  gboolean before = FALSE;
  for (int y = 0; y < H; y++) {
    guint n = 0;
    for (int x = W / 2; x < W; x++) {
      const guint8 *p = rgba + 4 * (y * W + x);
      n += p[1] > 230 && p[0] < 20 && p[2] < 20;
    }
    rows += n > 4 && !before;
    before = n > 4;
  }
  g_assert_cmpuint(rows, ==, 3);
}

static void
test_pixels_outside_stay_as_they_were(void)
{
  Caption caption = {.dark = TRUE, .label = "1 ps"};
  g_autofree guint8 *rgba = g_malloc(4 * W * H);

  for (int k = 0; k < W * H; k++) {
    const guint8 p[4] = {k & 63, k >> 6 & 63, 77, 200};
    memcpy(rgba + 4 * k, p, 4);
  }
  plot_caption_draw_rgba(rgba, W, H, 1.0, &caption);
  for (int k = W * (H / 4); k < W * H; k++) {
    const guint8 p[4] = {k & 63, k >> 6 & 63, 77, 200};
    g_assert_cmpmem(rgba + 4 * k, 4, p, 4);
  }
}

/* A thumbnail has no room. */
static void
test_small_pictures_have_only_the_label(void)
{
  Caption caption = {.dark = TRUE, .pixel = 0.1, .axes = TRUE};
  g_autofree guint8 *rgba = g_malloc0(4 * 100 * 80);

  plot_caption_draw_rgba(rgba, 100, 80, 1.0, &caption);
  for (int k = 0; k < 4 * 100 * 80; k++)
    g_assert_cmpint(rgba[k], ==, 0);
}

/* Paper around the middle of a tag, also on a picture of its own colour; nothing
 * elsewhere. A chain is inked along its points only. */
static void
test_tags_and_chains_stand_where_they_should(void)
{
  Caption caption = {.dark = TRUE,
                     .n_tags = 1,
                     .tag[0] = {200.0, 150.0, "Na 12", FALSE},
                     .n_chain = 3,
                     .chain = {{400, 100}, {500, 100}, {500, 200}}};
  g_autofree guint8 *rgba = draw(&caption);

  g_assert_cmpuint(count_ink(rgba, 170, 140, 230, 160), >, 450);
  g_assert_cmpuint(count_ink(rgba, 0, 0, 160, H), ==, 0);
  g_assert_cmpuint(count_ink(rgba, 240, 0, 390, H), ==, 0);
  g_assert_cmpuint(count_ink(rgba, 400, 95, 500, 105), >, 300);
  g_assert_cmpuint(count_ink(rgba, 495, 100, 505, 200), >, 300);
  g_assert_cmpuint(count_ink(rgba, 410, 110, 490, 190), ==, 0);
}

static void
test_keys_are_at_the_upper_right(void)
{
  Caption caption = {.dark = TRUE,
                     .n_keys = 2,
                     .key = {{{1.0f, 0.0f, 0.0f}, "hops", 12},
                             {{0.0f, 1.0f, 0.0f}, "a name that needs more room", 0}}};
  g_autofree guint8 *rgba = draw(&caption);
  int red = 0, green = 0;

  g_assert_cmpuint(count_ink(rgba, W / 2, 0, W, 60), >, 300);
  g_assert_cmpuint(count_ink(rgba, 0, 0, W / 2, H), ==, 0);
  g_assert_cmpuint(count_ink(rgba, 0, 60, W, H), ==, 0);
  for (int k = 0; k < W * 60; k++) {
    const guint8 *p = rgba + 4 * k;
    red += p[0] > 60 && p[1] < 30;
    green += p[1] > 60 && p[0] < 30;
  }
  g_assert_cmpint(red, >, 60);
  g_assert_cmpint(green, >, 60);
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/caption/nothing asked is nothing drawn",
                  test_nothing_asked_is_nothing_drawn);
  g_test_add_func("/caption/the label is at the upper left",
                  test_label_is_at_the_upper_left);
  g_test_add_func("/caption/the scale bar has its length", test_scale_bar_has_its_length);
  g_test_add_func("/caption/the colour bar runs from low to high",
                  test_colour_bar_runs_from_low_to_high);
  g_test_add_func("/caption/classes are listed", test_classes_are_listed);
  g_test_add_func("/caption/pixels outside stay as they were",
                  test_pixels_outside_stay_as_they_were);
  g_test_add_func("/caption/small pictures have only the label",
                  test_small_pictures_have_only_the_label);
  g_test_add_func("/caption/tags and chains stand where they should",
                  test_tags_and_chains_stand_where_they_should);
  g_test_add_func("/caption/keys are at the upper right",
                  test_keys_are_at_the_upper_right);
  return g_test_run();
}

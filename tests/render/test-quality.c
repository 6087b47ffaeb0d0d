// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* Outlines, the quality ladder, and a renderer that is made anew. */
#include "render-fixture.h"

#include <epoxy/gl.h>
#include <string.h>

#include "render/quality-ladder.h"

#define W PICTURE_WIDTH
#define H PICTURE_HEIGHT

/* An Na before another one, gap Å apart along the view. */
static Snapshot *
two_atoms(double gap)
{
  g_autoptr(Frame) frame = fixture_frame(STAGE_EDGE, 2);

  fixture_place(frame, 0, "Na", vec3(10.0, 10.0 - 0.5 * gap, 10.0));
  fixture_place(frame, 1, "Na", vec3(10.8, 10.0 + 0.5 * gap, 10.0));
  return snapshot_new(frame, NULL);
}

/* Distance of a pixel from where an atom is, in the atom's radii as seen. */
static double
radii_off(const Stage *stage, const Snapshot *snapshot, guint atom, int px, int py)
{
  double x, y, depth;

  camera_project(&stage->camera, snapshot->frame->position[atom], W, H, &x, &y, &depth);
  double radius = render_atom_radius(snapshot, &stage->style, 0) /
                  (camera_pixel_size(&stage->camera, H) * depth);
  return hypot(px + 0.5 - x, py + 0.5 - y) / radius;
}

/* What the lines take from the second atom. */
static double
ink(Stage *stage, const Snapshot *snapshot)
{
  double sum = 0.0;

  stage->style.outlines = 0.0;
  g_autofree guint8 *without = stage_draw(stage, snapshot);
  stage->style.outlines = 1.0;
  g_autofree guint8 *with = stage_draw(stage, snapshot);
  for (int k = 0; k < W * H; k++)
    if (radii_off(stage, snapshot, 1, k % W, k / W) < 0.9)
      sum += without[4 * k] - with[4 * k];
  return sum;
}

static void
test_outline_grows_with_gap(gconstpointer es)
{
  const double gaps[] = {0.0, 0.8, 1.6, 6.0};
  double before = -1.0;
  Stage stage;
  Cell cell = cell_cubic(STAGE_EDGE);

  if (!stage_init(&stage, es, &cell))
    return;
  stage.camera.distance = 16.0;
  for (guint k = 0; k < G_N_ELEMENTS(gaps); k++) {
    g_autoptr(Snapshot) snapshot = two_atoms(gaps[k]);
    double now = ink(&stage, snapshot);
    if (k == 0)
      g_assert_cmpfloat(now, ==, 0.0);
    else if (k < 3)
      g_assert_cmpfloat(now, >, before + 500.0);
    else
      g_assert_cmpfloat(now, >, 1000.0);
    before = now;
  }
  stage_clear(&stage);
}

/* The line lies on what is behind: the nearer atom keeps every pixel. */
static void
test_outline_spares_what_is_in_front(gconstpointer es)
{
  g_autoptr(Snapshot) snapshot = two_atoms(4.0);
  double x, y, depth;
  Stage stage;

  if (!stage_init(&stage, es, &snapshot->frame->cell))
    return;
  stage.camera.distance = 16.0;
  double radius = render_atom_radius(snapshot, &stage.style, 0);
  Vec3 centre = snapshot->frame->position[0];
  camera_project(&stage.camera, centre, W, H, &x, &y, &depth);
  double reach = radius / (camera_pixel_size(&stage.camera, H) * depth) - 1.0;
  stage.style.outlines = 0.0;
  g_autofree guint8 *without = stage_draw(&stage, snapshot);
  stage.style.outlines = 1.0;
  g_autofree guint8 *with = stage_draw(&stage, snapshot);
  g_assert_cmpint(picture_difference(with, without, 0, W), >, 40);
  for (int py = 0; py < H; py++)
    for (int px = 0; px < W; px++)
      if (hypot(px + 0.5 - x, py + 0.5 - y) < reach)
        g_assert_cmpint(pixel_difference(fixture_pixel(with, W, px, py),
                                         fixture_pixel(without, W, px, py)),
                        ==, 0);
  stage_clear(&stage);
}

static double
mean_difference(const guint8 *a, const guint8 *b)
{
  double sum = 0.0;

  for (int k = 0; k < W * H; k++)
    sum += pixel_difference(a + 4 * k, b + 4 * k);
  return sum / (W * H);
}

/* Every rung still shows the same things at the same places. */
static void
test_lower_rungs_show_the_same(gconstpointer es)
{
  g_autoptr(Snapshot) snapshot = fixture_cristobalite();
  Stage stage;

  if (!stage_init(&stage, es, &snapshot->frame->cell))
    return;
  stage.style.mode = RENDER_SPACE_FILLING;
  g_autofree guint8 *full = stage_draw(&stage, snapshot);
  for (guint rung = 1; rung < QUALITY_RUNGS; rung++) {
    stage.style.economy = rung;
    g_autofree guint8 *less = stage_draw(&stage, snapshot);
    double difference = mean_difference(full, less);
    g_assert_cmpfloat(difference, >, 0.0);
    g_assert_cmpfloat(difference, <, 14.0);
  }
  stage.style.economy = 0;
  g_autofree guint8 *again = stage_draw(&stage, snapshot);
  g_assert_cmpint(picture_difference(full, again, 0, W), ==, 0);
  stage_clear(&stage);
}

/* What of a picture reaches the eye from things, fog and all, and not from the ground. */
typedef struct {
  double sum[4]; /* colour; the part that is covered */
} Light;

static Light
light_of(Stage *stage, const Snapshot *snapshot)
{
  gboolean white = !stage->style.dark;
  Light light = {{0}};

  stage->style.transparent = FALSE;
  stage->style.depth_cue = 1.0;
  stage->style.ground = white ? RENDER_GROUND_WHITE : RENDER_GROUND_BLACK;
  g_autofree guint8 *picture = stage_draw(stage, snapshot);
  stage->style.transparent = TRUE;
  stage->style.depth_cue = 0.0;
  g_autofree guint8 *cover = stage_draw(stage, snapshot);
  for (int k = 0; k < 4 * W * H; k += 4) {
    for (int c = 0; c < 3; c++)
      light.sum[c] += picture[k + c] - (white ? 255 - cover[k + 3] : 0);
    light.sum[3] += cover[k + 3];
  }
  return light;
}

/* Discs and strips instead of spheres and capsules: what reaches the eye is the same. */
static void
test_far_things_keep_their_light(gconstpointer es)
{
  g_autoptr(Snapshot) snapshot = fixture_cristobalite();
  Stage stage;

  if (!stage_init(&stage, es, &snapshot->frame->cell))
    return;
  stage.style.show_hops = stage.style.show_rings = stage.style.show_bonds = FALSE;
  stage.style.economy = 3;
  stage.style.mode = RENDER_BALL_STICK;
  for (double distance = 150.0; distance < 500.0; distance *= 1.25) {
    stage.style.dark = !stage.style.dark;
    stage.camera.distance = distance;
    stage.style.full_detail = TRUE;
    Light full = light_of(&stage, snapshot);
    stage.style.full_detail = FALSE;
    Light discs = light_of(&stage, snapshot);
    g_assert_cmpfloat(full.sum[0], !=, discs.sum[0]);
    for (int channel = 0; channel < 4; channel++)
      g_assert_cmpfloat_with_epsilon(discs.sum[channel] / full.sum[channel], 1.0, 0.15);
  }
  stage_clear(&stage);
}

static void
test_thin_bonds_look_like_capsules(gconstpointer es)
{
  g_autoptr(Snapshot) snapshot = fixture_cristobalite();
  Stage stage;

  if (!stage_init(&stage, es, &snapshot->frame->cell))
    return;
  stage.style.show_hops = stage.style.show_rings = FALSE;
  stage.style.outlines = 0.0;
  stage.style.full_detail = TRUE;
  g_autofree guint8 *full = stage_draw(&stage, snapshot);
  stage.style.full_detail = FALSE;
  g_autofree guint8 *strips = stage_draw(&stage, snapshot);
  stage.style.show_bonds = FALSE;
  g_autofree guint8 *none = stage_draw(&stage, snapshot);
  g_assert_cmpfloat(mean_difference(full, strips), >, 0.0);
  g_assert_cmpfloat(mean_difference(full, strips), <, 0.12 * mean_difference(full, none));
  stage_clear(&stage);
}

static void
test_ladder_goes_down_and_comes_back(void)
{
  QualityLadder ladder;

  quality_ladder_init(&ladder);
  g_assert_cmpuint(ladder.rung, ==, 0);
  for (int k = 0; k < 100; k++)
    quality_ladder_step(&ladder, 80.0, 50.0);
  g_assert_cmpuint(ladder.rung, ==, QUALITY_RUNGS - 1);
  /* Between: neither way. */
  for (int k = 0; k < 500; k++)
    g_assert_false(quality_ladder_step(&ladder, 40.0, 50.0));
  for (int k = 0; k < 500; k++)
    quality_ladder_step(&ladder, 5.0, 50.0);
  g_assert_cmpuint(ladder.rung, ==, 0);
}

static void
test_single_slow_frames_change_nothing(void)
{
  QualityLadder ladder;

  quality_ladder_init(&ladder);
  for (int k = 0; k < 300; k++)
    g_assert_false(quality_ladder_step(&ladder, k % 3 == 0 ? 500.0 : 30.0, 50.0));
}

static void
test_ladder_far_over_goes_down_at_once(void)
{
  QualityLadder ladder;

  quality_ladder_init(&ladder);
  for (guint k = 0; k < 3; k++)
    quality_ladder_step(&ladder, 700.0, 50.0);
  g_assert_cmpuint(ladder.rung, ==, QUALITY_RUNGS - 1);
  quality_ladder_init(&ladder);
  quality_ladder_step(&ladder, 700.0, 50.0);
  quality_ladder_step(&ladder, 60.0, 50.0);
  quality_ladder_step(&ladder, 700.0, 50.0);
  g_assert_cmpuint(ladder.rung, ==, 1);
}

/* A frame costs what its rung draws: the ladder must come to rest. */
static void
test_ladder_does_not_swing(void)
{
  const double share[QUALITY_RUNGS] = {1.0, 0.95, 0.9, 0.75, 0.42, 0.26};

  for (double slow = 20.0; slow < 400.0; slow *= 1.13) {
    QualityLadder ladder;
    guint n_changes = 0;
    quality_ladder_init(&ladder);
    for (int k = 0; k < 2000; k++)
      n_changes += quality_ladder_step(&ladder, slow * share[ladder.rung], 50.0);
    g_assert_cmpuint(n_changes, <, QUALITY_RUNGS);
  }
}

/* All that GL holds can be lost: a new renderer draws the same picture. */
static void
test_new_context_gives_the_same_picture(gconstpointer es)
{
  g_autoptr(Snapshot) snapshot = fixture_cristobalite();
  g_autofree guint8 *before = NULL;

  for (int k = 0; k < 3; k++) {
    Stage stage;
    if (!stage_init(&stage, es, &snapshot->frame->cell))
      return;
    guint8 *picture = stage_draw(&stage, snapshot);
    if (before)
      g_assert_cmpmem(before, 4 * W * H, picture, 4 * W * H);
    g_free(before);
    before = picture;
    stage_clear(&stage);
  }
}

static guint8 *
draw_at(Renderer *renderer, const Stage *stage, int width, int height, double scale)
{
  guint8 *pixels = g_malloc0(4 * (gsize)width * height);
  GLuint framebuffer, colour;

  glGenFramebuffers(1, &framebuffer);
  glGenRenderbuffers(1, &colour);
  glBindRenderbuffer(GL_RENDERBUFFER, colour);
  glRenderbufferStorage(GL_RENDERBUFFER, GL_RGBA8, width, height);
  glBindFramebuffer(GL_FRAMEBUFFER, framebuffer);
  glFramebufferRenderbuffer(GL_FRAMEBUFFER, GL_COLOR_ATTACHMENT0, GL_RENDERBUFFER,
                            colour);
  g_assert_true(renderer_draw(renderer, &stage->camera, &stage->style, framebuffer, width,
                              height, scale));
  glReadPixels(0, 0, width, height, GL_RGBA, GL_UNSIGNED_BYTE, pixels);
  glDeleteFramebuffers(1, &framebuffer);
  glDeleteRenderbuffers(1, &colour);
  g_assert_cmphex(glGetError(), ==, GL_NO_ERROR);
  return pixels;
}

/* The same renderer at other sizes and back: nothing of the old size is left. */
static void
test_size_can_change(gconstpointer es)
{
  static const int sizes[][2] = {{W, H}, {2 * W, H}, {7, 5}, {1, 1}, {W, 2 * H}, {W, H}};
  g_autoptr(Snapshot) snapshot = fixture_cristobalite();
  g_autofree guint8 *first = NULL;
  Stage stage;

  if (!stage_init(&stage, es, &snapshot->frame->cell))
    return;
  renderer_set_snapshot(offscreen_renderer(stage.offscreen), snapshot);
  for (guint k = 0; k < G_N_ELEMENTS(sizes); k++) {
    guint8 *pixels = draw_at(offscreen_renderer(stage.offscreen), &stage, sizes[k][0],
                             sizes[k][1], 1.0);
    if (k + 1 == G_N_ELEMENTS(sizes))
      g_assert_cmpmem(first, 4 * W * H, pixels, 4 * W * H);
    if (k == 0)
      first = pixels;
    else
      g_free(pixels);
  }
  stage_clear(&stage);
}

/* Twice the pixels at scale 2, averaged, are the picture at scale 1. */
static void
test_scale_keeps_the_look(gconstpointer es)
{
  g_autoptr(Snapshot) snapshot = fixture_cristobalite();
  Stage stage;
  double sum = 0.0;

  if (!stage_init(&stage, es, &snapshot->frame->cell))
    return;
  stage.style.show_cell = TRUE;
  stage.style.selected = 7;
  Renderer *renderer = offscreen_renderer(stage.offscreen);
  renderer_set_snapshot(renderer, snapshot);
  g_autofree guint8 *one = draw_at(renderer, &stage, W, H, 1.0);
  g_autofree guint8 *two = draw_at(renderer, &stage, 2 * W, 2 * H, 2.0);
  for (int y = 0; y < H; y++) {
    for (int x = 0; x < W; x++) {
      for (int c = 0; c < 3; c++) {
        const guint8 *a = two + 4 * (4 * W * y + 2 * x) + c;
        int mean = (a[0] + a[4] + a[8 * W] + a[8 * W + 4] + 2) / 4;
        sum += abs(mean - one[4 * (W * y + x) + c]);
      }
    }
  }
  g_assert_cmpfloat(sum / (3.0 * W * H), <, 1.6);
  stage_clear(&stage);
}

static void
add(const char *name, GTestDataFunc func)
{
  for (int es = 0; es < 2; es++) {
    g_autofree char *path = g_strdup_printf("/quality/%s/%s", es ? "es" : "gl", name);
    g_test_add_data_func(path, GINT_TO_POINTER(es), func);
  }
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/quality/the ladder goes down and comes back",
                  test_ladder_goes_down_and_comes_back);
  g_test_add_func("/quality/single slow frames change nothing",
                  test_single_slow_frames_change_nothing);
  g_test_add_func("/quality/the ladder goes far down at once",
                  test_ladder_far_over_goes_down_at_once);
  g_test_add_func("/quality/the ladder does not swing", test_ladder_does_not_swing);
  add("an outline grows with the gap", test_outline_grows_with_gap);
  add("an outline spares what is in front", test_outline_spares_what_is_in_front);
  add("lower rungs show the same", test_lower_rungs_show_the_same);
  add("far things keep their light", test_far_things_keep_their_light);
  add("thin bonds look like capsules", test_thin_bonds_look_like_capsules);
  add("a new context gives the same picture", test_new_context_gives_the_same_picture);
  add("the size can change", test_size_can_change);
  add("a scale keeps the look", test_scale_keeps_the_look);
  return g_test_run();
}

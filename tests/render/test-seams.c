// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* Where things run into each other: the picture against sixteen pictures of the same, and
 * against rays. */
#include <math.h>

#include "render-fixture.h"
#include "render-rays.h"
#include "render/seams.h"

#define W    PICTURE_WIDTH
#define H    PICTURE_HEIGHT
#define FINE 4 /* pictures along each side of a pixel */

#define ROUGH 1 /* the rung that leaves out the smoothing and nothing else */
/* Å: at a seam both things are so near along the ray, at a silhouette they are not. */
#define TOGETHER 0.15

typedef struct {
  const char *name;
  RenderMode mode;
  gboolean es, orthographic, light;
} Look;

static const Look looks[] = {
    {"spheres", RENDER_SPACE_FILLING, FALSE, FALSE, FALSE},
    {"spheres, parallel", RENDER_SPACE_FILLING, FALSE, TRUE, TRUE},
    {"spheres, ES", RENDER_SPACE_FILLING, TRUE, FALSE, TRUE},
    {"bonds", RENDER_BALL_STICK, FALSE, FALSE, FALSE},
    {"bonds, parallel", RENDER_BALL_STICK, FALSE, TRUE, TRUE},
    {"bonds, ES", RENDER_BALL_STICK, TRUE, FALSE, TRUE},
};

/* Four pairs, each turned another way. */
static Snapshot *
make_pairs(RenderMode mode)
{
  static const Vec3 along[] = {
      {1.0, 0.1, 0.25}, {0.3, -0.6, 1.0}, {-0.6, 0.8, 0.5}, {0.5, 0.7, -1.0}};
  gboolean bonds = mode == RENDER_BALL_STICK;
  g_autoptr(Frame) frame = fixture_frame(STAGE_EDGE, 8);
  BondRule rule;

  for (guint k = 0; k < 4; k++) {
    double x = k % 2 ? 2.0 : -2.0, z = k / 2 ? 1.6 : -1.6;
    Vec3 middle =
        vec3(10.0 + (bonds ? 0.6 : 1.0) * x, 10.0, 10.0 + (bonds ? 0.6 : 1.0) * z);
    Vec3 half = vec3_scale(vec3_normalized(along[k]), bonds ? 0.8 : 0.95);
    fixture_place(frame, 2 * k, bonds ? "Si" : "Na", vec3_sub(middle, half));
    fixture_place(frame, 2 * k + 1, "O", vec3_add(middle, half));
  }
  bond_rule_init(&rule, frame->species);
  g_autoptr(Bonds) found = bonds ? bonds_new(frame, &rule) : NULL;
  return snapshot_new(frame, found);
}

static void
set_up(const Look *look, const Snapshot *snapshot, RenderStyle *style, Camera *camera)
{
  render_style_init(style);
  style->mode = look->mode;
  style->dark = !look->light;
  style->show_cell = FALSE;
  style->outlines = 0.0;
  *camera = fixture_camera(&snapshot->frame->cell,
                           look->mode == RENDER_BALL_STICK ? 9.5 : 16.0);
  camera->orthographic = look->orthographic;
}

static guint8 *
draw(const Look *look, const Snapshot *snapshot, int scale, guint economy)
{
  g_autoptr(Offscreen) offscreen = fixture_offscreen(scale * W, scale * H, look->es);
  RenderStyle style;
  Camera camera;

  if (!offscreen)
    return NULL;
  set_up(look, snapshot, &style, &camera);
  style.economy = economy;
  offscreen_set_scale(offscreen, scale);
  renderer_set_snapshot(offscreen_renderer(offscreen), snapshot);
  return offscreen_draw(offscreen, &camera, &style);
}

/* Each pixel the mean of FINE × FINE. */
static guint8 *
shrink(const guint8 *fine)
{
  guint8 *rgba = g_malloc_n(4 * W, H);

  for (int k = 0; k < 4 * W * H; k++) {
    int x = k / 4 % W, y = k / 4 / W, sum = FINE * FINE / 2;
    for (int j = 0; j < FINE * FINE; j++)
      sum +=
          fixture_pixel(fine, FINE * W, FINE * x + j % FINE, FINE * y + j / FINE)[k % 4];
    rgba[k] = (guint8)(sum / (FINE * FINE));
  }
  return rgba;
}

/* Whether rays through the pixel meet two things and nothing else, which are together
 * there. */
static gboolean
has_seam(const Geometry *geometry, const Camera *camera, int x, int y)
{
  int one = -1, other = -1, who;

  for (int k = 0; k < FINE * FINE; k++) {
    Ray ray = ray_through(camera, W, H, x + (k % FINE + 0.5) / FINE,
                          y + (k / FINE + 0.5) / FINE);
    rays_meet(geometry, &ray, &who);
    one = one < 0 ? who : one;
    if (who < 0 || (who != one && other >= 0 && who != other))
      return FALSE;
    if (who != one)
      other = who;
  }
  if (other < 0)
    return FALSE;
  Ray ray = ray_through(camera, W, H, x + 0.5, y + 0.5);
  return fabs(rays_meet_one(geometry, &ray, one) - rays_meet_one(geometry, &ray, other)) <
         TOGETHER;
}

static GByteArray *
find_seams(const Look *look, const Snapshot *snapshot)
{
  g_autoptr(Geometry) geometry = geometry_new();
  GByteArray *seam = g_byte_array_new();
  RenderStyle style;
  Camera camera;

  set_up(look, snapshot, &style, &camera);
  geometry_build(geometry, snapshot, &style);
  g_byte_array_set_size(seam, W * H);
  for (int k = 0; k < W * H; k++)
    seam->data[k] = (guint8)has_seam(geometry, &camera, k % W, k / W);
  return seam;
}

typedef struct {
  guint n, n_far;
  double sum;
} Error;

/* At seams, of 255; far: by more than a tenth. */
static Error
compare(const GByteArray *seam, const guint8 *picture, const guint8 *reference)
{
  Error error = {0};

  for (int k = 0; k < W * H; k++) {
    int off = pixel_difference(picture + 4 * k, reference + 4 * k);
    if (!seam->data[k])
      continue;
    error.n++;
    error.n_far += off > 25;
    error.sum += off;
  }
  return error;
}

static void
test_seams_are_those_of_sixteen_pictures(gconstpointer data)
{
  const Look *look = data;
  g_autoptr(Snapshot) snapshot = make_pairs(look->mode);
  g_autofree guint8 *fine = draw(look, snapshot, FINE, ROUGH);

  if (!fine)
    return;
  g_autofree guint8 *reference = shrink(fine);
  g_autofree guint8 *rough = draw(look, snapshot, 1, ROUGH);
  g_autofree guint8 *smooth = draw(look, snapshot, 1, 0);
  g_autoptr(GByteArray) seam = find_seams(look, snapshot);
  Error before = compare(seam, rough, reference),
        after = compare(seam, smooth, reference);

  g_test_message("%u pixels at seams: off by %.2f on the mean and %u far, were %.2f, %u",
                 after.n, after.sum / after.n, after.n_far, before.sum / before.n,
                 before.n_far);
  g_assert_cmpuint(after.n, >, 60);
  g_assert_cmpfloat(before.sum, >, 6.0 * before.n);
  g_assert_cmpfloat(after.sum, <, 0.33 * before.sum);
  g_assert_cmpuint(after.n_far, <=, after.n / 25);
}

/* Whether any ray through the pixel or those around it meets two things at one place. */
static gboolean
is_at_seam(const Geometry *geometry, const Camera *camera, int x, int y)
{
  const int n = 3 * FINE,
            n_things = (int)(geometry->spheres->len + geometry->capsules->len);

  for (int k = 0; k < n * n; k++) {
    Ray ray = ray_through(camera, W, H, x - 1 + (k % n + 0.5) / FINE,
                          y - 1 + (k / n + 0.5) / FINE);
    int who;
    double nearest = rays_meet(geometry, &ray, &who);
    for (int other = 0; other < n_things; other++)
      if (other != who && rays_meet_one(geometry, &ray, other) - nearest < TOGETHER)
        return TRUE;
  }
  return FALSE;
}

static void
test_nothing_else_changes(gconstpointer data)
{
  const Look *look = data;
  g_autoptr(Snapshot) snapshot = make_pairs(look->mode);
  g_autoptr(Geometry) geometry = geometry_new();
  g_autofree guint8 *rough = draw(look, snapshot, 1, ROUGH);
  RenderStyle style;
  Camera camera;
  guint n = 0;

  if (!rough)
    return;
  g_autofree guint8 *smooth = draw(look, snapshot, 1, 0);
  set_up(look, snapshot, &style, &camera);
  geometry_build(geometry, snapshot, &style);
  for (int k = 0; k < W * H; k++)
    if (pixel_difference(smooth + 4 * k, rough + 4 * k) > 0) {
      g_assert_true(is_at_seam(geometry, &camera, k % W, k / W));
      n++;
    }
  g_assert_cmpuint(n, >, 60);
}

static int
least_opaque(const guint8 *picture, int x, int y)
{
  int least = 255;

  for (int k = 0; k < 9; k++)
    least = MIN(least, fixture_pixel(picture, W, CLAMP(x + k % 3 - 1, 0, W - 1),
                                     CLAMP(y + k / 3 - 1, 0, H - 1))[3]);
  return least;
}

/* On black and on white the same share of a neighbour's colour counts: without a ground
 * the page does not shine through. */
static void
test_seams_are_as_opaque_as_what_they_join(void)
{
  Look look = looks[0];
  g_autoptr(Snapshot) snapshot = make_pairs(look.mode);
  g_autoptr(Offscreen) offscreen = fixture_offscreen(W, H, FALSE);
  g_autoptr(GByteArray) seam = find_seams(&look, snapshot);
  RenderStyle style;
  Camera camera;
  guint n = 0;

  if (!offscreen)
    return;
  set_up(&look, snapshot, &style, &camera);
  style.transparent = TRUE;
  style.depth_cue = 0.0;
  renderer_set_snapshot(offscreen_renderer(offscreen), snapshot);
  g_autofree guint8 *smooth = offscreen_draw(offscreen, &camera, &style);
  style.economy = ROUGH;
  g_autofree guint8 *rough = offscreen_draw(offscreen, &camera, &style);
  for (int k = 0; k < W * H; k++)
    if (seam->data[k]) {
      g_assert_cmpint(smooth[4 * k + 3], >=, least_opaque(rough, k % W, k / W) - 1);
      n += smooth[4 * k + 3] >= 254;
    }
  g_assert_cmpuint(n, >, 60);
}

/* What is cut away or hidden leaves no seam behind. */
static void
test_hidden_things_have_no_seams(void)
{
  Look look = looks[0];
  g_autoptr(Snapshot) snapshot = make_pairs(look.mode);
  g_autoptr(Offscreen) offscreen = fixture_offscreen(W, H, FALSE);
  RenderStyle style;
  Camera camera;

  if (!offscreen)
    return;
  set_up(&look, snapshot, &style, &camera);
  renderer_set_snapshot(offscreen_renderer(offscreen), snapshot);
  for (int k = 0; k < 2; k++) {
    /* Either all O, or one of each pair. */
    style.hidden_types = k == 0 ? 1u << 2 : 0u;
    style.n_slices = k == 0 ? 0 : 1;
    style.slice[0] = (RenderSlice){vec3(0, 1, 0), 10.0};
    style.economy = 0;
    g_autofree guint8 *smooth = offscreen_draw(offscreen, &camera, &style);
    style.economy = ROUGH;
    g_autofree guint8 *rough = offscreen_draw(offscreen, &camera, &style);
    g_assert_cmpmem(smooth, 4 * W * H, rough, 4 * W * H);
  }
}

static guint
count_pairs(const GArray *spheres)
{
  const SphereInstance *s = (const SphereInstance *)spheres->data;
  guint n = 0;

  for (guint i = 0; i < spheres->len; i++)
    for (guint j = 0; j < i; j++) {
      double d =
          vec3_norm(vec3(s[i].centre[0] - s[j].centre[0], s[i].centre[1] - s[j].centre[1],
                         s[i].centre[2] - s[j].centre[2]));
      n += d < s[i].radius + s[j].radius && d > fabs(s[i].radius - s[j].radius);
    }
  return n;
}

static void
test_all_that_meet_are_found(void)
{
  g_autoptr(Snapshot) snapshot = fixture_crowd();
  g_autoptr(Geometry) geometry = geometry_new();
  RenderStyle style;
  Seams seams;

  render_style_init(&style);
  style.mode = RENDER_SPACE_FILLING;
  geometry_build(geometry, snapshot, &style);
  seams_init(&seams);
  seams_find(&seams, geometry);
  g_assert_cmpuint(count_pairs(geometry->spheres), >, 20);
  g_assert_cmpuint(seams.n_spheres, ==, count_pairs(geometry->spheres));
  g_assert_cmpuint(seams.all->len, ==, seams.n_spheres);
  seams_clear(&seams);
}

static void
test_both_ends_of_bonds_are_found(void)
{
  g_autoptr(Snapshot) snapshot = fixture_cristobalite();
  g_autoptr(Geometry) geometry = geometry_new();
  RenderStyle style;
  Seams seams;

  render_style_init(&style);
  style.mode = RENDER_BALL_STICK;
  style.show_rings = FALSE;
  geometry_build(geometry, snapshot, &style);
  seams_init(&seams);
  seams_find(&seams, geometry);
  g_assert_cmpuint(geometry->capsules->len, >, 100);
  g_assert_cmpuint(geometry->stubs->len, >, 10);
  g_assert_cmpuint(seams.all->len - seams.n_spheres, ==,
                   2 * geometry->capsules->len + geometry->stubs->len);
  snapshot_unref(g_steal_pointer(&snapshot));
  geometry_build(geometry, NULL, &style);
  seams_find(&seams, geometry);
  g_assert_cmpuint(seams.all->len, ==, 0);
  seams_clear(&seams);
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  for (guint k = 0; k < G_N_ELEMENTS(looks); k++) {
    g_autofree char *mean =
        g_strdup_printf("/seams/are the mean of sixteen pictures: %s", looks[k].name);
    g_autofree char *rest =
        g_strdup_printf("/seams/nothing else changes: %s", looks[k].name);
    g_test_add_data_func(mean, &looks[k], test_seams_are_those_of_sixteen_pictures);
    g_test_add_data_func(rest, &looks[k], test_nothing_else_changes);
  }
  g_test_add_func("/seams/are as opaque as what they join",
                  test_seams_are_as_opaque_as_what_they_join);
  g_test_add_func("/seams/are none where things are hidden",
                  test_hidden_things_have_no_seams);
  g_test_add_func("/seams/of all spheres that meet", test_all_that_meet_are_found);
  g_test_add_func("/seams/of both ends of bonds", test_both_ends_of_bonds_are_found);
  return g_test_run();
}

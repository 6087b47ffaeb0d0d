// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* Pixels against rays: what the graphics processor draws is compared with intersections
 * of rays with the same spheres and capsules, worked out here. */
#include "render-rays.h"

#include <epoxy/gl.h>
#include <math.h>

#include "render-fixture.h"

#define W PICTURE_WIDTH
#define H PICTURE_HEIGHT

#define EDGE_ERROR 0.08
#define FINE       8 /* rays along each side of a pixel, to know which part is covered */

/* Bonds of all directions, each with an Na beside it that the bond runs into. */
static Snapshot *
crossing_things(void)
{
  enum { N = 24 };
  g_autoptr(Frame) frame = fixture_frame(STAGE_EDGE, 3 * N);
  g_autoptr(GRand) random = g_rand_new_with_seed(11);
  BondRule rule;

  for (guint k = 0; k < N; k++) {
    Vec3 at = vec3(3.0 + 3.0 * (k % 6), g_rand_double_range(random, 3.0, 17.0),
                   4.0 + 4.0 * (k / 6));
    double z = g_rand_double_range(random, -1.0, 1.0);
    double angle = g_rand_double_range(random, 0.0, 6.28), r = sqrt(1.0 - z * z);
    Vec3 along = vec3(r * cos(angle), r * sin(angle), z);
    Vec3 aside = vec3_normalized(vec3_cross(along, vec3(0.3, 0.5, -0.8)));
    fixture_place(frame, 3 * k, "Si", vec3_mul_add(at, -0.85, along));
    fixture_place(frame, 3 * k + 1, "O", vec3_mul_add(at, 0.85, along));
    fixture_place(frame, 3 * k + 2, "Na",
                  vec3_mul_add(at, g_rand_double_range(random, 0.3, 0.9), aside));
  }
  bond_rule_init(&rule, frame->species);
  g_autoptr(Bonds) bonds = bonds_new(frame, &rule);
  return snapshot_new(frame, bonds);
}

/* The depth of the picture drawn last, rows from below: of the only framebuffer whose
 * depth is a texture. */
static void
read_depth(float *depth)
{
  for (GLuint name = 1; name < 64; name++) {
    GLint type = GL_NONE;
    if (!glIsFramebuffer(name))
      continue;
    glBindFramebuffer(GL_READ_FRAMEBUFFER, name);
    glGetFramebufferAttachmentParameteriv(GL_READ_FRAMEBUFFER, GL_DEPTH_ATTACHMENT,
                                          GL_FRAMEBUFFER_ATTACHMENT_OBJECT_TYPE, &type);
    if (type != GL_TEXTURE)
      continue;
    glReadPixels(0, 0, W, H, GL_DEPTH_COMPONENT, GL_FLOAT, depth);
    g_assert_cmphex(glGetError(), ==, GL_NO_ERROR);
    return;
  }
  g_assert_not_reached();
}

/* A pixel whose corners and middle see the same thing. */
typedef struct {
  double place; /* of what is met along the view, Å; in perspective its inverse */
  float depth;
  gboolean capsule;
} Sample;

static gboolean
sample_pixel(const Geometry *geometry, const Camera *camera, const int at[2],
             Sample *sample)
{
  int who, other;
  Ray ray = ray_through(camera, W, H, at[0] + 0.5, at[1] + 0.5);
  double t = rays_meet(geometry, &ray, &who);

  for (int k = 0; k < 4; k++) {
    Ray beside = ray_through(camera, W, H, at[0] + (k & 1 ? -0.5 : 1.5),
                             at[1] + (k & 2 ? -0.5 : 1.5));
    rays_meet(geometry, &beside, &other);
    if (other != who)
      return FALSE;
  }
  Vec3 hit = camera_to_eye(camera, vec3_mul_add(ray.from, t, ray.along));
  sample->place = camera->orthographic ? -hit.z : -1.0 / hit.z;
  sample->capsule = who >= (int)geometry->spheres->len;
  return who >= 0;
}

static GArray *
collect(const Geometry *geometry, const Camera *camera, const float *depth)
{
  GArray *samples = g_array_new(FALSE, FALSE, sizeof(Sample));

  for (int y = 1; y < H - 1; y++)
    for (int x = 1; x < W - 1; x++) {
      const int at[2] = {x, y};
      Sample sample = {.depth = depth[(H - 1 - y) * W + x]};
      if (sample.depth < 1.0f && sample_pixel(geometry, camera, at, &sample))
        g_array_append_val(samples, sample);
    }
  return samples;
}

/* Depth is a straight line in the distance, or in perspective in its inverse; which one
 * the farthest and the nearest sample tell. The largest error, Å. */
static double
worst_error(const GArray *samples, gboolean orthographic, guint *n_capsule)
{
  const Sample *s = (const Sample *)samples->data, *low = s, *high = s;
  double worst = 0.0;

  for (guint k = 0; k < samples->len; k++) {
    low = s[k].place < low->place ? &s[k] : low;
    high = s[k].place > high->place ? &s[k] : high;
  }
  double slope = (high->place - low->place) / (high->depth - low->depth);
  *n_capsule = 0;
  for (guint k = 0; k < samples->len; k++) {
    double found = low->place + slope * (s[k].depth - low->depth);
    double error = orthographic ? found - s[k].place : 1.0 / found - 1.0 / s[k].place;
    *n_capsule += s[k].capsule;
    worst = fmax(worst, fabs(error));
  }
  return worst;
}

static void
test_depth_is_that_of_rays(void)
{
  g_autoptr(Snapshot) snapshot = crossing_things();
  g_autoptr(Geometry) geometry = geometry_new();
  g_autofree float *depth = g_new(float, W *H);
  Stage stage;

  if (!stage_init(&stage, NULL, &snapshot->frame->cell))
    return;
  stage.style.mode = RENDER_BALL_STICK;
  stage.style.full_detail = TRUE;
  stage.style.outlines = 0.0;
  geometry_build(geometry, snapshot, &stage.style);
  g_assert_cmpuint(geometry->capsules->len, >=, 24);
  for (int orthographic = 0; orthographic < 2; orthographic++) {
    guint n_capsule;
    stage.camera.orthographic = orthographic;
    stage.camera.distance = 16.0;
    camera_orbit(&stage.camera, 0.3, 0.2);
    g_autofree guint8 *picture = stage_draw(&stage, snapshot);
    read_depth(depth);
    g_autoptr(GArray) samples = collect(geometry, &stage.camera, depth);
    double worst = worst_error(samples, orthographic, &n_capsule);
    g_test_message("%u pixels, %u of capsules: off by %.5f Å at most", samples->len,
                   n_capsule, worst);
    g_assert_cmpuint(samples->len, >, 5000);
    g_assert_cmpuint(n_capsule, >, 200);
    g_assert_cmpfloat(worst, <, 1e-3);
  }
  stage_clear(&stage);
}

/* The part of a pixel whose rays meet anything. */
static double
covered_part(const Geometry *geometry, const Camera *camera, int x, int y)
{
  int n = 0, who;

  for (int k = 0; k < FINE * FINE; k++) {
    Ray ray = ray_through(camera, W, H, x + (k % FINE + 0.5) / FINE,
                          y + (k / FINE + 0.5) / FINE);
    n += rays_meet(geometry, &ray, &who) < INFINITY;
  }
  return n / (double)(FINE * FINE);
}

typedef struct {
  double sum;
  guint n, n_far;
} Edges;

/* Opacity against the covered part. It is far off only in the corners between a bond and
 * its atoms: what is behind a partly covered pixel there is drawn too late. */
static Edges
compare_edges(Stage *stage, const Snapshot *snapshot)
{
  g_autoptr(Geometry) geometry = geometry_new();
  Edges edges = {0};

  geometry_build(geometry, snapshot, &stage->style);
  g_autofree guint8 *picture = stage_draw(stage, snapshot);
  for (int y = 0; y < H; y++)
    for (int x = 0; x < W; x++) {
      double part = covered_part(geometry, &stage->camera, x, y);
      double off = fabs(fixture_pixel(picture, W, x, y)[3] / 255.0 - part);
      edges.n_far += off > EDGE_ERROR;
      if (part > 0.0 && part < 1.0) {
        edges.sum += off;
        edges.n++;
      }
    }
  return edges;
}

/* A lone atom, and a lone bond between two, at places that are no whole pixels. */
static Snapshot *
lone_thing(gboolean bond)
{
  g_autoptr(Frame) frame = fixture_frame(STAGE_EDGE, bond ? 2 : 1);
  BondRule rule;

  fixture_place(frame, 0, "Si", vec3(9.37, 10.0, 9.71));
  if (bond)
    fixture_place(frame, 1, "O", vec3(10.61, 10.2, 10.69));
  bond_rule_init(&rule, frame->species);
  g_autoptr(Bonds) bonds = bonds_new(frame, &rule);
  return snapshot_new(frame, bonds);
}

static void
test_edges_are_smooth(gconstpointer es)
{
  Cell cell = cell_cubic(STAGE_EDGE);
  Stage stage;

  if (!stage_init(&stage, es, &cell))
    return;
  stage.style.transparent = TRUE;
  stage.style.depth_cue = 0.0;
  stage.style.full_detail = TRUE;
  stage.style.outlines = 0.0;
  stage.style.mode = RENDER_BALL_STICK;
  for (int k = 0; k < 4; k++) {
    g_autoptr(Snapshot) snapshot = lone_thing(k & 2);
    stage.camera.orthographic = k & 1;
    stage.camera.distance = 9.0;
    Edges edges = compare_edges(&stage, snapshot);
    g_test_message("%u pixels at edges: %.3f off on the mean, %u far off", edges.n,
                   edges.sum / edges.n, edges.n_far);
    g_assert_cmpuint(edges.n, >, 100);
    g_assert_cmpfloat(edges.sum / edges.n, <, 0.025);
    g_assert_cmpuint(edges.n_far, <=, k & 2 ? 4 : 0);
  }
  stage_clear(&stage);
}

static void
add(const char *name, GTestDataFunc func)
{
  for (int es = 0; es < 2; es++) {
    g_autofree char *path = g_strdup_printf("/ray-cast/%s/%s", es ? "es" : "gl", name);
    g_test_add_data_func(path, GINT_TO_POINTER(es), func);
  }
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/ray-cast/depths are those of rays where spheres and capsules cross",
                  test_depth_is_that_of_rays);
  add("edges cover what rays meet", test_edges_are_smooth);
  return g_test_run();
}

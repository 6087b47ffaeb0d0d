// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* Golden pictures. llvmpipe gives the same bits for OpenGL and OpenGL ES, for any number
 * of threads and any vector width, so with the Mesa that made the pictures they must be
 * met exactly. With another driver, or a processor without AVX, at most FUZZY_PART of the
 * pixels may be off by more than FUZZY_STEP (of 255): roundings in the shaders move edges
 * by fractions of a pixel.
 *
 * After a wanted change: VITRINE_GOLDEN=/some/folder test-golden writes the new pictures
 * there; look at them, then copy them to tests/data/render. */
#include "render-fixture.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define GOLDEN_DRIVER "llvmpipe (LLVM 15."
#define GOLDEN_MESA   "Mesa 22.3."
#define GOLDEN_SMALL  "128 bits"
#define FUZZY_STEP    12
#define FUZZY_PART    0.01

typedef struct {
  const char *name;
  RenderMode mode;
  gboolean dark, orthographic;
  int selected;
  /* Or NULL. The scene is the crystal until it is changed. */
  void (*change)(RenderStyle *style, Snapshot *scene);
} Golden;

static void
cut_and_repeat(RenderStyle *style, Snapshot *scene)
{
  style->copies[0] = style->copies[1] = 2;
  style->n_slices = 1;
  style->slice[0] = (RenderSlice){vec3(0, 0, 1), 9.0};
}

static void
make_solid(RenderStyle *style, Snapshot *scene)
{
  style->solid_polyhedra = TRUE;
}

static void
colour_by_coordination(RenderStyle *style, Snapshot *scene)
{
  style->colour.by = RENDER_BY_COORDINATION;
}

static void
draw_coarsely(RenderStyle *style, Snapshot *scene)
{
  style->economy = 4;
}

/* Four rings of three, from boroxol to all four-fold, in place of the six-membered one.
 */
static void
show_ring_classes(RenderStyle *style, Snapshot *scene)
{
  Frame *frame = scene->frame;
  BondRule rule;

  style->show_hops = FALSE;
  g_array_set_size(scene->rings, 0);
  for (guint r = 0; r < 4; r++) {
    Ring ring = {.n = 6, .borate = TRUE, .n_three = 3 - r, .n_four = r};
    Vec3 middle = vec3(r % 2 ? 8.9 : 1.8, 0.6 + r, r / 2 ? 8.9 : 1.8);
    for (guint k = 0; k < ring.n; k++) {
      ring.atom[k] = 6 * r + k;
      fixture_place(frame, ring.atom[k], k % 2 ? "O" : "Si",
                    vec3_add(middle, vec3(1.7 * cos(k * G_PI / 3), 0.3 * (k % 2),
                                          1.7 * sin(k * G_PI / 3))));
    }
    g_array_append_val(scene->rings, ring);
  }
  bond_rule_init(&rule, frame->species);
  bonds_unref(scene->bonds);
  scene->bonds = bonds_new(frame, &rule);
}

/* A wavy tube along z, from face to face. */
static Mesh *
tube_mesh(const Cell *cell, MeshRole role, double x, double y, double radius)
{
  const guint n = 48, around = 32;
  Mesh *mesh = mesh_new(role, NULL, (n + 1) * around, 2 * n * around, FALSE);
  double length = cell->vector[2].z;
  guint k = 0;

  mesh->cell = *cell;
  for (guint i = 0; i <= n; i++)
    for (guint j = 0; j < around; j++, k++) {
      double phi = 2.0 * G_PI * j / around, bend = 4.0 * G_PI * i / n;
      double r = radius * (1.0 + 0.3 * cos(bend));
      const float out[3] = {(float)cos(phi), (float)sin(phi), 0.0f};
      memcpy(mesh->normal + 3 * k, out, sizeof out);
      mesh->position[3 * k] = (float)(x + r * cos(phi) + 0.6 * sin(0.5 * bend));
      mesh->position[3 * k + 1] = (float)(y + r * sin(phi));
      mesh->position[3 * k + 2] = (float)(length * i / n);
    }
  k = 0;
  for (guint i = 0; i < n; i++)
    for (guint j = 0; j < around; j++, k += 6) {
      guint32 a = i * around + j, b = i * around + (j + 1) % around;
      const guint32 index[6] = {a, b, a + around, b, b + around, a + around};
      memcpy(mesh->index + k, index, sizeof index);
    }
  return mesh;
}

static void
show_channel(RenderStyle *style, Snapshot *scene)
{
  const Cell *cell = &scene->frame->cell;

  scene->pathways = pathways_new("density", scene->frame, NULL);
  g_ptr_array_add(scene->pathways->surfaces, tube_mesh(cell, MESH_CHANNEL, 5, 4, 1.4));
  g_ptr_array_add(scene->pathways->surfaces, tube_mesh(cell, MESH_DENSITY, 10, 9, 1.1));
}

static void
show_doorway(RenderStyle *style, Snapshot *scene)
{
  Event *hop = g_ptr_array_index(scene->hops, 1);
  Vec3 middle = vec3_lerp(hop->from, hop->to, 0.5);
  HopGate gate = {.corner = {vec3_add(middle, vec3(0.3, 1.9, 1.2)),
                             vec3_add(middle, vec3(-0.2, -1.8, 1.4)),
                             vec3_add(middle, vec3(0.1, 0.2, -2.1))},
                  .crossing = middle,
                  .radius = 0.7};

  event_set_gate(hop, &gate);
  style->hop = hop;
}

static void
colour_by_number(RenderStyle *style, Snapshot *scene)
{
  const AtomColumn column = {g_intern_string("height"), g_intern_string("Å")};
  Frame *frame = scene->frame;

  frame->columns = atom_columns_new(&column, 1, frame->n_atoms);
  for (guint i = 0; i < frame->n_atoms; i++)
    frame->columns->value[i] = (float)frame->position[i].z;
  style->colour =
      (RenderColouring){RENDER_BY_VALUE, COLOUR_MAP_DUSK, NAN, NAN, column.name};
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
    {"ring-classes-dark", RENDER_NETWORK_IONS, TRUE, FALSE, -1, show_ring_classes},
    {"channel-dark", RENDER_NETWORK_IONS, TRUE, FALSE, -1, show_channel},
    {"channel-light", RENDER_NETWORK_IONS, FALSE, TRUE, -1, show_channel},
    {"doorway-light", RENDER_NETWORK_IONS, FALSE, FALSE, -1, show_doorway},
    {"number-dark", RENDER_SPACE_FILLING, TRUE, TRUE, -1, colour_by_number},
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
  *exact = strstr(driver, GOLDEN_DRIVER) && strstr(driver, GOLDEN_MESA) &&
           !strstr(driver, GOLDEN_SMALL);
  g_test_message("%s: %s comparison", driver, *exact ? "exact" : "fuzzy");
  if (g_getenv("VITRINE_TEST_OLDEST_GL") && strstr(driver, "Mesa"))
    g_assert_nonnull(strstr(driver, es ? "OpenGL ES 3.0" : "OpenGL 3.3"));
  render_style_init(&style);
  style.mode = golden->mode;
  style.dark = golden->dark;
  style.selected = golden->selected;
  if (golden->change)
    golden->change(&style, snapshot);
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

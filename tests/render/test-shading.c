// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* What light, air and translucency say: laws that hold whatever the numbers in the
 * shaders are. */
#include "render-fixture.h"

#include <math.h>

#include "render/appearance.h"

#define W PICTURE_WIDTH
#define H PICTURE_HEIGHT

static int
brightness(const guint8 *p)
{
  return p[0] + p[1] + p[2];
}

/* An Na in the middle, seen along −y, and around it eight others that do not hide it, so
 * far before it (Å) or behind. */
static Snapshot *
well(double before)
{
  g_autoptr(Frame) frame = fixture_frame(STAGE_EDGE, 9);

  fixture_place(frame, 0, "Na", vec3(10, 10, 10));
  for (guint k = 0; k < 8; k++) {
    double angle = k * G_PI / 4.0;
    fixture_place(frame, k + 1, "Na",
                  vec3(10 + 2.1 * cos(angle), 10 + before, 10 + 2.1 * sin(angle)));
  }
  return snapshot_new(frame, NULL);
}

/* +1 or −1: which way y has to grow to come nearer to the eye. */
static double
toward_eye(const Stage *stage)
{
  return camera_towards_eye(&stage->camera).y > 0.0 ? 1.0 : -1.0;
}

static int
difference_at_middle(const guint8 *a, const guint8 *b)
{
  const guint8 *p = fixture_pixel(a, W, W / 2, H / 2);
  const guint8 *q = fixture_pixel(b, W, W / 2, H / 2);

  return abs(p[0] - q[0]) + abs(p[1] - q[1]) + abs(p[2] - q[2]);
}

/* How much the atom in a well stands out from the background. */
static int
contrast_in_well(Stage *stage, double before)
{
  g_autoptr(Snapshot) snapshot = well(before * toward_eye(stage));
  g_autofree guint8 *with = stage_draw(stage, snapshot);
  g_autofree guint8 *without = stage_draw(stage, NULL);

  return difference_at_middle(with, without);
}

/* The deeper in the well, the more it sinks into the background, which in the dark means
 * that it is darker; on a hill and in the plain nothing sinks. */
static void
test_crevices_sink(gconstpointer es)
{
  const double depths[] = {1.5, 3.0, 5.0};
  Cell cell = cell_cubic(STAGE_EDGE);
  Stage stage;

  if (!stage_init(&stage, es, &cell))
    return;
  stage.style.outlines = 0.0;
  stage.style.mode = RENDER_SPACE_FILLING;
  for (int k = 0; k < 4; k++) {
    stage.style.dark = k & 1;
    stage.camera.orthographic = k & 2;
    int open = contrast_in_well(&stage, 0.0), before = open;
    g_assert_cmpint(abs(contrast_in_well(&stage, -4.0) - open), <=, open / 50);
    for (guint d = 0; d < G_N_ELEMENTS(depths); d++) {
      int now = contrast_in_well(&stage, depths[d]);
      g_test_message("%.1f Å deep: %d of %d", depths[d], now, open);
      g_assert_cmpint(now, <=, before + 3);
      before = now;
    }
    g_assert_cmpint(before, <, 0.85 * open);
  }
  stage_clear(&stage);
}

/* How much an atom so far before the middle of the cell stands out. */
static int
contrast(Stage *stage, const char *symbol, double before)
{
  g_autoptr(Snapshot) snapshot = fixture_one_atom(symbol);

  snapshot->frame->position[0].y += before * toward_eye(stage);
  g_autofree guint8 *with = stage_draw(stage, snapshot);
  g_autofree guint8 *without = stage_draw(stage, NULL);
  return difference_at_middle(with, without);
}

#define AIR_STEPS 7

/* How much an atom stands out from the front (0) to the back of the cell; less and less.
 */
static void
contrasts(Stage *stage, const char *symbol, int seen[AIR_STEPS])
{
  for (int k = 0; k < AIR_STEPS; k++) {
    seen[k] = contrast(stage, symbol, 9.0 - 3.0 * k);
    if (k > 0)
      g_assert_cmpint(seen[k], <=, seen[k - 1]);
  }
}

/* Air: what lies deep sinks into the background, the ions less than the network. */
static void
test_air_grows_with_depth(gconstpointer es)
{
  Cell cell = cell_cubic(STAGE_EDGE);
  Stage stage;

  if (!stage_init(&stage, es, &cell))
    return;
  stage.style.outlines = 0.0;
  for (int k = 0; k < 4; k++) {
    int ion[AIR_STEPS], network[AIR_STEPS];
    stage.style.dark = k & 1;
    stage.camera.orthographic = k & 2;
    contrasts(&stage, "Na", ion);
    contrasts(&stage, "Si", network);
    g_test_message("ion %d to %d, network %d to %d", ion[0], ion[AIR_STEPS - 1],
                   network[0], network[AIR_STEPS - 1]);
    double kept_ion = ion[AIR_STEPS - 1] / (double)ion[0];
    double kept_network = network[AIR_STEPS - 1] / (double)network[0];
    g_assert_cmpfloat(kept_network, <, 0.5);
    g_assert_cmpfloat(kept_ion, <, 0.85);
    g_assert_cmpfloat(kept_ion, >, 1.3 * kept_network);
  }
  stage_clear(&stage);
}

/* Largest minus smallest channel. */
static int
colourfulness(Tint tint)
{
  return MAX(tint.r, MAX(tint.g, tint.b)) - MIN(tint.r, MIN(tint.g, tint.b));
}

/* The default: a thin pale network, ions that are large and bright. */
static void
test_network_is_a_ghost(void)
{
  const char *const network[] = {"Si", "B", "P", "Al", "O", "S"};
  const char *const ions[] = {"Li", "Na", "K", "Ag"};
  RenderStyle style;

  render_style_init(&style);
  g_assert_cmpint(style.mode, ==, RENDER_NETWORK_IONS);
  g_assert_cmpfloat(appearance_bond_radius(style.mode), <, 0.1);
  for (guint n = 0; n < G_N_ELEMENTS(network); n++) {
    const Element *thin = element_lookup(network[n]);
    Tint pale = appearance_atom(thin, &style);
    g_assert_cmpuint(pale.presence, ==, 0);
    for (guint k = 0; k < G_N_ELEMENTS(ions); k++) {
      const Element *ion = element_lookup(ions[k]);
      g_assert_cmpuint(appearance_atom(ion, &style).presence, ==, 255);
      g_assert_cmpfloat(appearance_atom_radius(ion, style.mode), >,
                        1.3 * appearance_atom_radius(thin, style.mode));
    }
    style.mode = RENDER_BALL_STICK;
    g_assert_cmpint(colourfulness(pale), <=,
                    colourfulness(appearance_atom(thin, &style)));
    style.mode = RENDER_NETWORK_IONS;
  }
}

/* Opacity on no background of everything that style shows of snapshot. */
static guint8 *
opacity_of(Stage *stage, Snapshot *snapshot)
{
  stage->style.transparent = TRUE;
  stage->style.depth_cue = 0.0;
  stage->style.hidden_types = 0;
  stage->style.show_bonds = FALSE;
  return stage_draw(stage, snapshot);
}

/* Six formers around the middle, joined to a ring that faces the eye. */
static Snapshot *
ring_snapshot(double time, gboolean present)
{
  g_autoptr(Frame) frame = fixture_frame(STAGE_EDGE, 6);
  Ring ring = {.n = 6, .atom = {0, 1, 2, 3, 4, 5}};

  for (guint k = 0; k < 6; k++)
    fixture_place(frame, k, k % 2 ? "O" : "Si",
                  vec3(10 + 2.8 * cos(k * G_PI / 3), 10, 10 + 2.8 * sin(k * G_PI / 3)));
  frame->time = time;
  Snapshot *snapshot = snapshot_new(frame, NULL);
  snapshot->rings = g_array_new(FALSE, FALSE, sizeof(Ring));
  if (present)
    g_array_append_val(snapshot->rings, ring);
  return snapshot;
}

/* A plate is a veil, its edges are solid. */
static void
test_rings_are_plates_with_thick_edges(gconstpointer es)
{
  g_autoptr(Snapshot) snapshot = ring_snapshot(100.0, TRUE);
  double x, y, most = 0.0;
  Stage stage;

  if (!stage_init(&stage, es, &snapshot->frame->cell))
    return;
  g_autofree guint8 *picture = opacity_of(&stage, snapshot);
  for (int k = 1; k < 10; k++) {
    Vec3 inside = vec3(10.0 + 0.1 * k * 2.2, 10, 10.0);
    camera_project(&stage.camera, inside, W, H, &x, &y, NULL);
    int veil = fixture_pixel(picture, W, (int)x, (int)y)[3];
    g_assert_cmpint(veil, <, 200);
    most = fmax(most, veil);
  }
  g_assert_cmpfloat(most, >, 25.0);
  for (int k = 0; k < 6; k++) {
    Vec3 edge = vec3_scale(
        vec3_add(snapshot->frame->position[k], snapshot->frame->position[(k + 1) % 6]),
        0.5);
    camera_project(&stage.camera, edge, W, H, &x, &y, NULL);
    g_assert_cmpint(fixture_pixel(picture, W, (int)x, (int)y)[3], >=, 250);
  }
  stage_clear(&stage);
}

/* Light that the ring adds to a dark picture; veil gets what its plate alone adds to a
 * pixel in the middle of it. */
static double
ring_light(Stage *stage, double time, gboolean present, int *veil)
{
  g_autoptr(Snapshot) snapshot = ring_snapshot(time, present);
  double sum = 0.0;

  stage->style.show_rings = FALSE;
  g_autofree guint8 *without = stage_draw(stage, snapshot);
  stage->style.show_rings = TRUE;
  g_autofree guint8 *with = stage_draw(stage, snapshot);
  for (int k = 0; k < W * H; k++)
    sum += brightness(with + 4 * k) - brightness(without + 4 * k);
  *veil = brightness(fixture_pixel(with, W, W / 2 + 9, H / 2)) -
          brightness(fixture_pixel(without, W, W / 2 + 9, H / 2));
  return sum;
}

static void
test_rings_flash_and_fade_in_the_picture(gconstpointer es)
{
  static const struct {
    double time;
    gboolean present;
  } story[] = {
      {100.0, FALSE}, {100.1, TRUE},  {100.3, TRUE},  {101.0, TRUE},
      {101.1, FALSE}, {101.3, FALSE}, {101.5, FALSE}, {101.7, FALSE},
  };
  double light[G_N_ELEMENTS(story)];
  int veil[G_N_ELEMENTS(story)];
  Cell cell = cell_cubic(STAGE_EDGE);
  Stage stage;

  if (!stage_init(&stage, es, &cell))
    return;
  for (guint k = 0; k < G_N_ELEMENTS(story); k++)
    light[k] = ring_light(&stage, story[k].time, story[k].present, &veil[k]);
  g_assert_cmpfloat(light[0], ==, 0.0);
  for (guint k = 1; k < G_N_ELEMENTS(story) - 1; k++) {
    const double most = k == 4 ? 1.0 : 0.98; /* how much of the light before */
    g_assert_cmpint(veil[k], >, 0);
    if (k == 1)
      continue;
    g_assert_cmpfloat(light[k], <=, most * light[k - 1]);
    g_assert_cmpfloat(veil[k], <=, most * veil[k - 1]);
  }
  g_assert_cmpfloat(veil[1], >, 1.5 * veil[3]);
  g_assert_cmpfloat(light[1], >, 1.15 * light[3]);
  g_assert_cmpfloat(light[6], <, 0.7 * light[3]);
  g_assert_cmpfloat(light[7], ==, 0.0);
  stage_clear(&stage);
}

/* The hop that happens now is brighter than one that has just been; cages are rings. */
static void
test_cages_are_rings_and_hops_glow(gconstpointer es)
{
  g_autoptr(Snapshot) snapshot = fixture_one_atom("Na");
  const Vec3 from = vec3(6, 10, 7), to = vec3(14, 10, 7);
  double x, y, light[2] = {0.0, 0.0};
  Stage stage;

  if (!stage_init(&stage, es, &snapshot->frame->cell))
    return;
  stage.camera.distance = 30.0;
  stage.style.hop_age = 1000.0;
  snapshot->hops = g_ptr_array_new_with_free_func((GDestroyNotify)event_unref);
  g_autofree guint8 *none = stage_draw(&stage, snapshot);
  for (int k = 0; k < 2; k++) {
    g_autoptr(Snapshot) hopped = fixture_one_atom("Na");
    hopped->hops = g_ptr_array_new_with_free_func((GDestroyNotify)event_unref);
    g_ptr_array_add(hopped->hops, fixture_hop(hopped->frame, 0, from, to, k ? 0.4 : 0));
    g_autofree guint8 *picture = stage_draw(&stage, hopped);
    for (int j = 0; j < W * H; j++)
      light[k] += brightness(picture + 4 * j) - brightness(none + 4 * j);
    camera_project(&stage.camera, from, W, H, &x, &y, NULL);
    int most = 0;
    for (int j = 4; j < 24; j++)
      most = MAX(most, pixel_difference(fixture_pixel(picture, W, (int)x - j, (int)y),
                                        fixture_pixel(none, W, (int)x - j, (int)y)));
    int middle = pixel_difference(fixture_pixel(picture, W, (int)x - 3, (int)y),
                                  fixture_pixel(none, W, (int)x - 3, (int)y));
    g_assert_cmpint(most, >, 40);
    g_assert_cmpint(middle, <, most);
  }
  g_test_message("light %g, then %g", light[0], light[1]);
  g_assert_cmpfloat(light[0], >, 1.3 * light[1]);
  g_assert_cmpfloat(light[1], >, 0.0);
  stage_clear(&stage);
}

/* SiO4 in the middle. */
static Snapshot *
lone_tetrahedron(void)
{
  const double d = 1.4;
  g_autoptr(Frame) frame = fixture_frame(STAGE_EDGE, 5);
  BondRule rule;

  fixture_place(frame, 0, "Si", vec3(10, 10, 10));
  fixture_place(frame, 1, "O", vec3(10 + d, 10, 10 + 0.7));
  fixture_place(frame, 2, "O", vec3(10 - d, 10, 10 + 0.7));
  fixture_place(frame, 3, "O", vec3(10, 10 + d, 10 - 0.7));
  fixture_place(frame, 4, "O", vec3(10, 10 - d, 10 - 0.7));
  bond_rule_init(&rule, frame->species);
  g_autoptr(Bonds) bonds = bonds_new(frame, &rule);
  return snapshot_new(frame, bonds);
}

static void
test_polyhedra_are_translucent(gconstpointer es)
{
  g_autoptr(Snapshot) snapshot = lone_tetrahedron();
  Stage stage;

  if (!stage_init(&stage, es, &snapshot->frame->cell))
    return;
  stage.style.mode = RENDER_POLYHEDRA;
  stage.style.transparent = TRUE;
  stage.style.depth_cue = 0.0;
  stage.camera.distance = 20.0;
  for (int solid = 0; solid < 2; solid++) {
    stage.style.solid_polyhedra = solid;
    g_autofree guint8 *picture = stage_draw(&stage, snapshot);
    int veil = fixture_pixel(picture, W, W / 2 + 8, H / 2 - 6)[3];
    if (solid)
      g_assert_cmpint(veil, ==, 255);
    else
      g_assert_cmpint(veil, <, 220);
    g_assert_cmpint(veil, >, 60);
  }
  stage_clear(&stage);
}

/* Pixels that differ from all around them, which do not differ from each other. */
static guint
count_grains(const guint8 *picture)
{
  guint n = 0;

  for (int y = 1; y < H - 1; y++)
    for (int x = 1; x < W - 1; x++) {
      int low = 765, high = 0, own = brightness(fixture_pixel(picture, W, x, y));
      for (int k = 0; k < 9; k++) {
        int other = brightness(fixture_pixel(picture, W, x + k % 3 - 1, y + k / 3 - 1));
        low = k == 4 ? low : MIN(low, other);
        high = k == 4 ? high : MAX(high, other);
      }
      n += high - low < 10 && (own < low - 5 || own > high + 5);
    }
  return n;
}

static void
test_solid_faces_have_no_grain(gconstpointer es)
{
  g_autoptr(Snapshot) snapshot = fixture_cristobalite();
  Stage stage;

  if (!stage_init(&stage, es, &snapshot->frame->cell))
    return;
  stage.style.mode = RENDER_POLYHEDRA;
  stage.style.solid_polyhedra = TRUE;
  stage.style.show_rings = stage.style.show_hops = FALSE;
  stage.camera.distance = 22.0;
  for (int k = 0; k < 8; k++) {
    camera_orbit(&stage.camera, 0.43, 0.21);
    g_autofree guint8 *picture = stage_draw(&stage, snapshot);
    g_test_message("%u grains", count_grains(picture));
    g_assert_cmpuint(count_grains(picture), <, 5);
  }
  stage_clear(&stage);
}

static void
add(const char *name, GTestDataFunc func)
{
  for (int es = 0; es < 2; es++) {
    g_autofree char *path = g_strdup_printf("/shading/%s/%s", es ? "es" : "gl", name);
    g_test_add_data_func(path, GINT_TO_POINTER(es), func);
  }
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  add("what lies in a crevice sinks", test_crevices_sink);
  add("air grows with depth, less before ions", test_air_grows_with_depth);
  g_test_add_func("/shading/by default the network is a ghost", test_network_is_a_ghost);
  add("rings are plates with thick edges", test_rings_are_plates_with_thick_edges);
  add("rings flash and fade in the picture", test_rings_flash_and_fade_in_the_picture);
  add("cages are rings and the newest hop glows", test_cages_are_rings_and_hops_glow);
  add("polyhedra are translucent or solid", test_polyhedra_are_translucent);
  add("solid faces have no grain", test_solid_faces_have_no_grain);
  return g_test_run();
}

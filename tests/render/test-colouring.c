// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* What colours say: numbers of the engine, classes of rings, kinds of polyhedra, and the
 * words beside them. */
#include "colour-vision.h"
#include "render-fixture.h"

#include <math.h>
#include <string.h>

#include "render/appearance.h"
#include "render/colouring.h"
#include "render/geometry.h"
#include "render/picture-caption.h"

static Snapshot *
with_numbers(void)
{
  g_autoptr(Frame) bare = fixture_frame(STAGE_EDGE, 3);
  Frame *frame = frame_new(bare->species, 3,
                           FRAME_VELOCITY | FRAME_FORCE | FRAME_ENERGY | FRAME_DEVIATION |
                               FRAME_GRADE);

  frame->cell = bare->cell;
  for (guint i = 0; i < 3; i++) {
    frame->position[i] = vec3(3 + 4.0 * i, 10, 10);
    frame->velocity[i] = vec3(3.0 * i, -4.0 * i, 0);
    frame->force[i] = vec3(i, 2.0 * i, -2.0 * i);
    frame->energy[i] = -1.5 - i;
    frame->deviation[i] = 0.1 * i;
    frame->grade[i] = 0.5 * i;
  }
  Snapshot *snapshot = snapshot_new(frame, NULL);
  snapshot->hops = g_ptr_array_new_with_free_func((GDestroyNotify)event_unref);
  for (guint k = 0; k < 3; k++)
    g_ptr_array_add(snapshot->hops, fixture_hop(frame, k == 1 ? 1 : 0, vec3(1, 2, 3),
                                                vec3(3, 2, 3), 1.0));
  frame_unref(frame);
  return snapshot;
}

/* Every number that an engine gives, against sums by hand. */
static void
test_numbers_of_the_engine(void)
{
  static const struct {
    RenderColourBy by;
    float value[3];
    const char *unit;
  } cases[] = {
      {RENDER_BY_SPEED, {0.0f, 5.0f, 10.0f}, "Å/ps"},
      {RENDER_BY_FORCE, {0.0f, 3.0f, 6.0f}, "eV/Å"},
      {RENDER_BY_ENERGY, {-1.5f, -2.5f, -3.5f}, "eV"},
      {RENDER_BY_DEVIATION, {0.0f, 0.1f, 0.2f}, "eV/Å"},
      {RENDER_BY_GRADE, {0.0f, 0.5f, 1.0f}, ""},
      {RENDER_BY_HOPS, {2.0f, 1.0f, 0.0f}, ""},
  };
  g_autoptr(Snapshot) snapshot = with_numbers();
  RenderStyle style;

  render_style_init(&style);
  for (guint k = 0; k < G_N_ELEMENTS(cases); k++) {
    ColourScale scale;
    float value[3];
    style.colour.by = cases[k].by;
    g_assert_true(colouring_values(snapshot, &style, value));
    for (guint i = 0; i < 3; i++)
      g_assert_cmpfloat_with_epsilon(value[i], cases[k].value[i], 1e-6);
    g_assert_true(colouring_scale(snapshot, &style, value, &scale));
    g_assert_cmpstr(scale.unit, ==, cases[k].unit);
  }
}

/* The legend has the colours that the atoms have. */
static void
test_legend_is_that_of_the_atoms(void)
{
  g_autoptr(Snapshot) snapshot = with_numbers();
  g_autoptr(Geometry) geometry = geometry_new();
  Camera camera = fixture_camera(&snapshot->frame->cell, 40.0);
  RenderStyle style;
  Caption caption;

  render_style_init(&style);
  for (int map = 0; map < COLOUR_N_MAPS; map++) {
    style.colour = (RenderColouring){RENDER_BY_SPEED, (ColourMap)map, 0.0, 10.0, NULL};
    picture_caption_init(&caption, snapshot, &style, &camera, 400.0,
                         (CaptionParts){.colours = TRUE});
    g_assert_cmpstr(caption.title, ==, "speed (Å/ps)");
    g_assert_cmpfloat(caption.low, ==, 0.0);
    g_assert_cmpfloat(caption.high, ==, 10.0);
    g_assert_cmpuint(caption.n_map, ==, CAPTION_MAP);
    geometry_build(geometry, snapshot, &style);
    for (guint i = 0; i < 3; i++) {
      const Tint *tint = &g_array_index(geometry->spheres, SphereInstance, i).tint;
      const float *rgb = caption.map[i * (CAPTION_MAP - 1) / 2];
      g_assert_cmpfloat_with_epsilon(tint->r / 255.0, rgb[0], 0.01);
      g_assert_cmpfloat_with_epsilon(tint->g / 255.0, rgb[1], 0.01);
      g_assert_cmpfloat_with_epsilon(tint->b / 255.0, rgb[2], 0.01);
    }
  }
}

/* Bar, axes and label say what the camera sees and when. */
static void
test_caption_tells_the_truth(void)
{
  g_autoptr(Snapshot) snapshot = with_numbers();
  const double height = 400.0;
  Caption caption;
  RenderStyle style;

  render_style_init(&style);
  snapshot->frame->time = 184.2;
  snapshot->frame->has_thermo = TRUE;
  snapshot->frame->thermo.temperature = 1499.7;
  for (int k = 0; k < 2; k++) {
    Camera camera = fixture_camera(&snapshot->frame->cell, 40.0);
    double x[2], y[2];
    camera.orthographic = k;
    camera_orbit(&camera, 0.6, 0.3);
    picture_caption_init(&caption, snapshot, &style, &camera, height,
                         (CaptionParts){.scale = TRUE, .axes = TRUE, .time = TRUE});
    g_assert_cmpstr(caption.label, ==, "184.20 ps · 1500 K");
    /* 10 Å across, in the plane that is looked at. */
    Vec3 right = vec3_normalized(vec3_cross(vec3(0, 0, 1), camera_towards_eye(&camera)));
    camera_project(&camera, camera.centre, 600, height, &x[0], &y[0], NULL);
    camera_project(&camera, vec3_mul_add(camera.centre, 10.0, right), 600, height, &x[1],
                   &y[1], NULL);
    g_assert_cmpfloat_with_epsilon(hypot(x[1] - x[0], y[1] - y[0]) * caption.pixel, 10.0,
                                   1e-6);
    for (int axis = 0; axis < 3; axis++) {
      Vec3 seen =
          camera_rotate(&camera, vec3_normalized(snapshot->frame->cell.vector[axis]));
      g_assert_cmpfloat_with_epsilon(caption.axis[axis][0], seen.x, 1e-9);
      g_assert_cmpfloat_with_epsilon(caption.axis[axis][1], seen.y, 1e-9);
      g_assert_cmpfloat_with_epsilon(caption.axis[axis][2], seen.z, 1e-9);
    }
  }
}

static void
to_rgb(Tint tint, float rgb[3])
{
  rgb[0] = (float)(tint.r / 255.0);
  rgb[1] = (float)(tint.g / 255.0);
  rgb[2] = (float)(tint.b / 255.0);
}

static double
tint_distance(Tint a, Tint b)
{
  float rgb[2][3];

  to_rgb(a, rgb[0]);
  to_rgb(b, rgb[1]);
  return least_lab_distance(rgb[0], rgb[1]);
}

/* From boroxol to all four-fold, on both grounds, for everybody. */
static void
test_ring_classes_differ(void)
{
  RenderStyle style;

  render_style_init(&style);
  for (int dark = 0; dark < 2; dark++) {
    Tint class[4];
    style.dark = dark;
    for (guint n = 0; n < 4; n++)
      class[n] = appearance_ring(&(Ring){.n = 6, .borate = TRUE, .n_four = n}, &style);
    for (guint a = 0; a < 4; a++)
      for (guint b = 0; b < a; b++)
        g_assert_cmpfloat(tint_distance(class[a], class[b]), >, 18.0);
  }
}

/* Density, clearance, channel; hops and doorways. */
static void
test_things_on_the_way_differ(void)
{
  RenderStyle style;

  render_style_init(&style);
  for (int dark = 0; dark < 2; dark++) {
    style.dark = dark;
    const Tint tint[] = {
        appearance_surface(MESH_DENSITY, &style),
        appearance_surface(MESH_CLEARANCE, &style),
        appearance_surface(MESH_CHANNEL, &style),
        appearance_gate(&style),
    };
    for (guint a = 0; a < G_N_ELEMENTS(tint); a++)
      for (guint b = 0; b < a; b++)
        g_assert_cmpfloat(tint_distance(tint[a], tint[b]), >, 20.0);
    /* The channel stands out. */
    g_assert_cmpuint(tint[2].presence, >, tint[0].presence);
    g_assert_cmpuint(tint[2].presence, >, tint[1].presence);
  }
}

/* n anions O about a former, evenly. */
static Snapshot *
unit_of(const char *former, guint n, double length)
{
  static const double around[2][4][3] = {
      {{1, 0, 0}, {-0.5, 0.8660254, 0}, {-0.5, -0.8660254, 0}},
      {{0.57735, 0.57735, 0.57735},
       {0.57735, -0.57735, -0.57735},
       {-0.57735, 0.57735, -0.57735},
       {-0.57735, -0.57735, 0.57735}}};
  g_autoptr(SpeciesList) species = species_list_new();
  const Vec3 middle = vec3(10, 10, 10);
  BondRule rule;

  species_list_add(species, element_lookup(former));
  species_list_add(species, element_lookup("O"));
  g_autoptr(Frame) frame = frame_new(species, n + 1, 0);
  frame->cell = cell_cubic(STAGE_EDGE);
  fixture_place(frame, 0, former, middle);
  for (guint k = 0; k < n; k++) {
    const double *d = around[n - 3][k];
    fixture_place(frame, k + 1, "O",
                  vec3_mul_add(middle, length, vec3(d[0], d[1], d[2])));
  }
  bond_rule_init(&rule, species);
  g_autoptr(Bonds) bonds = bonds_new(frame, &rule);
  return snapshot_new(frame, bonds);
}

/* Triangles of BO3, tetrahedra of the others; BO3 and BO4 have colours of their own. */
static void
test_polyhedra_of_every_former(void)
{
  static const struct {
    const char *former;
    guint n, faces, edges;
    double length;
  } units[] = {{"B", 3, 1, 3, 1.37},
               {"B", 4, 4, 6, 1.47},
               {"Si", 4, 4, 6, 1.61},
               {"P", 4, 4, 6, 1.54},
               {"Al", 4, 4, 6, 1.75}};
  g_autoptr(Geometry) geometry = geometry_new();
  RenderStyle style;
  Tint tint[G_N_ELEMENTS(units)];

  render_style_init(&style);
  style.mode = RENDER_POLYHEDRA;
  for (guint k = 0; k < G_N_ELEMENTS(units); k++) {
    g_autoptr(Snapshot) unit = unit_of(units[k].former, units[k].n, units[k].length);
    geometry_build(geometry, unit, &style);
    g_assert_cmpuint(geometry->sheets.triangles->len, ==, 3 * units[k].faces);
    g_assert_cmpuint(geometry->stubs->len, ==, units[k].edges);
    tint[k] = g_array_index(geometry->sheets.vertices, SheetVertex, 0).tint;
  }
  for (guint a = 0; a < G_N_ELEMENTS(units); a++)
    for (guint b = 0; b < a; b++)
      g_assert_cmpfloat(tint_distance(tint[a], tint[b]), >, 12.0);
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/colouring/numbers of the engine are those of the atoms",
                  test_numbers_of_the_engine);
  g_test_add_func("/colouring/the legend has the colours of the atoms",
                  test_legend_is_that_of_the_atoms);
  g_test_add_func("/colouring/bar, axes and label tell the truth",
                  test_caption_tells_the_truth);
  g_test_add_func("/colouring/classes of rings differ for everybody",
                  test_ring_classes_differ);
  g_test_add_func("/colouring/surfaces and doorways differ for everybody",
                  test_things_on_the_way_differ);
  g_test_add_func("/colouring/every former has its polyhedra",
                  test_polyhedra_of_every_former);
  return g_test_run();
}

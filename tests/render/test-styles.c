// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* Styles, colours by number, slices, copies, marks, rings in time, surfaces and picking:
 * what must be seen, without knowing it pixel by pixel. */
#include "colour-vision.h"
#include "render-fixture.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "render/appearance.h"
#include "render/colouring.h"
#include "render/geometry.h"
#include "render/picture-caption.h"
#include "render/polyhedron.h"

#define W PICTURE_WIDTH
#define H PICTURE_HEIGHT

static void
lab_at(ColourMap map, double t, int vision, double lab[3])
{
  float rgb[3];

  colour_map_at(map, t, rgb);
  lab_seen_by(vision, rgb, lab);
}

static void
test_maps_keep_their_order_for_everybody(void)
{
  for (int map = 0; map < COLOUR_N_MAPS; map++) {
    for (int vision = 0; vision < N_VISIONS; vision++) {
      double before[3], lab[3], least = INFINITY, most = 0.0;
      lab_at((ColourMap)map, 0.0, vision, before);
      for (int k = 1; k <= 32; k++) {
        lab_at((ColourMap)map, k / 32.0, vision, lab);
        double step = lab_distance(lab, before);
        least = fmin(least, step);
        most = fmax(most, step);
        gboolean rises = map != COLOUR_MAP_TIDE || k <= 16;
        g_assert_cmpfloat(rises ? lab[0] - before[0] : before[0] - lab[0], >, 0.4);
        memcpy(before, lab, sizeof lab);
      }
      g_assert_cmpfloat(least, >, 1.0);
      g_assert_cmpfloat(most / least, <, vision == 2 ? 3.2 : 5.0);
    }
  }
}

static void
test_ends_of_the_tide_differ(void)
{
  for (int vision = 0; vision < N_VISIONS; vision++) {
    double low[3], high[3];
    lab_at(COLOUR_MAP_TIDE, 0.1, vision, low);
    lab_at(COLOUR_MAP_TIDE, 0.9, vision, high);
    g_assert_cmpfloat(lab_distance(low, high), >, 40.0);
  }
}

static void
test_classes_differ_for_everybody(void)
{
  for (int vision = 0; vision < N_VISIONS; vision++) {
    for (guint a = 0; a < COLOUR_CLASSES; a++) {
      for (guint b = 0; b < a; b++) {
        float rgb[2][3];
        double lab[2][3];
        colour_class(a, rgb[0]);
        colour_class(b, rgb[1]);
        for (int k = 0; k < 2; k++)
          lab_seen_by(vision, rgb[k], lab[k]);
        g_assert_cmpfloat(lab_distance(lab[0], lab[1]), >, 11.0);
      }
    }
  }
}

static void
test_hull_of_a_tetrahedron_and_an_octahedron(void)
{
  const Vec3 four[] = {{1, 1, 1}, {1, -1, -1}, {-1, 1, -1}, {-1, -1, 1}};
  const Vec3 six[] = {{1, 0, 0},  {-1, 0, 0}, {0, 1, 0},
                      {0, -1, 0}, {0, 0, 1},  {0, 0, -1}};
  const Vec3 flat[] = {{0, 0, 0}, {1, 0, 0}, {0, 1, 0}, {1, 1, 0}};
  Polyhedron p;

  g_assert_true(polyhedron_init(&p, four, 4));
  g_assert_cmpuint(p.n_faces, ==, 4);
  g_assert_cmpuint(p.n_edges, ==, 6);
  g_assert_true(polyhedron_init(&p, six, 6));
  g_assert_cmpuint(p.n_faces, ==, 8);
  g_assert_cmpuint(p.n_edges, ==, 12);
  for (guint k = 0; k < p.n_faces; k++) {
    Vec3 a = six[p.face[k][0]], b = six[p.face[k][1]], c = six[p.face[k][2]];
    g_assert_cmpfloat(vec3_dot(vec3_cross(vec3_sub(b, a), vec3_sub(c, a)), a), >, 0.5);
  }
  g_assert_true(polyhedron_init(&p, four, 3));
  g_assert_cmpuint(p.n_faces, ==, 1);
  g_assert_cmpuint(p.n_edges, ==, 3);
  g_assert_false(polyhedron_init(&p, four, 2));
  g_assert_false(polyhedron_init(&p, flat, 4));
}

static void
test_every_silicon_has_its_tetrahedron(void)
{
  g_autoptr(Snapshot) snapshot = fixture_cristobalite();
  g_autoptr(Geometry) geometry = geometry_new();
  RenderStyle style;
  double area = 0.0;

  render_style_init(&style);
  style.mode = RENDER_POLYHEDRA;
  style.show_rings = FALSE;
  geometry_build(geometry, snapshot, &style);
  g_assert_cmpuint(geometry->sheets.triangles->len, ==, 64 * 4 * 3);
  /* Edges of what is translucent hide nothing. */
  g_assert_cmpuint(geometry->stubs->len, ==, 64 * 6);
  g_assert_cmpuint(geometry->capsules->len, ==, 0);
  g_assert_cmpuint(geometry->facets.triangles->len, ==, 0);
  const SheetVertex *v = (const SheetVertex *)geometry->sheets.vertices->data;
  for (guint k = 0; k < geometry->sheets.triangles->len; k += 3) {
    Vec3 r[3];
    for (int j = 0; j < 3; j++) {
      const float *p =
          v[g_array_index(geometry->sheets.triangles, guint32, k + j)].position;
      r[j] = vec3(p[0], p[1], p[2]);
    }
    area += 0.5 * vec3_norm(vec3_cross(vec3_sub(r[1], r[0]), vec3_sub(r[2], r[0])));
  }
  /* Edge of the tetrahedron: √(8/3) of the bond, √3/8 of the cubic cell. */
  double edge = sqrt(8.0 / 3.0) * sqrt(3.0) / 8.0 * 7.16;
  g_assert_cmpfloat_with_epsilon(area, 64 * sqrt(3.0) * edge * edge, 1e-2);
  style.solid_polyhedra = TRUE;
  geometry_build(geometry, snapshot, &style);
  g_assert_cmpuint(geometry->facets.triangles->len, ==, 64 * 4 * 3);
  g_assert_cmpuint(geometry->capsules->len, ==, 64 * 6);
}

static void
test_qn_counts_bridges(void)
{
  g_autoptr(Snapshot) snapshot = fixture_cristobalite();
  guint n = snapshot->frame->n_atoms;
  g_autofree float *value = g_new(float, n);
  RenderStyle style;
  ColourScale scale;

  render_style_init(&style);
  style.colour.by = RENDER_BY_QN;
  g_assert_true(colouring_values(snapshot, &style, value));
  g_assert_true(colouring_scale(snapshot, &style, value, &scale));
  g_assert_true(scale.classes);
  g_assert_cmpuint(scale.count[4], ==, 64);
  g_assert_cmpuint(scale.count[COLOURING_NBO], ==, 0);
  for (guint i = 0; i < n; i++)
    g_assert_true(snapshot->frame->type[i] == 1 ? value[i] == 4.0f : isnan(value[i]));
  style.colour.by = RENDER_BY_COORDINATION;
  g_assert_true(colouring_scale(snapshot, &style, NULL, &scale));
  g_assert_cmpuint(scale.count[4], ==, 64);
  g_assert_cmpuint(scale.count[2], ==, 128);
}

/* An Si with four O, one of them taken away, one shared with a second Si. */
static void
test_open_ends_are_counted(void)
{
  g_autoptr(Frame) frame = fixture_frame(STAGE_EDGE, 6);
  float value[6];
  RenderStyle style;
  BondRule rule;

  fixture_place(frame, 0, "Si", vec3(10, 10, 10));
  fixture_place(frame, 1, "O", vec3(11.6, 10, 10));
  fixture_place(frame, 2, "O", vec3(10, 11.6, 10));
  fixture_place(frame, 3, "O", vec3(10, 10, 11.6));
  fixture_place(frame, 4, "Si", vec3(13.2, 10, 10));
  fixture_place(frame, 5, "Na", vec3(5, 5, 5));
  bond_rule_init(&rule, frame->species);
  g_autoptr(Bonds) bonds = bonds_new(frame, &rule);
  g_autoptr(Snapshot) snapshot = snapshot_new(frame, bonds);
  render_style_init(&style);
  style.colour.by = RENDER_BY_QN;
  g_assert_true(colouring_values(snapshot, &style, value));
  g_assert_cmpfloat(value[0], ==, 1.0f);
  g_assert_true(isnan(value[1]));
  g_assert_cmpfloat(value[2], ==, (float)COLOURING_NBO);
  g_assert_cmpfloat(value[4], ==, 1.0f);
  g_assert_true(isnan(value[5]));
}

static void
test_unknown_numbers_leave_species_colours(void)
{
  g_autoptr(Snapshot) snapshot = fixture_one_atom("Na");
  g_autoptr(Geometry) plain = geometry_new();
  g_autoptr(Geometry) other = geometry_new();
  RenderStyle style;

  render_style_init(&style);
  geometry_build(plain, snapshot, &style);
  for (int by = 0; by < RENDER_N_COLOURINGS; by++) {
    style.colour.by = (RenderColourBy)by;
    geometry_build(other, snapshot, &style);
    g_assert_cmpmem(plain->spheres->data, sizeof(SphereInstance), other->spheres->data,
                    sizeof(SphereInstance));
  }
}

static void
test_displacement_is_since_the_origin(void)
{
  g_autoptr(Snapshot) snapshot = fixture_crowd();
  guint n = snapshot->frame->n_atoms;
  g_autoptr(Frame) origin = frame_copy(snapshot->frame, 0);
  g_autofree float *value = g_new(float, n);
  RenderStyle style;
  ColourScale scale;
  float low[3], high[3], rgb[3];

  for (guint i = 0; i < n; i++)
    origin->position[i].x -= 0.1 * i;
  render_style_init(&style);
  style.colour = (RenderColouring){RENDER_BY_DISPLACEMENT, COLOUR_MAP_DUSK, 0.0, 5.0};
  style.origin = origin;
  g_assert_true(colouring_values(snapshot, &style, value));
  g_assert_true(colouring_scale(snapshot, &style, value, &scale));
  g_assert_cmpfloat_with_epsilon(value[20], 2.0, 1e-6);
  colour_map_at(COLOUR_MAP_DUSK, 0.0, low);
  colour_map_at(COLOUR_MAP_DUSK, 1.0, high);
  g_assert_true(colouring_at(&scale, value[0], rgb));
  g_assert_cmpmem(rgb, sizeof rgb, low, sizeof low);
  g_assert_true(colouring_at(&scale, value[80], rgb));
  g_assert_cmpmem(rgb, sizeof rgb, high, sizeof high);
  style.colour.low = style.colour.high = NAN;
  g_assert_true(colouring_scale(snapshot, &style, value, &scale));
  g_assert_cmpfloat_with_epsilon(scale.low, 0.4, 1e-5);
  g_assert_cmpfloat_with_epsilon(scale.high, 8.5, 1e-5);
}

static void
test_marked_atoms_hide_and_glow(void)
{
  g_autoptr(Snapshot) snapshot = fixture_cristobalite();
  g_autoptr(AtomLook) look = atom_look_new(snapshot->frame->n_atoms, FALSE);
  g_autoptr(Geometry) geometry = geometry_new();
  RenderStyle style;

  render_style_init(&style);
  style.show_hops = FALSE;
  style.look = look;
  look->marks[3] = ATOM_HIDDEN;
  look->marks[5] = look->marks[9] = ATOM_SELECTED;
  look->marks[7] = ATOM_HIDDEN | ATOM_SELECTED;
  geometry_build(geometry, snapshot, &style);
  g_assert_cmpuint(geometry->spheres->len, ==, snapshot->frame->n_atoms - 2);
  g_assert_cmpuint(geometry->marks->len, ==, 2);
  for (guint k = 0; k < geometry->capsule_owner->len; k++) {
    CapsuleOwner *owner = &g_array_index(geometry->capsule_owner, CapsuleOwner, k);
    g_assert_true(owner->kind != RENDER_BOND || (owner->index != 3 && owner->other != 3));
  }
}

static guint
count_rings(const Snapshot *snapshot, Geometry *geometry, const RenderStyle *style,
            float *strength)
{
  geometry_build(geometry, snapshot, style);
  *strength = geometry->plates->len > 0
                  ? g_array_index(geometry->plates, PlateInstance, 0).strength
                  : 0.0f;
  return geometry->plates->len / 12;
}

static Snapshot *
ring_at(double time, gboolean present)
{
  Snapshot *snapshot = fixture_cristobalite();

  snapshot->frame->time = time;
  if (!present)
    g_array_set_size(snapshot->rings, 0);
  return snapshot;
}

static void
test_rings_flash_and_fade(void)
{
  static const struct {
    double time;
    gboolean present;
    guint n;
    double strength;
  } story[] = {
      {100.0, TRUE, 1, 1.0},  {100.1, FALSE, 1, 1.0}, {100.3, FALSE, 1, 0.6},
      {100.7, FALSE, 0, 0.0}, {101.0, TRUE, 1, 2.0},  {101.1, TRUE, 1, 1.8},
      {101.6, TRUE, 1, 1.0},  {101.5, FALSE, 0, 0.0}, {150.0, TRUE, 1, 1.0},
  };
  g_autoptr(Geometry) geometry = geometry_new();
  RenderStyle style;

  render_style_init(&style);
  for (guint k = 0; k < G_N_ELEMENTS(story); k++) {
    g_autoptr(Snapshot) snapshot = ring_at(story[k].time, story[k].present);
    float strength;
    g_assert_cmpuint(count_rings(snapshot, geometry, &style, &strength), ==, story[k].n);
    g_assert_cmpfloat_with_epsilon(strength, story[k].strength, 1e-5);
  }
  render_style_set_ring_sizes(&style, 3, 5);
  g_autoptr(Snapshot) six = ring_at(150.0, TRUE);
  float strength;
  g_assert_cmpuint(count_rings(six, geometry, &style, &strength), ==, 0);
  render_style_set_ring_sizes(&style, 6, 6);
  g_assert_cmpuint(count_rings(six, geometry, &style, &strength), ==, 1);
  render_style_set_ring_sizes(&style, 7, 8);
  g_assert_cmpuint(count_rings(six, geometry, &style, &strength), ==, 0);
}

static void
test_hops_can_be_filtered(void)
{
  g_autoptr(Snapshot) snapshot = fixture_cristobalite();
  g_autoptr(Geometry) geometry = geometry_new();
  RenderStyle style;

  render_style_init(&style);
  geometry_build(geometry, snapshot, &style);
  guint all = geometry->marks->len;
  g_assert_cmpuint(all, >=, 6);
  style.hop_types = 1u << 1;
  geometry_build(geometry, snapshot, &style);
  g_assert_cmpuint(geometry->marks->len, ==, 0);
  style.hop_types = 1u << 0;
  geometry_build(geometry, snapshot, &style);
  g_assert_cmpuint(geometry->marks->len, ==, all);
  style.hop_shortest = 3.6;
  geometry_build(geometry, snapshot, &style);
  g_assert_cmpuint(geometry->marks->len, >, 0);
  g_assert_cmpuint(geometry->marks->len, <, all);
  style.hop_shortest = 9.0;
  style.hop = g_ptr_array_index(snapshot->hops, 1);
  geometry_build(geometry, snapshot, &style);
  g_assert_cmpuint(geometry->marks->len, >=, 2);
  for (guint k = 0; k < geometry->trail_hop->len; k++)
    g_assert_cmpuint(g_array_index(geometry->trail_hop, guint, k), ==, 1);
}

static guint
count_trails(const Geometry *geometry)
{
  g_autoptr(GHashTable) seen = g_hash_table_new(NULL, NULL);

  for (guint k = 0; k < geometry->trail_hop->len; k++)
    g_hash_table_add(seen,
                     GUINT_TO_POINTER(g_array_index(geometry->trail_hop, guint, k)));
  return g_hash_table_size(seen);
}

/* What is drawn grows with the hops up to a limit, and not with the frames of a hop. */
static void
test_clutter_is_bounded(void)
{
  g_autoptr(Frame) frame = fixture_frame(STAGE_EDGE, 400);
  g_autoptr(Geometry) geometry = geometry_new();
  RenderStyle style;
  Vec3 path[500];

  for (guint i = 0; i < 400; i++)
    fixture_place(frame, i, "Na", vec3(0.05 * i, 10, 10));
  g_autoptr(Snapshot) snapshot = snapshot_new(frame, NULL);
  snapshot->hops = g_ptr_array_new_with_free_func((GDestroyNotify)event_unref);
  render_style_init(&style);
  for (guint i = 0; i < 400; i++) {
    Vec3 to = vec3_add(frame->position[i], vec3(0, 2.0 + 0.001 * i, 0));
    Event *hop = fixture_hop(frame, i, frame->position[i], to, 1.0);
    for (guint k = 0; k < 500; k++)
      path[k] = vec3_lerp(hop->from, hop->to, k / 500.0);
    event_set_path(hop, path, 500);
    g_ptr_array_add(snapshot->hops, hop);
    geometry_build(geometry, snapshot, &style);
    if (i < 60)
      g_assert_cmpuint(count_trails(geometry), ==, i + 1);
    g_assert_cmpuint(count_trails(geometry), <=, 61);
    g_assert_cmpuint(geometry->trails->len, <=, 12 * count_trails(geometry));
  }
}

/* A sphere of radius 6 about (10, 10, 10) as a surface. */
static Mesh *
ball_mesh(guint n, MeshRole role)
{
  Mesh *mesh = mesh_new(role, NULL, (n + 1) * 2 * n, 4 * n * n, FALSE);
  guint k = 0;

  mesh->cell = cell_cubic(STAGE_EDGE);
  for (guint i = 0; i <= n; i++) {
    for (guint j = 0; j < 2 * n; j++, k++) {
      double theta = G_PI * i / n, phi = G_PI * j / n;
      const double u[3] = {sin(theta) * cos(phi), sin(theta) * sin(phi), cos(theta)};
      for (int d = 0; d < 3; d++) {
        mesh->normal[3 * k + d] = (float)u[d];
        mesh->position[3 * k + d] = (float)(10.0 + 6.0 * u[d]);
      }
    }
  }
  k = 0;
  for (guint i = 0; i < n; i++) {
    for (guint j = 0; j < 2 * n; j++) {
      guint32 a = i * 2 * n + j, b = i * 2 * n + (j + 1) % (2 * n);
      const guint32 index[6] = {a, a + 2 * n, b, b, a + 2 * n, b + 2 * n};
      memcpy(mesh->index + k, index, sizeof index);
      k += 6;
    }
  }
  return mesh;
}

static Snapshot *
with_ball(MeshRole role, gboolean reversed)
{
  Snapshot *snapshot = fixture_one_atom("Na");
  Mesh *mesh = ball_mesh(40, role);

  for (guint t = 0; reversed && t < mesh->n_triangles / 2; t++) {
    guint32 keep[3];
    guint32 *a = mesh->index + 3 * t, *b = mesh->index + 3 * (mesh->n_triangles - 1 - t);
    memcpy(keep, a, sizeof keep);
    memcpy(a, b, sizeof keep);
    memcpy(b, keep, sizeof keep);
  }
  snapshot->pathways = pathways_new("density", snapshot->frame, NULL);
  g_ptr_array_add(snapshot->pathways->surfaces, mesh);
  return snapshot;
}

/* Two layers of a skin with opacity a let (1 − a)² through; the order of triangles in the
 * mesh does not matter. */
static void
test_surfaces_are_order_independent(gconstpointer es)
{
  g_autoptr(Snapshot) snapshot = with_ball(MESH_DENSITY, FALSE);
  g_autoptr(Snapshot) other = with_ball(MESH_DENSITY, TRUE);
  Stage stage;

  if (!stage_init(&stage, es, &snapshot->frame->cell))
    return;
  stage.style.transparent = TRUE;
  stage.style.depth_cue = 0.0;
  stage.style.hidden_types = 1;
  stage.camera.orthographic = TRUE;
  g_autofree guint8 *a = stage_draw(&stage, snapshot);
  g_autofree guint8 *b = stage_draw(&stage, other);
  g_assert_cmpint(picture_difference(a, b, 0, W), <=, 2);
  const guint8 *middle = fixture_pixel(a, W, W / 2, H / 2);
  double through = 1.0 - middle[3] / 255.0;
  g_assert_cmpfloat(through, >, 0.40);
  g_assert_cmpfloat(through, <, 0.75);
  stage.style.hidden_surfaces = 1u << MESH_DENSITY;
  g_autofree guint8 *none = stage_draw(&stage, snapshot);
  g_assert_cmpint(fixture_pixel(none, W, W / 2, H / 2)[3], ==, 0);
  stage_clear(&stage);
}

/* The atom inside is seen through the skin. */
static void
test_atom_shines_through_surface(gconstpointer es)
{
  g_autoptr(Snapshot) snapshot = with_ball(MESH_CLEARANCE, FALSE);
  Stage stage;

  if (!stage_init(&stage, es, &snapshot->frame->cell))
    return;
  stage.style.show_surfaces = FALSE;
  g_autofree guint8 *bare = stage_draw(&stage, snapshot);
  stage.style.show_surfaces = TRUE;
  g_autofree guint8 *behind = stage_draw(&stage, snapshot);
  stage.style.hidden_types = 1;
  g_autofree guint8 *alone = stage_draw(&stage, snapshot);
  int with = pixel_difference(fixture_pixel(bare, W, W / 2, H / 2),
                              fixture_pixel(behind, W, W / 2, H / 2));
  int without = pixel_difference(fixture_pixel(alone, W, W / 2, H / 2),
                                 fixture_pixel(behind, W, W / 2, H / 2));
  g_assert_cmpint(with, >, 5);
  g_assert_cmpint(without, >, 30);
  stage_clear(&stage);
}

static guint
count_opaque(const guint8 *picture, int left, int right)
{
  guint n = 0;

  for (int y = 0; y < H; y++)
    for (int x = left; x < right; x++)
      n += fixture_pixel(picture, W, x, y)[3] > 0;
  return n;
}

static void
test_slice_cuts_one_side_away(gconstpointer es)
{
  g_autoptr(Snapshot) snapshot = fixture_crowd();
  Stage stage;

  if (!stage_init(&stage, es, &snapshot->frame->cell))
    return;
  stage.style.transparent = TRUE;
  stage.style.depth_cue = 0.0;
  stage.style.n_slices = 1;
  stage.style.slice[0] = (RenderSlice){vec3(2, 0, 0), 2 * 10.0};
  stage.camera.orthographic = TRUE;
  g_autofree guint8 *picture = stage_draw(&stage, snapshot);
  /* The camera looks along −y with z up: x grows to the right. */
  g_assert_cmpuint(count_opaque(picture, W / 2 + 10, W), ==, 0);
  g_assert_cmpuint(count_opaque(picture, 0, W / 2), >, 1000);
  for (guint i = 0; i < snapshot->frame->n_atoms; i++) {
    double x, y;
    camera_project(&stage.camera, snapshot->frame->position[i], W, H, &x, &y, NULL);
    int hit = render_pick(snapshot, &stage.camera, &stage.style, x, y, W, H);
    g_assert_true(hit < 0 || snapshot->frame->position[hit].x <= 10.0);
  }
  stage_clear(&stage);
}

static void
test_copies_repeat_the_picture(gconstpointer es)
{
  g_autoptr(Snapshot) snapshot = fixture_crowd();
  const Cell *cell = &snapshot->frame->cell;
  Stage stage;

  if (!stage_init(&stage, es, cell))
    return;
  stage.style.transparent = TRUE;
  stage.style.depth_cue = 0.0;
  stage.style.outlines = 0.0;
  stage.style.mode = RENDER_SPACE_FILLING;
  stage.camera.orthographic = TRUE;
  stage.camera.distance = 90.0;
  stage.style.copies[0] = 3;
  Cell whole = render_whole_cell(cell, &stage.style);
  g_assert_cmpfloat_with_epsilon(whole.origin.x, -STAGE_EDGE, 1e-9);
  g_assert_cmpfloat_with_epsilon(whole.volume, 3 * cell->volume, 1e-6);
  g_autofree guint8 *picture = stage_draw(&stage, snapshot);
  double shift = STAGE_EDGE / camera_pixel_size(&stage.camera, H);
  guint n_same = 0, n_seen = 0;
  for (int y = 0; y < H; y++) {
    for (int x = W / 2 - 30; x < W / 2 + 30; x++) {
      const guint8 *here = fixture_pixel(picture, W, x, y);
      const guint8 *there = fixture_pixel(picture, W, x + (int)round(shift), y);
      n_seen += here[3] == 255;
      n_same += here[3] == 255 && there[3] == 255;
    }
  }
  g_assert_cmpuint(n_seen, >, 500);
  g_assert_cmpuint(n_same, >, 0.85 * n_seen);
  stage_clear(&stage);
}

static RenderHit
pick_at(Stage *stage, Vec3 r)
{
  double x, y;

  g_assert_true(camera_project(&stage->camera, r, W, H, &x, &y, NULL));
  return renderer_pick(offscreen_renderer(stage->offscreen), &stage->camera,
                       &stage->style, x, y, W, H);
}

static Snapshot *
four_things(void)
{
  g_autoptr(Frame) frame = fixture_frame(STAGE_EDGE, 9);
  Ring ring = {.n = 6, .atom = {3, 4, 5, 6, 7, 8}};
  BondRule rule;

  fixture_place(frame, 0, "Si", vec3(4, 10, 4));
  fixture_place(frame, 1, "O", vec3(5.6, 10, 4));
  fixture_place(frame, 2, "Na", vec3(4, 10, 15));
  for (guint k = 0; k < 6; k++)
    fixture_place(frame, 3 + k, k % 2 ? "O" : "Si",
                  vec3(14 + 2.4 * cos(k * G_PI / 3), 10, 6 + 2.4 * sin(k * G_PI / 3)));
  bond_rule_init(&rule, frame->species);
  g_autoptr(Bonds) bonds = bonds_new(frame, &rule);
  Snapshot *snapshot = snapshot_new(frame, bonds);
  snapshot->rings = g_array_new(FALSE, FALSE, sizeof(Ring));
  g_array_append_val(snapshot->rings, ring);
  snapshot->hops = g_ptr_array_new_with_free_func((GDestroyNotify)event_unref);
  g_ptr_array_add(snapshot->hops,
                  fixture_hop(frame, 2, vec3(13, 10, 14), vec3(17, 10, 14), 0.5));
  return snapshot;
}

static void
test_everything_can_be_picked(gconstpointer es)
{
  g_autoptr(Snapshot) snapshot = four_things();
  Stage stage;

  if (!stage_init(&stage, es, &snapshot->frame->cell))
    return;
  g_autofree guint8 *picture = stage_draw(&stage, snapshot);
  for (int orthographic = 0; orthographic < 2; orthographic++) {
    stage.camera.orthographic = orthographic;
    RenderHit hit = pick_at(&stage, vec3(4, 10, 15));
    g_assert_cmpint(hit.kind, ==, RENDER_ATOM);
    g_assert_cmpuint(hit.index, ==, 2);
    hit = pick_at(&stage, vec3(4.8, 10, 4));
    g_assert_cmpint(hit.kind, ==, RENDER_BOND);
    g_assert_cmpuint(hit.index + hit.other, ==, 1);
    hit = pick_at(&stage, vec3(14.3, 10, 6.2));
    g_assert_cmpint(hit.kind, ==, RENDER_RING);
    g_assert_cmpuint(hit.index, ==, 0);
    hit = pick_at(&stage, vec3(15, 10, 14.75));
    g_assert_cmpint(hit.kind, ==, RENDER_HOP);
    g_assert_cmpuint(hit.index, ==, 0);
    hit = pick_at(&stage, vec3(9, 10, 10));
    g_assert_cmpint(hit.kind, ==, RENDER_NOTHING);
  }
  stage.style.copies[0] = 3;
  RenderHit hit = pick_at(&stage, vec3(4 + STAGE_EDGE, 10, 15));
  g_assert_cmpint(hit.kind, ==, RENDER_ATOM);
  g_assert_cmpuint(hit.index, ==, 2);
  stage_clear(&stage);
}

/* Bonds too thin to be drawn are there on a finer screen, where positions of the pointer
 * are the same. */
static void
test_looks_find_what_was_drawn(gconstpointer es)
{
  g_autoptr(Snapshot) snapshot = four_things();
  const Vec3 bond = {4.8, 10, 4};
  Stage stage;

  if (!stage_init(&stage, es, &snapshot->frame->cell))
    return;
  stage.camera.distance = 110.0;
  g_autofree guint8 *coarse = stage_draw(&stage, snapshot);
  g_assert_cmpint(pick_at(&stage, bond).kind, !=, RENDER_BOND);
  stage_clear(&stage);
  stage.offscreen = fixture_offscreen(2 * W, 2 * H, GPOINTER_TO_INT(es));
  g_autofree guint8 *fine = stage_draw(&stage, snapshot);
  g_assert_cmpint(pick_at(&stage, bond).kind, ==, RENDER_BOND);
  stage.style.show_bonds = FALSE;
  g_assert_cmpint(pick_at(&stage, bond).kind, !=, RENDER_BOND);
  stage_clear(&stage);
}

static void
test_doorway_of_selected_hop_is_drawn(gconstpointer es)
{
  g_autoptr(Snapshot) snapshot = four_things();
  HopGate gate = {.corner = {{14, 8, 14}, {16, 10, 17}, {16, 12, 11}},
                  .crossing = {15, 10, 14},
                  .radius = 0.6};
  Stage stage;

  if (!stage_init(&stage, es, &snapshot->frame->cell))
    return;
  Event *hop = g_ptr_array_index(snapshot->hops, 0);
  event_set_gate(hop, &gate);
  g_autofree guint8 *plain = stage_draw(&stage, snapshot);
  stage.style.hop = hop;
  g_autofree guint8 *chosen = stage_draw(&stage, snapshot);
  g_assert_cmpint(picture_difference(plain, chosen, W / 2, W), >, 40);
  g_assert_cmpint(picture_difference(plain, chosen, 0, W / 2 - 20), ==, 0);
  stage_clear(&stage);
}

static void
add(const char *name, GTestDataFunc func)
{
  for (int es = 0; es < 2; es++) {
    g_autofree char *path = g_strdup_printf("/styles/%s/%s", es ? "es" : "gl", name);
    g_test_add_data_func(path, GINT_TO_POINTER(es), func);
  }
}

/* A column of the file has its own name and unit, and colours like any other number. */
static void
test_columns_colour(void)
{
  const AtomColumn column = {g_intern_string("charge"), g_intern_string("e")};
  g_autoptr(Snapshot) snapshot = fixture_cristobalite();
  guint n = snapshot->frame->n_atoms;
  const char *label, *unit;
  RenderStyle style, other;
  ColourScale scale;
  float value, low[3], high[3];

  snapshot->frame->columns = atom_columns_new(&column, 1, n);
  for (guint i = 1; i < n; i++)
    snapshot->frame->columns->value[i] = i < n / 2 ? -1.2f : 2.4f;
  render_style_init(&style);
  style.colour.by = RENDER_BY_VALUE;
  style.colour.column = column.name;
  g_assert_true(colouring_scale(snapshot, &style, NULL, &scale));
  g_assert_cmpstr(scale.label, ==, "charge");
  g_assert_cmpstr(scale.unit, ==, "e");
  g_assert_cmpfloat_with_epsilon(scale.low, -1.2, 1e-5);
  g_assert_cmpfloat_with_epsilon(scale.high, 2.4, 1e-5);
  g_assert_true(colouring_at(&scale, -1.2, low) && colouring_at(&scale, 2.4, high));
  g_assert_cmpfloat(fabsf(low[0] - high[0]) + fabsf(low[1] - high[1]), >, 0.3f);
  g_assert_true(colouring_value(snapshot, &style, n - 1, &value, &label, &unit));
  g_assert_cmpfloat(value, ==, 2.4f);
  g_assert_cmpstr(label, ==, "charge");
  g_assert_false(colouring_value(snapshot, &style, 0, &value, NULL, NULL));
  other = style;
  other.colour.column = g_intern_string("mass");
  g_assert_false(geometry_same_style(&style, &other));
  g_assert_false(colouring_scale(snapshot, &other, NULL, &scale));
}

static void
test_rings_by_size(void)
{
  g_autoptr(Snapshot) snapshot = fixture_cristobalite();
  RenderStyle style;
  Tint tint[10];

  render_style_init(&style);
  style.rings_by_size = TRUE;
  for (guint n = 3; n < 10; n++)
    tint[n] = appearance_ring(&(Ring){.n = 2 * n}, &style);
  for (guint a = 3; a < 10; a++)
    for (guint b = 3; b < a; b++)
      g_assert_cmpint(abs(tint[a].r - tint[b].r) + abs(tint[a].g - tint[b].g) +
                          abs(tint[a].b - tint[b].b),
                      >, 40);
  Caption caption;
  Camera camera = fixture_camera(&snapshot->frame->cell, 40.0);
  picture_caption_init(&caption, snapshot, &style, &camera, 400.0,
                       (CaptionParts){.colours = TRUE});
  g_assert_cmpuint(caption.n_classes, ==, 1);
  g_assert_cmpstr(caption.class[0].name, ==, "6");
  g_assert_cmpuint(caption.class[0].count, ==, 1);
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/colours/maps keep their order for everybody",
                  test_maps_keep_their_order_for_everybody);
  g_test_add_func("/colours/the ends of the tide differ", test_ends_of_the_tide_differ);
  g_test_add_func("/colours/classes differ for everybody",
                  test_classes_differ_for_everybody);
  g_test_add_func("/colours/Qn counts bridges", test_qn_counts_bridges);
  g_test_add_func("/colours/open ends are counted", test_open_ends_are_counted);
  g_test_add_func("/colours/unknown numbers leave the species' colours",
                  test_unknown_numbers_leave_species_colours);
  g_test_add_func("/colours/displacement is since the origin",
                  test_displacement_is_since_the_origin);
  g_test_add_func("/polyhedra/the hull of a tetrahedron and of an octahedron",
                  test_hull_of_a_tetrahedron_and_an_octahedron);
  g_test_add_func("/polyhedra/every silicon has its tetrahedron",
                  test_every_silicon_has_its_tetrahedron);
  g_test_add_func("/marks/marked atoms hide and glow", test_marked_atoms_hide_and_glow);
  g_test_add_func("/rings/rings flash and fade", test_rings_flash_and_fade);
  g_test_add_func("/hops/hops can be filtered", test_hops_can_be_filtered);
  g_test_add_func("/hops/clutter is bounded", test_clutter_is_bounded);
  add("surfaces do not depend on the order", test_surfaces_are_order_independent);
  add("an atom shines through a surface", test_atom_shines_through_surface);
  add("a slice cuts one side away", test_slice_cuts_one_side_away);
  add("copies repeat the picture", test_copies_repeat_the_picture);
  add("atoms, bonds, rings and hops can be picked", test_everything_can_be_picked);
  add("looks find what was drawn, in whatever size", test_looks_find_what_was_drawn);
  add("the doorway of the chosen hop is drawn", test_doorway_of_selected_hop_is_drawn);
  g_test_add_func("/colours/a column of the file colours under its name",
                  test_columns_colour);
  g_test_add_func("/rings/sizes have colours and a legend", test_rings_by_size);
  return g_test_run();
}

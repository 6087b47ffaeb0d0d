// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "render-fixture.h"
#include "render/geometry.h"
#include "render/hop-choice.h"
#include "render/trail.h"

#define EDGE 20.0

static Vec3
point(const float p[3])
{
  return vec3(p[0], p[1], p[2]);
}

static double
distance(const float a[3], const float b[3])
{
  return vec3_norm(vec3_sub(point(a), point(b)));
}

/* Si at x = 1 and O at x = 19.4 are bonded through the face x = 0. */
static Snapshot *
bond_across_face(void)
{
  g_autoptr(Frame) frame = fixture_frame(EDGE, 3);
  BondRule rule;

  fixture_place(frame, 0, "Si", vec3(1.0, 10, 10));
  fixture_place(frame, 1, "O", vec3(19.4, 10, 10));
  fixture_place(frame, 2, "Na", vec3(-25.0, 47.0, 10));
  bond_rule_init(&rule, frame->species);
  g_autoptr(Bonds) bonds = bonds_new(frame, &rule);
  return snapshot_new(frame, bonds);
}

static void
test_wrapped_atoms_lie_in_cell(void)
{
  g_autoptr(Snapshot) snapshot = bond_across_face();
  RenderStyle style;

  render_style_init(&style);
  Vec3 drawn = render_atom_position(snapshot, &style, 2);
  g_assert_cmpfloat_with_epsilon(drawn.x, 15.0, 1e-9);
  g_assert_cmpfloat_with_epsilon(drawn.y, 7.0, 1e-9);
  style.wrap_corner = vec3(-0.5, 0.5, 0.0);
  drawn = render_atom_position(snapshot, &style, 2);
  g_assert_cmpfloat_with_epsilon(drawn.x, -5.0, 1e-9);
  g_assert_cmpfloat_with_epsilon(drawn.y, 27.0, 1e-9);
  style.wrap = FALSE;
  drawn = render_atom_position(snapshot, &style, 2);
  g_assert_cmpfloat(drawn.x, ==, -25.0);
  g_assert_cmpfloat(drawn.y, ==, 47.0);
}

static void
test_bond_across_face_is_two_stubs(void)
{
  g_autoptr(Snapshot) snapshot = bond_across_face();
  g_autoptr(Geometry) geometry = geometry_new();
  RenderStyle style;

  render_style_init(&style);
  geometry_build(geometry, snapshot, &style);
  g_assert_cmpuint(geometry->spheres->len, ==, 3);
  g_assert_cmpuint(geometry->capsules->len, ==, 0);
  g_assert_cmpuint(geometry->stubs->len, ==, 2);
  for (guint k = 0; k < 2; k++) {
    CapsuleInstance *stub = &g_array_index(geometry->stubs, CapsuleInstance, k);
    /* From inside the atom to the middle of the bond, 0.8 Å from it. */
    Vec3 atom = render_atom_position(snapshot, &style, k);
    double radius = render_atom_radius(snapshot, &style, snapshot->frame->type[k]);
    g_assert_cmpfloat(vec3_norm(vec3_sub(point(stub->a), atom)), <, radius);
    g_assert_cmpfloat_with_epsilon(vec3_norm(vec3_sub(point(stub->b), atom)), 0.8, 1e-4);
    g_assert_cmpfloat(stub->fade, ==, 0.0f);
  }
}

static void
test_bond_inside_is_drawn_once(void)
{
  g_autoptr(Frame) frame = fixture_frame(EDGE, 2);
  g_autoptr(Geometry) geometry = geometry_new();
  RenderStyle style;
  BondRule rule;

  /* The same image, but stored two cells away from each other. */
  fixture_place(frame, 0, "Si", vec3(10, 10, 10));
  fixture_place(frame, 1, "O", vec3(11.6 + 2 * EDGE, 10, 10));
  bond_rule_init(&rule, frame->species);
  g_autoptr(Bonds) bonds = bonds_new(frame, &rule);
  g_autoptr(Snapshot) snapshot = snapshot_new(frame, bonds);
  render_style_init(&style);
  geometry_build(geometry, snapshot, &style);
  g_assert_cmpuint(geometry->capsules->len, ==, 1);
  g_assert_cmpuint(geometry->stubs->len, ==, 0);
  style.wrap = FALSE;
  geometry_build(geometry, snapshot, &style);
  g_assert_cmpuint(geometry->capsules->len, ==, 0);
  g_assert_cmpuint(geometry->stubs->len, ==, 2);
}

static void
test_no_line_spans_the_box(void)
{
  g_autoptr(Snapshot) snapshot = fixture_cristobalite();
  g_autoptr(Geometry) geometry = geometry_new();
  RenderStyle style;

  render_style_init(&style);
  geometry_build(geometry, snapshot, &style);
  /* Every Si has four bonds; each stands once inside or twice as a stub. */
  guint n_edges = g_array_index(snapshot->rings, Ring, 0).n;
  g_assert_cmpuint(2 * (geometry->capsules->len - n_edges) + geometry->stubs->len, ==,
                   2 * 64 * 4);
  for (guint k = 0; k < geometry->capsules->len; k++) {
    CapsuleInstance *bond = &g_array_index(geometry->capsules, CapsuleInstance, k);
    g_assert_cmpfloat(distance(bond->a, bond->b), <, 1.7);
  }
  for (guint k = 0; k < geometry->trails->len; k++) {
    TrailInstance *piece = &g_array_index(geometry->trails, TrailInstance, k);
    g_assert_cmpfloat(distance(piece->p[1], piece->p[2]), <, 0.6);
  }
}

static void
test_ring_closes_around_its_first_atom(void)
{
  g_autoptr(Snapshot) snapshot = fixture_cristobalite();
  g_autoptr(Geometry) geometry = geometry_new();
  Ring *ring = &g_array_index(snapshot->rings, Ring, 0);
  gboolean leaves = FALSE;
  RenderStyle style;

  render_style_init(&style);
  geometry_build(geometry, snapshot, &style);
  g_assert_cmpuint(geometry->plates->len, ==, ring->n);
  Vec3 first = render_atom_position(snapshot, &style, ring->atom[0]);
  for (guint k = 0; k < ring->n; k++) {
    PlateInstance *plate = &g_array_index(geometry->plates, PlateInstance, k);
    PlateInstance *next =
        &g_array_index(geometry->plates, PlateInstance, (k + 1) % ring->n);
    Vec3 drawn = render_atom_position(snapshot, &style, ring->atom[k]);
    if (k == 0)
      g_assert_cmpfloat(vec3_norm(vec3_sub(point(plate->a), first)), <, 1e-4);
    g_assert_cmpfloat(distance(plate->b, next->a), <, 1e-4);
    g_assert_cmpfloat_with_epsilon(distance(plate->a, plate->b), 1.5502, 1e-3);
    leaves = leaves || vec3_norm(vec3_sub(point(plate->a), drawn)) > 1.0;
  }
  /* Otherwise this test would show nothing. */
  g_assert_true(leaves);
}

static void
test_trail_across_face(void)
{
  g_autoptr(Frame) frame = fixture_frame(EDGE, 1);
  g_autoptr(Geometry) geometry = geometry_new();
  RenderStyle style;

  fixture_place(frame, 0, "Na", vec3(2.0, 50.0, 10.0));
  g_autoptr(Snapshot) snapshot = snapshot_new(frame, NULL);
  snapshot->hops = g_ptr_array_new_with_free_func((GDestroyNotify)event_unref);
  g_ptr_array_add(snapshot->hops, fixture_hop(frame, 0, vec3(-1.0, 50.0, 10.0),
                                              vec3(2.0, 50.0, 10.0), 1.0));
  render_style_init(&style);
  geometry_build(geometry, snapshot, &style);
  /* Twice: with the first cage in the cell, and with the last one, where the ion is. */
  guint n = geometry->trails->len / 2;
  g_assert_cmpuint(n, >, 5);
  for (guint image = 0; image < 2; image++) {
    TrailInstance *first = &g_array_index(geometry->trails, TrailInstance, image * n + 1);
    TrailInstance *last =
        &g_array_index(geometry->trails, TrailInstance, image * n + n - 2);
    double x = image == 0 ? 19.0 : -1.0;
    g_assert_cmpfloat(vec3_norm(vec3_sub(point(first->p[1]), vec3(x, 10, 10))), <, 1e-4);
    /* It goes on beyond the face instead of jumping back. */
    g_assert_cmpfloat(vec3_norm(vec3_sub(point(last->p[2]), vec3(x + 3, 10, 10))), <,
                      1e-4);
  }
  g_assert_cmpuint(geometry->marks->len, ==, 4);

  style.hidden_types = 1u << frame->type[0];
  geometry_build(geometry, snapshot, &style);
  g_assert_cmpuint(geometry->trails->len + geometry->marks->len, ==, 0);
}

static void
test_strength_falls_with_age(void)
{
  g_assert_cmpfloat(trail_strength(0.0, 5.0), ==, 1.0f);
  g_assert_cmpfloat(trail_strength(-1.0, 5.0), ==, 1.0f);
  for (double age = 0.0; age < 4.9; age += 0.5)
    g_assert_cmpfloat(trail_strength(age + 0.5, 5.0), <, trail_strength(age, 5.0));
  g_assert_cmpfloat(trail_strength(5.0, 5.0), ==, 0.0f);
  g_assert_cmpfloat(trail_strength(1.0, 0.0), ==, 0.0f);
}

static void
test_hop_without_path_or_length(void)
{
  g_autoptr(GArray) trails = g_array_new(FALSE, FALSE, sizeof(TrailInstance));
  g_autoptr(Event) hop = event_new(EVENT_HOP, 0, 0.0);

  hop->from = hop->to = vec3(1, 2, 3);
  trail_append(trails, hop, vec3(0, 0, 0), 1.0f);
  g_assert_cmpuint(trails->len, ==, 0);
  hop->to = vec3(4, 2, 3);
  trail_append(trails, hop, vec3(0, 0, 0), 1.0f);
  g_assert_cmpuint(trails->len, >, 4);
  for (guint k = 0; k < trails->len; k++) {
    TrailInstance *piece = &g_array_index(trails, TrailInstance, k);
    g_assert_cmpfloat_with_epsilon(piece->p[1][1], 2.0, 1e-5);
    g_assert_true(isfinite(piece->p[0][0]) && isfinite(piece->p[3][0]));
  }
}

static GPtrArray *
many_hops(const Frame *frame, guint n)
{
  GPtrArray *hops = g_ptr_array_new_with_free_func((GDestroyNotify)event_unref);

  for (guint k = 0; k < n; k++)
    g_ptr_array_add(hops, fixture_hop(frame, k, vec3(0, 0, 0), vec3(2.0 + 0.01 * k, 0, 0),
                                      4.0 - 4.0 * k / n));
  return hops;
}

static void
test_few_hops_are_chosen(void)
{
  g_autoptr(Frame) frame = fixture_frame(EDGE, 200);
  g_autoptr(GPtrArray) hops = many_hops(frame, 200);
  g_autofree float *weight = g_new(float, 200);
  guint n_shown = 0;

  hop_choice(hops, &(HopRule){frame->time, 5.0, 0, -1}, weight);
  for (guint k = 0; k < 200; k++)
    g_assert_cmpfloat(weight[k], ==, 1.0f);

  hop_choice(hops, &(HopRule){frame->time, 5.0, 50, 3}, weight);
  for (guint k = 0; k < 200; k++) {
    n_shown += weight[k] > 0.0f;
    /* The longest are the last ones; the selected atom's hop is shown though short. */
    if (k != 3 && k > 0)
      g_assert_cmpfloat(weight[k], >=, k - 1 == 3 ? 0.0f : weight[k - 1]);
  }
  g_assert_cmpfloat(weight[3], ==, 1.0f);
  g_assert_cmpfloat(weight[199], ==, 1.0f);
  g_assert_cmpuint(n_shown, <=, 51);
  g_assert_cmpuint(n_shown, >=, 45);

  hop_choice(hops, &(HopRule){frame->time, 2.0, 0, -1}, weight);
  g_assert_cmpfloat(weight[10], ==, 0.0f);
  g_assert_cmpfloat(weight[190], ==, 1.0f);
}

static void
test_undone_hops_merge(void)
{
  g_autoptr(Frame) frame = fixture_frame(EDGE, 5);
  g_autoptr(GPtrArray) hops = many_hops(frame, 4);
  Event *back = fixture_hop(frame, 1, vec3(2, 0, 0), vec3(0, 0, 0), 0.1);
  float weight[5];

  back->back = TRUE;
  g_ptr_array_add(hops, back);
  hop_choice(hops, &(HopRule){frame->time, 5.0, 60, -1}, weight);
  const float expected[5] = {1, 0, 1, 1, HOP_CHOICE_MERGED};
  for (int k = 0; k < 5; k++)
    g_assert_cmpfloat(weight[k], ==, expected[k]);
}

static void
test_pick_prefers_the_nearer_atom(void)
{
  g_autoptr(Frame) frame = fixture_frame(EDGE, 3);
  RenderStyle style;
  double x, y;

  fixture_place(frame, 0, "Na", vec3(10, 15, 10));
  fixture_place(frame, 1, "Na", vec3(10, 5, 10));
  fixture_place(frame, 2, "Si", vec3(14, 10, 10));
  g_autoptr(Snapshot) snapshot = snapshot_new(frame, NULL);
  Camera camera = fixture_camera(&frame->cell, 50.0);
  render_style_init(&style);
  for (int orthographic = 0; orthographic < 2; orthographic++) {
    camera.orthographic = orthographic;
    style.hidden_types = 0;
    g_assert_cmpint(render_pick(snapshot, &camera, &style, 160, 120, 320, 240), ==, 1);
    g_assert_true(camera_project(&camera, frame->position[2], 320, 240, &x, &y, NULL));
    g_assert_cmpint(render_pick(snapshot, &camera, &style, x, y, 320, 240), ==, 2);
    g_assert_cmpint(render_pick(snapshot, &camera, &style, 10, 10, 320, 240), ==, -1);
    style.hidden_types = 1;
    g_assert_cmpint(render_pick(snapshot, &camera, &style, 160, 120, 320, 240), ==, -1);
  }
  g_assert_cmpint(render_pick(NULL, &camera, &style, 1, 1, 320, 240), ==, -1);
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/geometry/wrapped atoms lie in the cell",
                  test_wrapped_atoms_lie_in_cell);
  g_test_add_func("/geometry/a bond across a face becomes two stubs",
                  test_bond_across_face_is_two_stubs);
  g_test_add_func("/geometry/a bond inside the picture is drawn once",
                  test_bond_inside_is_drawn_once);
  g_test_add_func("/geometry/no line spans the box", test_no_line_spans_the_box);
  g_test_add_func("/geometry/a ring across a face closes around its first atom",
                  test_ring_closes_around_its_first_atom);
  g_test_add_func("/geometry/a trail across a face is drawn at both of its ends",
                  test_trail_across_face);
  g_test_add_func("/geometry/a trail's strength falls with its age",
                  test_strength_falls_with_age);
  g_test_add_func("/hops/of many hops the longest are shown", test_few_hops_are_chosen);
  g_test_add_func("/hops/a hop and its undoing merge into one faint trail",
                  test_undone_hops_merge);
  g_test_add_func("/geometry/a hop without a path is a straight line",
                  test_hop_without_path_or_length);
  g_test_add_func("/pick/the nearer atom is picked", test_pick_prefers_the_nearer_atom);
  return g_test_run();
}

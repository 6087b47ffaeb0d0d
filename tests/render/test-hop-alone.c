// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "render-fixture.h"
#include "render/appearance.h"
#include "render/geometry.h"

typedef struct {
  Snapshot *snapshot;
  RenderStyle style;
  Geometry *usual, *alone;
  const Event *hop;
} Fixture;

static void
set_up(Fixture *fixture, gconstpointer data)
{
  fixture->snapshot = fixture_cristobalite();
  fixture->hop = g_ptr_array_index(fixture->snapshot->hops, 1);
  fixture->usual = geometry_new();
  fixture->alone = geometry_new();
  render_style_init(&fixture->style);
  geometry_build(fixture->usual, fixture->snapshot, &fixture->style);
  fixture->style.hop = fixture->hop;
  fixture->style.hop_alone = TRUE;
  geometry_build(fixture->alone, fixture->snapshot, &fixture->style);
}

static void
tear_down(Fixture *fixture, gconstpointer data)
{
  geometry_free(fixture->usual);
  geometry_free(fixture->alone);
  snapshot_unref(fixture->snapshot);
}

static void
test_other_trails_go(Fixture *fixture, gconstpointer data)
{
  g_assert_cmpuint(fixture->alone->trails->len, >, 0);
  g_assert_cmpuint(fixture->alone->trails->len, <, fixture->usual->trails->len);
  for (guint k = 0; k < fixture->alone->trail_hop->len; k++)
    g_assert_cmpuint(g_array_index(fixture->alone->trail_hop, guint, k), ==, 1);
}

static double
nearest_cage(const Fixture *fixture, guint atom)
{
  const Frame *frame = fixture->snapshot->frame;
  Vec3 r = frame->position[atom];
  Vec3 from = cell_minimum_image(&frame->cell, vec3_sub(r, fixture->hop->from));
  Vec3 to = cell_minimum_image(&frame->cell, vec3_sub(r, fixture->hop->to));

  return fmin(vec3_norm(from), vec3_norm(to));
}

/* What is far is small and sinks back; the ion and the walls of its cages do not. */
static void
test_the_rest_is_calm(Fixture *fixture, gconstpointer data)
{
  const Frame *frame = fixture->snapshot->frame;
  guint n_small = 0, n_kept = 0;

  g_assert_cmpuint(fixture->alone->spheres->len, ==, fixture->usual->spheres->len);
  for (guint k = 0; k < fixture->alone->spheres->len; k++) {
    guint atom = g_array_index(fixture->alone->sphere_atom, guint, k);
    const SphereInstance *a = &g_array_index(fixture->alone->spheres, SphereInstance, k);
    const SphereInstance *b = &g_array_index(fixture->usual->spheres, SphereInstance, k);
    gboolean ion = frame->species->element[frame->type[atom]]->role == SPECIES_MOBILE;
    if (atom == fixture->hop->atom[0] || (!ion && nearest_cage(fixture, atom) < 3.0)) {
      g_assert_cmpfloat(a->radius, ==, b->radius);
      g_assert_cmpuint(a->tint.presence, ==, 255);
      n_kept++;
    } else if (ion || nearest_cage(fixture, atom) > 3.5) {
      g_assert_cmpfloat(a->radius, <, 0.7f * b->radius);
      g_assert_cmpuint(a->tint.presence, ==, 0);
      n_small++;
    }
  }
  g_assert_cmpuint(n_kept, >, 3);
  g_assert_cmpuint(n_small, >, n_kept);
}

/* Two circles around the ion itself, in the colour of hops. */
static void
test_the_ion_glows(Fixture *fixture, gconstpointer data)
{
  Vec3 ion =
      render_atom_position(fixture->snapshot, &fixture->style, fixture->hop->atom[0]);
  Tint tint = appearance_hop(&fixture->style);
  guint n = 0;

  for (guint k = 0; k < fixture->alone->marks->len; k++) {
    const MarkInstance *mark = &g_array_index(fixture->alone->marks, MarkInstance, k);
    Vec3 centre = vec3(mark->centre[0], mark->centre[1], mark->centre[2]);
    if (vec3_norm(vec3_sub(centre, ion)) < 1e-4 && mark->tint.r == tint.r)
      n++;
  }
  g_assert_cmpuint(n, >=, 2);
}

/* Of the atom whose number the owner tells. */
static double
radius_in(const Geometry *geometry, guint atom)
{
  for (guint k = 0; k < geometry->spheres->len; k++)
    if (g_array_index(geometry->sphere_atom, guint, k) == atom)
      return g_array_index(geometry->spheres, SphereInstance, k).radius;
  g_assert_not_reached();
}

/* Bonds begin inside of atoms, of small ones, too. */
static void
test_bonds_reach_small_atoms(Fixture *fixture, gconstpointer data)
{
  const Geometry *alone = fixture->alone;

  g_assert_cmpuint(alone->capsules->len, >, 0);
  for (guint k = 0; k < alone->capsules->len; k++) {
    const CapsuleInstance *bond = &g_array_index(alone->capsules, CapsuleInstance, k);
    const CapsuleOwner *owner = &g_array_index(alone->capsule_owner, CapsuleOwner, k);
    const Frame *frame = fixture->snapshot->frame;
    if (owner->kind != RENDER_BOND)
      continue;
    Vec3 begin = vec3(bond->a[0], bond->a[1], bond->a[2]);
    Vec3 way =
        cell_minimum_image(&frame->cell, vec3_sub(begin, frame->position[owner->index]));
    g_assert_cmpfloat(vec3_norm(way), <, radius_in(alone, owner->index));
  }
}

static void
test_it_is_another_picture(Fixture *fixture, gconstpointer data)
{
  RenderStyle style = fixture->style;

  g_assert_true(geometry_same_style(&style, &fixture->style));
  style.hop_alone = FALSE;
  g_assert_false(geometry_same_style(&style, &fixture->style));
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
#define ADD(name, function) \
  g_test_add("/hop-alone/" name, Fixture, NULL, set_up, function, tear_down)
  ADD("no other trail is drawn", test_other_trails_go);
  ADD("what is not of its cages gives way", test_the_rest_is_calm);
  ADD("its ion has a halo", test_the_ion_glows);
  ADD("bonds reach small atoms", test_bonds_reach_small_atoms);
  ADD("it is another picture than with all hops", test_it_is_another_picture);
#undef ADD
  return g_test_run();
}

// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <math.h>

#include "app/atom-selection.h"
#include "app/follow-look.h"
#include "app/hit-text.h"
#include "app/measure.h"
#include "app/ring-finder.h"
#include "app/vitrine-look.h"

static Frame *
frame_of(const Vec3 *r, guint n, double edge)
{
  g_autoptr(SpeciesList) species = species_list_new();
  species_list_add(species, element_lookup("Si"));
  species_list_add(species, element_lookup("O"));
  species_list_add(species, element_lookup("Na"));
  Frame *frame = frame_new(species, n, 0);

  frame->cell = cell_cubic(edge);
  for (guint i = 0; i < n; i++) {
    frame->position[i] = r[i];
    frame->type[i] = (guint8)(i % 3);
  }
  return frame;
}

static void
test_measures(void)
{
  const Vec3 r[] = {vec3(1, 0, 0), vec3(0, 0, 0), vec3(0, 0, 2), vec3(0, 1, 2)};
  const guint chain[] = {0, 1, 2, 3}, back[] = {3, 2, 1, 0};
  g_autoptr(Frame) frame = frame_of(r, 4, 50.0);

  g_assert_cmpfloat_with_epsilon(measure_distance(frame, 1, 2), 2.0, 1e-12);
  g_assert_cmpfloat_with_epsilon(measure_angle(frame, 0, 1, 2), 90.0, 1e-12);
  g_assert_cmpfloat_with_epsilon(measure_angle(frame, 0, 2, 1), atan(0.5) * 180 / G_PI,
                                 1e-12);
  /* Seen along +z with y up, x points to the left: from left to up is clockwise. */
  g_assert_cmpfloat_with_epsilon(fabs(measure_dihedral(frame, chain)), 90.0, 1e-12);
  g_assert_cmpfloat_with_epsilon(measure_dihedral(frame, chain),
                                 measure_dihedral(frame, back), 1e-12);
  g_assert_cmpfloat(measure_dihedral(frame, chain), >, 0.0);
}

static void
test_measures_across_the_cell(void)
{
  const Vec3 r[] = {vec3(0.5, 5, 5), vec3(9.5, 5, 5), vec3(29.5, 6, 5)};
  const guint pair[] = {0, 1};
  g_autoptr(Frame) frame = frame_of(r, 3, 10.0);
  g_autofree char *text = measure_text(frame, pair, 2);

  g_assert_cmpfloat_with_epsilon(measure_distance(frame, 0, 1), 1.0, 1e-12);
  g_assert_cmpfloat_with_epsilon(measure_distance(frame, 1, 2), 1.0, 1e-12);
  g_assert_cmpfloat_with_epsilon(measure_angle(frame, 0, 1, 2), 90.0, 1e-9);
  g_assert_cmpstr(text, ==, "Si 1 – O 2: 1.000 Å");
}

static void
test_no_angle(void)
{
  const Vec3 r[] = {vec3(0, 0, 0), vec3(0, 0, 0), vec3(0, 0, 1), vec3(0, 0, 2)};
  const guint line[] = {0, 1, 2, 3};
  g_autoptr(Frame) frame = frame_of(r, 4, 50.0);

  g_assert_true(isnan(measure_angle(frame, 0, 1, 2)));
  g_assert_true(isnan(measure_dihedral(frame, line)));
  g_assert_null(measure_text(frame, line, 1));
}

static void
test_selection(void)
{
  g_autoptr(AtomSelection) selection = atom_selection_new();

  g_assert_cmpint(atom_selection_last(selection), ==, -1);
  atom_selection_reset(selection, 5);
  g_assert_null(atom_selection_look(selection));
  atom_selection_toggle(selection, 3);
  atom_selection_toggle(selection, 1);
  atom_selection_add(selection, 1);
  atom_selection_add(selection, 5);
  g_assert_cmpuint(atom_selection_count(selection), ==, 2);
  g_assert_cmpuint(atom_selection_atoms(selection)[0], ==, 3);
  g_assert_cmpint(atom_selection_last(selection), ==, 1);
  g_autoptr(AtomLook) look = atom_selection_look(selection);
  g_assert_cmpuint(look->marks[3], ==, ATOM_SELECTED);
  g_assert_cmpuint(look->marks[0], ==, 0);
  atom_selection_toggle(selection, 3);
  g_assert_cmpuint(atom_selection_count(selection), ==, 1);
}

static void
test_hiding(void)
{
  g_autoptr(AtomSelection) selection = atom_selection_new();

  atom_selection_reset(selection, 4);
  atom_selection_isolate(selection);
  g_assert_false(atom_selection_hides(selection));
  atom_selection_add(selection, 2);
  atom_selection_isolate(selection);
  g_autoptr(AtomLook) alone = atom_selection_look(selection);
  g_assert_cmpuint(alone->marks[0], ==, ATOM_HIDDEN);
  g_assert_cmpuint(alone->marks[2], ==, ATOM_SELECTED);
  atom_selection_show_all(selection);
  atom_selection_hide(selection);
  g_autoptr(AtomLook) without = atom_selection_look(selection);
  g_assert_cmpuint(without->marks[0], ==, 0);
  g_assert_cmpuint(without->marks[2], ==, ATOM_HIDDEN);
  g_assert_cmpuint(atom_selection_count(selection), ==, 0);
  atom_selection_show_all(selection);
  g_assert_null(atom_selection_look(selection));
}

/* The ion's surroundings across the faces of the cell belong to it. */
static void
test_cage(void)
{
  const Vec3 r[] = {vec3(29.0, 15, 15), vec3(1.0, 15, 15), vec3(45.0, 15, 15),
                    vec3(59.5, 15, 15)};
  g_autoptr(Frame) frame = frame_of(r, 4, 30.0);
  g_autoptr(Snapshot) snapshot = snapshot_new(frame, NULL);
  g_autoptr(AtomLook) look = follow_look(snapshot, NULL, 0);
  Vec3 corner, place = follow_place(&frame->cell, r[3], &corner);

  g_assert_cmpuint(look->marks[0], ==, 0);
  g_assert_cmpuint(look->marks[1], ==, 0);
  g_assert_cmpuint(look->marks[2], ==, ATOM_HIDDEN);
  g_assert_cmpuint(look->marks[3], ==, 0);
  g_assert_cmpfloat_with_epsilon(place.x, 29.5, 1e-12);
  g_assert_cmpfloat_with_epsilon(corner.x, 29.5 / 30.0 - 0.5, 1e-12);
}

static void
test_hit_texts(void)
{
  const Vec3 r[] = {vec3(0, 0, 0), vec3(1.61, 0, 0), vec3(5, 5, 5)};
  g_autoptr(Frame) frame = frame_of(r, 3, 20.0);
  g_autoptr(Snapshot) snapshot = snapshot_new(frame, NULL);
  g_autoptr(Event) hop = event_new(EVENT_HOP, 0, -1.5);
  const guint32 ion = 2;

  event_set_atoms(hop, &ion, 1);
  hop->length = 2.9;
  hop->duration = 0.35;
  snapshot->hops = g_ptr_array_new();
  g_ptr_array_add(snapshot->hops, hop);
  const struct {
    RenderHit hit;
    const char *text;
  } cases[] = {
      {{.kind = RENDER_NOTHING}, NULL},
      {{.kind = RENDER_ATOM, .index = 2}, "Na 3"},
      {{.kind = RENDER_BOND, .index = 0, .other = 1}, "Si 1 – O 2: 1.610 Å"},
      {{.kind = RENDER_HOP, .index = 0}, "hop of Na 3: 2.9 Å in 0.35 ps, 1.5 ps ago"},
      {{.kind = RENDER_HOP, .index = 1}, NULL},
      {{.kind = RENDER_RING, .index = 0}, NULL},
      {{.kind = RENDER_ATOM, .index = 3}, NULL},
  };
  for (guint k = 0; k < G_N_ELEMENTS(cases); k++) {
    g_autofree char *text = hit_text(&cases[k].hit, snapshot, frame, NULL);
    g_assert_cmpstr(text, ==, cases[k].text);
  }
}

static void
count_cb(guint *n)
{
  (*n)++;
}

static void
test_look_notifies(void)
{
  g_autoptr(VitrineLook) look = vitrine_look_new();
  guint n = 0;

  g_signal_connect_swapped(look, "notify", G_CALLBACK(count_cb), &n);
  g_object_set(look, "mode", "network", "ring-size", 3, "smoothing", -1.0, NULL);
  g_object_set(look, "mode", "no such style", NULL);
  g_assert_cmpuint(n, ==, 0);
  g_object_set(look, "mode", "polyhedra", "show-axes", TRUE, NULL);
  g_object_set(look, "mode", "polyhedra", "show-axes", TRUE, NULL);
  g_assert_cmpuint(n, ==, 2);
}

/* A slice at a quarter of c of a skewed cell cuts where c·s is a quarter. */
static void
test_look_fills_style(void)
{
  const Vec3 r[] = {vec3(0, 0, 0), vec3(1, 1, 1), vec3(2, 2, 2)};
  g_autoptr(VitrineLook) look = vitrine_look_new();
  g_autoptr(Frame) frame = frame_of(r, 3, 20.0);
  RenderStyle style;

  g_assert_true(cell_init(&frame->cell, vec3(20, 0, 0), vec3(0, 22, 0), vec3(3, 2, 24),
                          vec3(1, 1, 1)));
  render_style_init(&style);
  g_object_set(look, "mode", "polyhedra", "color-by", "speed", "slice", "c",
               "slice-position", 0.25, "copies-b", 3, "hop-species", "Na", "background",
               "light", NULL);
  vitrine_look_fill(look, frame, TRUE, &style);
  g_assert_cmpint(style.mode, ==, RENDER_POLYHEDRA);
  g_assert_cmpint(style.colour.by, ==, RENDER_BY_SPEED);
  g_assert_false(style.dark);
  g_assert_cmpuint(style.copies[1], ==, 3);
  g_assert_cmpuint(style.hop_types, ==, 1u << 2);
  g_assert_cmpuint(style.n_slices, ==, 1);
  Vec3 cut = cell_to_cartesian(&frame->cell, vec3(0.7, 0.1, 0.25));
  g_assert_cmpfloat_with_epsilon(
      vec3_dot(style.slice[0].normal, vec3_sub(cut, frame->cell.origin)),
      style.slice[0].offset, 1e-12);
  g_object_set(look, "slice-flipped", TRUE, NULL);
  vitrine_look_fill(look, frame, TRUE, &style);
  Vec3 above = cell_to_cartesian(&frame->cell, vec3(0.7, 0.1, 0.6));
  g_assert_cmpfloat(vec3_dot(style.slice[0].normal, vec3_sub(above, frame->cell.origin)),
                    <, style.slice[0].offset);
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/view/distances, angles and dihedrals", test_measures);
  g_test_add_func("/view/nearest images are measured", test_measures_across_the_cell);
  g_test_add_func("/view/no angle where atoms coincide or lie on a line", test_no_angle);
  g_test_add_func("/view/atoms are selected in their order, once", test_selection);
  g_test_add_func("/view/selected atoms are hidden or left alone", test_hiding);
  g_test_add_func("/view/a followed ion has its cage, across the faces of the cell",
                  test_cage);
  g_test_add_func("/view/what is under the pointer is said in words", test_hit_texts);
  g_test_add_func("/view/choices notify only on change", test_look_notifies);
  g_test_add_func("/view/choices become the style of the picture", test_look_fills_style);
  return g_test_run();
}

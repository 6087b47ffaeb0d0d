// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "render/look-style.h"

#include <math.h>
#include <string.h>

#include "base/rng.h"
#include "look-samples.h"
#include "render/renderer.h"

static Frame *
silica(void)
{
  g_autoptr(SpeciesList) species = species_list_new();

  species_list_add(species, element_lookup("Si"));
  species_list_add(species, element_lookup("O"));
  Frame *frame = frame_new(species, 4, 0);
  g_assert_true(cell_init(&frame->cell, vec3(20, 0, 0), vec3(3, 22, 0), vec3(-2, 4, 24),
                          vec3(1, -2, 3)));
  return frame;
}

static void
append(GString *text, double number)
{
  g_string_append_printf(text, " %.17g", number);
}

/* All that a picture is drawn by. Owner: caller. */
static char *
draw(const Look *look, const Frame *frame)
{
  g_autoptr(AtomLook) atoms = look_style_atoms(look, frame->n_atoms);
  GString *text = g_string_new(NULL);
  RenderStyle style;
  Camera camera;

  render_style_init(&style);
  look_style_fill(look, frame, TRUE, &style);
  Cell whole = render_whole_cell(&frame->cell, &style);
  look_style_camera(look, &whole, 1.6, &camera);
  const double numbers[] = {style.mode,
                            style.dark,
                            style.wrap,
                            style.show_cell,
                            style.show_bonds,
                            style.show_rings,
                            style.show_hops,
                            style.solid_polyhedra,
                            style.hidden_types,
                            style.colour.by,
                            style.colour.map,
                            style.hidden_surfaces,
                            style.colour.low,
                            style.colour.high,
                            style.hop_age,
                            style.hop_types,
                            style.hop_shortest,
                            style.ring_sizes,
                            style.rings_by_size,
                            style.copies[0],
                            style.copies[1],
                            style.copies[2],
                            camera.centre.x,
                            camera.centre.y,
                            camera.centre.z,
                            camera.distance,
                            camera.fov,
                            camera.orthographic,
                            camera.orientation[0],
                            camera.orientation[1],
                            camera.orientation[2],
                            camera.orientation[3]};
  for (guint k = 0; k < G_N_ELEMENTS(numbers); k++)
    append(text, numbers[k]);
  for (guint k = 0; k < style.n_slices; k++) {
    append(text, style.slice[k].offset);
    append(text, style.slice[k].normal.x);
    append(text, style.slice[k].normal.y);
    append(text, style.slice[k].normal.z);
  }
  for (guint i = 0; i < frame->n_atoms; i++)
    append(text, atom_look_has(atoms, i, ATOM_HIDDEN));
  g_string_append(text, style.colour.column ? style.colour.column : "");
  return g_string_free(text, FALSE);
}

/* What is not drawn by the renderer, or found before it draws. */
static gboolean
is_for_others(LookKey key)
{
  static const LookKey others[] = {LOOK_RING_DEFINITION,
                                   LOOK_HOPS_AGAIN,
                                   LOOK_PATHWAYS,
                                   LOOK_DENSITY_LEVEL,
                                   LOOK_ROOM_LEVEL,
                                   LOOK_SMOOTHING,
                                   LOOK_LABELS,
                                   LOOK_SCALE_BAR,
                                   LOOK_AXES,
                                   LOOK_TIME,
                                   LOOK_LEGEND};

  for (guint k = 0; k < G_N_ELEMENTS(others); k++)
    if (others[k] == key)
      return TRUE;
  return FALSE;
}

/* Each key changes what is drawn; slices are told apart on one that is there. */
static void
test_each_key(void)
{
  g_autoptr(Frame) frame = silica();

  for (guint k = 0; k < LOOK_N_KEYS; k++) {
    g_auto(Look) look = {0};
    LookKey key = look_samples[k].key;
    look_init(&look);
    if (key > LOOK_SLICE && key <= LOOK_SLICE_FLIPPED)
      g_assert_true(look_set(&look, "Slice", "plane", NULL));
    g_autofree char *usual = draw(&look, frame);
    look_sample_set(&look, k);
    g_autofree char *other = draw(&look, frame);
    if (g_str_equal(usual, other) != is_for_others(key))
      g_error("%s", look_key_name(key));
  }
}

static void
test_usual_is_usual(void)
{
  g_autoptr(Frame) frame = silica();
  g_auto(Look) look = {0};
  RenderStyle style;
  Camera camera, fitted;

  look_init(&look);
  render_style_init(&style);
  look_style_fill(&look, frame, TRUE, &style);
  g_assert_cmpint(style.mode, ==, RENDER_NETWORK_IONS);
  g_assert_true(style.dark && style.wrap && style.show_cell && style.show_bonds &&
                style.show_rings && style.show_hops);
  g_assert_true(isnan(style.colour.low) && isnan(style.colour.high));
  g_assert_cmpuint(style.hidden_types, ==, 0);
  g_assert_cmpuint(style.n_slices, ==, 0);
  look_style_camera(&look, &frame->cell, 1.6, &camera);
  camera_fit(&fitted, &frame->cell, 1.6);
  g_assert_cmpmem(&camera.orientation, sizeof camera.orientation, &fitted.orientation,
                  sizeof fitted.orientation);
  g_assert_cmpfloat(camera.distance, ==, fitted.distance);
}

/* (1 1 −1/3) with d = 1/4 goes through ¼ 0 0, 0 ¼ 0 and 0 0 −¾. */
static void
test_plane(void)
{
  g_autoptr(Frame) frame = silica();
  const Vec3 on[] = {vec3(0.25, 0, 0), vec3(0, 0.25, 0), vec3(0, 0, -0.75)};
  g_auto(Look) look = {0};
  RenderStyle style;

  look_init(&look);
  look_set(&look, "Slice", "plane", NULL);
  look_set(&look, "SlicePlane", "1 1 -0.333333333333333333 0.25", NULL);
  render_style_init(&style);
  look_style_fill(&look, frame, TRUE, &style);
  g_assert_cmpuint(style.n_slices, ==, 1);
  for (guint k = 0; k < 3; k++) {
    Vec3 r = vec3_sub(cell_to_cartesian(&frame->cell, on[k]), frame->cell.origin);
    g_assert_cmpfloat_with_epsilon(vec3_dot(style.slice[0].normal, r),
                                   style.slice[0].offset, 1e-12);
  }
}

/* Any camera comes back: its orientation to the bit, the rest as well as doubles can. */
static void
test_cameras(void)
{
  g_autoptr(Frame) frame = silica();
  const Cell *cell = &frame->cell;

  for (guint try = 0; try < 100; try++) {
    g_auto(Look) look = {0};
    double u[4], v[4];
    Camera camera, again, wide;
    rng_uniform4(7, RNG_TEST, 0, try, u);
    rng_uniform4(7, RNG_TEST, 1, try, v);
    camera_fit(&camera, cell, 1.6);
    camera_orbit(&camera, 6.0 * u[0], 3.0 * u[1] - 1.5);
    camera_roll(&camera, 3.0 * u[2]);
    camera_pan(&camera, v[0] - 0.5, v[1] - 0.5);
    camera_zoom(&camera, 0.3 + 4.0 * v[2]);
    camera.orthographic = try % 2;
    look_init(&look);
    look_style_take_camera(&look, cell, 1.6, &camera);
    look_style_camera(&look, cell, 1.6, &again);
    g_assert_cmpmem(&again.orientation, sizeof again.orientation, &camera.orientation,
                    sizeof camera.orientation);
    g_assert_cmpint(again.orthographic, ==, camera.orthographic);
    g_assert_cmpfloat(vec3_norm(vec3_sub(again.centre, camera.centre)), <, 1e-12);
    g_assert_cmpfloat(fabs(again.distance / camera.distance - 1.0), <, 1e-14);
    look_style_camera(&look, cell, 0.7, &wide);
    look_style_take_camera(&look, cell, 0.7, &wide);
    look_style_camera(&look, cell, 1.6, &again);
    g_assert_cmpfloat(fabs(again.distance / camera.distance - 1.0), <, 1e-12);
  }
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/look-style/each key changes what is drawn", test_each_key);
  g_test_add_func("/look-style/what nobody said is as usual", test_usual_is_usual);
  g_test_add_func("/look-style/a plane has its indices", test_plane);
  g_test_add_func("/look-style/any camera comes back", test_cameras);
  return g_test_run();
}

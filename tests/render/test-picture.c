// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* What must be seen in a picture, without knowing it pixel by pixel. Every test runs with
 * OpenGL and with OpenGL ES. */
#include "render-fixture.h"

#include <epoxy/gl.h>
#include <stdlib.h>
#include <string.h>

#include "base/base-error.h"

#define W PICTURE_WIDTH
#define H PICTURE_HEIGHT

/* A smoothed edge covers as much as the disc: summed opacity is the area in pixels. Lines
 * would lie outside of it. */
static void
test_sphere_has_its_area(gconstpointer es)
{
  g_autoptr(Snapshot) snapshot = fixture_one_atom("Na");
  Stage stage;

  if (!stage_init(&stage, es, &snapshot->frame->cell))
    return;
  stage.style.transparent = TRUE;
  stage.style.depth_cue = 0.0;
  stage.style.outlines = 0.0;
  double radius = render_atom_radius(snapshot, &stage.style, 0);
  for (int orthographic = 0; orthographic < 2; orthographic++) {
    stage.camera.orthographic = orthographic;
    stage.camera.distance = orthographic ? 6.0 : 3.0;
    double d = stage.camera.distance;
    double pixel = camera_pixel_size(&stage.camera, H);
    double seen = orthographic ? radius : radius / sqrt(d * d - radius * radius);
    g_autofree guint8 *picture = stage_draw(&stage, snapshot);
    double area = 0.0, x_sum = 0.0, y_sum = 0.0;
    for (int y = 0; y < H; y++) {
      for (int x = 0; x < W; x++) {
        double covered = fixture_pixel(picture, W, x, y)[3] / 255.0;
        area += covered;
        x_sum += covered * (x + 0.5);
        y_sum += covered * (y + 0.5);
      }
    }
    double expected = G_PI * seen * seen / (pixel * pixel);
    g_assert_cmpfloat(expected, >, 2000.0);
    g_assert_cmpfloat_with_epsilon(area / expected, 1.0, 0.003);
    g_assert_cmpfloat_with_epsilon(x_sum / area, 0.5 * W, 0.02);
    g_assert_cmpfloat_with_epsilon(y_sum / area, 0.5 * H, 0.02);
  }
  stage_clear(&stage);
}

/* Na orange, O red, Si blue, also when shaded. */
static int
species_of_colour(const guint8 *pixel)
{
  double hue = (pixel[1] - pixel[2]) / (double)MAX(pixel[0], 1);

  return hue > 0.25 ? 0 : hue < -0.08 ? 1 : 2;
}

/* Picking reaches 3 pixels beyond an edge; nothing is compared there. */
static gboolean
is_inside(const int *picked, int x, int y)
{
  int here = picked[y * W + x];

  return here >= 0 && picked[y * W + x - 4] == here && picked[y * W + x + 4] == here &&
         picked[(y - 4) * W + x] == here && picked[(y + 4) * W + x] == here;
}

static void
test_pick_agrees_with_picture(gconstpointer es)
{
  g_autoptr(Snapshot) snapshot = fixture_crowd();
  g_autofree int *picked = g_new(int, W *H);
  Stage stage;

  if (!stage_init(&stage, es, &snapshot->frame->cell))
    return;
  stage.style.mode = RENDER_SPACE_FILLING;
  for (int orthographic = 0; orthographic < 2; orthographic++) {
    int n_compared = 0, n_wrong = 0;
    stage.camera.orthographic = orthographic;
    g_autofree guint8 *picture = stage_draw(&stage, snapshot);
    for (int y = 0; y < H; y++)
      for (int x = 0; x < W; x++)
        picked[y * W + x] =
            render_pick(snapshot, &stage.camera, &stage.style, x + 0.5, y + 0.5, W, H);
    for (int y = 4; y < H - 4; y++) {
      for (int x = 4; x < W - 4; x++) {
        if (!is_inside(picked, x, y))
          continue;
        int type = snapshot->frame->type[picked[y * W + x]];
        n_compared++;
        n_wrong += species_of_colour(fixture_pixel(picture, W, x, y)) != type;
      }
    }
    g_assert_cmpint(n_compared, >, 8000);
    /* Highlights are nearly white. */
    g_assert_cmpint(n_wrong, <, n_compared / 200);
  }
  stage_clear(&stage);
}

static void
test_picked_atom_is_under_its_centre(gconstpointer es)
{
  g_autoptr(Snapshot) snapshot = fixture_cristobalite();
  guint n_own = 0;
  Stage stage;

  if (!stage_init(&stage, es, &snapshot->frame->cell))
    return;
  for (guint i = 0; i < snapshot->frame->n_atoms; i++) {
    double x, y, depth, other_depth;
    Vec3 centre = render_atom_position(snapshot, &stage.style, i);
    g_assert_true(camera_project(&stage.camera, centre, W, H, &x, &y, &depth));
    int hit = render_pick(snapshot, &stage.camera, &stage.style, x, y, W, H);
    g_assert_cmpint(hit, >=, 0);
    n_own += hit == (int)i;
    Vec3 other = render_atom_position(snapshot, &stage.style, hit);
    camera_project(&stage.camera, other, W, H, &x, &y, &other_depth);
    g_assert_cmpfloat(other_depth, <, depth + 1.0);
  }
  g_assert_cmpuint(n_own, >, 60);
  stage_clear(&stage);
}

static double
distance_to_segment(double x, double y, const double a[2], const double b[2])
{
  double ux = b[0] - a[0], uy = b[1] - a[1];
  double t = ((x - a[0]) * ux + (y - a[1]) * uy) / (ux * ux + uy * uy);

  t = CLAMP(t, 0.0, 1.0);
  return hypot(x - a[0] - t * ux, y - a[1] - t * uy);
}

static void
test_cell_lines_are_drawn(gconstpointer es)
{
  g_autoptr(Snapshot) snapshot = fixture_one_atom("Na");
  const Cell *cell = &snapshot->frame->cell;
  double corner[8][2];
  Stage stage;

  if (!stage_init(&stage, es, cell))
    return;
  camera_fit(&stage.camera, cell, (double)W / H);
  stage.style.hidden_types = 1;
  g_autofree guint8 *without = stage_draw(&stage, snapshot);
  stage.style.show_cell = TRUE;
  g_autofree guint8 *with = stage_draw(&stage, snapshot);
  for (int k = 0; k < 8; k++)
    camera_project(&stage.camera,
                   cell_to_cartesian(cell, vec3(k & 1, k >> 1 & 1, k >> 2)), W, H,
                   &corner[k][0], &corner[k][1], NULL);

  for (int k = 0; k < 8; k++) {
    for (int axis = 0; axis < 3; axis++) {
      double *a = corner[k], *b = corner[k ^ 1 << axis];
      int x = (int)(0.37 * a[0] + 0.63 * b[0]), y = (int)(0.37 * a[1] + 0.63 * b[1]);
      g_assert_cmpint(
          pixel_difference(fixture_pixel(with, W, x, y), fixture_pixel(without, W, x, y)),
          >, 10);
    }
  }
  for (int y = 0; y < H; y++) {
    for (int x = 0; x < W; x++) {
      double nearest = INFINITY;
      for (int k = 0; k < 24; k++)
        nearest = fmin(nearest, distance_to_segment(x + 0.5, y + 0.5, corner[k / 3],
                                                    corner[k / 3 ^ 1 << k % 3]));
      if (nearest > 2.5)
        g_assert_cmpint(pixel_difference(fixture_pixel(with, W, x, y),
                                         fixture_pixel(without, W, x, y)),
                        ==, 0);
    }
  }
  stage_clear(&stage);
}

static guint
count_orange(const guint8 *picture)
{
  guint n = 0;

  for (int k = 0; k < W * H; k++) {
    const guint8 *p = picture + 4 * k;
    n += p[0] > 110 && p[0] > 2 * p[2];
  }
  return n;
}

static void
test_hidden_species_is_gone(gconstpointer es)
{
  g_autoptr(Snapshot) snapshot = fixture_cristobalite();
  Stage stage;

  if (!stage_init(&stage, es, &snapshot->frame->cell))
    return;
  stage.style.show_hops = FALSE;
  g_autofree guint8 *all = stage_draw(&stage, snapshot);
  stage.style.hidden_types = 1;
  g_autofree guint8 *some = stage_draw(&stage, snapshot);
  g_assert_cmpuint(count_orange(all), >, 300);
  g_assert_cmpuint(count_orange(some), ==, 0);
  stage.style.hidden_types = 7;
  stage.style.transparent = TRUE;
  stage.style.depth_cue = 0.0;
  g_autofree guint8 *nothing = stage_draw(&stage, snapshot);
  for (int k = 0; k < W * H; k++)
    g_assert_cmpint(nothing[4 * k + 3], ==, 0);
  stage_clear(&stage);
}

static void
test_bond_across_face_leaves_middle_empty(gconstpointer es)
{
  g_autoptr(Frame) frame = fixture_frame(STAGE_EDGE, 2);
  BondRule rule;
  Stage stage;

  fixture_place(frame, 0, "Si", vec3(1.0, 10, 10));
  fixture_place(frame, 1, "O", vec3(19.4, 10, 10));
  bond_rule_init(&rule, frame->species);
  g_autoptr(Bonds) bonds = bonds_new(frame, &rule);
  g_autoptr(Snapshot) snapshot = snapshot_new(frame, bonds);
  if (!stage_init(&stage, es, &frame->cell))
    return;
  g_autofree guint8 *with = stage_draw(&stage, snapshot);
  stage.style.show_bonds = FALSE;
  g_autofree guint8 *without = stage_draw(&stage, snapshot);
  g_assert_cmpint(picture_difference(with, without, 0, W), >, 20);
  g_assert_cmpint(picture_difference(with, without, W / 4, 3 * W / 4), ==, 0);
  stage_clear(&stage);
}

/* How much the trails add to the picture. */
static double
trail_light(Stage *stage, const Snapshot *snapshot)
{
  double sum = 0.0;

  stage->style.show_hops = FALSE;
  g_autofree guint8 *without = stage_draw(stage, snapshot);
  stage->style.show_hops = TRUE;
  g_autofree guint8 *with = stage_draw(stage, snapshot);
  for (int k = 0; k < W * H; k++)
    sum += with[4 * k] - without[4 * k];
  return sum;
}

static void
test_trail_fades_with_age(gconstpointer es)
{
  const double ages[] = {0.0, 1.5, 3.0, 4.5, 5.5};
  double before = INFINITY;
  Stage stage;
  Cell cell = cell_cubic(STAGE_EDGE);

  if (!stage_init(&stage, es, &cell))
    return;
  for (guint k = 0; k < G_N_ELEMENTS(ages); k++) {
    g_autoptr(Snapshot) snapshot = fixture_one_atom("Na");
    snapshot->hops = g_ptr_array_new_with_free_func((GDestroyNotify)event_unref);
    g_ptr_array_add(snapshot->hops, fixture_hop(snapshot->frame, 0, vec3(6, 6, 10),
                                                vec3(10, 10, 10), ages[k]));
    double light = trail_light(&stage, snapshot);
    g_assert_cmpfloat(light, <, before);
    before = light;
  }
  g_assert_cmpfloat(before, ==, 0.0);
  stage_clear(&stage);
}

static void
test_both_projections_agree_at_centre(gconstpointer es)
{
  g_autoptr(Snapshot) snapshot = fixture_one_atom("Si");
  Stage stage;

  if (!stage_init(&stage, es, &snapshot->frame->cell))
    return;
  stage.camera.distance = 30.0;
  g_autofree guint8 *perspective = stage_draw(&stage, snapshot);
  stage.camera.orthographic = TRUE;
  g_autofree guint8 *orthographic = stage_draw(&stage, snapshot);
  g_assert_cmpint(pixel_difference(fixture_pixel(perspective, W, W / 2, H / 2),
                                   fixture_pixel(orthographic, W, W / 2, H / 2)),
                  <=, 3);
  g_assert_cmpint(picture_difference(perspective, orthographic, 0, W), <=, 24);
  stage_clear(&stage);
}

static void
test_transparent_pictures_are_premultiplied(gconstpointer es)
{
  g_autoptr(Snapshot) snapshot = fixture_cristobalite();
  Stage stage;

  if (!stage_init(&stage, es, &snapshot->frame->cell))
    return;
  stage.style.transparent = TRUE;
  stage.style.depth_cue = 0.0;
  stage.style.show_cell = TRUE;
  stage.style.selected = 5;
  for (int k = 0; k < 2 * RENDER_N_MODES; k++) {
    stage.style.mode = (RenderMode)(k % RENDER_N_MODES);
    stage.style.dark = k < RENDER_N_MODES;
    g_autofree guint8 *picture = stage_draw(&stage, snapshot);
    guint n_solid = 0, n_hiding = 0;
    for (int j = 0; j < W * H; j++) {
      const guint8 *p = picture + 4 * j;
      g_assert_cmpint(MAX(p[0], MAX(p[1], p[2])), <=, p[3]);
      n_solid += p[3] == 255;
      n_hiding += p[3] > 128;
    }
    /* Shades of the ground itself, in corners and along outlines, are no solid. */
    g_assert_cmpuint(n_solid, >, 1000);
    g_assert_cmpuint(n_hiding, >, 2000);
    g_assert_cmpint(picture[3], ==, 0);
  }
  stage_clear(&stage);
}

static void
test_selection_is_marked(gconstpointer es)
{
  g_autoptr(Snapshot) snapshot = fixture_one_atom("Si");
  Stage stage;

  if (!stage_init(&stage, es, &snapshot->frame->cell))
    return;
  g_autofree guint8 *plain = stage_draw(&stage, snapshot);
  stage.style.selected = 0;
  g_autofree guint8 *marked = stage_draw(&stage, snapshot);
  g_assert_cmpint(picture_difference(plain, marked, 0, W), >, 100);
  g_assert_cmpint(pixel_difference(fixture_pixel(plain, W, W / 2, H / 2),
                                   fixture_pixel(marked, W, W / 2, H / 2)),
                  ==, 0);
  stage_clear(&stage);
}

static void
test_order_of_atoms_does_not_show(gconstpointer es)
{
  g_autoptr(Snapshot) snapshot = fixture_crowd();
  g_autoptr(Frame) reversed = frame_copy(snapshot->frame, 0);
  guint n = reversed->n_atoms;
  Stage stage;

  for (guint i = 0; i < n; i++) {
    reversed->type[i] = snapshot->frame->type[n - 1 - i];
    reversed->position[i] = snapshot->frame->position[n - 1 - i];
  }
  g_autoptr(Snapshot) other = snapshot_new(reversed, NULL);
  if (!stage_init(&stage, es, &reversed->cell))
    return;
  g_autofree guint8 *a = stage_draw(&stage, snapshot);
  g_autofree guint8 *b = stage_draw(&stage, other);
  g_assert_cmpint(picture_difference(a, b, 0, W), ==, 0);
  stage_clear(&stage);
}

/* A run that blew up still has a picture of what is left. */
static void
test_lost_atoms_are_left_out(gconstpointer es)
{
  g_autoptr(Snapshot) snapshot = fixture_crowd();
  g_autoptr(Frame) blown = frame_copy(snapshot->frame, 0);
  g_autoptr(Frame) kept = frame_copy(snapshot->frame, 0);
  const double lost[] = {NAN, INFINITY, -1e300};
  Stage stage;

  for (guint k = 0; k < 3; k++) {
    blown->position[3 * k].y = lost[k];
    kept->position[3 * k] = kept->position[1];
    kept->type[3 * k] = kept->type[1];
  }
  g_autoptr(Snapshot) a = snapshot_new(blown, NULL);
  g_autoptr(Snapshot) b = snapshot_new(kept, NULL);
  if (!stage_init(&stage, es, &kept->cell))
    return;
  g_autofree guint8 *with = stage_draw(&stage, a);
  g_autofree guint8 *without = stage_draw(&stage, b);
  g_assert_cmpint(render_pick(a, &stage.camera, &stage.style, W / 2, 1, W, H), ==, -1);
  /* The doubled atom has a bolder edge. */
  guint n_other = 0;
  for (int k = 0; k < W * H; k++)
    n_other += pixel_difference(with + 4 * k, without + 4 * k) > 2;
  g_assert_cmpuint(n_other, <, 60);
  stage_clear(&stage);
}

static void
test_nothing_to_show_is_background(gconstpointer es)
{
  Cell cell = cell_cubic(STAGE_EDGE);
  Stage stage;

  if (!stage_init(&stage, es, &cell))
    return;
  for (int dark = 0; dark < 2; dark++) {
    stage.style.dark = dark;
    g_autofree guint8 *picture = stage_draw(&stage, NULL);
    for (int k = 0; k < W * H; k++) {
      g_assert_cmpint(picture[4 * k + 3], ==, 255);
      g_assert_true(dark ? picture[4 * k] < 60 : picture[4 * k] > 190);
    }
  }
  stage_clear(&stage);
}

/* A host that leaves everything in disorder gets the same picture and its state back. */
static void
test_host_state_is_kept(gconstpointer es)
{
  g_autoptr(Snapshot) snapshot = fixture_cristobalite();
  g_autofree guint8 *disturbed = g_malloc(4 * W * H);
  GLuint framebuffer, colour, array, texture;
  GLint box[4], value;
  GLboolean mask[4];
  Stage stage;

  if (!stage_init(&stage, es, &snapshot->frame->cell))
    return;
  g_autofree guint8 *calm = stage_draw(&stage, snapshot);
  glGenFramebuffers(1, &framebuffer);
  glGenRenderbuffers(1, &colour);
  glGenVertexArrays(1, &array);
  glBindRenderbuffer(GL_RENDERBUFFER, colour);
  glRenderbufferStorage(GL_RENDERBUFFER, GL_RGBA8, W, H);
  glBindFramebuffer(GL_FRAMEBUFFER, framebuffer);
  glFramebufferRenderbuffer(GL_FRAMEBUFFER, GL_COLOR_ATTACHMENT0, GL_RENDERBUFFER,
                            colour);
  glBindVertexArray(array);
  glViewport(5, 6, 7, 8);
  glScissor(1, 2, 3, 4);
  glEnable(GL_SCISSOR_TEST);
  glEnable(GL_CULL_FACE);
  glEnable(GL_DEPTH_TEST);
  glDepthFunc(GL_ALWAYS);
  glDepthMask(GL_FALSE);
  glColorMask(GL_TRUE, GL_FALSE, GL_TRUE, GL_FALSE);
  glBlendFunc(GL_DST_COLOR, GL_ONE);
  glGenTextures(1, &texture);
  glActiveTexture(GL_TEXTURE1);
  glBindTexture(GL_TEXTURE_2D, texture);
  glActiveTexture(GL_TEXTURE3);

  g_assert_true(renderer_draw(offscreen_renderer(stage.offscreen), &stage.camera,
                              &stage.style, framebuffer, W, H, 1.0));
  glReadPixels(0, 0, W, H, GL_RGBA, GL_UNSIGNED_BYTE, disturbed);
  for (int y = 0; y < H; y++)
    g_assert_cmpmem(calm + 4 * W * y, 4 * W, disturbed + 4 * W * (H - 1 - y), 4 * W);
  glGetIntegerv(GL_VIEWPORT, box);
  g_assert_true(box[0] == 5 && box[1] == 6 && box[2] == 7 && box[3] == 8);
  glGetIntegerv(GL_SCISSOR_BOX, box);
  g_assert_true(box[0] == 1 && box[1] == 2 && box[2] == 3 && box[3] == 4);
  g_assert_true(glIsEnabled(GL_SCISSOR_TEST) && glIsEnabled(GL_CULL_FACE) &&
                glIsEnabled(GL_DEPTH_TEST) && !glIsEnabled(GL_BLEND));
  glGetIntegerv(GL_DEPTH_FUNC, &value);
  g_assert_cmphex(value, ==, GL_ALWAYS);
  glGetBooleanv(GL_COLOR_WRITEMASK, mask);
  g_assert_true(mask[0] && !mask[1] && mask[2] && !mask[3]);
  glGetIntegerv(GL_BLEND_SRC_RGB, &value);
  g_assert_cmphex(value, ==, GL_DST_COLOR);
  glGetIntegerv(GL_ACTIVE_TEXTURE, &value);
  g_assert_cmphex(value, ==, GL_TEXTURE3);
  glActiveTexture(GL_TEXTURE1);
  glGetIntegerv(GL_TEXTURE_BINDING_2D, &value);
  g_assert_cmpint(value, ==, (GLint)texture);
  glGetIntegerv(GL_VERTEX_ARRAY_BINDING, &value);
  g_assert_cmpint(value, ==, (GLint)array);
  glGetIntegerv(GL_DRAW_FRAMEBUFFER_BINDING, &value);
  g_assert_cmpint(value, ==, (GLint)framebuffer);
  g_assert_cmphex(glGetError(), ==, GL_NO_ERROR);
  stage_clear(&stage);
}

static void
test_too_large_a_picture_is_refused(gconstpointer es)
{
  g_autoptr(GError) error = NULL;
  Cell cell = cell_cubic(STAGE_EDGE);
  Stage stage;

  if (!stage_init(&stage, es, &cell))
    return;
  stage_clear(&stage);
  g_assert_null(offscreen_new(1 << 20, 16, GPOINTER_TO_INT(es), &error));
  g_assert_error(error, VITRINE_ERROR, VITRINE_ERROR_INPUT);
}

static void
test_missing_egl_is_an_error(void)
{
  if (g_test_subprocess()) {
    g_autoptr(GError) error = NULL;
    g_setenv("__EGL_VENDOR_LIBRARY_FILENAMES", "/nonexistent.json", TRUE);
    g_assert_null(offscreen_new(16, 16, FALSE, &error));
    g_assert_error(error, VITRINE_ERROR, VITRINE_ERROR_UNSUPPORTED);
    g_assert_nonnull(strstr(error->message, "EGL"));
    return;
  }
  g_test_trap_subprocess(NULL, 0, 0);
  g_test_trap_assert_passed();
}

static void
test_old_driver_draws_with_es(void)
{
  if (g_test_subprocess()) {
    g_autoptr(GError) error = NULL;
    g_setenv("MESA_GL_VERSION_OVERRIDE", "3.1", TRUE);
    g_autoptr(Offscreen) offscreen = offscreen_new(16, 16, FALSE, &error);
    g_assert_no_error(error);
    g_assert_nonnull(strstr(offscreen_description(offscreen), "OpenGL ES 3"));
    return;
  }
  g_test_trap_subprocess(NULL, 0, 0);
  g_test_trap_assert_passed();
}

static void
test_old_context_is_an_error(void)
{
  if (g_test_subprocess()) {
    g_autoptr(GError) error = NULL;
    g_setenv("MESA_GL_VERSION_OVERRIDE", "3.1", TRUE);
    g_setenv("MESA_GLES_VERSION_OVERRIDE", "2.0", TRUE);
    g_assert_null(offscreen_new(16, 16, FALSE, &error));
    g_assert_error(error, VITRINE_ERROR, VITRINE_ERROR_UNSUPPORTED);
    g_assert_nonnull(strstr(error->message, "3.3"));
    return;
  }
  g_test_trap_subprocess(NULL, 0, 0);
  g_test_trap_assert_passed();
}

static void
add(const char *name, GTestDataFunc func)
{
  for (int es = 0; es < 2; es++) {
    g_autofree char *path = g_strdup_printf("/picture/%s/%s", es ? "es" : "gl", name);
    g_test_add_data_func(path, GINT_TO_POINTER(es), func);
  }
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  add("a sphere covers its exact area", test_sphere_has_its_area);
  add("picking agrees with the picture", test_pick_agrees_with_picture);
  add("the picked atom is under its projected centre",
      test_picked_atom_is_under_its_centre);
  add("cell lines are drawn where the edges are", test_cell_lines_are_drawn);
  add("a hidden species is gone", test_hidden_species_is_gone);
  add("a bond across a face leaves the middle empty",
      test_bond_across_face_leaves_middle_empty);
  add("a trail fades with age", test_trail_fades_with_age);
  add("both projections agree at the centre", test_both_projections_agree_at_centre);
  add("transparent pictures are premultiplied",
      test_transparent_pictures_are_premultiplied);
  add("a selected atom is marked", test_selection_is_marked);
  add("the order of atoms does not show", test_order_of_atoms_does_not_show);
  add("atoms lost in a blow-up are left out", test_lost_atoms_are_left_out);
  add("nothing to show is background", test_nothing_to_show_is_background);
  add("the host's state is kept", test_host_state_is_kept);
  add("too large a picture is refused", test_too_large_a_picture_is_refused);
  g_test_add_func("/picture/missing EGL is an error", test_missing_egl_is_an_error);
  g_test_add_func("/picture/an old driver draws with ES", test_old_driver_draws_with_es);
  g_test_add_func("/picture/an old context is an error", test_old_context_is_an_error);
  return g_test_run();
}

// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* Periodic images: wrapped atoms, copies of the cell and slices are what a structure
 * shows in which they have been made by hand, in a skewed cell. */
#include "render-fixture.h"

#include <math.h>
#include <string.h>

#include "base/rng.h"
#include "render/geometry.h"

#define W       PICTURE_WIDTH
#define H       PICTURE_HEIGHT
#define N_ATOMS 120

static Cell
skewed_cell(void)
{
  Cell cell;

  g_assert_true(cell_init(&cell, vec3(17, 0, 0), vec3(5, 18, 0), vec3(-4, 3, 19),
                          vec3(1, -2, 0.5)));
  return cell;
}

/* Atoms all over the place, many cells away from each other; inside gets where the image
 * of each lies in the cell. */
static Frame *
scattered(Vec3 *inside)
{
  static const char *const symbols[] = {"Na", "Si", "O"};
  Frame *frame = fixture_frame(STAGE_EDGE, N_ATOMS);

  frame->cell = skewed_cell();
  for (guint i = 0; i < N_ATOMS; i++) {
    double u[4];
    rng_uniform4(3, RNG_TEST, 0, i, u);
    Vec3 s = vec3(u[0], u[1], u[2]);
    Vec3 away = vec3(floor(9.0 * u[3]) - 4, i % 5 - 2.0, i % 7 - 3.0);
    inside[i] = cell_to_cartesian(&frame->cell, s);
    fixture_place(frame, i, symbols[i % 3],
                  cell_to_cartesian(&frame->cell, vec3_add(s, away)));
  }
  return frame;
}

static gboolean
open_stage(Stage *stage, gconstpointer es, const Cell *cell)
{
  if (!stage_init(stage, es, cell))
    return FALSE;
  stage->style.mode = RENDER_SPACE_FILLING;
  camera_fit(&stage->camera, cell, (double)W / H);
  return TRUE;
}

static void
test_wrapped_is_as_if_moved(gconstpointer es)
{
  Vec3 inside[N_ATOMS];
  g_autoptr(Frame) far = scattered(inside);
  g_autoptr(Frame) near = frame_copy(far, 0);
  Stage stage;

  memcpy(near->position, inside, sizeof inside);
  g_autoptr(Snapshot) a = snapshot_new(far, NULL);
  g_autoptr(Snapshot) b = snapshot_new(near, NULL);
  if (!open_stage(&stage, es, &far->cell))
    return;
  g_autofree guint8 *wrapped = stage_draw(&stage, a);
  stage.style.wrap = FALSE;
  g_autofree guint8 *moved = stage_draw(&stage, b);
  g_autofree guint8 *loose = stage_draw(&stage, a);
  g_assert_cmpint(picture_difference(wrapped, moved, 0, W), <=, 1);
  g_assert_cmpint(picture_difference(wrapped, loose, 0, W), >, 50);
  for (guint i = 0; i < N_ATOMS; i++)
    g_assert_cmpfloat(
        vec3_norm(vec3_sub(render_atom_position(a, &stage.style, i), far->position[i])),
        <, 1e-9);
  stage_clear(&stage);
}

/* An odd number of copies lies around the cell itself: that of the structure made by hand
 * has to begin as far before it. */
static Snapshot *
made_by_hand(const Frame *frame, const guint copies[3])
{
  g_autoptr(Frame) all = frame_replicate(frame, copies);
  Vec3 shift = {0};

  for (int k = 0; k < 3; k++)
    shift = vec3_mul_add(shift, -(double)((copies[k] - 1) / 2), frame->cell.vector[k]);
  for (guint i = 0; i < all->n_atoms; i++)
    all->position[i] = vec3_add(all->position[i], shift);
  all->cell.origin = vec3_add(all->cell.origin, shift);
  return snapshot_new(all, NULL);
}

static double
share_of_other_pixels(const guint8 *a, const guint8 *b, int step)
{
  guint n = 0;

  for (int k = 0; k < W * H; k++)
    n += pixel_difference(a + 4 * k, b + 4 * k) > step;
  return n / (double)(W * H);
}

/* Where atoms of different copies touch, the order of drawing shows in the smoothed edge
 * between them, and nowhere else. */
static void
test_copies_are_as_if_made_by_hand(gconstpointer es)
{
  static const guint copies[][3] = {{2, 1, 1}, {1, 3, 1}, {2, 2, 3}};
  Vec3 inside[N_ATOMS];
  g_autoptr(Frame) frame = scattered(inside);
  Stage stage;

  memcpy(frame->position, inside, sizeof inside);
  g_autoptr(Snapshot) cell = snapshot_new(frame, NULL);
  if (!open_stage(&stage, es, &frame->cell))
    return;
  for (guint k = 0; k < G_N_ELEMENTS(copies); k++) {
    g_autoptr(Snapshot) hand = made_by_hand(frame, copies[k]);
    camera_fit(&stage.camera, &hand->frame->cell, (double)W / H);
    stage.camera.orthographic = k & 1;
    stage.style.wrap = FALSE;
    memcpy(stage.style.copies, copies[k], sizeof copies[k]);
    g_autofree guint8 *repeated = stage_draw(&stage, cell);
    memset(stage.style.copies, 0, sizeof stage.style.copies);
    g_autofree guint8 *made = stage_draw(&stage, hand);
    g_autofree guint8 *single = stage_draw(&stage, cell);
    double other = share_of_other_pixels(repeated, made, 8);
    g_test_message("%.3f %% of the pixels differ", 100.0 * other);
    g_assert_cmpfloat(other, <, 0.01);
    g_assert_cmpfloat(share_of_other_pixels(repeated, single, 8), >, 0.1);
  }
  stage_clear(&stage);
}

/* What is picked in a copy is the atom that the structure made by hand has there. */
static void
test_copies_are_picked_as_if_made_by_hand(gconstpointer es)
{
  const guint copies[3] = {2, 3, 1};
  Vec3 inside[N_ATOMS];
  g_autoptr(Frame) frame = scattered(inside);
  guint n_hits = 0;
  Stage stage;

  memcpy(frame->position, inside, sizeof inside);
  g_autoptr(Snapshot) cell = snapshot_new(frame, NULL);
  g_autoptr(Snapshot) hand = made_by_hand(frame, copies);
  if (!open_stage(&stage, es, &hand->frame->cell))
    return;
  Renderer *renderer = offscreen_renderer(stage.offscreen);
  stage.style.wrap = FALSE;
  RenderStyle repeated = stage.style;
  memcpy(repeated.copies, copies, sizeof copies);
  for (int k = 0; k < 400; k++) {
    double x = W * (0.5 + k % 20) / 20.0, y = H * (0.5 + k / 20) / 20.0;
    renderer_set_snapshot(renderer, cell);
    RenderHit a = renderer_pick(renderer, &stage.camera, &repeated, x, y, W, H);
    renderer_set_snapshot(renderer, hand);
    RenderHit b = renderer_pick(renderer, &stage.camera, &stage.style, x, y, W, H);
    g_assert_cmpint(a.kind, ==, b.kind);
    if (a.kind == RENDER_NOTHING)
      continue;
    n_hits++;
    g_assert_cmpuint(a.index, ==, b.index % N_ATOMS);
    g_assert_cmpfloat_with_epsilon(a.depth, b.depth, 1e-3);
  }
  g_assert_cmpuint(n_hits, >, 80);
  stage_clear(&stage);
}

/* A slice shows what is shown when the atoms beyond it are taken away. */
static void
test_slices_are_as_if_taken_away(gconstpointer es)
{
  const Vec3 normals[] = {{1, 0, 0}, {0.3, -2.0, 0.7}, {-1, -1, 3}};
  Vec3 inside[N_ATOMS];
  g_autoptr(Frame) frame = scattered(inside);
  g_autoptr(AtomLook) look = atom_look_new(N_ATOMS, FALSE);
  Stage stage;

  memcpy(frame->position, inside, sizeof inside);
  g_autoptr(Snapshot) snapshot = snapshot_new(frame, NULL);
  if (!open_stage(&stage, es, &frame->cell))
    return;
  for (guint k = 0; k < G_N_ELEMENTS(normals); k++) {
    Vec3 middle = cell_to_cartesian(&frame->cell, vec3(0.5, 0.5, 0.5));
    double offset = vec3_dot(normals[k], vec3_sub(middle, frame->cell.origin));
    guint n_away = 0;
    g_autoptr(AtomLook) away = atom_look_new(N_ATOMS, FALSE);
    for (guint i = 0; i < N_ATOMS; i++) {
      Vec3 r = vec3_sub(frame->position[i], frame->cell.origin);
      gboolean beyond = vec3_dot(normals[k], r) > offset;
      away->marks[i] = beyond ? ATOM_HIDDEN : 0;
      n_away += beyond;
    }
    g_assert_cmpuint(n_away, >, N_ATOMS / 5);
    stage.style.look = away;
    g_autofree guint8 *taken = stage_draw(&stage, snapshot);
    stage.style.look = look;
    stage.style.n_slices = 1;
    stage.style.slice[0] = (RenderSlice){normals[k], offset};
    g_autofree guint8 *sliced = stage_draw(&stage, snapshot);
    stage.style.n_slices = 0;
    g_assert_cmpfloat(share_of_other_pixels(taken, sliced, 8), <, 0.002);
  }
  stage_clear(&stage);
}

static void
add(const char *name, GTestDataFunc func)
{
  for (int es = 0; es < 2; es++) {
    g_autofree char *path = g_strdup_printf("/images/%s/%s", es ? "es" : "gl", name);
    g_test_add_data_func(path, GINT_TO_POINTER(es), func);
  }
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  add("wrapped atoms are drawn as if moved", test_wrapped_is_as_if_moved);
  add("copies are drawn as if made by hand", test_copies_are_as_if_made_by_hand);
  add("copies are picked as if made by hand", test_copies_are_picked_as_if_made_by_hand);
  add("a slice is drawn as if the rest were taken away",
      test_slices_are_as_if_taken_away);
  return g_test_run();
}

// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* Where the window's camera looks, and what lies inside a rubber band. */
#include "ui-test.h"

#include <math.h>

#include "app/rubber-band.h"
#include "app/vitrine-glass-area.h"
#include "base/rng.h"

#define W       360
#define H       270
#define N_ATOMS 160

/* Na, Si and O anywhere in a skewed cell, each drift·k Å farther along a slanted line in
 * the k-th frame. */
static Snapshot *
snapshot_at(SpeciesList *species, guint k)
{
  g_autoptr(Frame) frame = frame_new(species, N_ATOMS, 0);
  const Vec3 way = vec3(0.7, -0.4, 0.3);

  g_assert_true(cell_init(&frame->cell, vec3(22, 0, 0), vec3(4, 23, 0), vec3(-3, 5, 24),
                          vec3(2, 1, -3)));
  frame->time = 0.05 * k;
  for (guint i = 0; i < N_ATOMS; i++) {
    double u[4];
    rng_uniform4(9, RNG_TEST, 0, i, u);
    frame->type[i] = (guint8)(i % 3);
    frame->position[i] = vec3_mul_add(
        cell_to_cartesian(&frame->cell, vec3(u[0], u[1], u[2])), k * (2.0 + u[3]), way);
  }
  return snapshot_new(frame, NULL);
}

typedef struct {
  SpeciesList *species;
  GtkWidget *window;
  VitrineGlassArea *area;
} Stand;

/* Shows the k-th frame and waits until it is seen. */
static void
show(Stand *stand, guint k)
{
  g_autoptr(Snapshot) snapshot = snapshot_at(stand->species, k);
  const Snapshot *shown;

  vitrine_glass_area_set_snapshot(stand->area, snapshot);
  WAIT((shown = vitrine_glass_area_get_shown(stand->area)) &&
       shown->frame->time == snapshot->frame->time);
}

static void
stand_init(Stand *stand)
{
  const char *const symbols[] = {"Na", "Si", "O"};

  stand->species = species_list_new();
  for (guint k = 0; k < 3; k++)
    species_list_add(stand->species, element_lookup(symbols[k]));
  stand->window = gtk_window_new();
  stand->area = g_object_new(VITRINE_TYPE_GLASS_AREA, NULL);
  gtk_widget_set_size_request(GTK_WIDGET(stand->area), W, H);
  gtk_window_set_child(GTK_WINDOW(stand->window), GTK_WIDGET(stand->area));
  vitrine_glass_area_set_smoothing(stand->area, 0.0);
  g_object_set(gtk_widget_get_settings(GTK_WIDGET(stand->area)), "gtk-enable-animations",
               FALSE, NULL);
  gtk_window_present(GTK_WINDOW(stand->window));
  show(stand, 0);
}

static void
stand_clear(Stand *stand)
{
  gtk_window_destroy(GTK_WINDOW(stand->window));
  species_list_unref(stand->species);
}

/* Where an atom is seen, px. */
static void
seen_at(Stand *stand, guint atom, double *x, double *y)
{
  Vec3 place;

  g_assert_true(vitrine_glass_area_place(stand->area, atom, &place));
  g_assert_true(camera_project(vitrine_glass_area_get_camera(stand->area), place,
                               gtk_widget_get_width(GTK_WIDGET(stand->area)),
                               gtk_widget_get_height(GTK_WIDGET(stand->area)), x, y,
                               NULL));
}

/* Over fifteen frames, in which it leaves the cell more than once. */
static void
test_followed_ion_stays_in_the_middle(void)
{
  Stand stand;
  double x, y;
  Vec3 first, last;

  stand_init(&stand);
  vitrine_glass_area_follow(stand.area, 6);
  for (guint k = 1; k <= 15; k++) {
    show(&stand, k);
    seen_at(&stand, 6, &x, &y);
    g_assert_cmpfloat_with_epsilon(x, 0.5 * gtk_widget_get_width(GTK_WIDGET(stand.area)),
                                   0.01);
    g_assert_cmpfloat_with_epsilon(y, 0.5 * gtk_widget_get_height(GTK_WIDGET(stand.area)),
                                   0.01);
  }
  first = cell_wrap(&vitrine_glass_area_get_shown(stand.area)->frame->cell,
                    vitrine_glass_area_get_shown(stand.area)->frame->position[6]);
  last = vitrine_glass_area_get_shown(stand.area)->frame->position[6];
  g_assert_cmpfloat(vec3_norm(vec3_sub(first, last)), >, 10.0);
  /* With its surroundings only. */
  const RenderStyle *drawn = vitrine_glass_area_get_drawn(stand.area);
  guint n_hidden = 0;
  for (guint i = 0; i < N_ATOMS; i++)
    n_hidden += (drawn->look->marks[i] & ATOM_HIDDEN) != 0;
  g_assert_cmpuint(n_hidden, >, N_ATOMS / 2);
  g_assert_cmpuint(n_hidden, <, N_ATOMS - 5);
  vitrine_glass_area_follow(stand.area, -1);
  show(&stand, 16);
  g_assert_null(vitrine_glass_area_get_drawn(stand.area)->look);
  stand_clear(&stand);
}

/* All of them are seen, well apart from the rim, and as large as can be. */
static void
test_selection_fits(void)
{
  static const guint few[] = {3, 50, 77}, one[] = {12};
  Stand stand;
  double x, y, most = 0.0;

  stand_init(&stand);
  vitrine_glass_area_orbit(stand.area, 0.8, 0.4);
  vitrine_glass_area_fit_atoms(stand.area, few, 3);
  double height = gtk_widget_get_height(GTK_WIDGET(stand.area));
  double width = gtk_widget_get_width(GTK_WIDGET(stand.area));
  for (guint k = 0; k < 3; k++) {
    seen_at(&stand, few[k], &x, &y);
    g_assert_true(x > 0.02 * width && x < 0.98 * width);
    g_assert_true(y > 0.02 * height && y < 0.98 * height);
    most = fmax(most, fmax(fabs(x / width - 0.5), fabs(y / height - 0.5)));
  }
  g_assert_cmpfloat(most, >, 0.2);
  vitrine_glass_area_fit_atoms(stand.area, one, 1);
  seen_at(&stand, one[0], &x, &y);
  g_assert_cmpfloat_with_epsilon(x, 0.5 * width, 0.01);
  g_assert_cmpfloat_with_epsilon(y, 0.5 * height, 0.01);
  const Camera *camera = vitrine_glass_area_get_camera(stand.area);
  double seen = camera_pixel_size(camera, height) * height * camera->distance;
  g_assert_cmpfloat(seen, >, 4.0);
  g_assert_cmpfloat(seen, <, 12.0);
  stand_clear(&stand);
}

/* A pixel's ray turned about the eye: outside of a band lies what is on the wrong side of
 * one of the four planes through the rays of its corners. */
static gboolean
is_inside(Stand *stand, const double band[4], Vec3 r)
{
  const Camera *camera = vitrine_glass_area_get_camera(stand->area);
  double w = gtk_widget_get_width(GTK_WIDGET(stand->area));
  double h = gtk_widget_get_height(GTK_WIDGET(stand->area));
  const double corner[4][2] = {
      {band[0], band[1]}, {band[2], band[1]}, {band[2], band[3]}, {band[0], band[3]}};
  Vec3 from[4], along[4];

  for (int k = 0; k < 4; k++)
    camera_ray(camera, corner[k][0], corner[k][1], w, h, &from[k], &along[k]);
  Vec3 middle = vec3_scale(vec3_add(vec3_mul_add(from[0], 30.0, along[0]),
                                    vec3_mul_add(from[2], 30.0, along[2])),
                           0.5);
  for (int k = 0; k < 4; k++) {
    int next = (k + 1) % 4;
    Vec3 edge = vec3_sub(vec3_mul_add(from[next], 1.0, along[next]), from[k]);
    Vec3 normal = vec3_cross(along[k], edge);
    double side = vec3_dot(normal, vec3_sub(middle, from[k]));
    if (side * vec3_dot(normal, vec3_sub(r, from[k])) < 0.0)
      return FALSE;
  }
  return TRUE;
}

static gboolean
has(const GArray *atoms, guint atom)
{
  for (guint k = 0; k < atoms->len; k++)
    if (g_array_index(atoms, guint, k) == atom)
      return TRUE;
  return FALSE;
}

/* Na is hidden and half of the glass cut away; the band is pulled either way. */
static void
test_band_catches_what_is_inside(void)
{
  const double bands[][4] = {
      {100, 60, 260, 210}, {260, 210, 100, 60}, {180, 30, 90, 240}, {5, 5, 7, 8}};
  Stand stand;
  RenderStyle style;
  guint n_caught = 0;

  stand_init(&stand);
  render_style_init(&style);
  style.hidden_types = 1;
  style.n_slices = 1;
  style.slice[0] = (RenderSlice){vec3(0, 0, 1), 14.0};
  vitrine_glass_area_set_style(stand.area, &style);
  for (guint k = 0; k < 2 * G_N_ELEMENTS(bands); k++) {
    const double *band = bands[k / 2];
    vitrine_glass_area_set_orthographic(stand.area, k % 2);
    show(&stand, k + 1);
    g_autoptr(GArray) caught = rubber_band_catch(stand.area, band);
    const Frame *frame = vitrine_glass_area_get_shown(stand.area)->frame;
    for (guint i = 0; i < N_ATOMS; i++) {
      Vec3 place;
      g_assert_true(vitrine_glass_area_place(stand.area, i, &place));
      gboolean cut = place.z - frame->cell.origin.z > 14.0;
      gboolean expected = frame->type[i] != 0 && !cut && is_inside(&stand, band, place);
      g_assert_cmpint(has(caught, i), ==, expected);
    }
    n_caught += caught->len;
  }
  g_assert_cmpuint(n_caught, >, 60);
  stand_clear(&stand);
}

/* It begins where it was, and only comes nearer until it is there. */
static void
test_camera_glides(void)
{
  Stand stand;

  stand_init(&stand);
  g_object_set(gtk_widget_get_settings(GTK_WIDGET(stand.area)), "gtk-enable-animations",
               TRUE, NULL);
  Vec3 from = vitrine_glass_area_get_camera(stand.area)->centre, to;
  g_assert_true(vitrine_glass_area_place(stand.area, 40, &to));
  g_assert_cmpfloat(vec3_norm(vec3_sub(to, from)), >, 3.0);
  vitrine_glass_area_centre(stand.area, 40);
  g_assert_cmpfloat(
      vec3_norm(vec3_sub(vitrine_glass_area_get_camera(stand.area)->centre, from)), <,
      1e-9);
  double left = INFINITY;
  while (left > 1e-9) {
    g_main_context_iteration(NULL, FALSE);
    double now =
        vec3_norm(vec3_sub(vitrine_glass_area_get_camera(stand.area)->centre, to));
    g_assert_cmpfloat(now, <=, left + 1e-9);
    left = now;
  }
  stand_clear(&stand);
}

int
main(int argc, char **argv)
{
  gtk_test_init(&argc, &argv, NULL);
  g_test_add_func("/glass-camera/a followed ion stays in the middle",
                  test_followed_ion_stays_in_the_middle);
  g_test_add_func("/glass-camera/what is selected fits", test_selection_fits);
  g_test_add_func("/glass-camera/a band catches what is inside",
                  test_band_catches_what_is_inside);
  g_test_add_func("/glass-camera/the camera glides", test_camera_glides);
  return g_test_run();
}

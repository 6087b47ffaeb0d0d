// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "analysis/density.h"

#include "analysis/field-smooth.h"
#include "analysis/ion-density.h"
#include "analysis/pathway-maker.h"
#include "walkers.h"

/* One sodium and a framework of two silicon atoms. */
static Frame *
small_glass(double edge)
{
  Frame *frame = walkers_glass(edge, "Si", 2u, "Na", 1u, NULL);

  frame->position[1] = vec3(3.0, 3.0, 3.0);
  return frame;
}

static double
total(const Field *field)
{
  double sum = 0.0;

  for (gsize i = 0; i < field->n_nodes; i++)
    sum += field->value[i];
  return sum * field->cell.volume / (double)field->n_nodes;
}

static Vec3
highest_place(const Field *field)
{
  gsize best = 0;

  for (gsize i = 0; i < field->n_nodes; i++)
    if (field->value[i] > field->value[best])
      best = i;
  return field_place(field, best);
}

static double
apart(const Cell *cell, Vec3 a, Vec3 b)
{
  return vec3_norm(cell_minimum_image(cell, vec3_sub(a, b)));
}

/* A spike becomes a Gaussian that is as wide in every direction of a skewed cell. */
static void
test_smoothing(void)
{
  const double sigma = 0.5;
  double second[3] = {0};
  Cell cell;

  g_assert_true(
      cell_init(&cell, vec3(6, 0, 0), vec3(2.5, 6, 0), vec3(-2, 1, 6), vec3(0, 0, 0)));
  g_autoptr(Field) spike = field_new(&cell, 0.2);
  spike->value[0] = 1.0f;
  g_autoptr(Field) smooth = field_smooth(spike, sigma);
  g_autoptr(Field) same = field_smooth(spike, 0.0);
  double sum = 0.0;
  for (gsize i = 0; i < smooth->n_nodes; i++) {
    Vec3 d = cell_minimum_image(&cell, field_place(smooth, i));
    second[0] += smooth->value[i] * d.x * d.x;
    second[1] += smooth->value[i] * d.y * d.y;
    second[2] += smooth->value[i] * d.z * d.z;
    sum += smooth->value[i];
    g_assert_cmpfloat(same->value[i], ==, spike->value[i]);
  }
  g_assert_cmpfloat_with_epsilon(sum, 1.0, 1e-5);
  /* what is left of the variance when the Gaussian ends at three sigma */
  for (guint d = 0; d < 3; d++)
    g_assert_cmpfloat_with_epsilon(second[d], 0.91782 * sigma * sigma, 0.002);
}

static void
test_integral(void)
{
  g_autoptr(Frame) frame = walkers_glass(9.0, "Si", 2u, "Na", 5u, NULL);
  static const guint32 ions[] = {2, 3, 4, 5, 6};
  g_autoptr(IonDensity) density = ion_density_new(frame, ions, 5, 0.3, INFINITY);

  walkers_step(frame, 1, 4.0, 5);
  g_assert_null(ion_density_field(density));
  ion_density_add(density, frame);
  ion_density_add(density, frame);
  g_autoptr(Field) field = ion_density_field(density);
  g_assert_cmpfloat_with_epsilon(total(field), 5.0, 1e-4);
}

/* Everything drifts through two cells and the cell breathes: the ion stays one spot, and
 * the spot lies where the ion is now. */
static void
test_drift(void)
{
  g_autoptr(Frame) frame = small_glass(8.0);
  static const guint32 ion = 2;
  const Vec3 at = {2.0, 5.0, 7.0};
  double scale = 1.0;

  frame->position[2] = at;
  g_autoptr(IonDensity) density = ion_density_new(frame, &ion, 1, 0.4, INFINITY);
  for (guint k = 0; k < 200; k++) {
    g_autoptr(Frame) next = frame_copy(frame, 0);
    scale = 1.0 + 0.02 * sin(0.3 * k);
    next->cell = cell_scaled(&frame->cell, scale);
    Vec3 drift = vec3(0.08 * k, -0.05 * k, 0.03 * k);
    for (guint i = 0; i < 3; i++)
      next->position[i] = vec3_add(vec3_scale(frame->position[i], scale), drift);
    ion_density_add(density, next);
  }
  g_autoptr(Field) field = ion_density_field(density);
  Vec3 now = vec3_add(vec3_scale(at, scale), vec3(0.08 * 199, -0.05 * 199, 0.03 * 199));
  guint n_filled = 0;
  for (gsize i = 0; i < field->n_nodes; i++)
    n_filled += field->value[i] > 1e-3f;
  g_assert_cmpuint(n_filled, <=, 8);
  g_assert_cmpfloat(apart(&field->cell, highest_place(field), now), <, 0.35);
  Vec3 origin = cell_to_fractional(&frame->cell, field->cell.origin);
  g_assert_cmpfloat(origin.x, <, 0.05 + 1e-9);
}

/* 5 ps here, then 5 ps there: with a memory of 2 ps the first place is e^(−2.5) of it. */
static void
test_memory(void)
{
  g_autoptr(Frame) frame = small_glass(8.0);
  static const guint32 ion = 2;
  g_autoptr(IonDensity) density = ion_density_new(frame, &ion, 1, 0.4, 2.0);
  double here = 0.0, there = 0.0;

  for (guint k = 0; k < 100; k++) {
    g_autoptr(Frame) next = frame_copy(frame, 0);
    next->time = 100.0 + 0.1 * k;
    next->position[2] = k < 50 ? vec3(2, 2, 2) : vec3(6, 6, 6);
    ion_density_add(density, next);
    *(k < 50 ? &here : &there) += exp(-0.1 * (99 - k) / 2.0);
  }
  g_autoptr(Field) field = ion_density_field(density);
  double voxel = ion_density_voxel(density);
  g_assert_cmpfloat_with_epsilon(field->value[field_index(field, 5, 5, 5)] * voxel,
                                 here / (here + there), 1e-5);
  g_assert_cmpfloat_with_epsilon(ion_density_weight(density), here + there, 1e-9);
}

/* A run as long as 40 memories: weights are divided on the way, nothing overflows. */
static void
test_long_memory(void)
{
  g_autoptr(Frame) frame = small_glass(8.0);
  static const guint32 ion = 2;
  g_autoptr(IonDensity) density = ion_density_new(frame, &ion, 1, 0.4, 1.0);

  for (guint k = 0; k < 400; k++) {
    g_autoptr(Frame) next = frame_copy(frame, 0);
    next->time = 0.1 * k;
    ion_density_add(density, next);
  }
  g_autoptr(Field) field = ion_density_field(density);
  g_assert_cmpfloat_with_epsilon(total(field), 1.0, 1e-4);
  g_assert_cmpfloat_with_epsilon(ion_density_weight(density), 1.0 / (1.0 - exp(-0.1)),
                                 1e-6);
}

/* exp(−U/kT) of U = Σ A (1 − cos): barriers 2A, one site. */
static void
test_barriers(void)
{
  const double amplitude[3] = {0.6, 1.1, 1.7};
  g_autoptr(Frame) frame = small_glass(7.2);
  g_autoptr(Field) field = field_new(&frame->cell, 0.3);
  DensityPathOptions options = DENSITY_PATH_OPTIONS_DEFAULT;
  guint at[3];

  for (gsize i = 0; i < field->n_nodes; i++) {
    double u = 0.0;
    field_node(field, i, at);
    for (guint d = 0; d < 3; d++)
      u += amplitude[d] * (1.0 - cos(4.0 * G_PI * at[d] / field->n[d]));
    field->value[i] = (float)exp(-u);
  }
  options.smoothing = 0.0;
  g_autoptr(Pathways) pathways = pathways_from_density(field, frame, &options);
  g_assert_cmpuint(pathways->sites->len, ==, 8);
  for (guint d = 0; d < 3; d++)
    g_assert_cmpfloat_with_epsilon(-log(pathways->axis[d]), 2.0 * amplitude[d], 1e-5);
  for (guint s = 0; s < 8; s++)
    g_assert_cmpfloat_with_epsilon(g_array_index(pathways->sites, PathSite, s).occupancy,
                                   total(field) / 8.0, 0.02);
  guint n_lowest = 0;
  for (guint d = 0; d < pathways->doorways->len; d++) {
    double barrier = g_array_index(pathways->doorways, PathDoorway, d).barrier;
    g_assert_cmpfloat(barrier, >, 1.2 - 1e-5);
    n_lowest += fabs(barrier - 1.2) < 1e-5;
  }
  g_assert_cmpuint(n_lowest, ==, 4);
  g_assert_null(pathways_surface(pathways, MESH_DENSITY));
  const Mesh *channel = pathways_surface(pathways, MESH_CHANNEL);
  g_assert_cmpfloat_with_epsilon(log(channel->level), -1.4, 1e-5);
  g_assert_cmpuint(channel->n_triangles, >, 100);
}

/* An ion that is at one place for a fifth of the time: ΔF = kT ln 4 between the sites. */
static void
test_observer(void)
{
  g_autoptr(Frame) frame = small_glass(8.0);
  DensityOptions options = DENSITY_OPTIONS_DEFAULT;
  options.grid = 0.4;
  g_autoptr(Observer) observer = density_observer_new(0.0, &options);
  g_autoptr(GError) error = NULL;

  for (guint k = 0; k < 100; k++) {
    g_autoptr(Frame) next = walkers_next(frame, 0.1);
    next->step = k;
    next->time = 0.1 * k;
    next->target = 1000.0;
    next->position[2] = k % 5 == 0 ? vec3(2, 2, 2) : vec3(4, 2, 2);
    g_assert_true(observer_add_frame(observer, next, &error));
  }
  g_autoptr(Chart) chart = observer_chart(observer);
  g_assert_cmpfloat(walkers_scalar(chart, "sites", "", NULL), ==, 2.0);
  g_assert_cmpfloat(walkers_scalar(chart, "sites_per_ion", "", NULL), ==, 2.0);
  g_assert_cmpfloat(walkers_scalar(chart, "framework_msd_A2", "", NULL), <, 1e-6);
  g_autoptr(Pathways) pathways = observer_pathways(observer);
  const PathSite *site = &g_array_index(pathways->sites, PathSite, 0);
  g_assert_cmpfloat_with_epsilon(site[0].value / site[1].value, 4.0, 1e-4);
  g_assert_cmpfloat_with_epsilon(site[0].occupancy, 0.8, 0.01);
  g_assert_cmpfloat(apart(&frame->cell, site[1].position, vec3(2, 2, 2)), <, 1e-5);
  /* two still places have no way through */
  g_assert_true(isnan(walkers_scalar(chart, "barrier_kT", "a", NULL)));
  observer_begin_epoch(observer);
  g_assert_null(observer_pathways(observer));
}

static void
test_moving_framework(void)
{
  g_autoptr(Frame) frame = small_glass(8.0);
  g_autoptr(Observer) observer = density_observer_new(0.0, NULL);

  for (guint k = 0; k < 30; k++) {
    g_autoptr(Frame) next = frame_copy(frame, 0);
    next->time = 0.1 * k;
    next->position[0].x += 0.05 * k;
    next->position[1].x -= 0.05 * k;
    g_assert_true(observer_add_frame(observer, next, NULL));
  }
  g_autoptr(Chart) chart = observer_chart(observer);
  g_assert_cmpfloat_with_epsilon(walkers_scalar(chart, "framework_msd_A2", "", NULL),
                                 1.45 * 1.45, 1e-4);
  g_assert_cmpint(chart->level, ==, VERDICT_NOTICE);
}

static void
test_no_ions(void)
{
  g_autoptr(Frame) frame = walkers_glass(8.0, "Si", 3u, NULL);
  g_autoptr(Observer) observer = density_observer_new(0.0, NULL);

  g_assert_true(observer_add_frame(observer, frame, NULL));
  g_autoptr(Chart) chart = observer_chart(observer);
  g_assert_nonnull(chart->verdict);
  observer_begin_epoch(observer);
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/density/smoothing is a Gaussian in every direction", test_smoothing);
  g_test_add_func("/density/the integral is the number of ions", test_integral);
  g_test_add_func("/density/drift and a breathing cell do not blur it", test_drift);
  g_test_add_func("/density/the past is forgotten at the rate asked for", test_memory);
  g_test_add_func("/density/a long run does not overflow", test_long_memory);
  g_test_add_func("/density/barriers of a Boltzmann density are those of the potential",
                  test_barriers);
  g_test_add_func("/density/two places are two sites with their occupancies",
                  test_observer);
  g_test_add_func("/density/a framework that moves is told", test_moving_framework);
  g_test_add_func("/density/a glass without ions has none", test_no_ions);
  return g_test_run();
}

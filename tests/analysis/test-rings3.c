// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "analysis/rings3.h"

#include <math.h>

#include "networks.h"
#include "walkers.h"

static GArray *
find(const Frame *frame)
{
  BondRule rule;

  bond_rule_init(&rule, frame->species);
  g_autoptr(Bonds) bonds = bonds_new(frame, &rule);
  return rings3_find(frame, bonds);
}

static Vec3
corner(const Frame *frame, const Ring *ring, guint k)
{
  Vec3 r = frame->position[ring->atom[k]];

  for (guint c = 0; c < 3; c++)
    r = vec3_mul_add(r, ring->offset[k][c], frame->cell.vector[c]);
  return r;
}

/* Corners with their offsets draw a closed line of bonds, former and anion in turn. */
static void
check_drawing(const Frame *frame, const Ring *ring, double bond)
{
  for (guint k = 0; k < ring->n; k++) {
    Vec3 a = corner(frame, ring, k), b = corner(frame, ring, (k + 1) % ring->n);
    g_assert_cmpfloat_with_epsilon(vec3_norm(vec3_sub(a, b)), bond, 1e-9);
    SpeciesRole role = frame->species->element[frame->type[ring->atom[k]]]->role;
    g_assert_cmpint(role, ==, k % 2 ? SPECIES_ANION : SPECIES_FORMER);
  }
}

static void
test_across_the_face(void)
{
  const Vec3 centre[] = {{6, 6, 6}, {0.3, 6, 6}, {0, 0, 0}, {11.9, 12.2, 0.1}};

  for (guint i = 0; i < G_N_ELEMENTS(centre); i++) {
    g_autoptr(Frame) frame = networks_boroxol(12.0, centre[i]);
    networks_wrap(frame);
    g_autoptr(GArray) rings = find(frame);
    g_assert_cmpuint(rings->len, ==, 1);
    const Ring *ring = &g_array_index(rings, Ring, 0);
    g_assert_cmpuint(ring->n, ==, 6);
    g_assert_true(ring->borate);
    g_assert_cmpuint(ring->n_four, ==, 0);
    g_assert_cmpuint(ring->atom[0], ==, 0);
    check_drawing(frame, ring, NETWORKS_BOND);
  }
}

/* Unwrapped positions, some many cells away, draw the same ring. */
static void
test_unwrapped(void)
{
  g_autoptr(Frame) frame = networks_boroxol(12.0, vec3(0, 0, 0));

  frame->position[1] = vec3_add(frame->position[1], vec3(36, -60, 12));
  frame->position[4] = vec3_add(frame->position[4], vec3(-120, 0, 24));
  g_autoptr(GArray) rings = find(frame);
  g_assert_cmpuint(rings->len, ==, 1);
  check_drawing(frame, &g_array_index(rings, Ring, 0), NETWORKS_BOND);
}

static void
test_classes(void)
{
  for (guint n_four = 0; n_four <= 3; n_four++) {
    g_autoptr(Frame) bare = networks_boroxol(14.0, vec3(7, 7, 7));
    g_autoptr(Frame) frame = walkers_glass(14.0, "B", 3u, "O", 6 + n_four, NULL);
    for (guint i = 0; i < 9; i++)
      frame->position[i] = bare->position[i];
    for (guint k = 0; k < n_four; k++)
      frame->position[9 + k] = vec3_add(frame->position[k], vec3(0, 0, 1.45));
    g_autoptr(GArray) rings = find(frame);
    g_assert_cmpuint(rings->len, ==, 1);
    g_assert_cmpuint(g_array_index(rings, Ring, 0).n_four, ==, n_four);
    g_assert_cmpuint(g_array_index(rings, Ring, 0).n_three, ==, 3 - n_four);
  }
}

static void
test_chain(void)
{
  g_autoptr(Frame) frame = networks_chain(3);
  g_autoptr(GArray) rings = find(frame);

  g_assert_cmpuint(rings->len, ==, 0);
}

static void
test_tricluster(void)
{
  g_autoptr(Frame) frame = networks_tricluster();
  g_autoptr(GArray) rings = find(frame);
  g_assert_cmpuint(rings->len, ==, 0);

  g_autoptr(Frame) edge = networks_edge_sharing();
  g_autoptr(GArray) none = find(edge);
  g_assert_cmpuint(none->len, ==, 0);
}

/* A bond across makes rings of two of a ring of three. */
static void
test_shortcut(void)
{
  g_autoptr(Frame) bare = networks_boroxol(14.0, vec3(7, 7, 7));
  g_autoptr(Frame) frame = networks_boroxol(14.0, vec3(7, 7, 7));
  Vec3 towards = vec3_sub(bare->position[0], bare->position[4]);

  frame->position[4] = vec3_mul_add(frame->position[4], 0.32, towards);
  g_assert_cmpfloat(vec3_norm(vec3_sub(frame->position[4], frame->position[0])), <, 2.0);
  g_autoptr(GArray) rings = find(frame);
  g_assert_cmpuint(rings->len, ==, 0);
}

/* Ideal β-cristobalite has six-rings only. */
static void
test_cristobalite(void)
{
  g_autoptr(Frame) frame = networks_cristobalite();
  g_autoptr(GArray) rings = find(frame);

  g_assert_cmpuint(rings->len, ==, 0);
}

/* King's rings of an independent program: one three-ring, silicon 101, 107 and 118. */
static void
test_melt(void)
{
  g_autoptr(GPtrArray) frames = walkers_read("ns2-1500k-30frames.extxyz.gz");
  const Frame *last = g_ptr_array_index(frames, frames->len - 1);
  g_autoptr(GArray) rings = find(last);

  g_assert_cmpuint(rings->len, ==, 1);
  const Ring *ring = &g_array_index(rings, Ring, 0);
  guint former[] = {ring->atom[0], ring->atom[2], ring->atom[4]};
  g_assert_cmpuint(former[0], ==, 101);
  g_assert_cmpuint(former[1] + former[2], ==, 107 + 118);
  g_assert_false(ring->borate);
}

typedef struct {
  Observer *rings;
  GPtrArray *events;
  guint step;
} Watch;

/* The ring, or the ring with one boron pulled away. */
static void
show(Watch *watch, gboolean closed)
{
  g_autoptr(Frame) frame = networks_boroxol(12.0, vec3(0, 0, 0));

  frame->step = watch->step++;
  frame->time = 0.01 * (double)frame->step;
  if (!closed)
    frame->position[1].z += 3.0;
  g_assert_true(observer_add_frame(watch->rings, frame, NULL));
  observer_take_events(watch->rings, watch->events);
}

static void
show_often(Watch *watch, gboolean closed, guint n)
{
  while (n-- > 0)
    show(watch, closed);
}

static void
test_births_and_deaths(void)
{
  g_autoptr(Observer) rings = rings3_observer_new(0.0);
  g_autoptr(GPtrArray) events =
      g_ptr_array_new_with_free_func((GDestroyNotify)event_unref);
  Watch watch = {rings, events, 0};

  show_often(&watch, TRUE, 10);
  g_assert_cmpuint(events->len, ==, 0); /* there from the beginning */
  for (guint k = 0; k < 10; k++) {      /* a bond that flickers */
    show_often(&watch, FALSE, 3);
    show_often(&watch, TRUE, 2);
  }
  g_assert_cmpuint(events->len, ==, 0);
  show_often(&watch, FALSE, 10); /* steps 60 … 69 */
  g_assert_cmpuint(events->len, ==, 1);
  const Event *broken = g_ptr_array_index(events, 0);
  g_assert_cmpint(broken->kind, ==, EVENT_RING_BROKEN);
  g_assert_cmpint(broken->step, ==, 60);
  g_assert_cmpuint(broken->n_atoms, ==, 6);
  for (guint k = 0; k < 6; k++)
    g_assert_cmpuint(broken->atom[k], ==, k);

  for (guint k = 0; k < 5; k++) { /* tries that fail */
    show_often(&watch, TRUE, 3);
    show_often(&watch, FALSE, 2);
  }
  g_assert_cmpuint(events->len, ==, 1);
  show_often(&watch, TRUE, 10);
  g_assert_cmpuint(events->len, ==, 2);
  const Event *born = g_ptr_array_index(events, 1);
  g_assert_cmpint(born->kind, ==, EVENT_RING_BORN);
  g_assert_cmpint(born->step, ==, 95);
}

static void
test_chart(void)
{
  g_autoptr(Observer) rings = rings3_observer_new(0.0);
  g_autoptr(GPtrArray) events =
      g_ptr_array_new_with_free_func((GDestroyNotify)event_unref);
  Watch watch = {rings, events, 0};
  g_autoptr(Chart) empty = observer_chart(rings);

  g_assert_cmpstr(empty->verdict, ==, "waiting for data");
  show_often(&watch, TRUE, 5000);
  g_autoptr(Chart) chart = observer_chart(rings);
  const Series *all = walkers_series(chart, "all");
  g_assert_cmpuint(all->n, <=, 1024);
  g_assert_cmpuint(all->n, >=, 512);
  g_assert_cmpfloat(all->x[all->n - 1], >, 49.0);
  for (guint i = 0; i < all->n; i++)
    g_assert_cmpfloat(all->y[i], ==, 1.0);
  double boroxol = walkers_scalar(chart, "rings3_borate_by_n_B3", "3", NULL);
  double in_rings = walkers_scalar(chart, "B3_ring_over_B3", "B", NULL);
  g_assert_cmpfloat_with_epsilon(boroxol, 1.0, 1e-12);
  g_assert_cmpfloat_with_epsilon(in_rings, 1.0, 1e-12);
  g_assert_cmpstr(chart->value, ==, "1 now · 1.0 on average");

  observer_begin_epoch(rings);
  show_often(&watch, TRUE, 5);
  g_autoptr(Chart) next = observer_chart(rings);
  g_assert_true(((Series *)g_ptr_array_index(next->series, 0))->ghost);
  g_assert_cmpuint(walkers_series(next, "all")->n, <=, 5);
}

/* A bond of 2.2 Å is longer than the 2.0 Å of B–O, but not by 15 %. */
static void
test_stretched(void)
{
  g_autoptr(Observer) rings = rings3_observer_new(0.0);
  g_autoptr(GPtrArray) events =
      g_ptr_array_new_with_free_func((GDestroyNotify)event_unref);

  for (guint step = 0; step < 40; step++) {
    g_autoptr(Frame) frame = networks_boroxol(12.0, vec3(0, 0, 0));
    frame->step = step;
    frame->time = 0.02 * step;
    if (step >= 20) /* both bonds of one ring oxygen: √(1.37² + 1.72²) = 2.20 */
      frame->position[3].z += 1.72;
    g_assert_true(observer_add_frame(rings, frame, NULL));
    observer_take_events(rings, events);
  }
  g_assert_cmpuint(events->len, ==, 0);
  g_autoptr(Chart) chart = observer_chart(rings);
  double mean = walkers_scalar(chart, "rings3", "", NULL);
  g_assert_cmpfloat_with_epsilon(mean, 0.5, 1e-12);
  const Series *all = walkers_series(chart, "all");
  g_assert_cmpfloat(all->y[all->n - 1], ==, 1.0);
}

/* Open for 0.1 ps, closed for 0.4 ps, again and again, while the glass cools from 1000 to
 * 500 K. */
static void
test_life_and_temperature(void)
{
  g_autoptr(Observer) rings = rings3_observer_new(0.0);
  g_autoptr(GPtrArray) events =
      g_ptr_array_new_with_free_func((GDestroyNotify)event_unref);
  double error;

  for (guint step = 0; step <= 1000; step++) {
    g_autoptr(Frame) frame = networks_boroxol(12.0, vec3(0, 0, 0));
    frame->step = step;
    frame->time = 0.02 * step;
    frame->target = 1000.0 - 0.5 * step;
    if (step % 25 >= 20)
      frame->position[1].z += 3.0;
    g_assert_true(observer_add_frame(rings, frame, NULL));
  }
  observer_take_events(rings, events);
  g_assert_cmpuint(events->len, ==, 79); /* 40 deaths, 39 births and one to come */
  g_autoptr(Chart) life = observer_chart_at(rings, RINGS3_LIFETIME);
  double tau = walkers_scalar(life, "rings3_lifetime_ps", "", &error);
  g_assert_cmpfloat_with_epsilon(tau, 0.4, 1e-9);
  g_assert_cmpfloat_with_epsilon(error, 0.4 / sqrt(40.0), 1e-9);
  const Series *closed = walkers_series(life, "still closed");
  g_assert_cmpfloat(closed->y[walkers_point(closed, 0.39)], ==, 1.0);
  g_assert_cmpfloat(closed->y[walkers_point(closed, 0.5)], ==, 0.0);

  g_autoptr(Chart) cooling = observer_chart_at(rings, RINGS3_TEMPERATURE);
  const Series *all = walkers_series(cooling, "all");
  g_assert_cmpuint(all->n, ==, 51);
  guint at = walkers_point(all, 755.0); /* 750 … 759.5 K: steps 481 … 500 */
  g_assert_cmpfloat_with_epsilon(all->x[at], 754.75, 1e-9);
  g_assert_cmpfloat_with_epsilon(all->y[at], 15.0 / 20.0, 1e-9);
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/rings3/a ring of B3O3 across a cell face", test_across_the_face);
  g_test_add_func("/rings3/unwrapped atoms draw the same ring", test_unwrapped);
  g_test_add_func("/rings3/four-fold boron is counted", test_classes);
  g_test_add_func("/rings3/a chain through the cell is no ring", test_chain);
  g_test_add_func("/rings3/three formers on one oxygen are no ring", test_tricluster);
  g_test_add_func("/rings3/a bond across opens a ring", test_shortcut);
  g_test_add_func("/rings3/cristobalite has none", test_cristobalite);
  g_test_add_func("/rings3/finds the one of a melt", test_melt);
  g_test_add_func("/rings3/flickering bonds make no events", test_births_and_deaths);
  g_test_add_func("/rings3/the history is bounded", test_chart);
  g_test_add_func("/rings3/a stretched bond opens no ring", test_stretched);
  g_test_add_func("/rings3/lifetimes and a quench are told", test_life_and_temperature);
  return g_test_run();
}

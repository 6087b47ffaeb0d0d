// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "analysis/hop-gates.h"

#include "analysis/gate.h"
#include "analysis/observer-set.h"
#include "analysis/track.h"
#include "walkers.h"

#define EDGE   5.0  /* Å, of the cubic close packing */
#define DT     0.02 /* ps */
#define OXYGEN 1.35
#define WINDOW (EDGE / 2.449489742783178 - OXYGEN) /* a/√6 less the radius */

/* How the crossed triangle breathes with time (ps): added to its circumradius. */
typedef double (*Breath)(double time);

typedef struct {
  Vec3 shift; /* Å, of everything */
  Breath breath;
  double rattle;         /* Å, of the ion, along the face */
  double middle, length; /* ps, of the transit */
  Vec3 from, to;         /* Å */
} Way;

/* The face of the octahedron around (2.5, 2.5, 2.5) towards the origin's tetrahedron, in
 * close packing with an anion at the origin. */
static const Vec3 face[3] = {{0, 2.5, 2.5}, {2.5, 0, 2.5}, {2.5, 2.5, 0}};

static gboolean
same(Vec3 a, Vec3 b)
{
  return vec3_norm(vec3_sub(a, b)) < 1e-9;
}

/* Eight cells of close packing, one sodium. */
static Frame *
packing(void)
{
  Frame *frame = walkers_glass(2.0 * EDGE, "O", 32u, "Na", 1u, NULL);
  static const Vec3 basis[4] = {{0, 0, 0}, {0, 2.5, 2.5}, {2.5, 0, 2.5}, {2.5, 2.5, 0}};

  for (guint c = 0; c < 8; c++)
    for (guint b = 0; b < 4; b++)
      frame->position[4 * c + b] =
          vec3_add(basis[b], vec3(EDGE * (c >> 2), EDGE * (c >> 1 & 1), EDGE * (c & 1)));
  return frame;
}

static void
breathe(Frame *frame, double more)
{
  Vec3 middle = vec3(5.0 / 3.0, 5.0 / 3.0, 5.0 / 3.0);

  for (guint i = 0; i < 32; i++)
    for (guint k = 0; k < 3; k++)
      if (same(frame->position[i], face[k])) {
        Vec3 out = vec3_sub(frame->position[i], middle);
        frame->position[i] = vec3_mul_add(frame->position[i], more / vec3_norm(out), out);
        break;
      }
}

static Frame *
frame_at(const Way *way, guint step)
{
  Frame *frame = packing();
  double time = step * DT;
  double part = (time - way->middle) / way->length + 0.5;

  frame->step = step;
  frame->time = time;
  if (way->breath)
    breathe(frame, way->breath(time));
  frame->position[32] = vec3_lerp(way->from, way->to, CLAMP(part, 0.0, 1.0));
  double rattle = way->rattle * sin(40.0 * time) / sqrt(2.0);
  frame->position[32] = vec3_mul_add(frame->position[32], rattle, vec3(1, -1, 0));
  for (guint i = 0; i < frame->n_atoms; i++)
    frame->position[i] = vec3_add(frame->position[i], way->shift);
  /* one corner of the face is known by another image */
  frame->position[1].x += 2.0 * EDGE;
  return frame;
}

static Way
through_face(void)
{
  return (Way){
      .middle = 6.0, .length = 0.2, .from = {2.5, 2.5, 2.5}, .to = {1.25, 1.25, 1.25}};
}

/* All frames up to one picosecond and a half after the hop, then the hop. */
static Event *
watch_hop(const Way *way, Observer *observer)
{
  guint last = (guint)((way->middle + 1.5) / DT);
  Event *event = event_new(EVENT_HOP, 0, way->middle);
  const guint32 ion = 32;

  for (guint step = 0; step <= last; step++) {
    g_autoptr(Frame) frame = frame_at(way, step);
    g_autoptr(GError) error = NULL;
    g_assert_true(observer_add_frame(observer, frame, &error));
  }
  event_set_atoms(event, &ion, 1);
  event->left = way->middle - 0.5 * way->length;
  event->entered = way->middle + 0.5 * way->length;
  observer_complete_event(observer, event);
  return event;
}

static void
test_circumradius(void)
{
  g_assert_cmpfloat_with_epsilon(
      gate_circumradius(vec3(0, 0, 0), vec3(3, 0, 0), vec3(0, 4, 0)), 2.5, 1e-12);
  g_assert_true(isinf(gate_circumradius(vec3(0, 0, 0), vec3(1, 0, 0), vec3(3, 0, 0))));
}

static void
assert_window(const Way *way)
{
  g_autoptr(Observer) observer = hop_gates_observer_new(0.0, 1.0, NULL);
  g_autoptr(Event) event = watch_hop(way, observer);
  const HopGate *gate = event->gate;

  g_assert_nonnull(gate);
  g_assert_cmpfloat_with_epsilon(gate->radius, WINDOW, 1e-5);
  g_assert_cmpfloat_with_epsilon(gate->rest, WINDOW, 1e-5);
  g_assert_cmpfloat_with_epsilon(gate->spread, 0.0, 1e-5);
  /* two thirds of the way from the octahedron to the tetrahedron */
  Vec3 middle = vec3_add(way->shift, vec3(5.0 / 3.0, 5.0 / 3.0, 5.0 / 3.0));
  g_assert_cmpfloat(vec3_norm(vec3_sub(gate->crossing, middle)), <, 1e-5);
  g_assert_cmpfloat_with_epsilon(gate->time, way->middle + way->length / 6.0, 1e-5);
  for (guint k = 0; k < 3; k++) {
    gboolean known = FALSE;
    for (guint m = 0; m < 3; m++)
      known |= vec3_norm(vec3_sub(gate->corner[k], vec3_add(way->shift, face[m]))) < 1e-5;
    g_assert_true(known);
  }
}

static void
test_window(void)
{
  Way way = through_face();

  assert_window(&way);
}

static void
test_across_cells(void)
{
  Way way = through_face();

  way.shift = vec3(-1.7 - 20.0, 8.6 + 30.0, -1.5);
  assert_window(&way);
}

static double
open_for_the_hop(double time)
{
  double u = (time - 6.0) / 0.1;

  return 0.3 * exp(-u * u);
}

/* The triangle is wider by what it breathes at the instant of crossing. */
static void
test_opening(void)
{
  Way way = through_face();
  way.breath = open_for_the_hop;
  g_autoptr(Observer) observer = hop_gates_observer_new(0.0, 1.0, NULL);
  g_autoptr(Event) event = watch_hop(&way, observer);
  double more = open_for_the_hop(event->gate->time);

  g_assert_cmpfloat_with_epsilon(event->gate->radius, WINDOW + more, 2e-3);
  g_assert_cmpfloat_with_epsilon(event->gate->rest, WINDOW, 1e-4);
  g_autoptr(Chart) chart = observer_chart_at(observer, 0);
  g_assert_cmpfloat_with_epsilon(walkers_scalar(chart, "opening_A", "", NULL), more,
                                 2e-3);
  g_assert_cmpfloat(walkers_scalar(chart, "fraction_crossing", "", NULL), ==, 1.0);
  g_autoptr(Chart) opening = observer_chart_at(observer, 1);
  g_assert_cmpuint(opening->series->len, ==, 1);
}

static double
tremble(double time)
{
  return 0.2 * sin(2.0 * G_PI * time / 1.7);
}

/* A triangle that swings with amplitude A has the flexibility A/√2. */
static void
test_flexibility(void)
{
  Way way = through_face();
  way.breath = tremble;
  g_autoptr(Observer) observer = hop_gates_observer_new(0.0, 1.0, NULL);
  g_autoptr(Event) event = watch_hop(&way, observer);

  g_assert_cmpfloat_with_epsilon(event->gate->rest, WINDOW, 0.01);
  g_assert_cmpfloat_with_epsilon(event->gate->spread, 0.2 / sqrt(2.0), 0.005);
  g_autoptr(Chart) chart = observer_chart_at(observer, 2);
  g_assert_cmpstr(chart->id, ==, "gate-flexibility");
  const Series *series = g_ptr_array_index(chart->series, 0);
  g_assert_cmpuint(series->n, ==, 1);
  g_assert_cmpfloat_with_epsilon(series->x[0], 0.2 / sqrt(2.0), 0.015);
  g_assert_cmpfloat_with_epsilon(series->y[0] * 0.02, 1.0, 1e-9);
}

/* From the middle of the octahedron half way to a corner and not through a face. */
static void
test_no_crossing(void)
{
  Way way = through_face();
  way.to = vec3(2.4, 2.45, 2.6);
  g_autoptr(Observer) observer = hop_gates_observer_new(0.0, 1.0, NULL);
  way.from = vec3(2.45, 2.47, 2.58);
  g_autoptr(Event) event = watch_hop(&way, observer);
  g_autoptr(Chart) chart = observer_chart_at(observer, 0);

  g_assert_null(event->gate);
  g_assert_cmpfloat(walkers_scalar(chart, "hops", "", NULL), ==, 1.0);
  g_assert_cmpfloat(walkers_scalar(chart, "fraction_crossing", "", NULL), ==, 0.0);
}

/* Hop and gate come from the same frames when all observers run together. */
static void
test_together(void)
{
  g_autoptr(ObserverSet) set = observer_set_new(FALSE);
  g_autoptr(GPtrArray) events =
      g_ptr_array_new_with_free_func((GDestroyNotify)event_unref);
  ObserverOptions options;
  Way way = through_face();
  way.rattle = 0.2;
  guint gates = (guint)catalogue_find("gates"), hops = (guint)catalogue_find("hops");

  observer_options_init(&options);
  observer_set_add(set, gates, &options);
  for (guint step = 0; step < 500; step++) {
    g_autoptr(Frame) frame = frame_at(&way, step);
    guint first = events->len;
    for (guint i = 0; i < catalogue_size(); i++)
      if (observer_set_get(set, i)) {
        g_assert_true(observer_add_frame(observer_set_get(set, i), frame, NULL));
        observer_take_events(observer_set_get(set, i), events);
      }
    observer_set_complete_events(set, events, first);
  }
  g_assert_nonnull(observer_set_get(set, hops));
  g_assert_cmpuint(events->len, ==, 1);
  const Event *event = g_ptr_array_index(events, 0);
  g_assert_nonnull(event->gate);
  g_assert_cmpfloat_with_epsilon(event->gate->radius, WINDOW, 1e-5);
}

/* Old samples are thinned to one in a tenth of a picosecond and then forgotten. */
static void
test_track(void)
{
  g_autoptr(Frame) frame = packing();
  const guint32 atom[2] = {3, 32};
  g_autoptr(Track) track = track_new(atom, 2, 1.0, 0.1, 4.0);

  for (guint k = 0; k < 1000; k++) {
    g_autoptr(Frame) next = walkers_next(frame, 0.01);
    next->time = 0.01 * k;
    next->position[32].y = 0.25 * k;
    track_add(track, next);
  }
  guint n = track_n_samples(track);
  g_assert_cmpuint(n, >=, 100 + 29);
  g_assert_cmpuint(n, <=, 100 + 32);
  g_assert_cmpfloat(track_sample(track, 0)->time, >=, 9.99 - 4.0 - 1e-9);
  guint at = track_find(track, 9.5 - 1e-6);
  g_assert_cmpfloat_with_epsilon(track_sample(track, at)->time, 9.5, 1e-9);
  g_assert_cmpfloat_with_epsilon(track_position(track_sample(track, at), 1).y, 237.5,
                                 1e-4);
  g_assert_cmpuint(track_find(track, 11.0), ==, n);
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/gates/a circle goes through three corners", test_circumradius);
  g_test_add_func("/gates/a track thins out and forgets", test_track);
  g_test_add_func("/gates/a fixed window has its analytic radius and no opening",
                  test_window);
  g_test_add_func("/gates/it is found across cell faces and images", test_across_cells);
  g_test_add_func("/gates/a window that opens for the hop opens by that much",
                  test_opening);
  g_test_add_func("/gates/a trembling window is as flexible as it trembles",
                  test_flexibility);
  g_test_add_func("/gates/a move inside a cage crosses nothing", test_no_crossing);
  g_test_add_func("/gates/hops of the live detector get their gates", test_together);
  return g_test_run();
}

// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* What the window knows without a window: curves, pairs, atoms, undo, recipes, hops. */

#include <math.h>
#include <string.h>

#include "app/atom-facts.h"
#include "app/chart-about.h"
#include "app/fitting-potential.h"
#include "app/good-states.h"
#include "app/hop-age.h"
#include "app/new-glass-cost.h"
#include "app/new-glass-plan.h"
#include "app/pair-curve.h"
#include "app/pair-list.h"
#include "app/plot-choice.h"
#include "app/steer-history.h"
#include "model/composition.h"
#include "potential/potential-set.h"
#include "run/observables.h"

static Frame *
small_frame(void)
{
  g_autoptr(SpeciesList) species = species_list_new();
  species_list_add(species, element_lookup("Na"));
  species_list_add(species, element_lookup("Si"));
  species_list_add(species, element_lookup("O"));
  Frame *frame = frame_new(species, 9, 0);
  static const guint8 type[] = {0, 0, 1, 1, 2, 2, 2, 2, 2};
  /* Si 2 and 3 bridge over O 4, across the cell's face; O 5 hangs on Si 2 alone. */
  static const Vec3 place[] = {{5, 5, 5},      {15, 15, 15},   {1, 10, 10},
                               {17.8, 10, 10}, {19.4, 10, 10}, {2.6, 10, 10},
                               {5, 5, 7.4},    {5, 7.4, 5},    {10, 3, 3}};
  memcpy(frame->type, type, sizeof type);
  memcpy(frame->position, place, sizeof place);
  frame->cell = cell_cubic(20.0);
  return frame;
}

static ForceField *
small_force_field(void)
{
  g_autoptr(Frame) frame = small_frame();
  g_autoptr(PotentialSet) set = potential_set_load("pedone2006", NULL);
  return potential_set_bind(set, frame, NULL);
}

static void
test_minimum(void)
{
  g_autoptr(ForceField) ff = small_force_field();
  double r = 0.0, u = 0.0;

  g_assert_true(pair_curve_minimum(ff, 1, 2, &r, &u));
  g_assert_cmpfloat(u, ==, force_field_bare_energy(ff, 1, 2, r));
  g_assert_cmpfloat(u, <, force_field_bare_energy(ff, 1, 2, r - 0.01));
  g_assert_cmpfloat(u, <, force_field_bare_energy(ff, 1, 2, r + 0.01));
  /* Two sodium ions only repel each other. */
  g_assert_false(pair_curve_minimum(ff, 0, 0, &r, &u));
}

static void
test_curve(void)
{
  g_autoptr(ForceField) before = small_force_field();
  g_autoptr(ForceField) now = small_force_field();
  now->pair[1][2].morse_r0 = now->pair[2][1].morse_r0 = 2.3;

  g_autoptr(Chart) chart = pair_curve_chart(now, before, 1, 2);
  g_assert_cmpuint(chart->series->len, ==, 2);
  const Series *ghost = g_ptr_array_index(chart->series, 0);
  const Series *curve = g_ptr_array_index(chart->series, 1);
  g_assert_true(ghost->ghost);
  g_assert_false(curve->ghost);
  g_assert_cmpuint(curve->n_marks, ==, 1);
  for (guint i = 0; i < curve->n; i++)
    if (isfinite(curve->y[i]))
      g_assert_cmpfloat(curve->y[i], ==, force_field_bare_energy(now, 1, 2, curve->x[i]));
  g_autoptr(Chart) repulsive = pair_curve_chart(now, NULL, 0, 0);
  g_assert_cmpuint(repulsive->series->len, ==, 1);
}

static void
test_pairs(void)
{
  g_autoptr(ForceField) ff = small_force_field();
  g_autoptr(GArray) pairs = pair_list_new(ff);
  static const int expected[][2] = {{1, 2}, {0, 2}, {2, 2}};

  g_assert_cmpuint(pairs->len, ==, 6);
  for (guint i = 0; i < pairs->len; i++) {
    const PairChoice *pair = &g_array_index(pairs, PairChoice, i);
    g_assert_true(pair->short_range == (i < 3));
    if (i >= 3)
      continue;
    g_assert_cmpint(pair->a, ==, expected[i][0]);
    g_assert_cmpint(pair->b, ==, expected[i][1]);
  }
}

static void
test_atoms(void)
{
  g_autoptr(Frame) frame = small_frame();
  g_autoptr(Frame) origin = frame_copy(frame, 0);
  g_autoptr(Snapshot) snapshot = snapshot_new(frame, NULL);
  AtomFacts facts;

  origin->position[0] = vec3(5, 2, 1);
  g_assert_true(atom_facts_init(&facts, snapshot, origin, 0));
  g_assert_cmpstr(facts.element->symbol, ==, "Na");
  g_assert_cmpuint(facts.coordination, ==, 2);
  g_assert_cmpfloat(facts.displacement, ==, 5.0);
  g_assert_true(atom_facts_init(&facts, snapshot, NULL, 2));
  g_assert_cmpuint(facts.coordination, ==, 2);
  g_assert_true(isnan(facts.displacement));
  g_assert_true(atom_facts_init(&facts, snapshot, origin, 4));
  g_assert_cmpuint(facts.coordination, ==, 2);
  g_assert_true(atom_facts_init(&facts, snapshot, origin, 5));
  g_assert_cmpuint(facts.coordination, ==, 1);
  g_autofree char *text = atom_facts_coordination(&facts);
  g_assert_cmpstr(text, ==, "1 former (non-bridging)");
  g_assert_false(atom_facts_init(&facts, snapshot, origin, 9));
}

static void
test_history(void)
{
  g_autoptr(SteerHistory) history = steer_history_new();
  g_autoptr(ForceField) of_set = small_force_field();
  g_autoptr(ForceField) now = small_force_field();
  ParamChange r0 = {.kind = PARAM_MORSE_R0, .a = "Si", .b = "O"};

  g_autoptr(GArray) none = steer_differences(of_set, now);
  g_assert_cmpuint(none->len, ==, 0);
  g_assert_null(steer_history_pop(history));

  r0.value = potential_value(now, &r0);
  steer_history_push(history, &r0, 1);
  now->pair[1][2].morse_r0 = now->pair[2][1].morse_r0 = 2.2;
  /* It took effect, so that a refusal was of something else. */
  steer_history_forget_refused(history, now);
  g_assert_cmpuint(steer_history_depth(history), ==, 1);
  g_autoptr(GArray) changed = steer_differences(of_set, now);
  g_assert_cmpuint(changed->len, ==, 1);
  g_assert_cmpfloat(g_array_index(changed, ParamChange, 0).value, ==, 2.2);
  g_autoptr(GArray) entry = steer_history_pop(history);
  g_assert_cmpfloat(g_array_index(entry, ParamChange, 0).value, ==, r0.value);

  steer_history_push(history, &g_array_index(changed, ParamChange, 0), 1);
  steer_history_forget_refused(history, now);
  g_assert_cmpuint(steer_history_depth(history), ==, 0);
}

/* A pair without a Morse term refuses a depth as long as it has no shape. */
static void
test_differences_give_the_shape_first(void)
{
  g_autoptr(ForceField) of_set = small_force_field();
  g_autoptr(ForceField) now = small_force_field();
  PairTerm *pair = &now->pair[1][2];

  pair->morse_d += 0.1;
  pair->morse_a += 0.1;
  pair->morse_r0 += 0.1;
  now->pair[2][1] = *pair;
  g_autoptr(GArray) changed = steer_differences(of_set, now);
  g_assert_cmpuint(changed->len, ==, 3);
  g_assert_cmpint(g_array_index(changed, ParamChange, 2).kind, ==, PARAM_MORSE_D);
}

static Scene *
scene_of_seed(guint seed)
{
  Scene *scene = scene_new();

  scene->seed = seed;
  return scene;
}

static void
test_good_states(void)
{
  const gint64 s = G_USEC_PER_SEC;
  GoodStates states = {0};

  g_assert_null(good_states_choose(&states, 100 * s));
  g_assert_true(good_states_accept(&states, 100 * s));
  good_states_keep(&states, scene_of_seed(1), 100 * s);
  g_assert_false(good_states_accept(&states, 101 * s));
  g_assert_false(good_states_are_old(&states, 104 * s));
  g_assert_true(good_states_are_old(&states, 106 * s));
  g_assert_cmpuint(good_states_choose(&states, 101 * s)->seed, ==, 1);
  good_states_keep(&states, scene_of_seed(2), 106 * s);
  g_assert_cmpuint(good_states_choose(&states, 107 * s)->seed, ==, 1);
  g_assert_cmpuint(good_states_choose(&states, 109 * s)->seed, ==, 2);
  good_states_keep(&states, scene_of_seed(3), 112 * s);
  g_assert_cmpuint(good_states_choose(&states, 113 * s)->seed, ==, 2);
  good_states_clear(&states);
  g_assert_null(good_states_choose(&states, 120 * s));
}

static gboolean
plan(const char *composition, guint n_atoms, double density, NewGlassPlan *out,
     GError **error)
{
  g_autoptr(PotentialCover) cover = potential_cover_new("pedone2006", NULL);
  NewGlassInput input = {.composition = composition,
                         .potential = "pedone2006",
                         .cover = cover,
                         .start = {.n_atoms = n_atoms, .density = density, .seed = 1},
                         .temperature = 3000.0};
  return new_glass_plan_init(out, &input, error);
}

static void
test_plan(void)
{
  g_auto(NewGlassPlan) out = {0};
  g_autoptr(GError) error = NULL;

  g_assert_true(plan("Na2O-2SiO2", 900, 2.5, &out, &error));
  g_assert_no_error(error);
  g_assert_cmpuint(out.n_atoms, ==, 900);
  g_assert_cmpstr(out.counts, ==, "Na 200 · Si 200 · O 500");
  /* (200 × 22.98977 + 200 × 28.085 + 500 × 15.999) amu in 2.5 g/cm³ */
  g_assert_cmpfloat(fabs(out.cell.vector[0].x - cbrt(18214.454 * 1.66053906660 / 2.5)), <,
                    1e-3);
}

static void
test_refusals(void)
{
  static const struct {
    const char *composition, *reason;
  } bad[] = {{"Na2O-B2O3", "B"}, {"", ""}, {"Na2O-Nonsense", "Nonsense"}};

  for (guint i = 0; i < G_N_ELEMENTS(bad); i++) {
    g_auto(NewGlassPlan) out = {0};
    g_autoptr(GError) error = NULL;
    g_assert_false(plan(bad[i].composition, 900, NAN, &out, &error));
    g_assert_nonnull(error);
    g_assert_nonnull(strstr(error->message, bad[i].reason));
    g_assert_null(out.counts);
  }
}

static void
test_new_scene(void)
{
  g_auto(NewGlassPlan) out = {0};
  g_autoptr(PotentialCover) cover = potential_cover_new("pedone2006", NULL);
  NewGlassInput input = {.composition = "SiO2",
                         .potential = "pedone2006",
                         .cover = cover,
                         .start = {.n_atoms = 90, .density = 2.2, .seed = 3},
                         .temperature = 2000.0};

  g_assert_true(new_glass_plan_init(&out, &input, NULL));
  g_autoptr(Scene) scene = new_glass_plan_scene(&out, &input, NULL);
  g_assert_nonnull(scene);
  g_assert_true(scene->relax);
  g_assert_cmpuint(scene->start->n_atoms, ==, 90);
  g_assert_cmpfloat(scene->temperature, ==, 2000.0);
  g_assert_cmpfloat(fabs(frame_density(scene->start) - 2.2), <, 1e-6);
}

static Snapshot *
snapshot_with_hops(double per_ps)
{
  g_autoptr(Frame) frame = small_frame();
  frame->time = 100.0;
  Snapshot *snapshot = snapshot_new(frame, NULL);
  snapshot->hops = g_ptr_array_new_with_free_func((GDestroyNotify)event_unref);
  for (double time = 90.0; time < 100.0; time += 1.0 / per_ps)
    g_ptr_array_add(snapshot->hops, event_new(EVENT_HOP, 0, time));
  return snapshot;
}

static void
test_hops(void)
{
  g_autoptr(Snapshot) calm = snapshot_with_hops(10.0);
  g_autoptr(Snapshot) hot = snapshot_with_hops(200.0);

  g_assert_cmpfloat(hop_age_choose(calm, HOP_AGE_LONGEST), ==, HOP_AGE_LONGEST);
  double age = hop_age_choose(hot, HOP_AGE_LONGEST);
  g_assert_cmpfloat(age, <, HOP_AGE_LONGEST);
  g_assert_cmpuint(hop_age_count(hot, age), <=, 1.5 * HOP_AGE_CROWD);
  /* Once chosen it stays, and a calm glass gets its five picoseconds back. */
  g_assert_cmpfloat(hop_age_choose(hot, age), ==, age);
  g_assert_cmpfloat(hop_age_choose(calm, age), ==, HOP_AGE_LONGEST);
}

/* Takes ids. */
static void
assert_ids(char **ids, const char *expected)
{
  g_autofree char *text = g_strjoinv(" ", ids);

  g_assert_cmpstr(text, ==, expected);
  g_strfreev(ids);
}

static void
test_plot_choice(void)
{
  const char *const ids[] = {"msd", "rdf", "hops", NULL};
  const char *const odd[] = {"rdf", "of another version", "msd", "rdf", NULL};
  g_auto(GStrv) usual = plot_choice_resolve(NULL);
  g_auto(GStrv) starred = plot_choice_resolve((const char *const[]){"*", NULL});

  g_assert_true(g_strv_contains((const char *const *)usual, "msd"));
  g_assert_true(g_strv_equal((const char *const *)usual, (const char *const *)starred));
  assert_ids(plot_choice_resolve(odd), "rdf msd");
  assert_ids(plot_choice_resolve((const char *const[]){NULL}), "");
  assert_ids(plot_choice_with(ids, "vanhove"), "msd rdf hops vanhove");
  assert_ids(plot_choice_with(ids, "rdf"), "msd rdf hops");
  assert_ids(plot_choice_without(ids, "rdf"), "msd hops");
  assert_ids(plot_choice_without(ids, "vanhove"), "msd rdf hops");
}

static void
test_plot_scales(void)
{
  const char *const scales[] = {"msd log-x", "msd-slope linear-x log-y", NULL};

  g_assert_cmpstr(plot_choice_scales(scales, "msd"), ==, "log-x");
  g_assert_cmpstr(plot_choice_scales(scales, "msd-slope"), ==, "linear-x log-y");
  g_assert_cmpstr(plot_choice_scales(scales, "rdf"), ==, "");
  g_assert_cmpstr(plot_choice_scales(NULL, "rdf"), ==, "");
  assert_ids(plot_choice_with_scales(scales, "msd", "linear-x"),
             "msd-slope linear-x log-y msd linear-x");
  assert_ids(plot_choice_with_scales(scales, "msd", ""), "msd-slope linear-x log-y");
  assert_ids(plot_choice_with_scales(NULL, "rdf", "log-y"), "rdf log-y");
}

static void
test_plot_order(void)
{
  const char *const ids[] = {"msd", "rdf", "hops", NULL};

  assert_ids(plot_choice_moved(ids, "rdf", -1), "rdf msd hops");
  assert_ids(plot_choice_moved(ids, "rdf", 1), "msd hops rdf");
  assert_ids(plot_choice_moved(ids, "msd", -1), "msd rdf hops");
  assert_ids(plot_choice_moved(ids, "hops", 1), "msd rdf hops");
  assert_ids(plot_choice_placed(ids, "hops", "msd"), "hops msd rdf");
  assert_ids(plot_choice_placed(ids, "msd", "hops"), "rdf hops msd");
  assert_ids(plot_choice_placed(ids, "some text", "hops"), "msd rdf hops");
}

/* Every chart of the catalogue is explained, and every formula is markup that Pango can
 * show. */
static void
test_charts_are_explained(void)
{
  for (guint i = 0; i < observables_count(); i++)
    for (guint k = 0; k < observable_n_charts(observables_get(i)); k++) {
      const char *id = observables_get(i)->chart[k].id;
      const ChartAbout *about = chart_about_find(id);
      g_autofree char *cost = chart_about_cost(id);
      if (!about)
        g_error("%s is not explained", id);
      g_assert_cmpuint(strlen(about->what), >, 20);
      g_assert_nonnull(cost);
    }
  g_assert_null(chart_about_find("no-such-chart"));
  g_assert_null(chart_about_cost("no-such-chart"));
}

static void
test_costs_follow_the_catalogue(void)
{
  g_autofree char *always = chart_about_cost("msd");
  g_autofree char *beside = chart_about_cost("rings");
  g_autofree char *seldom = chart_about_cost("rdf");

  g_assert_nonnull(strstr(always, "Always"));
  g_assert_nonnull(strstr(beside, "every 1 ps"));
  g_assert_nonnull(strstr(seldom, "every 2 ps"));
}

static void
test_cost(void)
{
  g_autoptr(PotentialCover) cover = potential_cover_new("bmp", NULL);
  NewGlassInput input = {
      .composition = "Na2O-2SiO2",
      .potential = "bmp",
      .cover = cover,
      .start = {.kind = START_RANDOM, .n_atoms = 9000, .density = 2.49, .seed = 1},
      .temperature = 3000.0};
  g_autoptr(GError) error = NULL;
  NewGlassCost cost;

  new_glass_cost_measure(&input, &cost, &error);
  g_assert_no_error(error);
  g_assert_cmpuint(cost.n_atoms, ==, 9000);
  g_assert_cmpfloat(cost.us_per_atom, >, 0.0);
  g_assert_cmpfloat_with_epsilon(cost.steps_per_second * cost.us_per_atom * 9000 * 1e-6,
                                 1.0, 1e-9);
  input.composition = "Na2O-2XyO2";
  g_assert_false(new_glass_cost_measure(&input, &cost, &error));
  g_assert_nonnull(error);
}

static Scene *
scene_of(const char *mix)
{
  Composition parsed;
  AtomCounts counts;
  Scene *scene = scene_new();

  g_assert_true(composition_parse(&parsed, mix, NULL));
  g_assert_true(composition_counts(&parsed, 200, &counts, NULL));
  g_clear_pointer(&scene->start, frame_unref);
  scene->start = atom_counts_frame(&counts, 2.5);
  return scene;
}

/* What a structure without a potential is opened with; "": what scenes begin with. */
static void
assert_fits(const char *mix, const char *potential, const char *missing)
{
  static const char *const no_models[] = {"/no/such/model", NULL};
  g_autoptr(Scene) scene = scene_of(mix);
  g_autofree char *first = g_strdup(scene->potential);
  g_autofree char *note = fitting_potential_choose(scene, no_models);

  g_assert_cmpstr(scene->potential, ==, *potential ? potential : first);
  g_assert_cmpint(note != NULL, ==, missing != NULL);
  if (missing)
    g_assert_nonnull(strstr(note, missing));
}

static void
test_fitting_potential(void)
{
  assert_fits("Na2O-2SiO2", "", NULL);
  assert_fits("Li2O-SiO2-3B2O3", "bmp", "B–O");
  /* nobody knows it: as it was, and the engine will say why not */
  assert_fits("Na2S-SiS2", "", NULL);
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/pair-curve/minimum is lower than its neighbours", test_minimum);
  g_test_add_func("/pair-curve/shows now and before", test_curve);
  g_test_add_func("/pair-list/begins with the network and ends with Coulomb", test_pairs);
  g_test_add_func("/atom-facts/count neighbours across the cell face", test_atoms);
  g_test_add_func("/steer-history/gives back what was replaced", test_history);
  g_test_add_func("/steer-history/differences give the shape before the depth",
                  test_differences_give_the_shape_first);
  g_test_add_func("/good-states/the one to go back to is not too young",
                  test_good_states);
  g_test_add_func("/new-glass-plan/balances and measures the cell", test_plan);
  g_test_add_func("/new-glass-plan/refuses with the reason", test_refusals);
  g_test_add_func("/new-glass-plan/packs what it planned", test_new_scene);
  g_test_add_func("/new-glass-plan/tells what it will cost", test_cost);
  g_test_add_func("/plot-choice/adds, removes, and follows the catalogue",
                  test_plot_choice);
  g_test_add_func("/plot-choice/axes are kept for each plot", test_plot_scales);
  g_test_add_func("/plot-choice/moves and places", test_plot_order);
  g_test_add_func("/hop-age/shortens in a crowd and comes back", test_hops);
  g_test_add_func("/chart-about/every chart is explained", test_charts_are_explained);
  g_test_add_func("/chart-about/costs follow the catalogue",
                  test_costs_follow_the_catalogue);
  g_test_add_func("/fitting-potential/the first that knows the atoms",
                  test_fitting_potential);
  return g_test_run();
}

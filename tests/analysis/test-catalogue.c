// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "analysis/catalogue.h"

#include <string.h>

#include "analysis/observer-set.h"
#include "walkers.h"

static ObserverOptions
defaults(void)
{
  ObserverOptions options;

  observer_options_init(&options);
  return options;
}

static void
test_ids(void)
{
  g_autoptr(GHashTable) ids = g_hash_table_new(g_str_hash, g_str_equal);
  g_autoptr(GHashTable) charts = g_hash_table_new(g_str_hash, g_str_equal);

  for (guint i = 0; i < catalogue_size(); i++) {
    const Observable *about = &catalogue_entry(i)->about;
    g_assert_true(g_hash_table_add(ids, (gpointer)about->id));
    g_assert_cmpint(catalogue_find(about->id), ==, i);
    g_assert_cmpuint(observable_n_charts(about), >, 0);
    for (guint k = 0; k < observable_n_charts(about); k++) {
      g_assert_true(g_hash_table_add(charts, (gpointer)about->chart[k].id));
      g_assert_cmpint(catalogue_find_chart(about->chart[k].id), ==, i);
    }
  }
  g_assert_cmpint(catalogue_find("nonsense"), ==, -1);
  g_assert_cmpint(catalogue_find_chart("nonsense"), ==, -1);
}

static void
test_descriptions(void)
{
  for (guint i = 0; i < catalogue_size(); i++) {
    const Observable *about = &catalogue_entry(i)->about;
    g_assert_true(about->title && *about->title);
    g_assert_true(about->help && *about->help);
    g_assert_cmpuint(about->group, <, OBSERVABLE_N_GROUPS);
    g_assert_cmpfloat(about->interval, >=, 0.0);
    /* not both costly and always on */
    g_assert_false(about->flags & OBSERVABLE_HEAVY && about->flags & OBSERVABLE_ALWAYS);
    for (const char *p = about->id; *p; p++)
      g_assert_true(g_ascii_islower(*p) || g_ascii_isdigit(*p) || *p == '-');
  }
}

static void
test_leaders(void)
{
  for (guint i = 0; i < catalogue_size(); i++) {
    const Observable *about = &catalogue_entry(i)->about;
    if (!about->leader)
      continue;
    int leader = catalogue_find(about->leader);
    g_assert_cmpint(leader, >=, 0);
    g_assert_cmpint(leader, <, i);
    g_assert_false(about->flags & OBSERVABLE_HEAVY);
    g_assert_false(catalogue_entry((guint)leader)->about.flags & OBSERVABLE_HEAVY);
  }
}

static void
assert_charts(Observer *observer, const Observable *about)
{
  g_assert_cmpuint(observer_n_charts(observer), ==, observable_n_charts(about));
  for (guint k = 0; k < observer_n_charts(observer); k++) {
    g_autoptr(Chart) chart = observer_chart_at(observer, k);
    g_assert_cmpstr(chart->id, ==, about->chart[k].id);
    g_assert_cmpstr(chart->title, ==, about->chart[k].title);
    /* an empty chart says what it waits for */
    g_assert_true(chart->series->len > 0 || (chart->verdict && *chart->verdict));
  }
}

static void
test_charts(void)
{
  g_autoptr(ObserverSet) set = observer_set_new(FALSE);
  ObserverOptions options = defaults();

  for (guint i = 0; i < catalogue_size(); i++)
    assert_charts(observer_set_add(set, i, &options), &catalogue_entry(i)->about);
}

static void
test_set_leaders(void)
{
  g_autoptr(ObserverSet) set = observer_set_new(FALSE);
  ObserverOptions options = defaults();
  guint msd = (guint)catalogue_find("msd"), reader = (guint)catalogue_find("arrhenius");

  Observer *made = observer_set_add(set, reader, &options);
  g_assert_nonnull(observer_set_get(set, msd));
  g_assert_true(observer_set_add(set, reader, &options) == made);
  observer_set_remove(set, msd);
  g_assert_null(observer_set_get(set, msd));
  g_assert_null(observer_set_get(set, reader));
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/catalogue/observables and charts have names of their own", test_ids);
  g_test_add_func("/catalogue/every entry describes itself", test_descriptions);
  g_test_add_func("/catalogue/leaders stand before their readers", test_leaders);
  g_test_add_func(
      "/catalogue/charts are those of the observer, and say what they wait for",
      test_charts);
  g_test_add_func("/catalogue/a set makes leaders along and frees readers along",
                  test_set_leaders);
  return g_test_run();
}

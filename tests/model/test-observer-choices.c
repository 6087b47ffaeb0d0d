// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "model/observer-choices.h"

#include <math.h>

#include "base/base-error.h"

static void
test_words(void)
{
  g_auto(ObserverChoices) choices = {.atoms = NULL};
  g_autoptr(GError) error = NULL;

  g_assert_true(observer_choices_init(
      &choices, "atoms=3,0-1  hop-window=0.5 cluster-most=8 hop-lag=2", &error));
  g_assert_no_error(error);
  g_assert_cmpuint(choices.options.n_selected, ==, 3);
  g_assert_cmpuint(choices.options.selection[2], ==, 3);
  g_assert_cmpfloat(choices.options.hop_window, ==, 0.5);
  g_assert_cmpuint(choices.options.cluster_most, ==, 8);
  g_assert_cmpfloat(choices.options.hop_lag, ==, 2.0);
  g_assert_true(isnan(choices.options.hop_reach));
  g_assert_cmpuint(choices.options.n_hop_selected, ==, 0);
}

static void
test_bad_words(void)
{
  static const char *const bad[] = {"hop-window",        "hop-window=x", "hop-window=-1",
                                    "hop-window=1,5",    "colour=1",     "atoms=a",
                                    "cluster-most=1",    "silhouette=2", "hop-window=nan",
                                    "cluster-window=nan"};

  for (guint k = 0; k < G_N_ELEMENTS(bad); k++) {
    g_auto(ObserverChoices) choices = {.atoms = NULL};
    g_autoptr(GError) error = NULL;
    g_assert_false(observer_choices_init(&choices, bad[k], &error));
    g_assert_error(error, VITRINE_ERROR, VITRINE_ERROR_INPUT);
    g_assert_cmpfloat(choices.options.hop_window, ==, 1.0);
  }
}

static void
test_same(void)
{
  g_auto(ObserverChoices) none = {.atoms = NULL};
  g_auto(ObserverChoices) atoms = {.atoms = NULL};
  g_auto(ObserverChoices) hops = {.atoms = NULL};

  g_assert_true(observer_choices_init(&none, NULL, NULL));
  g_assert_true(observer_choices_init(&atoms, "atoms=1-4", NULL));
  g_assert_true(observer_choices_init(&hops, "hop-reach=4", NULL));
  g_assert_false(observer_choices_same_atoms(&none, &atoms));
  g_assert_true(observer_choices_same_atoms(&none, &hops));
  g_assert_true(observer_choices_same_atoms(&atoms, &atoms));
  g_assert_true(observer_choices_same_hops(&none, &atoms));
  g_assert_false(observer_choices_same_hops(&none, &hops));
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/observer-choices/words are read", test_words);
  g_test_add_func("/observer-choices/others are told", test_bad_words);
  g_test_add_func("/observer-choices/what changes is known", test_same);
  return g_test_run();
}

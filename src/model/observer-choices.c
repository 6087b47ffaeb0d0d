// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "model/observer-choices.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#include "base/base-error.h"

#define CAGES       "cluster-most"
#define CORE        "hop-core" /* 0: automatic */
#define LEAST_CAGES 2
#define MOST_CAGES  16

static const struct {
  const char *name;
  gsize offset;
  double least, most;
} numbers[] = {
    {"hop-window", offsetof(ObserverOptions, hop_window), 0.01, 100.0},
    {"hop-threshold", offsetof(ObserverOptions, hop_threshold), 0.01, 100.0},
    {CORE, offsetof(ObserverOptions, hop_core), 0.0, 10.0},
    {"hop-back", offsetof(ObserverOptions, hop_back), 0.01, 1e6},
    {"hop-lag", offsetof(ObserverOptions, hop_lag), 0.001, 1e6},
    {"hop-reach", offsetof(ObserverOptions, hop_reach), 0.1, 100.0},
    {"cluster-window", offsetof(ObserverOptions, cluster_window), 5.0, 1000.0},
    {"cluster-smooth", offsetof(ObserverOptions, cluster_smooth), 0.0, 100.0},
    {"cluster-core", offsetof(ObserverOptions, cluster_core), 0.01, 10.0},
    {"cluster-least", offsetof(ObserverOptions, cluster_least), 0.0, 100.0},
    {"silhouette", offsetof(ObserverOptions, silhouette), -1.0, 1.0},
};

static gboolean
refuse(const char *word, GError **error)
{
  g_set_error(error, VITRINE_ERROR, VITRINE_ERROR_INPUT,
              _("“%s” is not a choice that can be made here"), word);
  return FALSE;
}

static gboolean
read_number(ObserverOptions *options, const char *name, const char *value)
{
  char *end = NULL;
  double number = g_ascii_strtod(value, &end);

  if (end == value || *end != '\0')
    return FALSE;
  if (g_str_equal(name, CAGES)) {
    options->cluster_most = (guint)CLAMP(number, 0.0, 100.0);
    return options->cluster_most >= LEAST_CAGES && options->cluster_most <= MOST_CAGES;
  }
  for (guint k = 0; k < G_N_ELEMENTS(numbers); k++) {
    if (!g_str_equal(numbers[k].name, name))
      continue;
    memcpy((char *)options + numbers[k].offset, &number, sizeof number);
    return number >= numbers[k].least && number <= numbers[k].most;
  }
  return FALSE;
}

static gboolean
read_word(ObserverChoices *choices, const char *word, GError **error)
{
  g_auto(GStrv) sides = g_strsplit(word, "=", 2);

  if (g_strv_length(sides) != 2)
    return refuse(word, error);
  if (!g_str_equal(sides[0], "atoms"))
    return read_number(&choices->options, sides[0], sides[1]) || refuse(word, error);
  g_clear_pointer(&choices->atoms, g_array_unref);
  choices->atoms = observer_atoms_parse(sides[1], error);
  if (!choices->atoms)
    return FALSE;
  choices->options.selection = (const guint32 *)choices->atoms->data;
  choices->options.n_selected = choices->atoms->len;
  return TRUE;
}

gboolean
observer_choice_find(const char *name, ObserverChoice *choice)
{
  ObserverOptions options;

  observer_options_init(&options);
  *choice = (ObserverChoice){.least = LEAST_CAGES, .most = MOST_CAGES, .whole = TRUE};
  choice->usual = options.cluster_most;
  if (g_str_equal(name, CAGES))
    return TRUE;
  for (guint k = 0; k < G_N_ELEMENTS(numbers); k++) {
    if (!g_str_equal(numbers[k].name, name))
      continue;
    *choice = (ObserverChoice){.least = numbers[k].least, .most = numbers[k].most};
    memcpy(&choice->usual, (char *)&options + numbers[k].offset, sizeof(double));
    choice->automatic = isnan(choice->usual) || g_str_equal(name, CORE);
    if (choice->automatic)
      choice->usual = NAN;
    return TRUE;
  }
  return FALSE;
}

gboolean
observer_choices_init(ObserverChoices *choices, const char *text, GError **error)
{
  g_auto(GStrv) words = g_strsplit(text ? text : "", " ", -1);

  *choices = (ObserverChoices){.atoms = NULL};
  observer_options_init(&choices->options);
  for (guint k = 0; words[k]; k++)
    if (*words[k] && !read_word(choices, words[k], error)) {
      observer_choices_clear(choices);
      observer_options_init(&choices->options);
      return FALSE;
    }
  return TRUE;
}

void
observer_choices_clear(ObserverChoices *choices)
{
  g_clear_pointer(&choices->atoms, g_array_unref);
  choices->options.selection = NULL;
  choices->options.n_selected = 0;
}

gboolean
observer_choices_same_atoms(const ObserverChoices *a, const ObserverChoices *b)
{
  guint n = a->options.n_selected;

  return n == b->options.n_selected &&
         (n == 0 || memcmp(a->options.selection, b->options.selection,
                           n * sizeof *a->options.selection) == 0);
}

gboolean
observer_choices_same_hops(const ObserverChoices *a, const ObserverChoices *b)
{
  gboolean same = a->options.cluster_most == b->options.cluster_most;

  for (guint k = 0; k < G_N_ELEMENTS(numbers); k++) /* bit by bit: NAN is automatic */
    same = same &&
           memcmp((const char *)&a->options + numbers[k].offset,
                  (const char *)&b->options + numbers[k].offset, sizeof(double)) == 0;
  return same;
}

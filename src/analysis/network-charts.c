// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <glib/gi18n.h>
#include <math.h>

#include "analysis/network-sample.h"
#include "model/format-number.h"

#define SEEN 1e-9 /* fractions below are never */

static const char *const anion_names[ANION_N_CLASSES] = {"free", "non-bridging",
                                                         "bridging", "tricluster"};

static double
mean_of(const NetworkMeans *means, guint index)
{
  double value;

  block_mean_get(means->mean, -1, index, 1, &value);
  return value;
}

static gboolean
has_role(const NetworkMeans *means, guint type, SpeciesRole role)
{
  return means->species->element[type]->role == role && means->n_of_type[type] > 0;
}

/* A bar at first, first + 1 … for each of n fractions from index on. */
static void
add_bars(const NetworkMeans *means, Chart *chart, guint type, guint index, guint n,
         guint first)
{
  const char *symbol = means->species->element[type]->symbol;
  Series *series = chart_add_series(chart, symbol, SERIES_BARS, n, TRUE);

  series_set_species(series, symbol);
  for (guint k = 0; k < n; k++) {
    series->x[k] = first + k;
    series->y[k] = mean_of(means, index + k);
    series->error[k] = block_mean_error(means->mean, index + k);
  }
}

/* The same without the empty ends. */
static void
add_seen_bars(const NetworkMeans *means, Chart *chart, guint type, guint index, guint n)
{
  guint first = 0, end = n;

  while (first < n && mean_of(means, index + first) < SEEN)
    first++;
  while (end > first && mean_of(means, index + end - 1) < SEEN)
    end--;
  add_bars(means, chart, type, index + first, end - first, first);
}

static void
add_scalar(const NetworkMeans *means, Chart *chart, const char *key, const char *label,
           guint index)
{
  double value = mean_of(means, index);

  if (value >= SEEN)
    chart_add_scalar(chart, key, label, value, block_mean_error(means->mean, index),
                     NULL);
}

static double
moment(const NetworkMeans *means, int leave, guint index, guint n)
{
  double sum = 0.0, value;

  for (guint k = 0; k < n; k++) {
    block_mean_get(means->mean, leave, index + k, 1, &value);
    sum += k * value;
  }
  return sum;
}

/* Σ k f_k of n fractions; error by leaving out blocks. */
static double
mean_number(const NetworkMeans *means, guint index, guint n, double *error)
{
  guint n_blocks = block_mean_n_blocks(means->mean);
  double left[BLOCK_MEAN_MOST];

  for (guint b = 0; b < n_blocks; b++)
    left[b] = moment(means, (int)b, index, n);
  *error = block_jackknife(left, n_blocks);
  return moment(means, -1, index, n);
}

static void
append_value(GString *text, const char *name, double value)
{
  g_autofree char *number = number_format_fixed(value, 2);

  g_string_append_printf(text, "%s%s %s", text->len > 0 ? " · " : "", name, number);
}

void
network_fill_coordination(const NetworkMeans *means, Chart *chart)
{
  GString *value = g_string_new(NULL);

  for (guint type = 0; type < means->species->n; type++) {
    const char *symbol = means->species->element[type]->symbol;
    guint index = network_sample_cn(type, 0);
    double error;
    if (!has_role(means, type, SPECIES_FORMER))
      continue;
    add_seen_bars(means, chart, type, index, NETWORK_CN_MOST + 1);
    double cn = mean_number(means, index, NETWORK_CN_MOST + 1, &error);
    chart_add_scalar(chart, "CN_mean", symbol, cn, error, NULL);
    append_value(value, symbol, cn);
    for (guint k = 0; k <= NETWORK_CN_MOST; k++) {
      g_autofree char *label = g_strdup_printf("%s %u", symbol, k);
      add_scalar(means, chart, "CN_fraction", label, index + k);
    }
  }
  chart_take_value(chart, g_string_free(value, FALSE));
}

void
network_fill_anions(const NetworkMeans *means, Chart *chart)
{
  guint nbo = network_sample_nbo(means->species->n);

  for (guint type = 0; type < means->species->n; type++) {
    const char *symbol = means->species->element[type]->symbol;
    if (!has_role(means, type, SPECIES_ANION))
      continue;
    add_bars(means, chart, type, network_sample_anion(type, 0), ANION_N_CLASSES, 0);
    for (AnionClass class = 0; class < ANION_N_CLASSES; class ++) {
      g_autofree char *label = g_strdup_printf("%s %s", symbol, anion_names[class]);
      add_scalar(means, chart, "anion_fraction", label,
                 network_sample_anion(type, class));
    }
  }
  chart_add_scalar(chart, "NBO_per_former", "", mean_of(means, nbo),
                   block_mean_error(means->mean, nbo), NULL);
  g_autofree char *number = number_format_fixed(mean_of(means, nbo), 2);
  chart_take_value(chart, g_strdup_printf("NBO/T %s", number));
}

static void
add_bridges(const NetworkMeans *means, Chart *chart)
{
  guint n_types = means->species->n;

  for (guint a = 0; a < n_types; a++)
    for (guint b = a; b < n_types; b++) {
      g_autofree char *label =
          g_strdup_printf("%s–%s", means->species->element[a]->symbol,
                          means->species->element[b]->symbol);
      add_scalar(means, chart, "bridges", label, network_sample_bridge(n_types, a, b));
    }
  for (guint n = 0; n <= NETWORK_Q_MOST; n++)
    for (guint m = n; m <= NETWORK_Q_MOST; m++) {
      g_autofree char *label = g_strdup_printf("Q%u–Q%u", n, m);
      add_scalar(means, chart, "Qn_pair_fraction", label,
                 network_sample_q_pair(n_types, n, m));
    }
}

void
network_fill_qn(const NetworkMeans *means, Chart *chart)
{
  GString *value = g_string_new(NULL);

  for (guint type = 0; type < means->species->n; type++) {
    const char *symbol = means->species->element[type]->symbol;
    guint index = network_sample_q(type, 0);
    double error;
    if (!has_role(means, type, SPECIES_FORMER))
      continue;
    add_seen_bars(means, chart, type, index, NETWORK_Q_MOST + 1);
    double q = mean_number(means, index, NETWORK_Q_MOST + 1, &error);
    chart_add_scalar(chart, "Qn_mean", symbol, q, error, NULL);
    g_autofree char *name = g_strdup_printf("⟨n⟩(%s)", symbol);
    append_value(value, name, q);
    for (guint k = 0; k <= NETWORK_Q_MOST; k++) {
      g_autofree char *label = g_strdup_printf("%s Q%u", symbol, k);
      add_scalar(means, chart, "Qn_fraction", label, index + k);
    }
  }
  add_bridges(means, chart);
  chart_take_value(chart, g_string_free(value, FALSE));
}

// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "analysis/network-sample.h"

#include <string.h>

#define N_CN     (NETWORK_CN_MOST + 1)
#define N_Q      (NETWORK_Q_MOST + 1)
#define PER_TYPE (N_CN + N_Q + ANION_N_CLASSES)

guint
network_sample_cn(guint type, guint cn)
{
  return type * PER_TYPE + cn;
}

guint
network_sample_q(guint type, guint q)
{
  return type * PER_TYPE + N_CN + q;
}

guint
network_sample_anion(guint type, AnionClass class)
{
  return type * PER_TYPE + N_CN + N_Q + class;
}

guint
network_sample_bridge(guint n_types, guint a, guint b)
{
  return n_types * PER_TYPE + a * n_types + b;
}

guint
network_sample_q_pair(guint n_types, guint n, guint m)
{
  return n_types * (PER_TYPE + n_types) + n * N_Q + m;
}

guint
network_sample_nbo(guint n_types)
{
  return n_types * (PER_TYPE + n_types) + N_Q * N_Q;
}

guint
network_sample_size(guint n_types)
{
  return network_sample_nbo(n_types) + 1;
}

static void
fill_type(const Frame *frame, const NetworkCounts *counts, guint type, double *value)
{
  double n = frame_count_type(frame, type);

  if (n <= 0.0)
    return;
  for (guint cn = 0; cn < N_CN; cn++)
    value[network_sample_cn(type, cn)] = counts->coordination[type][cn] / n;
  for (guint q = 0; q < N_Q; q++)
    value[network_sample_q(type, q)] = counts->q[type][q] / n;
  for (AnionClass class = 0; class < ANION_N_CLASSES; class ++)
    value[network_sample_anion(type, class)] = counts->anion[type][class] / n;
}

void
network_sample_fill(const Frame *frame, const NetworkCounts *counts, double *value)
{
  guint n_types = frame->species->n, n_nbo = 0;
  double n_bridges = MAX(counts->n_bridges, 1);

  memset(value, 0, network_sample_size(n_types) * sizeof *value);
  for (guint type = 0; type < n_types; type++) {
    fill_type(frame, counts, type, value);
    n_nbo += counts->anion[type][ANION_NON_BRIDGING];
    for (guint b = type; b < n_types; b++)
      value[network_sample_bridge(n_types, type, b)] = counts->bridge[type][b];
  }
  for (guint n = 0; n < N_Q; n++)
    for (guint m = n; m < N_Q; m++)
      value[network_sample_q_pair(n_types, n, m)] = counts->q_pair[n][m] / n_bridges;
  value[network_sample_nbo(n_types)] = n_nbo / (double)MAX(counts->n_formers, 1);
}

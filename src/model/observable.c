// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "model/observable.h"

#include <glib/gi18n.h>
#include <math.h>

void
observer_options_init(ObserverOptions *options)
{
  g_return_if_fail(options != NULL);

  *options = (ObserverOptions){.fit_from = NAN,
                               .fit_to = NAN,
                               .hop_window = 1.0,
                               .hop_threshold = 1.5,
                               .wave_number = NAN,
                               .overlap = 1.0,
                               .ring_size = 8,
                               .grid = 0.3,
                               .memory = INFINITY,
                               .seed = 1};
}

guint
observable_n_charts(const Observable *observable)
{
  guint n = 0;

  g_return_val_if_fail(observable != NULL, 0);
  while (n < OBSERVABLE_MOST_CHARTS && observable->chart[n].id)
    n++;
  return n;
}

const char *
observable_group_title(ObservableGroup group)
{
  static const char *const title[OBSERVABLE_N_GROUPS] = {
      [OBSERVABLE_TRANSPORT] = N_("Transport"),
      [OBSERVABLE_HETEROGENEITY] = N_("Dynamic heterogeneity"),
      [OBSERVABLE_HOPS] = N_("Hops"),
      [OBSERVABLE_PATHWAYS] = N_("Pathways"),
      [OBSERVABLE_RINGS] = N_("Rings"),
      [OBSERVABLE_STRUCTURE] = N_("Structure"),
      [OBSERVABLE_BULK] = N_("Bulk"),
  };

  g_return_val_if_fail(group < OBSERVABLE_N_GROUPS, "");
  return _(title[group]);
}

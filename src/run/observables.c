// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "run/observables.h"

#include <glib/gi18n.h>

#include "analysis/catalogue.h"

static const Observable measured[] = {
    {.id = "measured",
     .title = N_("Properties measured on request"),
     .help = N_("Pressure over volume, volume and energy over temperature of a copy"),
     .group = OBSERVABLE_BULK,
     .flags = OBSERVABLE_MEASURED,
     .chart = {{"modulus", N_("Bulk modulus")},
               {"expansion", N_("Thermal expansion")},
               {"capacity", N_("Heat capacity")}}},
};

guint
observables_count(void)
{
  return catalogue_size() + G_N_ELEMENTS(measured);
}

const Observable *
observables_get(guint index)
{
  g_return_val_if_fail(index < observables_count(), NULL);

  guint n = catalogue_size();
  return index < n ? &catalogue_entry(index)->about : &measured[index - n];
}

const Observable *
observables_find_chart(const char *chart_id, guint *chart)
{
  for (guint i = 0; i < observables_count(); i++) {
    const Observable *about = observables_get(i);
    for (guint k = 0; k < observable_n_charts(about); k++) {
      if (g_strcmp0(about->chart[k].id, chart_id) != 0)
        continue;
      if (chart)
        *chart = k;
      return about;
    }
  }
  return NULL;
}

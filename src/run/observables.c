// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "run/observables.h"

#include "analysis/catalogue.h"

guint
observables_count(void)
{
  return catalogue_size();
}

const Observable *
observables_get(guint index)
{
  g_return_val_if_fail(index < catalogue_size(), NULL);

  return &catalogue_entry(index)->about;
}

const Observable *
observables_find_chart(const char *chart_id, guint *chart)
{
  int index = catalogue_find_chart(chart_id);
  guint k = 0;

  if (index < 0)
    return NULL;
  const Observable *about = &catalogue_entry((guint)index)->about;
  while (g_strcmp0(about->chart[k].id, chart_id) != 0)
    k++;
  if (chart)
    *chart = k;
  return about;
}

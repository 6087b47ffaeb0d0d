// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "md/force-errand.h"

#include "md/parts.h"

typedef struct {
  ForceErrand errand;
  gboolean good[ATOM_PARTS];
} Launch;

static void
launch_part(gpointer data, guint part, guint worker)
{
  Launch *launch = data;

  launch->good[part] = launch->errand.launch(launch->errand.data, part);
}

gboolean
force_errand_launch(ForceErrand errand, Team *team)
{
  Launch launch = {.errand = errand};
  gboolean good = TRUE;

  if (!errand.launch)
    return TRUE;
  parts_run(team, launch_part, &launch);
  for (guint part = 0; part < ATOM_PARTS; part++)
    good = good && launch.good[part];
  return good;
}

static void
land_part(gpointer data, guint part, guint worker)
{
  const ForceErrand *errand = data;

  errand->land(errand->data, part);
}

void
force_errand_land(ForceErrand errand, Team *team)
{
  if (errand.land)
    parts_run(team, land_part, &errand);
}

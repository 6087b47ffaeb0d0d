// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/hop-age.h"

#include <math.h>

#define SLACK 1.4 /* × HOP_AGE_CROWD before the age in use is left */

#define GLOW_LEAST   0.25 /* ps */
#define GLOW_SECONDS 0.8

static const double AGES[] = {HOP_AGE_LONGEST, 4.0, 3.0, 2.5, 2.0, 1.5, 1.0, 0.5, 0.2};

guint
hop_age_count(const Snapshot *snapshot, double age)
{
  guint n = 0;
  for (guint i = 0; snapshot->hops && i < snapshot->hops->len; i++) {
    const Event *hop = g_ptr_array_index(snapshot->hops, i);
    n += hop->time > snapshot->frame->time - age;
  }
  return n;
}

static guint
find_age(double age)
{
  guint k = 0;
  while (k + 1 < G_N_ELEMENTS(AGES) && AGES[k] > age)
    k++;
  return k;
}

double
hop_age_choose(const Snapshot *snapshot, double present)
{
  guint k = find_age(present);

  while (k + 1 < G_N_ELEMENTS(AGES) &&
         hop_age_count(snapshot, AGES[k]) > SLACK * HOP_AGE_CROWD)
    k++;
  while (k > 0 && hop_age_count(snapshot, AGES[k - 1]) <= HOP_AGE_CROWD)
    k--;
  return AGES[k];
}

double
hop_age_glow(double speed)
{
  return fmax(GLOW_LEAST, GLOW_SECONDS * speed);
}

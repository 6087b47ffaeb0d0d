// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "io/lammps-units.h"

#include <math.h>
#include <string.h>

#include "base/units.h"

/* kcal/mol in eV: 4184 J/mol over the Faraday constant */
#define KCAL_MOL (418.4 / UNITS_ACCEL)

#define MASS_TOLERANCE 0.1 /* amu */

static const LammpsUnits units[] = {
    {"metal", 1.0, 1.0},
    {"real", UNITS_FS, KCAL_MOL},
};

const LammpsUnits *
lammps_units_find(const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS(units); i++)
    if (strcmp(units[i].name, name) == 0)
      return &units[i];
  return NULL;
}

const Element *
lammps_element_of_mass(double mass)
{
  const Element *best = element_by_number(1);

  for (int z = 2; element_by_number(z); z++)
    if (fabs(element_by_number(z)->mass - mass) < fabs(best->mass - mass))
      best = element_by_number(z);
  return fabs(best->mass - mass) <= MASS_TOLERANCE ? best : NULL;
}

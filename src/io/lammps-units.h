// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* What LAMMPS's files mean: unit styles in Vitrine's units (lengths are Å in both), types
 * by mass. Pure; any thread. */
#pragma once

#include <glib.h>

#include "model/species.h"

typedef struct {
  const char *name;
  double time;   /* ps */
  double energy; /* eV */
} LammpsUnits;

/* "metal" or "real"; NULL for others. Static storage. */
const LammpsUnits *lammps_units_find(const char *name);

/* The element whose mass is nearest, if within 0.1 amu, else NULL. */
const Element *lammps_element_of_mass(double mass);

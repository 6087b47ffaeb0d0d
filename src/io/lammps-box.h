// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* A cell as LAMMPS wants it: a along x, b in the xy plane, both and c to the positive
 * side. Other cells are rotated, and every vector with them. Pure; any thread. */
#pragma once

#include <glib.h>

#include "model/cell.h"

typedef struct {
  Cell cell;        /* in LAMMPS's orientation; same origin */
  Vec3 rotation[3]; /* rows: v' = (rotation[k] · v) */
} LammpsBox;

/* FALSE with error when the vectors are left-handed, which no rotation repairs. */
gboolean lammps_box_init(LammpsBox *box, const Cell *cell, GError **error);
/* A direction (velocity, force) and a place in the new orientation. */
Vec3 lammps_box_turn(const LammpsBox *box, Vec3 v);
Vec3 lammps_box_place(const LammpsBox *box, Vec3 r);

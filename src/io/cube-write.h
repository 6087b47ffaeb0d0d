// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* A field with its atoms as a Gaussian cube file, which VESTA, VMD, OVITO and ASE read:
 * two lines of text, number of atoms and first node, the three steps between nodes with
 * their numbers, the atoms (atomic number, charge 0, place), the values with the third
 * vector running fastest, six to a line. Lengths are in Bohr, as the format has it. Any
 * thread. */
#pragma once

#include "model/field.h"
#include "model/frame.h"

/* Values are multiplied by scale, which `values` names ("ions per cubic bohr"); atoms are
 * brought into the cell. Replaces what is there. */
gboolean cube_write(const char *path, const Field *field, const Frame *frame,
                    const char *values, double scale, GError **error);

// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* Arrays of atoms put into another order, by the workers who own their parts. */
#pragma once

#include "base/team.h"

/* One array: n elements of 1, 4, 8 or 24 bytes. */
typedef struct {
  void *array;
  gsize size;
} RenumberColumn;

/* In each of the columns, what stood at order[k] comes to k; order is a permutation of
 * n. */
void renumber_columns(Team *team, const RenumberColumn *column, guint n_columns,
                      const guint32 *order, guint n);

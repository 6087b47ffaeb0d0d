// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* Verlet list of all pairs closer than r_cut + skin, exact in every cell: linked cells in
 * fractional coordinates, each pair with the image it means, so that a cell smaller than
 * twice the cut-off (even than the cut-off) needs no special case.
 *
 * The list is full: pair i–j stands at i and at j, and each atom's force is summed by one
 * thread in list order. That costs twice the arithmetic and gives the same bits for any
 * number of threads. The list is valid until some atom has moved skin/2, less what the
 * strain of the cell since then takes of the skin (cell-change.h). Owner: one provider,
 * one thread. */
#pragma once

#include <glib.h>

#include "md/force-provider.h"

/* One entry: atom and index of its image in VerletList.shift. */
typedef struct {
  guint32 atom;
  guint32 shift;
} VerletEntry;

typedef struct VerletList VerletList;

/* Whether the images of a cell that lie within range (Å, skin included) can be counted.
 */
gboolean verlet_list_fits(const Cell *cell, double range);

VerletList *verlet_list_new(double r_cut, double skin);
/* Lists only pairs i–j with wanted[type i · SPECIES_MAX + type j] ≠ 0, an array of
 * SPECIES_MAX² that is copied. Before the first update. */
void verlet_list_restrict(VerletList *list, const guint8 *wanted);
void verlet_list_free(VerletList *list);

/* Rebuilds when it has to; TRUE when it did. */
gboolean verlet_list_update(VerletList *list, const ForceInput *in);

/* Positions inside the cell as the list means them, refreshed by update, Å. */
const Vec3 *verlet_list_positions(const VerletList *list);
/* Cartesian shift of an image index, Å: image of j = positions[j] + shift. */
const Vec3 *verlet_list_shifts(const VerletList *list);
/* Entries of atom i; *n of them. */
const VerletEntry *verlet_list_of(const VerletList *list, guint i, guint *n);
/* Index of the opposite image. */
guint32 verlet_list_opposite(guint32 shift);
/* How often it was rebuilt. */
guint64 verlet_list_rebuilds(const VerletList *list);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(VerletList, verlet_list_free)

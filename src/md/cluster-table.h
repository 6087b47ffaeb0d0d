// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* The radial functions of a force field as the cluster kernels want them (ClusterTable of
 * md/kernel/cluster-kernel.h), in single precision.
 *
 * Each bin holds the polynomial through the true function at its two ends and some points
 * between them, so that forces are continuous and the energy does not drift. The nearer
 * of the two cut-offs lies on a bin edge, the other at the end. Functions that are
 * smoothed over a few tenths of an ångström at a cut-off (SHIK) get polynomials of higher
 * degree and least mean square error: bins meet but for that error, some 10⁻⁵ eV/Å.
 * Owner: one provider; read by any thread. */
#pragma once

#include "md/kernel/cluster-kernel.h"
#include "potential/force-field.h"

typedef struct RadialSquares RadialSquares;

typedef struct {
  ClusterTable table; /* what kernels read; its rows belong to this struct */
  const ClusterKernel *kernel;
  RadialSquares *squares; /* owned */
  gboolean by_squares;    /* fitted by least squares, not to meet at the ends of bins */
  gboolean suit;          /* FALSE: the kernel has too few bins for these functions */
  gboolean poor;          /* and so few that forces would be wrong by 5·10⁻⁵ or so */
  ForceField *ff;         /* own copy */
} RadialTables;

RadialTables *radial_tables_new(const ForceField *ff, const ClusterKernel *kernel);
void radial_tables_free(RadialTables *tables);
/* Takes on changed parameters; only the pairs that differ are computed anew (less than a
 * millisecond each). */
void radial_tables_update(RadialTables *tables, const ForceField *ff);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(RadialTables, radial_tables_free)

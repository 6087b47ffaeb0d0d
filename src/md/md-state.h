// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* Everything about an engine that time changes: what is kept as the last good state, and
 * what a checkpoint holds. A plain value; the arrays belong to whoever made them. */
#pragma once

#include <glib.h>

#include "base/aligned.h"
#include "base/vec3.h"
#include "md/thermostat.h"
#include "model/cell.h"

typedef struct {
  Vec3 *position; /* Å, unwrapped */
  Vec3 *velocity; /* Å/ps */
  Cell cell;

  /* What every step writes lies apart from what all workers read. */
  _Alignas(ALIGNED_BYTES) gint64 step;
  double time; /* ps */
  double bath; /* eV given away so far: to thermostat, barostat and field */
  NoseHoover chain, cell_chain; /* on the atoms; on the cell (MTK) */
  Vec3 strain_rate;             /* 1/ps, of the cell (MTK) */
  Vec3 moved_charge;            /* e Å, ∫ Σ q v dt */
} MdState;

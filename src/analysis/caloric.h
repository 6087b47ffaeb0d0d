// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* Energy and volume over temperature while it is ramped or stepped, and what their bend
 * tells: the glass transition (bend-fit.h), heat capacity and thermal expansion on either
 * side of it. Charts:
 *
 *   "caloric"      potential energy per atom, eV; C = dU/dT + 3/2 k
 *   "dilatometry"  volume per atom, Å³; α = dV/dT / V(Tg)
 *
 * The temperature is the one asked for where the frames know it, else the measured one.
 * The last sweep counts: from where the temperature last turned round; earlier ones are
 * ghosts. Its points are means in forty bins of temperature. Scalars: "T_g_K" ("lines",
 * "hyperbola"), "rate_K_per_ps" (negative: cooling), "C_kB_per_atom", "C_J_per_gK" and
 * "alpha_V_per_K" ("glass", "liquid"; C is C_P at no pressure, else C_V of a constant
 * cell). A steering action ends nothing; another potential begins anew. Memory 60 kB. */
#pragma once

#include "analysis/observer.h"

Observer *caloric_observer_new(double interval, guint64 seed);

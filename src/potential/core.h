// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* The steep inner part of a Buckingham pair, U = B/rⁿ + D₂ r² for r ≤ r_core, made to
 * join the tail V = A e^{−r/ρ} − C6/r⁶, which would otherwise fall to −∞ (Teter; Deng &
 * Du 2019). Pure functions on the numbers of one pair; any thread. */
#pragma once

#include <glib.h>

#include "potential/force-field.h"

/* r_core = the inner root of V‴ between 0.5 and 2 Å; B, n, D₂ from V, V′ and V″ there.
 * FALSE (pair untouched) when V‴ has no root, or B or n is not positive. */
gboolean core_fit(PairTerm *pair);

/* B and D₂ from V and V′ at r_core, n given. FALSE (pair untouched) when B would not be
 * positive. */
gboolean core_join(PairTerm *pair, double r_core, double n);

/* The larger of the two steps at r_core, |ΔU|/|U| and |ΔU′|/|U′|. */
double core_mismatch(const PairTerm *pair);

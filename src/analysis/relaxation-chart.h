// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* The charts of relaxation.h from its sums. Pure functions; any thread. Owner: caller. */
#pragma once

#include "analysis/relaxation-sums.h"

Chart *relaxation_chart(const RelaxationSums *sums, const Motion *motion,
                        RelaxationKind kind, const Ghosts *ghosts);
Chart *relaxation_chi4_chart(const RelaxationSums *sums, const Motion *motion,
                             const Ghosts *ghosts);

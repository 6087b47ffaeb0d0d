// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* By how much the members of a committee of learned potentials differ, over time: the
 * largest and the mean deviation of the force (Frame.deviation, eV/Å) of all atoms of
 * each frame, in bounded memory, and the share of frames in which the worst atom is
 *
 *     trusted (< 0.15 eV/Å), in doubt, not to be trusted (> 0.35 eV/Å)
 *
 * the levels between which Zhang et al., Comput. Phys. Commun. 253, 107206 (2020),
 * doi:10.1016/j.cpc.2020.107206 pick structures worth learning. Frames without deviations
 * are passed over. Chart "committee". */
#pragma once

#include "analysis/observer.h"

#define COMMITTEE_TRUSTED 0.15 /* eV/Å */
#define COMMITTEE_FAILED  0.35

Observer *committee_observer_new(double interval);

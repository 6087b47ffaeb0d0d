// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* How far a learned potential is to be trusted, over time: the largest and the mean of a
 * number per atom of each frame, in bounded memory, and the share of frames in which the
 * worst atom is trusted, in doubt or not to be trusted. Frames without the number are
 * passed over.
 *
 * Chart "committee": by how much the forces of a committee differ (Frame.deviation), with
 * the levels between which Zhang et al., Comput. Phys. Commun. 253, 107206 (2020),
 * doi:10.1016/j.cpc.2020.107206 pick structures worth learning.
 * Chart "extrapolation": how far atoms lie beyond what the model has seen (Frame.grade):
 * 1 is the edge of its training, and beyond 2 Podryabinkin & Shapeev, Comput. Mater. Sci.
 * 140, 171 (2017), doi:10.1016/j.commatsci.2017.08.031 have it learn anew. */
#pragma once

#include "analysis/observer.h"

#define COMMITTEE_TRUSTED 0.15 /* eV/Å */
#define COMMITTEE_FAILED  0.35
#define GRADE_SEEN        1.0
#define GRADE_FAILED      2.0

Observer *committee_observer_new(double interval);
Observer *extrapolation_observer_new(double interval);

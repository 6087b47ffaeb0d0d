// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* Grades of a neuroevolution potential. GPUMD scales each descriptor by one over the
 * range (largest − smallest) that it had over all atoms of the training set, and keeps
 * the scales, not the ends of the range. So two atoms that differ by more than 1 in a
 * scaled descriptor were not both inside. With the median atom taken as seen,
 *
 *     γ_i = max_k |q_k(i) − median_k|
 *
 * is beyond 1 only where atom i lies outside for certain; below 1 nothing is proven. */
#pragma once

#include "md/learned/local-evaluator.h"

extern const LocalGrader nep_grader;

// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* Grades of a neuroevolution potential. GPUMD scales each descriptor by one over the
 * range (largest − smallest) that it had over the training set when training began, and
 * keeps the scales alone: neither the ends of the range nor what became of it when the
 * expansion coefficients were learned. So it is a yardstick, not a limit, and the grade
 * says how odd an atom is among those of its element,
 *
 *     γ_i = max_k |q_k(i) − median_k of the element of i|
 *
 * in scaled descriptors: at most 0.5 over the 25 structures that GPUMD's PbTe example was
 * trained on. What all atoms of an element do together it does not see. */
#pragma once

#include "md/learned/local-evaluator.h"

extern const LocalGrader nep_grader;

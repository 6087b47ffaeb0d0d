// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* Energies of atoms of a Deep Potential with the descriptor se_e2_a and their gradients
 * by the vectors to the neighbours. Zhang et al., NeurIPS 31 (2018), arXiv:1805.09003,
 * section 2, in the form of DeePMD-kit; double precision. With d the vector to a
 * neighbour of type t, u = (r − r_s)/(r_c − r_s), and N the number of slots of all types,
 *
 *     w = 1 below r_s, 1 − u³ (6u² − 15u + 10) up to r_c
 *     R = (s, s d/r),  s = w/r;      R̃ = (R − average)/deviation
 *     G = embedding_t(R̃_0)                       width numbers
 *     T = Σ_slots G ⊗ R̃ / N                      width × 4
 *     D = T (first axis rows of T)ᵀ              width × axis
 *     E_i = fitting(D) + energy of the type
 *
 * Empty slots count: they hold R = 0. Of more neighbours than slots of their type the
 * nearest are kept, as DeePMD-kit does, at the price of a jump when they change. */
#pragma once

#include "md/learned/local-evaluator.h"
#include "potential/learned/deepmd-model.h"

extern const LocalKind deepmd_local_kind;

// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* TensorNet: energy by message passing between 3 × 3 matrices, forces by the chain rule
 * run backwards by hand. Simeon & De Fabritiis, NeurIPS 36 (2023), arXiv:2306.06482, as
 * MatGL writes it. Single precision, the sums of the read-out with their rounding errors
 * carried on: within 2e-5 eV per hundred atoms and 5e-5 eV/Å of double precision
 * throughout. Fields are those of md/kernel/tensor-kernel.h, atoms by place.
 *
 * With u from the neighbour to the atom, C(r) the cosine envelope, g(r) the radial
 * functions, Z of the two elements, and mix_k(X) = a channel mixer of its own for the
 * identity, antisymmetric and symmetric part:
 *
 *     raw  = Σ_j Z C [(W₁g + b₁) 1 + (W₂g + b₂) [u]× + (W₃g + b₃)(uuᵀ − ⅓)]
 *     q    = SiLU(L₁ SiLU(L₀ LayerNorm ‖raw‖²))        one number per part and channel
 *     X    = q ⊙ mix(raw)
 *     block:  X ← X / (‖X‖² + 1);   Y = mix(X)
 *             M = Σ_j e(r) ⊙ Y_j,   e = C SiLU(L₂ SiLU(L₁ SiLU(L₀ g)))
 *             P = M Y + Y M;   D = mix(P / (‖P‖² + 1));   X ← X + D + D²
 *     E    = scale · MLP(x) σ(MLP′(x)) + reference,  x = Linear LayerNorm(‖i‖², ‖a‖²,
 * ‖S‖²)
 *
 * Sums over neighbours go slab by slab of channels, all else in batches of atoms whose
 * fields stay in the second cache. A step is 4 · blocks + 2 passes:
 *
 *     edges, X, Y │ M │ D X Y │ M │ D X, read-out, back to M │ back to Y │ back to M │
 *     back to Y │ back to edges │ forces
 */
#pragma once

#include "md/force-provider.h"
#include "potential/force-field.h"

ForceProvider *tensornet_evaluator_new(const ForceField *ff, const char *kernel,
                                       GError **error);
const char *tensornet_evaluator_kernel(const ForceProvider *provider);

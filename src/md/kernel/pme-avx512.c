// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#define SIMD_AVX2 /* a row is eight wide */
#include "md/kernel/pme-body.h"

const PmeKernel pme_kernel_avx512 = PME_KERNEL("avx512");

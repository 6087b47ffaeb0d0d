// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* A small vocabulary of wide floats, with one body per instruction set. Kernels are
 * written once in it and compiled once per set; the file that includes this says which by
 * defining one of
 *
 *   SIMD_AVX512   16 lanes   F, VL, BW, DQ
 *   SIMD_AVX2      8 lanes   AVX2 and FMA
 *   SIMD_GENERIC   4 lanes   GCC vectors: SSE, NEON, whatever there is
 *
 * Vf: floats, Vi: int32 lanes, Vm: a mask of lanes. SIMD_ROW_BITS says how many bits of a
 * bin index one table row holds (5 or 4), see SimdRow. Everything is static inline. */
#pragma once

#include <stdint.h>
#include <string.h>

#if defined(SIMD_AVX512)
#include "base/simd-avx512.h"
#elif defined(SIMD_AVX2)
#include "base/simd-avx2.h"
#elif defined(SIMD_GENERIC)
#include "base/simd-generic.h"
#else
#error "say which instruction set: SIMD_AVX512, SIMD_AVX2 or SIMD_GENERIC"
#endif

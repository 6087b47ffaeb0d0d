// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#define SIMD_AVX2
#include "md/kernel/cluster-body.h"

const ClusterKernel cluster_kernel_avx2 = {
    "avx2",       SIMD_WIDTH,   SIMD_ROW_BITS, ROWS,          FINE_ROWS,   cluster_force,
    cluster_take, cluster_give, cluster_near,  cluster_prune, cluster_pack};

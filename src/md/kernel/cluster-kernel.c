// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "md/kernel/cluster-kernel.h"

#include <stddef.h>

extern const ClusterKernel cluster_kernel_generic;
#if defined(__x86_64__)
extern const ClusterKernel cluster_kernel_avx512;
extern const ClusterKernel cluster_kernel_avx2;

static const ClusterKernel *const with_avx512[] = {
    &cluster_kernel_avx512, &cluster_kernel_avx2, &cluster_kernel_generic, NULL};
static const ClusterKernel *const with_avx2[] = {&cluster_kernel_avx2,
                                                 &cluster_kernel_generic, NULL};
#endif
static const ClusterKernel *const plain[] = {&cluster_kernel_generic, NULL};

const ClusterKernel *const *
cluster_kernels(void)
{
#if defined(__x86_64__)
  __builtin_cpu_init();
  if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512vl") &&
      __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512bw") &&
      __builtin_cpu_supports("fma"))
    return with_avx512;
  if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma"))
    return with_avx2;
#endif
  return plain;
}

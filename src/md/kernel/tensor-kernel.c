// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "md/kernel/tensor-kernel.h"

#include <stddef.h>

extern const TensorKernel tensor_kernel_generic;
#if defined(__x86_64__)
extern const TensorKernel tensor_kernel_avx2;
extern const TensorKernel tensor_kernel_avx512;
#endif

static const TensorKernel *const plain[] = {&tensor_kernel_generic, NULL};
#if defined(__x86_64__)
static const TensorKernel *const wide[] = {&tensor_kernel_avx2, &tensor_kernel_generic,
                                           NULL};
static const TensorKernel *const widest[] = {&tensor_kernel_avx512, &tensor_kernel_avx2,
                                             &tensor_kernel_generic, NULL};
#endif

const TensorKernel *const *
tensor_kernels(void)
{
#if defined(__x86_64__)
  if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512dq") &&
      __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512bw"))
    return widest;
  if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma"))
    return wide;
#endif
  return plain;
}

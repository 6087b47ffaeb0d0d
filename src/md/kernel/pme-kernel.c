// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "md/kernel/pme-kernel.h"

#include <stddef.h>
#include <string.h>

extern const PmeKernel pme_kernel_generic;
#if defined(__x86_64__)
extern const PmeKernel pme_kernel_avx2;
extern const PmeKernel pme_kernel_avx512;
#endif

const PmeKernel *
pme_kernel_for(const char *pair_kernel)
{
#if defined(__x86_64__)
  if (pair_kernel && strcmp(pair_kernel, "avx512") == 0)
    return &pme_kernel_avx512;
  if (pair_kernel && strcmp(pair_kernel, "avx2") == 0)
    return &pme_kernel_avx2;
#endif
  return &pme_kernel_generic;
}

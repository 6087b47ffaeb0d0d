// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#define SIMD_GENERIC
#include "md/kernel/pme-body.h"

const PmeKernel pme_kernel_generic = PME_KERNEL("generic");

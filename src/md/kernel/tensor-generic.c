// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#define SIMD_GENERIC
#include "md/kernel/tensor-body.h"

const TensorKernel tensor_kernel_generic = TENSOR_KERNEL("generic");

// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* Products of small batches with weights that never change, to = x W.
 *
 * A library packs both factors again in every call and cannot know that rows lie in
 * slabs (tensor-kernel.h). Here W is packed once, in panels of 16 columns,
 * [column / 16][in][16], and x is read where it lies: element (row, k) at
 * x[row · x_row + k / 16 · x_slab + k % 16]; the same with to. Plain rows have a slab
 * stride of 16.
 *
 * A tile of as many rows and columns as there are registers for sums runs down the whole
 * of `in`; its panel (16 KB for 128 channels and 32 columns) stays in the first cache
 * while the tiles of all rows pass. Each number of the result is one chain of fused
 * products and sums in the order of k: the same bits however rows are batched. */
#pragma once

#include <stddef.h>

#define TENSOR_PANEL 16
#define TENSOR_SLAB  16 /* channels of a slab */

typedef struct {
  int rows;
  int in, out; /* multiples of 16 */
  const float *x;
  size_t x_row, x_slab;
  const float *weight; /* packed */
  float *to;
  size_t to_row, to_slab;
} TensorProduct;

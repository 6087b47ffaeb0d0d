// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* The loops of tensor-product.h for one instruction set, included by tensor-body.h. */
#pragma once

#include "md/kernel/tensor-product.h"

/* As wide as registers are; twelve tiles' rows where there are 32 of them, else six. */
#if defined(__AVX512F__)
#define PRODUCT_LANES 16
#define PRODUCT_ROWS  12
#define PRODUCT_FEW   4
#else
#define PRODUCT_LANES SIMD_WIDTH
#define PRODUCT_ROWS  6
#define PRODUCT_FEW   2
#endif

typedef float Wide __attribute__((vector_size(4 * PRODUCT_LANES)));
typedef float LooseWide
    __attribute__((vector_size(4 * PRODUCT_LANES), aligned(4), may_alias));

static inline void
store_wide(const TensorProduct *p, int row, int column, Wide sum)
{
  float *to = p->to + row * p->to_row + column / TENSOR_SLAB * p->to_slab;

  *(LooseWide *)(to + column % TENSOR_SLAB) = sum;
}

#define INLINE static inline __attribute__((always_inline))

/* Rows and columns of one tile: constants after inlining. */
typedef struct {
  int rows, wides;
} TileSize;

/* sum += one row of W times one column of x. Three rows share a pointer: what the
 * processor's addresses can reach. */
INLINE void
product_step(const float *const x[], size_t x_row, const float *const w[], TileSize size,
             Wide sum[][2])
{
#pragma GCC unroll 12
  for (int r = 0; r < size.rows; r++) {
    Wide value = x[r / 3][r % 3 * x_row] - (Wide){0};
#pragma GCC unroll 2
    for (int c = 0; c < size.wides; c++)
      sum[r][c] += value * *(const LooseWide *)w[c];
  }
}

/* Where a tile reads; advanced by product_slab. */
typedef struct {
  const float *x[(PRODUCT_ROWS + 2) / 3], *w[2];
} TilePlace;

INLINE TilePlace
tile_place(const TensorProduct *p, int row, int column, TileSize size)
{
  TilePlace at;

  for (int r = 0; r < size.rows; r += 3)
    at.x[r / 3] = p->x + (row + r) * p->x_row;
  for (int c = 0; c < size.wides; c++) {
    int first = column + c * PRODUCT_LANES;
    at.w[c] = p->weight + first / TENSOR_PANEL * (size_t)TENSOR_PANEL * p->in +
              first % TENSOR_PANEL;
  }
  return at;
}

/* sum += what the channels of one slab give. */
INLINE void
product_slab(const TensorProduct *p, TilePlace *at, TileSize size, Wide sum[][2])
{
#pragma GCC unroll 16
  for (int k = 0; k < TENSOR_SLAB; k++) {
    TilePlace now = *at;
    for (int r = 0; r < size.rows; r += 3)
      now.x[r / 3] += k;
    for (int c = 0; c < size.wides; c++)
      now.w[c] += k * TENSOR_PANEL;
    product_step(now.x, p->x_row, now.w, size, sum);
  }
  for (int r = 0; r < size.rows; r += 3)
    at->x[r / 3] += p->x_slab;
  for (int c = 0; c < size.wides; c++)
    at->w[c] += TENSOR_SLAB * TENSOR_PANEL;
}

INLINE void
clear_tile(TileSize size, Wide sum[][2])
{
  for (int r = 0; r < size.rows; r++)
    for (int c = 0; c < size.wides; c++)
      sum[r][c] = (Wide){0};
}

INLINE void
store_tile(const TensorProduct *p, int row, int column, TileSize size,
           const Wide sum[][2])
{
  for (int r = 0; r < size.rows; r++)
    for (int c = 0; c < size.wides; c++)
      store_wide(p, row + r, column + c * PRODUCT_LANES, sum[r][c]);
}

INLINE void
product_tile(const TensorProduct *p, int row, int column, TileSize size)
{
  TilePlace at = tile_place(p, row, column, size);
  Wide sum[PRODUCT_ROWS][2];

  clear_tile(size, sum);
  for (int k = 0; k < p->in; k += TENSOR_SLAB)
    product_slab(p, &at, size, sum);
  store_tile(p, row, column, size, sum);
}

INLINE void
product_columns(const TensorProduct *p, int column, const int wides)
{
  int row = 0;

  for (; row + PRODUCT_ROWS <= p->rows; row += PRODUCT_ROWS)
    product_tile(p, row, column, (TileSize){PRODUCT_ROWS, wides});
  for (; row + PRODUCT_FEW <= p->rows; row += PRODUCT_FEW)
    product_tile(p, row, column, (TileSize){PRODUCT_FEW, wides});
  for (; row < p->rows; row++)
    product_tile(p, row, column, (TileSize){1, wides});
}

static void
multiply_matrix(const TensorProduct *p)
{
  int column = 0;

  for (; column + 2 * PRODUCT_LANES <= p->out; column += 2 * PRODUCT_LANES)
    product_columns(p, column, 2);
  for (; column < p->out; column += PRODUCT_LANES)
    product_columns(p, column, 1);
}

/* The same with what was lost in every addition of a slab carried on (Kahan). */
INLINE void
careful_tile(const TensorProduct *p, int row, int column, TileSize size)
{
  TilePlace at = tile_place(p, row, column, size);
  Wide sum[PRODUCT_FEW][2], lost[PRODUCT_FEW][2], part[PRODUCT_FEW][2];

  clear_tile(size, sum);
  clear_tile(size, lost);
  for (int k = 0; k < p->in; k += TENSOR_SLAB) {
    clear_tile(size, part);
    product_slab(p, &at, size, part);
    for (int r = 0; r < size.rows; r++)
      for (int c = 0; c < size.wides; c++) {
        Wide term = part[r][c] - lost[r][c], total = sum[r][c] + term;
        lost[r][c] = (total - sum[r][c]) - term;
        sum[r][c] = total;
      }
  }
  store_tile(p, row, column, size, sum);
}

INLINE void
careful_columns(const TensorProduct *p, int column, const int wides)
{
  int row = 0;

  for (; row + PRODUCT_FEW <= p->rows; row += PRODUCT_FEW)
    careful_tile(p, row, column, (TileSize){PRODUCT_FEW, wides});
  for (; row < p->rows; row++)
    careful_tile(p, row, column, (TileSize){1, wides});
}

static void
multiply_matrix_carefully(const TensorProduct *p)
{
  int column = 0;

  for (; column + 2 * PRODUCT_LANES <= p->out; column += 2 * PRODUCT_LANES)
    careful_columns(p, column, 2);
  for (; column < p->out; column += PRODUCT_LANES)
    careful_columns(p, column, 1);
}

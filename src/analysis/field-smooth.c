// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "analysis/field-smooth.h"

#define CUT 3.0 /* sigma */

/* Weights of one row of neighbours: (i, j) rows away, k = −reach … reach. */
typedef struct {
  int i, j;
  float *weight; /* 2 reach + 1, owned by the kernel's block */
} KernelRow;

typedef struct {
  int half[3]; /* nodes on either side */
  GArray *row; /* KernelRow */
  float *block;
} Kernel;

static void
fill_row(const Field *field, double sigma, const Kernel *kernel, KernelRow *row)
{
  const Vec3 *v = field->cell.vector;

  for (int k = -kernel->half[2]; k <= kernel->half[2]; k++) {
    Vec3 d = vec3_scale(v[0], (double)row->i / field->n[0]);
    d = vec3_mul_add(d, (double)row->j / field->n[1], v[1]);
    d = vec3_mul_add(d, (double)k / field->n[2], v[2]);
    double u2 = vec3_norm2(d) / (sigma * sigma);
    row->weight[k + kernel->half[2]] = u2 <= CUT * CUT ? (float)exp(-0.5 * u2) : 0.0f;
  }
}

static void
normalise(float *weight, gsize n)
{
  double sum = 0.0;

  for (gsize i = 0; i < n; i++)
    sum += weight[i];
  for (gsize i = 0; i < n; i++)
    weight[i] = (float)(weight[i] / sum);
}

static void
init_kernel(Kernel *kernel, const Field *field, double sigma)
{
  Vec3 h = cell_heights(&field->cell);
  const double height[3] = {h.x, h.y, h.z};

  for (guint d = 0; d < 3; d++)
    kernel->half[d] = (int)floor(CUT * sigma / height[d] * field->n[d]);
  guint width = 2 * kernel->half[2] + 1;
  gsize n_rows = (2 * (gsize)kernel->half[0] + 1) * (2 * (gsize)kernel->half[1] + 1);
  float *next = kernel->block = g_new(float, n_rows *width);
  kernel->row = g_array_new(FALSE, FALSE, sizeof(KernelRow));
  for (int i = -kernel->half[0]; i <= kernel->half[0]; i++)
    for (int j = -kernel->half[1]; j <= kernel->half[1]; j++) {
      KernelRow row = {i, j, next};
      fill_row(field, sigma, kernel, &row);
      g_array_append_val(kernel->row, row);
      next += width;
    }
  normalise(kernel->block, n_rows * width);
}

static guint
wrap(int k, guint n)
{
  int rest = k % (int)n;

  return (guint)(rest < 0 ? rest + (int)n : rest);
}

/* Rows with their ends repeated beyond the faces. */
static float *
pad_rows(const Field *field, int half)
{
  guint n = field->n[2];
  gsize n_rows = (gsize)field->n[0] * field->n[1], width = n + 2 * (gsize)half;
  float *padded = g_new(float, n_rows *width);

  for (gsize r = 0; r < n_rows; r++)
    for (gsize k = 0; k < width; k++)
      padded[r * width + k] = field->value[r * n + wrap((int)k - half, n)];
  return padded;
}

static void
add_row(float *out, const float *in, guint n, const float *weight, guint n_weights)
{
  for (guint m = 0; m < n_weights; m++)
    for (guint k = 0; k < n; k++)
      out[k] += weight[m] * in[k + m];
}

Field *
field_smooth(const Field *field, double sigma)
{
  Kernel kernel;

  g_return_val_if_fail(field != NULL, NULL);
  if (!(sigma > 0.0))
    return field_ref(field);
  Field *smooth = field_new_like(field);
  init_kernel(&kernel, field, sigma);
  const guint *n = field->n;
  g_autofree float *padded = pad_rows(field, kernel.half[2]);
  gsize width = n[2] + 2 * (gsize)kernel.half[2];
  for (gsize r = 0; r < (gsize)n[0] * n[1]; r++)
    for (guint m = 0; m < kernel.row->len; m++) {
      const KernelRow *row = &g_array_index(kernel.row, KernelRow, m);
      gsize from = (gsize)wrap((int)(r / n[1]) + row->i, n[0]) * n[1] +
                   wrap((int)(r % n[1]) + row->j, n[1]);
      add_row(smooth->value + r * n[2], padded + from * width, n[2], row->weight,
              2 * (guint)kernel.half[2] + 1);
    }
  g_array_unref(kernel.row);
  g_free(kernel.block);
  return smooth;
}

// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "base/aligned.h"

#include <glib.h>

static void
assert_aligned_zeros(size_t n, size_t size)
{
  unsigned char *array = aligned_new0(n, size);

  g_assert_nonnull(array);
  g_assert_cmpuint((guintptr)array % ALIGNED_BYTES, ==, 0);
  for (size_t i = 0; i < n * size; i++)
    g_assert_cmpuint(array[i], ==, 0);
  for (size_t i = 0; i < n * size; i++)
    array[i] = 0xa5;
  aligned_free(array);
}

static void
test_zeroed(void)
{
  static const size_t counts[] = {0, 1, 3, 63, 64, 65, 1000, 4097};
  static const size_t sizes[] = {1, 4, 8, 24};

  for (guint i = 0; i < G_N_ELEMENTS(counts); i++)
    for (guint k = 0; k < G_N_ELEMENTS(sizes); k++)
      assert_aligned_zeros(counts[i], sizes[k]);
}

static void
test_typed(void)
{
  double *values = ALIGNED_NEW0(double, 5);

  values[4] = 1.5;
  g_assert_cmpfloat(values[0] + values[4], ==, 1.5);
  aligned_free(values);
  aligned_free(NULL);
}

static void
test_overflow(void)
{
  if (g_test_subprocess()) {
    aligned_free(aligned_new0(G_MAXSIZE / 4, 8));
    return;
  }
  g_test_trap_subprocess(NULL, 0, 0);
  g_test_trap_assert_failed();
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/aligned/arrays start on a 64-byte line and are zero", test_zeroed);
  g_test_add_func("/aligned/the macro gives typed elements", test_typed);
  g_test_add_func("/aligned/sizes beyond memory stop instead of wrapping", test_overflow);
  return g_test_run();
}

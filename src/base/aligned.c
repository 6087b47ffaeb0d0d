// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "base/aligned.h"

#include <glib.h>
#include <stdlib.h>
#include <string.h>

void *
aligned_new0(size_t n, size_t size)
{
  g_assert(size == 0 || n <= G_MAXSIZE / 2 / size);
  size_t bytes = (n * size + ALIGNED_BYTES - 1) / ALIGNED_BYTES * ALIGNED_BYTES;
  void *array = aligned_alloc(ALIGNED_BYTES, MAX(bytes, ALIGNED_BYTES));

  if (!array)
    g_error("out of memory: %zu bytes", bytes);
  memset(array, 0, bytes);
  return array;
}

void
aligned_free(void *array)
{
  free(array);
}

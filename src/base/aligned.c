// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "base/aligned.h"

#include <glib.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

#define LARGE_PAGE ((size_t)2 << 20)

void *
aligned_new0(size_t n, size_t size)
{
  g_assert(size == 0 || n <= G_MAXSIZE / 2 / size);
  size_t wanted = MAX(n * size, 1);
  size_t to = wanted >= 2 * LARGE_PAGE ? LARGE_PAGE : ALIGNED_BYTES;
  size_t bytes = (wanted + to - 1) / to * to;
  void *array = aligned_alloc(to, bytes);

  if (!array)
    g_error("out of memory: %zu bytes", bytes);
  if (to == LARGE_PAGE)
    madvise(array, bytes, MADV_HUGEPAGE); /* a wish; nothing depends on it */
  memset(array, 0, bytes);
  return array;
}

void
aligned_free(void *array)
{
  free(array);
}

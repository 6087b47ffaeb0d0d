// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "base/heap.h"

#include <stdlib.h>

#ifdef __GLIBC__
#include <malloc.h>

/* Bytes. */
#define KEPT      (64 << 20)
#define FROM_HEAP (16 << 20) /* larger pieces come from the system as ever */
#endif

void
heap_keep(void)
{
#ifdef __GLIBC__
  mallopt(M_TRIM_THRESHOLD, KEPT);
  mallopt(M_MMAP_THRESHOLD, FROM_HEAP);
#endif
}

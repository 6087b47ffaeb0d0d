// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* Arrays on cache lines, for SIMD kernels and to keep threads off each other's lines,
 * which processors fetch in pairs; large ones on large pages where the system has them.
 * Abort on exhaustion like g_malloc. Any thread. */
#pragma once

#include <stddef.h>

#define ALIGNED_BYTES 128

/* n zeroed elements of size bytes each; free with aligned_free. Owner: caller. */
void *aligned_new0(size_t n, size_t size);

#define ALIGNED_NEW0(type, n) ((type *)aligned_new0((n), sizeof(type)))

/* Accepts NULL. */
void aligned_free(void *array);

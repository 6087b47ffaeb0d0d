// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* Small neuroevolution potentials with random numbers, as GPUMD would write them: all
 * invariants, with and without ZBL. */
#pragma once

#include <glib.h>

typedef struct {
  int version;
  const char *kind;     /* "_zbl" or "" */
  const char *zbl;      /* its line, or "" */
  const char *elements; /* "O Si" */
  guint n_elements;
  gsize n_more; /* numbers after the scales: of a flexible ZBL */
} SmallNep;

/* NEP4; NEP3 with universal ZBL, NEP5 with cut-offs by radii, NEP4 with a ZBL of its own
 * per pair. */
extern const SmallNep SMALL_NEP_PLAIN, SMALL_NEP_SHARED, SMALL_NEP_BIASED,
    SMALL_NEP_FLEXIBLE;

/* Owner: caller. */
char *small_nep_text(const SmallNep *what);

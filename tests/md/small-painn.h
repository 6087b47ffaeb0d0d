// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* Small PaiNNs whose weights follow a rule, as the files that SchNetPack would save with
 * PyTorch: a stored ZIP with a pickle of modules and one file per array. */
#pragma once

#include <glib.h>

typedef struct {
  int units, n_blocks, n_radial, hidden;
  gboolean share_filters;
  gboolean has_references; /* energies for Si and O, and for no other element */
  /* What the file says it is: */
  const char *representation, *radial, *cut_off, *activation, *mode, *postprocessor;
} SmallPainn;

/* Eight channels, two blocks, as SchNetPack writes it. */
SmallPainn small_painn(void);
/* Owner: caller. */
GByteArray *small_painn_file(const SmallPainn *model);

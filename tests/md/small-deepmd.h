// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* Small Deep Potentials for Si and O whose weights follow a rule, as the files that
 * DeePMD-kit would write. Owner of what is returned: caller. */
#pragma once

#include <glib.h>

typedef struct {
  gboolean one_side;
  int sel[2];
  const int *embedding, *fitting; /* widths of hidden layers, 0-terminated */
  int axis;
  double r_cut; /* Å */
} SmallDeepmd;

/* 4-8-8 and 6-6, three columns. */
SmallDeepmd small_deepmd(gboolean one_side);
/* Native, as YAML. */
char *small_deepmd_yaml(const SmallDeepmd *model);
/* A frozen graph of TensorFlow. */
GByteArray *small_deepmd_graph(const SmallDeepmd *model);

// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "render/ground-matte.h"

void
ground_matte(const guint8 *on_black, const guint8 *on_white, gsize n, guint8 *rgba)
{
  for (gsize i = 0; i < 4 * n; i += 4) {
    const guint8 *b = on_black + i, *w = on_white + i;
    int shows = w[0] + w[1] + w[2] - b[0] - b[1] - b[2];
    int brightest = MAX(b[0], MAX(b[1], b[2]));
    int alpha = 255 - (MAX(shows, 0) + 1) / 3;

    for (int k = 0; k < 3; k++)
      rgba[i + k] = b[k];
    rgba[i + 3] = (guint8)MAX(alpha, brightest);
  }
}

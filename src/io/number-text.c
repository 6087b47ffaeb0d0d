// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "io/number-text.h"

void
text_append_number(GString *text, const char *conversion, double value)
{
  char digits[400];

  g_string_append(text, g_ascii_formatd(digits, sizeof digits, conversion, value));
}

void
text_append_vec3(GString *text, const char *conversion, Vec3 v)
{
  const double component[3] = {v.x, v.y, v.z};

  for (int k = 0; k < 3; k++) {
    g_string_append_c(text, ' ');
    text_append_number(text, conversion, component[k]);
  }
}

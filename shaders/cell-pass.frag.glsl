// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

in float across;
in float eye_z;
flat in float half_width;
flat in vec4 paint;
flat in vec3 thin; // air
out vec4 colour;

void main() {
  float covered = clamp(half_width - abs(across) + 0.5, 0.0, 1.0) * paint.a;

  covered *= 1.0 - 0.6 * fog_in(thin, eye_z);
  colour = vec4(paint.rgb * covered, covered);
}

// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

flat in vec4 paint;
flat in vec2 size;
out vec4 colour;

void main() {
  float away = length(2.0 * gl_PointCoord - 1.0) * size.y;
  float covered = paint.w * clamp(size.x - away + 0.5, 0.0, 1.0);

  colour = vec4(paint.rgb * covered, covered);
}

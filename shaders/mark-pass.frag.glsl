// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

in vec2 place;
flat in vec4 paint;
flat in float pixel;
flat in float level;
flat in float half_width; // pixels
out vec4 colour;

void main() {
  float away = abs(length(place) - 1.0) / pixel;
  float covered = clamp(half_width - away + 0.5, 0.0, 1.0);
  float opacity = covered * level;

  if (opacity <= 0.0)
    discard;
  colour = vec4(paint.rgb * opacity, opacity);
}

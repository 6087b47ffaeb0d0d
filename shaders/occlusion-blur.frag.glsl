// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

// One direction of a Gaussian blur; taps lie between texels, so that each counts two.
uniform sampler2D image;
uniform vec4 stride; // step in texture coordinates (xy), size of a texel (zw)

out vec4 blurred;

void main() {
  vec2 p = gl_FragCoord.xy * stride.zw;
  vec2 a = 1.45 * stride.xy;
  vec2 b = 3.40 * stride.xy;

  blurred = 0.20 * texture(image, p);
  blurred += 0.27 * (texture(image, p + a) + texture(image, p - a));
  blurred += 0.13 * (texture(image, p + b) + texture(image, p - b));
}

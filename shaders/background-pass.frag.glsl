// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

out vec4 colour;

// Less than one step of eight bits, so that the gradient shows no bands.
float grain(vec2 pixel) {
  return fract(52.9829189 * fract(dot(floor(pixel), vec2(0.06711056, 0.00583715)))) - 0.5;
}

void main() {
  colour = vec4(background(rim_of(gl_FragCoord.xy)) + grain(gl_FragCoord.xy + part.xy) / 255.0, 1.0);
}

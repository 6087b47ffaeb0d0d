// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The picture in small: how far away things are on the mean (0 at the front of the scene,
// 1 at the back) times the part of the texel that they cover, and that part.
uniform sampler2D depth;
uniform vec4 range; // front of the scene, 1/its length
uniform int reduction; // pixels along a texel

out vec4 mean;

void main() {
  ivec2 last = textureSize(depth, 0) - 1;
  ivec2 corner = ivec2(gl_FragCoord.xy) * reduction;
  vec2 sum = vec2(0.0);

  for (int k = 0; k < 8; k++) {
    // Eight places, no two in one row or column.
    ivec2 place = ivec2(k, (3 * k + 1) & 7) * reduction / 8;
    float d = texelFetch(depth, min(corner + place, last), 0).x;
    float there = d < 1.0 ? 0.125 : 0.0;
    sum += there * vec2(clamp((distance_at(d) - range.x) * range.y, 0.0, 1.0), 1.0);
  }
  mean = vec4(sum, 0.0, 1.0);
}

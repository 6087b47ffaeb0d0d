// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

// A quarter of the picture: how far away its nearest thing is (0 at the front of the
// scene, 1 at the back), and whether there is one.
uniform sampler2D depth;
uniform vec4 range; // front of the scene, 1/its length

out vec4 near;

float depth_of(ivec2 texel) {
  return texelFetch(depth, min(texel, textureSize(depth, 0) - 1), 0).x;
}

void main() {
  ivec2 texel = ivec2(gl_FragCoord.xy) * 4;
  float d = min(min(depth_of(texel), depth_of(texel + ivec2(2, 1))),
                min(depth_of(texel + ivec2(1, 3)), depth_of(texel + ivec2(3, 2))));
  float there = d < 1.0 ? 1.0 : 0.0;
  float place = clamp((distance_at(d) - range.x) * range.y, 0.0, 1.0);

  near = vec4(place * there, there, 0.0, 1.0);
}

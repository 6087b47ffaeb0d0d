// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The whole of the small map, and how to read the depth.
uniform vec4 range;    // front of the scene, 1/its length, size of a pixel (zw)
uniform int reduction; // pixels along a texel

flat out vec4 lens;   // terms of the distance at a depth
flat out vec4 scene;  // front, 1/length, pixels along a texel
flat out vec2 pixel; // size

void main() {
  vec2 corner = vec2(gl_VertexID & 1, gl_VertexID >> 1);

  lens = distance_terms();
  scene = vec4(range.xy, float(reduction), 0.0);
  pixel = range.zw;
  gl_Position = vec4(4.0 * corner - 1.0, 0.0, 1.0);
}

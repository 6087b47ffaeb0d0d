// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The whole of the small map.
uniform vec4 reach; // of the blur in texture coordinates (xy), size of a texel (zw)

flat out vec4 size;

void main() {
  vec2 corner = vec2(gl_VertexID & 1, gl_VertexID >> 1);

  size = reach;
  gl_Position = vec4(4.0 * corner - 1.0, 0.0, 1.0);
}

// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The part of the picture in which something can be, and what the fragments want to know.
uniform vec4 range;  // front of the scene, 1/its length, size of a pixel (zw)
uniform vec4 amount; // of the outlines; their width in pixels; of the darkening;
                     // gap that makes no line yet, times 0.6
uniform vec2 texel;  // of a pixel in the small map

uniform vec2 outline[8]; // a convex polygon

flat out vec4 lens;  // terms of the distance at a depth
flat out vec4 pixel; // size in the depth's and in the small map's coordinates
flat out vec3 line;  // strength, width, least gap
flat out vec4 shade; // strength; of the distance, of the mean, where it begins
flat out vec4 ink;   // colour, part of it that the darkening has
flat out vec3 thin;  // air

void main() {
  lens = distance_terms();
  pixel = vec4(range.zw, texel);
  line = amount.xyw;
  shade = vec4((is_dark() ? 0.72 : 0.66) * amount.z, 0.1, 0.1 / range.y,
               0.1 * (range.x + 0.4));
  ink = vec4(inner.rgb * (is_dark() ? 0.35 : 0.30), is_dark() ? 0.6 / 0.35 : 0.94 / 0.30);
  thin = air(0.0);
  gl_Position = vec4(outline[gl_VertexID], 0.0, 1.0);
}

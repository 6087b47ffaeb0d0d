// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

// A circle that faces the eye.
layout(location = 0) in vec4 circle; // centre, radius
layout(location = 1) in vec4 tint;
layout(location = 2) in float strength;

out vec2 place; // in radii
flat out vec4 paint;
flat out float pixel; // in radii
flat out float level;
flat out float half_width; // pixels
uniform float share; // 1, or less for the part that lies hidden

void main() {
  vec3 centre = to_eye(circle.xyz);
  vec2 corner = vec2(gl_VertexID & 1, gl_VertexID >> 1) * 2.0 - 1.0;

  pixel = pixel_at(centre.z) / circle.w;
  float size = 1.0 + 3.0 * viewport.z * pixel;
  place = corner * size;
  paint = tint;
  level = 0.85 * min(strength, 1.0) * share * (1.0 - 0.3 * fog_at(centre.z));
  half_width = 0.75 * viewport.z * max(strength, 1.0); // bolder above 1
  gl_Position = is_cut(centre)
      ? vec4(0.0, 0.0, 2.0, 1.0)
      : projection * vec4(centre + vec3(circle.w * place, 0.0), 1.0);
}

// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

// One piece of a trail as a strip that faces the eye; neighbours share their corners.
layout(location = 0) in vec3 before;
layout(location = 1) in vec3 first;
layout(location = 2) in vec3 second;
layout(location = 3) in vec3 after;
layout(location = 4) in vec4 place; // along the trail and beyond its end, at both ends
layout(location = 5) in float strength;

out float across; // -1 ... 1
out float along;
out float cap;
out float eye_z;
flat out vec3 thin; // air
flat out vec2 under; // dark, nothing
uniform float share; // 1, or less for the part that lies hidden
flat out float alive;
out float level;

const float glow_width = 0.62;

void main() {
  bool at_b = (gl_VertexID & 1) == 1;
  float side = (gl_VertexID >> 1) == 1 ? 1.0 : -1.0;
  vec3 p = to_eye(at_b ? second : first);
  vec3 tangent = mat3(view) * (at_b ? after - first : second - before);
  vec3 toward = is_orthographic() ? vec3(0.0, 0.0, -1.0) : normalize(p);
  vec3 sideways = cross(tangent, toward);
  float size = length(sideways);
  float width = max(glow_width, 4.0 * viewport.z * pixel_at(p.z));

  p += side * width * sideways / max(size, 1e-4);
  across = side;
  along = at_b ? place.y : place.x;
  cap = at_b ? place.w : place.z;
  eye_z = p.z;
  thin = air(0.0);
  under = vec2(is_dark() ? 1.0 : 0.0, inner.w);
  alive = strength;
  // Seen from its end a strip has no width to show.
  level = smoothstep(0.0, 0.6, strength) * share *
          smoothstep(0.05, 0.25, size / max(length(tangent), 1e-6));
  bool hidden = is_cut(to_eye(first)) || is_cut(to_eye(second));
  gl_Position = hidden ? vec4(0.0, 0.0, 2.0, 1.0) : projection * vec4(p, 1.0);
}

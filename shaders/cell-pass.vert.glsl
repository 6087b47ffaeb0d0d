// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

// An edge of the cell as a strip of constant width in pixels.
layout(location = 0) in vec3 first;
layout(location = 1) in vec3 second;
layout(location = 2) in vec4 tint; // colour, opacity

out float across; // pixels from the middle
out float eye_z;
flat out float half_width;
flat out vec4 paint;
flat out vec3 thin; // air

void main() {
  vec3 a = to_eye(first);
  vec3 b = to_eye(second);
  // Keep what is in front of the eye.
  float near = is_orthographic() ? -1e6 : 0.05;
  if (a.z > -near && b.z < -near)
    a = mix(a, b, (a.z + near) / (a.z - b.z));
  if (b.z > -near && a.z < -near)
    b = mix(b, a, (b.z + near) / (b.z - a.z));

  vec4 pa = projection * vec4(a, 1.0);
  vec4 pb = projection * vec4(b, 1.0);
  vec2 along = normalize((pb.xy / pb.w - pa.xy / pa.w) * viewport.xy + vec2(1e-6, 0.0));
  vec2 side = vec2(-along.y, along.x) * ((gl_VertexID >> 1) == 1 ? 1.0 : -1.0);
  vec4 p = (gl_VertexID & 1) == 1 ? pb : pa;

  half_width = 0.55 * viewport.z;
  across = (half_width + 1.0) * ((gl_VertexID >> 1) == 1 ? 1.0 : -1.0) * p.w;
  eye_z = ((gl_VertexID & 1) == 1 ? b.z : a.z);
  paint = tint;
  thin = air(0.0);
  gl_Position = p + vec4(side * (half_width + 1.0) * 2.0 / viewport.xy * p.w, 0.0, 0.0);
  across /= p.w;
}

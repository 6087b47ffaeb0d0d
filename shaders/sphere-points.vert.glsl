// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

// An atom so far away that its shape does not show: a disc with one colour.
layout(location = 0) in vec4 sphere; // centre, radius
layout(location = 1) in vec4 tint;   // colour, presence

flat out vec4 paint; // w: how much of a pixel it covers at most
flat out vec2 size;  // radius, and half the point's side, pixels

void main() {
  vec3 centre = to_eye(sphere.xyz);
  float radius = sphere.w / pixel_at(centre.z);
  vec3 v = is_orthographic() ? vec3(0.0, 0.0, 1.0) : -normalize(centre);
  bool hidden = centre.z > -sphere.w && !is_orthographic();
  vec3 n = normalize(v + 0.45 * key_direction);

  gl_Position = projection * vec4(centre, 1.0);
  // A whole sphere is darker on the mean than in its middle.
  vec3 mean = (is_dark() ? 0.61 : 0.72) *
              lit(tint.rgb, turned(n, max(dot(n, v), 0.0)), tint.a, is_dark() ? 1.0 : 0.0);
  vec3 rgb = mix(mean, background(rim_at(gl_Position)), fog_in(air(tint.a), centre.z));
#ifdef FULL
  rgb = mix(rgb, shadow_colour().rgb, darkness(veil_at(gl_Position), shade.x, centre.z));
#endif
  size = vec2(max(radius, 0.5), max(radius, 0.5) + 0.5);
  paint = vec4(rgb, clamp(4.0 * radius * radius, 0.15, 1.0));
  gl_PointSize = 2.0 * size.y;
  if (hidden || is_cut(centre))
    gl_Position = vec4(0.0, 0.0, 2.0, 1.0);
}

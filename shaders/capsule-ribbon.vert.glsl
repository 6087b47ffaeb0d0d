// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

// A capsule of a few pixels as a strip that faces the eye and lies on its front side.
layout(location = 0) in vec4 first;  // one end, radius
layout(location = 1) in vec4 second; // other end, opacity there
layout(location = 2) in vec4 first_tint;
layout(location = 3) in vec4 second_tint;

out vec4 on_strip; // across in radii, along, fog, opacity
flat out vec4 paint_a;
flat out vec4 paint_b; // w: radius in pixels
flat out vec4 sideways;  // cosines to the lights of what looks to the side
flat out vec4 frontward; // and to the front
flat out vec4 haze;      // background there, dark
#ifdef FULL
out float dark;
flat out vec4 shadow;
#endif

void main() {
  vec3 a = to_eye(first.xyz);
  vec3 b = to_eye(second.xyz);
  vec3 middle = 0.5 * (a + b);
  vec3 toward = -normalize(sight_at(middle));
  vec3 side = cross(toward, b - a);
  float width = length(side);
  side = width > 1e-5 ? side / width : vec3(1.0, 0.0, 0.0);
  vec3 front = normalize(cross(b - a, side));
  bool at_b = (gl_VertexID & 1) == 1;
  vec3 end = at_b ? b : a;
  float pixel = pixel_at(end.z);
  float presence = 0.5 * (first_tint.a + second_tint.a);
  float across = ((gl_VertexID >> 1) == 1 ? 1.0 : -1.0) * (1.0 + 0.6 * pixel / first.w);
  bool hidden = (!is_orthographic() && max(a.z, b.z) > -first.w) || is_cut(a) || is_cut(b);

  vec3 point = end + first.w * (across * side + 0.7 * toward);
  on_strip = vec4(across, at_b ? 1.0 : 0.0, fog_in(air(presence), end.z),
                  at_b ? min(second.w, 1.0) : 1.0);
  paint_a = vec4(first_tint.rgb, presence);
  paint_b = vec4(second_tint.rgb, first.w / pixel_at(middle.z));
  sideways = turned(side, side.z);
  frontward = turned(front, front.z);
  haze = vec4(background(rim_at(projection * vec4(middle, 1.0))), is_dark() ? 1.0 : 0.0);
#ifdef FULL
  dark = darkness(veil_at(projection * vec4(end, 1.0)), shade.x, end.z);
  shadow = shadow_colour();
#endif
  gl_Position = hidden ? vec4(0.0, 0.0, 2.0, 1.0) : projection * vec4(point, 1.0);
}

// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

// A capsule of a few pixels as a strip that faces the eye and lies on its front side. What
// the light makes of its colour, and what it adds, is worked out at three places across;
// a parabola goes through them. Few numbers go along: they cost as much as the pixels.
layout(location = 0) in vec4 first;  // one end, radius
layout(location = 1) in vec4 second; // other end, opacity there
layout(location = 2) in vec4 first_tint;
layout(location = 3) in vec4 second_tint;

out vec4 on_strip;     // across in radii, pixels from the middle, opacity, bend of what the light adds
out vec4 air_between;  // what fog and darkening add, what they leave
flat out vec4 paint_a; // w: bend of what the light makes of it
flat out vec4 paint_b; // w: radius in pixels
flat out vec4 light;   // in the middle, slope across

vec4 facing(vec4 cosines) { return vec4(cosines.xyz, max(cosines.w, 0.0)); }

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

  const float off = 0.8;
  float night = is_dark() ? 1.0 : 0.0;
  vec4 sideways = off * turned(side, side.z);
  vec4 frontward = turned(front, front.z);
  vec2 left = light_on(facing(0.6 * frontward - sideways), presence, night);
  vec2 right = light_on(facing(0.6 * frontward + sideways), presence, night);
  vec2 straight = light_on(facing(frontward), presence, night);
  vec2 bend = (0.5 * (left + right) - straight) / (off * off);

  vec3 haze = background(rim_at(projection * vec4(middle, 1.0)));
  float fog = fog_in(air(presence), end.z);
#ifdef FULL
  float dark = darkness(veil_at(projection * vec4(end, 1.0)), shade.x, end.z);
  air_between = vec4(mix(fog * haze, shadow_colour().rgb, dark), (1.0 - fog) * (1.0 - dark));
#else
  air_between = vec4(fog * haze, 1.0 - fog);
#endif
  vec3 point = end + first.w * (across * side + 0.7 * toward);
  float half_length = 0.5 * width / pixel_at(middle.z);
  on_strip = vec4(across, at_b ? half_length : -half_length, at_b ? min(second.w, 1.0) : 1.0, bend.y);
  paint_a = vec4(first_tint.rgb, bend.x);
  paint_b = vec4(second_tint.rgb, first.w / pixel_at(middle.z));
  light = vec4(straight, (right - left) / (2.0 * off));
  gl_Position = hidden ? vec4(0.0, 0.0, 2.0, 1.0) : projection * vec4(point, 1.0);
}

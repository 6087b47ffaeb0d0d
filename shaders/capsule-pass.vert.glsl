// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

// A strip along the capsule that covers it from where the eye is.
layout(location = 0) in vec4 first;  // one end, radius
layout(location = 1) in vec4 second; // other end, opacity there (2: both ends lie hidden)
layout(location = 2) in vec4 first_tint;
layout(location = 3) in vec4 second_tint;

out vec4 on_strip; // w: size of a pixel there
out vec3 sight;    // along the ray to there
flat out vec4 end_a;
flat out vec4 end_b;
flat out vec4 paint_a;
flat out vec4 paint_b;
flat out vec4 haze; // background there, dark
flat out vec3 thin; // air
flat out vec4 depth;
#ifdef FULL
out vec2 veil;
flat out vec4 shadow;
flat out vec4 rim; // line: strength, width, angstrom per pixel that it falls back; darkening
#endif

void main() {
  vec3 a = to_eye(first.xyz);
  vec3 b = to_eye(second.xyz);
  vec3 middle = 0.5 * (a + b);
  vec3 toward = normalize(sight_at(middle));
  vec3 side = cross(b - a, toward);
  float width = length(side);
  side = width > 1e-5 ? side / width : vec3(1.0, 0.0, 0.0);
  vec3 onward = cross(toward, side);

  bool at_b = (gl_VertexID & 1) == 1;
  vec3 end = at_b ? b : a;
  vec3 other = at_b ? a : b;
  float grow = is_orthographic() ? 1.0 : max(1.0, end.z / other.z);
#ifdef FULL
  // What has little presence gets no line.
  float presence = clamp(1.25 * (first_tint.a + second_tint.a) - 0.6, 0.0, 1.0);
  float line = presence > 0.0 ? lines.y : 0.0;
  float edge = 0.6 + line;
  veil = veil_at(projection * vec4(end, 1.0));
  shadow = shadow_colour();
  rim = vec4(line_at(middle.z, presence), line, lines.z / max(lines.y, 1e-6), shade.x);
#else
  float edge = 0.6;
#endif
  float size = 1.02 * first.w * grow + edge * pixel_at(end.z);
  vec2 corner = vec2(at_b ? 1.0 : -1.0, (gl_VertexID >> 1) * 2 - 1);
  bool behind = !is_orthographic() && max(a.z, b.z) > -first.w;

  // A round end that lies hidden needs no room, but the front of the farther one is seen
  // beyond its middle.
  float lean = max(dot(end - other, toward), 0.0) / max(distance(a, b), 1e-5);
  float beyond = second.w > 1.5 ? lean * size : size;
  vec3 point = end + beyond * corner.x * onward + size * corner.y * side;
  on_strip = vec4(point, pixel_at(point.z));
  sight = sight_at(point);
  end_a = vec4(a, first.w);
  end_b = vec4(b, min(second.w, 1.0));
  paint_a = first_tint;
  paint_b = second_tint;
  haze = vec4(background(rim_at(projection * vec4(middle, 1.0))), is_dark() ? 1.0 : 0.0);
  thin = air(0.5 * (first_tint.a + second_tint.a));
  depth = depth_terms();
  gl_Position = behind || is_cut(a) || is_cut(b) ? vec4(0.0, 0.0, 2.0, 1.0) : projection * vec4(point, 1.0);
}

// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

in vec4 on_strip;
in vec3 sight;
flat in vec4 end_a;
flat in vec4 end_b;
flat in vec4 paint_a;
flat in vec4 paint_b;
flat in vec4 haze;
flat in vec3 thin;
flat in vec4 depth;
out vec4 colour;

void main() {
  vec3 along = normalize(sight);
  vec3 axis = end_b.xyz - end_a.xyz;
  vec3 from_a = on_strip.xyz - end_a.xyz;
  float axis2 = dot(axis, axis);
  float slant = dot(axis, along);
  float cross2 = max(axis2 - slant * slant, 1e-7 * axis2);
  float radius = end_a.w;

  // Nearest points of ray and axis.
  float at_a = dot(axis, from_a);
  float s = clamp((at_a - slant * dot(along, from_a)) / cross2, 0.0, 1.0);
  vec3 apart = from_a - s * axis;
  float t = -dot(apart, along);
  vec3 miss = apart + t * along;
  float h = length(miss);
  float covered = clamp((radius - h) / on_strip.w + 0.5, 0.0, 1.0);

  // Where the ray enters: the side, but no farther than the round ends reach.
  float inside = sqrt(max(radius * radius - h * h, 0.0));
  float to_end = (slant > 0.0 ? s : 1.0 - s) * axis2 / max(abs(slant), 1e-6);
  float step_in = min(inside * sqrt(axis2 / cross2), inside + to_end);
  float s_in = clamp(s - step_in * slant / axis2, 0.0, 1.0);
  vec3 hit = from_a + (t - step_in) * along;
  vec3 normal = normalize(hit - s_in * axis);
  float z = on_strip.z + (t - step_in) * along.z;

  covered *= mix(1.0, end_b.w, max(s, s_in));
  if (covered <= 0.0)
    discard;
  vec4 paint = s_in < 0.5 ? paint_a : paint_b;
  vec4 cosines = turned(normal, max(-dot(normal, along), 0.0));
  vec3 rgb = mix(lit(paint.rgb, cosines, paint.a, haze.w), haze.rgb, fog_in(thin, z));

  colour = vec4(rgb * covered, covered);
  gl_FragDepth = (depth.x + depth.y * z) / (depth.z + depth.w * z);
}

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
#ifdef FULL
in vec2 veil;
flat in vec4 shadow;
flat in vec4 rim;
#endif
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
  float nearest = (dot(axis, from_a) - slant * dot(along, from_a)) / cross2;
  float s = clamp(nearest, 0.0, 1.0);
  vec3 apart = from_a - s * axis;
  float h = length(apart - dot(apart, along) * along);
  float inward = (radius - h) / on_strip.w + 0.5; // pixels
  float covered = clamp(inward, 0.0, 1.0);
#ifdef FULL
  float reached = clamp(inward + rim.y, 0.0, 1.0);
#else
  float reached = covered;
#endif

  // Where the ray enters the endless side, and from there the ball that fits in: beyond
  // the ends it is the round end itself.
  float off = dot(from_a, cross(along, axis));
  float inside = sqrt(max(radius * radius * cross2 - off * off, 0.0) * axis2) / cross2;
  float s_in = clamp(nearest - inside * slant / axis2, 0.0, 1.0);
  vec3 ball = from_a - s_in * axis;
  float middle = dot(ball, along);
  float step_in =
      middle + sqrt(max(middle * middle - dot(ball, ball) + radius * radius, 0.0));
  vec3 normal = normalize(ball - step_in * along);
  float z = on_strip.z - step_in * along.z;

  float fade = mix(1.0, end_b.w, max(s, s_in));
  covered *= fade;
  reached *= fade;
  if (reached <= 0.0)
    discard;
  float half_way = (s_in - 0.5) * sqrt(cross2) / on_strip.w + 0.5;
  vec4 paint = mix(paint_a, paint_b, clamp(half_way, 0.0, 1.0));
  vec4 cosines = turned(normal, max(-dot(normal, along), 0.0));
  vec3 rgb = mix(lit(paint.rgb, cosines, paint.a, haze.w), haze.rgb, fog_in(thin, z));

#ifdef FULL
  float drawn = rim.x * (reached - covered);
  rgb = mix(rgb, shadow.rgb, darkness(veil, rim.w, z));
  colour = vec4(rgb * covered + shadow.rgb * (shadow.w * drawn), covered + drawn);
  z += rim.z * min(inward - 1.0, 0.0);
#else
  colour = vec4(rgb * covered, covered);
#endif
  gl_FragDepth = (depth.x + depth.y * z) / (depth.z + depth.w * z);
}

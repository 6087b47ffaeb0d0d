// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

in vec4 place;
flat in vec4 ball;
flat in vec4 other;
flat in vec4 axis;
uniform bool as_strips;
uniform sampler2D picture; // before
out vec4 colour;

// Where a ray enters a ball or, with all that lies along the axis left out, a rod; how
// much of it lies inside, negative when it passes by.
vec2 meet(vec3 from, vec3 along, float radius) {
  float square = dot(along, along);
  float middle = dot(from, along);
  float root = middle * middle - square * (dot(from, from) - radius * radius);
  return vec2((-middle - sqrt(max(root, 0.0))) / square, root);
}

void main() {
  bool is_rod = other.w < 0.0;
  float radius = abs(other.w);
  vec3 along = normalize(sight_at(place.xyz));
  vec3 from = place.xyz - ball.xyz;
  vec3 beside = is_rod ? from - dot(from, axis.xyz) * axis.xyz : place.xyz - other.xyz;
  vec3 across = is_rod ? along - dot(along, axis.xyz) * axis.xyz : along;
  vec2 first = meet(from, along, ball.w);
  vec2 second = meet(beside, across, radius);
  vec3 first_normal = (from + first.x * along) / ball.w;
  vec3 second_normal = (beside + second.x * across) / radius;

  if (is_rod && as_strips) {
    float facing = min(dot(along, other.xyz), -1e-3);
    second_normal = other.xyz;
    second.x = -0.7 * radius - dot(from, other.xyz) / facing;
    second.y = radius - abs(dot(cross(axis.xyz, other.xyz), from + second.x * along));
  }

  // How far beyond the seam, on the one that is seen less from the side.
  bool on_second = is_rod || dot(second_normal, along) < dot(first_normal, along);
  vec3 normal = on_second ? second_normal : first_normal;
  vec2 met = on_second ? second : first;
  vec3 point = from + met.x * along;
  vec3 uphill = is_rod ? point / ball.w : axis.xyz;
  float beyond = is_rod ? 0.5 * (dot(point, point) / ball.w - ball.w) : dot(point, axis.xyz) - axis.w;
  vec2 rise = uphill.xy - normal.xy * dot(uphill, along) / min(dot(normal, along), -0.05);
  float away = beyond / (place.w * max(length(rise), 1e-6)); // pixels
  float share = 0.5 - abs(away);
  // Where either turns away, its own edge is smooth already.
  float front = max(dot(point, along), is_rod ? -1.0 : dot(point + ball.xyz - other.xyz, along));
  if (share <= 0.0 || front > 0.0 || met.y <= 0.0)
    discard;

  vec2 to = abs(rise.x) > abs(rise.y) ? vec2(sign(rise.x), 0.0) : vec2(0.0, sign(rise.y));
  ivec2 here = ivec2(gl_FragCoord.xy);
  ivec2 there = here + ivec2(away < 0.0 ? to : -to);
  there = clamp(there, ivec2(0), textureSize(picture, 0) - 1);
  colour = mix(texelFetch(picture, here, 0), texelFetch(picture, there, 0), share);

  float z = place.z + min(first.x, second.x) * along.z + max(0.3 * place.w, 0.003);
  vec4 depth = depth_terms();
  gl_FragDepth = (depth.x + depth.y * z) / (depth.z + depth.w * z);
}

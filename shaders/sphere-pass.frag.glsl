// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

in vec4 on_square;
flat in vec4 ball;
flat in vec4 paint;
out vec4 colour;

void main() {
  vec3 start = ray_start(on_square.xyz);
  vec3 along = ray_along(on_square.xyz);
  vec3 to_centre = ball.xyz - start;
  float t = dot(to_centre, along);
  vec3 miss = t * along - to_centre;
  float h = length(miss);
  float radius = ball.w;
  float covered = clamp((radius - h) / pixel_at(start.z + t * along.z) + 0.5, 0.0, 1.0);

  if (covered <= 0.0)
    discard;
  float inside = sqrt(max(radius * radius - h * h, 0.0));
  vec3 normal = (miss - inside * along) / max(radius, h);
  float z = start.z + (t - inside) * along.z;
  vec3 rgb = fogged(lit(paint.rgb, normal, -along, paint.a), on_square.w, z, paint.a);

  colour = vec4(rgb * covered, covered);
  gl_FragDepth = depth_at(z);
}

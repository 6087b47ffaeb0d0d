// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

// With s = radius/distance and w = sqrt(1 - place^2) the ray through p, a point of the
// circle where the cone of sight touches the sphere, meets the sphere at p/(1 + s*w).
in vec3 on_square;
in vec2 place;
flat in vec4 ball;
flat in vec4 paint;
flat in vec4 haze;
flat in vec2 bulge;
out vec4 colour;

void main() {
  float rho2 = dot(place, place);
  float rho = sqrt(rho2);
  float covered = clamp((1.0 - rho) * haze.w + 0.5, 0.0, 1.0);

  if (covered <= 0.0)
    discard;
  float w = sqrt(max(1.0 - rho2, 0.0));
  vec3 hit = is_orthographic() ? on_square + vec3(0.0, 0.0, bulge.x * w)
                               : on_square / (1.0 + bulge.x * w);
  vec3 normal = (hit - ball.xyz) * (ball.w * min(2.0 - rho, 1.0));
  vec3 rgb = lit_facing(paint.rgb, normal, w, paint.a);

  rgb = mix(rgb, haze.rgb, fog_at(hit.z) * (1.0 - 0.55 * paint.a));
  colour = vec4(rgb * covered, covered);
  gl_FragDepth = gl_FragCoord.z + bulge.y * gl_FragCoord.w * w;
}

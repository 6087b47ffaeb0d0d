// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

in vec3 point;
in float outward;
flat in vec3 normal;
flat in vec4 paint;
flat in vec3 haze;
flat in vec3 thin;
in vec3 sight;
flat in float alive; // 0 gone, 1, 2 just born
out vec4 colour;

void main() {
  vec3 v = -normalize(sight);
  vec3 n = dot(normal, v) < 0.0 ? -normal : normal;
  float facing = dot(n, v);
  float graze = 1.0 - facing;
  float shine = pow(max(dot(n, normalize(key_direction + v)), 0.0), 24.0);
  float opacity = mix(0.30, 0.46, outward * outward) + 0.25 * graze * graze;
  vec3 rgb = paint.rgb * (0.72 + 0.28 * facing) + 0.35 * shine;

  float flash = max(alive - 1.0, 0.0);
  rgb = mix(rgb, vec3(1.0), 0.7 * flash);
  opacity = mix(opacity, 0.85, flash) * min(alive, 1.0);
  float fog = fog_in(thin, point.z);
  rgb = mix(min(rgb, vec3(1.0)), haze, fog);
  opacity *= 1.0 - 0.5 * fog / (1.0 - 0.55 * paint.a);
  colour = vec4(rgb * opacity, opacity);
}

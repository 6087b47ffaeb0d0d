// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

in vec3 point;
in vec3 normal;
in vec4 paint;
in vec2 manner; // smooth, presence
in vec3 sight;
in vec3 haze;
in vec3 past;
flat in vec4 thin;
#ifdef FULL
flat in vec4 shadow;
flat in vec4 shading;
flat in vec2 corner;
#endif
out vec4 colour;

void main() {
  vec3 v = -normalize(sight);
  vec3 n = normalize(normal);
  float facing = dot(n, v);
  if (facing < 0.0) {
    n = -n;
    facing = -facing;
  }
  if (max(past.x, max(past.y, past.z)) > 0.0)
    discard;
  // What is the same at all corners need not be so between them to the last bit.
  bool solid = paint.a > 0.998;
  float opacity = solid ? 1.0 : paint.a;
  if (!solid) {
    // A thin skin is thicker where it is seen from the side.
    float graze = 1.0 - facing;
    opacity = mix(opacity, min(2.4 * opacity, 1.0), graze * graze);
    // There its outline would be a staircase: it fades out instead.
    opacity *= mix(1.0, smoothstep(0.0, 0.28, facing), manner.x);
  }
  float fog = fog_in(thin.xyz, point.z);
  vec3 rgb = lit(paint.rgb, turned(n, facing), 0.6 * manner.y, thin.w);
  rgb = mix(rgb, haze, fog * (1.0 - 0.55 * manner.y));
#ifdef FULL
  vec2 veil = veil_of(texture(around, (gl_FragCoord.xy + corner) * shading.zw).xy, shading.y);
  rgb = mix(rgb, shadow.rgb, darkness(veil, shading.x, point.z));
#endif
  opacity *= solid ? 1.0 : 1.0 - 0.6 * fog;
  colour = vec4(rgb * opacity, opacity);
}

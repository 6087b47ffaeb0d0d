// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

in vec4 on_strip;
in vec4 air_between;
flat in vec4 paint_a;
flat in vec4 paint_b;
flat in vec4 light;
out vec4 colour;

void main() {
  float x = clamp(on_strip.x, -1.0, 1.0);
  float covered = clamp((1.0 - abs(on_strip.x)) * paint_b.w + 0.5, 0.0, 1.0) * on_strip.z;
  vec2 lit_here = light.xy + x * (light.zw + x * vec2(paint_a.w, on_strip.w));
  vec3 albedo = mix(paint_a.rgb, paint_b.rgb, clamp(on_strip.y + 0.5, 0.0, 1.0));
  vec3 rgb = min(albedo * lit_here.x + lit_here.y, vec3(1.0));

  colour = vec4(rgb * air_between.w + air_between.rgb, 1.0) * covered;
}

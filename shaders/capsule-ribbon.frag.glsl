// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

in vec4 on_strip;
flat in vec4 paint_a;
flat in vec4 paint_b;
flat in vec4 sideways;
flat in vec4 frontward;
out vec4 colour;

void main() {
  float x = clamp(on_strip.x, -1.0, 1.0);
  float covered = clamp((1.0 - abs(on_strip.x)) * sideways.w + 0.5, 0.0, 1.0);
  vec3 normal = x * sideways.xyz + sqrt(1.0 - x * x) * frontward.xyz;
  vec4 paint = on_strip.y < 0.5 ? paint_a : paint_b;
  vec3 v = vec3(0.0, 0.0, 1.0);
  vec3 rgb =
      fogged(lit(paint.rgb, normal, v, paint.a), frontward.w, on_strip.z, paint.a);

  covered *= on_strip.w;
  colour = vec4(rgb * covered, covered);
}

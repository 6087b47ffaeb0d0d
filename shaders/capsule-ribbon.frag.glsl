// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

in vec4 on_strip;
flat in vec4 paint_a;
flat in vec4 paint_b;
flat in vec4 sideways;
flat in vec4 frontward;
flat in vec4 haze;
#ifdef FULL
in float dark;
flat in vec4 shadow;
#endif
out vec4 colour;

void main() {
  float x = clamp(on_strip.x, -1.0, 1.0);
  float covered = clamp((1.0 - abs(on_strip.x)) * paint_b.w + 0.5, 0.0, 1.0) * on_strip.w;
  vec4 cosines = x * sideways + sqrt(1.0 - x * x) * frontward;
  vec3 albedo = on_strip.y < 0.5 ? paint_a.rgb : paint_b.rgb;

  cosines.w = max(cosines.w, 0.0);
  vec3 rgb = mix(lit(albedo, cosines, paint_a.a, haze.w), haze.rgb, on_strip.z);
#ifdef FULL
  rgb = mix(rgb, shadow.rgb, dark);
#endif
  colour = vec4(rgb * covered, covered);
}

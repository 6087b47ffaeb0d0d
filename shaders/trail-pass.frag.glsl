// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

in float across;
in float along;
in float cap;
in float eye_z;
flat in float alive;
out vec4 colour;

const vec3 young_dark = vec3(1.00, 0.93, 0.62);
const vec3 old_dark = vec3(0.98, 0.72, 0.20);
const vec3 young_light = vec3(0.86, 0.52, 0.00);
const vec3 old_light = vec3(0.82, 0.62, 0.24);

void main() {
  float d = length(vec2(across, cap));
  float core_width = mix(0.16, 0.26, along);
  float edge = fwidth(across);
  float core = clamp((core_width - d) / edge + 0.5, 0.0, 1.0);
  float halo = max(1.0 - d, 0.0);
  float level = alive * mix(0.55, 1.0, along) * (1.0 - 0.5 * fog_at(eye_z));
  vec3 rgb = is_dark() ? mix(old_dark, young_dark, alive * core)
                       : mix(old_light, young_light, alive);

  halo *= halo;
  float opacity = level * max(0.92 * core, (is_dark() ? 0.34 : 0.20) * halo);
  // The halo glows: it adds light on a dark surface and stains a light one.
  float hides = is_dark() ? level * (0.92 * core + 0.06 * halo) : opacity;
  colour = vec4(rgb * opacity, hides);
}

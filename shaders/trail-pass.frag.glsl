// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

in float across;
in float along;
in float cap;
in float eye_z;
flat in vec3 thin;
flat in vec2 under;
flat in float alive;
in float level;
out vec4 colour;

// A young and an old core, and the glow, on a dark and on a light surface.
const vec3 young_dark = vec3(1.00, 0.95, 0.68);
const vec3 old_dark = vec3(1.00, 0.83, 0.30);
const vec3 glow_dark = vec3(1.00, 0.74, 0.16);
const vec3 young_light = vec3(0.36, 0.19, 0.00);
const vec3 old_light = vec3(0.52, 0.36, 0.10);
const vec3 glow_light = vec3(1.00, 0.80, 0.10);

void main() {
  bool dark = under.x > 0.5;
  float d = length(vec2(across, cap));
  float edge = fwidth(across);
  float now = max(alive - 1.0, 0.0); // the hop that is happening
  float young = min(alive, 1.0);
  // With age a trail grows thinner first, then fainter.
  float width = mix(0.16, 0.27, along) * mix(0.45, 1.0, young) * (1.0 + 0.35 * now);
  float core = clamp((width - d) / edge + 0.5, 0.0, 1.0);
  float rim = clamp((width + 0.10 + edge - d) / (1.5 * edge), 0.0, 1.0);
  float glow = max(1.0 - d, 0.0);
  float bright = level * mix(0.70, 1.0, along) * (1.0 - 0.3 * fog_in(thin, eye_z));
  // A tube: its sides turn away.
  float facing = sqrt(max(1.0 - d * d / (width * width), 0.0));
  float round_off = mix(mix(0.62, 1.0, facing), 1.0, 0.5 * now);

  glow *= glow * young * (1.0 + 0.9 * now);
  // The rim sets the core apart from what it crosses; the glow adds light on a dark
  // surface and stains a light one.
  vec3 tube_dark = mix(mix(old_dark, young_dark, young), vec3(1.0), 0.6 * now);
  vec3 rgb = dark
      ? mix(0.60 * glow * glow_dark, round_off * tube_dark, 0.95 * core)
      : mix(0.75 * glow * glow_light, mix(old_light, young_light, young) / round_off,
            0.95 * core);
  float hides = dark ? max(0.95 * core, 0.45 * rim) : max(0.95 * core, 0.75 * glow);
  // Without a background there is nothing to add light to.
  if (under.y > 0.5)
    hides = max(hides, max(rgb.r, max(rgb.g, rgb.b)));
  hides = min(hides, 1.0);
  colour = min(vec4(rgb, hides) * bright, vec4(1.0));
}

// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Fixed to the eye: a key light from the upper left, a sky above and a dim floor below.
const vec3 key_direction = vec3(-0.431, 0.605, 0.670);
// Between it and a straight look.
const vec3 half_way = vec3(-0.236, 0.331, 0.914);

// The lights on a light (0) and on a dark (1) background: everywhere, of the sky, of the
// key, what the contour leaves of them.
const vec4 lamps_light = vec4(0.34, 0.18, 0.72, 0.55);
const vec4 lamps_dark = vec4(0.09, 0.13, 1.04, 0.38);

// Cosines between a normal and key, half-way, up and the eye.
vec4 turned(vec3 n, float facing) {
  return vec4(dot(n, key_direction), dot(n, half_way), n.y, facing);
}

// Colour of a smooth surface.
vec3 lit(vec3 albedo, vec4 cosines, float presence, float dark) {
  vec4 lamps = mix(lamps_light, lamps_dark, dark);
  float key = 0.5 + 0.5 * cosines.x;
  float sky = 0.5 + 0.5 * cosines.z;
  float shine = max(cosines.y, 0.0);
  float back = 1.0 - cosines.w;

  shine *= shine;
  shine *= shine;
  shine *= shine;
  float gloss = shine * shine;
  gloss *= gloss;
  float contour = min(1.92 * cosines.w + 0.19, 1.0);

  contour *= contour * (3.0 - 2.0 * contour);
  float level = (lamps.x + lamps.y * sky + lamps.z * key * key) *
                mix(lamps.w, 1.0, contour) + 0.22 * back * back * sky;
  float bright = (0.05 + 0.11 * presence) * shine + (0.05 + 0.20 * presence) * gloss;
  // Very nearly sqrt(albedo * albedo * level + bright), with one root instead of three.
  vec3 rgb = albedo * (sqrt(level) * (1.0 - 0.85 * bright)) + 1.35 * bright;
  return min(rgb, vec3(1.0));
}

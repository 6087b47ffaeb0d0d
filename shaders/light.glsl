// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Fixed to the eye: a key light from the upper left, a sky above and a dim floor below.
const vec3 key_direction = vec3(-0.431, 0.605, 0.670);
// Between it and a straight look.
const vec3 half_way = vec3(-0.236, 0.331, 0.914);

// Colour of a smooth surface with normal n that is turned to the eye by the cosine facing.
vec3 lit_facing(vec3 albedo, vec3 n, float facing, float presence) {
  float key = 0.5 + 0.5 * dot(n, key_direction);
  float sky = 0.5 + 0.5 * n.y;
  float shine = max(dot(n, half_way), 0.0);
  float back = 1.0 - facing;

  shine *= shine;
  shine *= shine;
  shine *= shine;
  float gloss = shine * shine;
  gloss *= gloss;
  vec3 base = albedo * albedo;
  float level = is_dark() ? 0.09 + 0.13 * sky + 1.04 * key * key
                          : 0.34 + 0.18 * sky + 0.72 * key * key;
  float contour = smoothstep(-0.10, 0.42, facing);
  vec3 colour = base * level * mix(is_dark() ? 0.38 : 0.55, 1.0, contour);
  colour += (0.05 + 0.11 * presence) * shine + (0.05 + 0.20 * presence) * gloss;
  colour += base * back * back * sky * 0.22;
  return sqrt(min(colour, vec3(1.0)));
}

// The same, seen from direction v.
vec3 lit(vec3 albedo, vec3 n, vec3 v, float presence) {
  return lit_facing(albedo, n, max(dot(n, v), 0.0), presence);
}

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

// What a smooth surface makes of its own colour, and what it adds.
vec2 light_on(vec4 cosines, float presence, float dark) {
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
  return vec2(sqrt(level) * (1.0 - 0.85 * bright), 1.35 * bright);
}

// Colour of a smooth surface.
vec3 lit(vec3 albedo, vec4 cosines, float presence, float dark) {
  vec2 light = light_on(cosines, presence, dark);
  return min(albedo * light.x + light.y, vec3(1.0));
}

#ifdef FULL
// Of each place: how far behind the front of the scene things around it are on the mean,
// and which part they cover.
uniform sampler2D around;

// Of the darkening, per angstrom that something lies deeper; where it begins.
const float slope = 0.1;
const float beginning = 0.4;

// Where it begins there times the slope, and how much there is of it.
vec2 veil_of(vec2 texel, float front) {
  return vec2(slope * (texel.x + front + beginning), texel.y);
}

vec2 veil_at(vec4 clip) {
  vec2 pixel = (0.5 + 0.5 * clip.xy / clip.w) * viewport.xy;
  return veil_of(textureLod(around, (pixel + part.xy) * shade.zw, 0.0).xy, shade.y);
}

// Unsharp masking of the depth buffer: Luft, Colditz, Deussen, ACM Trans. Graph. 25, 1206
// (2006), doi:10.1145/1141911.1142016.
float darkness(vec2 veil, float strength, float z) {
  float hidden = clamp(-slope * z - veil.x, 0.0, 1.0) * veil.y;
  return strength * hidden * (2.0 - hidden);
}

// What is dark turns to this colour; times w it is that of lines.
vec4 shadow_colour() {
  return is_dark() ? vec4(0.6 * inner.rgb, 0.58) : vec4(0.94 * inner.rgb, 0.32);
}

// Lines grow faint in the distance, and around what has less presence.
float line_at(float z, float presence) {
  return lines.x * presence * max(1.0 - 1.15 * fog_at(z), 0.0);
}
#endif

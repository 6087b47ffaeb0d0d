// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Eye coordinates: the camera looks along -z. Lengths in angstrom, colours sRGB.
layout(std140) uniform View {
  mat4 view;
  mat4 projection;
  vec4 viewport; // width, height, device pixels per logical pixel,
                 // size of a pixel at unit distance (orthographic: everywhere)
  vec4 fog;      // distance where it starts, 1/range, strength, 1: orthographic
  vec4 inner;    // background in the middle; w: 1 transparent
  vec4 outer;    // background at the rim; w: 1 dark
};

bool is_orthographic() { return fog.w > 0.5; }
bool is_dark() { return outer.w > 0.5; }

vec3 to_eye(vec3 world) { return (view * vec4(world, 1.0)).xyz; }

float pixel_at(float z) { return viewport.w * (is_orthographic() ? 1.0 : -z); }

// Ray through a point in eye coordinates.
vec3 ray_start(vec3 p) { return is_orthographic() ? vec3(p.xy, 0.0) : vec3(0.0); }
vec3 ray_along(vec3 p) { return is_orthographic() ? vec3(0.0, 0.0, -1.0) : normalize(p); }

// Distance along the view that belongs to a value of the depth buffer.
float distance_at(float depth) {
  float ndc = 2.0 * depth - 1.0;
  return is_orthographic() ? (projection[3][2] - ndc) / projection[2][2]
                           : projection[3][2] / (ndc + projection[2][2]);
}

// What gl_FragDepth must be at eye z.
float depth_at(float z) {
  float w = is_orthographic() ? 1.0 : -z;
  return 0.5 + 0.5 * (projection[2][2] * z + projection[3][2]) / w;
}

vec3 background(vec2 pixel) {
  vec2 p = (pixel - 0.5 * viewport.xy) / length(viewport.xy) - vec2(0.0, 0.06);
  return mix(inner.rgb, outer.rgb, smoothstep(0.0, 0.31, dot(p, p)));
}

// What fog turns things into at a place in the picture (clip coordinates).
vec3 mist_at(vec4 clip) {
  vec2 pixel = (0.5 + 0.5 * clip.xy / clip.w) * viewport.xy;
  return inner.w > 0.5 ? inner.rgb : background(pixel);
}

float fog_at(float z) { return fog.z * clamp((-z - fog.x) * fog.y, 0.0, 1.0); }

// Into the mist; what has presence keeps more of its colour.
vec3 fogged(vec3 colour, vec3 mist, float z, float presence) {
  return mix(colour, mist, fog_at(z) * (1.0 - 0.55 * presence));
}

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
  vec4 slice[3]; // eye coordinates: cut away where xyz * p > w
  vec4 part;     // left and bottom of what is drawn in the whole picture, whose size is zw
};

bool is_orthographic() { return fog.w > 0.5; }
bool is_dark() { return outer.w > 0.5; }

bool is_cut(vec3 p) {
  return dot(slice[0].xyz, p) > slice[0].w || dot(slice[1].xyz, p) > slice[1].w ||
         dot(slice[2].xyz, p) > slice[2].w;
}

vec3 to_eye(vec3 world) { return (view * vec4(world, 1.0)).xyz; }

float pixel_at(float z) { return viewport.w * (is_orthographic() ? 1.0 : -z); }

// Ray through a point in eye coordinates.
vec3 ray_start(vec3 p) { return is_orthographic() ? vec3(p.xy, 0.0) : vec3(0.0); }
vec3 ray_along(vec3 p) { return is_orthographic() ? vec3(0.0, 0.0, -1.0) : normalize(p); }

// Distance along the view that belongs to a value of the depth buffer.
float distance_at(float depth) {
  float ndc = 2.0 * depth - 1.0;
  vec2 part = is_orthographic() ? vec2(ndc, 0.0) : vec2(0.0, ndc);
  return (projection[3][2] - part.x) / (projection[2][2] + part.y);
}

// What gl_FragDepth must be at eye z.
float depth_at(float z) {
  float w = is_orthographic() ? 1.0 : -z;
  return 0.5 + 0.5 * (projection[2][2] * z + projection[3][2]) / w;
}

// How far out a pixel is: 0 in the middle of the background, 1 at its rim.
float rim_of(vec2 pixel) {
  vec2 p = (pixel + part.xy - 0.5 * part.zw) / length(part.zw) - vec2(0.0, 0.06);
  return smoothstep(0.0, 0.31, dot(p, p));
}

vec3 background(float rim) { return mix(inner.rgb, outer.rgb, rim); }

// The same for a place in clip coordinates, as far as fog is concerned: without a
// background it has one colour.
float rim_at(vec4 clip) {
  return inner.w > 0.5 ? 0.0 : rim_of((0.5 + 0.5 * clip.xy / clip.w) * viewport.xy);
}

float fog_at(float z) { return fog.z * clamp((-z - fog.x) * fog.y, 0.0, 1.0); }

// Into the background; what has presence keeps more of its colour.
vec3 fogged(vec3 colour, float rim, float z, float presence) {
  return mix(colour, background(rim), fog_at(z) * (1.0 - 0.55 * presence));
}

// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Eye coordinates: the camera looks along -z. Lengths in angstrom, colours sRGB.
//
// Fragment shaders leave this block alone and take what they need flat from the vertex
// shader: a driver without a GPU reads a number of a block anew for every pixel.
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
  vec4 shade;    // of the darkening: strength, front of the scene; coordinates of the map of
                 // the surroundings per pixel (zw)
  vec4 lines;    // strength, width in pixels, angstrom that they fall back over it
};

bool is_orthographic() { return fog.w > 0.5; }
bool is_dark() { return outer.w > 0.5; }

// How far a place lies in what each slice cuts away.
vec3 past_slices(vec3 p) {
  return vec3(dot(slice[0].xyz, p) - slice[0].w, dot(slice[1].xyz, p) - slice[1].w,
              dot(slice[2].xyz, p) - slice[2].w);
}

bool is_cut(vec3 p) {
  vec3 past = past_slices(p);
  return max(past.x, max(past.y, past.z)) > 0.0;
}

vec3 to_eye(vec3 world) { return (view * vec4(world, 1.0)).xyz; }

float pixel_at(float z) { return viewport.w * (is_orthographic() ? 1.0 : -z); }

// Along the ray through a point in eye coordinates, of any length.
vec3 sight_at(vec3 p) { return is_orthographic() ? vec3(0.0, 0.0, -1.0) : p; }

// Depth in the buffer is (x + y * z)/(z + w * z) of these four at eye z.
vec4 depth_terms() {
  float half_scale = 0.5 * projection[2][2];
  float half_shift = 0.5 * projection[3][2];
  return is_orthographic() ? vec4(0.5 + half_shift, half_scale, 1.0, 0.0)
                           : vec4(half_shift, half_scale - 0.5, 0.0, -1.0);
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

// The air in front of what has presence and keeps more of its colour, for fog_in.
vec3 air(float presence) {
  return vec3(-fog.x * fog.y, -fog.y, fog.z * (1.0 - 0.55 * presence));
}

// How far something at eye z fades into the background.
float fog_in(vec3 air, float z) { return air.z * clamp(air.x + air.y * z, 0.0, 1.0); }
float fog_at(float z) { return fog_in(air(0.0), z); }

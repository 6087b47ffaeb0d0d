// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What lies behind its surroundings is darkened (unsharp masking of the depth buffer:
// Luft, Colditz, Deussen, ACM Trans. Graph. 25, 1206 (2006), doi:10.1145/1141911.1142016),
// and a line is drawn beside what passes in front of it.
uniform sampler2D depth;
uniform sampler2D around;
uniform vec4 range;  // front of the scene, 1/its length, size of a pixel (zw)
uniform vec4 amount; // of the outlines; their width in pixels; of the darkening

out vec4 colour;

float depth_of(ivec2 texel) {
  return texelFetch(depth, clamp(texel, ivec2(0), textureSize(depth, 0) - 1), 0).x;
}

// Two of the neighbours are in the same block of two by two pixels and come from the
// derivatives.
vec4 beside(ivec2 texel, float d) {
  ivec2 outward = (texel & 1) * 2 - 1;
  vec2 inner_two = d - vec2(outward) * vec2(dFdx(d), dFdy(d));
  return vec4(inner_two, depth_of(texel + ivec2(outward.x, 0)),
              depth_of(texel + ivec2(0, outward.y)));
}

vec4 far_beside(ivec2 texel) {
  int w = int(amount.y);
  return vec4(depth_of(texel + ivec2(w, 0)), depth_of(texel - ivec2(w, 0)),
              depth_of(texel + ivec2(0, w)), depth_of(texel - ivec2(0, w)));
}

float outline(ivec2 texel, float d, vec4 near) {
  float here = distance_at(d);
  vec4 wide = amount.y > 1.5 ? far_beside(texel) : near;
  float pixel = amount.y * pixel_at(-here);
  vec4 gap = here - vec4(distance_at(wide.x), distance_at(wide.y), distance_at(wide.z),
                         distance_at(wide.w));
  // Two pixels on one sphere may differ by the first part.
  vec4 step_in = clamp((gap - 0.3 - 1.2 * sqrt(pixel)) * 0.6, 0.0, 1.0);
  float line = min(dot(step_in, vec4(0.45)), 1.0);
  return amount.x * line * (1.0 - 0.8 * fog_at(-here));
}

float darkening(float d, vec4 near) {
  // A smoothed edge shows what is behind it and has to be darkened with that.
  float far = max(max(near.x, near.y), max(near.z, near.w));
  if (far < 1.0)
    d = max(d, far);
  vec2 mean = texture(around, gl_FragCoord.xy * range.zw).xy;
  float here = (distance_at(d) - range.x) * range.y;
  float behind = (here - mean.x / max(mean.y, 1e-3)) / range.y;
  float shade = clamp((behind - 0.4) * 0.10, 0.0, 1.0) * mean.y;
  return (is_dark() ? 0.72 : 0.66) * shade * (2.0 - shade);
}

void main() {
  ivec2 texel = ivec2(gl_FragCoord.xy);
  float d = depth_of(texel);
  vec4 near = beside(texel, d);
  if (d >= 1.0)
    discard;
  float shade = amount.z > 0.0 ? darkening(d, near) : 0.0;
  float line = amount.x > 0.0 ? outline(texel, d, near) : 0.0;
  vec3 rgb = inner.rgb * (is_dark() ? 0.6 : 0.94) * shade;
  vec3 ink = inner.rgb * (is_dark() ? 0.35 : 0.30);

  colour = vec4(mix(rgb, ink, line), mix(shade, 1.0, line));
}

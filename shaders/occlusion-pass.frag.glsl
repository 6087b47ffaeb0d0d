// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What lies behind its surroundings is darkened (unsharp masking of the depth buffer:
// Luft, Colditz, Deussen, ACM Trans. Graph. 25, 1206 (2006), doi:10.1145/1141911.1142016),
// and a line is drawn beside what passes in front of it.
uniform sampler2D depth;
uniform sampler2D around;
uniform vec4 range;  // front of the scene, 1/its length, size of a pixel (zw)
uniform vec4 amount; // of the outlines; their width in pixels; of the darkening;
                     // gap that makes no line yet, times 0.6

uniform vec2 texel; // of a pixel in the small map

out vec4 colour;

// Beyond the rim the texture goes on as it ends.
float depth_of(vec2 pixel) { return textureLod(depth, pixel * range.zw, 0.0).x; }

#ifdef WIDE
vec4 beside(vec2 pixel, float d) {
  vec2 along = vec2(amount.y, 0.0);
  return vec4(depth_of(pixel + along), depth_of(pixel + along.yx),
              depth_of(pixel - along), depth_of(pixel - along.yx));
}
#else
// Two of the neighbours are in the same block of two by two pixels and come from the
// derivatives.
vec4 beside(vec2 pixel, float d) {
  vec2 outward = vec2((ivec2(pixel) & 1) * 2 - 1);
  vec2 inner_two = d - outward * vec2(dFdx(d), dFdy(d));
  return vec4(inner_two, depth_of(pixel + vec2(outward.x, 0.0)),
              depth_of(pixel + vec2(0.0, outward.y)));
}
#endif

float outline(float d, vec4 near) {
  float here = distance_at(d);
  // Of the four neighbours only the two nearest can make a line.
  vec2 least = min(near.xy, near.zw);
  vec2 gap = here - vec2(distance_at(least.x), distance_at(least.y));
  vec2 step_in = clamp(0.6 * gap - amount.w, 0.0, 1.0);
  float line = min(dot(step_in, vec2(0.65)), 1.0);
  return amount.x * line * (1.0 - 0.8 * fog_at(-here));
}

float darkening(float d, vec4 near) {
  // A smoothed edge shows what is behind it and has to be darkened with that.
  float far = max(max(near.x, near.y), max(near.z, near.w));
  if (far < 1.0)
    d = max(d, far);
  vec2 mean = texture(around, gl_FragCoord.xy * texel).xy;
  float behind = distance_at(d) - range.x - mean.x / (max(mean.y, 1e-3) * range.y);
  float shade = clamp((behind - 0.4) * 0.10, 0.0, 1.0) * mean.y;
  return (is_dark() ? 0.72 : 0.66) * shade * (2.0 - shade);
}

void main() {
  float d = depth_of(gl_FragCoord.xy);
  vec4 near = beside(gl_FragCoord.xy, d);
  if (d >= 1.0)
    discard;
  float shade = amount.z * darkening(d, near);
  float line = outline(d, near);
  vec3 rgb = inner.rgb * (is_dark() ? 0.6 : 0.94) * shade;
  vec3 ink = inner.rgb * (is_dark() ? 0.35 : 0.30);

  colour = vec4(mix(rgb, ink, line), mix(shade, 1.0, line));
}

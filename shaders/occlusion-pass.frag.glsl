// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What lies behind its surroundings is darkened (unsharp masking of the depth buffer:
// Luft, Colditz, Deussen, ACM Trans. Graph. 25, 1206 (2006), doi:10.1145/1141911.1142016).
uniform sampler2D depth;
uniform sampler2D around;
uniform vec4 range; // front of the scene, 1/its length, size of a pixel (zw)

out vec4 colour;

float depth_of(ivec2 texel) {
  return texelFetch(depth, clamp(texel, ivec2(0), textureSize(depth, 0) - 1), 0).x;
}

// The farthest of four neighbours. Two of them are in the same block of two by two pixels
// and come from the derivatives.
float farthest_beside(ivec2 texel, float d) {
  ivec2 outward = (texel & 1) * 2 - 1;
  vec2 inner_two = d - vec2(outward) * vec2(dFdx(d), dFdy(d));
  float outer_two = max(depth_of(texel + ivec2(outward.x, 0)),
                        depth_of(texel + ivec2(0, outward.y)));
  return max(max(inner_two.x, inner_two.y), outer_two);
}

void main() {
  ivec2 texel = ivec2(gl_FragCoord.xy);
  float d = depth_of(texel);
  // A smoothed edge shows what is behind it and has to be darkened with that.
  float beside = farthest_beside(texel, d);
  if (d >= 1.0)
    discard;
  if (beside < 1.0)
    d = max(d, beside);
  vec2 mean = texture(around, gl_FragCoord.xy * range.zw).xy;
  float here = (distance_at(d) - range.x) * range.y;
  float behind = (here - mean.x / max(mean.y, 1e-3)) / range.y;
  float shade = clamp((behind - 0.4) * 0.10, 0.0, 1.0) * mean.y;
  float opacity = (is_dark() ? 0.72 : 0.66) * shade * (2.0 - shade);

  colour = vec4(inner.rgb * (is_dark() ? 0.6 : 0.94) * opacity, opacity);
}

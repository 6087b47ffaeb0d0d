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

void main() {
  ivec2 texel = ivec2(gl_FragCoord.xy);
  float d = depth_of(texel);
  if (d >= 1.0)
    discard;
  // A smoothed edge shows what is behind it and has to be darkened with that.
  float beside = max(max(depth_of(texel + ivec2(1, 0)), depth_of(texel - ivec2(1, 0))),
                     max(depth_of(texel + ivec2(0, 1)), depth_of(texel - ivec2(0, 1))));
  if (beside < 1.0)
    d = max(d, beside);
  vec2 mean = texture(around, gl_FragCoord.xy * range.zw).xy;
  float here = (distance_at(d) - range.x) * range.y;
  float behind = (here - mean.x / max(mean.y, 1e-3)) / range.y;
  float shade = clamp((behind - 0.4) * 0.10, 0.0, 1.0) * mean.y;
  float opacity = (is_dark() ? 0.72 : 0.66) * shade * (2.0 - shade);

  colour = vec4(inner.rgb * (is_dark() ? 0.6 : 0.94) * opacity, opacity);
}

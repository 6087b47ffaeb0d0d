// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

in vec3 place;
flat in vec4 paint;
flat in vec4 haze;
flat in vec4 curve;
flat in vec4 thin;
flat in vec4 lamp;
flat in vec4 glint;
out vec4 colour;

void main() {
  float rho2 = dot(place.xy, place.xy);
  float covered = clamp((1.0 - sqrt(rho2)) * haze.w + 0.5, 0.0, 1.0);

  if (covered <= 0.0)
    discard;
  float w = sqrt(max(1.0 - rho2, 0.0));
  float cut = 1.0 / (1.0 + curve.x * w);
  vec3 n = cut * vec3(curve.y * place.xy, curve.x + w);
  float z = place.z * cut + curve.z * w;
  vec4 cosines = vec4(dot(n, lamp.xyz), dot(n, glint.xyz),
                      n.y * lamp.w + n.z * glint.w, w);
  vec3 rgb = lit(paint.rgb, cosines, paint.a, thin.w);

  rgb = mix(rgb, haze.rgb, fog_in(thin.xyz, z));
  colour = vec4(rgb * covered, covered);
  gl_FragDepth = gl_FragCoord.z + curve.w * gl_FragCoord.w * w;
}

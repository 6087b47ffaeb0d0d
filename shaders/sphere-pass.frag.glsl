// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

in vec3 place;
flat in vec4 paint;
flat in vec4 haze;
flat in vec4 curve;
flat in vec4 thin;
flat in vec4 lamp;
flat in vec4 glint;
#ifdef FULL
in vec2 veil;
flat in vec4 shadow;
flat in vec4 rim;
#endif
out vec4 colour;

void main() {
  float rho2 = dot(place.xy, place.xy);
  float inward = (1.0 - sqrt(rho2)) * haze.w + 0.5; // pixels
  float covered = clamp(inward, 0.0, 1.0);
#ifdef FULL
  float reached = clamp(inward + rim.y, 0.0, 1.0);
#else
  float reached = covered;
#endif

  if (reached <= 0.0)
    discard;
  float w = sqrt(max(1.0 - rho2, 0.0));
  float cut = 1.0 / (1.0 + curve.x * w);
  vec3 n = cut * vec3(curve.y * place.xy, curve.x + w);
  float z = place.z * cut + curve.z * w;
  vec4 cosines = vec4(dot(n, lamp.xyz), dot(n, glint.xyz),
                      n.y * lamp.w + n.z * glint.w, w);
  vec3 rgb = lit(paint.rgb, cosines, paint.a, thin.w);

  rgb = mix(rgb, haze.rgb, fog_in(thin.xyz, z));
#ifdef FULL
  float drawn = rim.x * (reached - covered);
  rgb = mix(rgb, shadow.rgb, darkness(veil, rim.w, z));
  colour = vec4(rgb * covered + shadow.rgb * (shadow.w * drawn), covered + drawn);
  w += rim.z * min(inward, 0.0);
#else
  colour = vec4(rgb * covered, covered);
#endif
  gl_FragDepth = gl_FragCoord.z + curve.w * gl_FragCoord.w * w;
}

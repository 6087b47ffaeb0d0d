// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

// A round blur in one go: the middle and two rings, with weights of a Gaussian. What comes
// out is the mean distance and the part that is covered; in z what is missing in x, times
// 1023.
uniform sampler2D image;

flat in vec4 size;
out vec4 blurred;

const int n_inner = 6;
const int n_outer = 10;

vec3 ring(vec2 p, int n, float turn, float radius) {
  vec3 sum = vec3(0.0);

  for (int k = 0; k < n; k++) {
    float angle = 6.2831853 * (float(k) + turn) / float(n);
    sum += texture(image, p + radius * size.xy * vec2(cos(angle), sin(angle))).xyz;
  }
  return sum;
}

void main() {
  vec2 p = gl_FragCoord.xy * size.zw;
  vec3 sum = 0.12 * texture(image, p).xyz;

  sum += 0.075 * ring(p, n_inner, 0.0, 0.45);
  sum += 0.043 * ring(p, n_outer, 0.5, 0.95);
  float mean = sum.y > 0.002 ? min((1023.0 * sum.x + sum.z) / sum.y, 1023.0) : 1023.0;
  blurred = vec4(floor(mean) / 1023.0, sum.y, fract(mean), 1.0);
}

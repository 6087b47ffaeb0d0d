// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The picture in small: how far away things are on the mean (0 at the front of the scene,
// 1 at the back) times the part of the texel that they cover, and that part; in z what is
// missing in x, times 1023.
uniform sampler2D depth;

flat in vec4 lens;
flat in vec4 scene;
flat in vec2 pixel;
out vec4 mean;

// Eight places, no two in one column, in few rows since these are what memory is read by.
const vec4 column = vec4(0.0625, 0.1875, 0.3125, 0.4375);
const vec4 row = vec4(0.1250, 0.6250, 0.3750, 0.8750);

vec2 look(vec2 corner, vec2 place) {
  vec2 middle = floor(corner + place * scene.z) + 0.5;
  float d = textureLod(depth, middle * pixel, 0.0).x;
  float away = (lens.x + lens.y * d) / (lens.z + lens.w * d);
  return d < 1.0 ? vec2((away - scene.x) * scene.y, 1.0) : vec2(0.0);
}

void main() {
  vec2 corner = floor(gl_FragCoord.xy) * scene.z;
  vec2 sum = vec2(0.0);

  for (int k = 0; k < 4; k++) {
    vec2 place = vec2(column[k], row[k]);
    sum += look(corner, place) + look(corner, 1.0 - place);
  }
  sum *= 0.125;
  mean = vec4(floor(1023.0 * sum.x) / 1023.0, sum.y, fract(1023.0 * sum.x), 1.0);
}

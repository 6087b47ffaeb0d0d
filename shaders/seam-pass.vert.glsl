// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

// A ribbon along the circle in which a sphere meets another one, or a rod that points at
// its centre: as far round as both turn their fronts to the eye.
layout(location = 0) in vec4 first;  // centre, radius
layout(location = 1) in vec4 second; // the same; of a rod: where to, -radius

out vec4 place;      // w: size of a pixel there
flat out vec4 ball;  // the first
flat out vec4 other; // the second; of a rod: front that it would have as a strip, -radius
flat out vec4 axis;  // from the first to the second; how far along it the circle lies
uniform bool as_strips; // rods
uniform float steps; // around

void main() {
  bool is_rod = second.w < 0.0;
  float radius = first.w;
  float radius2 = radius * radius;
  float rod = -second.w;
  vec3 a = to_eye(first.xyz);
  vec3 b = to_eye(second.xyz);
  float apart = distance(a, b);
  vec3 along = (b - a) / apart;

  float height = is_rod ? sqrt(max(radius2 - rod * rod, 0.0))
                        : 0.5 * (apart + (radius2 - second.w * second.w) / apart);
  float size = sqrt(max(radius2 - height * height, 0.0));
  vec3 centre = a + height * along;
  vec3 toward = -normalize(sight_at(centre));
  float tilt = dot(along, toward);
  float lean = sqrt(max(1.0 - tilt * tilt, 0.0));
  vec3 front = lean > 1e-3 ? (toward - tilt * along) / lean
                           : normalize(cross(along, vec3(1.0, 0.0, 0.0)));
  vec3 aside = cross(along, front);

  float least = max(-height * tilt, is_rod ? 0.0 : (apart - height) * tilt) / max(size * lean, 1e-6);
  float reach = min(acos(clamp(least, -1.0, 1.0)) + 0.1, 3.1416);
  float turn = reach * (float(gl_VertexID >> 1) / (0.5 * steps) - 1.0);
  vec3 on = centre + size * (cos(turn) * front + sin(turn) * aside);
  vec3 onward = cos(turn) * aside - sin(turn) * front;
  if (is_rod && as_strips) {
    float x = clamp(turn / 1.5708, -1.0, 1.0);
    float z2 = radius2 - rod * rod * (0.49 * lean * lean + x * x);
    on = a + (sqrt(max(z2, 0.0)) - 0.7 * rod * tilt) * along + rod * (0.7 * toward + x * aside);
    onward = aside;
  }
  float pixel = pixel_at(on.z);
  /* A strip's ribbon ends at x = ±1 whatever the reach. */
  float bend = is_rod && as_strips ? min(reach / steps, 0.79) : reach / steps;
  float width = (size + 1.2 * pixel) / cos(bend) - size;
  vec3 across = normalize(cross(onward, normalize(sight_at(on))) - 1e-3 * along);
  vec3 point = on + ((gl_VertexID & 1) == 1 ? width : -width) * across;

  place = vec4(point, pixel);
  ball = vec4(a, radius);
  other = is_rod ? vec4(front, second.w) : vec4(b, second.w);
  axis = vec4(along, height);
  bool hidden = least > 1.05 || size < 1.5 * pixel || is_cut(a) || is_cut(b) ||
                (!is_orthographic() && max(a.z, b.z) > -radius);
  gl_Position = hidden ? vec4(0.0, 0.0, 2.0, 1.0) : projection * vec4(point, 1.0);
}

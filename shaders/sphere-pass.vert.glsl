// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

// A square that just covers the sphere's silhouette.
layout(location = 0) in vec4 sphere; // centre, radius
layout(location = 1) in vec4 tint;   // colour, presence

out vec4 on_square; // w: rim of the background there
flat out vec4 ball;
flat out vec4 paint;

void main() {
  vec3 centre = to_eye(sphere.xyz);
  float radius = sphere.w;
  vec2 corner = vec2(gl_VertexID & 1, gl_VertexID >> 1) * 2.0 - 1.0;
  float distance2 = dot(centre, centre);
  vec3 middle = centre;
  vec3 x = vec3(1.0, 0.0, 0.0);
  vec3 y = vec3(0.0, 1.0, 0.0);
  float size = radius;
  bool behind = false;

  if (!is_orthographic()) {
    // The circle where the cone of sight touches the sphere.
    float sin2 = radius * radius / distance2;
    behind = sin2 > 0.98 || centre.z > -radius;
    vec3 along = centre * inversesqrt(distance2);
    middle = centre * (1.0 - sin2);
    size = radius * sqrt(max(1.0 - sin2, 0.0));
    x = normalize(vec3(-along.z, 0.0, along.x));
    y = cross(along, x);
  }
  size += 0.6 * pixel_at(middle.z);
  vec3 point = middle + size * (corner.x * x + corner.y * y);
  on_square = vec4(point, rim_at(projection * vec4(centre, 1.0)));
  ball = vec4(centre, radius);
  paint = tint;
  gl_Position = behind || is_cut(centre) ? vec4(0.0, 0.0, 2.0, 1.0) : projection * vec4(point, 1.0);
}

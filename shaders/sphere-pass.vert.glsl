// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

// A square that just covers the sphere's silhouette.
layout(location = 0) in vec4 sphere; // centre, radius
layout(location = 1) in vec4 tint;   // colour, presence

out vec3 on_square; // eye coordinates
out vec2 place;     // there, in radii of the silhouette
flat out vec4 ball; // centre, 1/radius
flat out vec4 paint;
flat out vec4 haze; // background there, radius of the silhouette in pixels
flat out vec2 bulge; // towards the eye: part of the distance or length, of the depth

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

  bulge = vec2(radius, 0.5 * projection[2][2] * radius);
  if (!is_orthographic()) {
    // The circle where the cone of sight touches the sphere.
    float sin2 = radius * radius / distance2;
    behind = sin2 > 0.98 || centre.z > -radius;
    vec3 along = centre * inversesqrt(distance2);
    middle = centre * (1.0 - sin2);
    size = radius * sqrt(max(1.0 - sin2, 0.0));
    x = normalize(vec3(-along.z, 0.0, along.x));
    y = cross(along, x);
    bulge = sqrt(sin2) * vec2(1.0, 0.5 * projection[3][2]);
  }
  float pixel = pixel_at(middle.z) / size;
  place = (1.0 + 0.6 * pixel) * corner;
  on_square = middle + size * (place.x * x + place.y * y);
  ball = vec4(centre, 1.0 / radius);
  paint = tint;
  haze = vec4(background(rim_at(projection * vec4(centre, 1.0))), 1.0 / pixel);
  gl_Position = behind || is_cut(centre) ? vec4(0.0, 0.0, 2.0, 1.0)
                                         : projection * vec4(on_square, 1.0);
}

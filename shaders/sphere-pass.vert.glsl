// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

// A square that just covers the sphere's silhouette.
//
// With s = radius/distance and w = sqrt(1 - place^2), the ray through a point of the
// circle where the cone of sight touches the sphere is cut to 1/(1 + s*w) by the sphere.
// There its normal, in axes of which the third points to the eye, is
// (sqrt(1 - s^2) * place, s + w)/(1 + s*w).
layout(location = 0) in vec4 sphere; // centre, radius
layout(location = 1) in vec4 tint;   // colour, presence

out vec3 place;      // on the square: in radii of the silhouette; eye z
flat out vec4 paint;
flat out vec4 haze;  // background there, radius of the silhouette in pixels
flat out vec4 curve; // s, sqrt(1 - s^2); towards the eye: length and part of the depth
flat out vec4 thin;  // air, dark
flat out vec4 lamp;  // the lights in those axes: key; up, second
flat out vec4 glint; // half-way; up, third
#ifdef FULL
out vec2 veil;
flat out vec4 shadow;
flat out vec4 rim; // line: strength, width, radii per pixel that it falls back; darkening
#endif

void main() {
  vec3 centre = to_eye(sphere.xyz);
  float radius = sphere.w;
  vec2 corner = vec2(gl_VertexID & 1, gl_VertexID >> 1) * 2.0 - 1.0;
  vec3 middle = centre;
  vec3 x = vec3(1.0, 0.0, 0.0);
  vec3 y = vec3(0.0, 1.0, 0.0);
  vec3 z = vec3(0.0, 0.0, 1.0);
  float size = radius;
  bool behind = false;

  curve = vec4(0.0, 1.0, radius, 0.5 * projection[2][2] * radius);
  if (!is_orthographic()) {
    float distance2 = dot(centre, centre);
    float sin2 = radius * radius / distance2;
    behind = sin2 > 0.98 || centre.z > -radius;
    z = -centre * inversesqrt(distance2);
    x = normalize(vec3(z.z, 0.0, -z.x));
    y = cross(z, x);
    middle = centre * (1.0 - sin2);
    curve = vec4(sqrt(sin2), sqrt(max(1.0 - sin2, 0.0)), 0.0,
                 0.5 * projection[3][2] * sqrt(sin2));
    size = radius * curve.y;
  }
  float pixel = pixel_at(middle.z) / size;
#ifdef FULL
  // Around what is small lines are fine.
  float width = min(lines.y, 0.15 / pixel);
  float edge = 0.6 + width;
  // On the square's corners stands what is nearer to the disc.
  veil = veil_at(projection * vec4(middle + 0.75 * size * (corner.x * x + corner.y * y), 1.0));
  shadow = shadow_colour();
  rim = vec4(line_at(centre.z, mix(0.6, 1.0, tint.a)), width, lines.z / max(width * radius, 1e-6), shade.x);
#else
  float edge = 0.6;
#endif
  vec2 grown = (1.0 + edge * pixel) * corner;
  vec3 on_square = middle + size * (grown.x * x + grown.y * y);
  place = vec3(grown, on_square.z);
  paint = tint;
  haze = vec4(background(rim_at(projection * vec4(centre, 1.0))), 1.0 / pixel);
  thin = vec4(air(tint.a), is_dark() ? 1.0 : 0.0);
  lamp = vec4(dot(x, key_direction), dot(y, key_direction), dot(z, key_direction), y.y);
  glint = vec4(dot(x, half_way), dot(y, half_way), dot(z, half_way), z.y);
  gl_Position = behind || is_cut(centre) ? vec4(0.0, 0.0, 2.0, 1.0)
                                         : projection * vec4(on_square, 1.0);
}

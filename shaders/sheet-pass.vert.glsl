// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

// A corner of a triangle of a polyhedron or a surface.
layout(location = 0) in vec3 place;
layout(location = 1) in vec3 outward;
layout(location = 2) in vec4 tint; // colour, opacity
layout(location = 3) in vec4 look; // smooth, presence

out vec3 point;
out vec3 normal;
out vec4 paint;
out vec2 manner;
out vec3 sight;
out vec3 haze;      // background there
out vec3 past;       // how far beyond the slices
flat out vec4 thin; // air around what has no presence, dark
#ifdef FULL
flat out vec4 shadow;
flat out vec4 shading;
flat out vec2 corner; // of the part that is drawn
#endif

void main() {
  point = to_eye(place);
  normal = mat3(view) * outward;
  paint = tint;
  manner = look.xy;
  gl_Position = projection * vec4(point, 1.0);
  past = past_slices(point);
#ifdef FULL
  shadow = shadow_colour();
  shading = shade;
  corner = part.xy;
#endif
  sight = sight_at(point);
  haze = background(rim_at(gl_Position));
  thin = vec4(air(0.0), is_dark() ? 1.0 : 0.0);
}

// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

// One piece of a ring's plate: the centre and one edge.
layout(location = 0) in vec3 centre;
layout(location = 1) in vec3 corner_a;
layout(location = 2) in vec3 corner_b;
layout(location = 3) in vec3 plate_normal;
layout(location = 4) in vec4 tint;
layout(location = 5) in float strength; // 0 gone, 1, 2 just born

out vec3 point;
out float outward; // 0 at the centre, 1 at the edge
flat out vec3 normal;
flat out vec4 paint;
flat out vec3 haze; // background there
flat out vec3 thin; // air
out vec3 sight;
flat out float alive;

void main() {
  vec3 world = gl_VertexID == 0 ? centre : gl_VertexID == 1 ? corner_a : corner_b;

  point = to_eye(world);
  outward = gl_VertexID == 0 ? 0.0 : 1.0;
  normal = mat3(view) * plate_normal;
  paint = tint;
  haze = background(rim_at(projection * vec4(to_eye(centre), 1.0)));
  thin = air(tint.a);
  sight = sight_at(point);
  alive = strength;
  gl_Position = is_cut(to_eye(centre)) ? vec4(0.0, 0.0, 2.0, 1.0)
                                       : projection * vec4(point, 1.0);
}

// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/follow-look.h"

AtomLook *
follow_look(const Snapshot *snapshot, const AtomLook *base, guint atom)
{
  const Frame *frame = snapshot->frame;
  double radius = fmin(FOLLOW_RADIUS, 0.5 * cell_smallest_height(&frame->cell));
  AtomLook *look = base && base->n_atoms == frame->n_atoms
                       ? atom_look_copy_marks(base)
                       : atom_look_new(frame->n_atoms, FALSE);

  for (guint i = 0; i < frame->n_atoms; i++) {
    Vec3 d = vec3_sub(frame->position[i], frame->position[atom]);
    if (vec3_norm2(cell_minimum_image(&frame->cell, d)) > radius * radius)
      look->marks[i] |= ATOM_HIDDEN;
  }
  return look;
}

Vec3
follow_place(const Cell *cell, Vec3 r, Vec3 *corner)
{
  Vec3 s = cell_to_fractional(cell, r);
  Vec3 inside = vec3(s.x - floor(s.x), s.y - floor(s.y), s.z - floor(s.z));

  if (corner)
    *corner = vec3(inside.x - 0.5, inside.y - 0.5, inside.z - 0.5);
  return cell_to_cartesian(cell, inside);
}

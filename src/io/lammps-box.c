// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "io/lammps-box.h"

#include <glib/gi18n.h>

#include "base/base-error.h"

static gboolean
is_upright(const Vec3 *v)
{
  return v[0].x > 0.0 && v[0].y == 0.0 && v[0].z == 0.0 && v[1].y > 0.0 &&
         v[1].z == 0.0 && v[2].z > 0.0;
}

gboolean
lammps_box_init(LammpsBox *box, const Cell *cell, GError **error)
{
  const Vec3 *v = cell->vector;

  box->cell = *cell;
  box->rotation[0] = vec3(1, 0, 0);
  box->rotation[1] = vec3(0, 1, 0);
  box->rotation[2] = vec3(0, 0, 1);
  if (is_upright(v))
    return TRUE;
  if (vec3_dot(v[0], vec3_cross(v[1], v[2])) < 0.0) {
    g_set_error(error, VITRINE_ERROR, VITRINE_ERROR_UNSUPPORTED,
                _("the cell vectors are left-handed; LAMMPS has no such cell"));
    return FALSE;
  }
  box->rotation[0] = vec3_normalized(v[0]);
  box->rotation[2] = vec3_normalized(vec3_cross(v[0], v[1]));
  box->rotation[1] = vec3_cross(box->rotation[2], box->rotation[0]);
  Vec3 a = lammps_box_turn(box, v[0]), b = lammps_box_turn(box, v[1]);
  a.y = a.z = b.z = 0.0;
  return cell_init(&box->cell, a, b, lammps_box_turn(box, v[2]), cell->origin);
}

Vec3
lammps_box_turn(const LammpsBox *box, Vec3 v)
{
  const Vec3 *row = box->rotation;

  return vec3(vec3_dot(row[0], v), vec3_dot(row[1], v), vec3_dot(row[2], v));
}

Vec3
lammps_box_place(const LammpsBox *box, Vec3 r)
{
  Vec3 origin = box->cell.origin;

  return vec3_add(origin, lammps_box_turn(box, vec3_sub(r, origin)));
}

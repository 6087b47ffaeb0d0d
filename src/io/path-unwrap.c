// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "io/path-unwrap.h"

#define LONGEST_JUMP 0.45 /* of the cell */

struct PathUnwrap {
  guint n; /* 0 before the first frame */
  Vec3 *read;
  Vec3 *path;
  int (*image)[3];
};

PathUnwrap *
path_unwrap_new(void)
{
  return g_new0(PathUnwrap, 1);
}

void
path_unwrap_free(PathUnwrap *unwrap)
{
  if (!unwrap)
    return;
  g_free(unwrap->read);
  g_free(unwrap->path);
  g_free(unwrap->image);
  g_free(unwrap);
}

static Vec3
lattice_shift(const Cell *cell, const int n[3])
{
  Vec3 shift = vec3_scale(cell->vector[0], n[0]);

  shift = vec3_mul_add(shift, n[1], cell->vector[1]);
  return vec3_mul_add(shift, n[2], cell->vector[2]);
}

static gboolean
is_long_jump(const Cell *cell, Vec3 d)
{
  for (int k = 0; k < 3; k++)
    if (fabs(vec3_dot(cell->inverse[k], d)) > LONGEST_JUMP)
      return TRUE;
  return FALSE;
}

static void
begin(PathUnwrap *unwrap, const FrameDraft *draft, Frame *frame)
{
  unwrap->n = frame->n_atoms;
  unwrap->read = g_new(Vec3, unwrap->n);
  unwrap->path = g_new(Vec3, unwrap->n);
  unwrap->image = g_malloc_n(unwrap->n, sizeof *unwrap->image);
  for (guint i = 0; i < unwrap->n; i++) {
    const int *image = g_array_index(draft->atoms, DraftAtom, i).image;
    unwrap->path[i] = frame->position[i];
    if (draft->has_images && !draft->unwrapped)
      unwrap->path[i] = vec3_add(unwrap->path[i], lattice_shift(&frame->cell, image));
  }
}

static Vec3
step_of(const PathUnwrap *unwrap, const FrameDraft *draft, const Frame *frame, guint i)
{
  Vec3 d = vec3_sub(frame->position[i], unwrap->read[i]);
  int moved[3];

  if (draft->unwrapped)
    return d;
  if (!draft->has_images)
    return cell_minimum_image(&frame->cell, d);
  for (int k = 0; k < 3; k++)
    moved[k] = g_array_index(draft->atoms, DraftAtom, i).image[k] - unwrap->image[i][k];
  return vec3_add(d, lattice_shift(&frame->cell, moved));
}

int
path_unwrap_apply(PathUnwrap *unwrap, const FrameDraft *draft, Frame *frame)
{
  g_return_val_if_fail(unwrap->n == 0 || unwrap->n == frame->n_atoms, -1);

  gboolean first = unwrap->n == 0, guessed = !draft->unwrapped && !draft->has_images;
  int longest = -1;

  if (first)
    begin(unwrap, draft, frame);
  for (guint i = 0; i < unwrap->n; i++) {
    const int *image = g_array_index(draft->atoms, DraftAtom, i).image;
    if (!first) {
      Vec3 d = step_of(unwrap, draft, frame, i);
      if (guessed && longest < 0 && is_long_jump(&frame->cell, d))
        longest = (int)i;
      unwrap->path[i] =
          draft->unwrapped ? frame->position[i] : vec3_add(unwrap->path[i], d);
    }
    unwrap->read[i] = frame->position[i];
    for (int k = 0; k < 3; k++)
      unwrap->image[i][k] = image[k];
    frame->position[i] = unwrap->path[i];
  }
  return longest;
}

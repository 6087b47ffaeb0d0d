// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "model/pathways.h"

Pathways *
pathways_new(const char *id, const Frame *frame, const Field *field)
{
  g_return_val_if_fail(frame != NULL, NULL);

  Pathways *pathways = g_atomic_rc_box_new0(Pathways);
  pathways->id = g_strdup(id);
  pathways->frame = frame_ref(frame);
  pathways->field = field ? field_ref(field) : NULL;
  for (guint d = 0; d < 3; d++)
    pathways->axis[d] = pathways->dimension[d] = NAN;
  pathways->surfaces = g_ptr_array_new_with_free_func((GDestroyNotify)mesh_unref);
  pathways->sites = g_array_new(FALSE, TRUE, sizeof(PathSite));
  pathways->doorways = g_array_new(FALSE, TRUE, sizeof(PathDoorway));
  return pathways;
}

Pathways *
pathways_ref(const Pathways *pathways)
{
  g_return_val_if_fail(pathways != NULL, NULL);

  return g_atomic_rc_box_acquire((gpointer)pathways);
}

static void
clear_pathways(Pathways *pathways)
{
  g_free(pathways->id);
  frame_unref(pathways->frame);
  field_unref(pathways->field);
  g_ptr_array_unref(pathways->surfaces);
  g_array_unref(pathways->sites);
  g_array_unref(pathways->doorways);
}

void
pathways_unref(Pathways *pathways)
{
  if (pathways)
    g_atomic_rc_box_release_full(pathways, (GDestroyNotify)clear_pathways);
}

const Mesh *
pathways_surface(const Pathways *pathways, MeshRole role)
{
  g_return_val_if_fail(pathways != NULL, NULL);

  for (guint i = 0; i < pathways->surfaces->len; i++) {
    const Mesh *mesh = g_ptr_array_index(pathways->surfaces, i);
    if (mesh->role == role)
      return mesh;
  }
  return NULL;
}

// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "render/gl-program.h"
#include "render/instance-buffer.h"
#include "render/passes.h"
#include "render/appearance.h"

#define FRONT_OPACITY 0.75f
#define BACK_OPACITY  0.35f

typedef struct {
  float a[3], b[3], tint[4];
} EdgeInstance;

struct CellPass {
  GLuint program;
  InstanceBuffer *instances;
};

static const InstanceField fields[] = {
    {3, GL_FLOAT, offsetof(EdgeInstance, a)},
    {3, GL_FLOAT, offsetof(EdgeInstance, b)},
    {4, GL_FLOAT, offsetof(EdgeInstance, tint)},
};

CellPass *
cell_pass_new(GError **error)
{
  GLuint program = gl_program_new("cell-pass", error);

  if (!program)
    return NULL;
  CellPass *pass = g_new0(CellPass, 1);
  pass->program = program;
  pass->instances = instance_buffer_new(fields, G_N_ELEMENTS(fields),
                                        sizeof(EdgeInstance), GL_TRIANGLE_STRIP);
  return pass;
}

void
cell_pass_free(CellPass *pass)
{
  if (!pass)
    return;
  instance_buffer_free(pass->instances);
  glDeleteProgram(pass->program);
  g_free(pass);
}

static Vec3
corner_at(const Cell *cell, int corner)
{
  return cell_to_cartesian(cell, vec3(corner & 1, corner >> 1 & 1, corner >> 2));
}

/* The corner whose three edges lie behind everything. */
static int
farthest_corner(const DrawView *view)
{
  int farthest = 0;
  double z = INFINITY;

  for (int k = 0; k < 8; k++) {
    double depth = camera_to_eye(view->camera, corner_at(view->cell, k)).z;
    if (depth < z) {
      z = depth;
      farthest = k;
    }
  }
  return farthest;
}

static void
store(float out[3], Vec3 v)
{
  out[0] = (float)v.x;
  out[1] = (float)v.y;
  out[2] = (float)v.z;
}

void
cell_pass_draw(CellPass *pass, const DrawView *view)
{
  EdgeInstance edge[12];
  int hidden = farthest_corner(view);
  guint n = 0;

  for (int corner = 0; corner < 8; corner++) {
    for (int axis = 0; axis < 3; axis++) {
      int other = corner ^ 1 << axis;
      if (other < corner)
        continue;
      gboolean is_back = corner == hidden || other == hidden;
      store(edge[n].a, corner_at(view->cell, corner));
      store(edge[n].b, corner_at(view->cell, other));
      appearance_cell(view->style, edge[n].tint);
      edge[n].tint[3] = is_back ? BACK_OPACITY : FRONT_OPACITY;
      n++;
    }
  }
  instance_buffer_upload(pass->instances, edge, n);
  glUseProgram(pass->program);
  instance_buffer_draw(pass->instances, 0, n);
}

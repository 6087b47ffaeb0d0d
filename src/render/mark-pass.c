// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "render/gl-program.h"
#include "render/instance-buffer.h"
#include "render/passes.h"

/* Of the strength, for what lies behind something. */
#define HIDDEN_SHARE 0.60f

struct MarkPass {
  GLuint program;
  InstanceBuffer *instances;
  guint serial; /* as last uploaded */
};

static const InstanceField fields[] = {
    {4, GL_FLOAT, offsetof(MarkInstance, centre)},
    {4, GL_UNSIGNED_BYTE, offsetof(MarkInstance, tint)},
    {1, GL_FLOAT, offsetof(MarkInstance, strength)},
};

MarkPass *
mark_pass_new(GError **error)
{
  GLuint program = gl_program_new("mark-pass", error);

  if (!program)
    return NULL;
  MarkPass *pass = g_new0(MarkPass, 1);
  pass->program = program;
  pass->instances = instance_buffer_new(fields, G_N_ELEMENTS(fields),
                                        sizeof(MarkInstance), GL_TRIANGLE_STRIP);
  return pass;
}

void
mark_pass_free(MarkPass *pass)
{
  if (!pass)
    return;
  instance_buffer_free(pass->instances);
  glDeleteProgram(pass->program);
  g_free(pass);
}

void
mark_pass_draw(MarkPass *pass, const DrawView *view, const Geometry *geometry)
{
  const GArray *marks = geometry->marks;

  if (marks->len == 0)
    return;
  if (pass->serial != view->serial)
    instance_buffer_upload(pass->instances, marks->data, marks->len);
  pass->serial = view->serial;
  glUseProgram(pass->program);
  GLint share = glGetUniformLocation(pass->program, "share");
  glDepthFunc(GL_GEQUAL);
  glUniform1f(share, HIDDEN_SHARE);
  instance_buffer_draw(pass->instances, 0, marks->len);
  glDepthFunc(GL_LESS);
  glUniform1f(share, 1.0f);
  instance_buffer_draw(pass->instances, 0, marks->len);
}

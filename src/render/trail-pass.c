// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "render/gl-program.h"
#include "render/instance-buffer.h"
#include "render/passes.h"

/* Of the strength, for what lies behind something. */
#define HIDDEN_SHARE 0.60f

struct TrailPass {
  GLuint program;
  InstanceBuffer *instances;
  guint serial; /* as last uploaded */
};

static const InstanceField fields[] = {
    {3, GL_FLOAT, offsetof(TrailInstance, p[0])},
    {3, GL_FLOAT, offsetof(TrailInstance, p[1])},
    {3, GL_FLOAT, offsetof(TrailInstance, p[2])},
    {3, GL_FLOAT, offsetof(TrailInstance, p[3])},
    {4, GL_FLOAT, offsetof(TrailInstance, along)},
    {1, GL_FLOAT, offsetof(TrailInstance, strength)},
};

TrailPass *
trail_pass_new(GError **error)
{
  GLuint program = gl_program_new("trail-pass", error);

  if (!program)
    return NULL;
  TrailPass *pass = g_new0(TrailPass, 1);
  pass->program = program;
  pass->instances = instance_buffer_new(fields, G_N_ELEMENTS(fields),
                                        sizeof(TrailInstance), GL_TRIANGLE_STRIP);
  return pass;
}

void
trail_pass_free(TrailPass *pass)
{
  if (!pass)
    return;
  instance_buffer_free(pass->instances);
  glDeleteProgram(pass->program);
  g_free(pass);
}

void
trail_pass_draw(TrailPass *pass, const DrawView *view, const Geometry *geometry)
{
  const GArray *trails = geometry->trails;

  if (trails->len == 0)
    return;
  if (pass->serial != view->serial)
    instance_buffer_upload(pass->instances, trails->data, trails->len);
  pass->serial = view->serial;
  glUseProgram(pass->program);
  GLint share = glGetUniformLocation(pass->program, "share");
  glDepthFunc(GL_GEQUAL);
  glUniform1f(share, HIDDEN_SHARE);
  instance_buffer_draw(pass->instances, 0, trails->len);
  glDepthFunc(GL_LESS);
  glUniform1f(share, 1.0f);
  instance_buffer_draw(pass->instances, 0, trails->len);
}

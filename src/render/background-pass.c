// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "render/gl-program.h"
#include "render/passes.h"

struct BackgroundPass {
  GLuint program, array;
};

BackgroundPass *
background_pass_new(GError **error)
{
  GLuint program = gl_program_new_fill("background-pass", NULL, error);

  if (!program)
    return NULL;
  BackgroundPass *pass = g_new0(BackgroundPass, 1);
  pass->program = program;
  glGenVertexArrays(1, &pass->array);
  return pass;
}

void
background_pass_free(BackgroundPass *pass)
{
  if (!pass)
    return;
  glDeleteVertexArrays(1, &pass->array);
  glDeleteProgram(pass->program);
  g_free(pass);
}

void
background_pass_draw(BackgroundPass *pass)
{
  glUseProgram(pass->program);
  glBindVertexArray(pass->array);
  glDrawArrays(GL_TRIANGLES, 0, 3);
}

// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <string.h>

#include "render/gl-program.h"
#include "render/passes.h"

/* All that it depends on. */
typedef struct {
  int width, height;
  float inner[4], outer[4], part[4];
} Look;

struct BackgroundPass {
  GLuint program, array;
  GLuint framebuffer, colour; /* holds it as look says; 0 before the first time */
  Look look;
};

BackgroundPass *
background_pass_new(GError **error)
{
  GLuint program = gl_program_new_fill("background-pass", error);

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
  glDeleteFramebuffers(1, &pass->framebuffer);
  glDeleteRenderbuffers(1, &pass->colour);
  glDeleteVertexArrays(1, &pass->array);
  glDeleteProgram(pass->program);
  g_free(pass);
}

static void
resize(BackgroundPass *pass, int width, int height)
{
  if (!pass->framebuffer) {
    glGenFramebuffers(1, &pass->framebuffer);
    glGenRenderbuffers(1, &pass->colour);
  }
  glBindRenderbuffer(GL_RENDERBUFFER, pass->colour);
  glRenderbufferStorage(GL_RENDERBUFFER, GL_RGBA8, width, height);
  glBindRenderbuffer(GL_RENDERBUFFER, 0);
  glBindFramebuffer(GL_FRAMEBUFFER, pass->framebuffer);
  glFramebufferRenderbuffer(GL_FRAMEBUFFER, GL_COLOR_ATTACHMENT0, GL_RENDERBUFFER,
                            pass->colour);
}

static void
paint(BackgroundPass *pass, const Look *look)
{
  if (pass->look.width != look->width || pass->look.height != look->height)
    resize(pass, look->width, look->height);
  pass->look = *look;
  glBindFramebuffer(GL_FRAMEBUFFER, pass->framebuffer);
  glUseProgram(pass->program);
  glBindVertexArray(pass->array);
  glDrawArrays(GL_TRIANGLES, 0, 3);
}

void
background_pass_draw(BackgroundPass *pass, const DrawView *view,
                     const PictureBuffer *picture)
{
  int w = view->width, h = view->height;
  Look look = {.width = w, .height = h};

  memcpy(look.inner, view->block.inner, sizeof look.inner);
  memcpy(look.outer, view->block.outer, sizeof look.outer);
  memcpy(look.part, view->block.part, sizeof look.part);
  if (memcmp(&look, &pass->look, sizeof look) != 0)
    paint(pass, &look);
  glBindFramebuffer(GL_READ_FRAMEBUFFER, pass->framebuffer);
  glBindFramebuffer(GL_DRAW_FRAMEBUFFER, picture->framebuffer);
  glBlitFramebuffer(0, 0, w, h, 0, 0, w, h, GL_COLOR_BUFFER_BIT, GL_NEAREST);
  glBindFramebuffer(GL_FRAMEBUFFER, picture->framebuffer);
}

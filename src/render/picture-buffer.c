// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "render/picture-buffer.h"

#include <string.h>

static GLuint
make_texture(GLenum internal, GLenum format, GLenum type, int width, int height)
{
  GLuint texture;

  glGenTextures(1, &texture);
  glBindTexture(GL_TEXTURE_2D, texture);
  glTexImage2D(GL_TEXTURE_2D, 0, (GLint)internal, width, height, 0, format, type, NULL);
  glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MIN_FILTER, GL_NEAREST);
  glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MAG_FILTER, GL_NEAREST);
  glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_S, GL_CLAMP_TO_EDGE);
  glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_T, GL_CLAMP_TO_EDGE);
  return texture;
}

static gboolean
allocate(PictureBuffer *buffer, int width, int height)
{
  GLint most = 0;

  glGetIntegerv(GL_MAX_TEXTURE_SIZE, &most);
  if (width > most || height > most)
    return FALSE;
  picture_buffer_clear(buffer);
  buffer->width = width;
  buffer->height = height;
  buffer->colour = make_texture(GL_RGBA8, GL_RGBA, GL_UNSIGNED_BYTE, width, height);
  buffer->depth =
      make_texture(GL_DEPTH_COMPONENT32F, GL_DEPTH_COMPONENT, GL_FLOAT, width, height);
  glGenFramebuffers(1, &buffer->framebuffer);
  glBindFramebuffer(GL_FRAMEBUFFER, buffer->framebuffer);
  glFramebufferTexture2D(GL_FRAMEBUFFER, GL_COLOR_ATTACHMENT0, GL_TEXTURE_2D,
                         buffer->colour, 0);
  glFramebufferTexture2D(GL_FRAMEBUFFER, GL_DEPTH_ATTACHMENT, GL_TEXTURE_2D,
                         buffer->depth, 0);
  return glCheckFramebufferStatus(GL_FRAMEBUFFER) == GL_FRAMEBUFFER_COMPLETE;
}

gboolean
picture_buffer_bind(PictureBuffer *buffer, int width, int height)
{
  if ((buffer->width != width || buffer->height != height) &&
      !allocate(buffer, width, height)) {
    picture_buffer_clear(buffer);
    return FALSE;
  }
  glBindFramebuffer(GL_FRAMEBUFFER, buffer->framebuffer);
  glViewport(0, 0, width, height);
  return TRUE;
}

void
picture_buffer_copy(const PictureBuffer *buffer, GLuint framebuffer, int width,
                    int height)
{
  int w = buffer->width;
  int h = buffer->height;

  glBindFramebuffer(GL_READ_FRAMEBUFFER, buffer->framebuffer);
  glBindFramebuffer(GL_DRAW_FRAMEBUFFER, framebuffer);
  glBlitFramebuffer(0, 0, w, h, 0, 0, width, height, GL_COLOR_BUFFER_BIT,
                    w == width && h == height ? GL_NEAREST : GL_LINEAR);
  glBindFramebuffer(GL_FRAMEBUFFER, framebuffer);
}

void
picture_buffer_clear(PictureBuffer *buffer)
{
  glDeleteFramebuffers(1, &buffer->framebuffer);
  glDeleteTextures(1, &buffer->colour);
  glDeleteTextures(1, &buffer->depth);
  memset(buffer, 0, sizeof *buffer);
}

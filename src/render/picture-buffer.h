// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* The renderer's own framebuffer: colour and depth, both textures. GL thread. */
#pragma once

#include <epoxy/gl.h>
#include <glib.h>

typedef struct {
  int width, height;
  GLuint framebuffer, colour, depth;
} PictureBuffer;

/* Allocates when the size has changed, binds for drawing. FALSE when GL cannot give so
 * large a picture. buffer starts zeroed. */
gboolean picture_buffer_bind(PictureBuffer *buffer, int width, int height);
/* Copies the colours to framebuffer, enlarged to width × height; it is bound afterwards.
 */
void picture_buffer_copy(const PictureBuffer *buffer, GLuint framebuffer, int width,
                         int height);
void picture_buffer_clear(PictureBuffer *buffer);

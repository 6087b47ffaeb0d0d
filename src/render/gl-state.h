// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* The part of the context's state that the passes touch, kept for the host. GL thread. */
#pragma once

#include <epoxy/gl.h>
#include <glib.h>

typedef struct {
  GLint draw_framebuffer, read_framebuffer, program, vertex_array, array_buffer;
  GLint uniform_buffer, unpack_buffer, view_block;
  GLint active_texture, texture_2d[2], sampler[2]; /* of the first two units */
  GLint viewport[4], scissor[4];
  GLint blend[4]; /* source and destination, colour and alpha */
  GLint equation[2];
  GLint depth_func;
  GLfloat clear_colour[4], clear_depth;
  GLboolean colour_mask[4], depth_mask;
  GLboolean enabled[5];
  GLboolean point_size; /* set by shaders; always so in OpenGL ES */
} GlState;

void gl_state_save(GlState *state);
void gl_state_restore(const GlState *state);
/* What every pass may rely on: no culling, scissor or blending; depth test off; all
 * channels written. */
void gl_state_reset(void);

// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "render/gl-state.h"

#include "render/gl-program.h"

static const GLenum switches[] = {GL_BLEND, GL_DEPTH_TEST, GL_SCISSOR_TEST, GL_CULL_FACE,
                                  GL_STENCIL_TEST};

G_STATIC_ASSERT(G_N_ELEMENTS(switches) == G_N_ELEMENTS(((GlState *)NULL)->enabled));

static void
set_enabled(GLenum which, gboolean enabled)
{
  if (enabled)
    glEnable(which);
  else
    glDisable(which);
}

static void
set_clear_depth(GLfloat depth)
{
  if (epoxy_is_desktop_gl())
    glClearDepth(depth);
  else
    glClearDepthf(depth);
}

void
gl_state_save(GlState *state)
{
  glGetIntegerv(GL_DRAW_FRAMEBUFFER_BINDING, &state->draw_framebuffer);
  glGetIntegerv(GL_READ_FRAMEBUFFER_BINDING, &state->read_framebuffer);
  glGetIntegerv(GL_CURRENT_PROGRAM, &state->program);
  glGetIntegerv(GL_VERTEX_ARRAY_BINDING, &state->vertex_array);
  glGetIntegerv(GL_ARRAY_BUFFER_BINDING, &state->array_buffer);
  glGetIntegeri_v(GL_UNIFORM_BUFFER_BINDING, GL_PROGRAM_VIEW_BINDING, &state->view_block);
  glGetIntegerv(GL_UNIFORM_BUFFER_BINDING, &state->uniform_buffer);
  glGetIntegerv(GL_ACTIVE_TEXTURE, &state->active_texture);
  glGetIntegerv(GL_PIXEL_UNPACK_BUFFER_BINDING, &state->unpack_buffer);
  for (GLuint unit = 0; unit < G_N_ELEMENTS(state->texture_2d); unit++) {
    glActiveTexture(GL_TEXTURE0 + unit);
    glGetIntegerv(GL_TEXTURE_BINDING_2D, &state->texture_2d[unit]);
    glGetIntegerv(GL_SAMPLER_BINDING, &state->sampler[unit]);
  }
  glGetIntegerv(GL_VIEWPORT, state->viewport);
  glGetIntegerv(GL_SCISSOR_BOX, state->scissor);
  glGetIntegerv(GL_BLEND_SRC_RGB, &state->blend[0]);
  glGetIntegerv(GL_BLEND_DST_RGB, &state->blend[1]);
  glGetIntegerv(GL_BLEND_SRC_ALPHA, &state->blend[2]);
  glGetIntegerv(GL_BLEND_DST_ALPHA, &state->blend[3]);
  glGetIntegerv(GL_BLEND_EQUATION_RGB, &state->equation[0]);
  glGetIntegerv(GL_BLEND_EQUATION_ALPHA, &state->equation[1]);
  glGetIntegerv(GL_DEPTH_FUNC, &state->depth_func);
  glGetFloatv(GL_COLOR_CLEAR_VALUE, state->clear_colour);
  glGetFloatv(GL_DEPTH_CLEAR_VALUE, &state->clear_depth);
  glGetBooleanv(GL_COLOR_WRITEMASK, state->colour_mask);
  glGetBooleanv(GL_DEPTH_WRITEMASK, &state->depth_mask);
  for (gsize k = 0; k < G_N_ELEMENTS(switches); k++)
    state->enabled[k] = glIsEnabled(switches[k]);
  state->point_size = !epoxy_is_desktop_gl() || glIsEnabled(GL_PROGRAM_POINT_SIZE);
}

void
gl_state_restore(const GlState *state)
{
  const GLint *viewport = state->viewport;
  const GLboolean *mask = state->colour_mask;
  const GLfloat *clear = state->clear_colour;

  glBindFramebuffer(GL_DRAW_FRAMEBUFFER, state->draw_framebuffer);
  glBindFramebuffer(GL_READ_FRAMEBUFFER, state->read_framebuffer);
  glUseProgram(state->program);
  glBindVertexArray(state->vertex_array);
  glBindBuffer(GL_ARRAY_BUFFER, state->array_buffer);
  glBindBufferBase(GL_UNIFORM_BUFFER, GL_PROGRAM_VIEW_BINDING, state->view_block);
  glBindBuffer(GL_UNIFORM_BUFFER, state->uniform_buffer);
  glBindBuffer(GL_PIXEL_UNPACK_BUFFER, state->unpack_buffer);
  for (GLuint unit = 0; unit < G_N_ELEMENTS(state->texture_2d); unit++) {
    glActiveTexture(GL_TEXTURE0 + unit);
    glBindTexture(GL_TEXTURE_2D, state->texture_2d[unit]);
    glBindSampler(unit, state->sampler[unit]);
  }
  glActiveTexture(state->active_texture);
  glScissor(state->scissor[0], state->scissor[1], state->scissor[2], state->scissor[3]);
  glViewport(viewport[0], viewport[1], viewport[2], viewport[3]);
  glBlendFuncSeparate(state->blend[0], state->blend[1], state->blend[2], state->blend[3]);
  glBlendEquationSeparate(state->equation[0], state->equation[1]);
  glDepthFunc(state->depth_func);
  glClearColor(clear[0], clear[1], clear[2], clear[3]);
  set_clear_depth(state->clear_depth);
  glColorMask(mask[0], mask[1], mask[2], mask[3]);
  glDepthMask(state->depth_mask);
  for (gsize k = 0; k < G_N_ELEMENTS(switches); k++)
    set_enabled(switches[k], state->enabled[k]);
  if (epoxy_is_desktop_gl())
    set_enabled(GL_PROGRAM_POINT_SIZE, state->point_size);
}

void
gl_state_reset(void)
{
  for (gsize k = 0; k < G_N_ELEMENTS(switches); k++)
    glDisable(switches[k]);
  if (epoxy_is_desktop_gl())
    glEnable(GL_PROGRAM_POINT_SIZE);
  for (GLuint unit = 0; unit < G_N_ELEMENTS(((GlState *)NULL)->sampler); unit++)
    glBindSampler(unit, 0);
  glBindBuffer(GL_PIXEL_UNPACK_BUFFER, 0);
  glActiveTexture(GL_TEXTURE0);
  glColorMask(GL_TRUE, GL_TRUE, GL_TRUE, GL_TRUE);
  glDepthMask(GL_TRUE);
  glDepthFunc(GL_LESS);
  glBlendEquation(GL_FUNC_ADD);
  glBlendFunc(GL_ONE, GL_ONE_MINUS_SRC_ALPHA);
  glClearColor(0.0f, 0.0f, 0.0f, 0.0f);
  set_clear_depth(1.0f);
}

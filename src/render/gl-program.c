// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "render/gl-program.h"

#include <gio/gio.h>
#include <glib/gi18n.h>
#include <string.h>

#include "base/base-error.h"
#include "render-shaders.h"

#define FOLDER  "/org/vitrine/Vitrine/shaders/"
#define N_PARTS 4

gboolean
gl_program_check_context(GError **error)
{
  gboolean desktop = epoxy_is_desktop_gl();
  int version = epoxy_gl_version();

  if (version >= (desktop ? 33 : 30))
    return TRUE;
  g_set_error(error, VITRINE_ERROR, VITRINE_ERROR_UNSUPPORTED,
              _("The picture needs OpenGL 3.3 or OpenGL ES 3.0; this machine offers %s "
                "%d.%d"),
              desktop ? "OpenGL" : "OpenGL ES", version / 10, version % 10);
  return FALSE;
}

static GBytes *
load_part(const char *file, GError **error)
{
  g_autofree char *path = g_strconcat(FOLDER, file, NULL);

  return g_resource_lookup_data(render_shaders_get_resource(), path,
                                G_RESOURCE_LOOKUP_FLAGS_NONE, error);
}

/* Takes what GL says about shader or program into error. */
static void
report(GError **error, const char *file, GLuint shader, GLuint program)
{
  char log[2048] = "";

  if (shader)
    glGetShaderInfoLog(shader, sizeof log, NULL, log);
  else
    glGetProgramInfoLog(program, sizeof log, NULL, log);
  g_set_error(error, VITRINE_ERROR, VITRINE_ERROR_FAILED, _("Shader %s: %s"), file,
              g_strstrip(log));
}

static GLuint
compile(GLenum stage, const char *file, const char *option, GError **error)
{
  const char *parts[N_PARTS] = {epoxy_is_desktop_gl() ? "gl.glsl" : "es.glsl",
                                "view.glsl", "light.glsl", file};
  g_autofree char *define = g_strdup_printf("#define %s\n", option ? option : "PLAIN");
  GBytes *bytes[N_PARTS] = {NULL};
  const char *text[N_PARTS + 1];
  GLint length[N_PARTS + 1];
  GLint n = 0, done = GL_TRUE;
  GLuint shader = 0;

  for (int k = 0; k < N_PARTS && done; k++) {
    bytes[k] = load_part(parts[k], error);
    done = bytes[k] != NULL;
    if (done) {
      gsize size;
      text[n] = g_bytes_get_data(bytes[k], &size);
      length[n++] = (GLint)size;
    }
    if (k == 0) {
      text[n] = define;
      length[n++] = (GLint)strlen(define);
    }
  }
  if (done) {
    shader = glCreateShader(stage);
    glShaderSource(shader, n, text, length);
    glCompileShader(shader);
    glGetShaderiv(shader, GL_COMPILE_STATUS, &done);
    if (!done)
      report(error, file, shader, 0);
  }
  for (int k = 0; k < N_PARTS; k++)
    g_bytes_unref(bytes[k]);
  if (done)
    return shader;
  glDeleteShader(shader);
  return 0;
}

static gboolean
link_stages(GLuint program, const char *name, GError **error)
{
  GLint done = GL_FALSE;

  glLinkProgram(program);
  glGetProgramiv(program, GL_LINK_STATUS, &done);
  if (!done) {
    report(error, name, 0, program);
    return FALSE;
  }
  GLuint block = glGetUniformBlockIndex(program, "View");
  if (block != GL_INVALID_INDEX)
    glUniformBlockBinding(program, block, GL_PROGRAM_VIEW_BINDING);
  glUseProgram(program);
  glUniform1i(glGetUniformLocation(program, "around"), GL_PROGRAM_MAP_UNIT);
  glUseProgram(0);
  return TRUE;
}

static GLuint
make_program(const char *vert_name, const char *name, const char *option, GError **error)
{
  g_autofree char *vert = g_strconcat(vert_name, ".vert.glsl", NULL);
  g_autofree char *frag = g_strconcat(name, ".frag.glsl", NULL);
  GLuint vertex = compile(GL_VERTEX_SHADER, vert, option, error);
  GLuint fragment = vertex ? compile(GL_FRAGMENT_SHADER, frag, option, error) : 0;
  GLuint program = 0;

  if (fragment) {
    program = glCreateProgram();
    glAttachShader(program, vertex);
    glAttachShader(program, fragment);
    if (!link_stages(program, name, error)) {
      glDeleteProgram(program);
      program = 0;
    }
  }
  glDeleteShader(vertex);
  glDeleteShader(fragment);
  return program;
}

GLuint
gl_program_new(const char *name, GError **error)
{
  return make_program(name, name, NULL, error);
}

GLuint
gl_program_new_full(const char *name, GError **error)
{
  return make_program(name, name, "FULL", error);
}

GLuint
gl_program_new_fill(const char *name, GError **error)
{
  return make_program("fill", name, NULL, error);
}

// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* A shader pair from the library's GResource, compiled and linked. Every stage is put
 * together from the prelude of the language (gl.glsl or es.glsl), view.glsl, light.glsl,
 * and NAME.vert.glsl or NAME.frag.glsl. GL thread. */
#pragma once

#include <epoxy/gl.h>
#include <glib.h>

/* Binding point of the uniform block "View". */
#define GL_PROGRAM_VIEW_BINDING 0

/* 0 with error when the context is older than OpenGL 3.3 or ES 3.0. */
gboolean gl_program_check_context(GError **error);
/* name "sphere-pass". 0 with error (the compiler's words) when it does not work. */
GLuint gl_program_new(const char *name, GError **error);
/* The same with option defined in the fragment stage: a choice that is made once and must
 * cost nothing per pixel. */
GLuint gl_program_new_option(const char *name, const char *option, GError **error);
/* The same for a fragment stage that fills the whole picture (fill.vert.glsl: draw three
 * corners without attributes). */
GLuint gl_program_new_fill(const char *name, GError **error);

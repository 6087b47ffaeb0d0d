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
/* Texture unit of the map of what stands around (occlusion.c). */
#define GL_PROGRAM_MAP_UNIT 1

/* 0 with error when the context is older than OpenGL 3.3 or ES 3.0. */
gboolean gl_program_check_context(GError **error);
/* name "sphere-pass". 0 with error (the compiler's words) when it does not work. */
GLuint gl_program_new(const char *name, GError **error);
/* The same with lines and darkening: FULL is defined in its shaders. */
GLuint gl_program_new_full(const char *name, GError **error);
/* The same for a fragment stage that fills the whole picture (fill.vert.glsl: draw three
 * corners without attributes). */
GLuint gl_program_new_fill(const char *name, GError **error);

// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/software-gl.h"

#include <epoxy/gl.h>

static gboolean
names_software(const char *renderer)
{
  static const char *const known[] = {"llvmpipe", "softpipe", "swrast", "SWR"};

  for (guint i = 0; i < G_N_ELEMENTS(known); i++)
    if (strstr(renderer, known[i]))
      return TRUE;
  return FALSE;
}

gboolean
software_gl_is_used(GdkDisplay *display)
{
  g_autoptr(GdkGLContext) context = gdk_display_create_gl_context(display, NULL);
  if (!context || !gdk_gl_context_realize(context, NULL))
    return TRUE;
  gdk_gl_context_make_current(context);
  const char *renderer = (const char *)glGetString(GL_RENDERER);
  gboolean software = !renderer || names_software(renderer);
  gdk_gl_context_clear_current();
  return software;
}

void
software_gl_choose_renderer(GdkDisplay *display)
{
  if (!g_getenv("GSK_RENDERER") && software_gl_is_used(display))
    g_setenv("GSK_RENDERER", "cairo", FALSE);
}

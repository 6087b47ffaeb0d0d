// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* On a machine that draws OpenGL with its processor, GTK's own GL renderer costs more
 * than the picture of the glass; its cairo renderer takes half of that. Main thread. */
#pragma once

#include <gdk/gdk.h>

/* Whether OpenGL on this display is drawn by the processor (or is not there at all).
 * Makes a context to find out. */
gboolean software_gl_is_used(GdkDisplay *display);
/* Chooses GTK's cairo renderer in that case, unless GSK_RENDERER is set. Before the first
 * window is shown. */
void software_gl_choose_renderer(GdkDisplay *display);

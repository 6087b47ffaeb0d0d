// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* A framebuffer whose pixels go to GTK's cairo renderer. A texture, of a GtkGLArea or in
 * memory, is converted by it number by number, which takes as long as drawing a glass; an
 * opaque cairo surface is copied. GL thread; starts zeroed. */
#pragma once

#include <gtk/gtk.h>

typedef struct {
  guint framebuffer, colour;
  int width, height;
} GlCanvas;

/* Whether widget, which is realized, is drawn by cairo. */
gboolean gl_canvas_is_wanted(GtkWidget *widget);
/* Makes it as large; TRUE when that is another size. */
gboolean gl_canvas_fit(GlCanvas *canvas, int width, int height);
/* Puts what is drawn there now, and is opaque, into bounds. */
void gl_canvas_snapshot(const GlCanvas *canvas, GtkSnapshot *snapshot,
                        const graphene_rect_t *bounds);
void gl_canvas_clear(GlCanvas *canvas);

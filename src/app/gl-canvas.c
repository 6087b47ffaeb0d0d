// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/gl-canvas.h"

#include <epoxy/gl.h>

gboolean
gl_canvas_is_wanted(GtkWidget *widget)
{
  GskRenderer *renderer = gtk_native_get_renderer(gtk_widget_get_native(widget));

  return renderer && g_str_equal(G_OBJECT_TYPE_NAME(renderer), "GskCairoRenderer");
}

gboolean
gl_canvas_fit(GlCanvas *canvas, int width, int height)
{
  if (canvas->width == width && canvas->height == height)
    return FALSE;
  if (!canvas->framebuffer) {
    glGenFramebuffers(1, &canvas->framebuffer);
    glGenRenderbuffers(1, &canvas->colour);
  }
  glBindRenderbuffer(GL_RENDERBUFFER, canvas->colour);
  glRenderbufferStorage(GL_RENDERBUFFER, GL_RGBA8, width, height);
  glBindFramebuffer(GL_FRAMEBUFFER, canvas->framebuffer);
  glFramebufferRenderbuffer(GL_FRAMEBUFFER, GL_COLOR_ATTACHMENT0, GL_RENDERBUFFER,
                            canvas->colour);
  canvas->width = width;
  canvas->height = height;
  return TRUE;
}

/* Rows change their order, red and blue their places. */
static void
turn_over(cairo_surface_t *surface, const guint32 *pixels, int width, int height)
{
  guint8 *data = cairo_image_surface_get_data(surface);
  int stride = cairo_image_surface_get_stride(surface);

  for (int y = 0; y < height; y++) {
    const guint32 *from = pixels + (gsize)(height - 1 - y) * (gsize)width;
    guint32 *to = (guint32 *)(void *)(data + (gsize)y * (gsize)stride);
    for (int x = 0; x < width; x++) {
      guint32 p = GUINT32_FROM_LE(from[x]);
      to[x] = (p & 0xff00) | (p & 0xff) << 16 | (p >> 16 & 0xff);
    }
  }
}

static cairo_surface_t *
read_back(const GlCanvas *canvas)
{
  int width = canvas->width;
  int height = canvas->height;
  g_autofree guint32 *pixels = g_malloc_n(4 * (gsize)width, (gsize)height);
  cairo_surface_t *surface =
      cairo_image_surface_create(CAIRO_FORMAT_RGB24, width, height);

  glBindFramebuffer(GL_FRAMEBUFFER, canvas->framebuffer);
  glPixelStorei(GL_PACK_ALIGNMENT, 4);
  glReadPixels(0, 0, width, height, GL_RGBA, GL_UNSIGNED_BYTE, pixels);
  if (cairo_surface_status(surface) == CAIRO_STATUS_SUCCESS) {
    turn_over(surface, pixels, width, height);
    cairo_surface_mark_dirty(surface);
  }
  return surface;
}

void
gl_canvas_snapshot(const GlCanvas *canvas, GtkSnapshot *snapshot,
                   const graphene_rect_t *bounds)
{
  cairo_surface_t *surface = read_back(canvas);
  cairo_t *cairo = gtk_snapshot_append_cairo(snapshot, bounds);

  cairo_surface_set_device_scale(surface, canvas->width / bounds->size.width,
                                 canvas->height / bounds->size.height);
  cairo_set_source_surface(cairo, surface, bounds->origin.x, bounds->origin.y);
  cairo_pattern_set_filter(cairo_get_source(cairo), CAIRO_FILTER_NEAREST);
  cairo_set_operator(cairo, CAIRO_OPERATOR_SOURCE);
  cairo_paint(cairo);
  cairo_destroy(cairo);
  cairo_surface_destroy(surface);
}

void
gl_canvas_clear(GlCanvas *canvas)
{
  glDeleteFramebuffers(1, &canvas->framebuffer);
  glDeleteRenderbuffers(1, &canvas->colour);
  *canvas = (GlCanvas){0};
}

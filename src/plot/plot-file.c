// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "plot/plot.h"

#include <cairo-pdf.h>
#include <cairo-svg.h>
#include <glib/gi18n.h>
#include <string.h>

#include "base/base-error.h"

static gboolean
fail(GError **error, const char *path, const char *reason)
{
  g_set_error(error, VITRINE_ERROR, VITRINE_ERROR_FAILED, "%s: %s", path, reason);
  return FALSE;
}

static cairo_status_t
write_bytes(void *closure, const unsigned char *data, unsigned n)
{
  g_byte_array_append(closure, data, n);
  return CAIRO_STATUS_SUCCESS;
}

static gboolean
save_bytes(const char *path, const GByteArray *bytes, GError **error)
{
  g_autoptr(GError) reason = NULL;

  if (g_file_set_contents(path, (const char *)bytes->data, bytes->len, &reason))
    return TRUE;
  return fail(error, path, reason->message);
}

static void
paint(cairo_surface_t *surface, const Chart *chart, const PlotStyle *style, double width,
      double height)
{
  cairo_t *cr = cairo_create(surface);
  double grey = style->dark ? 0.14 : 1.0;

  cairo_set_source_rgb(cr, grey, grey, grey);
  cairo_paint(cr);
  plot_draw(cr, chart, style, width, height);
  cairo_destroy(cr);
}

/* cairo writes glyphs as shapes: a title and a description make the figure readable for
 * search and for screen readers. */
static void
describe_svg(GByteArray *bytes, const Chart *chart)
{
  g_autofree char *text = g_strndup((const char *)bytes->data, bytes->len);
  g_autofree char *title = g_markup_escape_text(chart->title ? chart->title : "", -1);
  g_autofree char *words =
      g_strdup_printf("%s · %s · %s (%s), %s (%s)", chart->value ? chart->value : "",
                      chart->verdict ? chart->verdict : "", chart->y.title, chart->y.unit,
                      chart->x.title, chart->x.unit);
  g_autofree char *description = g_markup_escape_text(words, -1);
  const char *root = strstr(text, "<svg");
  const char *after = root ? strchr(root, '>') : NULL;

  if (!after)
    return;
  g_autofree char *added =
      g_strdup_printf("\n<title>%s</title>\n<desc>%s</desc>", title, description);
  gsize head = after + 1 - text;
  g_byte_array_set_size(bytes, head);
  g_byte_array_append(bytes, (const guint8 *)added, strlen(added));
  g_byte_array_append(bytes, (const guint8 *)after + 1, strlen(after + 1));
}

static cairo_surface_t *
new_svg(GByteArray *bytes, double width, double height)
{
  cairo_surface_t *surface =
      cairo_svg_surface_create_for_stream(write_bytes, bytes, width, height);

  cairo_svg_surface_set_document_unit(surface, CAIRO_SVG_UNIT_PX);
  return surface;
}

static cairo_surface_t *
new_pdf(GByteArray *bytes, const Chart *chart, double width, double height)
{
  cairo_surface_t *surface =
      cairo_pdf_surface_create_for_stream(write_bytes, bytes, width, height);

  cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_TITLE,
                                 chart->title ? chart->title : "");
  return surface;
}

static cairo_surface_t *
new_image(double width, double height, double scale)
{
  cairo_surface_t *surface = cairo_image_surface_create(
      CAIRO_FORMAT_RGB24, (int)(width * scale + 0.5), (int)(height * scale + 0.5));

  cairo_surface_set_device_scale(surface, scale, scale);
  return surface;
}

gboolean
plot_save(const char *path, const Chart *chart, const PlotStyle *style, double width,
          double height, GError **error)
{
  g_return_val_if_fail(path && chart && style, FALSE);

  g_autoptr(GByteArray) bytes = g_byte_array_new();
  gboolean svg = g_str_has_suffix(path, ".svg"), png = g_str_has_suffix(path, ".png");
  cairo_surface_t *surface;

  if (svg)
    surface = new_svg(bytes, width, height);
  else if (png)
    surface = new_image(width, height, style->scale > 0.0 ? style->scale : 1.0);
  else if (g_str_has_suffix(path, ".pdf"))
    surface = new_pdf(bytes, chart, width, height);
  else
    return fail(error, path, _("the name must end in .svg, .pdf or .png"));

  paint(surface, chart, style, width, height);
  if (png)
    cairo_surface_write_to_png_stream(surface, write_bytes, bytes);
  cairo_surface_finish(surface);
  cairo_status_t status = cairo_surface_status(surface);
  cairo_surface_destroy(surface);
  if (status != CAIRO_STATUS_SUCCESS)
    return fail(error, path, cairo_status_to_string(status));
  if (svg)
    describe_svg(bytes, chart);
  return save_bytes(path, bytes, error);
}

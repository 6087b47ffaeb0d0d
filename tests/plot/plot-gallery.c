// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* Not a test: writes all sample charts as cards and figures, for looking at them.
 * plot-gallery FOLDER [FONT] */
#include <glib/gstdio.h>
#include <math.h>

#include "plot/plot.h"
#include "sample-charts.h"

typedef struct {
  const char *name;
  double width, height;
} Shape;

static gboolean
write_sheet(const char *path, Chart *const *charts, guint n, Shape shape, PlotStyle style,
            double scale)
{
  double gap = 14.0, pad = 10.0;
  int width = (int)(scale * (2.0 * (shape.width + 2.0 * pad) + 3.0 * gap));
  int rows = (n + 1) / 2;
  int height = (int)(scale * (rows * (shape.height + 2.0 * pad + gap) + gap));
  cairo_surface_t *surface =
      cairo_image_surface_create(CAIRO_FORMAT_RGB24, width, height);
  cairo_t *cr = cairo_create(surface);
  double wall = style.dark ? 0.14 : 0.95, paper = style.dark ? 0.21 : 1.0;

  cairo_scale(cr, scale, scale);
  cairo_set_source_rgb(cr, wall, wall, wall);
  cairo_paint(cr);
  for (guint i = 0; i < n; i++) {
    cairo_save(cr);
    cairo_translate(cr, gap + (i % 2) * (shape.width + 2.0 * pad + gap),
                    gap + (i / 2) * (shape.height + 2.0 * pad + gap));
    cairo_rectangle(cr, 0, 0, shape.width + 2.0 * pad, shape.height + 2.0 * pad);
    cairo_set_source_rgb(cr, paper, paper, paper);
    cairo_fill(cr);
    cairo_translate(cr, pad, pad);
    plot_draw(cr, charts[i], &style, shape.width, shape.height);
    cairo_restore(cr);
  }
  gboolean ok = cairo_surface_write_to_png(surface, path) == CAIRO_STATUS_SUCCESS;
  cairo_destroy(cr);
  cairo_surface_destroy(surface);
  return ok;
}

static gboolean
write_all(const char *folder, const char *font, Chart *const *charts, guint n)
{
  static const Shape shapes[] = {
      {"card", 300, 120}, {"tall", 300, 170}, {"figure", 520, 360}};
  gboolean ok = TRUE;

  for (guint k = 0; k < G_N_ELEMENTS(shapes); k++) {
    for (int variant = 0; variant < 6; variant++) {
      PlotStyle style;
      plot_style_init(&style);
      style.font = font;
      style.dark = variant % 2 == 0;
      style.titles = style.legend = k == 2;
      style.font_size = k == 2 ? 12.0 : 11.0;
      if (variant >= 4) {
        style.pointer_x = 0.55 * shapes[k].width;
        style.pointer_y = 0.5 * shapes[k].height;
      }
      double scale = variant / 2 == 1 ? 2.0 : 1.0;
      g_autofree char *path = g_strdup_printf(
          "%s/%s-%s-%gx%s.png", folder, shapes[k].name, style.dark ? "dark" : "light",
          scale, variant >= 4 ? "-pointer" : "");
      ok &= write_sheet(path, charts, n, shapes[k], style, scale);
    }
  }
  return ok;
}

static gboolean
write_files(const char *folder, Chart *const *charts, guint n)
{
  static const char *const suffixes[] = {"svg", "pdf", "png"};
  PlotStyle style;
  gboolean ok = TRUE;

  plot_style_init(&style);
  for (guint i = 0; i < n; i++)
    for (guint k = 0; k < G_N_ELEMENTS(suffixes); k++) {
      g_autofree char *path =
          g_strdup_printf("%s/%u-%s.%s", folder, i, charts[i]->id, suffixes[k]);
      ok &= plot_save(path, charts[i], &style, 520, 360, NULL);
    }
  return ok;
}

int
main(int argc, char **argv)
{
  Chart *charts[] = {sample_msd(),   sample_van_hove(),  sample_arrhenius(),
                     sample_rdf(),   sample_potential(), sample_many(),
                     sample_empty(), sample_bars()};
  const char *folder = argc > 1 ? argv[1] : ".";
  gboolean ok;

  g_mkdir_with_parents(folder, 0755);
  ok = write_all(folder, argc > 2 ? argv[2] : NULL, charts, G_N_ELEMENTS(charts));
  ok &= write_files(folder, charts, G_N_ELEMENTS(charts));
  for (guint i = 0; i < G_N_ELEMENTS(charts); i++)
    chart_unref(charts[i]);
  return ok ? 0 : 1;
}

// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "plot/plot.h"

#include <glib/gi18n.h>
#include <math.h>

#include "plot/plot-curves.h"
#include "plot/plot-frame.h"
#include "plot/plot-layout.h"
#include "plot/plot-labels.h"
#include "plot/plot-pointer.h"

void
plot_style_init(PlotStyle *style)
{
  *style = (PlotStyle){
      .titles = TRUE,
      .legend = TRUE,
      .font_size = 12.0,
      .scale = 2.0,
      .pointer_x = NAN,
      .pointer_y = NAN,
  };
}

static void
draw_empty(PlotCanvas *canvas)
{
  const char *verdict = canvas->chart->verdict;
  double line = plot_canvas_line_height(canvas, PLOT_SIZE_TITLE);
  double top = canvas->style->titles ? 3.0 * line : 0.0;
  g_autoptr(PangoLayout) layout =
      plot_canvas_layout(canvas, verdict && *verdict ? verdict : _("No data yet"),
                         PLOT_SIZE_TITLE, PANGO_WEIGHT_NORMAL);
  int height;

  pango_layout_set_width(layout, (int)(0.8 * canvas->width * PANGO_SCALE));
  pango_layout_set_wrap(layout, PANGO_WRAP_WORD_CHAR);
  pango_layout_set_alignment(layout, PANGO_ALIGN_CENTER);
  pango_layout_get_size(layout, NULL, &height);
  plot_canvas_set_ink(canvas, PLOT_INK_DIM);
  plot_canvas_show(canvas, layout, 0.1 * canvas->width,
                   top + 0.5 * (canvas->height - top - height / (double)PANGO_SCALE));
}

static void
draw_data(PlotCanvas *canvas)
{
  plot_frame_draw_grid(canvas);
  plot_frame_draw_axes(canvas);
  plot_curves_draw(canvas);
  plot_labels_draw_marks(canvas);
  plot_labels_draw_names(canvas);
  plot_pointer_draw(canvas);
}

void
plot_draw(cairo_t *cr, const Chart *chart, const PlotStyle *style, double width,
          double height)
{
  g_return_if_fail(cr && chart && style);

  PlotCanvas canvas;

  if (width < 1.0 || height < 1.0)
    return;
  cairo_save(cr);
  plot_layout_init(&canvas, cr, chart, style, width, height);
  if (plot_layout_is_empty(&canvas))
    draw_empty(&canvas);
  else
    draw_data(&canvas);
  plot_frame_draw_head(&canvas);
  cairo_restore(cr);
  plot_layout_clear(&canvas);
}

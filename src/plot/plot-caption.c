// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "plot/plot-caption.h"

#include <math.h>
#include <pango/pangocairo.h>
#include <string.h>

#include "plot/plot.h"

#define MARGIN       16.0
#define BAR_WIDTH    180.0 /* of the colour bar, px at font size 12 */
#define BAR_HEIGHT   10.0
#define SCALE_MOST   120.0 /* px */
#define AXES_SIZE    26.0
#define LEAST        260.0 /* px: in smaller pictures there is only the label */
#define LINE         19.0  /* px, of classes and keys */
#define COLUMN       104.0 /* px, width of the classes */
#define KEY_TEXT     18.0  /* px, from a swatch to its words */
#define KEY_COUNT    42.0  /* px, room for a number behind them */
#define MOST_COLUMNS 16384 /* cairo draws 32767 at once */
#define FONT         "Inter, Cantarell, sans"

typedef struct {
  cairo_t *cr;
  const Caption *caption;
  double unit; /* px per px at font size 12 */
  double width, height;
} Sheet;

typedef enum { LEFT, CENTRE, RIGHT } Align;

static void
set_ink(const Sheet *sheet, double alpha)
{
  double level = sheet->caption->dark ? 0.94 : 0.10;

  cairo_set_source_rgba(sheet->cr, level, level, level, alpha);
}

static void
set_paper(const Sheet *sheet, double alpha)
{
  double level = sheet->caption->dark ? 0.05 : 0.98;

  cairo_set_source_rgba(sheet->cr, level, level, level, alpha);
}

static PangoLayout *
make_layout(const Sheet *sheet, const char *text, double size)
{
  PangoLayout *layout = pango_cairo_create_layout(sheet->cr);
  PangoFontDescription *font = pango_font_description_from_string(FONT);

  pango_font_description_set_absolute_size(font, size * sheet->unit * PANGO_SCALE);
  pango_layout_set_font_description(layout, font);
  pango_layout_set_text(layout, text, -1);
  pango_font_description_free(font);
  return layout;
}

static double
text_width(const Sheet *sheet, const char *text)
{
  PangoLayout *layout = make_layout(sheet, text, 12.0);
  int width;

  pango_layout_get_pixel_size(layout, &width, NULL);
  g_object_unref(layout);
  return width;
}

/* Under words and colours, that what is behind them does not shine through. */
static void
draw_panel(const Sheet *sheet, double x, double y, double w, double h)
{
  double r = 6.0 * sheet->unit, pad = 8.0 * sheet->unit;
  double left = x - pad, top = y - pad, right = x + w + pad, bottom = y + h + pad;

  cairo_new_sub_path(sheet->cr);
  cairo_arc(sheet->cr, right - r, top + r, r, -G_PI_2, 0.0);
  cairo_arc(sheet->cr, right - r, bottom - r, r, 0.0, G_PI_2);
  cairo_arc(sheet->cr, left + r, bottom - r, r, G_PI_2, G_PI);
  cairo_arc(sheet->cr, left + r, top + r, r, G_PI, 3.0 * G_PI_2);
  cairo_close_path(sheet->cr);
  set_paper(sheet, 0.66);
  cairo_fill(sheet->cr);
}

/* Returns the width; with a soft rim of paper, because anything may be behind it. */
static double
show_text(const Sheet *sheet, const char *text, double x, double y, Align align)
{
  PangoLayout *layout = make_layout(sheet, text, 12.0);
  int w, h;

  pango_layout_get_pixel_size(layout, &w, &h);
  cairo_move_to(sheet->cr,
                x - (align == LEFT    ? 0.0
                     : align == RIGHT ? w
                                      : 0.5 * w),
                y - 0.5 * h);
  pango_cairo_layout_path(sheet->cr, layout);
  set_paper(sheet, 0.55);
  cairo_set_line_width(sheet->cr, 2.6 * sheet->unit);
  cairo_set_line_join(sheet->cr, CAIRO_LINE_JOIN_ROUND);
  cairo_stroke_preserve(sheet->cr);
  set_ink(sheet, 0.95);
  cairo_fill(sheet->cr);
  g_object_unref(layout);
  return w;
}

/* A line with a rim of paper. */
static void
stroke(const Sheet *sheet, double width)
{
  cairo_set_line_width(sheet->cr, (width + 2.0) * sheet->unit);
  set_paper(sheet, 0.45);
  cairo_stroke_preserve(sheet->cr);
  cairo_set_line_width(sheet->cr, width * sheet->unit);
  set_ink(sheet, 0.95);
  cairo_stroke(sheet->cr);
}

static double
nice_step(double range)
{
  double step = pow(10.0, floor(log10(range)));

  if (range / step < 2.0)
    return 0.5 * step;
  return range / step < 5.0 ? step : 2.0 * step;
}

static void
draw_ticks(const Sheet *sheet, double left, double top, double length)
{
  const Caption *caption = sheet->caption;
  double range = caption->high - caption->low;
  double step = nice_step(range);

  for (double v = ceil(caption->low / step - 1e-9) * step;
       v <= caption->high + 1e-9 * range; v += step) {
    g_autofree char *text = plot_format_tick(fabs(v) < 1e-9 * step ? 0.0 : v, step);
    double x = left + length * (v - caption->low) / range;
    cairo_move_to(sheet->cr, x, top);
    cairo_line_to(sheet->cr, x, top + 4.0 * sheet->unit);
    stroke(sheet, 1.0);
    show_text(sheet, text, x, top + 13.0 * sheet->unit, CENTRE);
  }
}

/* At the lower right, above it the title. */
static void
draw_bar(const Sheet *sheet)
{
  const Caption *caption = sheet->caption;
  double u = sheet->unit;
  double length = fmin(BAR_WIDTH * u, 0.4 * sheet->width);
  double left = sheet->width - 1.5 * MARGIN * u - length;
  double top = sheet->height - (MARGIN + 22.0 + BAR_HEIGHT) * u;
  cairo_pattern_t *pattern = cairo_pattern_create_linear(left, 0, left + length, 0);

  draw_panel(sheet, left, top - 19.0 * u, length, 41.0 * u);
  for (guint k = 0; k < caption->n_map; k++)
    cairo_pattern_add_color_stop_rgb(pattern, k / (double)MAX(caption->n_map - 1, 1),
                                     caption->map[k][0], caption->map[k][1],
                                     caption->map[k][2]);
  cairo_rectangle(sheet->cr, left, top, length, BAR_HEIGHT * u);
  cairo_set_source(sheet->cr, pattern);
  cairo_fill_preserve(sheet->cr);
  set_ink(sheet, 0.5);
  cairo_set_line_width(sheet->cr, u);
  cairo_stroke(sheet->cr);
  cairo_pattern_destroy(pattern);
  draw_ticks(sheet, left, top + BAR_HEIGHT * u, length);
  show_text(sheet, caption->title, left, top - 12.0 * u, LEFT);
}

static void
draw_classes(const Sheet *sheet)
{
  const Caption *caption = sheet->caption;
  double u = sheet->unit, line = LINE * u;
  double left = sheet->width - (MARGIN + COLUMN) * u;
  double y = sheet->height - MARGIN * u - (caption->n_classes + 0.5) * line;

  draw_panel(sheet, left, y - 0.5 * line, COLUMN * u, (caption->n_classes + 1) * line);
  show_text(sheet, caption->title, left, y, LEFT);
  for (guint k = 0; k < caption->n_classes; k++) {
    const CaptionClass *class = &caption->class[k];
    y += line;
    cairo_arc(sheet->cr, left + 5.5 * u, y, 5.5 * u, 0.0, 2.0 * G_PI);
    cairo_set_source_rgb(sheet->cr, class->rgb[0], class->rgb[1], class->rgb[2]);
    cairo_fill(sheet->cr);
    show_text(sheet, class->name, left + 18.0 * u, y, LEFT);
    if (class->count > 0) {
      g_autofree char *count = g_strdup_printf("%u", class->count);
      show_text(sheet, count, sheet->width - MARGIN * u, y, RIGHT);
    }
  }
}

/* Where their swatches stand: each line has room to its right. */
static double
find_keys_left(const Sheet *sheet)
{
  const Caption *caption = sheet->caption;
  double widest = COLUMN - KEY_TEXT;

  for (guint k = 0; k < caption->n_keys; k++) {
    double room = caption->key[k].count > 0 ? KEY_COUNT : 0.0;
    widest = fmax(widest, text_width(sheet, caption->key[k].text) / sheet->unit + room);
  }
  return fmax(sheet->width - (MARGIN + KEY_TEXT + widest) * sheet->unit, 0.0);
}

/* At the upper left. */
static void
draw_label(const Sheet *sheet)
{
  const char *label = sheet->caption->label;
  double u = sheet->unit, line = LINE * u, y = (MARGIN + 6.0) * u;

  draw_panel(sheet, MARGIN * u, y - 0.5 * line, text_width(sheet, label), line);
  show_text(sheet, label, MARGIN * u, y, LEFT);
}

static void
draw_swatch(const Sheet *sheet, double x, double y, const float rgb[3])
{
  double side = 11.0 * sheet->unit;

  cairo_rectangle(sheet->cr, x, y - 0.5 * side, side, side);
  cairo_set_source_rgba(sheet->cr, rgb[0], rgb[1], rgb[2], 0.55);
  cairo_fill_preserve(sheet->cr);
  cairo_set_source_rgb(sheet->cr, rgb[0], rgb[1], rgb[2]);
  cairo_set_line_width(sheet->cr, 1.4 * sheet->unit);
  cairo_stroke(sheet->cr);
}

/* At the upper right. */
static void
draw_keys(const Sheet *sheet)
{
  const Caption *caption = sheet->caption;
  double u = sheet->unit, left = find_keys_left(sheet);
  double y = (MARGIN + 6.0) * u, line = LINE * u;

  draw_panel(sheet, left, y - 0.5 * line, sheet->width - MARGIN * u - left,
             caption->n_keys * line);
  for (guint k = 0; k < caption->n_keys; k++) {
    const CaptionKey *key = &caption->key[k];
    draw_swatch(sheet, left, y, key->rgb);
    show_text(sheet, key->text, left + KEY_TEXT * u, y, LEFT);
    if (key->count > 0) {
      g_autofree char *count = g_strdup_printf("%u", key->count);
      show_text(sheet, count, sheet->width - MARGIN * u, y, RIGHT);
    }
    y += line;
  }
}

static void
draw_scale(const Sheet *sheet, double left)
{
  double u = sheet->unit;
  double angstrom = plot_caption_bar(SCALE_MOST * u * sheet->caption->pixel);
  double length = angstrom / sheet->caption->pixel;
  double y = sheet->height - MARGIN * u;
  g_autofree char *text = angstrom >= 10.0 ? g_strdup_printf("%g nm", angstrom / 10.0)
                                           : g_strdup_printf("%g Å", angstrom);

  cairo_move_to(sheet->cr, left, y - 4.0 * u);
  cairo_line_to(sheet->cr, left, y);
  cairo_line_to(sheet->cr, left + length, y);
  cairo_line_to(sheet->cr, left + length, y - 4.0 * u);
  stroke(sheet, 1.6);
  show_text(sheet, text, left + 0.5 * length, y - 13.0 * u, CENTRE);
}

/* The farthest one first. */
static void
draw_axes(const Sheet *sheet)
{
  static const double rgb[3][3] = {
      {0.85, 0.33, 0.31}, {0.36, 0.66, 0.38}, {0.30, 0.52, 0.85}};
  static const char *const name[] = {"a", "b", "c"};
  double u = sheet->unit, size = AXES_SIZE * u;
  double x = (MARGIN + AXES_SIZE) * u, y = sheet->height - (MARGIN + AXES_SIZE) * u;
  int order[3] = {0, 1, 2};

  for (int k = 0; k < 2; k++)
    for (int j = 0; j < 2; j++)
      if (sheet->caption->axis[order[j]][2] > sheet->caption->axis[order[j + 1]][2]) {
        int swap = order[j];
        order[j] = order[j + 1];
        order[j + 1] = swap;
      }
  for (int k = 0; k < 3; k++) {
    const double *axis = sheet->caption->axis[order[k]];
    double norm = sqrt(axis[0] * axis[0] + axis[1] * axis[1] + axis[2] * axis[2]);
    if (!(norm > 0.0))
      continue;
    double dx = axis[0] / norm, dy = -axis[1] / norm;
    cairo_move_to(sheet->cr, x, y);
    cairo_line_to(sheet->cr, x + size * dx, y + size * dy);
    stroke(sheet, 2.4);
    cairo_move_to(sheet->cr, x, y);
    cairo_line_to(sheet->cr, x + size * dx, y + size * dy);
    cairo_set_source_rgb(sheet->cr, rgb[order[k]][0], rgb[order[k]][1], rgb[order[k]][2]);
    cairo_set_line_width(sheet->cr, 2.4 * u);
    cairo_stroke(sheet->cr);
    if (hypot(dx, dy) > 0.25)
      show_text(sheet, name[order[k]], x + (size + 9.0 * u) * dx,
                y + (size + 9.0 * u) * dy, CENTRE);
  }
}

static void
draw_chain(const Sheet *sheet)
{
  const Caption *caption = sheet->caption;
  const double dashes[] = {5.0 * sheet->unit, 4.0 * sheet->unit};

  for (guint k = 0; k < caption->n_chain; k++)
    cairo_line_to(sheet->cr, caption->chain[k][0], caption->chain[k][1]);
  cairo_set_line_join(sheet->cr, CAIRO_LINE_JOIN_ROUND);
  set_paper(sheet, 0.6);
  cairo_set_line_width(sheet->cr, 4.2 * sheet->unit);
  cairo_stroke_preserve(sheet->cr);
  cairo_set_dash(sheet->cr, dashes, 2, 0.0);
  set_ink(sheet, 0.95);
  cairo_set_line_width(sheet->cr, 1.6 * sheet->unit);
  cairo_stroke(sheet->cr);
  cairo_set_dash(sheet->cr, NULL, 0, 0.0);
}

static void
draw_tag(const Sheet *sheet, const CaptionTag *tag)
{
  PangoLayout *layout = make_layout(sheet, tag->text, tag->strong ? 12.0 : 11.0);
  double u = sheet->unit;
  int text_width, text_height;

  pango_layout_get_pixel_size(layout, &text_width, &text_height);
  double w = text_width + 12.0 * u, h = text_height + 2.0 * u, r = 0.5 * h;
  double x = tag->x - 0.5 * w, y = tag->y - 0.5 * h;
  cairo_new_sub_path(sheet->cr);
  cairo_arc(sheet->cr, x + w - r, y + r, r, -G_PI_2, G_PI_2);
  cairo_arc(sheet->cr, x + r, y + r, r, G_PI_2, 3.0 * G_PI_2);
  cairo_close_path(sheet->cr);
  set_paper(sheet, tag->strong ? 0.92 : 0.78);
  cairo_fill_preserve(sheet->cr);
  set_ink(sheet, tag->strong ? 0.55 : 0.18);
  cairo_set_line_width(sheet->cr, u);
  cairo_stroke(sheet->cr);
  set_ink(sheet, 0.97);
  cairo_move_to(sheet->cr, tag->x - 0.5 * text_width, tag->y - 0.5 * text_height);
  pango_cairo_show_layout(sheet->cr, layout);
  g_object_unref(layout);
}

void
plot_caption_draw(cairo_t *cr, const Caption *caption, double width, double height)
{
  double size = caption->font_size > 0.0 ? caption->font_size : 12.0;
  Sheet sheet = {cr, caption, size / 12.0, width, height};
  double u = sheet.unit;
  double left = MARGIN * u;

  cairo_save(cr);
  cairo_set_line_cap(cr, CAIRO_LINE_CAP_ROUND);
  if (caption->n_chain > 0)
    draw_chain(&sheet);
  for (guint k = 0; k < caption->n_tags; k++)
    draw_tag(&sheet, &caption->tag[k]);
  if (*caption->label)
    draw_label(&sheet);
  if (width >= LEAST * u && height >= 0.6 * LEAST * u) {
    if (caption->axes) {
      draw_axes(&sheet);
      left += 2.0 * AXES_SIZE * u + MARGIN * u;
    }
    if (caption->pixel > 0.0)
      draw_scale(&sheet, left);
    if (*caption->title && caption->n_map > 0 && caption->high > caption->low)
      draw_bar(&sheet);
    else if (*caption->title && caption->n_classes > 0)
      draw_classes(&sheet);
    if (caption->n_keys > 0)
      draw_keys(&sheet);
  }
  cairo_restore(cr);
}

/* Between bytes R G B A and cairo's native words, in both directions. */
static void
swap_row(guint8 *row, int width, gboolean to_words)
{
  for (int x = 0; x < width; x++) {
    guint8 *p = row + 4 * x;
    guint32 word;
    if (to_words) {
      word = (guint32)p[3] << 24 | (guint32)p[0] << 16 | (guint32)p[1] << 8 | p[2];
      memcpy(p, &word, 4);
    } else {
      memcpy(&word, p, 4);
      p[0] = word >> 16 & 255;
      p[1] = word >> 8 & 255;
      p[2] = word & 255;
      p[3] = word >> 24;
    }
  }
}

/* Columns from left on; rgba is their first pixel. */
static void
draw_columns(guint8 *rgba, int left, int n_columns, const CaptionBand *band,
             const Caption *caption)
{
  gsize stride = 4 * (gsize)band->width;

  for (int y = 0; y < band->n_rows; y++)
    swap_row(rgba + y * stride, n_columns, TRUE);
  cairo_surface_t *surface = cairo_image_surface_create_for_data(
      rgba, CAIRO_FORMAT_ARGB32, n_columns, band->n_rows, (int)stride);
  cairo_t *cr = cairo_create(surface);
  cairo_translate(cr, -left, -band->top);
  cairo_scale(cr, band->scale, band->scale);
  plot_caption_draw(cr, caption, band->width / band->scale, band->height / band->scale);
  cairo_destroy(cr);
  cairo_surface_finish(surface);
  cairo_surface_destroy(surface);
  for (int y = 0; y < band->n_rows; y++)
    swap_row(rgba + y * stride, n_columns, FALSE);
}

void
plot_caption_draw_band(guint8 *rgba, const CaptionBand *band, const Caption *caption)
{
  g_return_if_fail(band->width > 0 && band->n_rows > 0 && band->scale > 0.0);
  for (int left = 0; left < band->width; left += MOST_COLUMNS)
    draw_columns(rgba + 4 * (gsize)left, left, MIN(band->width - left, MOST_COLUMNS),
                 band, caption);
}

void
plot_caption_draw_rgba(guint8 *rgba, int width, int height, double scale,
                       const Caption *caption)
{
  const CaptionBand all = {width, height, 0, height, scale};

  plot_caption_draw_band(rgba, &all, caption);
}

double
plot_caption_bar(double most)
{
  double power = pow(10.0, floor(log10(most)));

  return power * (most >= 5.0 * power ? 5.0 : most >= 2.0 * power ? 2.0 : 1.0);
}

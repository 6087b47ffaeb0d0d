// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/vitrine-glass-marks.h"

#include <glib/gi18n.h>

#include "app/format.h"
#include "app/measure.h"
#include "plot/plot-caption.h"

#define MOST_ATOMS 4
#define PADDING    5.0

struct _VitrineGlassMarks {
  GtkWidget parent_instance;

  VitrineGlassArea *area; /* not owned */
  CaptionParts parts;
  int left, right;
  guint atom[MOST_ATOMS], n_atoms;
  Frame *truth; /* owned */
};

G_DEFINE_FINAL_TYPE(VitrineGlassMarks, vitrine_glass_marks, GTK_TYPE_WIDGET)

typedef struct {
  VitrineGlassMarks *self;
  cairo_t *cr;
  double width, height;
  gboolean dark;
  double x[MOST_ATOMS], y[MOST_ATOMS];
} Sheet;

static void
draw_caption(const Sheet *sheet)
{
  VitrineGlassMarks *self = sheet->self;
  const CaptionParts left = {
      .scale = self->parts.scale, .axes = self->parts.axes, .time = self->parts.time};
  const CaptionParts right = {.colours = self->parts.colours};
  const Snapshot *shown = vitrine_glass_area_get_shown(self->area);
  const RenderStyle *style = vitrine_glass_area_get_style(self->area);
  const Camera *camera = vitrine_glass_area_get_camera(self->area);
  Caption caption;

  picture_caption_init(&caption, shown, style, camera, sheet->height, left);
  plot_caption_draw(sheet->cr, &caption, sheet->width, sheet->height - self->left);
  picture_caption_init(&caption, shown, style, camera, sheet->height, right);
  plot_caption_draw(sheet->cr, &caption, sheet->width - self->right, sheet->height);
}

static void
rounded(cairo_t *cr, double x, double y, double w, double h)
{
  double r = 0.5 * h;

  cairo_new_sub_path(cr);
  cairo_arc(cr, x + w - r, y + r, r, -G_PI_2, G_PI_2);
  cairo_arc(cr, x + r, y + r, r, G_PI_2, 3.0 * G_PI_2);
  cairo_close_path(cr);
}

static void
draw_tag(const Sheet *sheet, double x, double y, const char *text)
{
  g_autoptr(PangoLayout) layout =
      gtk_widget_create_pango_layout(GTK_WIDGET(sheet->self), text);
  double ink = sheet->dark ? 0.97 : 0.1, paper = sheet->dark ? 0.08 : 1.0;
  int width, height;

  pango_layout_get_pixel_size(layout, &width, &height);
  double w = width + 3.0 * PADDING, h = height + 0.6 * PADDING;
  rounded(sheet->cr, x - 0.5 * w, y - 0.5 * h, w, h);
  cairo_set_source_rgba(sheet->cr, paper, paper, paper, 0.85);
  cairo_fill(sheet->cr);
  cairo_set_source_rgb(sheet->cr, ink, ink, ink);
  cairo_move_to(sheet->cr, x - 0.5 * width, y - 0.5 * height);
  pango_cairo_show_layout(sheet->cr, layout);
}

static void
draw_lines(const Sheet *sheet)
{
  const double dashes[] = {5.0, 4.0};
  double ink = sheet->dark ? 1.0 : 0.1, paper = 1.0 - ink;

  cairo_set_line_cap(sheet->cr, CAIRO_LINE_CAP_ROUND);
  for (guint k = 0; k < sheet->self->n_atoms; k++)
    cairo_line_to(sheet->cr, sheet->x[k], sheet->y[k]);
  cairo_set_source_rgba(sheet->cr, paper, paper, paper, 0.5);
  cairo_set_line_width(sheet->cr, 4.0);
  cairo_stroke_preserve(sheet->cr);
  cairo_set_dash(sheet->cr, dashes, 2, 0.0);
  cairo_set_source_rgba(sheet->cr, ink, ink, ink, 0.9);
  cairo_set_line_width(sheet->cr, 1.6);
  cairo_stroke(sheet->cr);
  cairo_set_dash(sheet->cr, NULL, 0, 0.0);
}

/* Where the chain of nearest images runs in the picture. */
static gboolean
place_chain(Sheet *sheet)
{
  VitrineGlassMarks *self = sheet->self;
  const Snapshot *shown = vitrine_glass_area_get_shown(self->area);
  const Camera *camera = vitrine_glass_area_get_camera(self->area);
  Vec3 place;

  if (!shown || !vitrine_glass_area_place(self->area, self->atom[0], &place))
    return FALSE;
  for (guint k = 0; k < self->n_atoms; k++) {
    const Frame *frame = shown->frame;
    if (self->atom[k] >= frame->n_atoms)
      return FALSE;
    if (k > 0)
      place = vec3_add(
          place,
          cell_minimum_image(&frame->cell, vec3_sub(frame->position[self->atom[k]],
                                                    frame->position[self->atom[k - 1]])));
    if (!camera_project(camera, place, sheet->width, sheet->height, &sheet->x[k],
                        &sheet->y[k], NULL))
      return FALSE;
  }
  return TRUE;
}

static void
draw_numbers(const Sheet *sheet)
{
  const VitrineGlassMarks *self = sheet->self;
  const guint *atom = self->atom;

  for (guint k = 0; k + 1 < self->n_atoms; k++) {
    g_autofree char *number =
        format_number(measure_distance(self->truth, atom[k], atom[k + 1]), 2);
    g_autofree char *text = g_strdup_printf("%s Å", number);
    draw_tag(sheet, 0.5 * (sheet->x[k] + sheet->x[k + 1]),
             0.5 * (sheet->y[k] + sheet->y[k + 1]), text);
  }
  for (guint k = 1; k + 1 < self->n_atoms; k++) {
    g_autofree char *number =
        format_number(measure_angle(self->truth, atom[k - 1], atom[k], atom[k + 1]), 1);
    g_autofree char *text = g_strdup_printf("%s°", number);
    draw_tag(sheet, sheet->x[k], sheet->y[k] - 22.0, text);
  }
}

static void
draw_measures(Sheet *sheet)
{
  const VitrineGlassMarks *self = sheet->self;

  if (self->n_atoms < 2 || !self->truth || !place_chain(sheet))
    return;
  for (guint k = 0; k < self->n_atoms; k++)
    if (self->atom[k] >= self->truth->n_atoms)
      return;
  draw_lines(sheet);
  draw_numbers(sheet);
}

static void
vitrine_glass_marks_snapshot(GtkWidget *widget, GtkSnapshot *snapshot)
{
  VitrineGlassMarks *self = VITRINE_GLASS_MARKS(widget);
  float width = (float)gtk_widget_get_width(widget);
  float height = (float)gtk_widget_get_height(widget);
  gboolean wanted = self->parts.scale || self->parts.axes || self->parts.colours;

  if (!self->area || (!wanted && self->n_atoms < 2))
    return;
  cairo_t *cr =
      gtk_snapshot_append_cairo(snapshot, &GRAPHENE_RECT_INIT(0, 0, width, height));
  Sheet sheet = {.self = self,
                 .cr = cr,
                 .width = width,
                 .height = height,
                 .dark = vitrine_glass_area_get_style(self->area)->dark};
  if (wanted)
    draw_caption(&sheet);
  draw_measures(&sheet);
  cairo_destroy(cr);
}

static void
vitrine_glass_marks_dispose(GObject *object)
{
  g_clear_pointer(&VITRINE_GLASS_MARKS(object)->truth, frame_unref);
  G_OBJECT_CLASS(vitrine_glass_marks_parent_class)->dispose(object);
}

static void
vitrine_glass_marks_class_init(VitrineGlassMarksClass *klass)
{
  G_OBJECT_CLASS(klass)->dispose = vitrine_glass_marks_dispose;
  GTK_WIDGET_CLASS(klass)->snapshot = vitrine_glass_marks_snapshot;
  gtk_widget_class_set_css_name(GTK_WIDGET_CLASS(klass), "glassmarks");
}

static void
vitrine_glass_marks_init(VitrineGlassMarks *self)
{
  gtk_widget_set_can_target(GTK_WIDGET(self), FALSE);
  gtk_widget_set_can_focus(GTK_WIDGET(self), FALSE);
}

void
vitrine_glass_marks_set_area(VitrineGlassMarks *self, VitrineGlassArea *area)
{
  g_return_if_fail(VITRINE_IS_GLASS_MARKS(self));
  self->area = area;
  g_signal_connect_object(area, "changed", G_CALLBACK(gtk_widget_queue_draw), self,
                          G_CONNECT_SWAPPED);
}

void
vitrine_glass_marks_set_parts(VitrineGlassMarks *self, CaptionParts parts)
{
  g_return_if_fail(VITRINE_IS_GLASS_MARKS(self));
  self->parts = parts;
  gtk_widget_queue_draw(GTK_WIDGET(self));
}

void
vitrine_glass_marks_set_room(VitrineGlassMarks *self, int left, int right)
{
  g_return_if_fail(VITRINE_IS_GLASS_MARKS(self));
  self->left = left;
  self->right = right;
}

void
vitrine_glass_marks_set_selection(VitrineGlassMarks *self, const guint *atom, guint n,
                                  Frame *truth)
{
  g_return_if_fail(VITRINE_IS_GLASS_MARKS(self));
  self->n_atoms = n <= MOST_ATOMS ? n : 0;
  for (guint k = 0; k < self->n_atoms; k++)
    self->atom[k] = atom[k];
  g_clear_pointer(&self->truth, frame_unref);
  self->truth = truth ? frame_ref(truth) : NULL;
  gtk_widget_queue_draw(GTK_WIDGET(self));
}

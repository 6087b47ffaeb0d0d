// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/vitrine-glass-marks.h"

#include <math.h>
#include <string.h>

#include "plot/plot-caption.h"
#include "render/picture-keys.h"

#define LEAST_BESIDE  420  /* px, for colours beside the legend */
#define WIDE          1000 /* px: the switch of styles leaves room beside it */
#define SWITCH_HEIGHT 44   /* px */

struct _VitrineGlassMarks {
  GtkWidget parent_instance;

  VitrineGlassArea *area; /* not owned */
  CaptionParts parts;
  int left, right, right_height;
  TagsOf names;
  GArray *selected; /* guint; owned */
  Frame *truth;     /* owned */
  double band[4];   /* px: from, to */
  gboolean has_band;
};

G_DEFINE_FINAL_TYPE(VitrineGlassMarks, vitrine_glass_marks, GTK_TYPE_WIDGET)

typedef struct {
  VitrineGlassMarks *self;
  cairo_t *cr;
  double width, height;
  gboolean dark;
} Sheet;

/* Beside the switch of styles, or under it; hops, surfaces and rings of one kind say in
 * widgets what they are. */
static void
draw_keys(const Sheet *sheet, const Snapshot *shown)
{
  const RenderStyle *style = vitrine_glass_area_get_style(sheet->self->area);
  Caption caption = {.dark = style->dark};

  if (!shown || !sheet->self->parts.colours)
    return;
  picture_keys_add(&caption, shown, style, PICTURE_KEY_RINGS);
  if (caption.n_keys < 2)
    return;
  cairo_save(sheet->cr);
  if (sheet->width < WIDE)
    cairo_translate(sheet->cr, 0.0, SWITCH_HEIGHT);
  plot_caption_draw(sheet->cr, &caption, sheet->width, sheet->height);
  cairo_restore(sheet->cr);
}

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

  picture_caption_init(&caption, shown, style, camera, sheet->height, (CaptionParts){0});
  vitrine_glass_marks_add_tags(self, &caption, sheet->width, sheet->height);
  plot_caption_draw(sheet->cr, &caption, sheet->width, sheet->height);
  picture_caption_init(&caption, shown, style, camera, sheet->height, left);
  plot_caption_draw(sheet->cr, &caption, sheet->width, sheet->height - self->left);
  picture_caption_init(&caption, shown, style, camera, sheet->height, right);
  gboolean beside = sheet->width - self->right >= LEAST_BESIDE;
  plot_caption_draw(sheet->cr, &caption, sheet->width - (beside ? self->right : 0),
                    sheet->height - (beside ? 0 : self->right_height));
  draw_keys(sheet, shown);
}

static void
draw_band(const Sheet *sheet)
{
  const double *band = sheet->self->band;
  double ink = sheet->dark ? 1.0 : 0.1;

  cairo_rectangle(sheet->cr, fmin(band[0], band[2]), fmin(band[1], band[3]),
                  fabs(band[2] - band[0]), fabs(band[3] - band[1]));
  cairo_set_source_rgba(sheet->cr, 0.21, 0.52, 0.89, 0.18);
  cairo_fill_preserve(sheet->cr);
  cairo_set_source_rgba(sheet->cr, ink, ink, ink, 0.7);
  cairo_set_line_width(sheet->cr, 1.0);
  cairo_stroke(sheet->cr);
}

static void
vitrine_glass_marks_snapshot(GtkWidget *widget, GtkSnapshot *snapshot)
{
  VitrineGlassMarks *self = VITRINE_GLASS_MARKS(widget);
  float width = (float)gtk_widget_get_width(widget);
  float height = (float)gtk_widget_get_height(widget);

  if (!self->area)
    return;
  cairo_t *cr =
      gtk_snapshot_append_cairo(snapshot, &GRAPHENE_RECT_INIT(0, 0, width, height));
  Sheet sheet = {.self = self,
                 .cr = cr,
                 .width = width,
                 .height = height,
                 .dark = vitrine_glass_area_get_style(self->area)->dark};
  draw_caption(&sheet);
  if (self->has_band)
    draw_band(&sheet);
  cairo_destroy(cr);
}

static void
vitrine_glass_marks_dispose(GObject *object)
{
  VitrineGlassMarks *self = VITRINE_GLASS_MARKS(object);

  g_clear_pointer(&self->truth, frame_unref);
  g_clear_pointer(&self->selected, g_array_unref);
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
  self->selected = g_array_new(FALSE, FALSE, sizeof(guint));
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
vitrine_glass_marks_set_room(VitrineGlassMarks *self, int left, int right,
                             int right_height)
{
  g_return_if_fail(VITRINE_IS_GLASS_MARKS(self));
  self->left = left;
  self->right = right;
  self->right_height = right_height;
}

void
vitrine_glass_marks_set_selection(VitrineGlassMarks *self, const guint *atom, guint n,
                                  Frame *truth)
{
  g_return_if_fail(VITRINE_IS_GLASS_MARKS(self));
  g_array_set_size(self->selected, 0);
  g_array_append_vals(self->selected, atom, MIN(n, CAPTION_MOST_TAGS));
  g_clear_pointer(&self->truth, frame_unref);
  self->truth = truth ? frame_ref(truth) : NULL;
  gtk_widget_queue_draw(GTK_WIDGET(self));
}

void
vitrine_glass_marks_set_names(VitrineGlassMarks *self, TagsOf names)
{
  g_return_if_fail(VITRINE_IS_GLASS_MARKS(self));
  if (names == self->names)
    return;
  self->names = names;
  gtk_widget_queue_draw(GTK_WIDGET(self));
}

void
vitrine_glass_marks_set_band(VitrineGlassMarks *self, const double *band)
{
  g_return_if_fail(VITRINE_IS_GLASS_MARKS(self));
  self->has_band = band != NULL;
  if (band)
    memcpy(self->band, band, sizeof self->band);
  gtk_widget_queue_draw(GTK_WIDGET(self));
}

void
vitrine_glass_marks_fill_shot(VitrineGlassMarks *self, GlassShot *shot)
{
  g_return_if_fail(VITRINE_IS_GLASS_MARKS(self));
  shot->names = self->names;
  shot->n_selected = self->selected->len;
  for (guint k = 0; k < self->selected->len; k++)
    shot->selected[k] = g_array_index(self->selected, guint, k);
  g_clear_pointer(&shot->truth, frame_unref);
  shot->truth = self->truth ? frame_ref(self->truth) : NULL;
}

void
vitrine_glass_marks_add_tags(VitrineGlassMarks *self, Caption *caption, double width,
                             double height)
{
  g_return_if_fail(VITRINE_IS_GLASS_MARKS(self));
  PictureTags tags = {.shown = vitrine_glass_area_get_shown(self->area),
                      .style = vitrine_glass_area_get_drawn(self->area),
                      .camera = vitrine_glass_area_get_camera(self->area),
                      .width = width,
                      .height = height,
                      .names = self->names,
                      .selected = (const guint *)self->selected->data,
                      .n_selected = self->selected->len,
                      .truth = self->truth};
  if (tags.shown)
    picture_tags_add(caption, &tags);
}

// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/vitrine-card-layout.h"

struct _VitrineCardLayout {
  GtkLayoutManager parent_instance;

  int column, spacing;
};

G_DEFINE_FINAL_TYPE(VitrineCardLayout, vitrine_card_layout, GTK_TYPE_LAYOUT_MANAGER)

/* The first child from this one on that takes part. */
static GtkWidget *
next_shown(GtkWidget *child)
{
  while (child && !gtk_widget_should_layout(child))
    child = gtk_widget_get_next_sibling(child);
  return child;
}

static GtkWidget *
first_of(GtkWidget *parent)
{
  return next_shown(gtk_widget_get_first_child(parent));
}

static GtkWidget *
after(GtkWidget *child)
{
  return next_shown(gtk_widget_get_next_sibling(child));
}

static int
count_children(GtkWidget *parent)
{
  int n = 0;

  for (GtkWidget *child = first_of(parent); child; child = after(child))
    n++;
  return n;
}

static int
column_width(const VitrineCardLayout *self, int width, int columns)
{
  return (width - (columns - 1) * self->spacing) / columns;
}

/* Height of the row that begins with child, which becomes the first of the next one. */
static void
measure_row(GtkWidget **child, int columns, int width, int *least, int *natural)
{
  *least = *natural = 0;
  for (int i = 0; i < columns && *child; i++, *child = after(*child)) {
    int low, good;
    gtk_widget_measure(*child, GTK_ORIENTATION_VERTICAL, width, &low, &good, NULL, NULL);
    *least = MAX(*least, low);
    *natural = MAX(*natural, good);
  }
}

static void
measure_height(VitrineCardLayout *self, GtkWidget *parent, int width, int *least,
               int *natural)
{
  int n = count_children(parent);
  int columns = vitrine_card_layout_columns(self, width, n);
  int each = width < 0 ? -1 : column_width(self, width, columns);
  GtkWidget *child = first_of(parent);

  *least = *natural = MAX(0, (n + columns - 1) / columns - 1) * self->spacing;
  while (child) {
    int low, good;
    measure_row(&child, columns, each, &low, &good);
    *least += low;
    *natural += good;
  }
}

static void
measure_width(GtkWidget *parent, int *least, int *natural)
{
  *least = *natural = 0;
  for (GtkWidget *child = first_of(parent); child; child = after(child)) {
    int low, good;
    gtk_widget_measure(child, GTK_ORIENTATION_HORIZONTAL, -1, &low, &good, NULL, NULL);
    *least = MAX(*least, low);
    *natural = MAX(*natural, good);
  }
}

static void
vitrine_card_layout_measure(GtkLayoutManager *manager, GtkWidget *parent,
                            GtkOrientation orientation, int for_size, int *least,
                            int *natural, int *least_baseline, int *natural_baseline)
{
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    measure_width(parent, least, natural);
  else
    measure_height(VITRINE_CARD_LAYOUT(manager), parent, for_size, least, natural);
}

static void
vitrine_card_layout_allocate(GtkLayoutManager *manager, GtkWidget *parent, int width,
                             int height, int baseline)
{
  VitrineCardLayout *self = VITRINE_CARD_LAYOUT(manager);
  int columns = vitrine_card_layout_columns(self, width, count_children(parent));
  int each = column_width(self, width, columns), y = 0;
  GtkWidget *child = first_of(parent);

  while (child) {
    GtkWidget *next = child;
    int least, natural;
    measure_row(&next, columns, each, &least, &natural);
    for (int i = 0; child != next; i++, child = after(child)) {
      GtkAllocation place = {i * (each + self->spacing), y, each, natural};
      gtk_widget_size_allocate(child, &place, -1);
    }
    y += natural + self->spacing;
  }
}

static GtkSizeRequestMode
vitrine_card_layout_get_request_mode(GtkLayoutManager *manager, GtkWidget *parent)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
vitrine_card_layout_class_init(VitrineCardLayoutClass *klass)
{
  GtkLayoutManagerClass *layout_class = GTK_LAYOUT_MANAGER_CLASS(klass);

  layout_class->measure = vitrine_card_layout_measure;
  layout_class->allocate = vitrine_card_layout_allocate;
  layout_class->get_request_mode = vitrine_card_layout_get_request_mode;
}

static void
vitrine_card_layout_init(VitrineCardLayout *self)
{
  self->column = 300;
}

GtkLayoutManager *
vitrine_card_layout_new(int column, int spacing)
{
  VitrineCardLayout *self = g_object_new(VITRINE_TYPE_CARD_LAYOUT, NULL);

  self->column = column;
  self->spacing = spacing;
  return GTK_LAYOUT_MANAGER(self);
}

int
vitrine_card_layout_columns(VitrineCardLayout *self, int width, int n)
{
  g_return_val_if_fail(VITRINE_IS_CARD_LAYOUT(self), 1);

  int room = (width + self->spacing) / (self->column + self->spacing);
  return MAX(1, MIN(room, n));
}

// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/hover-label.h"

#define OFFSET 16 /* px from the pointer */

void
hover_label_show(GtkLabel *label, GtkWidget *area, const char *text, double x, double y)
{
  GtkWidget *widget = GTK_WIDGET(label);
  int width, height;

  gtk_widget_set_visible(widget, text != NULL);
  if (!text)
    return;
  gtk_label_set_text(label, text);
  gtk_widget_measure(widget, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &width, NULL, NULL);
  gtk_widget_measure(widget, GTK_ORIENTATION_VERTICAL, -1, NULL, &height, NULL, NULL);
  width -= gtk_widget_get_margin_start(widget); /* which the measure has in it */
  height -= gtk_widget_get_margin_top(widget);
  int room = MAX(gtk_widget_get_width(area) - width, 0);
  gtk_widget_set_margin_start(widget, CLAMP((int)x + OFFSET, 0, room));
  int under = (int)y + OFFSET, over = (int)y - OFFSET - height;
  gboolean fits = under + height <= gtk_widget_get_height(area);
  gtk_widget_set_margin_top(widget, fits ? under : MAX(over, 0));
}

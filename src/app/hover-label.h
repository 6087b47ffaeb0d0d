// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* The few words that go along with the pointer over the picture. Main thread. */
#pragma once

#include <gtk/gtk.h>

/* text NULL: nothing is said. x, y: the pointer over area (px), in which the label stays
 * as far as it can; label is an overlay of area, at its start and top. */
void hover_label_show(GtkLabel *label, GtkWidget *area, const char *text, double x,
                      double y);

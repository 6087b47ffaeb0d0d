// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* A small disc of one colour, as in a legend. Main thread.
 * Property: color (GdkRGBA). */
#pragma once

#include <gtk/gtk.h>

#define VITRINE_TYPE_SWATCH (vitrine_swatch_get_type())
G_DECLARE_FINAL_TYPE(VitrineSwatch, vitrine_swatch, VITRINE, SWATCH, GtkWidget)

/* rgb: sRGB 0…1. */
GtkWidget *vitrine_swatch_new(const float rgb[3]);
void vitrine_swatch_set_color(VitrineSwatch *self, const float rgb[3]);

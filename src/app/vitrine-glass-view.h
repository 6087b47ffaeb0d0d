// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* The centre of the window: the picture with its controls floating over it (style switch,
 * legend, time and rates, card of the picked atom), or a page that says why there is no
 * picture. Main thread.
 *
 * Properties: session; mode ("network", "ball-stick", "space-filling", "polyhedra");
 * show-cell, show-bonds, show-rings, show-hops, orthographic, wrapped; frame-rate (read
 * only). */
#pragma once

#include <gtk/gtk.h>

#include "app/vitrine-session.h"

#define VITRINE_TYPE_GLASS_VIEW (vitrine_glass_view_get_type())
G_DECLARE_FINAL_TYPE(VitrineGlassView, vitrine_glass_view, VITRINE, GLASS_VIEW, GtkWidget)

void vitrine_glass_view_set_session(VitrineGlassView *self, VitrineSession *session);

gboolean vitrine_glass_view_has_picture(VitrineGlassView *self);
void vitrine_glass_view_fit(VitrineGlassView *self);
void vitrine_glass_view_zoom(VitrineGlassView *self, double factor);
/* Atom number, −1: none. */
void vitrine_glass_view_select(VitrineGlassView *self, int atom);
int vitrine_glass_view_get_selected(VitrineGlassView *self);
/* The present view as a PNG whose longer side has n_pixels, with scale bar, axes, time
 * and legend of the colours. */
gboolean vitrine_glass_view_export(VitrineGlassView *self, const char *path, int n_pixels,
                                   GError **error);

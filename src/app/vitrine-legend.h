// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* What is in the picture, with colours and counts; every line switches what it names on
 * and off. Main thread.
 *
 * Properties: hidden-types (bit t: species t hidden), show-hops, show-rings. */
#pragma once

#include <gtk/gtk.h>

#include "model/frame.h"
#include "render/renderer.h"

#define VITRINE_TYPE_LEGEND (vitrine_legend_get_type())
G_DECLARE_FINAL_TYPE(VitrineLegend, vitrine_legend, VITRINE, LEGEND, GtkWidget)

/* One line per species of frame; all are shown again. NULL: none. */
void vitrine_legend_set_frame(VitrineLegend *self, const Frame *frame);
/* Switches off those of hidden (bit t: species t), and all others on. */
void vitrine_legend_set_hidden(VitrineLegend *self, guint hidden);
/* Switches every species on. */
void vitrine_legend_show_all(VitrineLegend *self);
/* Takes the colours of hops and rings from the picture's style. */
void vitrine_legend_set_style(VitrineLegend *self, const RenderStyle *style);
/* Hops of the last hop_age ps, and how many of them have a trail in the picture. */
void vitrine_legend_set_counts(VitrineLegend *self, guint n_hops, guint n_shown,
                               double hop_age);
/* Tells how many of the rings (Ring; or NULL) have a size that style draws. */
void vitrine_legend_set_rings(VitrineLegend *self, const GArray *rings,
                              const RenderStyle *style);

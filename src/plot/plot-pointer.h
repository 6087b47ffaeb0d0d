// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* The cross-hair: the nearest point, and what every curve says at its x. */
#pragma once

#include "plot/plot-canvas.h"

/* Nothing when the pointer (style) is away from the data. */
void plot_pointer_draw(PlotCanvas *canvas);
/* What the cross-hair says: x, then a line "name<tab>number" of every curve; empty where
 * nothing is drawn. Owner: caller. */
char *plot_pointer_text(const PlotCanvas *canvas);

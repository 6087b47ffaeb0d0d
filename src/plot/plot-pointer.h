// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* The cross-hair: the nearest point and its values. */
#pragma once

#include "plot/plot-canvas.h"

/* Nothing when the pointer (style) is away from the data. */
void plot_pointer_draw(PlotCanvas *canvas);

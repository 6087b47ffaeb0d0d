// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* The last word of a chart whose frames are all there: one that still waits for data says
 * that the file has too little, or that one file is never enough. Any thread. */
#pragma once

#include "model/series.h"

/* n_frames: as many as were looked at. */
void chart_end(Chart *chart, guint n_frames);

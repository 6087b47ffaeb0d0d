// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* Selection by a rubber band: a drag with Ctrl over the picture catches every atom that
 * is shown and has its centre inside. Main thread. */
#pragma once

#include "app/vitrine-glass-area.h"
#include "app/vitrine-glass-marks.h"

/* atom: GArray of guint, the caller's for the call only. */
typedef void (*RubberBandFunc)(const GArray *atoms, gpointer data);

/* Watches area; draws on marks. Both and data must live as long as area is realized. */
void rubber_band_attach(VitrineGlassArea *area, VitrineGlassMarks *marks,
                        RubberBandFunc caught, gpointer data);
/* Atoms of the last picture inside two opposite corners x, y, x, y (px). Owner: caller.
 */
GArray *rubber_band_catch(VitrineGlassArea *area, const double band[4]);

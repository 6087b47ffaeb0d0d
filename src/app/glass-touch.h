// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* What wheel and fingers do with the picture. The wheel zooms. On a screen that is
 * touched one finger orbits (the drag that the area has already); two pinch to zoom, turn
 * to roll, and move the glass along. On a touchpad two fingers orbit, with Shift they
 * move the glass, with Ctrl they zoom; pinch and turn are as on a screen. Main thread. */
#pragma once

#include "app/vitrine-glass-area.h"

/* Two fingers end the drag of one and go on from where it was: drag is a gesture of area.
 */
void glass_touch_attach(VitrineGlassArea *area, GtkGesture *drag);

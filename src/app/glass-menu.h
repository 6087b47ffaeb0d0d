// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* The menu of the picture: right click (without a drag), long press of a finger, the menu
 * key or Shift+F10. Main thread. */
#pragma once

#include "app/vitrine-glass-area.h"

/* Selects what was hit, unless it is selected already; hit is NULL for the keys. Whether
 * anything is selected then: that decides what the menu offers. */
typedef gboolean (*GlassMenuPick)(const RenderHit *hit, gpointer data);

/* The menu hangs on view, which has a layout manager and lies around area; its items are
 * the window's actions. data must live as long as view. */
void glass_menu_attach(GtkWidget *view, VitrineGlassArea *area, GlassMenuPick pick,
                       gpointer data);

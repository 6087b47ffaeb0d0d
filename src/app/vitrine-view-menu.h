// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* The popover with everything that a person may choose about the picture. Its buttons are
 * actions of the window, the rest is bound to a VitrineLook. Main thread. */
#pragma once

#include <gtk/gtk.h>

#include "app/vitrine-look.h"
#include "model/frame.h"

#define VITRINE_TYPE_VIEW_MENU (vitrine_view_menu_get_type())
G_DECLARE_FINAL_TYPE(VitrineViewMenu, vitrine_view_menu, VITRINE, VIEW_MENU, GtkPopover)

/* Once; keeps a reference. */
void vitrine_view_menu_set_look(VitrineViewMenu *self, VitrineLook *look);
/* Offers the species of a glass that can hop, and to color by the columns of its file;
 * NULL: none. */
void vitrine_view_menu_set_frame(VitrineViewMenu *self, const Frame *frame);

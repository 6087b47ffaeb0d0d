// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* Cards in rows of as many equal columns as there is width for, in the order of the
 * children; the cards of a row have one height. Main thread. */
#pragma once

#include <gtk/gtk.h>

#define VITRINE_TYPE_CARD_LAYOUT (vitrine_card_layout_get_type())
G_DECLARE_FINAL_TYPE(VitrineCardLayout, vitrine_card_layout, VITRINE, CARD_LAYOUT,
                     GtkLayoutManager)

/* column: least width of a column where there are several, px. */
GtkLayoutManager *vitrine_card_layout_new(int column, int spacing);
/* How many columns a width has room for, for n cards. */
int vitrine_card_layout_columns(VitrineCardLayout *self, int width, int n);

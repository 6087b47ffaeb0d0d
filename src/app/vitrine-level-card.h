// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* The card of the surface of pathways: what it shows, a slider for its level over the
 * range that says something, with a mark where it begins to run through the glass, the
 * level as a number, and what it holds. Visible while there are pathways. Reads and
 * writes density-level and room-level of the look; makes the surfaces (surface-finder.h).
 * Main thread.
 *
 * Signal: found: there are newer surfaces, apply again. */
#pragma once

#include <gtk/gtk.h>

#include "app/vitrine-look.h"
#include "model/snapshot.h"

#define VITRINE_TYPE_LEVEL_CARD (vitrine_level_card_get_type())
G_DECLARE_FINAL_TYPE(VitrineLevelCard, vitrine_level_card, VITRINE, LEVEL_CARD, GtkWidget)

/* Once; not owned, must live as long. */
void vitrine_level_card_set_look(VitrineLevelCard *self, VitrineLook *look);
/* Background of the picture, for the colour of the swatch. */
void vitrine_level_card_set_dark(VitrineLevelCard *self, gboolean dark);
/* The snapshot with the surfaces that were chosen, as far as they are known (owner:
 * caller); tells the card what there is. */
Snapshot *vitrine_level_card_apply(VitrineLevelCard *self, const Snapshot *snapshot);

// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* The potential of one pair at a time: the curve U(r), the numbers that make it, how far
 * they are from the published set, undo and reset; of a learned potential what it is
 * (vitrine-model-facts.h). "Change…" opens the chooser. Main thread. */
#pragma once

#include <gtk/gtk.h>

#include "app/vitrine-session.h"

#define VITRINE_TYPE_POTENTIAL_CARD (vitrine_potential_card_get_type())
G_DECLARE_FINAL_TYPE(VitrinePotentialCard, vitrine_potential_card, VITRINE,
                     POTENTIAL_CARD, GtkWidget)

void vitrine_potential_card_set_session(VitrinePotentialCard *self,
                                        VitrineSession *session);
/* Shows the pair of these symbols, in either order. FALSE when the glass has no such
 * pair. */
gboolean vitrine_potential_card_select(VitrinePotentialCard *self, const char *a,
                                       const char *b);

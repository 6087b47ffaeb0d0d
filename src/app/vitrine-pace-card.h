// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* How fast the glass is shown (slow motion to as fast as it goes) and how long a time
 * step is. Main thread. */
#pragma once

#include <gtk/gtk.h>

#include "app/vitrine-session.h"

#define VITRINE_TYPE_PACE_CARD (vitrine_pace_card_get_type())
G_DECLARE_FINAL_TYPE(VitrinePaceCard, vitrine_pace_card, VITRINE, PACE_CARD, GtkWidget)

void vitrine_pace_card_set_session(VitrinePaceCard *self, VitrineSession *session);

// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* What the glass is held by: the thermostat (on or off, which one, its time constant), a
 * pressure that the cell follows, and a static electric field along one axis.
 *
 * Thermostat and barostat are one Ensemble: Bussi goes with stochastic cell rescaling,
 * Nosé–Hoover with Martyna–Tobias–Klein, Langevin with a fixed cell only. Main thread. */
#pragma once

#include <gtk/gtk.h>

#include "app/vitrine-session.h"

#define VITRINE_TYPE_SURROUNDINGS_CARD (vitrine_surroundings_card_get_type())
G_DECLARE_FINAL_TYPE(VitrineSurroundingsCard, vitrine_surroundings_card, VITRINE,
                     SURROUNDINGS_CARD, GtkWidget)

void vitrine_surroundings_card_set_session(VitrineSurroundingsCard *self,
                                           VitrineSession *session);

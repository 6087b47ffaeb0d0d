// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* The one big number: the temperature asked for, as an entry and a slider (300–4000 K),
 * with what the glass has now. A slider that is being dragged steers when it comes to
 * rest, so that one drag is one change (each begins a new epoch); the entry steers on
 * Enter. Main thread. Property: session. */
#pragma once

#include <gtk/gtk.h>

#include "app/vitrine-session.h"

#define VITRINE_TYPE_TEMPERATURE_CARD (vitrine_temperature_card_get_type())
G_DECLARE_FINAL_TYPE(VitrineTemperatureCard, vitrine_temperature_card, VITRINE,
                     TEMPERATURE_CARD, GtkWidget)

void vitrine_temperature_card_set_session(VitrineTemperatureCard *self,
                                          VitrineSession *session);
/* To the entry, ready to type. */
void vitrine_temperature_card_edit(VitrineTemperatureCard *self);

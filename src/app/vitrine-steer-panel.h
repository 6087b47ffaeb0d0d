// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* "Steer", the left side of the window: temperature, pace and thermostat, potential, and
 * what this glass is. Every change by a person becomes exactly one command of the
 * session. Main thread. */
#pragma once

#include <gtk/gtk.h>

#include "app/vitrine-potential-card.h"
#include "app/vitrine-session.h"

#define VITRINE_TYPE_STEER_PANEL (vitrine_steer_panel_get_type())
G_DECLARE_FINAL_TYPE(VitrineSteerPanel, vitrine_steer_panel, VITRINE, STEER_PANEL,
                     GtkWidget)

void vitrine_steer_panel_set_session(VitrineSteerPanel *self, VitrineSession *session);
/* To the temperature's entry, ready to type. */
/* Hides what steers a run: a trajectory is only looked at. */
void vitrine_steer_panel_set_trajectory(VitrineSteerPanel *self, gboolean trajectory);
void vitrine_steer_panel_edit_temperature(VitrineSteerPanel *self);
VitrinePotentialCard *vitrine_steer_panel_get_potential_card(VitrineSteerPanel *self);

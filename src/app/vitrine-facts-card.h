// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* "This glass": what it is made of and what it has become. All labels are bound to the
 * session in the .ui file. Main thread. Property: session. */
#pragma once

#include <gtk/gtk.h>

#include "app/vitrine-session.h"

#define VITRINE_TYPE_FACTS_CARD (vitrine_facts_card_get_type())
G_DECLARE_FINAL_TYPE(VitrineFactsCard, vitrine_facts_card, VITRINE, FACTS_CARD, GtkWidget)

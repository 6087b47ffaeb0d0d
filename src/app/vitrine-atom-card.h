// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* The small floating card of a picked atom. Main thread.
 * Signal: closed, when a person dismisses it. */
#pragma once

#include <gtk/gtk.h>

#include "app/atom-facts.h"

#define VITRINE_TYPE_ATOM_CARD (vitrine_atom_card_get_type())
G_DECLARE_FINAL_TYPE(VitrineAtomCard, vitrine_atom_card, VITRINE, ATOM_CARD, GtkWidget)

void vitrine_atom_card_set_facts(VitrineAtomCard *self, const AtomFacts *facts);

// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* A card about the bond, ring or hop that was clicked: a title and lines of name and
 * value. Main thread. Signal: closed. */
#pragma once

#include <gtk/gtk.h>

#include "app/thing-facts.h"

#define VITRINE_TYPE_THING_CARD (vitrine_thing_card_get_type())
G_DECLARE_FINAL_TYPE(VitrineThingCard, vitrine_thing_card, VITRINE, THING_CARD, GtkWidget)

/* Copied. */
void vitrine_thing_card_set_facts(VitrineThingCard *self, const ThingFacts *facts);

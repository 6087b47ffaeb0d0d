// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* What stands in the place of pair parameters when a learned potential drives: its kind,
 * elements and origin, what it costs just now, the wall (with its switch), and of a
 * committee by how much its members differ and how far they are trusted. Main thread. */
#pragma once

#include <gtk/gtk.h>

#include "app/vitrine-session.h"

#define VITRINE_TYPE_MODEL_FACTS (vitrine_model_facts_get_type())
G_DECLARE_FINAL_TYPE(VitrineModelFacts, vitrine_model_facts, VITRINE, MODEL_FACTS,
                     GtkWidget)

void vitrine_model_facts_set_session(VitrineModelFacts *self, VitrineSession *session);

// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* Dialog: how hops are found, in the words of the field, with what is usual. A field that
 * is left empty is automatic, or usual. What was chosen goes to the session
 * (vitrine_session_choose_hops) when the person says so; impossible numbers are told and
 * cannot be sent. Main thread. */
#pragma once

#include <adwaita.h>

#include "app/vitrine-session.h"

#define VITRINE_TYPE_HOP_CHOICES (vitrine_hop_choices_get_type())
G_DECLARE_FINAL_TYPE(VitrineHopChoices, vitrine_hop_choices, VITRINE, HOP_CHOICES,
                     AdwWindow)

/* parent may be NULL; keeps a reference to session. */
GtkWindow *vitrine_hop_choices_new(GtkWindow *parent, VitrineSession *session);

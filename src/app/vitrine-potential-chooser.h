// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* Dialog in which a person chooses what drives the atoms: shipped pair sets and files of
 * learned models in one list, each with where it comes from, whether it covers these
 * atoms, and, when it is looked at, how many steps per second it would make here. Several
 * files opened together are a committee. Reading and trying is done by a worker.
 * Main thread.
 *
 * Signal: chosen (potential as Scene.potential); the dialog closes itself then. */
#pragma once

#include <adwaita.h>

#include "model/scene.h"

#define VITRINE_TYPE_POTENTIAL_CHOOSER (vitrine_potential_chooser_get_type())
G_DECLARE_FINAL_TYPE(VitrinePotentialChooser, vitrine_potential_chooser, VITRINE,
                     POTENTIAL_CHOOSER, AdwWindow)

/* scene (copied) has the atoms that are asked about and the potential in use. parent may
 * be NULL. */
VitrinePotentialChooser *vitrine_potential_chooser_new(GtkWindow *parent,
                                                       const Scene *scene);
/* Puts a potential on the list, if it is not there, and looks at it. */
void vitrine_potential_chooser_offer(VitrinePotentialChooser *self,
                                     const char *potential);
/* What is looked at can be chosen. */
gboolean vitrine_potential_chooser_is_ready(VitrinePotentialChooser *self);
/* The line about cost or the reason against, of what is looked at. */
const char *vitrine_potential_chooser_get_verdict(VitrinePotentialChooser *self);

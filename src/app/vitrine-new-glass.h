// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* "New glass…": a recipe or a mix of compounds becomes a melt that runs. Says while one
 * types how many atoms of which kind in which cell it would be, or why it cannot be;
 * makes the structure beside the main loop and opens it in the session. Main thread. */
#pragma once

#include <adwaita.h>

#include "app/vitrine-session.h"

#define VITRINE_TYPE_NEW_GLASS (vitrine_new_glass_get_type())
G_DECLARE_FINAL_TYPE(VitrineNewGlass, vitrine_new_glass, VITRINE, NEW_GLASS, AdwWindow)

/* parent may be NULL. */
VitrineNewGlass *vitrine_new_glass_new(GtkWindow *parent, VitrineSession *session);
void vitrine_new_glass_set_composition(VitrineNewGlass *self, const char *text);
/* Chooses a shipped recipe by its id; FALSE when there is none. */
gboolean vitrine_new_glass_choose(VitrineNewGlass *self, const char *recipe);
/* Offers the file of a learned potential, too, and chooses it. */
void vitrine_new_glass_add_potential(VitrineNewGlass *self, const char *file);
/* Whether what is typed can be made. */
gboolean vitrine_new_glass_is_valid(VitrineNewGlass *self);
/* The reason or the preview that stands in the dialog. */
const char *vitrine_new_glass_get_verdict(VitrineNewGlass *self);

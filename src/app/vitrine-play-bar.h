// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* The bar under the glass while a trajectory is played: where one is, a slider to go
 * elsewhere, how fast, how far frames are apart when the file does not say it, and the
 * way from here into a run of one's own. Hidden with an engine. Main thread. */
#pragma once

#include <gtk/gtk.h>

#include "app/vitrine-session.h"

#define VITRINE_TYPE_PLAY_BAR (vitrine_play_bar_get_type())
G_DECLARE_FINAL_TYPE(VitrinePlayBar, vitrine_play_bar, VITRINE, PLAY_BAR, GtkWidget)

void vitrine_play_bar_set_session(VitrinePlayBar *self, VitrineSession *session);

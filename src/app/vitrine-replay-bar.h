// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* Shows hops a second time, slowly, and says which: the newest ones by itself while
 * "slow-hops" of the look is on and the run is fast, or the one that a person asks for.
 * Visible while one is shown, with buttons for the hop before, the next one, and the end.
 * Main thread.
 *
 * Signal: changed: another hop is shown, or none any more. */
#pragma once

#include "app/vitrine-glass-area.h"

#define VITRINE_TYPE_REPLAY_BAR (vitrine_replay_bar_get_type())
G_DECLARE_FINAL_TYPE(VitrineReplayBar, vitrine_replay_bar, VITRINE, REPLAY_BAR, GtkWidget)

/* Once; not owned, must live as long. */
void vitrine_replay_bar_set_picture(VitrineReplayBar *self, VitrineGlassArea *area,
                                    VitrineLook *look);
/* What the run has now; NULL: another glass, nothing is shown any more. */
void vitrine_replay_bar_watch(VitrineReplayBar *self, const Snapshot *snapshot);
/* FALSE when that hop is not remembered. */
gboolean vitrine_replay_bar_show(VitrineReplayBar *self, const Event *hop);
void vitrine_replay_bar_stop(VitrineReplayBar *self);
/* The one that is shown, or NULL. Belongs to the bar. */
const Event *vitrine_replay_bar_get_shown(VitrineReplayBar *self);
/* How many times slower than the run; NAN while none is shown. */
double vitrine_replay_bar_get_slower(VitrineReplayBar *self);

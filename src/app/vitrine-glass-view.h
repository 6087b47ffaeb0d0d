// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* The centre of the window: the picture with its controls floating over it (style switch,
 * legend, time and rates, card of the picked atom), or a page that says why there is no
 * picture. Main thread.
 *
 * A click selects what is under it, with Shift one more; a drag with Ctrl adds what is
 * inside a rubber band. Two to four atoms are measured while the glass moves; a bond, a
 * ring or a hop has a card. Keys: F follows the atom selected last, C centres it, Z fits
 * what is selected, H hides and I isolates it, A shows all, [ and ] walk through the
 * mobile ions, 1, 2 and 3 look along a, b and c, Escape as vitrine_glass_view_clear.
 *
 * Properties: session; motion (read only: how what is shown is smoothed, NULL: not at
 * all); frame-rate (read only). */
#pragma once

#include <gtk/gtk.h>

#include "app/glass-shot.h"
#include "app/vitrine-look.h"
#include "app/vitrine-session.h"

#define VITRINE_TYPE_GLASS_VIEW (vitrine_glass_view_get_type())
G_DECLARE_FINAL_TYPE(VitrineGlassView, vitrine_glass_view, VITRINE, GLASS_VIEW, GtkWidget)

void vitrine_glass_view_set_session(VitrineGlassView *self, VitrineSession *session);

gboolean vitrine_glass_view_has_picture(VitrineGlassView *self);
void vitrine_glass_view_fit(VitrineGlassView *self);
void vitrine_glass_view_zoom(VitrineGlassView *self, double factor);
/* What a person chose about the picture. */
VitrineLook *vitrine_glass_view_get_look(VitrineGlassView *self);
/* Property actions of the look; hide-selected, isolate, measure-motion (MSD and what
 * follows from it of the selected atoms, or of the ions again), show-all, follow (the
 * atom selected last, or no more), centre, fit-selection, view-along ("a", "b", "c"),
 * slice-through (three selected atoms), count-from-now (displacements). The view must
 * live as long as the map. */
void vitrine_glass_view_add_actions(VitrineGlassView *self, GActionMap *map);
/* What Escape does: nothing selected, then nothing followed and the whole cell in view.
 */
void vitrine_glass_view_clear(VitrineGlassView *self);
/* Atom number, −1: none; the one selected last. */
void vitrine_glass_view_select(VitrineGlassView *self, int atom);
int vitrine_glass_view_get_selected(VitrineGlassView *self);
/* All that a person chose to see, for a scene that starts with frame; look has been
 * initialised. */
void vitrine_glass_view_fill_look(VitrineGlassView *self, const Frame *frame, Look *look);
/* What is seen now; FALSE when there is no picture. shot starts zeroed or as a shot. */
gboolean vitrine_glass_view_take_shot(VitrineGlassView *self, GlassShot *shot);
/* What there was to be seen at a time since the last picture, µs; owner: caller. NULL
 * when there is nothing. */
Snapshot *vitrine_glass_view_shown_at(VitrineGlassView *self, gint64 time);

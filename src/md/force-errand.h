// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* Work on the atoms that goes along with their forces, part by part (parts.h): whoever
 * reads positions or adds forces up does it in the same pass, while the part is near.
 * Called by the workers of the team, each part once. Launching sees the forces of the
 * last call and changes positions of its own part alone; landing sees those of this call.
 */
#pragma once

#include <glib.h>

#include "base/team.h"

typedef struct {
  /* Before the positions of a part are read. FALSE: they are no good, and no forces are
   * computed. May be NULL. */
  gboolean (*launch)(gpointer data, guint part);
  /* When the forces of a part are complete. May be NULL. */
  void (*land)(gpointer data, guint part);
  gpointer data;
} ForceErrand;

/* In passes of their own. */
gboolean force_errand_launch(ForceErrand errand, Team *team);
void force_errand_land(ForceErrand errand, Team *team);

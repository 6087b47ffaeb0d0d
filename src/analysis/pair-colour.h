// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* One colour for a pair of elements in every chart. Pure; any thread. */
#pragma once

#include "model/series.h"
#include "model/species.h"

/* A bond has the colour of what is bonded to the anion; like pairs are paler where bonds
 * stand beside them; pairs of two cations take the middle of their colours, darker. */
void pair_colour(Series *series, const Element *one, const Element *two,
                 gboolean beside_bonds);

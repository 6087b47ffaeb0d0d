// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* What the eye needs besides the frame: bonds of the network and rings.
 * Any thread. */
#pragma once

#include "model/snapshot.h"

/* Snapshot of frame with everything computed now; hops stay empty. Owner: caller. */
Snapshot *snapshot_maker_make(const Frame *frame);
/* The same with rings found earlier (element type Ring; NULL: none) and the hops of the
 * last while (Event*; NULL: none); both are copied or referenced, not taken. */
Snapshot *snapshot_maker_make_with(const Frame *frame, const GArray *rings,
                                   const GPtrArray *hops);
/* The same with bonds that are known; a reference is taken. */
Snapshot *snapshot_maker_make_of(const Frame *frame, Bonds *bonds, const GArray *rings,
                                 const GPtrArray *hops);
/* Three-membered rings of frame alone (element type Ring). Owner: caller. */
GArray *snapshot_maker_rings(const Frame *frame);
/* Definitions of rings, analysis/ring-search.h. */
typedef enum { RINGS_PRIMITIVE, RINGS_KING, RINGS_GUTTMAN } RingsKind;

/* Rings of 3 to size_most formers (3 … 12) of frame alone, smallest first, for a picture
 * of them (element type Ring). About 20 ms at 3,000 atoms and size 8. Owner: caller. */
GArray *snapshot_maker_rings_to(const Frame *frame, guint size_most, RingsKind kind);

/* The same snapshot with other pathways (NULL: none). Owner: caller. */
Snapshot *snapshot_maker_with_pathways(const Snapshot *snapshot,
                                       const Pathways *pathways);

// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* What a person reads about the thing under the pointer. Pure; any thread. */
#pragma once

#include "model/snapshot.h"
#include "render/renderer.h"

/* "Na 12", "Si 3 – O 44: 1.62 Å", "3-membered ring, Si–O", "hop of Na 12: 2.9 Å in
 * 0.35 ps, 1.2 ps ago"; NULL for nothing, or for what the snapshot does not have. truth:
 * the frame whose numbers count. Owner: caller. */
char *hit_text(const RenderHit *hit, const Snapshot *shown, const Frame *truth,
               const RenderStyle *style);

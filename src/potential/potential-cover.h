// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* Which glasses a potential (a set, or the file of a learned model) can describe. Any
 * thread. */
#pragma once

#include "model/frame.h"

/* A potential that was opened to be asked. Immutable, reference-counted (atomic). */
typedef struct PotentialCover PotentialCover;

/* name: as scenes have it, a shipped set or a file. Errors as of their readers. */
PotentialCover *potential_cover_new(const char *name, GError **error);
PotentialCover *potential_cover_ref(PotentialCover *cover);
void potential_cover_unref(PotentialCover *cover);

/* One line for people. Owned by the cover. */
const char *potential_cover_title(const PotentialCover *cover);
/* Whether it knows the atoms of frame: its elements, and in a set its rules of
 * composition, too (a set without a bond between two of its elements cannot be opened in
 * the first place) and its charges, which must add up to nothing. Only types and counts
 * of frame matter. The error names what is missing: the element, and the pairs that it
 * leaves without parameters; or the charge that is left. */
gboolean potential_cover_has(const PotentialCover *cover, const Frame *frame,
                             GError **error);

/* What a person should know before running frame with it (cutoff_warning), or NULL.
 * Owner: caller. */
char *potential_cover_warning(const PotentialCover *cover, const Frame *frame);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(PotentialCover, potential_cover_unref)

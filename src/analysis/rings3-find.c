// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "analysis/rings3.h"

#include <string.h>

#include "analysis/ring-form.h"

#define CORNERS 6

typedef struct {
  const Frame *frame;
  const Bonds *bonds;
  RingCorner node[CORNERS]; /* seen from the first one */
  GArray *rings;
} Search;

static gboolean
same_node(const RingCorner *a, const RingCorner *b)
{
  return a->atom == b->atom && memcmp(a->offset, b->offset, sizeof a->offset) == 0;
}

static SpeciesRole
role_of(const Frame *frame, guint32 atom)
{
  return frame->species->element[frame->type[atom]]->role;
}

static gboolean
is_new(const Search *search, guint depth)
{
  for (guint k = depth % 2; k < depth; k += 2)
    if (same_node(&search->node[k], &search->node[depth]))
      return FALSE;
  return TRUE;
}

static gboolean
is_bonded(const Search *search, const RingCorner *a, const RingCorner *b)
{
  const Bonds *bonds = search->bonds;

  for (guint e = bonds->first[a->atom]; e < bonds->first[a->atom + 1]; e++) {
    RingCorner end = {.atom = bonds->end[e].atom};
    for (guint c = 0; c < 3; c++)
      end.offset[c] = a->offset[c] + bonds->end[e].offset[c];
    if (same_node(&end, b))
      return TRUE;
  }
  return FALSE;
}

/* The last corner is bonded to the first, and none to the one opposite. */
static gboolean
closes(const Search *search)
{
  const RingCorner *node = search->node;

  return is_bonded(search, &node[5], &node[0]) &&
         !is_bonded(search, &node[0], &node[3]) &&
         !is_bonded(search, &node[2], &node[5]) && !is_bonded(search, &node[4], &node[1]);
}

/* Tries every bond from corner depth − 1 on; formers never have a smaller number than the
 * first corner. */
static void
extend(Search *search, guint depth)
{
  const RingCorner *from = &search->node[depth - 1];
  RingCorner *to = &search->node[depth];
  SpeciesRole wanted = depth % 2 ? SPECIES_ANION : SPECIES_FORMER;

  for (guint e = search->bonds->first[from->atom];
       e < search->bonds->first[from->atom + 1]; e++) {
    const BondEnd *end = &search->bonds->end[e];
    to->atom = end->atom;
    for (guint c = 0; c < 3; c++)
      to->offset[c] = from->offset[c] + end->offset[c];
    if (role_of(search->frame, to->atom) != wanted || !is_new(search, depth) ||
        (wanted == SPECIES_FORMER && to->atom < search->node[0].atom))
      continue;
    if (depth + 1 < CORNERS)
      extend(search, depth + 1);
    else if (closes(search)) {
      Ring ring = ring_form(search->node, CORNERS, search->frame, search->bonds);
      g_array_append_val(search->rings, ring);
    }
  }
}

GArray *
rings3_find(const Frame *frame, const Bonds *bonds)
{
  Search search = {.frame = frame, .bonds = bonds};

  g_return_val_if_fail(frame != NULL && bonds != NULL, NULL);
  search.rings = g_array_new(FALSE, FALSE, sizeof(Ring));
  for (guint32 i = 0; i < frame->n_atoms; i++) {
    if (role_of(frame, i) != SPECIES_FORMER)
      continue;
    search.node[0] = (RingCorner){.atom = i};
    extend(&search, 1);
  }
  ring_sort_unique(search.rings); /* every ring was met in both directions */
  return search.rings;
}

// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <stdlib.h>
#include <string.h>

#include "analysis/rings3.h"

#define CORNERS 6

/* An atom with its lattice offset, seen from the first corner. */
typedef struct {
  guint32 atom;
  int offset[3];
} Node;

typedef struct {
  const Frame *frame;
  const Bonds *bonds;
  Node node[CORNERS];
  GArray *rings;
} Search;

static gboolean
same_node(const Node *a, const Node *b)
{
  return a->atom == b->atom && memcmp(a->offset, b->offset, sizeof a->offset) == 0;
}

static SpeciesRole
role_of(const Frame *frame, guint32 atom)
{
  return frame->species->element[frame->type[atom]]->role;
}

static int
compare_nodes(const Node *a, const Node *b)
{
  if (a->atom != b->atom)
    return a->atom < b->atom ? -1 : 1;
  for (guint c = 0; c < 3; c++)
    if (a->offset[c] != b->offset[c])
      return a->offset[c] < b->offset[c] ? -1 : 1;
  return 0;
}

static int
compare_paths(const Node *a, const Node *b)
{
  int order = 0;

  for (guint k = 0; k < CORNERS && order == 0; k++)
    order = compare_nodes(&a[k], &b[k]);
  return order;
}

/* The path from corner start in one direction, offsets as seen from there. */
static void
walk(const Node *path, guint start, int direction, Node *out)
{
  for (int k = 0; k < CORNERS; k++) {
    out[k] = path[((int)start + direction * k + CORNERS) % CORNERS];
    for (guint c = 0; c < 3; c++)
      out[k].offset[c] -= path[start].offset[c];
  }
}

static void
canonical(const Node *path, Node *best)
{
  Node candidate[CORNERS];

  walk(path, 0, 1, best);
  for (guint start = 0; start < CORNERS; start += 2)
    for (int direction = -1; direction <= 1; direction += 2) {
      walk(path, start, direction, candidate);
      if (compare_paths(candidate, best) < 0)
        memcpy(best, candidate, sizeof candidate);
    }
}

static void
add_ring(Search *search)
{
  Ring ring = {.n = CORNERS, .borate = TRUE};
  Node path[CORNERS];

  canonical(search->node, path);
  for (guint k = 0; k < CORNERS; k++) {
    ring.atom[k] = path[k].atom;
    for (guint c = 0; c < 3; c++)
      ring.offset[k][c] = (gint8)path[k].offset[c];
  }
  for (guint k = 0; k < CORNERS; k += 2) {
    const Element *element =
        search->frame->species->element[search->frame->type[ring.atom[k]]];
    gboolean boron = g_str_equal(element->symbol, "B");
    ring.borate = ring.borate && boron;
    ring.n_four += boron && bonds_degree(search->bonds, ring.atom[k]) == 4;
  }
  g_array_append_val(search->rings, ring);
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
closes(const Search *search)
{
  const Node *last = &search->node[CORNERS - 1];
  const Bonds *bonds = search->bonds;

  for (guint e = bonds->first[last->atom]; e < bonds->first[last->atom + 1]; e++) {
    const BondEnd *end = &bonds->end[e];
    if (end->atom == search->node[0].atom && last->offset[0] + end->offset[0] == 0 &&
        last->offset[1] + end->offset[1] == 0 && last->offset[2] + end->offset[2] == 0)
      return TRUE;
  }
  return FALSE;
}

/* Tries every bond from corner depth − 1 on; formers never have a smaller number than the
 * first corner. */
static void
extend(Search *search, guint depth)
{
  const Node *from = &search->node[depth - 1];
  Node *to = &search->node[depth];
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
    else if (closes(search))
      add_ring(search);
  }
}

static int
compare_rings(const void *a, const void *b)
{
  const Ring *first = a, *second = b;
  int order = 0;

  for (guint k = 0; k < CORNERS && order == 0; k++) {
    order = (first->atom[k] > second->atom[k]) - (first->atom[k] < second->atom[k]);
    for (guint c = 0; c < 3 && order == 0; c++)
      order = first->offset[k][c] - second->offset[k][c];
  }
  return order;
}

/* Every ring was met in both directions. */
static void
sort_unique(GArray *rings)
{
  guint n = 0;

  g_array_sort(rings, compare_rings);
  for (guint i = 0; i < rings->len; i++) {
    const Ring *ring = &g_array_index(rings, Ring, i);
    if (n == 0 || compare_rings(ring, &g_array_index(rings, Ring, n - 1)) != 0)
      g_array_index(rings, Ring, n++) = *ring;
  }
  g_array_set_size(rings, n);
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
    search.node[0] = (Node){.atom = i};
    extend(&search, 1);
  }
  sort_unique(search.rings);
  return search.rings;
}

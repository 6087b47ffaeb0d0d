// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "analysis/ring-form.h"

#include <string.h>

G_STATIC_ASSERT(G_N_ELEMENTS(((Ring *)0)->atom) == RING_CORNERS_MOST);

static int
compare_corners(const RingCorner *a, const RingCorner *b)
{
  if (a->atom != b->atom)
    return a->atom < b->atom ? -1 : 1;
  for (guint c = 0; c < 3; c++)
    if (a->offset[c] != b->offset[c])
      return a->offset[c] < b->offset[c] ? -1 : 1;
  return 0;
}

static int
compare_walks(const RingCorner *a, const RingCorner *b, guint n)
{
  int order = 0;

  for (guint k = 0; k < n && order == 0; k++)
    order = compare_corners(&a[k], &b[k]);
  return order;
}

/* The corners from start in one direction (1 or n − 1 on), offsets as seen from there. */
static void
walk(const RingCorner *corner, guint n, guint start, guint direction, RingCorner *out)
{
  for (guint k = 0; k < n; k++) {
    out[k] = corner[(start + direction * k) % n];
    for (guint c = 0; c < 3; c++)
      out[k].offset[c] -= corner[start].offset[c];
  }
}

static guint32
smallest_atom(const RingCorner *corner, guint n, guint first)
{
  guint32 smallest = corner[first].atom;

  for (guint k = first; k < n; k += 2)
    smallest = MIN(smallest, corner[k].atom);
  return smallest;
}

static void
find_smallest(const RingCorner *corner, guint n, guint first, RingCorner *best)
{
  guint32 smallest = smallest_atom(corner, n, first);
  RingCorner candidate[RING_CORNERS_MOST];
  gboolean any = FALSE;

  for (guint start = first; start < n; start += 2)
    for (guint turn = 0; turn < 2 && corner[start].atom == smallest; turn++) {
      walk(corner, n, start, turn ? n - 1 : 1, candidate);
      if (any && compare_walks(candidate, best, n) >= 0)
        continue;
      memcpy(best, candidate, n * sizeof *best);
      any = TRUE;
    }
}

static const Element *
element_of(const Frame *frame, guint32 atom)
{
  return frame->species->element[frame->type[atom]];
}

static void
classify(Ring *ring, const Frame *frame, const Bonds *bonds)
{
  ring->borate = TRUE;
  for (guint k = 0; k < ring->n; k += 2) {
    gboolean boron = g_str_equal(element_of(frame, ring->atom[k])->symbol, "B");
    ring->borate = ring->borate && boron;
    ring->n_three += boron && bonds_degree(bonds, ring->atom[k]) == 3;
    ring->n_four += boron && bonds_degree(bonds, ring->atom[k]) == 4;
  }
}

Ring
ring_form(const RingCorner *corner, guint n, const Frame *frame, const Bonds *bonds)
{
  Ring ring = {.n = n};
  RingCorner best[RING_CORNERS_MOST];

  g_assert(n >= 4 && n <= RING_CORNERS_MOST && n % 2 == 0);
  guint first = element_of(frame, corner[0].atom)->role == SPECIES_FORMER ? 0 : 1;
  find_smallest(corner, n, first, best);
  for (guint k = 0; k < n; k++) {
    ring.atom[k] = best[k].atom;
    for (guint c = 0; c < 3; c++)
      ring.offset[k][c] = (gint8)best[k].offset[c];
  }
  classify(&ring, frame, bonds);
  return ring;
}

int
ring_compare(gconstpointer a, gconstpointer b)
{
  const Ring *first = a, *second = b;
  int order = (first->n > second->n) - (first->n < second->n);

  for (guint k = 0; order == 0 && k < first->n; k++) {
    order = (first->atom[k] > second->atom[k]) - (first->atom[k] < second->atom[k]);
    for (guint c = 0; c < 3 && order == 0; c++)
      order = first->offset[k][c] - second->offset[k][c];
  }
  return order;
}

void
ring_sort_unique(GArray *rings)
{
  guint n = 0;

  g_array_sort(rings, ring_compare);
  for (guint i = 0; i < rings->len; i++) {
    const Ring *ring = &g_array_index(rings, Ring, i);
    if (n == 0 || ring_compare(ring, &g_array_index(rings, Ring, n - 1)) != 0)
      g_array_index(rings, Ring, n++) = *ring;
  }
  g_array_set_size(rings, n);
}

// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "analysis/ring-search.h"

#include <string.h>

#include "analysis/ring-collect.h"
#include "analysis/ring-graph.h"
#include "analysis/ring-primitive.h"

#define DEGREE_MOST 12 /* bonds of an atom of a network */

typedef struct {
  const RingGraph *graph;
  guint size_most;
  RingCollect *collect[RING_N_KINDS]; /* NULL: not wanted */
  guint32 former;
  guint degree;
  GArray *ball;     /* RingBall, one for each anion of the former */
  guint8 *distance; /* degree × degree: edges between anions without the former */
  GArray *middle;   /* guint32 pairs of indices into two balls */
} Search;

static RingBall *
ball_of(const Search *search, guint anion)
{
  return &g_array_index(search->ball, RingBall, anion);
}

static void
grow_balls(Search *search)
{
  const RingGraph *graph = search->graph;
  BondEnd self = {.atom = search->former};

  search->degree = graph->first[search->former + 1] - graph->first[search->former];
  while (search->ball->len < search->degree) {
    RingBall ball;
    ring_ball_init(&ball, graph);
    g_array_append_val(search->ball, ball);
  }
  for (guint a = 0; a < search->degree; a++)
    ring_ball_grow(ball_of(search, a), &graph->end[graph->first[search->former] + a],
                   search->size_most - 1, &self);
}

/* Nodes halfway on the shortest ways between two anions; returns the distance of the
 * anions, 0 when they do not meet. */
static guint
find_middle(Search *search, guint a, guint b)
{
  const RingBall *first = ball_of(search, a), *second = ball_of(search, b);
  guint half = 0;

  g_array_set_size(search->middle, 0);
  for (guint i = 0; i < first->node->len; i++) {
    const BallNode *node = ring_ball_node(first, i);
    if (half && node->distance > half)
      break;
    int there = ring_ball_find(second, node->atom, node->offset);
    if (there < 0 || ring_ball_node(second, there)->distance != node->distance)
      continue;
    guint32 pair[2] = {i, (guint32)there};
    half = node->distance;
    g_array_append_vals(search->middle, pair, 2);
  }
  return 2 * half;
}

static RingCorner
corner_at(const Search *search, const BallNode *node)
{
  return ring_graph_corner(search->graph, node->atom, node->offset);
}

typedef struct {
  Search *search;
  const RingBall *first, *second;
  RingCorner corner[RING_CORNERS_MOST];
  guint n;
  gboolean wanted[RING_N_KINDS];
} Closing;

static void
emit(Closing *closing)
{
  for (guint kind = 0; kind < RING_N_KINDS; kind++)
    if (closing->wanted[kind])
      ring_collect_add(closing->search->collect[kind], closing->corner, closing->n);
}

/* Corners from at on, along every way down to the second anion; then the ring is whole.
 */
static void
walk_second(Closing *closing, guint index, guint at)
{
  const BallNode *node = ring_ball_node(closing->second, index);

  closing->corner[at] = corner_at(closing->search, node);
  if (node->distance == 0)
    emit(closing);
  for (const BallWay *way = ring_ball_way(closing->second, node->way); way;
       way = ring_ball_way(closing->second, way->next))
    walk_second(closing, way->node, at + 1);
}

/* Corners at … 1, along every way down to the first anion. */
static void
walk_first(Closing *closing, guint index, guint at, guint other)
{
  const BallNode *node = ring_ball_node(closing->first, index);

  closing->corner[at] = corner_at(closing->search, node);
  if (node->distance == 0)
    walk_second(closing, other, closing->n / 2);
  for (const BallWay *way = ring_ball_way(closing->first, node->way); way;
       way = ring_ball_way(closing->first, way->next))
    walk_first(closing, way->node, at - 1, other);
}

static void
close_rings(Search *search, guint a, guint b, const gboolean wanted[RING_N_KINDS])
{
  static const gint8 home[3] = {0, 0, 0};
  Closing closing = {search, ball_of(search, a), ball_of(search, b), .n = 0};

  memcpy(closing.wanted, wanted, sizeof closing.wanted);
  closing.n = find_middle(search, a, b) + 2;
  closing.corner[0] = ring_graph_corner(search->graph, search->former, home);
  for (guint m = 0; m < search->middle->len; m += 2) {
    guint first = g_array_index(search->middle, guint32, m);
    guint second = g_array_index(search->middle, guint32, m + 1);
    walk_first(&closing, first, closing.n / 2, second);
  }
  for (guint kind = 0; kind < RING_N_KINDS; kind++)
    if (wanted[kind])
      ring_collect_mark(search->collect[kind], search->former, closing.n / 2);
}

static guint8
shortest_of(const Search *search, guint anion)
{
  guint8 shortest = G_MAXUINT8;

  for (guint b = 0; b < search->degree; b++) {
    guint8 distance = search->distance[anion * search->degree + b];
    if (b != anion && distance > 0)
      shortest = MIN(shortest, distance);
  }
  return shortest;
}

static void
search_former(Search *search, guint32 former)
{
  search->former = former;
  grow_balls(search);
  guint n = search->degree;
  search->distance = g_renew(guint8, search->distance, (gsize)n * n + 1);
  memset(search->distance, 0, (gsize)n * n);
  for (guint a = 0; a < n; a++)
    for (guint b = a + 1; b < n; b++)
      search->distance[a * n + b] = search->distance[b * n + a] =
          (guint8)find_middle(search, a, b);
  for (guint a = 0; a < n; a++)
    for (guint b = a + 1; b < n; b++) {
      guint8 distance = search->distance[a * n + b];
      gboolean shortest =
          distance == shortest_of(search, a) || distance == shortest_of(search, b);
      gboolean wanted[RING_N_KINDS] = {[RING_KING] = search->collect[RING_KING] != NULL,
                                       [RING_GUTTMAN] =
                                           search->collect[RING_GUTTMAN] && shortest};
      if (distance > 0 && (wanted[RING_KING] || wanted[RING_GUTTMAN]))
        close_rings(search, a, b, wanted);
    }
}

static gboolean
goes_on(const Search *search)
{
  for (guint kind = 0; kind < RING_PRIMITIVE; kind++)
    if (search->collect[kind] && ring_collect_is_full(search->collect[kind]))
      return FALSE;
  return TRUE;
}

static void
search_shortest(Search *search)
{
  const RingGraph *graph = search->graph;

  search->ball = g_array_new(FALSE, FALSE, sizeof(RingBall));
  search->middle = g_array_new(FALSE, FALSE, sizeof(guint32));
  for (guint32 i = 0; i < graph->frame->n_atoms && goes_on(search); i++)
    if (graph->is_former[i])
      search_former(search, i);
  for (guint a = 0; a < search->ball->len; a++)
    ring_ball_clear(ball_of(search, a));
  g_array_unref(search->ball);
  g_array_unref(search->middle);
  g_free(search->distance);
}

static gboolean
is_heap(const Bonds *bonds)
{
  for (guint i = 0; i < bonds->n_atoms; i++)
    if (bonds_degree(bonds, i) > DEGREE_MOST)
      return TRUE;
  return FALSE;
}

void
ring_search(const Frame *frame, const Bonds *bonds, guint size_most,
            RingList *list[RING_N_KINDS])
{
  g_return_if_fail(frame != NULL && bonds != NULL && list != NULL);
  g_return_if_fail(size_most >= 2 && size_most <= RING_SIZE_MOST);

  g_autoptr(RingGraph) graph = ring_graph_new(frame, bonds);
  Search search = {.graph = graph, .size_most = size_most};
  gboolean heap = is_heap(bonds);
  for (guint kind = 0; kind < RING_N_KINDS; kind++) {
    search.collect[kind] = list[kind] ? ring_collect_new(graph, list[kind]) : NULL;
    if (heap && list[kind])
      ring_collect_give_up(search.collect[kind]);
  }
  if (list[RING_KING] || list[RING_GUTTMAN])
    search_shortest(&search);
  if (list[RING_PRIMITIVE])
    ring_primitive_search(graph, size_most, search.collect[RING_PRIMITIVE]);
  for (guint kind = 0; kind < RING_N_KINDS; kind++)
    if (list[kind])
      ring_collect_end(search.collect[kind]);
}

void
ring_list_clear(RingList *list)
{
  g_clear_pointer(&list->ring, g_array_unref);
  g_clear_pointer(&list->from, g_free);
}

void
ring_list_numbers(const RingList *list, guint n_atoms, RingNumbers *numbers)
{
  double one = list->n_formers > 0 ? 1.0 / list->n_formers : 0.0;

  *numbers = (RingNumbers){0};
  for (guint i = 0; i < list->ring->len; i++)
    numbers->n[g_array_index(list->ring, Ring, i).n / 2]++;
  for (guint i = 0; i < n_atoms; i++)
    for (guint n = 2; n <= RING_SIZE_MOST; n++) {
      guint16 bit = (guint16)(1u << n), shorter = (guint16)(bit - 1);
      if (!(list->from[i] & bit))
        continue;
      numbers->found[n] += one;
      numbers->shortest[n] += !(list->from[i] & shorter);
      numbers->longest[n] += !(list->from[i] >> (n + 1));
    }
  for (guint n = 2; n <= RING_SIZE_MOST; n++) {
    double found = numbers->found[n] * list->n_formers;
    numbers->per_node[n] = numbers->n[n] * one;
    if (found > 0.0) {
      numbers->shortest[n] /= found;
      numbers->longest[n] /= found;
    }
  }
}

// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "analysis/ring-graph.h"

#include <math.h>
#include <string.h>

#define SLOTS_FIRST 1024

static void
find_shift(const Frame *frame, guint atom, int shift[3])
{
  Vec3 s = cell_to_fractional(&frame->cell, frame->position[atom]);

  shift[0] = (int)floor(s.x);
  shift[1] = (int)floor(s.y);
  shift[2] = (int)floor(s.z);
}

RingGraph *
ring_graph_new(const Frame *frame, const Bonds *bonds)
{
  g_return_val_if_fail(frame != NULL && bonds != NULL, NULL);

  RingGraph *graph = g_new0(RingGraph, 1);
  guint n = frame->n_atoms;
  graph->frame = frame;
  graph->bonds = bonds;
  graph->first = bonds->first;
  graph->end = g_memdup2(bonds->end, bonds->n_ends * sizeof *bonds->end);
  graph->is_former = g_new(guint8, n);
  graph->shift = g_malloc_n(n, sizeof *graph->shift);
  for (guint i = 0; i < n; i++) {
    const Element *element = frame->species->element[frame->type[i]];
    graph->is_former[i] = element->role == SPECIES_FORMER;
    find_shift(frame, i, graph->shift[i]);
  }
  for (guint i = 0; i < n; i++)
    for (guint e = graph->first[i]; e < graph->first[i + 1]; e++)
      for (guint c = 0; c < 3; c++)
        graph->end[e].offset[c] =
            (gint8)(bonds->end[e].offset[c] + graph->shift[bonds->end[e].atom][c] -
                    graph->shift[i][c]);
  return graph;
}

void
ring_graph_free(RingGraph *graph)
{
  if (!graph)
    return;
  g_free(graph->end);
  g_free(graph->is_former);
  g_free(graph->shift);
  g_free(graph);
}

RingCorner
ring_graph_corner(const RingGraph *graph, guint32 atom, const gint8 offset[3])
{
  RingCorner corner = {.atom = atom};

  for (guint c = 0; c < 3; c++)
    corner.offset[c] = offset[c] - graph->shift[atom][c];
  return corner;
}

void
ring_ball_init(RingBall *ball, const RingGraph *graph)
{
  *ball = (RingBall){.graph = graph, .mask = SLOTS_FIRST - 1};
  ball->node = g_array_new(FALSE, FALSE, sizeof(BallNode));
  ball->way = g_array_new(FALSE, FALSE, sizeof(BallWay));
  ball->key = g_new(guint64, SLOTS_FIRST);
  ball->slot = g_new0(guint32, SLOTS_FIRST);
}

void
ring_ball_clear(RingBall *ball)
{
  g_clear_pointer(&ball->node, g_array_unref);
  g_clear_pointer(&ball->way, g_array_unref);
  g_clear_pointer(&ball->key, g_free);
  g_clear_pointer(&ball->slot, g_free);
}

static guint64
key_of(guint32 atom, const gint8 offset[3])
{
  return (guint64)atom << 24 | (guint64)(guint8)offset[0] << 16 |
         (guint64)(guint8)offset[1] << 8 | (guint8)offset[2];
}

/* The slot of a key, or the empty one where it would stand. */
static guint
find_slot(const RingBall *ball, guint64 key)
{
  guint at = (guint)((key * G_GUINT64_CONSTANT(0x9E3779B97F4A7C15)) >> 40) & ball->mask;

  while (ball->slot[at] && ball->key[at] != key)
    at = (at + 1) & ball->mask;
  return at;
}

static void
empty(RingBall *ball)
{
  memset(ball->slot, 0, (ball->mask + 1) * sizeof *ball->slot);
  g_array_set_size(ball->node, 0);
  g_array_set_size(ball->way, 0);
}

static void
double_slots(RingBall *ball)
{
  guint n = 2 * (ball->mask + 1);

  ball->key = g_renew(guint64, ball->key, n);
  g_free(ball->slot);
  ball->slot = g_new0(guint32, n);
  ball->mask = n - 1;
  for (guint i = 0; i < ball->node->len; i++) {
    const BallNode *node = ring_ball_node(ball, i);
    guint64 key = key_of(node->atom, node->offset);
    guint at = find_slot(ball, key);
    ball->key[at] = key;
    ball->slot[at] = i + 1;
  }
}

static guint
need_node(RingBall *ball, guint32 atom, const gint8 offset[3], guint8 distance)
{
  guint64 key = key_of(atom, offset);
  guint at = find_slot(ball, key);

  if (ball->slot[at])
    return ball->slot[at] - 1;
  BallNode node = {.atom = atom, .distance = distance, .way = -1};
  memcpy(node.offset, offset, sizeof node.offset);
  g_array_append_val(ball->node, node);
  ball->key[at] = key;
  ball->slot[at] = ball->node->len;
  guint index = ball->node->len - 1;
  if (2 * ball->node->len > ball->mask)
    double_slots(ball);
  return index;
}

static void
reach(RingBall *ball, guint from, const BondEnd *edge, const BondEnd *banned)
{
  BallNode near = *ring_ball_node(ball, from);
  gint8 offset[3];

  for (guint c = 0; c < 3; c++)
    offset[c] = (gint8)(near.offset[c] + edge->offset[c]);
  if (banned && edge->atom == banned->atom &&
      memcmp(offset, banned->offset, sizeof offset) == 0)
    return;
  guint index = need_node(ball, edge->atom, offset, near.distance + 1);
  BallNode *node = &g_array_index(ball->node, BallNode, index);
  if (node->distance != near.distance + 1)
    return;
  BallWay way = {.node = from, .next = node->way};
  node->way = (gint32)ball->way->len;
  g_array_append_val(ball->way, way);
}

void
ring_ball_grow(RingBall *ball, const BondEnd *centre, guint radius, const BondEnd *banned)
{
  const RingGraph *graph = ball->graph;

  empty(ball);
  need_node(ball, centre->atom, centre->offset, 0);
  for (guint i = 0; i < ball->node->len; i++) {
    const BallNode *node = ring_ball_node(ball, i);
    guint32 atom = node->atom;
    if (node->distance >= radius)
      break;
    for (guint e = graph->first[atom]; e < graph->first[atom + 1]; e++)
      reach(ball, i, &graph->end[e], banned);
  }
}

int
ring_ball_find(const RingBall *ball, guint32 atom, const gint8 offset[3])
{
  return (int)ball->slot[find_slot(ball, key_of(atom, offset))] - 1;
}

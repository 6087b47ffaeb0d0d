// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "analysis/ring-primitive.h"

#include <string.h>

#define PATH_NODES \
  (RING_SIZE_MOST + 1) /* a ring of n formers has antipodes n edges off */
#define FAR G_MAXUINT8

/* Distances from one former to the formers around it: a hash table, one number for
 * former, offset and distance. */
typedef struct {
  guint64 *slot; /* owned; 0: empty */
  guint mask;
} Table;

/* A shortest way from the source, by indices of the ball; node[0] is the source. */
typedef struct {
  guint32 node[PATH_NODES];
} Path;

typedef struct {
  const RingGraph *graph;
  guint size_most;
  RingCollect *collect;
  RingBall ball;  /* about the source */
  Table *table;   /* by atom */
  guint32 source; /* the smallest former of the rings that are looked for */
  guint length;   /* edges to the antipode */
  Path path;
  GArray *paths; /* Path */
} Primitive;

static guint64
number_of(guint32 atom, const gint8 offset[3])
{
  return (guint64)atom << 32 | (guint64)(guint8)offset[0] << 24 |
         (guint64)(guint8)offset[1] << 16 | (guint64)(guint8)offset[2] << 8;
}

static guint
first_slot(const Table *table, guint64 number)
{
  return (guint)((number * G_GUINT64_CONSTANT(0x9E3779B97F4A7C15)) >> 40) & table->mask;
}

/* Everything in the ball is entered with its distance, which is never 0. */
static void
fill_table(Table *table, const RingBall *ball, const RingGraph *graph)
{
  guint n = 0, size = 16;

  for (guint i = 1; i < ball->node->len; i++)
    n += graph->is_former[ring_ball_node(ball, i)->atom];
  while (size < 2 * n)
    size *= 2;
  table->slot = g_new0(guint64, size);
  table->mask = size - 1;
  for (guint i = 1; i < ball->node->len; i++) {
    const BallNode *node = ring_ball_node(ball, i);
    if (!graph->is_former[node->atom])
      continue;
    guint64 number = number_of(node->atom, node->offset);
    guint at = first_slot(table, number);
    while (table->slot[at])
      at = (at + 1) & table->mask;
    table->slot[at] = number | node->distance;
  }
}

static guint
look_up(const Table *table, guint32 atom, const gint8 offset[3])
{
  guint64 number = number_of(atom, offset);

  for (guint at = first_slot(table, number); table->slot[at]; at = (at + 1) & table->mask)
    if ((table->slot[at] & ~(guint64)0xFF) == number)
      return (guint)(table->slot[at] & 0xFF);
  return FAR;
}

static void
fill_tables(Primitive *self)
{
  const RingGraph *graph = self->graph;

  self->table = g_new0(Table, graph->frame->n_atoms);
  for (guint32 i = 0; i < graph->frame->n_atoms; i++) {
    BondEnd centre = {.atom = i};
    if (!graph->is_former[i])
      continue;
    ring_ball_grow(&self->ball, &centre, self->size_most, NULL);
    fill_table(&self->table[i], &self->ball, graph);
  }
}

static void
free_tables(Primitive *self)
{
  for (guint i = 0; i < self->graph->frame->n_atoms; i++)
    g_free(self->table[i].slot);
  g_free(self->table);
}

static guint
distance_of_formers(const Primitive *self, const BondEnd *a, const BondEnd *b)
{
  gint8 offset[3];

  for (guint c = 0; c < 3; c++)
    offset[c] = (gint8)(b->offset[c] - a->offset[c]);
  if (a->atom == b->atom && !offset[0] && !offset[1] && !offset[2])
    return 0;
  return look_up(&self->table[a->atom], b->atom, offset);
}

static BondEnd
neighbour(const RingGraph *graph, const BondEnd *node, guint edge)
{
  BondEnd end = graph->end[edge];

  for (guint c = 0; c < 3; c++)
    end.offset[c] = (gint8)(end.offset[c] + node->offset[c]);
  return end;
}

/* Edges between two nodes; an anion is one edge behind the nearest of its formers. */
static guint
distance(const Primitive *self, const BondEnd *a, const BondEnd *b)
{
  const RingGraph *graph = self->graph;
  guint nearest = FAR;

  if (graph->is_former[a->atom] && graph->is_former[b->atom])
    return distance_of_formers(self, a, b);
  if (graph->is_former[a->atom])
    return distance(self, b, a);
  for (guint e = graph->first[a->atom]; e < graph->first[a->atom + 1]; e++) {
    BondEnd former = neighbour(graph, a, e);
    nearest = MIN(nearest, distance(self, &former, b));
  }
  return nearest < FAR ? nearest + 1 : FAR;
}

static BondEnd
end_of(const Primitive *self, guint32 index)
{
  const BallNode *node = ring_ball_node(&self->ball, index);
  BondEnd end = {.atom = node->atom};

  memcpy(end.offset, node->offset, sizeof end.offset);
  return end;
}

/* No opposite corners are nearer than half way round; of an even ring that is enough. */
static gboolean
has_no_shortcut(const Primitive *self, const Path *a, const Path *b)
{
  for (guint k = 1; k < self->length; k++) {
    BondEnd first = end_of(self, a->node[k]);
    BondEnd second = end_of(self, b->node[self->length - k]);
    if (distance(self, &first, &second) < self->length)
      return FALSE;
  }
  return TRUE;
}

static gboolean
meet(const Primitive *self, const Path *a, const Path *b)
{
  for (guint k = 1; k < self->length; k++)
    if (a->node[k] == b->node[k])
      return TRUE;
  return FALSE;
}

static void
add_ring(Primitive *self, const Path *a, const Path *b)
{
  RingCorner corner[RING_CORNERS_MOST];
  guint n = 2 * self->length;

  for (guint k = 0; k < n; k++) {
    guint32 index = k <= self->length ? a->node[k] : b->node[n - k];
    const BallNode *node = ring_ball_node(&self->ball, index);
    corner[k] = ring_graph_corner(self->graph, node->atom, node->offset);
    if (self->graph->is_former[node->atom])
      ring_collect_mark(self->collect, node->atom, self->length);
  }
  ring_collect_add(self->collect, corner, n);
}

/* Every way from the node back to the source, in path from at on down; formers smaller
 * than the source have their own turn. */
static void
collect_paths(Primitive *self, guint32 index, guint at)
{
  const BallNode *node = ring_ball_node(&self->ball, index);

  if (self->graph->is_former[node->atom] && node->atom < self->source)
    return;
  self->path.node[at] = index;
  ring_collect_spend(self->collect, 1);
  if (ring_collect_is_full(self->collect))
    return;
  if (at == 0)
    g_array_append_val(self->paths, self->path);
  for (const BallWay *way = ring_ball_way(&self->ball, node->way); way;
       way = ring_ball_way(&self->ball, way->next))
    collect_paths(self, way->node, at - 1);
}

static void
close_rings(Primitive *self, guint32 antipode)
{
  self->length = ring_ball_node(&self->ball, antipode)->distance;
  g_array_set_size(self->paths, 0);
  collect_paths(self, antipode, self->length);
  for (guint i = 0; i < self->paths->len; i++) {
    const Path *a = &g_array_index(self->paths, Path, i);
    ring_collect_spend(self->collect, i);
    if (ring_collect_is_full(self->collect))
      return;
    for (guint k = 0; k < i; k++) {
      const Path *b = &g_array_index(self->paths, Path, k);
      if (!meet(self, a, b) && has_no_shortcut(self, a, b))
        add_ring(self, a, b);
    }
  }
}

static void
search_source(Primitive *self, guint32 source)
{
  BondEnd centre = {.atom = source};

  self->source = source;
  ring_ball_grow(&self->ball, &centre, self->size_most, NULL);
  for (guint32 i = 1; i < self->ball.node->len; i++) {
    const BallNode *node = ring_ball_node(&self->ball, i);
    const BallWay *way = ring_ball_way(&self->ball, node->way);
    if (node->distance >= 2 && way->next >= 0)
      close_rings(self, i);
  }
}

void
ring_primitive_search(const RingGraph *graph, guint size_most, RingCollect *collect)
{
  Primitive self = {.graph = graph, .size_most = size_most, .collect = collect};

  ring_ball_init(&self.ball, graph);
  self.paths = g_array_new(FALSE, FALSE, sizeof(Path));
  fill_tables(&self);
  for (guint32 i = 0; i < graph->frame->n_atoms && !ring_collect_is_full(collect); i++)
    if (graph->is_former[i])
      search_source(&self, i);
  free_tables(&self);
  g_array_unref(self.paths);
  ring_ball_clear(&self.ball);
}

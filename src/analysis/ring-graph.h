// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* The network as rings see it: formers and anions as nodes, bonds as edges, and behind
 * the cell its images. A node is an atom with a lattice offset, so that a walk which
 * leaves the cell and comes back to an image of its first atom has not come back:
 * searches run on the infinite covering graph, and small cells are exact.
 *
 * Offsets inside are between atoms moved into the cell, so that they stay small however
 * far the unwrapped atoms have gone. A graph may be read by several threads; a ball
 * belongs to one. */
#pragma once

#include <glib.h>

#include "analysis/ring-form.h"
#include "model/bonds.h"
#include "model/frame.h"

/* Edges of atom i are end[first[i]] … end[first[i + 1] − 1]. */
typedef struct {
  const Frame *frame; /* borrowed */
  const Bonds *bonds; /* borrowed */
  guint32 *first;
  BondEnd *end;
  guint8 *is_former;
  int (*shift)[3]; /* the cell in which an atom really is */
} RingGraph;

/* frame and bonds outlive it. */
RingGraph *ring_graph_new(const Frame *frame, const Bonds *bonds);
void ring_graph_free(RingGraph *graph);

/* A node of a ball: where it is, how many edges away, from where it was reached. */
typedef struct {
  guint32 atom;
  gint8 offset[3];
  guint8 distance;
  gint32 way; /* into the ball's ways: the edges of shortest paths that lead here; -1 */
} BallNode;

/* One shortest way further: a node that is one edge nearer to the centre. */
typedef struct {
  guint32 node;
  gint32 next; /* another way to the same node, or -1 */
} BallWay;

/* All nodes within some edges of a centre, in order of their distance: node[0] is the
 * centre. */
typedef struct {
  const RingGraph *graph; /* borrowed */
  GArray *node;           /* BallNode */
  GArray *way;            /* BallWay */
  guint64 *key;           /* hash table of nodes, open addressing; owned */
  guint32 *slot;          /* index + 1 of the node, 0: empty; owned */
  guint mask;
} RingBall;

void ring_ball_init(RingBall *ball, const RingGraph *graph);
void ring_ball_clear(RingBall *ball);
/* Fills it: radius in edges; banned is a node that no path may enter, or NULL. */
void ring_ball_grow(RingBall *ball, const BondEnd *centre, guint radius,
                    const BondEnd *banned);
/* Index of a node, or -1. */
int ring_ball_find(const RingBall *ball, guint32 atom, const gint8 offset[3]);

static inline const BallNode *
ring_ball_node(const RingBall *ball, guint index)
{
  return &g_array_index(ball->node, BallNode, index);
}

static inline const BallWay *
ring_ball_way(const RingBall *ball, gint32 way)
{
  return way < 0 ? NULL : &g_array_index(ball->way, BallWay, way);
}

/* A node as a corner of a ring of the frame: the offset that belongs to its unwrapped
 * position. */
RingCorner ring_graph_corner(const RingGraph *graph, guint32 atom, const gint8 offset[3]);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(RingGraph, ring_graph_free)

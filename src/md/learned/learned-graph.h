// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* Neighbours of every atom within a cut-off, as learned potentials want them.
 *
 * Atoms stand at *places* along a k-d order, so that neighbours in space are neighbours
 * in memory; order and list are renewed together, when the list's skin is used up. Edges
 * are directed and come in pairs: edge i→j of place i has its mirror j→i at place j, and
 * forces are gathered per atom (own edges less their mirrors) without any scatter: the
 * same bits for any number of threads. Owner: one provider, one thread; the arrays may be
 * read by its team. Å. */
#pragma once

#include "md/force-provider.h"

/* Without a mirror: the other side found the pair beyond the cut-off by its last bit. */
#define LEARNED_NO_EDGE G_MAXUINT32

typedef struct {
  guint32 place; /* of the neighbour */
  guint32 slot;  /* for learned_graph_mirror */
  guint8 type;   /* of the neighbour */
  double d[3];   /* Å, from the atom to this image of the neighbour */
  double r;
} LearnedEdge;

typedef struct LearnedGraph LearnedGraph;

/* Whether a cell is wide enough. */
gboolean learned_graph_fits(const Cell *cell, double r_cut);

LearnedGraph *learned_graph_new(double r_cut);
void learned_graph_free(LearnedGraph *graph);

/* Of a new call; uses the team. */
void learned_graph_update(LearnedGraph *graph, const ForceInput *in);

guint learned_graph_size(const LearnedGraph *graph);
/* order[place] = atom */
const guint32 *learned_graph_order(const LearnedGraph *graph);
/* Edges of a place are edge[first[place]] … count[place] of them; n_slots bounds every
 * index of an edge. All arrays may move with an update. */
const LearnedEdge *learned_graph_edges(const LearnedGraph *graph);
const guint32 *learned_graph_first(const LearnedGraph *graph);
const guint32 *learned_graph_count(const LearnedGraph *graph);
guint learned_graph_n_slots(const LearnedGraph *graph);
/* Index of the opposite edge, or LEARNED_NO_EDGE. */
guint32 learned_graph_mirror(const LearnedGraph *graph, const LearnedEdge *edge);

/* From gradient[edge] = ∂E/∂d of one place: adds the force on its
 * atom to out and its share of the virial, −Σ ∂E/∂d ⊗ d, to virial. */
void learned_graph_add_force(const LearnedGraph *graph, guint place,
                             const double (*gradient)[3], Vec3 *force, double virial[6]);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(LearnedGraph, learned_graph_free)

// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* What a TensorNet needs of the neighbours of every atom: pairs for the sums over edge
 * networks, moments for the embedding, and, backwards, the gradient by every edge's
 * vector.
 *
 * With u from the neighbour to the atom and f_k(r) the radial functions of the embedding
 * (Bessel functions and 1, times the envelope), the moments of an atom are
 *
 *     m[type][k][part] = Σ_neighbours of the type f_k(r) (1, [u]×, uuᵀ − ⅓)
 *
 * Rows of a graph's edges are as in learned-graph.h. One evaluator's; functions of
 * different places may run on different threads. */
#pragma once

#include "md/kernel/tensor-kernel.h"
#include "md/learned/learned-graph.h"
#include "md/learned/tensornet-weights.h"

typedef struct TensorNetEdges TensorNetEdges;

/* graph and weights must outlive it. */
TensorNetEdges *tensornet_edges_new(const TensorKernel *kernel,
                                    const TensorNetWeights *weights,
                                    const LearnedGraph *graph);
void tensornet_edges_free(TensorNetEdges *edges);

/* After every update of the graph. */
void tensornet_edges_prepare(TensorNetEdges *edges);
/* Pairs of one place (each pair stands at one of its two), and moment[n_types] rows as in
 * TensorKernel.embed; places from begin on are done in their order, so that their pairs
 * lie on end. Backwards: from the gradient by the moments and the slopes of the pairs. */
void tensornet_edges_embed(TensorNetEdges *edges, guint begin, guint place,
                           float *moment);
void tensornet_edges_back(TensorNetEdges *edges, guint place, const float *g_moment);

/* Of block l. */
TensorGraph tensornet_edges_graph(const TensorNetEdges *edges, guint l);
/* Room for the slopes of one slab in block l. */
float *tensornet_edges_slope(const TensorNetEdges *edges, guint l, guint slab);
/* ∂E/∂d of every edge, eV/Å. */
const double (*tensornet_edges_gradient(const TensorNetEdges *edges))[3];

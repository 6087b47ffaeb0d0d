// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* The landscape of a periodic field in one pass: its summits, the passes between them and
 * the height from which on one can walk through the glass for ever.
 *
 * Nodes are flooded from the highest down; each belongs to the hill of the highest of its
 * 26 neighbours that are already dry, and joins the hills of the others in a union–find
 * whose links carry the lattice offset between summits (R. E. Tarjan, J. ACM 22, 215
 * (1975); the merge tree of H. Carr, J. Snoeyink, U. Axen, Comput. Geom. 24, 75 (2003)).
 * The root of a component is its highest hill.
 *   - Sites: summits that stand out of the pass to a higher one by persistence at least;
 *     lower ones belong to the basin that they meet. Every dry node has a basin.
 *   - Percolation: two ways to the same root that disagree by a lattice vector w ≠ 0 mean
 *     that the component meets its own image: it runs on along w.
 *   - Doorways: the highest node through which two basins touch.
 *
 *      height ▲    site 0      site 1            persistence of site 1 =
 *             │    ╱╲          ╱╲                 height − that of the pass
 *             │   ╱  ╲   pass ╱  ╲
 *             │  ╱    ╲__╱╲__╱    ╲
 *
 * O(M log M) for M nodes; 20 bytes per node while it is made, 4 per node kept. Pure
 * function of its input; any thread. */
#pragma once

#include "model/field.h"

#define MERGE_NO_SITE G_MAXUINT32

typedef struct {
  gsize node;    /* the summit */
  double height; /* there */
} MergeSite;

typedef struct {
  guint site[2]; /* site[0] > site[1]: the first one is the lower */
  gsize node;    /* the lower end of the step from basin to basin */
  double height; /* there */
} MergeDoorway;

typedef struct {
  guint n_sites;
  MergeSite *site; /* from high to low; owned */
  guint n_doorways;
  MergeDoorway *doorway; /* of every pair of touching basins, by site numbers; owned */
  gsize n_nodes;
  guint32 *basin; /* site of every node, or MERGE_NO_SITE below the floor; owned */
  /* Height at which a component first runs on for ever along a, b, c (its winding has
   * that component), and in one, two, three independent directions; −∞: never. */
  double axis[3], dimension[3];
  gsize gate; /* node that closed the first winding; n_nodes: none */
} MergeTree;

/* height: of every node, in the units of persistence (kT of a density: its logarithm).
 * Nodes not above floor, and those that are not numbers, stay under water. */
MergeTree *merge_tree_new(const Field *height, double floor, double persistence);
void merge_tree_free(MergeTree *tree);

/* Height of the best way between two sites: the lowest point on it is as high as on any
 * other way (max–min). The sites' own when both are one; −∞ without a way. */
double merge_tree_best_way(const MergeTree *tree, guint site_a, guint site_b);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(MergeTree, merge_tree_free)

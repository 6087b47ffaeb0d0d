// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "md/learned/tensornet-edges.h"

#include <string.h>

#include "base/aligned.h"
#include "md/learned/lanes.h"

/* Functions of one distance. */
typedef float Radial __attribute__((vector_size(4 * TENSORNET_RADIAL)));
/* Nine parts, and nothing. */
typedef float Parts __attribute__((vector_size(4 * TENSOR_MOMENT)));

typedef struct {
  Radial value, slope;
  Radial unit; /* to the neighbour; 1/r */
} EdgeRadial;

struct TensorNetEdges {
  const TensorKernel *kernel;
  const TensorNetWeights *w;
  const LearnedGraph *graph;
  guint n_atoms, n_slots, n_slabs;
  guint32 *first_pair, *n_pairs; /* by place */
  TensorPair *pair;
  EdgeRadial *radial;
  double (*gradient)[3];
  float *slope; /* [block][slab][pair] */
};

TensorNetEdges *
tensornet_edges_new(const TensorKernel *kernel, const TensorNetWeights *weights,
                    const LearnedGraph *graph)
{
  TensorNetEdges *edges = g_new0(TensorNetEdges, 1);

  edges->kernel = kernel;
  edges->w = weights;
  edges->graph = graph;
  edges->n_slabs = weights->units / TENSOR_SLAB;
  return edges;
}

static void
free_slots(TensorNetEdges *edges)
{
  aligned_free(edges->pair);
  aligned_free(edges->radial);
  aligned_free(edges->gradient);
  aligned_free(edges->slope);
}

void
tensornet_edges_free(TensorNetEdges *edges)
{
  if (!edges)
    return;
  free_slots(edges);
  g_free(edges->first_pair);
  g_free(edges->n_pairs);
  g_free(edges);
}

void
tensornet_edges_prepare(TensorNetEdges *edges)
{
  guint n = learned_graph_n_slots(edges->graph);

  if (edges->n_atoms != learned_graph_size(edges->graph)) {
    edges->n_atoms = learned_graph_size(edges->graph);
    edges->first_pair = g_renew(guint32, edges->first_pair, edges->n_atoms);
    edges->n_pairs = g_renew(guint32, edges->n_pairs, edges->n_atoms);
  }
  if (edges->n_slots >= n)
    return;
  free_slots(edges);
  n += n / 4;
  edges->n_slots = n;
  edges->pair = ALIGNED_NEW0(TensorPair, n);
  edges->radial = ALIGNED_NEW0(EdgeRadial, n);
  edges->gradient = aligned_new0(n, sizeof *edges->gradient);
  edges->slope = ALIGNED_NEW0(float, (gsize)n * edges->w->n_blocks * edges->n_slabs);
}

TensorGraph
tensornet_edges_graph(const TensorNetEdges *edges, guint l)
{
  return (TensorGraph){
      .n_atoms = edges->n_atoms,
      .n_rows = radial_spline_rows(&edges->w->spline),
      .first = edges->first_pair,
      .count = edges->n_pairs,
      .pair = edges->pair,
      .table = edges->w->blocks[l].edge_table,
  };
}

float *
tensornet_edges_slope(const TensorNetEdges *edges, guint l, guint slab)
{
  return edges->slope + (gsize)(l * edges->n_slabs + slab) * edges->n_slots;
}

const double (*tensornet_edges_gradient(const TensorNetEdges *edges))[3]
{
  return (const double(*)[3])edges->gradient;
}

/* --- one edge --- */

/* Whether an edge stands for the pair: one of two mirrors does. */
static inline gboolean
is_pair(const LearnedGraph *graph, guint place, const LearnedEdge *edge, guint32 e)
{
  if (edge->place != place)
    return edge->place > place;
  return learned_graph_mirror(graph, edge) > e; /* LEARNED_NO_EDGE, too */
}

/* The nine parts of the embedding's tensor for the unit vector u from the atom. */
static inline void
edge_parts(Radial u, Parts *y)
{
  const float third = 1.0f / 3.0f;

  *y = (Parts){1.0f,
               -u[0],
               -u[1],
               -u[2],
               u[0] * u[0] - third,
               u[1] * u[1] - third,
               u[0] * u[1],
               u[0] * u[2],
               u[1] * u[2]};
}

static inline Radial
unit_vector(const LearnedEdge *edge)
{
  double inv_r = 1.0 / edge->r;

  return (Radial){edge->d[0] * inv_r, edge->d[1] * inv_r, edge->d[2] * inv_r, inv_r};
}

static inline EdgeRadial
radial_of(const TensorNetWeights *w, const TensorPair *pair)
{
  const Radial *row = (const Radial *)w->radial_table + pair->row;
  EdgeRadial sum = {0};

  for (int k = 0; k < TENSOR_TAPS; k++) {
    sum.value += pair->value[k] * row[k];
    sum.slope += pair->slope[k] * row[k];
  }
  return sum;
}

/* Gradient by the edge's vector along u (u[3] = 1/r), from those by the moment's factors:
 * a by the parts, b by the radial functions, both for every part; `along` is ∂E/∂r of the
 * edge networks. */
static inline void
edge_gradient(Radial u, const float *a, const float *b, float along, double gradient[3])
{
  float azz = -a[4] - a[5];

  along += b[0] - b[1] * u[0] - b[2] * u[1] - b[3] * u[2] +
           b[4] * (u[0] * u[0] - u[2] * u[2]) + b[5] * (u[1] * u[1] - u[2] * u[2]) +
           2.0f * (b[6] * u[0] * u[1] + b[7] * u[0] * u[2] + b[8] * u[1] * u[2]);
  float h[3] = {2.0f * (a[4] * u[0] + a[6] * u[1] + a[7] * u[2]) - a[1],
                2.0f * (a[6] * u[0] + a[5] * u[1] + a[8] * u[2]) - a[2],
                2.0f * (a[7] * u[0] + a[8] * u[1] + azz * u[2]) - a[3]};
  float radial = h[0] * u[0] + h[1] * u[1] + h[2] * u[2];
  for (int k = 0; k < 3; k++)
    gradient[k] = along * u[k] + (h[k] - radial * u[k]) * u[3];
}

/* --- one place --- */

WIDE_LOOPS void
tensornet_edges_embed(TensorNetEdges *edges, guint begin, guint place, float *moment)
{
  const LearnedEdge *edge = learned_graph_edges(edges->graph);
  guint32 first = learned_graph_first(edges->graph)[place];
  guint32 count = learned_graph_count(edges->graph)[place];
  guint32 first_pair =
      place == begin ? first : edges->first_pair[place - 1] + edges->n_pairs[place - 1];
  TensorPair *pair = edges->pair + first_pair;

  /* About where those of the next place go: all threads have read them. */
  edges->kernel->claim(pair + count / 2, count / 2 * sizeof *pair);
  memset(moment, 0, (gsize)edges->w->n_types * TENSOR_MOMENTS * sizeof(float));
  for (guint32 e = first; e < first + count; e++) {
    Parts *m = (Parts *)moment + edge[e].type * TENSORNET_RADIAL;
    TensorPair now = {.atom = edge[e].place};
    Parts y;
    now.row = radial_spline_weigh(&edges->w->spline, edge[e].r, now.value, now.slope);
    EdgeRadial radial = radial_of(edges->w, &now);
    radial.unit = unit_vector(&edge[e]);
    edges->radial[e] = radial;
    edge_parts(radial.unit, &y);
    for (int k = 0; k < TENSORNET_RADIAL; k++)
      m[k] += radial.value[k] * y;
    if (is_pair(edges->graph, place, &edge[e], e))
      *pair++ = now;
  }
  edges->first_pair[place] = first_pair;
  edges->n_pairs[place] = pair - (edges->pair + first_pair);
}

/* ∂E/∂r of n pairs behind the edge networks: sums the slabs of all blocks into the first,
 * and returns that. */
static inline const float *
sum_slopes(const TensorNetEdges *edges, guint32 first, guint32 n)
{
  gsize n_slabs = (gsize)edges->w->n_blocks * edges->n_slabs;
  float *restrict sum = edges->slope + first;

  for (gsize k = 1; k < n_slabs; k++) {
    const float *restrict slope = sum + k * edges->n_slots;
    for (guint32 i = 0; i < n; i++)
      sum[i] += slope[i];
  }
  return sum;
}

WIDE_LOOPS void
tensornet_edges_back(TensorNetEdges *edges, guint place, const float *g_moment)
{
  const LearnedEdge *edge = learned_graph_edges(edges->graph);
  guint32 first = learned_graph_first(edges->graph)[place];
  guint32 count = learned_graph_count(edges->graph)[place];
  const float *slope = sum_slopes(edges, edges->first_pair[place], edges->n_pairs[place]);

  for (guint32 e = first; e < first + count; e++) {
    const Parts *g = (const Parts *)g_moment + edge[e].type * TENSORNET_RADIAL;
    const EdgeRadial *radial = &edges->radial[e];
    Parts a = radial->value[0] * g[0], b = radial->slope[0] * g[0];
    float along = 0.0f;
    for (int k = 1; k < TENSORNET_RADIAL; k++) {
      a += radial->value[k] * g[k];
      b += radial->slope[k] * g[k];
    }
    if (is_pair(edges->graph, place, &edge[e], e))
      along = *slope++;
    edge_gradient(radial->unit, (const float *)&a, (const float *)&b, along,
                  edges->gradient[e]);
  }
}

// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "md/learned/learned-graph.h"

#include "base/aligned.h"
#include "md/cluster-order.h"
#include "md/verlet-list.h"

#define SKIN     0.7
#define PER_TASK 32

struct LearnedGraph {
  double r_cut;
  VerletList *list;
  guint n;
  guint32 *order, *place; /* place → atom, atom → place */
  guint32 *first, *count; /* by place */
  guint n_slots, capacity;
  guint32 *mirror;       /* slot → slot */
  guint32 *edge_of_slot; /* LEARNED_NO_EDGE when beyond the cut-off now */
  LearnedEdge *edge;
  const ForceInput *in; /* of the call in progress */
};

gboolean
learned_graph_fits(const Cell *cell, double r_cut)
{
  return verlet_list_fits(cell, r_cut + SKIN);
}

LearnedGraph *
learned_graph_new(double r_cut)
{
  LearnedGraph *graph = g_new0(LearnedGraph, 1);

  graph->r_cut = r_cut;
  graph->list = verlet_list_new(r_cut, SKIN);
  return graph;
}

void
learned_graph_free(LearnedGraph *graph)
{
  if (!graph)
    return;
  verlet_list_free(graph->list);
  g_free(graph->order);
  g_free(graph->place);
  g_free(graph->first);
  g_free(graph->count);
  g_free(graph->mirror);
  g_free(graph->edge_of_slot);
  aligned_free(graph->edge);
  g_free(graph);
}

static void
allocate_atoms(LearnedGraph *graph, guint n)
{
  graph->n = n;
  graph->order = g_renew(guint32, graph->order, n);
  graph->place = g_renew(guint32, graph->place, n);
  graph->first = g_renew(guint32, graph->first, n + 1);
  graph->count = g_renew(guint32, graph->count, n);
}

static void
allocate_slots(LearnedGraph *graph, guint n)
{
  graph->n_slots = n;
  if (n <= graph->capacity)
    return;
  graph->capacity = n + n / 4;
  graph->mirror = g_renew(guint32, graph->mirror, graph->capacity);
  graph->edge_of_slot = g_renew(guint32, graph->edge_of_slot, graph->capacity);
  aligned_free(graph->edge);
  graph->edge = ALIGNED_NEW0(LearnedEdge, graph->capacity);
}

/* Place of entry (to, −shift) in the list of atom at. */
static guint32
find_mirror(const LearnedGraph *graph, guint at, guint to, guint32 opposite)
{
  guint n;
  const VerletEntry *entry = verlet_list_of(graph->list, at, &n);

  for (guint k = 0; k < n; k++)
    if (entry[k].atom == to && entry[k].shift == opposite)
      return graph->first[graph->place[at]] + k;
  return LEARNED_NO_EDGE;
}

static void
find_mirrors(gpointer data, guint task, guint worker)
{
  LearnedGraph *graph = data;
  guint end = MIN(graph->n, (task + 1) * PER_TASK);

  for (guint s = task * PER_TASK; s < end; s++) {
    guint n, atom = graph->order[s];
    const VerletEntry *entry = verlet_list_of(graph->list, atom, &n);
    for (guint k = 0; k < n; k++)
      graph->mirror[graph->first[s] + k] =
          find_mirror(graph, entry[k].atom, atom, verlet_list_opposite(entry[k].shift));
  }
}

static void
rebuild(LearnedGraph *graph)
{
  guint n_slots = 0, n;

  cluster_order(verlet_list_positions(graph->list), graph->n, graph->order, NULL);
  for (guint s = 0; s < graph->n; s++) {
    graph->place[graph->order[s]] = s;
    graph->first[s] = n_slots;
    verlet_list_of(graph->list, graph->order[s], &n);
    n_slots += n;
  }
  graph->first[graph->n] = n_slots;
  allocate_slots(graph, n_slots);
  team_run(graph->in->team, find_mirrors, graph, (graph->n + PER_TASK - 1) / PER_TASK);
}

static void
measure_place(LearnedGraph *graph, guint s)
{
  const Vec3 *position = verlet_list_positions(graph->list);
  const Vec3 *shift = verlet_list_shifts(graph->list);
  guint n, first = graph->first[s], found = first, atom = graph->order[s];
  const VerletEntry *entry = verlet_list_of(graph->list, atom, &n);

  for (guint k = 0; k < n; k++) {
    Vec3 at = vec3_add(position[entry[k].atom], shift[entry[k].shift]);
    Vec3 d = vec3_sub(at, position[atom]);
    double r2 = vec3_norm2(d);
    graph->edge_of_slot[first + k] = LEARNED_NO_EDGE;
    if (!(r2 < graph->r_cut * graph->r_cut))
      continue;
    graph->edge_of_slot[first + k] = found;
    graph->edge[found++] = (LearnedEdge){graph->place[entry[k].atom],
                                         first + k,
                                         graph->in->type[entry[k].atom],
                                         {d.x, d.y, d.z},
                                         sqrt(r2)};
  }
  graph->count[s] = found - first;
}

static void
measure_edges(gpointer data, guint task, guint worker)
{
  LearnedGraph *graph = data;
  guint end = MIN(graph->n, (task + 1) * PER_TASK);

  for (guint s = task * PER_TASK; s < end; s++)
    measure_place(graph, s);
}

void
learned_graph_update(LearnedGraph *graph, const ForceInput *in)
{
  graph->in = in;
  if (graph->n != in->n_atoms)
    allocate_atoms(graph, in->n_atoms);
  if (verlet_list_update(graph->list, in))
    rebuild(graph);
  team_run(in->team, measure_edges, graph, (graph->n + PER_TASK - 1) / PER_TASK);
}

guint
learned_graph_size(const LearnedGraph *graph)
{
  return graph->n;
}

const guint32 *
learned_graph_order(const LearnedGraph *graph)
{
  return graph->order;
}

const LearnedEdge *
learned_graph_edges(const LearnedGraph *graph)
{
  return graph->edge;
}

const guint32 *
learned_graph_first(const LearnedGraph *graph)
{
  return graph->first;
}

const guint32 *
learned_graph_count(const LearnedGraph *graph)
{
  return graph->count;
}

guint
learned_graph_n_slots(const LearnedGraph *graph)
{
  return graph->n_slots;
}

guint32
learned_graph_mirror(const LearnedGraph *graph, const LearnedEdge *edge)
{
  guint32 slot = graph->mirror[edge->slot];

  return slot == LEARNED_NO_EDGE ? LEARNED_NO_EDGE : graph->edge_of_slot[slot];
}

/* What the other ends of all edges of a place say is far away: asks for it early. */
static void
fetch_mirrors(const LearnedGraph *graph, guint place, const double (*gradient)[3])
{
  for (guint k = 0; place < graph->n && k < graph->count[place]; k++) {
    const LearnedEdge *edge = &graph->edge[graph->first[place] + k];
    guint32 mirror = learned_graph_mirror(graph, edge);
    if (mirror != LEARNED_NO_EDGE)
      __builtin_prefetch(gradient[mirror]);
  }
}

void
learned_graph_add_force(const LearnedGraph *graph, guint place,
                        const double (*gradient)[3], Vec3 *force, double virial[6])
{
  static const double nothing[3] = {0};
  Vec3 sum = {0};

  fetch_mirrors(graph, place + 1, gradient);
  for (guint k = 0; k < graph->count[place]; k++) {
    guint32 e = graph->first[place] + k;
    const LearnedEdge *edge = &graph->edge[e];
    guint32 mirror = learned_graph_mirror(graph, edge);
    const double *g = gradient[e];
    const double *h = mirror == LEARNED_NO_EDGE ? nothing : gradient[mirror];
    sum = vec3_add(sum, vec3(g[0] - h[0], g[1] - h[1], g[2] - h[2]));
    virial[0] -= g[0] * edge->d[0];
    virial[1] -= g[1] * edge->d[1];
    virial[2] -= g[2] * edge->d[2];
    virial[3] -= 0.5 * (g[1] * edge->d[2] + g[2] * edge->d[1]);
    virial[4] -= 0.5 * (g[0] * edge->d[2] + g[2] * edge->d[0]);
    virial[5] -= 0.5 * (g[0] * edge->d[1] + g[1] * edge->d[0]);
  }
  *force = vec3_add(*force, sum);
}

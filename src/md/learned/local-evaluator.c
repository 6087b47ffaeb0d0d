// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "md/learned/local-evaluator.h"

#include <string.h>

#include "base/aligned.h"

#define PER_TASK 16

typedef struct {
  double energy;
  double virial[6];
} TaskSum;

typedef struct {
  ForceProvider base;
  const LocalKind *kind;
  gpointer field;
  LearnedGraph *graph;
  guint n_atoms, n_tasks, n_edges, n_workers;
  guint per_task;
  LocalAtom *atom;   /* by place */
  gpointer *scratch; /* per worker */
  double (*gradient)[3];
  TaskSum *sum;

  /* Of the call in progress */
  const ForceInput *in;
  ForceOutput *out;
  double *feature; /* while grades are found */
} LocalEvaluator;

static void
describe_atoms(LocalEvaluator *self, guint begin, guint end)
{
  const guint32 *order = learned_graph_order(self->graph);
  const LearnedEdge *edge = learned_graph_edges(self->graph);

  for (guint s = begin; s < end; s++) {
    guint32 first = learned_graph_first(self->graph)[s];
    self->atom[s] = (LocalAtom){.type = self->in->type[order[s]],
                                .n = learned_graph_count(self->graph)[s],
                                .edge = edge + first,
                                .gradient = self->gradient + first};
  }
}

static void
energy_task(gpointer data, guint task, guint worker)
{
  LocalEvaluator *self = data;
  const LocalKind *kind = self->kind;
  gpointer scratch = self->scratch[worker];
  guint begin = task * self->per_task;
  guint end = MIN(self->n_atoms, begin + self->per_task);
  double sum = 0.0;

  describe_atoms(self, begin, end);
  if (kind->energies)
    kind->energies(self->field, scratch, self->atom + begin, end - begin);
  for (guint s = begin; s < end; s++) {
    LocalAtom *a = &self->atom[s];
    if (kind->energy)
      a->energy = kind->energy(self->field, scratch, a->type, a->edge, a->n, a->gradient);
    if (self->out->atom_energy)
      self->out->atom_energy[learned_graph_order(self->graph)[s]] += a->energy;
    sum += a->energy;
  }
  self->sum[task] = (TaskSum){.energy = sum};
}

static void
force_task(gpointer data, guint task, guint worker)
{
  LocalEvaluator *self = data;
  const guint32 *order = learned_graph_order(self->graph);
  guint end = MIN(self->n_atoms, (task + 1) * self->per_task);

  for (guint s = task * self->per_task; s < end; s++)
    learned_graph_add_force(self->graph, s, (const double(*)[3])self->gradient,
                            &self->out->force[order[s]], self->sum[task].virial);
}

static void
free_scratch(LocalEvaluator *self)
{
  for (guint k = 0; k < self->n_workers; k++)
    self->kind->scratch_free(self->scratch[k]);
  g_free(self->scratch);
}

static void
prepare(LocalEvaluator *self, const ForceInput *in)
{
  if (self->n_atoms != in->n_atoms) {
    self->n_atoms = in->n_atoms;
    self->n_tasks = (in->n_atoms + self->per_task - 1) / self->per_task;
    self->atom = g_renew(LocalAtom, self->atom, in->n_atoms);
    self->sum = g_renew(TaskSum, self->sum, self->n_tasks);
  }
  if (self->n_workers != team_size(in->team)) {
    free_scratch(self);
    self->n_workers = team_size(in->team);
    self->scratch = g_new0(gpointer, self->n_workers);
    for (guint k = 0; k < self->n_workers; k++)
      self->scratch[k] = self->kind->scratch_new(self->field);
  }
  learned_graph_update(self->graph, in);
  if (self->n_edges < learned_graph_n_slots(self->graph)) {
    self->n_edges = learned_graph_n_slots(self->graph) * 5 / 4;
    aligned_free(self->gradient);
    self->gradient = aligned_new0(self->n_edges, sizeof *self->gradient);
  }
}

static void
local_evaluator_compute(ForceProvider *provider, const ForceInput *in, ForceWants wants,
                        ForceOutput *out)
{
  LocalEvaluator *self = (LocalEvaluator *)provider;
  gint64 begin = g_get_monotonic_time();

  self->in = in;
  self->out = out;
  prepare(self, in);
  gint64 listed = g_get_monotonic_time();
  team_run(in->team, energy_task, self, self->n_tasks);
  team_run(in->team, force_task, self, self->n_tasks);
  for (guint k = 0; k < self->n_tasks; k++) {
    out->energy_pair += self->sum[k].energy;
    for (int c = 0; c < 6; c++)
      out->virial[c] += self->sum[k].virial[c];
  }
  if (in->times) {
    in->times->list += (listed - begin) / (double)G_USEC_PER_SEC;
    in->times->pair += (g_get_monotonic_time() - listed) / (double)G_USEC_PER_SEC;
  }
}

/* --- grades --- */

static void
measure_task(gpointer data, guint task, guint worker)
{
  LocalEvaluator *self = data;
  const LocalGrader *grader = self->kind->grader;
  guint n = grader->n_features(self->field);
  guint begin = task * self->per_task;
  guint end = MIN(self->n_atoms, begin + self->per_task);

  describe_atoms(self, begin, end);
  for (guint s = begin; s < end; s++)
    grader->measure(self->field, self->scratch[worker], &self->atom[s],
                    self->feature + (gsize)learned_graph_order(self->graph)[s] * n);
}

static gboolean
local_evaluator_grade(ForceProvider *provider, const ForceInput *in, double *grade)
{
  LocalEvaluator *self = (LocalEvaluator *)provider;
  const LocalGrader *grader = self->kind->grader;

  if (!grader)
    return FALSE;
  guint n = grader->n_features(self->field);
  g_autofree double *feature = g_new(double, (gsize)n * in->n_atoms);
  self->in = in;
  self->feature = feature;
  prepare(self, in);
  team_run(in->team, measure_task, self, self->n_tasks);
  if (grader->judge)
    grader->judge(self->field, in, feature, grade);
  else
    memcpy(grade, feature, in->n_atoms * sizeof(double));
  self->feature = NULL;
  return TRUE;
}

static void
local_evaluator_free(ForceProvider *provider)
{
  LocalEvaluator *self = (LocalEvaluator *)provider;

  free_scratch(self);
  aligned_free(self->gradient);
  g_free(self->sum);
  g_free(self->atom);
  learned_graph_free(self->graph);
  self->kind->field_free(self->field);
  g_free(self);
}

static const ForceProviderClass local_evaluator_class = {
    .name = "local",
    .compute = local_evaluator_compute,
    .grade = local_evaluator_grade,
    .free = local_evaluator_free,
};

ForceProvider *
local_evaluator_new(const ForceField *ff, const LocalKind *kind)
{
  LocalEvaluator *self = g_new0(LocalEvaluator, 1);

  self->base.klass = &local_evaluator_class;
  self->kind = kind;
  self->per_task = kind->batch ? kind->batch : PER_TASK;
  self->field = kind->field_new(ff->learned, ff->species);
  self->graph = learned_graph_new(ff->learned->r_cut);
  return &self->base;
}

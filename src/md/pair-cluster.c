// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "md/pair-cluster.h"

#include <string.h>

#include "base/aligned.h"
#include "md/cluster-list.h"
#include "md/cluster-table.h"
#include "md/pair-reference.h"
#include "md/pair-replica.h"
#include "md/pair-terms.h"
#include "md/parts.h"

/* Of a block: what one worker is ahead of another, it takes over. */
#define PIECES          6
#define ROOM_PER_VECTOR 96
#define CLOSE_ROOM      512 /* pairs of one piece */
#define CHUNK           128 /* places added up at a time */
#define AHEAD           64  /* places asked for before they are due */
#define CALM            48 /* eV/Å, added at a time: atoms may move before all is seen */

/* What one worker uses. */
typedef struct {
  _Alignas(ALIGNED_BYTES) gint32 *force; /* quadruples; zero between two calls */
  gint32 *given; /* what was found for places that other workers add up */
  float *room;
  guint room_vectors;
  ClusterPair *close; /* CLOSE_ROOM of them */
} WorkerForces;

/* Of one piece of a block; its pointers are those of a worker. */
typedef struct {
  _Alignas(ALIGNED_BYTES) ClusterSum sum;
} PieceSum;

typedef struct {
  ForceProvider base;
  const ClusterKernel *kernel, *wanted; /* in use; that of the start */
  RadialTables *tables;
  ClusterList *list;
  ForceProvider *reference; /* made when first needed, as the next */
  PairReplica *replica;     /* for narrow cells */
  guint64 fallbacks;
  guint n_atoms, n_workers, n_pieces;
  WorkerForces *worker;
  PieceSum *piece;

  /* Of the call in progress: what every step writes lies apart from what all workers
   * read. */
  _Alignas(ALIGNED_BYTES) const ForceInput *in;
  ForceWants wants;
  ForceOutput *out;
  Vec3 *force;      /* of out */
  ForceErrand land; /* in the pass that adds up; or nothing */
  gint is_beyond;   /* some sum may have wrapped; atomic */
} PairCluster;

static guint
places(guint n_atoms)
{
  return (n_atoms + CLUSTER_SIZE - 1) / CLUSTER_SIZE * CLUSTER_SIZE + 1;
}

static void
free_workers(PairCluster *self)
{
  for (guint w = 0; w < self->n_workers; w++) {
    aligned_free(self->worker[w].force);
    aligned_free(self->worker[w].given);
    aligned_free(self->worker[w].room);
    g_free(self->worker[w].close);
  }
  g_clear_pointer(&self->worker, aligned_free);
  self->n_workers = 0;
}

static void
match_workers(PairCluster *self)
{
  guint n_workers = team_size(self->in->team);
  guint n_pieces = PIECES * cluster_list_n_blocks(self->list);

  if (self->n_pieces != n_pieces) {
    self->n_pieces = n_pieces;
    aligned_free(self->piece);
    self->piece = ALIGNED_NEW0(PieceSum, n_pieces);
  }
  if (self->n_atoms == self->in->n_atoms && self->n_workers == n_workers)
    return;
  free_workers(self);
  self->n_atoms = self->in->n_atoms;
  self->n_workers = n_workers;
  self->worker = ALIGNED_NEW0(WorkerForces, n_workers);
  for (guint w = 0; w < n_workers; w++) {
    self->worker[w].force = ALIGNED_NEW0(gint32, 4 * (gsize)places(self->n_atoms));
    self->worker[w].given = ALIGNED_NEW0(gint32, 4 * (gsize)places(self->n_atoms));
    self->worker[w].close = g_new(ClusterPair, CLOSE_ROOM);
  }
}

static void
reserve_room(WorkerForces *worker, guint n_vectors)
{
  if (n_vectors <= worker->room_vectors)
    return;
  worker->room_vectors = n_vectors + 8;
  aligned_free(worker->room);
  worker->room = ALIGNED_NEW0(float, (gsize)ROOM_PER_VECTOR * worker->room_vectors);
}

static void
add_whole(ClusterSum *sum, guint place, Vec3 f)
{
  guint32 *to = (guint32 *)sum->force + 4 * (gsize)place;
  double one = CLUSTER_FORCE_ONE;

  double most = fmax(fabs(f.x), fmax(fabs(f.y), fabs(f.z)));

  if (!(isfinite(vec3_norm2(f)) && most < CLUSTER_FORCE_MOST)) {
    sum->largest = INFINITY;
    return;
  }
  to[0] += (guint32)lrint(one * f.x);
  to[1] += (guint32)lrint(one * f.y);
  to[2] += (guint32)lrint(one * f.z);
  to[3] += (guint32)lrint(CLUSTER_SIZE_ONE * most);
}

/* Exact value of a pair that is too near for the tables. */
static void
add_close_pair(const PairCluster *self, const ClusterAtoms *atoms, ClusterSum *sum,
               const ClusterPair *pair)
{
  const ForceField *ff = self->tables->ff;
  Vec3 d = cluster_list_difference(self->list, pair->i, pair->j);
  double r = vec3_norm(d), unit = sqrt(self->tables->table.kappa);
  PairValue v = force_field_pair(ff, atoms->fixed[4 * (gsize)pair->i + 3],
                                 atoms->fixed[4 * (gsize)pair->j + 3], r);
  Vec3 f = vec3_scale(d, -(v.d_coulomb + v.d_shortr) / r);
  double *w = sum->virial;

  add_whole(sum, pair->j, f);
  add_whole(sum, pair->i, vec3_scale(f, -1.0));
  sum->energy += v.coulomb + v.shortr;
  w[0] += unit * f.x * d.x;
  w[1] += unit * f.y * d.y;
  w[2] += unit * f.z * d.z;
  w[3] += unit * f.y * d.z;
  w[4] += unit * f.x * d.z;
  w[5] += unit * f.x * d.y;
}

/* Pieces become smaller: what is left last is soon done. */
static guint
piece_begin(const ClusterBlock *block, guint piece)
{
  static const guint8 begin[PIECES + 1] = {0, 8, 14, 18, 21, 23, 24};

  return block->n_tasks * begin[piece] / begin[PIECES];
}

static void
force_piece(gpointer data, guint p, guint worker)
{
  PairCluster *self = data;
  WorkerForces *mine = &self->worker[worker];
  ClusterSum *sum = &self->piece[p].sum;
  ClusterBlock work = cluster_list_block(self->list, p / PIECES);
  guint begin = piece_begin(&work, p % PIECES), end = piece_begin(&work, p % PIECES + 1);
  const ClusterAtoms *atoms = cluster_list_atoms(self->list, worker);
  int want = (self->wants & FORCE_ENERGY   ? CLUSTER_ENERGY
              : self->wants & FORCE_VIRIAL ? CLUSTER_VIRIAL
                                           : 0);

  reserve_room(mine, work.most_vectors);
  *sum = (ClusterSum){.force = mine->force,
                      .room = mine->room,
                      .close = mine->close,
                      .close_room = CLOSE_ROOM};
  for (guint t = begin; t < end; t++)
    self->kernel->force(atoms, &self->tables->table, &work.task[t], want, sum);
  for (guint k = 0; k < MIN(sum->n_close, CLOSE_ROOM); k++)
    add_close_pair(self, atoms, sum, &mine->close[k]);
}

/* Four numbers of one place. */
typedef guint32 Quad __attribute__((vector_size(16)));

static void
give_range(const PairCluster *self, guint worker, guint begin, guint end)
{
  gsize at = 4 * (gsize)begin, n = (end - begin + 3) / 4 * 4;

  self->kernel->give(self->worker[worker].force + at, self->worker[worker].given + at, n);
}

/* What a worker has found for places that others add up leaves its cache all at once:
 * lines that went to and fro one by one would take far longer. */
static void
give_forces(gpointer data, guint worker)
{
  const PairCluster *self = data;

  TeamShare mine = part_share(self->in->team, self->n_atoms, worker);

  give_range(self, worker, 0, mine.begin);
  give_range(self, worker, mine.end, self->n_atoms);
}

/* Adds up what all workers have for n places from begin on, which are this worker's; its
 * own sums become zero again. */
static void
take_sums(const PairCluster *self, guint worker, guint begin, guint n, Quad *sum)
{
  Quad *own = (Quad *)self->worker[worker].force + begin;

  memcpy(sum, own, n * sizeof *sum);
  memset(own, 0, n * sizeof *own);
  for (guint w = 0; w < self->n_workers; w++) {
    const Quad *given = (const Quad *)self->worker[w].given + begin;
    if (w == worker)
      continue;
    for (guint k = 0; k < n; k++) {
      __builtin_prefetch(given + k + AHEAD, 0, 3);
      sum[k] += given[k];
    }
  }
}

/* Nobody moves on by a force that may have wrapped: the guard stops what is not finite,
 * where it is too late for another way. */
static void
set_beyond(PairCluster *self, guint atom)
{
  g_atomic_int_set(&self->is_beyond, TRUE);
  self->force[atom] = vec3(INFINITY, INFINITY, INFINITY);
}

static void
reduce_part(gpointer data, guint part, guint worker)
{
  PairCluster *self = data;
  const guint32 *order = cluster_list_order(self->list);
  const double unit = 1.0 / CLUSTER_FORCE_ONE;
  const guint32 most = CLUSTER_SIZE_MOST * (guint32)CLUSTER_SIZE_ONE;
  guint end = part_begin(self->n_atoms, part + 1);
  Quad sum[CHUNK];

  for (guint s = part_begin(self->n_atoms, part); s < end; s += CHUNK) {
    guint here = MIN(CHUNK, end - s);
    take_sums(self, worker, s, here, sum);
    for (guint k = 0; k < here; k++) {
      self->force[order[s + k]] = vec3(unit * (gint32)sum[k][0], unit * (gint32)sum[k][1],
                                       unit * (gint32)sum[k][2]);
      if (G_UNLIKELY(sum[k][3] >= most))
        set_beyond(self, order[s + k]);
    }
  }
  if (self->land.land)
    self->land.land(self->land.data, part);
}

/* Largest force that was added at a time, eV/Å; infinite when close pairs were not noted.
 */
static float
largest_share(const PairCluster *self)
{
  float largest = 0.0f;

  for (guint p = 0; p < self->n_pieces; p++) {
    const ClusterSum *sum = &self->piece[p].sum;
    if (sum->n_close > CLOSE_ROOM || !(sum->largest < CLUSTER_FORCE_MOST))
      return INFINITY;
    largest = fmaxf(largest, sum->largest);
  }
  return largest;
}

static void
clear_forces(PairCluster *self)
{
  for (guint w = 0; w < self->n_workers; w++)
    memset(self->worker[w].force, 0, 4 * sizeof(gint32) * (gsize)places(self->n_atoms));
}

/* FALSE when forces are too large for the integers and nothing has come of them yet. With
 * calm forces the errand goes along: more than twenty clusters would have to push one
 * atom the same way. */
static gboolean
add_up(PairCluster *self)
{
  float largest = largest_share(self);
  ForceErrand errand = self->in->errand;

  if (!(largest < CLUSTER_FORCE_MOST)) {
    clear_forces(self);
    return FALSE;
  }
  gboolean together = largest < CALM && cluster_list_is_in_order(self->list);
  self->is_beyond = FALSE;
  self->land = together ? errand : (ForceErrand){0};
  parts_run(self->in->team, reduce_part, self);
  if (self->is_beyond && !self->land.land)
    return FALSE;
  if (!together)
    force_errand_land(errand, self->in->team);
  return TRUE;
}

static void
add_totals(PairCluster *self)
{
  double per_length = 1.0 / sqrt(self->tables->table.kappa);

  for (guint p = 0; p < self->n_pieces; p++) {
    self->out->energy_pair += self->piece[p].sum.energy;
    for (int k = 0; k < 6; k++)
      self->out->virial[k] += per_length * self->piece[p].sum.virial[k];
  }
  pair_terms_add_self_energy(self->tables->ff, self->in, self->wants, self->out);
}

/* Others add. */
static void
clear_output(PairCluster *self)
{
  memset(self->out->force, 0, self->in->n_atoms * sizeof(Vec3));
}

static void
use_reference(PairCluster *self)
{
  if (!self->reference)
    self->reference = pair_reference_new(self->tables->ff);
  self->fallbacks++;
  clear_output(self);
  self->reference->klass->compute(self->reference, self->in, self->wants, self->out);
}

/* A narrow cell: as copies of itself where that pays. Functions that no kernel's tables
 * can follow: exactly. */
static void
use_narrow(PairCluster *self)
{
  const ForceInput *in = self->in;
  guint copies[3];

  if ((self->wants & FORCE_ATOM_ENERGY) || self->tables->poor ||
      !pair_replica_copies(&in->cell, in->n_atoms, force_field_cutoff(self->tables->ff),
                           self->kernel, copies)) {
    use_reference(self);
    return;
  }
  if (!self->replica)
    self->replica = pair_replica_new(self->tables->ff, self->kernel);
  clear_output(self);
  pair_replica_compute(self->replica, in, copies, self->wants, self->out);
}

/* Seconds since *mark, which moves on; added to *sum. */
static void
lap(gint64 *mark, double *sum)
{
  gint64 now = g_get_monotonic_time();

  *sum += (now - *mark) / (double)G_USEC_PER_SEC;
  *mark = now;
}

/* What does not go the fast way, errands included. */
static void
go_round(PairCluster *self, void (*way)(PairCluster *self))
{
  way(self);
  force_errand_land(self->in->errand, self->in->team);
}

static void
pair_cluster_compute(ForceProvider *provider, const ForceInput *in, ForceWants wants,
                     ForceOutput *out)
{
  PairCluster *self = (PairCluster *)provider;
  ForceTimes none, *times = in->times ? in->times : &none;
  gint64 mark = g_get_monotonic_time();

  self->in = in;
  self->wants = wants;
  self->out = out;
  self->force = out->force;
  if ((wants & FORCE_ATOM_ENERGY) || self->tables->poor ||
      !cluster_list_fits(&in->cell, in->n_atoms, force_field_cutoff(self->tables->ff))) {
    out->is_refused = !force_errand_launch(in->errand, in->team);
    if (!out->is_refused)
      go_round(self, use_narrow);
    return;
  }
  out->is_refused =
      !cluster_list_update(self->list, in, self->kernel, &self->tables->table);
  if (out->is_refused)
    return;
  if (!cluster_list_is_sound(self->list)) {
    go_round(self, use_reference);
    return;
  }
  match_workers(self);
  lap(&mark, &times->list);
  team_run_job(in->team, &(TeamJob){.func = force_piece,
                                    .last = give_forces,
                                    .data = self,
                                    .n_blocks = self->n_pieces});
  lap(&mark, &times->pair);
  if (!add_up(self)) {
    go_round(self, use_reference);
    return;
  }
  lap(&mark, &times->reduce);
  if (wants & (FORCE_ENERGY | FORCE_VIRIAL))
    add_totals(self);
}

static void
pair_cluster_free(ForceProvider *provider)
{
  PairCluster *self = (PairCluster *)provider;

  free_workers(self);
  aligned_free(self->piece);
  radial_tables_free(self->tables);
  cluster_list_free(self->list);
  force_provider_free(self->reference);
  pair_replica_free(self->replica);
  aligned_free(self);
}

static const guint32 *
pair_cluster_take_order(ForceProvider *provider)
{
  PairCluster *self = (PairCluster *)provider;
  const guint32 *order = cluster_list_take_order(self->list);

  if (order && self->replica)
    pair_replica_forget(self->replica);
  return order;
}

static const ForceProviderClass pair_cluster_class = {
    .name = "cluster",
    .compute = pair_cluster_compute,
    .free = pair_cluster_free,
    .writes = TRUE,
    .runs_errands = TRUE,
    .take_order = pair_cluster_take_order,
};

static const ClusterKernel *
last_kernel(void)
{
  const ClusterKernel *const *kernel = cluster_kernels();

  while (kernel[1])
    kernel++;
  return *kernel;
}

static void
use_kernel(PairCluster *self, const ClusterKernel *kernel, const ForceField *ff)
{
  RadialTables *old = self->tables;

  self->kernel = kernel;
  self->tables = radial_tables_new(ff, kernel);
  if (old)
    radial_tables_free(old);
}

/* The kernel that is wanted where its tables are fine enough; the generic one has more
 * bins than some. */
static void
use_tables_for(PairCluster *self, const ForceField *ff)
{
  if (self->tables && self->kernel == self->wanted)
    radial_tables_update(self->tables, ff);
  else
    use_kernel(self, self->wanted, ff);
  if (!self->tables->suit && self->kernel != last_kernel())
    use_kernel(self, last_kernel(), ff);
}

ForceProvider *
pair_cluster_new(const ForceField *ff, const ClusterKernel *kernel)
{
  PairCluster *self = ALIGNED_NEW0(PairCluster, 1);

  self->base.klass = &pair_cluster_class;
  self->wanted = kernel;
  use_tables_for(self, ff);
  self->list = cluster_list_new(force_field_cutoff(ff));
  return &self->base;
}

void
pair_cluster_set(ForceProvider *provider, const ForceField *ff)
{
  PairCluster *self = (PairCluster *)provider;
  double cut = force_field_cutoff(ff);

  g_return_if_fail(provider->klass == &pair_cluster_class);
  if (cut != force_field_cutoff(self->tables->ff)) {
    cluster_list_free(self->list);
    self->list = cluster_list_new(cut);
  }
  use_tables_for(self, ff);
  if (self->reference)
    pair_reference_set(self->reference, ff);
  if (self->replica)
    pair_replica_set(self->replica, ff);
}

void
pair_cluster_forget(ForceProvider *provider)
{
  cluster_list_forget(((PairCluster *)provider)->list);
}

guint64
pair_cluster_fallbacks(const ForceProvider *provider)
{
  return ((const PairCluster *)provider)->fallbacks;
}

// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "md/triple-provider.h"

#include <math.h>

#include "base/aligned.h"
#include "md/verlet-list.h"
#include "potential/triple.h"

#define SKIN      1.2
#define MOST_ARMS 512 /* within 10 Å of an atom are not so many */
#define PARTS     16

/* Forces are added as integers, units of 2⁻⁴⁰ eV/Å, in any order: so the sums are the
 * same for any number of workers. */
#define FORCE_ONE 0x1p40

typedef struct {
  gint64 x, y, z;
} Whole3;

/* What one part of the centres adds up. */
typedef struct {
  double energy, virial[6];
} PartSum;

typedef struct {
  ForceProvider base;
  ForceField *ff;
  VerletList *list;
  guint n_atoms, n_workers;
  Whole3 **force; /* of each worker, n_atoms; zero between two calls */
  PartSum part[PARTS];

  /* Of the call in progress */
  const ForceInput *in;
  ForceWants wants;
  ForceOutput *out;
} TripleProvider;

typedef struct {
  guint32 atom;
  int type;
  Vec3 arm; /* from the centre */
} Arm;

static gboolean
is_centre(const ForceField *ff, int type)
{
  for (guint k = 0; k < ff->n_triples; k++)
    if (ff->triple[k].centre == type)
      return TRUE;
  return FALSE;
}

static guint
collect_arms(const TripleProvider *self, const ForceInput *in, guint i,
             Arm arms[MOST_ARMS])
{
  const Vec3 *position = verlet_list_positions(self->list);
  const Vec3 *shift = verlet_list_shifts(self->list);
  double reach = triple_reach(self->ff);
  guint n, n_arms = 0;
  const VerletEntry *entry = verlet_list_of(self->list, i, &n);

  for (guint k = 0; k < n && n_arms < MOST_ARMS; k++) {
    guint j = entry[k].atom;
    Vec3 d = vec3_sub(vec3_add(position[j], shift[entry[k].shift]), position[i]);
    if (vec3_norm2(d) < reach * reach)
      arms[n_arms++] = (Arm){j, in->type[j], d};
  }
  return n_arms;
}

static void
add_outer(double w[6], Vec3 f, Vec3 d)
{
  w[0] += f.x * d.x;
  w[1] += f.y * d.y;
  w[2] += f.z * d.z;
  w[3] += 0.5 * (f.y * d.z + f.z * d.y);
  w[4] += 0.5 * (f.x * d.z + f.z * d.x);
  w[5] += 0.5 * (f.x * d.y + f.y * d.x);
}

static void
add_whole(Whole3 *to, Vec3 f)
{
  to->x += llrint(FORCE_ONE * f.x);
  to->y += llrint(FORCE_ONE * f.y);
  to->z += llrint(FORCE_ONE * f.z);
}

static void
add_triplet(const TripleTerm *term, guint centre, const Arm *a, const Arm *b,
            Whole3 *force, PartSum *sum)
{
  TripleForces t = triple_evaluate(term, a->arm, b->arm);

  add_whole(&force[a->atom], t.force_a);
  add_whole(&force[b->atom], t.force_b);
  add_whole(&force[centre], vec3_scale(vec3_add(t.force_a, t.force_b), -1.0));
  sum->energy += t.energy;
  add_outer(sum->virial, t.force_a, a->arm);
  add_outer(sum->virial, t.force_b, b->arm);
}

static void
add_centre(const TripleProvider *self, guint i, Whole3 *force, PartSum *sum)
{
  const guint8 *type = self->in->type;
  Arm arms[MOST_ARMS];
  guint n = collect_arms(self, self->in, i, arms);
  double before = sum->energy;

  for (guint k = 0; k < n; k++)
    for (guint m = 0; m < k; m++) {
      const TripleTerm *term = triple_find(self->ff, type[i], arms[k].type, arms[m].type);
      if (!term)
        continue;
      gboolean straight = term->end_a == arms[k].type;
      add_triplet(term, i, straight ? &arms[k] : &arms[m], straight ? &arms[m] : &arms[k],
                  force, sum);
    }
  if (self->wants & FORCE_ATOM_ENERGY)
    self->out->atom_energy[i] += sum->energy - before;
}

static guint
part_begin(const TripleProvider *self, guint part)
{
  return (guint64)self->n_atoms * part / PARTS;
}

static void
centres_part(gpointer data, guint part, guint worker)
{
  TripleProvider *self = data;
  PartSum sum = {0};

  for (guint i = part_begin(self, part); i < part_begin(self, part + 1); i++)
    if (is_centre(self->ff, self->in->type[i]))
      add_centre(self, i, self->force[worker], &sum);
  self->part[part] = sum;
}

static void
reduce_part(gpointer data, guint part, guint worker)
{
  TripleProvider *self = data;
  Vec3 *force = self->out->force;

  for (guint i = part_begin(self, part); i < part_begin(self, part + 1); i++) {
    Whole3 sum = {0};
    for (guint w = 0; w < self->n_workers; w++) {
      Whole3 *from = &self->force[w][i];
      sum = (Whole3){sum.x + from->x, sum.y + from->y, sum.z + from->z};
      *from = (Whole3){0};
    }
    force[i] = vec3_mul_add(force[i], 1.0 / FORCE_ONE, vec3(sum.x, sum.y, sum.z));
  }
}

static void
free_workers(TripleProvider *self)
{
  for (guint w = 0; w < self->n_workers; w++)
    aligned_free(self->force[w]);
  g_clear_pointer(&self->force, g_free);
}

static void
match_workers(TripleProvider *self)
{
  guint n_workers = team_size(self->in->team);

  if (self->n_atoms == self->in->n_atoms && self->n_workers == n_workers)
    return;
  free_workers(self);
  self->n_atoms = self->in->n_atoms;
  self->n_workers = n_workers;
  self->force = g_new(Whole3 *, n_workers);
  for (guint w = 0; w < n_workers; w++)
    self->force[w] = ALIGNED_NEW0(Whole3, self->n_atoms);
}

static void
triple_provider_compute(ForceProvider *provider, const ForceInput *in, ForceWants wants,
                        ForceOutput *out)
{
  TripleProvider *self = (TripleProvider *)provider;

  self->in = in;
  self->wants = wants;
  self->out = out;
  verlet_list_update(self->list, in);
  match_workers(self);
  team_run(in->team, centres_part, self, PARTS);
  team_run(in->team, reduce_part, self, PARTS);
  for (guint part = 0; part < PARTS; part++) {
    out->energy_triple += self->part[part].energy;
    for (int k = 0; k < 6; k++)
      out->virial[k] += self->part[part].virial[k];
  }
}

static void
triple_provider_free(ForceProvider *provider)
{
  TripleProvider *self = (TripleProvider *)provider;

  free_workers(self);
  force_field_free(self->ff);
  verlet_list_free(self->list);
  g_free(self);
}

static const ForceProviderClass triple_provider_class = {
    "triple", triple_provider_compute, triple_provider_free};

/* Centres list the atoms that may end one of their arms. */
static void
restrict_list(VerletList *list, const ForceField *ff)
{
  guint8 wanted[SPECIES_MAX * SPECIES_MAX] = {0};

  for (guint k = 0; k < ff->n_triples; k++) {
    const TripleTerm *term = &ff->triple[k];
    wanted[term->centre * SPECIES_MAX + term->end_a] = 1;
    wanted[term->centre * SPECIES_MAX + term->end_b] = 1;
  }
  verlet_list_restrict(list, wanted);
}

ForceProvider *
triple_provider_new(const ForceField *ff)
{
  TripleProvider *self = g_new0(TripleProvider, 1);

  self->base.klass = &triple_provider_class;
  self->ff = force_field_copy(ff);
  self->list = verlet_list_new(triple_reach(ff), SKIN);
  restrict_list(self->list, ff);
  return &self->base;
}

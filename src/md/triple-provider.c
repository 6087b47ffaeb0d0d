// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "md/triple-provider.h"

#include "md/verlet-list.h"
#include "potential/triple.h"

#define SKIN      1.2
#define MOST_ARMS 64

typedef struct {
  ForceProvider base;
  ForceField *ff;
  VerletList *list;
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
add_triplet(const TripleTerm *term, guint centre, const Arm *a, const Arm *b,
            ForceWants wants, ForceOutput *out)
{
  TripleForces t = triple_evaluate(term, a->arm, b->arm);
  Vec3 *force = out->force;

  force[a->atom] = vec3_add(force[a->atom], t.force_a);
  force[b->atom] = vec3_add(force[b->atom], t.force_b);
  force[centre] = vec3_sub(force[centre], vec3_add(t.force_a, t.force_b));
  out->energy_triple += t.energy;
  add_outer(out->virial, t.force_a, a->arm);
  add_outer(out->virial, t.force_b, b->arm);
  if (wants & FORCE_ATOM_ENERGY)
    out->atom_energy[centre] += t.energy;
}

static void
add_centre(const TripleProvider *self, const ForceInput *in, guint i, ForceWants wants,
           ForceOutput *out)
{
  Arm arms[MOST_ARMS];
  guint n = collect_arms(self, in, i, arms);

  for (guint k = 0; k < n; k++)
    for (guint m = 0; m < k; m++) {
      const TripleTerm *term =
          triple_find(self->ff, in->type[i], arms[k].type, arms[m].type);
      if (!term)
        continue;
      gboolean straight = term->end_a == arms[k].type;
      add_triplet(term, i, straight ? &arms[k] : &arms[m], straight ? &arms[m] : &arms[k],
                  wants, out);
    }
}

static void
triple_provider_compute(ForceProvider *provider, const ForceInput *in, ForceWants wants,
                        ForceOutput *out)
{
  TripleProvider *self = (TripleProvider *)provider;

  verlet_list_update(self->list, in);
  for (guint i = 0; i < in->n_atoms; i++)
    if (is_centre(self->ff, in->type[i]))
      add_centre(self, in, i, wants, out);
}

static void
triple_provider_free(ForceProvider *provider)
{
  TripleProvider *self = (TripleProvider *)provider;

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

// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "md/learned/committee-provider.h"

#include <math.h>
#include <string.h>

#include "base/aligned.h"
#include "md/learned/learned-provider.h"
#include "potential/learned/committee-model.h"

typedef struct {
  ForceProvider base;
  gboolean first_drives;
  guint n_members, n_atoms;
  ForceProvider *member[COMMITTEE_MOST];
  Vec3 *force[COMMITTEE_MOST]; /* of each member */
  double *atom_energy;         /* of the one at work */
} Committee;

static void
make_room(Committee *self, guint n_atoms)
{
  if (self->n_atoms == n_atoms)
    return;
  self->n_atoms = n_atoms;
  aligned_free(self->atom_energy);
  self->atom_energy = ALIGNED_NEW0(double, n_atoms);
  for (guint k = 0; k < self->n_members; k++) {
    aligned_free(self->force[k]);
    self->force[k] = ALIGNED_NEW0(Vec3, n_atoms);
  }
}

/* Its share of what drives. */
static double
weight_of(const Committee *self, guint member)
{
  if (self->first_drives)
    return member == 0 ? 1.0 : 0.0;
  return 1.0 / self->n_members;
}

static void
add_member(Committee *self, guint k, const ForceOutput *result, ForceOutput *out)
{
  double weight = weight_of(self, k);

  if (weight == 0.0)
    return;
  out->energy_pair += weight * force_output_energy(result);
  for (guint c = 0; c < 6; c++)
    out->virial[c] += weight * result->virial[c];
  for (guint i = 0; i < self->n_atoms; i++)
    out->force[i] = vec3_mul_add(out->force[i], weight, result->force[i]);
  for (guint i = 0; out->atom_energy && i < self->n_atoms; i++)
    out->atom_energy[i] += weight * result->atom_energy[i];
}

static double
deviation_of(const Committee *self, guint atom)
{
  Vec3 mean = {0};
  double sum = 0.0;

  for (guint k = 0; k < self->n_members; k++)
    mean = vec3_mul_add(mean, 1.0 / self->n_members, self->force[k][atom]);
  for (guint k = 0; k < self->n_members; k++)
    sum += vec3_norm2(vec3_mul_add(self->force[k][atom], -1.0, mean));
  return sqrt(sum / self->n_members);
}

static void
committee_compute(ForceProvider *provider, const ForceInput *in, ForceWants wants,
                  ForceOutput *out)
{
  Committee *self = (Committee *)provider;

  make_room(self, in->n_atoms);
  for (guint k = 0; k < self->n_members; k++) {
    ForceOutput result = {.force = self->force[k],
                          .atom_energy = out->atom_energy ? self->atom_energy : NULL};
    memset(self->force[k], 0, in->n_atoms * sizeof(Vec3));
    memset(self->atom_energy, 0, in->n_atoms * sizeof(double));
    self->member[k]->klass->compute(self->member[k], in, wants, &result);
    add_member(self, k, &result, out);
  }
  for (guint i = 0; out->deviation && i < in->n_atoms; i++)
    out->deviation[i] = deviation_of(self, i);
}

static gboolean
committee_grade(ForceProvider *provider, const ForceInput *in, double *grade)
{
  ForceProvider *first = ((Committee *)provider)->member[0];

  return first->klass->grade && first->klass->grade(first, in, grade);
}

static void
committee_free(ForceProvider *provider)
{
  Committee *self = (Committee *)provider;

  for (guint k = 0; k < self->n_members; k++) {
    force_provider_free(self->member[k]);
    aligned_free(self->force[k]);
  }
  aligned_free(self->atom_energy);
  g_free(self);
}

static const ForceProviderClass committee_class = {
    .name = "committee",
    .compute = committee_compute,
    .grade = committee_grade,
    .free = committee_free,
};

ForceProvider *
committee_provider_new(const ForceField *ff, const char *kernel, GError **error)
{
  const CommitteeModel *model = (const CommitteeModel *)ff->learned;
  Committee *self = g_new0(Committee, 1);

  self->base.klass = &committee_class;
  self->first_drives = model->first_drives;
  for (guint k = 0; k < model->members->len; k++) {
    ForceField of_member = *ff; /* borrows; providers keep what they need */
    of_member.learned = model->members->pdata[k];
    self->member[k] = learned_provider_new(&of_member, kernel, error);
    if (!self->member[k]) {
      committee_free(&self->base);
      return NULL;
    }
    self->n_members++;
  }
  return &self->base;
}

const char *
committee_provider_kernel(const ForceProvider *provider)
{
  return learned_provider_kernel(((const Committee *)provider)->member[0]);
}

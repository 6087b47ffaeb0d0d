// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "md/learned/zbl-provider.h"

#include "md/learned/zbl.h"
#include "md/verlet-list.h"

#define REACH  0.9 /* Å */
#define FACTOR 0.6 /* of the sum of covalent radii */
#define SKIN   0.5

typedef struct {
  ForceProvider base;
  VerletList *list;
  Zbl pair[SPECIES_MAX][SPECIES_MAX];
} ZblProvider;

static void
add_virial(double w[6], Vec3 f, Vec3 d)
{
  w[0] += f.x * d.x;
  w[1] += f.y * d.y;
  w[2] += f.z * d.z;
  w[3] += f.y * d.z;
  w[4] += f.x * d.z;
  w[5] += f.x * d.y;
}

/* Every pair comes twice and counts half. */
static void
add_atom(const ZblProvider *self, const ForceInput *in, guint i, ForceWants wants,
         ForceOutput *out)
{
  const Vec3 *position = verlet_list_positions(self->list);
  const Vec3 *shift = verlet_list_shifts(self->list);
  guint n;
  const VerletEntry *entry = verlet_list_of(self->list, i, &n);

  for (guint k = 0; k < n; k++) {
    guint j = entry[k].atom;
    Vec3 d = vec3_sub(vec3_add(position[j], shift[entry[k].shift]), position[i]);
    double r = vec3_norm(d), slope;
    if (r >= REACH)
      continue;
    double energy = zbl_energy(&self->pair[in->type[i]][in->type[j]], r, &slope);
    Vec3 force = vec3_scale(d, slope / r);
    out->force[i] = vec3_add(out->force[i], force);
    out->energy_pair += 0.5 * energy;
    add_virial(out->virial, vec3_scale(force, -0.5), d);
    if (wants & FORCE_ATOM_ENERGY)
      out->atom_energy[i] += 0.5 * energy;
  }
}

static void
zbl_provider_compute(ForceProvider *provider, const ForceInput *in, ForceWants wants,
                     ForceOutput *out)
{
  ZblProvider *self = (ZblProvider *)provider;

  verlet_list_update(self->list, in);
  for (guint i = 0; i < in->n_atoms; i++)
    add_atom(self, in, i, wants, out);
}

static void
zbl_provider_free(ForceProvider *provider)
{
  ZblProvider *self = (ZblProvider *)provider;

  verlet_list_free(self->list);
  g_free(self);
}

static const ForceProviderClass zbl_provider_class = {"zbl", zbl_provider_compute,
                                                      zbl_provider_free};

ForceProvider *
zbl_provider_new(const ForceField *ff)
{
  ZblProvider *self = g_new0(ZblProvider, 1);

  self->base.klass = &zbl_provider_class;
  self->list = verlet_list_new(REACH, SKIN);
  for (guint a = 0; a < ff->species->n; a++)
    for (guint b = 0; b < ff->species->n; b++)
      self->pair[a][b] =
          zbl_by_radii(ff->species->element[a]->number, ff->species->element[b]->number,
                       FACTOR, REACH, 0.5);
  return &self->base;
}

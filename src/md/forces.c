// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "md/forces.h"

#include <glib/gi18n.h>

#include "base/aligned.h"
#include "base/base-error.h"
#include "base/units.h"
#include "md/ewald-provider.h"
#include "md/pair-cluster.h"
#include "md/pair-reference.h"
#include "md/pme-provider.h"
#include "md/triple-provider.h"

struct Forces {
  guint n_atoms;
  const ClusterKernel *kernel; /* NULL: reference */
  ForceProvider *pair;
  ForceProvider *pme; /* NULL until a force field asks for it */
  GPtrArray *others;  /* ForceProvider*, owned: three-body terms, reciprocal sums */
  ForceOutput out;
};

static gboolean
find_kernel(const ForceOptions *options, const ClusterKernel **kernel, GError **error)
{
  const ClusterKernel *const *all = cluster_kernels();

  *kernel = NULL;
  if (options->double_precision || g_strcmp0(options->kernel, "scalar") == 0)
    return TRUE;
  *kernel = all[0];
  if (!options->kernel)
    return TRUE;
  for (; *all; all++)
    if (g_str_equal((*all)->name, options->kernel)) {
      *kernel = *all;
      return TRUE;
    }
  g_set_error(error, VITRINE_ERROR, VITRINE_ERROR_UNSUPPORTED,
              _("this processor has no kernel “%s”"), options->kernel);
  return FALSE;
}

/* Steering keeps the mesh and its plans. */
static void
set_pme(Forces *forces, const ForceField *ff)
{
  if (forces->pme && ff->coulomb == COULOMB_PME)
    pme_provider_set(forces->pme, ff);
  else {
    g_clear_pointer(&forces->pme, force_provider_free);
    if (ff->coulomb == COULOMB_PME)
      forces->pme = pme_provider_new(ff, forces->kernel ? forces->kernel->name : NULL);
  }
}

static void
add_others(Forces *forces, const ForceField *ff)
{
  g_ptr_array_set_size(forces->others, 0);
  if (ff->n_triples > 0)
    g_ptr_array_add(forces->others, triple_provider_new(ff));
  if (ff->coulomb == COULOMB_EWALD)
    g_ptr_array_add(forces->others, ewald_provider_new(ff));
  set_pme(forces, ff);
}

gboolean
forces_check_cell(const ForceField *ff, const Cell *cell, GError **error)
{
  if (pair_reference_fits(ff, cell))
    return TRUE;
  g_set_error(error, VITRINE_ERROR, VITRINE_ERROR_INPUT,
              _("the cell is only %.2f Å thick, too thin for a cut-off of %.1f Å"),
              cell_smallest_height(cell), force_field_cutoff(ff));
  return FALSE;
}

Forces *
forces_new(const ForceField *ff, guint n_atoms, const ForceOptions *options,
           GError **error)
{
  const ClusterKernel *kernel;

  if (!find_kernel(options, &kernel, error))
    return NULL;
  Forces *forces = g_new0(Forces, 1);
  forces->n_atoms = n_atoms;
  forces->kernel = kernel;
  forces->pair = kernel ? pair_cluster_new(ff, kernel) : pair_reference_new(ff);
  forces->others = g_ptr_array_new_with_free_func((GDestroyNotify)force_provider_free);
  add_others(forces, ff);
  forces->out.force = ALIGNED_NEW0(Vec3, n_atoms);
  forces->out.atom_energy = ALIGNED_NEW0(double, n_atoms);
  return forces;
}

void
forces_free(Forces *forces)
{
  if (!forces)
    return;
  force_provider_free(forces->pair);
  force_provider_free(forces->pme);
  g_ptr_array_unref(forces->others);
  aligned_free(forces->out.force);
  aligned_free(forces->out.atom_energy);
  g_free(forces);
}

void
forces_set_force_field(Forces *forces, const ForceField *ff)
{
  if (forces->kernel)
    pair_cluster_set(forces->pair, ff);
  else
    pair_reference_set(forces->pair, ff);
  add_others(forces, ff);
}

const char *
forces_path(const Forces *forces)
{
  return forces->kernel ? forces->kernel->name : "reference";
}

static void
clear(ForceOutput *out, guint n)
{
  Vec3 *force = out->force;
  double *atom_energy = out->atom_energy;

  memset(force, 0, n * sizeof(Vec3));
  memset(atom_energy, 0, n * sizeof(double));
  *out = (ForceOutput){.force = force, .atom_energy = atom_energy};
}

const ForceOutput *
forces_compute(Forces *forces, const ForceInput *in, ForceWants wants)
{
  g_return_val_if_fail(in->n_atoms == forces->n_atoms, NULL);

  clear(&forces->out, forces->n_atoms);
  forces->pair->klass->compute(forces->pair, in, wants, &forces->out);
  gint64 begin = g_get_monotonic_time();
  for (guint k = 0; k < forces->others->len; k++) {
    ForceProvider *other = forces->others->pdata[k];
    other->klass->compute(other, in, wants, &forces->out);
  }
  if (forces->pme)
    forces->pme->klass->compute(forces->pme, in, wants, &forces->out);
  if (in->times)
    in->times->other += (g_get_monotonic_time() - begin) / (double)G_USEC_PER_SEC;
  return &forces->out;
}

/* Energies per atom come from the reference path alone. */
static ForceWants
evaluate_wants(const ForceOptions *options)
{
  ForceWants totals = FORCE_ENERGY | FORCE_VIRIAL;

  return options->double_precision ? totals | FORCE_ATOM_ENERGY : totals;
}

Frame *
forces_evaluate(const Frame *frame, const ForceField *ff, const ForceOptions *options,
                guint n_threads, ForceOutput *terms, GError **error)
{
  if (!forces_check_cell(ff, &frame->cell, error))
    return NULL;
  g_autoptr(Forces) forces = forces_new(ff, frame->n_atoms, options, error);
  if (!forces)
    return NULL;
  g_autoptr(Team) team = team_new(n_threads);
  ForceInput in = {frame->n_atoms, frame->type, frame->position, frame->cell, team, NULL};
  const ForceOutput *out = forces_compute(forces, &in, evaluate_wants(options));
  if (!isfinite(force_output_energy(out))) {
    g_set_error_literal(error, VITRINE_ERROR, VITRINE_ERROR_INPUT,
                        _("the energy is not a number: two atoms are at one place"));
    return NULL;
  }
  Frame *result = frame_copy(frame, FRAME_VELOCITY);

  result->force = g_memdup2(out->force, frame->n_atoms * sizeof(Vec3));
  if (options->double_precision)
    result->energy = g_memdup2(out->atom_energy, frame->n_atoms * sizeof(double));
  result->has_thermo = TRUE;
  result->thermo = (Thermo){.potential = force_output_energy(out)};
  memcpy(result->thermo.virial, out->virial, sizeof out->virial);
  result->thermo.pressure =
      (out->virial[0] + out->virial[1] + out->virial[2]) / (3.0 * frame->cell.volume);
  if (terms) {
    *terms = *out;
    terms->force = NULL;
    terms->atom_energy = NULL;
  }
  return result;
}

// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "md/forces.h"

#include <glib/gi18n.h>

#include "base/aligned.h"
#include "base/base-error.h"
#include "base/units.h"
#include "md/ewald-provider.h"
#include "md/learned/free-atom-grade.h"
#include "md/learned/learned-provider.h"
#include "md/learned/zbl-provider.h"
#include "md/pair-cluster.h"
#include "md/pair-reference.h"
#include "md/parts.h"
#include "md/pme-provider.h"
#include "md/renumber.h"
#include "md/triple-provider.h"
#include "potential/learned/grade-basis.h"

struct Forces {
  guint n_atoms;
  const ClusterKernel *kernel; /* of pair potentials; NULL: reference */
  char *kernel_name;           /* as asked for, or NULL */
  LearnedModel *model;         /* owned reference; NULL: pair potentials are in use */
  ForceProvider *pair;         /* these, or the model's */
  ForceProvider *pme;          /* NULL until a force field asks for it */
  GPtrArray *others; /* ForceProvider*, owned: three-body terms, reciprocal sums */
  ForceOutput out;
  double *grade;        /* of each atom, or NULL: the model tells nothing */
  SpeciesList *species; /* owned reference */
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
  if (ff->learned && ff->wall)
    g_ptr_array_add(forces->others, zbl_provider_new(ff));
  if (ff->n_triples > 0)
    g_ptr_array_add(forces->others, triple_provider_new(ff));
  if (ff->coulomb == COULOMB_EWALD)
    g_ptr_array_add(forces->others, ewald_provider_new(ff));
  set_pme(forces, ff);
}

/* The model's provider lives as long as the model. */
static gboolean
set_learned(Forces *forces, const ForceField *ff, GError **error)
{
  gboolean scalar = g_strcmp0(forces->kernel_name, "scalar") == 0;

  if (forces->model == ff->learned)
    return TRUE;
  ForceProvider *provider =
      learned_provider_new(ff, scalar ? "generic" : forces->kernel_name, error);
  if (!provider)
    return FALSE;
  g_clear_pointer(&forces->pair, force_provider_free);
  g_clear_pointer(&forces->model, learned_model_unref);
  forces->pair = provider;
  forces->model = learned_model_ref(ff->learned);
  return TRUE;
}

static gboolean
set_pair(Forces *forces, const ForceField *ff, GError **error)
{
  if (ff->learned)
    return set_learned(forces, ff, error);
  if (forces->model) {
    g_clear_pointer(&forces->pair, force_provider_free);
    g_clear_pointer(&forces->model, learned_model_unref);
  }
  if (!forces->pair)
    forces->pair =
        forces->kernel ? pair_cluster_new(ff, forces->kernel) : pair_reference_new(ff);
  else if (forces->kernel)
    pair_cluster_set(forces->pair, ff);
  else
    pair_reference_set(forces->pair, ff);
  return TRUE;
}

gboolean
forces_check_cell(const ForceField *ff, const Cell *cell, GError **error)
{
  if (ff->learned ? learned_provider_fits(ff, cell) : pair_reference_fits(ff, cell))
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
  g_autoptr(Forces) forces = g_new0(Forces, 1);

  forces->n_atoms = n_atoms;
  forces->kernel_name = g_strdup(options->kernel);
  if (!find_kernel(options, &forces->kernel, error) || !set_pair(forces, ff, error))
    return NULL;
  forces->others = g_ptr_array_new_with_free_func((GDestroyNotify)force_provider_free);
  add_others(forces, ff);
  forces->out.force = ALIGNED_NEW0(Vec3, n_atoms);
  forces->out.atom_energy = ALIGNED_NEW0(double, n_atoms);
  if (ff->learned && ff->learned->kind == LEARNED_COMMITTEE)
    forces->out.deviation = ALIGNED_NEW0(double, n_atoms);
  if (ff->learned && grade_basis_model(ff->learned))
    forces->grade = ALIGNED_NEW0(double, n_atoms);
  forces->species = species_list_ref(ff->species);
  return g_steal_pointer(&forces);
}

void
forces_free(Forces *forces)
{
  if (!forces)
    return;
  force_provider_free(forces->pair);
  force_provider_free(forces->pme);
  learned_model_unref(forces->model);
  g_clear_pointer(&forces->others, g_ptr_array_unref);
  g_free(forces->kernel_name);
  aligned_free(forces->out.force);
  aligned_free(forces->out.atom_energy);
  aligned_free(forces->out.deviation);
  aligned_free(forces->grade);
  species_list_unref(forces->species);
  g_free(forces);
}

void
forces_set_force_field(Forces *forces, const ForceField *ff)
{
  g_autoptr(GError) error = NULL;

  if (!set_pair(forces, ff, &error))
    g_critical("%s", error->message); /* its kernel was there for forces_new */
  add_others(forces, ff);
}

const char *
forces_path(const Forces *forces)
{
  if (forces->model)
    return learned_provider_kernel(forces->pair);
  return forces->kernel ? forces->kernel->name : "reference";
}

/* By the workers who will write them. */
static void
clear_part(gpointer data, guint part, guint worker)
{
  Forces *forces = data;
  guint begin = part_begin(forces->n_atoms, part),
        end = part_begin(forces->n_atoms, part + 1);

  memset(forces->out.force + begin, 0, (end - begin) * sizeof(Vec3));
}

static void
clear(Forces *forces, const ForceInput *in, ForceWants wants)
{
  ForceOutput *out = &forces->out;

  if (!forces->pair->klass->writes)
    parts_run(in->team, clear_part, forces);
  if (forces->model || wants & FORCE_ATOM_ENERGY)
    memset(out->atom_energy, 0, forces->n_atoms * sizeof(double));
  *out = (ForceOutput){
      .force = out->force, .atom_energy = out->atom_energy, .deviation = out->deviation};
}

/* What the first provider may see to of an errand: all of it if it is the only one. */
static ForceErrand
errand_of_pair(const Forces *forces, ForceErrand errand)
{
  if (!forces->pair->klass->runs_errands)
    return (ForceErrand){0};
  if (forces->others->len > 0 || forces->pme)
    errand.land = NULL;
  return errand;
}

/* Launching reads the forces of the last step, so that they go only afterwards. */
static void
compute_pair(Forces *forces, const ForceInput *in, ForceErrand errand, ForceWants wants)
{
  ForceInput own = *in;
  gboolean launched = errand.launch || force_errand_launch(in->errand, in->team);

  own.errand = errand;
  clear(forces, in, wants);
  forces->out.is_refused = !launched;
  if (launched)
    forces->pair->klass->compute(forces->pair, &own, wants, &forces->out);
}

const ForceOutput *
forces_compute(Forces *forces, const ForceInput *in, ForceWants wants)
{
  g_return_val_if_fail(in->n_atoms == forces->n_atoms, NULL);
  ForceErrand errand = errand_of_pair(forces, in->errand);

  compute_pair(forces, in, errand, wants);
  if (forces->out.is_refused)
    return &forces->out;
  gint64 begin = g_get_monotonic_time();
  for (guint k = 0; k < forces->others->len; k++) {
    ForceProvider *other = forces->others->pdata[k];
    other->klass->compute(other, in, wants, &forces->out);
  }
  if (forces->pme)
    forces->pme->klass->compute(forces->pme, in, wants, &forces->out);
  if (in->times)
    in->times->other += (g_get_monotonic_time() - begin) / (double)G_USEC_PER_SEC;
  if (!errand.land)
    force_errand_land(in->errand, in->team);
  return &forces->out;
}

const double *
forces_grade(Forces *forces, const ForceInput *in)
{
  if (!forces->grade)
    return NULL;
  const LearnedModel *basis = grade_basis_model(forces->model);
  ForceProvider *provider = forces->pair;

  if (basis->kind == LEARNED_TENSORNET)
    free_atom_grade((const TensorNetModel *)basis, forces->species, in->n_atoms, in->type,
                    forces->out.atom_energy, forces->grade);
  else if (!provider->klass->grade ||
           !provider->klass->grade(provider, in, forces->grade))
    return NULL;
  return forces->grade;
}

/* Energies per atom come from the reference path and from learned potentials alone. */
static gboolean
has_atom_energy(const ForceField *ff, const ForceOptions *options)
{
  return options->double_precision || ff->learned;
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
  gboolean per_atom = has_atom_energy(ff, options);
  ForceWants wants = FORCE_ENERGY | FORCE_VIRIAL | (per_atom ? FORCE_ATOM_ENERGY : 0);
  const ForceOutput *out = forces_compute(forces, &in, wants);
  if (!isfinite(force_output_energy(out))) {
    g_set_error_literal(error, VITRINE_ERROR, VITRINE_ERROR_INPUT,
                        _("the energy is not a number: two atoms are at one place"));
    return NULL;
  }
  Frame *result = frame_copy(frame, FRAME_VELOCITY);

  result->force = g_memdup2(out->force, frame->n_atoms * sizeof(Vec3));
  if (per_atom)
    result->energy = g_memdup2(out->atom_energy, frame->n_atoms * sizeof(double));
  result->deviation = g_memdup2(out->deviation, frame->n_atoms * sizeof(double));
  result->grade = g_memdup2(forces_grade(forces, &in), frame->n_atoms * sizeof(double));
  result->has_thermo = TRUE;
  result->thermo = (Thermo){.potential = force_output_energy(out)};
  memcpy(result->thermo.virial, out->virial, sizeof out->virial);
  result->thermo.pressure =
      (out->virial[0] + out->virial[1] + out->virial[2]) / (3.0 * frame->cell.volume);
  if (terms) {
    *terms = *out;
    terms->force = NULL;
    terms->atom_energy = terms->deviation = NULL;
  }
  return result;
}

const guint32 *
forces_take_order(Forces *forces, Team *team)
{
  const ForceProviderClass *klass = forces->pair->klass;
  const guint32 *order = klass->take_order ? klass->take_order(forces->pair) : NULL;

  if (!order)
    return NULL;
  renumber_columns(team, &(RenumberColumn){forces->out.force, sizeof(Vec3)}, 1, order,
                   forces->n_atoms);
  return order;
}

// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "potential/potential-set.h"

#include <glib/gi18n.h>
#include <math.h>

#include "base/base-error.h"
#include "potential/learned/learned-model.h"

/* Coulomb settings where a scene asks for another scheme than the set's */
static const struct {
  double alpha, r_coulomb;
} SCHEME_DEFAULTS[] = {
    [COULOMB_DSF] = {0.2, 8.0},
    [COULOMB_WOLF] = {0.0, 10.0},
    [COULOMB_EWALD] = {0.0, 8.0},
    [COULOMB_PME] = {0.0, 8.0},
};

static gboolean
apply_scheme(ForceField *ff, const char *name, GError **error)
{
  CoulombScheme scheme;
  if (!coulomb_scheme_from_name(name, &scheme)) {
    g_set_error(error, VITRINE_ERROR, VITRINE_ERROR_INPUT,
                _("Coulomb scheme “%s” is none of dsf, wolf, ewald, pme"), name);
    return FALSE;
  }
  if (scheme == ff->coulomb)
    return TRUE;
  ff->coulomb = scheme;
  ff->alpha = SCHEME_DEFAULTS[scheme].alpha;
  ff->r_coulomb = SCHEME_DEFAULTS[scheme].r_coulomb;
  return TRUE;
}

static gboolean
apply_shift(ForceField *ff, const char *name, GError **error)
{
  if (short_range_shift_from_name(name, &ff->sr_shift))
    return TRUE;
  g_set_error(error, VITRINE_ERROR, VITRINE_ERROR_INPUT,
              _("short-range shift “%s” is none of none, energy, force, smooth"), name);
  return FALSE;
}

static gboolean
apply_length(double *length, const char *what, double value, GError **error)
{
  if (isnan(value))
    return TRUE;
  if (value >= 1.0 && value <= 30.0) {
    *length = value;
    return TRUE;
  }
  g_set_error(error, VITRINE_ERROR, VITRINE_ERROR_INPUT,
              _("%s is %g Å; it must lie between 1 and 30 Å"), what, value);
  return FALSE;
}

static gboolean
apply_alpha(ForceField *ff, double alpha, GError **error)
{
  if (isnan(alpha))
    return TRUE;
  if (alpha >= 0.0 && alpha <= 2.0) {
    ff->alpha = alpha;
    return TRUE;
  }
  g_set_error(error, VITRINE_ERROR, VITRINE_ERROR_INPUT,
              _("α is %g Å⁻¹; it must lie between 0 and 2 Å⁻¹"), alpha);
  return FALSE;
}

static gboolean
apply_changes(ForceField *ff, const Scene *scene, GError **error)
{
  for (guint i = 0; scene->changes && i < scene->changes->len; i++)
    if (!potential_apply(ff, scene->start, &g_array_index(scene->changes, ParamChange, i),
                         error))
      return FALSE;
  return TRUE;
}

char *
potential_title(const char *name, GError **error)
{
  if (learned_model_recognises(name)) {
    g_autoptr(LearnedModel) model = learned_model_open(name, error);
    return model ? g_strdup(model->title) : NULL;
  }
  g_autoptr(PotentialSet) set = potential_set_load(name, error);
  return set ? g_strdup(potential_set_title(set)) : NULL;
}

static ForceField *
learned_for_scene(const Scene *scene, GError **error)
{
  g_autoptr(LearnedModel) model = learned_model_open(scene->potential, error);
  ForceField *ff = model ? learned_model_bind(model, scene->start, error) : NULL;

  if (ff && !scene->wall)
    ff->wall = FALSE;
  return ff;
}

ForceField *
potential_for_scene(const Scene *scene, GError **error)
{
  g_return_val_if_fail(scene != NULL && scene->start != NULL, NULL);
  g_return_val_if_fail(scene->potential != NULL, NULL);
  if (learned_model_recognises(scene->potential))
    return learned_for_scene(scene, error);
  g_autoptr(PotentialSet) set = potential_set_load(scene->potential, error);
  if (!set)
    return NULL;
  g_autoptr(ForceField) ff = potential_set_bind(set, scene->start, error);
  if (!ff)
    return NULL;

  if ((scene->coulomb && !apply_scheme(ff, scene->coulomb, error)) ||
      !apply_alpha(ff, scene->alpha, error) ||
      !apply_length(&ff->r_coulomb, _("the Coulomb cut-off"), scene->r_coulomb, error) ||
      !apply_length(&ff->r_short, _("the short-range cut-off"), scene->r_short, error) ||
      (scene->short_shift && !apply_shift(ff, scene->short_shift, error)) ||
      !apply_changes(ff, scene, error))
    return NULL;
  return g_steal_pointer(&ff);
}

// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "potential/learned/grade-basis.h"

#include <glib/gi18n.h>

#include "potential/learned/committee-model.h"
#include "potential/learned/deepmd-model.h"
#include "potential/learned/mtp-model.h"
#include "potential/learned/tensornet-model.h"

/* A model that was not fitted to statistics has averages 0 and deviations 1. */
static gboolean
has_statistics(const DeepmdModel *model)
{
  gsize n = 4 * (gsize)model->n_types * model->n_types;

  for (gsize k = 0; k < n; k++)
    if (model->average[k] != 0.0 || model->deviation[k] != 1.0)
      return TRUE;
  return FALSE;
}

static gboolean
has_references(const TensorNetModel *model)
{
  const WeightTensor *tensor =
      weight_store_find(model->weights, "element_refs.property_offset");

  for (gsize k = 0; tensor && k < tensor->n; k++)
    if (tensor->value[k] != 0.0)
      return TRUE;
  return FALSE;
}

static gboolean
tells(const LearnedModel *model)
{
  switch (model->kind) {
  case LEARNED_NEP:
    return TRUE;
  case LEARNED_MTP:
    return ((const MtpModel *)model)->inverse != NULL;
  case LEARNED_DEEPMD:
    return has_statistics((const DeepmdModel *)model);
  case LEARNED_TENSORNET:
    return has_references((const TensorNetModel *)model);
  default:
    return FALSE;
  }
}

const LearnedModel *
grade_basis_model(const LearnedModel *model)
{
  if (model->kind == LEARNED_COMMITTEE)
    model = ((const CommitteeModel *)model)->members->pdata[0];
  return tells(model) ? model : NULL;
}

const char *
grade_basis_text(const LearnedModel *model)
{
  const LearnedModel *basis = grade_basis_model(model);

  if (!basis)
    return _(
        "The file does not say what the model has seen; a committee of several shows "
        "where it is at a loss.");
  switch (basis->kind) {
  case LEARNED_NEP:
    return _(
        "Grade: how odd an atom is among those of its element, in units of the range "
        "that descriptors had when training began. A yardstick: the file holds no "
        "limits.");
  case LEARNED_MTP:
    return _(
        "Grade: that of the active set in the file (D-optimality). Up to 1 the model "
        "interpolates, beyond 2 it guesses.");
  case LEARNED_DEEPMD:
    return _("Grade: distance from the mean surroundings of training in units of their "
             "spread; of a distribution only these two are in the file.");
  default:
    return _(
        "The file holds no range of the training, only energies of free atoms: the "
        "grade passes 1 where an atom is less bound than free. A committee says more.");
  }
}

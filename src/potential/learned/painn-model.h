// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* PaiNN (Schütt, Unke & Gastegger, ICML 2021, arXiv:2102.03150) as SchNetPack 2 stores
 * it: its whole model as one PyTorch file ("best_model"). The equations stand in
 * md/learned/painn-evaluator.h. Arrays carry SchNetPack's names.
 *
 * The file names neither units nor elements. Units are those of "config.yaml" beside it
 * (data: property_units: energy, and distance_unit), as SchNetPack leaves it there;
 * without it kcal/mol and Å. Elements are those with an energy of their own (atomref)
 * where the model adds these, else all that have a row in the embedding, trained or not.
 * Other representations, radial functions, cut-offs, activations and postprocessors are
 * refused by name. Values only, immutable; any thread. */
#pragma once

#include "potential/learned/learned-model.h"
#include "potential/learned/torch-archive.h"

typedef struct {
  LearnedModel base;
  int units, n_blocks, n_radial, hidden; /* F, messages, Gaussians, layer of the output */
  gboolean share_filters;                /* one filter for all blocks */
  double epsilon;                        /* of the norm in a mixing */
  int *number;                           /* row of the embedding, per element */
  double *energy;                        /* added per element, unit of the file */
  double energy_unit;                    /* eV */
  double length_unit;                    /* Å */
  WeightStore *weights;
} PainnModel;

gboolean painn_model_recognises(const TorchArchive *archive);
LearnedModel *painn_model_open(const char *path, const TorchArchive *archive,
                               GError **error);
/* Array of a model that has been opened: it is there. */
const double *painn_model_get(const PainnModel *model, const char *format, ...)
    G_GNUC_PRINTF(2, 3);

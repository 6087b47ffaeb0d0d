// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* Numbers of a moment tensor potential (Shapeev, Multiscale Model. Simul. 14, 1153
 * (2016)) from the text file of MLIP (version 1.1.0, radial basis RBChebyshev). The
 * equations stand in md/learned/mtp-atom.h.
 *
 * The file numbers its species and does not name them. Their symbols must stand, in this
 * order, in the line "potential_tag = Li P S", which MLIP leaves free for remarks; a file
 * without them is refused with that advice.
 *
 * Behind the text may follow the active set of the training (Podryabinkin & Shapeev,
 * Comput. Mater. Sci. 140, 171 (2017), doi:10.1016/j.commatsci.2017.08.031), as "mlp
 * train" and "mlp select-add" leave it: "#MVS_v1.1", five lines of weights, "#" and two
 * matrices of n_parameters² doubles, the set and its inverse. It is read where single
 * atoms were selected (site_en_weight). Values only, immutable; any thread. */
#pragma once

#include "potential/learned/learned-model.h"

typedef struct {
  int function, power[3];
} MtpBasic;

typedef struct {
  int a, b, to;
  double factor;
} MtpProduct;

typedef struct {
  LearnedModel base;
  int n_species;
  double scaling, r_min, r_max; /* r in Å */
  int n_terms, n_functions;     /* Chebyshev terms of a radial function */
  double *radial;               /* [species][neighbour's species][function][term] */
  int n_moments, n_basic, n_products, n_scalars;
  int largest_power;
  MtpBasic *basic;
  MtpProduct *product;
  int *scalar;            /* moments that the energy is made of */
  double *scalar_weight;  /* eV */
  double *species_energy; /* eV */
  int n_parameters;       /* radial coefficients, species, scalars, in this order */
  double *inverse;        /* of the active set, [row][parameter]; NULL: none */
} MtpModel;

gboolean mtp_model_recognises(const guint8 *data, gsize size);
LearnedModel *mtp_model_open(const char *path, GBytes *bytes, GError **error);

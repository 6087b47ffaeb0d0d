// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* What is known of four-fold boron in a glass of this composition, to stand beside what a
 * run gives: the model of Dell and Bray, and measured values (data/measured, compiled
 * in; every row names its source). Any thread. */
#pragma once

#include <glib.h>

#include "model/frame.h"

/* Composition as the field writes it. Alkaline-earth oxides count as the alkali oxide of
 * the same charge. */
typedef struct {
  double r;                           /* [M2O]/[B2O3] */
  double k;                           /* [SiO2]/[B2O3] */
  double silica, boron_oxide, lithia; /* mol% of all oxides */
} BorateGlass;

/* FALSE: no boron, or formers, modifiers or anions for which the model says nothing. */
gboolean borate_glass_of(const Frame *frame, BorateGlass *glass);

/* Fraction of four-fold boron by Dell and Bray: R up to R = 1/2 + K/16, constant up to
 * 1/2 + K/4, then (8 + K)/12 · (1 − R/(2 + K)), 0 from 2 + K on (Y. H. Yun and P. J.
 * Bray, J. Non-Cryst. Solids 27, 363 (1978), doi:10.1016/0022-3093(78)90020-0; W. J.
 * Dell, P. J. Bray, S. Z. Xiao, J. Non-Cryst. Solids 58, 1 (1983),
 * doi:10.1016/0022-3093(83)90097-2). Made for sodium borosilicates with K ≤ 8. */
double borate_dell_bray(double r, double k);

/* One row of data/measured/lithium-borosilicates.csv; fractions, NAN: not known. */
typedef struct {
  double silica, boron_oxide, lithia; /* mol% */
  double n4;
  double density;      /* g/cm³ */
  double ring_nmr;     /* three-fold boron in three-membered rings */
  double ring_learned; /* the same in glasses from a learned potential */
  double ring_learned_sd;
  char source[160];
} BorateMeasured;

guint borate_n_measured(void);
void borate_get_measured(guint index, BorateMeasured *row);
/* The row of this composition, to 1 mol% of each oxide; FALSE: none. */
gboolean borate_find_measured(const BorateGlass *glass, BorateMeasured *row);

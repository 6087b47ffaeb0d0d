// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* Parameters that depend on the composition of the whole glass. A potential file names
 * them ("rule:bmp-boron") in place of a number. Pure functions; any thread.
 *
 * R = (A2O + AeO)/B2O3 and K = SiO2/B2O3 in moles; A alkali, Ae alkaline earth. */
#pragma once

#include <glib.h>

#include "model/frame.h"

typedef struct {
  double r, k;
} BorateRatios;

/* FALSE when there is no boron. */
gboolean borate_ratios(const Frame *frame, BorateRatios *ratios);

/* Fraction of four-fold boron, Dell, Bray & Xiao, J. Non-Cryst. Solids 58, 1 (1983),
 * doi:10.1016/0022-3093(83)90097-2:
 *   R ≤ 1/2 + K/16: R;  R ≤ 1/2 + K/4: 1/2 + K/16;  R ≤ 2 + K: (8 + K)/12 [1 − R/(2 +
 * K)]; beyond: 0 */
double borate_n4(BorateRatios ratios);

/* Depth D of the B–O Morse term of BMP, eV; Bertani et al., J. Am. Ceram. Soc. 105, 7254
 * (2022), with the erratum 106, 5104 (2023):
 *   D = [2.11081 + (R+1)⁻²] e^{0.02063R + 0.06312K}
 *     + [−2.12213 + (R+1)⁻²] e^{−7.50152R + 0.32778K} − 0.001665K³ − 0.12807R
 * Negative far from the glasses it was fitted to. */
double bmp_boron_depth(BorateRatios ratios);

/* A of the B–O Buckingham term, eV; Deng & Du, J. Am. Ceram. Soc. 102, 2482 (2019),
 * doi:10.1111/jace.16082, with the erratum doi:10.1111/jace.16897. R_m = K/16 + 1/2:
 *   R ≤ R_m: 11900 + 4350 [R_m − (R_m − N4)²/R_m] + 85K²
 *   R > R_m: 12525 + T3 N4 R_m/R,  T3 = (11900 + 85K² − 12525)/R_m + 4350 */
double deng_du_boron_strength(BorateRatios ratios);

typedef struct {
  const char *name;    /* as files write it, after "rule:" */
  const char *section; /* where it may stand */
  guint column;
  gboolean (*evaluate)(const Frame *frame, double *value, GError **error);
} CompositionRule;

/* Rule of a name, or NULL. Evaluating it fails (VITRINE_ERROR_INPUT, with the rule and
 * the ratios named) where the composition lies outside its validity. Static storage. */
const CompositionRule *composition_rule_lookup(const char *name);

// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* How long rings live. Two estimates from the same births and deaths:
 *
 * - tau: time that rings were watched, all together, over the number that opened; the
 *   maximum-likelihood lifetime when rings forget their age, whatever is cut off by the
 *   beginning or the end; σ = tau/√deaths.
 * - survival(t): fraction of those born while watched that live longer than t, by the
 * life table (S. J. Cutler, F. Ederer, J. Chronic Dis. 8, 699 (1958),
 *   doi:10.1016/0021-9681(58)90126-7) on ten bins per decade: those still alive count
 *   half a bin of what they were seen; Greenwood's error.
 *
 * A plain value; one thread. */
#pragma once

#include <glib.h>

#define RING_LIFE_FIRST      0.01 /* ps, upper end of the first bin */
#define RING_LIFE_PER_DECADE 10
#define RING_LIFE_BINS       81 /* to 10⁶ ps */

/* Zeroed memory is empty. */
typedef struct {
  double watched; /* ps, summed over rings */
  guint n_births, n_deaths;
  double died[RING_LIFE_BINS]; /* by age, of those whose birth was seen */
} RingLife;

/* Rings cut off by the end: how many of which age. */
typedef struct {
  double n[RING_LIFE_BINS];
} RingAges;

/* age NAN: its birth was not seen. */
void ring_life_add_death(RingLife *life, double age);
void ring_ages_add(RingAges *ages, double age);

/* ps; NAN with error NAN before the first death. */
double ring_life_tau(const RingLife *life, double *error);
/* Survival at the upper ends of the bins (time[], ps): n points up to the last bin with a
 * ring in it. time, survival and error have RING_LIFE_BINS elements. */
guint ring_life_survival(const RingLife *life, const RingAges *alive, double *time,
                         double *survival, double *error);

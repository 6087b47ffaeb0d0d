// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* A potential bound to the species of one structure: every number the forces need, and
 * nothing else. A plain value (force_field_copy it, change it, hand it on); any thread.
 * Units eV, Å, e.
 *
 * Pair energy of types a, b at distance r:
 *   U = U_C(r) + U_sr(r),
 *   U_sr = D {[1 − e^{−a(r−r0)}]² − 1} + C12/r¹²              Morse with a core
 *        + A e^{−r/ρ} − C6/r⁶ + D24/r²⁴                        Buckingham / SHIK
 *     and, where r_core > 0 and r ≤ r_core, instead  B/rⁿ + D₂ r²   (Teter/Du)
 *   for r ≤ r_short, shifted there as sr_shift says.
 * A pair of which all numbers are 0 has the Coulomb part only. Sources:
 * data/potentials/<set>.potential, one reference per row. */
#pragma once

#include <glib.h>

#include "model/species.h"

typedef enum {
  COULOMB_DSF,   /* damped shifted force: Fennell & Gezelter, J. Chem. Phys. 124, 234104
                    (2006), eq. 19; formula in curve.h */
  COULOMB_WOLF,  /* SHIK: Wolf-type shifted force without damping, times G;
                    Sundararaman et al., J. Chem. Phys. 148, 194504 (2018) */
  COULOMB_EWALD, /* plain Ewald sum, the reference */
  COULOMB_PME,   /* smooth particle-mesh Ewald */
} CoulombScheme;

typedef enum {
  SR_SHIFT_NONE,   /* U */
  SR_SHIFT_ENERGY, /* U − U(r_c) */
  SR_SHIFT_FORCE,  /* U − U(r_c) − U′(r_c)(r − r_c) */
  SR_SHIFT_SMOOTH, /* [U − U(r_c)] G, as SHIK is run */
} ShortRangeShift;

typedef struct {
  double morse_d, morse_a, morse_r0; /* eV, Å⁻¹, Å */
  double c12;                        /* eV Å¹² */
  double buck_a, buck_rho, c6;       /* eV, Å, eV Å⁶ */
  double d24;                        /* eV Å²⁴ */
  double r_core, core_b, core_n, core_d2;
} PairTerm;

/* X–O–Y with the anion in the centre:
 * U = (K/2)(θ − θ0)² e^{−(r1+r2)/ρ} for r1 < cut_a, r2 < cut_b; no exponential when rho =
 * 0. With a taper both arms fade out before their cut-offs (triple.h). */
typedef struct {
  int centre, end_a, end_b; /* types; end_a ≤ end_b */
  double k;                 /* eV/rad² */
  double theta0;            /* rad */
  double rho;               /* Å */
  double cut_a, cut_b;      /* Å, of the arm to end_a and to end_b */
  double taper;             /* Å, over which they fade out; 0: they end abruptly */
} TripleTerm;

#define TRIPLES_MAX 64

/* A machine-learned potential (learned/learned-model.h). */
typedef struct LearnedModel LearnedModel;

typedef struct {
  SpeciesList *species;  /* owned reference */
  LearnedModel *learned; /* owned reference; when not NULL it makes all forces, and of the
                            rest only charges (for currents) and ranges count */
  gboolean wall;         /* ZBL repulsion below the model's range (zbl-provider.h) */
  double charge[SPECIES_MAX];              /* e */
  PairTerm pair[SPECIES_MAX][SPECIES_MAX]; /* symmetric */
  guint n_triples;
  TripleTerm triple[TRIPLES_MAX];
  CoulombScheme coulomb;
  double alpha;     /* Å⁻¹: damping (DSF) or splitting (Ewald, PME; 0 = choose) */
  double r_coulomb; /* Å */
  double r_short;   /* Å */
  ShortRangeShift sr_shift;
  double wolf_gamma2; /* Å²: γ² of G = exp(−γ²/(r − r_c)²), of the wolf scheme and of
                         SR_SHIFT_SMOOTH, each with its own r_c; 0: G = 1 */
} ForceField;

/* U and dU/dr of a pair, separated. */
typedef struct {
  double coulomb, d_coulomb; /* eV, eV/Å; real-space part for Ewald and PME */
  double shortr, d_shortr;
} PairValue;

/* "dsf", "wolf", "ewald", "pme", as files and the command line write them. */
const char *coulomb_scheme_name(CoulombScheme scheme);
/* FALSE (scheme untouched) for another name. */
gboolean coulomb_scheme_from_name(const char *name, CoulombScheme *scheme);
/* "none", "energy", "force", "smooth". */
const char *short_range_shift_name(ShortRangeShift shift);
gboolean short_range_shift_from_name(const char *name, ShortRangeShift *shift);

ForceField *force_field_copy(const ForceField *ff);
void force_field_free(ForceField *ff);

/* Analytic pair interaction of types a, b at r > 0 (Å): cut-offs, shifts and smoothing
 * applied, zero beyond them. This function is the truth that every kernel is compared
 * with. */
PairValue force_field_pair(const ForceField *ff, int a, int b, double r);

/* As force_field_pair, with the bare 1/r Coulomb energy and no shifts: the curve U(r)
 * that a person bends. eV. */
double force_field_bare_energy(const ForceField *ff, int a, int b, double r);

/* Self term of the Coulomb scheme, which depends on the charges alone, eV: no force, no
 * virial. n_of_type[t] atoms of each type.
 *   DSF         −e²/4πε0 Σq² [α/√π + (erfc(αr_c)/r_c + s r_c)/2], s in curve.h
 *   wolf        0
 *   Ewald, PME  −e²/4πε0 Σq² α/√π; the background of a charged cell depends on the volume
 *               and stands in ewald.h */
double force_field_self_energy(const ForceField *ff, const guint *n_of_type);

/* The splitting α in use, Å⁻¹: alpha, or when that is 0 for Ewald 5.5/r_coulomb (both
 * sums converge to 1e-12) and for PME 3.36/r_coulomb. */
double force_field_alpha(const ForceField *ff);

/* The longest range of any pair term, Å. */
double force_field_cutoff(const ForceField *ff);
/* Σ q over the atoms, e. */
double force_field_total_charge(const ForceField *ff, const guint *n_of_type);
/* Type of the anion that balances the cell: O, else S, else -1. */
int force_field_anion(const ForceField *ff);
/* Gives the anion the charge that makes the cell neutral. Returns FALSE when
 * there is no anion. */
gboolean force_field_balance(ForceField *ff, const guint *n_of_type);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(ForceField, force_field_free)

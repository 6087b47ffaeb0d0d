// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "potential/force-field.h"

#include <math.h>
#include <string.h>

#include "base/units.h"
#include "potential/curve.h"
#include "potential/learned/learned-model.h"

/* e^{−x²} = 7e-14 at the edge of either sum */
static const double EWALD_REACH = 5.5;
/* 3e-5 of the force in oxide glasses, what mesh sums are usually run at */
static const double PME_REACH = 3.36;

static const char *const SCHEME_NAMES[] = {"dsf", "wolf", "ewald", "pme"};
static const char *const SHIFT_NAMES[] = {"none", "energy", "force", "smooth"};

static int
find_name(const char *const *names, guint n, const char *name)
{
  for (guint i = 0; i < n; i++)
    if (g_strcmp0(names[i], name) == 0)
      return i;
  return -1;
}

const char *
coulomb_scheme_name(CoulombScheme scheme)
{
  return SCHEME_NAMES[scheme];
}

gboolean
coulomb_scheme_from_name(const char *name, CoulombScheme *scheme)
{
  int i = find_name(SCHEME_NAMES, G_N_ELEMENTS(SCHEME_NAMES), name);
  if (i < 0)
    return FALSE;
  *scheme = i;
  return TRUE;
}

const char *
short_range_shift_name(ShortRangeShift shift)
{
  return SHIFT_NAMES[shift];
}

gboolean
short_range_shift_from_name(const char *name, ShortRangeShift *shift)
{
  int i = find_name(SHIFT_NAMES, G_N_ELEMENTS(SHIFT_NAMES), name);
  if (i < 0)
    return FALSE;
  *shift = i;
  return TRUE;
}

ForceField *
force_field_copy(const ForceField *ff)
{
  g_return_val_if_fail(ff != NULL, NULL);
  ForceField *copy = g_memdup2(ff, sizeof *ff);
  if (copy->species)
    species_list_ref(copy->species);
  if (copy->learned)
    learned_model_ref(copy->learned);
  return copy;
}

void
force_field_free(ForceField *ff)
{
  if (!ff)
    return;
  g_clear_pointer(&ff->species, species_list_unref);
  g_clear_pointer(&ff->learned, learned_model_unref);
  g_free(ff);
}

double
force_field_alpha(const ForceField *ff)
{
  g_return_val_if_fail(ff != NULL, 0.0);
  if (ff->alpha > 0.0)
    return ff->alpha;
  if (ff->coulomb == COULOMB_EWALD)
    return EWALD_REACH / ff->r_coulomb;
  if (ff->coulomb == COULOMB_PME)
    return PME_REACH / ff->r_coulomb;
  return 0.0;
}

static CurvePoint
coulomb_point(const ForceField *ff, double r)
{
  switch (ff->coulomb) {
  case COULOMB_DSF:
    return curve_dsf(r, ff->alpha, ff->r_coulomb);
  case COULOMB_WOLF: {
    CurvePoint p = curve_wolf(r, ff->r_coulomb);
    return ff->wolf_gamma2 > 0.0 ? curve_smoothed(p, r, ff->r_coulomb, ff->wolf_gamma2)
                                 : p;
  }
  case COULOMB_EWALD:
  case COULOMB_PME:
    return curve_erfc(r, force_field_alpha(ff));
  }
  g_assert_not_reached();
}

static CurvePoint
short_point(const ForceField *ff, const PairTerm *pair, double r)
{
  CurvePoint p = curve_short(pair, r);
  if (ff->sr_shift == SR_SHIFT_NONE)
    return p;

  CurvePoint edge = curve_short(pair, ff->r_short);
  p.u -= edge.u;
  if (ff->sr_shift == SR_SHIFT_FORCE) {
    p.u -= edge.du * (r - ff->r_short);
    p.du -= edge.du;
  }
  if (ff->sr_shift == SR_SHIFT_SMOOTH)
    p = curve_smoothed(p, r, ff->r_short, ff->wolf_gamma2);
  return p;
}

PairValue
force_field_pair(const ForceField *ff, int a, int b, double r)
{
  double qq = ff->charge[a] * ff->charge[b];
  PairValue v = {0};
  if (r < ff->r_coulomb && qq != 0.0) {
    CurvePoint p = coulomb_point(ff, r);
    v.coulomb = qq * p.u;
    v.d_coulomb = qq * p.du;
  }
  if (r <= ff->r_short) {
    CurvePoint p = short_point(ff, &ff->pair[a][b], r);
    v.shortr = p.u;
    v.d_shortr = p.du;
  }
  return v;
}

double
force_field_bare_energy(const ForceField *ff, int a, int b, double r)
{
  return ff->charge[a] * ff->charge[b] * curve_coulomb(r).u +
         curve_short(&ff->pair[a][b], r).u;
}

double
force_field_self_energy(const ForceField *ff, const guint *n_of_type)
{
  g_return_val_if_fail(ff != NULL && n_of_type != NULL, 0.0);
  double q2 = 0.0;
  for (guint t = 0; t < ff->species->n; t++)
    q2 += n_of_type[t] * ff->charge[t] * ff->charge[t];

  switch (ff->coulomb) {
  case COULOMB_DSF:
    return q2 * curve_dsf_self(ff->alpha, ff->r_coulomb);
  case COULOMB_WOLF:
    return 0.0;
  case COULOMB_EWALD:
  case COULOMB_PME:
    return -q2 * UNITS_COULOMB * force_field_alpha(ff) * M_2_SQRTPI * 0.5;
  }
  g_assert_not_reached();
}

double
force_field_cutoff(const ForceField *ff)
{
  g_return_val_if_fail(ff != NULL, 0.0);
  return MAX(ff->r_coulomb, ff->r_short);
}

double
force_field_total_charge(const ForceField *ff, const guint *n_of_type)
{
  g_return_val_if_fail(ff != NULL && n_of_type != NULL, 0.0);
  double q = 0.0;
  for (guint t = 0; t < ff->species->n; t++)
    q += n_of_type[t] * ff->charge[t];
  return q;
}

int
force_field_anion(const ForceField *ff)
{
  g_return_val_if_fail(ff != NULL, -1);
  int oxygen = species_list_find(ff->species, "O");
  return oxygen >= 0 ? oxygen : species_list_find(ff->species, "S");
}

gboolean
force_field_balance(ForceField *ff, const guint *n_of_type)
{
  g_return_val_if_fail(ff != NULL && n_of_type != NULL, FALSE);
  int anion = force_field_anion(ff);
  if (anion < 0 || n_of_type[anion] == 0)
    return FALSE;
  ff->charge[anion] = 0.0;
  ff->charge[anion] = -force_field_total_charge(ff, n_of_type) / n_of_type[anion];
  return TRUE;
}

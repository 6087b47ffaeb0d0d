// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "potential/potential-set.h"

#include <glib/gi18n.h>
#include <math.h>

#include "base/base-error.h"
#include "potential/triple.h"

static const double LARGEST_CHARGE = 8.0;

static gboolean refuse(GError **error, const char *format, ...) G_GNUC_PRINTF(2, 3);

static gboolean
refuse(GError **error, const char *format, ...)
{
  va_list args;
  va_start(args, format);
  g_autofree char *reason = g_strdup_vprintf(format, args);
  va_end(args);
  g_set_error_literal(error, VITRINE_ERROR, VITRINE_ERROR_INPUT, reason);
  return FALSE;
}

static double *
pair_number(PairTerm *pair, ParamKind kind)
{
  switch (kind) {
  case PARAM_MORSE_D:
    return &pair->morse_d;
  case PARAM_MORSE_A:
    return &pair->morse_a;
  case PARAM_MORSE_R0:
    return &pair->morse_r0;
  case PARAM_C12:
    return &pair->c12;
  case PARAM_CHARGE:
  case PARAM_TAPER:
    break;
  }
  return NULL;
}

static gboolean
apply_charge(ForceField *ff, const Frame *frame, const ParamChange *change,
             GError **error)
{
  int type = species_list_find(ff->species, change->a);
  int anion = force_field_anion(ff);
  if (type < 0)
    return refuse(error, _("there is no %s in this glass"), change->a);
  if (!(fabs(change->value) <= LARGEST_CHARGE))
    return refuse(error, _("z(%s) must lie between −8 and 8"), change->a);
  if (type == anion)
    return refuse(error, _("the charge of %s keeps the cell neutral; change a cation"),
                  change->a);

  guint count[SPECIES_MAX] = {0};
  for (guint t = 0; t < frame->species->n; t++)
    count[t] = frame_count_type(frame, t);
  double old = ff->charge[type], old_anion = anion < 0 ? 0.0 : ff->charge[anion];
  ff->charge[type] = change->value;
  gboolean balanced = force_field_balance(ff, count);
  if (balanced && fabs(ff->charge[anion]) <= LARGEST_CHARGE)
    return TRUE;

  ff->charge[type] = old;
  if (anion >= 0)
    ff->charge[anion] = old_anion;
  return balanced
             ? refuse(error, _("z(%s) = %g would need a charge of %s beyond 8"),
                      change->a, change->value, ff->species->element[anion]->symbol)
             : refuse(error, _("there is no anion that could balance z(%s)"), change->a);
}

static gboolean
check_number(const PairTerm *pair, const ParamChange *change, GError **error)
{
  double value = change->value;
  gboolean may_vanish = change->kind == PARAM_MORSE_D || change->kind == PARAM_C12;
  if (!isfinite(value) || value < 0.0 || (value == 0.0 && !may_vanish))
    return refuse(error,
                  may_vanish ? _("this parameter of %s–%s must not be negative")
                             : _("this parameter of %s–%s must be positive"),
                  change->a, change->b);
  gboolean shaped = pair->morse_a > 0.0 && pair->morse_r0 > 0.0;
  if (change->kind == PARAM_MORSE_D && value > 0.0 && !shaped)
    return refuse(error, _("%s–%s has no Morse term: give it a and r₀ first"), change->a,
                  change->b);
  return TRUE;
}

static gboolean
apply_pair(ForceField *ff, const ParamChange *change, GError **error)
{
  int a = species_list_find(ff->species, change->a);
  int b = species_list_find(ff->species, change->b);
  if (a < 0 || b < 0)
    return refuse(error, _("there is no %s in this glass"),
                  a < 0 ? change->a : change->b);
  PairTerm *pair = &ff->pair[a][b];
  if (!check_number(pair, change, error))
    return FALSE;
  *pair_number(pair, change->kind) = change->value;
  ff->pair[b][a] = *pair;
  return TRUE;
}

static TripleTerm *
find_term(const ForceField *ff, const ParamChange *change)
{
  int centre = species_list_find(ff->species, change->centre);
  int a = species_list_find(ff->species, change->a);
  int b = species_list_find(ff->species, change->b);

  if (centre < 0 || a < 0 || b < 0)
    return NULL;
  return (TripleTerm *)triple_find(ff, centre, a, b);
}

static gboolean
apply_taper(ForceField *ff, const ParamChange *change, GError **error)
{
  TripleTerm *term = find_term(ff, change);

  if (!term)
    return refuse(error, _("there is no three-body term %s–%s–%s in this potential"),
                  change->a, change->centre, change->b);
  double most = MIN(term->cut_a, term->cut_b);
  if (!(change->value >= 0.0 && change->value <= most))
    return refuse(error, _("the taper of %s–%s–%s must lie between 0 and %.2f Å"),
                  change->a, change->centre, change->b, most);
  term->taper = change->value;
  return TRUE;
}

static gboolean
refuse_learned(GError **error)
{
  g_set_error_literal(error, VITRINE_ERROR, VITRINE_ERROR_UNSUPPORTED,
                      _("a learned potential has no parameters that could be changed"));
  return FALSE;
}

gboolean
potential_apply(ForceField *ff, const Frame *frame, const ParamChange *change,
                GError **error)
{
  g_return_val_if_fail(ff != NULL && frame != NULL && change != NULL, FALSE);
  if (ff->learned)
    return refuse_learned(error);
  if (change->kind == PARAM_CHARGE)
    return apply_charge(ff, frame, change, error);
  return change->kind == PARAM_TAPER ? apply_taper(ff, change, error)
                                     : apply_pair(ff, change, error);
}

double
potential_value(const ForceField *ff, const ParamChange *change)
{
  g_return_val_if_fail(ff != NULL && change != NULL, NAN);
  if (change->kind == PARAM_TAPER) {
    const TripleTerm *term = find_term(ff, change);
    return term ? term->taper : NAN;
  }
  int a = species_list_find(ff->species, change->a);
  if (a < 0)
    return NAN;
  if (change->kind == PARAM_CHARGE)
    return ff->charge[a];
  int b = species_list_find(ff->species, change->b);
  if (b < 0)
    return NAN;
  PairTerm pair = ff->pair[a][b];
  return *pair_number(&pair, change->kind);
}

// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "potential/composition-rule.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#include "base/base-error.h"

/* eV; above it the core swallows the bond length and the fit has no meaning */
static const double DENG_DU_LARGEST = 25000.0;

static const char *const ALKALI[] = {"Li", "Na", "K", "Rb", "Cs", NULL};
static const char *const EARTH[] = {"Be", "Mg", "Ca", "Sr", "Ba", NULL};
static const char *const NETWORK[] = {"B", "Si", "O", NULL};

static double
count_element(const Frame *frame, const char *symbol)
{
  int type = species_list_find(frame->species, symbol);
  return type < 0 ? 0.0 : frame_count_type(frame, type);
}

static double
count_elements(const Frame *frame, const char *const *symbols)
{
  double n = 0.0;
  for (guint i = 0; symbols[i]; i++)
    n += count_element(frame, symbols[i]);
  return n;
}

gboolean
borate_ratios(const Frame *frame, BorateRatios *ratios)
{
  g_return_val_if_fail(frame != NULL && ratios != NULL, FALSE);
  double b2o3 = 0.5 * count_element(frame, "B");
  if (b2o3 == 0.0)
    return FALSE;
  double oxides = 0.5 * count_elements(frame, ALKALI) + count_elements(frame, EARTH);
  ratios->r = oxides / b2o3;
  ratios->k = count_element(frame, "Si") / b2o3;
  return TRUE;
}

double
borate_n4(BorateRatios ratios)
{
  double r = ratios.r, k = ratios.k;
  if (r <= 0.5 + k / 16.0)
    return r;
  if (r <= 0.5 + k / 4.0)
    return 0.5 + k / 16.0;
  return MAX(0.0, (8.0 + k) / 12.0 * (1.0 - r / (2.0 + k)));
}

double
bmp_boron_depth(BorateRatios ratios)
{
  double r = ratios.r, k = ratios.k;
  double s = 1.0 / ((r + 1.0) * (r + 1.0));
  return (2.11081 + s) * exp(0.02063 * r + 0.06312 * k) +
         (s - 2.12213) * exp(0.32778 * k - 7.50152 * r) - 0.001665 * k * k * k -
         0.12807 * r;
}

double
deng_du_boron_strength(BorateRatios ratios)
{
  double n4 = borate_n4(ratios);
  double r_max = ratios.k / 16.0 + 0.5;
  double silica = 11900.0 + 85.0 * ratios.k * ratios.k;

  if (ratios.r <= r_max)
    return silica + 4350.0 * (r_max - (r_max - n4) * (r_max - n4) / r_max);
  double t3 = (silica - 12525.0) / r_max + 4350.0;
  return 12525.0 + t3 * n4 * r_max / ratios.r;
}

static gboolean
need_boron(const Frame *frame, BorateRatios *ratios, GError **error)
{
  if (borate_ratios(frame, ratios))
    return TRUE;
  g_set_error_literal(error, VITRINE_ERROR, VITRINE_ERROR_INPUT,
                      _("a rule for boron is used, but there is no boron"));
  return FALSE;
}

/* The first element that is in the frame but in none of the three lists, or NULL. */
static const char *
stranger_to_borates(const Frame *frame)
{
  for (guint t = 0; t < frame->species->n; t++) {
    const char *symbol = frame->species->element[t]->symbol;
    if (!g_strv_contains(ALKALI, symbol) && !g_strv_contains(EARTH, symbol) &&
        !g_strv_contains(NETWORK, symbol) && frame_count_type(frame, t) > 0)
      return symbol;
  }
  return NULL;
}

static gboolean
evaluate_bmp_boron(const Frame *frame, double *value, GError **error)
{
  BorateRatios ratios;
  if (!need_boron(frame, &ratios, error))
    return FALSE;

  const char *stranger = stranger_to_borates(frame);
  if (stranger) {
    g_set_error(error, VITRINE_ERROR, VITRINE_ERROR_INPUT,
                _("rule bmp-boron: the B–O depth is not defined together with %s, only "
                  "with alkali, alkaline earth, Si and O"),
                stranger);
    return FALSE;
  }
  *value = bmp_boron_depth(ratios);
  if (*value > 0.0)
    return TRUE;
  g_set_error(error, VITRINE_ERROR, VITRINE_ERROR_INPUT,
              _("rule bmp-boron: the B–O depth is %.3f eV at R = %.3f, K = %.3f; this "
                "composition lies outside the range of the potential"),
              *value, ratios.r, ratios.k);
  return FALSE;
}

static gboolean
evaluate_deng_du_boron(const Frame *frame, double *value, GError **error)
{
  BorateRatios ratios;
  if (!need_boron(frame, &ratios, error))
    return FALSE;

  *value = deng_du_boron_strength(ratios);
  if (*value > 0.0 && *value <= DENG_DU_LARGEST)
    return TRUE;
  g_set_error(error, VITRINE_ERROR, VITRINE_ERROR_INPUT,
              _("rule deng-du-boron: A(B–O) is %.0f eV at R = %.3f, K = %.3f; this "
                "composition lies outside the range of the potential"),
              *value, ratios.r, ratios.k);
  return FALSE;
}

static const CompositionRule RULES[] = {
    {"bmp-boron", "morse", 0, evaluate_bmp_boron},
    {"deng-du-boron", "buckingham", 0, evaluate_deng_du_boron},
};

const CompositionRule *
composition_rule_lookup(const char *name)
{
  g_return_val_if_fail(name != NULL, NULL);
  for (guint i = 0; i < G_N_ELEMENTS(RULES); i++)
    if (strcmp(RULES[i].name, name) == 0)
      return &RULES[i];
  return NULL;
}

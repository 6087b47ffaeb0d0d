// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "potential/potential-table.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#include "base/base-error.h"

static gboolean
fail_set(const PotentialSet *set, GError **error, const char *reason)
{
  g_set_error(error, VITRINE_ERROR, VITRINE_ERROR_INPUT, "%s: %s", set->origin, reason);
  return FALSE;
}

static gboolean
fail_row(const PotentialSet *set, guint line, GError **error, const char *reason)
{
  g_set_error(error, VITRINE_ERROR, VITRINE_ERROR_INPUT, "%s:%u: %s", set->origin, line,
              reason);
  return FALSE;
}

static gboolean
check_heads(const PotentialSet *set, GError **error)
{
  if (!set->name)
    return fail_set(set, error, _("[potential] has no name"));
  if (!set->title)
    return fail_set(set, error, _("[potential] has no title"));
  if (!set->source)
    return fail_set(set, error, _("[potential] has no source"));
  if (!set->scheme_given)
    return fail_set(set, error, _("[coulomb] has no scheme"));
  if (set->r_coulomb == 0.0)
    return fail_set(set, error, _("[coulomb] has no cutoff"));
  if (set->r_short == 0.0)
    return fail_set(set, error, _("[short-range] has no cutoff"));
  if (set->charges->len == 0)
    return fail_set(set, error, _("no charges are given"));
  return TRUE;
}

static gboolean
check_reference(const PotentialSet *set, const char *reference, guint line,
                GError **error)
{
  if (g_hash_table_contains(set->references, reference))
    return TRUE;
  g_autofree char *reason = g_strdup_printf(_("@%s is not in [references]"), reference);
  return fail_row(set, line, error, reason);
}

static gboolean
check_label(const PotentialSet *set, const char *label, guint line, GError **error)
{
  if (potential_set_find_charge(set, label))
    return TRUE;
  g_autofree char *reason = g_strdup_printf(_("%s has no charge in [charges]"), label);
  return fail_row(set, line, error, reason);
}

static gboolean
check_charges(const PotentialSet *set, GError **error)
{
  guint balanced = 0;
  for (guint i = 0; i < set->charges->len; i++) {
    const ChargeRow *row = &g_array_index(set->charges, ChargeRow, i);
    if (!check_reference(set, row->reference, row->line, error))
      return FALSE;
    balanced += row->balance;
    if (row->balance && row->element->role != SPECIES_ANION)
      return fail_row(set, row->line, error, _("rule “neutral” is for the anion alone"));
    if (balanced > 1)
      return fail_row(set, row->line, error,
                      _("only one element can make the cell neutral"));
  }
  return TRUE;
}

static gboolean
has_tail(const PotentialSet *set, const PairRow *core)
{
  for (guint i = 0; i < set->pairs->len; i++) {
    const PairRow *row = &g_array_index(set->pairs, PairRow, i);
    if (row != core && row->form->slots & PAIR_EXPONENTIAL &&
        pair_row_joins(row, core->a, core->b))
      return TRUE;
  }
  return FALSE;
}

static gboolean
check_pairs(const PotentialSet *set, GError **error)
{
  for (guint i = 0; i < set->pairs->len; i++) {
    const PairRow *row = &g_array_index(set->pairs, PairRow, i);
    if (!check_reference(set, row->reference, row->line, error) ||
        !check_label(set, row->a, row->line, error) ||
        !check_label(set, row->b, row->line, error))
      return FALSE;
    if (row->form->slots == PAIR_CORE && !has_tail(set, row))
      return fail_row(set, row->line, error, _("a core without a Buckingham tail"));
  }
  return TRUE;
}

static gboolean
check_triples(const PotentialSet *set, GError **error)
{
  for (guint i = 0; i < set->triples->len; i++) {
    const TripleRow *row = &g_array_index(set->triples, TripleRow, i);
    if (!check_reference(set, row->reference, row->line, error) ||
        !check_label(set, row->a, row->line, error) ||
        !check_label(set, row->centre, row->line, error) ||
        !check_label(set, row->b, row->line, error))
      return FALSE;
  }
  return TRUE;
}

static gboolean
has_pair(const PotentialSet *set, const char *a, const char *b)
{
  for (guint i = 0; i < set->pairs->len; i++)
    if (pair_row_joins(&g_array_index(set->pairs, PairRow, i), a, b))
      return TRUE;
  return FALSE;
}

static gboolean
is_anion(const ChargeRow *row)
{
  return row->balance || row->charge < 0.0;
}

/* Ions of opposite charge fall into each other without a repulsion, and every published
 * oxide potential has an anion–anion term: their absence is a forgotten row. Between
 * cations Coulomb alone is common. */
static gboolean
check_complete(const PotentialSet *set, GError **error)
{
  for (guint i = 0; i < set->charges->len; i++) {
    const ChargeRow *anion = &g_array_index(set->charges, ChargeRow, i);
    for (guint j = 0; is_anion(anion) && j < set->charges->len; j++) {
      const ChargeRow *ion = &g_array_index(set->charges, ChargeRow, j);
      if (has_pair(set, ion->label, anion->label))
        continue;
      g_autofree char *reason =
          g_strdup_printf(_("the pair %s-%s is missing"), ion->label, anion->label);
      return fail_set(set, error, reason);
    }
  }
  return TRUE;
}

gboolean
potential_set_check(const PotentialSet *set, GError **error)
{
  return check_heads(set, error) && check_charges(set, error) &&
         check_pairs(set, error) && check_triples(set, error) &&
         check_complete(set, error);
}

// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "potential/potential-set.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#include "base/base-error.h"
#include "potential/core.h"
#include "potential/potential-table.h"

/* Published cores are rounded to four digits and join to 1e-3; one that is worse has a
 * wrong number */
static const double CORE_TOLERANCE = 0.01;

/* The row that each type of the frame takes; NULL for a species without atoms. */
typedef struct {
  const PotentialSet *set;
  const Frame *frame;
  guint count[SPECIES_MAX];
  const ChargeRow *row[SPECIES_MAX];
} Binding;

static char *
known_elements(const PotentialSet *set)
{
  GString *text = g_string_new(NULL);
  for (guint i = 0; i < set->charges->len; i++) {
    const ChargeRow *row = &g_array_index(set->charges, ChargeRow, i);
    g_string_append_printf(text, "%s%s", i ? " " : "", row->label);
  }
  return g_string_free(text, FALSE);
}

static gboolean
fail_missing(const PotentialSet *set, const char *symbol, GError **error)
{
  g_autofree char *known = known_elements(set);
  g_set_error(error, VITRINE_ERROR, VITRINE_ERROR_INPUT,
              _("no %s in %s: it has parameters for %s"), symbol, set->name, known);
  return FALSE;
}

/* The choice-th row of an element, or NULL. */
static const ChargeRow *
nth_row(const PotentialSet *set, const Element *element, guint choice)
{
  for (guint i = 0; i < set->charges->len; i++) {
    const ChargeRow *row = &g_array_index(set->charges, ChargeRow, i);
    if (row->element == element && choice-- == 0)
      return row;
  }
  return NULL;
}

static guint
count_rows(const PotentialSet *set, const Element *element)
{
  guint n = 0;
  while (nth_row(set, element, n))
    n++;
  return n;
}

/* Choice number k of all combinations of rows, in the mixed radix of their numbers.
 * FALSE when there are no more. */
static gboolean
take_combination(Binding *binding, guint k)
{
  for (guint t = 0; t < binding->frame->species->n; t++) {
    const Element *element = binding->frame->species->element[t];
    if (binding->count[t] == 0)
      continue;
    guint n = count_rows(binding->set, element);
    binding->row[t] = nth_row(binding->set, element, k % n);
    k /= n;
  }
  return k == 0;
}

static gboolean
binding_is_neutral(const Binding *binding)
{
  double q = 0.0;
  for (guint t = 0; t < binding->frame->species->n; t++)
    if (binding->row[t])
      q += binding->count[t] * binding->row[t]->charge;
  return fabs(q) < 1e-6;
}

static gboolean
choose_rows(Binding *binding, GError **error)
{
  const Element *several = NULL;
  const SpeciesList *species = binding->frame->species;
  for (guint t = 0; t < species->n; t++) {
    guint n = binding->count[t] ? count_rows(binding->set, species->element[t]) : 1;
    if (n == 0)
      return fail_missing(binding->set, species->element[t]->symbol, error);
    if (n > 1)
      several = species->element[t];
  }

  take_combination(binding, 0);
  if (!several)
    return TRUE;
  for (guint k = 0; take_combination(binding, k); k++)
    if (binding_is_neutral(binding))
      return TRUE;
  g_set_error(error, VITRINE_ERROR, VITRINE_ERROR_INPUT,
              _("%s has several rows for %s, and with none of them is the cell neutral"),
              binding->set->name, several->symbol);
  return FALSE;
}

static int
find_type(const Binding *binding, const char *label)
{
  for (guint t = 0; t < binding->frame->species->n; t++)
    if (binding->row[t] && strcmp(binding->row[t]->label, label) == 0)
      return t;
  return -1;
}

static void
bind_charges(const Binding *binding, ForceField *ff)
{
  gboolean balance = FALSE;
  for (guint t = 0; t < ff->species->n; t++) {
    if (!binding->row[t])
      continue;
    ff->charge[t] = binding->row[t]->charge;
    balance |= binding->row[t]->balance;
  }
  if (balance)
    force_field_balance(ff, binding->count);
}

static gboolean
fail_pair(const Binding *binding, const PairRow *row, GError **error, const char *reason)
{
  g_set_error(error, VITRINE_ERROR, VITRINE_ERROR_INPUT, "%s:%u: %s-%s: %s",
              binding->set->origin, row->line, row->a, row->b, reason);
  return FALSE;
}

static gboolean
bind_numbers(const Binding *binding, const PairRow *row, PairTerm *pair, GError **error)
{
  double number[PAIR_COLUMNS];
  memcpy(number, row->number, sizeof number);
  g_autoptr(GError) why = NULL;
  if (row->rule && !row->rule->evaluate(binding->frame, &number[row->rule->column], &why))
    return fail_pair(binding, row, error, why->message);
  row->form->fill(pair, number);
  return TRUE;
}

static gboolean
bind_core(const Binding *binding, const PairRow *row, PairTerm *pair, GError **error)
{
  gboolean good = TRUE;
  if (row->core == CORE_FIT)
    good = core_fit(pair);
  else if (row->core == CORE_JOIN)
    good = core_join(pair, row->number[0], row->number[2]);
  else
    row->form->fill(pair, row->number);
  if (!good)
    return fail_pair(binding, row, error, _("no core can be joined to this tail"));
  if (core_mismatch(pair) > CORE_TOLERANCE)
    return fail_pair(binding, row, error,
                     _("core and tail do not join in value and slope"));
  return TRUE;
}

/* Rows of cores (or all others); cores come second, since they are made to fit a tail. */
static gboolean
bind_pairs(const Binding *binding, ForceField *ff, gboolean cores, GError **error)
{
  for (guint i = 0; i < binding->set->pairs->len; i++) {
    const PairRow *row = &g_array_index(binding->set->pairs, PairRow, i);
    int a = find_type(binding, row->a), b = find_type(binding, row->b);
    gboolean is_core = row->form->slots == PAIR_CORE;
    if (a < 0 || b < 0 || is_core != cores)
      continue;
    PairTerm *pair = &ff->pair[a][b];
    if (!(is_core ? bind_core(binding, row, pair, error)
                  : bind_numbers(binding, row, pair, error)))
      return FALSE;
    ff->pair[b][a] = *pair;
  }
  return TRUE;
}

static void
bind_triples(const Binding *binding, ForceField *ff)
{
  for (guint i = 0; i < binding->set->triples->len; i++) {
    const TripleRow *row = &g_array_index(binding->set->triples, TripleRow, i);
    int a = find_type(binding, row->a), b = find_type(binding, row->b);
    int centre = find_type(binding, row->centre);
    if (a < 0 || b < 0 || centre < 0)
      continue;
    gboolean swap = a > b;
    ff->triple[ff->n_triples++] = (TripleTerm){
        .centre = centre,
        .end_a = MIN(a, b),
        .end_b = MAX(a, b),
        .k = row->k,
        .theta0 = row->theta0 * G_PI / 180.0,
        .rho = row->rho,
        .cut_a = swap ? row->cut_b : row->cut_a,
        .cut_b = swap ? row->cut_a : row->cut_b,
        .taper = row->taper,
    };
  }
}

ForceField *
potential_set_bind(const PotentialSet *set, const Frame *frame, GError **error)
{
  g_return_val_if_fail(set != NULL && frame != NULL, NULL);
  g_autoptr(ForceField) ff = g_new0(ForceField, 1);
  Binding binding = {.set = set, .frame = frame};
  for (guint t = 0; t < frame->species->n; t++)
    binding.count[t] = frame_count_type(frame, t);
  if (!choose_rows(&binding, error))
    return NULL;

  ff->species = species_list_ref(frame->species);
  ff->coulomb = set->coulomb;
  ff->alpha = set->alpha;
  ff->r_coulomb = set->r_coulomb;
  ff->r_short = set->r_short;
  ff->sr_shift = set->sr_shift;
  ff->wolf_gamma2 = set->gamma * set->gamma;
  bind_charges(&binding, ff);
  if (!bind_pairs(&binding, ff, FALSE, error) || !bind_pairs(&binding, ff, TRUE, error))
    return NULL;
  bind_triples(&binding, ff);
  return g_steal_pointer(&ff);
}

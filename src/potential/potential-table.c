// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "potential/potential-table.h"

#include <string.h>

static void
fill_morse(PairTerm *pair, const double *number)
{
  pair->morse_d = number[0];
  pair->morse_a = number[1];
  pair->morse_r0 = number[2];
  pair->c12 = number[3];
}

static void
fill_buckingham(PairTerm *pair, const double *number)
{
  pair->buck_a = number[0];
  pair->buck_rho = number[1];
  pair->c6 = number[2];
}

static void
fill_buckingham_24(PairTerm *pair, const double *number)
{
  pair->buck_a = number[0];
  pair->buck_rho = 1.0 / number[1];
  pair->c6 = number[2];
  pair->d24 = number[3];
}

static void
fill_r12(PairTerm *pair, const double *number)
{
  pair->c12 = number[0];
}

static void
fill_r24(PairTerm *pair, const double *number)
{
  pair->d24 = number[0];
}

static void
fill_core(PairTerm *pair, const double *number)
{
  pair->r_core = number[0];
  pair->core_b = number[1];
  pair->core_n = number[2];
  pair->core_d2 = number[3];
}

static const PairForm FORMS[] = {
    {"morse",
     "D a r0 C",
     4,
     PAIR_MORSE | PAIR_C12,
     {NUMBER_NOT_NEGATIVE, NUMBER_POSITIVE, NUMBER_POSITIVE, NUMBER_NOT_NEGATIVE},
     fill_morse},
    {"buckingham",
     "A rho C",
     3,
     PAIR_EXPONENTIAL | PAIR_C6,
     {NUMBER_NOT_NEGATIVE, NUMBER_POSITIVE, NUMBER_NOT_NEGATIVE},
     fill_buckingham},
    {"buckingham-24",
     "A b C D",
     4,
     PAIR_EXPONENTIAL | PAIR_C6 | PAIR_D24,
     {NUMBER_NOT_NEGATIVE, NUMBER_POSITIVE, NUMBER_NOT_NEGATIVE, NUMBER_NOT_NEGATIVE},
     fill_buckingham_24},
    {"r12", "C", 1, PAIR_C12, {NUMBER_NOT_NEGATIVE}, fill_r12},
    {"r24", "D", 1, PAIR_D24, {NUMBER_NOT_NEGATIVE}, fill_r24},
    {"core",
     "r_core B n D",
     4,
     PAIR_CORE,
     {NUMBER_POSITIVE, NUMBER_POSITIVE, NUMBER_POSITIVE, NUMBER_ANY},
     fill_core},
};

const PairForm *
pair_form_lookup(const char *section)
{
  for (guint i = 0; i < G_N_ELEMENTS(FORMS); i++)
    if (strcmp(FORMS[i].section, section) == 0)
      return &FORMS[i];
  return NULL;
}

PotentialSet *
potential_set_new(const char *origin)
{
  PotentialSet *set = g_new0(PotentialSet, 1);
  g_atomic_ref_count_init(&set->ref_count);
  set->origin = g_strdup(origin);
  set->strings = g_string_chunk_new(1024);
  set->references = g_hash_table_new(g_str_hash, g_str_equal);
  set->charges = g_array_new(FALSE, TRUE, sizeof(ChargeRow));
  set->pairs = g_array_new(FALSE, TRUE, sizeof(PairRow));
  set->triples = g_array_new(FALSE, TRUE, sizeof(TripleRow));
  set->gamma = 0.2;
  return set;
}

PotentialSet *
potential_set_ref(PotentialSet *set)
{
  g_return_val_if_fail(set != NULL, NULL);
  g_atomic_ref_count_inc(&set->ref_count);
  return set;
}

void
potential_set_unref(PotentialSet *set)
{
  if (!set || !g_atomic_ref_count_dec(&set->ref_count))
    return;
  g_free(set->origin);
  g_free(set->name);
  g_free(set->title);
  g_free(set->source);
  g_hash_table_unref(set->references);
  g_string_chunk_free(set->strings);
  g_array_unref(set->charges);
  g_array_unref(set->pairs);
  g_array_unref(set->triples);
  g_free(set);
}

const ChargeRow *
potential_set_find_charge(const PotentialSet *set, const char *label)
{
  for (guint i = 0; i < set->charges->len; i++) {
    const ChargeRow *row = &g_array_index(set->charges, ChargeRow, i);
    if (strcmp(row->label, label) == 0)
      return row;
  }
  return NULL;
}

gboolean
pair_row_joins(const PairRow *row, const char *a, const char *b)
{
  return (strcmp(row->a, a) == 0 && strcmp(row->b, b) == 0) ||
         (strcmp(row->a, b) == 0 && strcmp(row->b, a) == 0);
}

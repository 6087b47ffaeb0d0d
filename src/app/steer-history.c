// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/steer-history.h"

#include "potential/potential-set.h"

struct SteerHistory {
  GPtrArray *entries; /* GArray of ParamChange, newest last; owned */
};

SteerHistory *
steer_history_new(void)
{
  SteerHistory *history = g_new0(SteerHistory, 1);
  history->entries = g_ptr_array_new_with_free_func((GDestroyNotify)g_array_unref);
  return history;
}

void
steer_history_free(SteerHistory *history)
{
  if (!history)
    return;
  g_ptr_array_unref(history->entries);
  g_free(history);
}

void
steer_history_push(SteerHistory *history, const ParamChange *old, guint n)
{
  GArray *entry = g_array_new(FALSE, FALSE, sizeof(ParamChange));
  g_array_append_vals(entry, old, n);
  g_ptr_array_add(history->entries, entry);
}

GArray *
steer_history_pop(SteerHistory *history)
{
  guint depth = history->entries->len;
  return depth > 0 ? g_ptr_array_steal_index(history->entries, depth - 1) : NULL;
}

void
steer_history_forget_refused(SteerHistory *history, const ForceField *now)
{
  guint depth = history->entries->len;
  if (depth == 0)
    return;
  const GArray *entry = g_ptr_array_index(history->entries, depth - 1);
  for (guint i = 0; i < entry->len; i++) {
    const ParamChange *old = &g_array_index(entry, ParamChange, i);
    if (potential_value(now, old) != old->value)
      return;
  }
  g_ptr_array_remove_index(history->entries, depth - 1);
}

void
steer_history_clear(SteerHistory *history)
{
  g_ptr_array_set_size(history->entries, 0);
}

guint
steer_history_depth(const SteerHistory *history)
{
  return history->entries->len;
}

static void
note_difference(GArray *out, const ForceField *reference, const ForceField *now,
                ParamChange change)
{
  double old = potential_value(reference, &change);
  change.value = potential_value(now, &change);
  if (old != change.value && change.value == change.value)
    g_array_append_val(out, change);
}

static void
note_pair(GArray *out, const ForceField *reference, const ForceField *now,
          const Element *a, const Element *b)
{
  /* Shape before depth: D is refused as long as a and r0 are not there. */
  const ParamKind kinds[] = {PARAM_MORSE_A, PARAM_MORSE_R0, PARAM_MORSE_D, PARAM_C12};

  for (gsize k = 0; k < G_N_ELEMENTS(kinds); k++) {
    ParamChange change = {.kind = kinds[k]};
    g_strlcpy(change.a, a->symbol, sizeof change.a);
    g_strlcpy(change.b, b->symbol, sizeof change.b);
    note_difference(out, reference, now, change);
  }
}

static void
note_triple(GArray *out, const ForceField *reference, const ForceField *now,
            const TripleTerm *term)
{
  ParamChange change = {.kind = PARAM_TAPER};

  g_strlcpy(change.a, now->species->element[term->end_a]->symbol, sizeof change.a);
  g_strlcpy(change.b, now->species->element[term->end_b]->symbol, sizeof change.b);
  g_strlcpy(change.centre, now->species->element[term->centre]->symbol,
            sizeof change.centre);
  note_difference(out, reference, now, change);
}

GArray *
steer_differences(const ForceField *reference, const ForceField *now)
{
  GArray *out = g_array_new(FALSE, FALSE, sizeof(ParamChange));
  const SpeciesList *species = now->species;

  for (guint i = 0; i < species->n; i++) {
    const Element *a = species->element[i];
    if (a->role != SPECIES_ANION) {
      ParamChange charge = {.kind = PARAM_CHARGE};
      g_strlcpy(charge.a, a->symbol, sizeof charge.a);
      note_difference(out, reference, now, charge);
    }
    for (guint j = i; j < species->n; j++)
      note_pair(out, reference, now, a, species->element[j]);
  }
  for (guint k = 0; k < now->n_triples; k++)
    note_triple(out, reference, now, &now->triple[k]);
  return out;
}

// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "analysis/bond-memory.h"

#include <string.h>

typedef struct {
  const Frame *frame;
  const BondRule *rule;
  const Bonds *before; /* or NULL */
} Judge;

static gboolean
is_short(guint32 atom, const BondEnd *end, gpointer data)
{
  const Judge *judge = data;
  const Frame *frame = judge->frame;
  double limit =
      judge->rule->cutoff[frame->type[atom] * SPECIES_MAX + frame->type[end->atom]];
  Vec3 d = vec3_sub(frame->position[end->atom], frame->position[atom]);

  for (guint c = 0; c < 3; c++)
    d = vec3_mul_add(d, end->offset[c], frame->cell.vector[c]);
  return vec3_norm2(d) < limit * limit;
}

static gboolean
was_there(const Bonds *before, guint32 atom, const BondEnd *end)
{
  for (guint e = before->first[atom]; e < before->first[atom + 1]; e++)
    if (before->end[e].atom == end->atom &&
        memcmp(before->end[e].offset, end->offset, sizeof end->offset) == 0)
      return TRUE;
  return FALSE;
}

static gboolean
is_held(guint32 atom, const BondEnd *end, gpointer data)
{
  const Judge *judge = data;

  return is_short(atom, end, data) ||
         (judge->before && was_there(judge->before, atom, end));
}

Bonds *
bond_memory_add(BondMemory *memory, const Frame *frame, const BondRule *rule)
{
  BondRule wide = *rule;

  for (guint k = 0; k < G_N_ELEMENTS(wide.cutoff); k++)
    wide.cutoff[k] *= BOND_MEMORY_STRETCH;
  g_autoptr(Bonds) near = bonds_new(frame, &wide);
  Judge judge = {frame, rule, memory->held};
  Bonds *held = bonds_filter(near, is_held, &judge);
  bonds_unref(memory->held);
  memory->held = held;
  return bonds_filter(held, is_short, &judge);
}

void
bond_memory_clear(BondMemory *memory)
{
  g_clear_pointer(&memory->held, bonds_unref);
}

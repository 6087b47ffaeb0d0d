// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/atom-facts.h"

#include <glib/gi18n.h>
#include <math.h>

#define IONIC_REACH 1.25 /* × sum of ionic radii, where no bond length is tabulated */

static double
pair_cutoff(const Element *a, const Element *b)
{
  double bond = species_bond_cutoff(a, b);
  return bond > 0.0 ? bond : IONIC_REACH * (a->ionic_radius + b->ionic_radius);
}

static void
count_neighbours(AtomFacts *facts, const Frame *frame)
{
  SpeciesRole wanted = facts->of_formers ? SPECIES_FORMER : SPECIES_ANION;
  double cutoff2[SPECIES_MAX] = {0.0};

  for (guint t = 0; t < frame->species->n; t++) {
    const Element *other = frame->species->element[t];
    if (other->role != wanted)
      continue;
    double cutoff = pair_cutoff(facts->element, other);
    cutoff2[t] = cutoff * cutoff;
    facts->cutoff = MAX(facts->cutoff, cutoff);
  }
  Vec3 here = frame->position[facts->atom];
  for (guint j = 0; j < frame->n_atoms; j++) {
    if (j == facts->atom || cutoff2[frame->type[j]] == 0.0)
      continue;
    Vec3 d = cell_minimum_image(&frame->cell, vec3_sub(frame->position[j], here));
    facts->coordination += vec3_norm2(d) < cutoff2[frame->type[j]];
  }
}

gboolean
atom_facts_init(AtomFacts *facts, const Snapshot *snapshot, const Frame *origin,
                guint atom)
{
  const Frame *frame = snapshot ? snapshot->frame : NULL;
  if (!frame || atom >= frame->n_atoms)
    return FALSE;
  *facts = (AtomFacts){.atom = atom, .displacement = NAN};
  facts->element = frame->species->element[frame->type[atom]];
  facts->of_formers = facts->element->role == SPECIES_ANION;
  facts->position = cell_wrap(&frame->cell, frame->position[atom]);
  if (origin && origin->n_atoms == frame->n_atoms)
    facts->displacement =
        vec3_norm(vec3_sub(frame->position[atom], origin->position[atom]));
  count_neighbours(facts, frame);
  return TRUE;
}

char *
atom_facts_coordination(const AtomFacts *facts)
{
  if (!facts->of_formers)
    return g_strdup_printf(_("%u anions within %.1f Å"), facts->coordination,
                           facts->cutoff);
  switch (facts->coordination) {
  case 0:
    return g_strdup(_("free anion"));
  case 1:
    return g_strdup(_("1 former (non-bridging)"));
  case 2:
    return g_strdup(_("2 formers (bridging)"));
  default:
    return g_strdup_printf(_("%u formers"), facts->coordination);
  }
}

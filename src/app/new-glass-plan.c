// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/new-glass-plan.h"

#include <math.h>

#include <glib/gi18n.h>

#include "app/format.h"
#include "base/base-error.h"
#include "base/units.h"
#include "potential/potential-set.h"

typedef struct {
  guint cation[G_N_ELEMENTS(((Composition *)0)->part)];
  guint n_oxygen;
} Counts;

static gboolean
check_elements(const PotentialSet *set, const Composition *mix, GError **error)
{
  for (guint i = 0; i < mix->n; i++) {
    const char *symbol = mix->part[i].cation->symbol;
    if (potential_set_has(set, symbol))
      continue;
    g_set_error(error, VITRINE_ERROR, VITRINE_ERROR_UNSUPPORTED,
                _("%s has no parameters for %s."), potential_set_title(set), symbol);
    return FALSE;
  }
  return TRUE;
}

/* A frame that has the atoms but no places yet: enough for the potential to say whether
 * it knows every pair and accepts the composition. */
static Frame *
unplaced_frame(const Composition *mix, const Counts *counts)
{
  g_autoptr(SpeciesList) species = species_list_new();
  guint n_atoms = counts->n_oxygen;
  for (guint i = 0; i < mix->n; i++)
    n_atoms += counts->cation[i];
  Frame *frame = frame_new(species, n_atoms, 0);
  guint atom = 0;
  for (guint i = 0; i < mix->n; i++) {
    int type = species_list_add(species, mix->part[i].cation);
    for (guint k = 0; k < counts->cation[i]; k++)
      frame->type[atom++] = (guint8)type;
  }
  int oxygen = species_list_add(species, element_lookup("O"));
  while (atom < n_atoms)
    frame->type[atom++] = (guint8)oxygen;
  frame->cell = cell_cubic(1.0);
  return frame;
}

static char *
describe_counts(const Composition *mix, const Counts *counts)
{
  GString *text = g_string_new(NULL);
  for (guint i = 0; i < mix->n; i++) {
    g_autofree char *number = format_integer(counts->cation[i]);
    g_string_append_printf(text, "%s %s · ", mix->part[i].cation->symbol, number);
  }
  g_autofree char *number = format_integer(counts->n_oxygen);
  g_string_append_printf(text, "O %s", number);
  return g_string_free(text, FALSE);
}

static double
total_mass(const Composition *mix, const Counts *counts)
{
  double mass = counts->n_oxygen * element_lookup("O")->mass;
  for (guint i = 0; i < mix->n; i++)
    mass += counts->cation[i] * mix->part[i].cation->mass;
  return mass;
}

static gboolean
check_potential(const NewGlassInput *input, const Composition *mix, const Counts *counts,
                GError **error)
{
  g_autoptr(PotentialSet) set = potential_set_load(input->potential, error);
  if (!set || !check_elements(set, mix, error))
    return FALSE;
  g_autoptr(Frame) frame = unplaced_frame(mix, counts);
  g_autoptr(ForceField) ff = potential_set_bind(set, frame, error);
  return ff != NULL;
}

gboolean
new_glass_plan_init(NewGlassPlan *plan, const NewGlassInput *input, GError **error)
{
  Counts counts = {{0}};

  *plan = (NewGlassPlan){0};
  if (!composition_parse(&plan->mix, input->composition, error))
    return FALSE;
  if (!composition_counts(&plan->mix, input->n_atoms, counts.cation, &counts.n_oxygen,
                          error))
    return FALSE;
  if (!check_potential(input, &plan->mix, &counts, error))
    return FALSE;

  plan->density = input->density;
  if (!isfinite(plan->density))
    plan->density = composition_density(&plan->mix, &plan->rough_density);
  double volume = total_mass(&plan->mix, &counts) * UNITS_G_CM3 / plan->density;
  plan->edge = cbrt(volume);
  plan->n_atoms = counts.n_oxygen;
  for (guint i = 0; i < plan->mix.n; i++)
    plan->n_atoms += counts.cation[i];
  plan->name = composition_to_text(&plan->mix);
  plan->counts = describe_counts(&plan->mix, &counts);
  return TRUE;
}

void
new_glass_plan_clear(NewGlassPlan *plan)
{
  g_clear_pointer(&plan->name, g_free);
  g_clear_pointer(&plan->counts, g_free);
}

Scene *
new_glass_plan_scene(const NewGlassPlan *plan, const NewGlassInput *input, GError **error)
{
  g_autoptr(Frame) frame =
      composition_pack(&plan->mix, input->n_atoms, plan->density, input->seed, error);
  if (!frame)
    return NULL;
  Scene *scene = scene_new();
  g_free(scene->name);
  scene->name = g_strdup(plan->name);
  g_free(scene->potential);
  scene->potential = g_strdup(input->potential);
  g_clear_pointer(&scene->start, frame_unref);
  scene->start = g_steal_pointer(&frame);
  scene->temperature = input->temperature;
  scene->seed = input->seed;
  scene->relax = TRUE;
  return scene;
}

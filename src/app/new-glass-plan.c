// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/new-glass-plan.h"

#include <math.h>

#include "app/format.h"
#include "base/units.h"

static char *
describe_counts(const AtomCounts *counts)
{
  GString *text = g_string_new(NULL);

  for (guint t = 0; t < counts->n; t++) {
    g_autofree char *number = format_integer(counts->count[t]);
    g_string_append_printf(text, "%s%s %s", t ? " · " : "", counts->element[t]->symbol,
                           number);
  }
  return g_string_free(text, FALSE);
}

/* The wish with a density, estimated where none was given. */
static StartWish
wish_of(NewGlassPlan *plan, const NewGlassInput *input)
{
  StartWish wish = input->start;

  if (!isfinite(wish.density))
    wish.density = composition_density(&plan->mix, &plan->rough_density);
  return wish;
}

gboolean
new_glass_plan_init(NewGlassPlan *plan, const NewGlassInput *input, GError **error)
{
  AtomCounts counts;

  *plan = (NewGlassPlan){0};
  if (!composition_parse(&plan->mix, input->composition, error))
    return FALSE;
  StartWish wish = wish_of(plan, input);
  if (!composition_start_counts(&plan->mix, &wish, &counts, &plan->cell, error))
    return FALSE;
  g_autoptr(Frame) frame = atom_counts_frame(&counts, 1.0);
  if (!potential_cover_has(input->cover, frame, error))
    return FALSE;

  plan->density = atom_counts_mass(&counts) * UNITS_G_CM3 / plan->cell.volume;
  plan->n_atoms = counts.n_atoms;
  plan->name = input->name ? g_strdup(input->name) : composition_to_text(&plan->mix);
  plan->counts = describe_counts(&counts);
  plan->warning = potential_cover_warning(input->cover, frame);
  return TRUE;
}

void
new_glass_plan_clear(NewGlassPlan *plan)
{
  g_clear_pointer(&plan->name, g_free);
  g_clear_pointer(&plan->counts, g_free);
  g_clear_pointer(&plan->warning, g_free);
}

Scene *
new_glass_plan_scene(const NewGlassPlan *plan, const NewGlassInput *input, GError **error)
{
  StartWish wish = input->start;
  if (!isfinite(wish.density))
    wish.density = composition_density(&plan->mix, NULL);
  g_autoptr(Frame) frame = composition_start(&plan->mix, &wish, error);
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
  scene->seed = input->start.seed;
  scene->relax = TRUE;
  return scene;
}

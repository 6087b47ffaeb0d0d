// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "run/potential-trial.h"

#include <math.h>

#include "md/md.h"
#include "potential/potential-set.h"
#include "run/scene-start.h"

#define TRIAL_US    (G_USEC_PER_SEC / 2)
#define TRIAL_STEPS 200
#define RELAX_STEPS 3 /* what is strained in this potential must not blow up */
#define GENTLE      8.0

Scene *
scene_with_potential(const Scene *scene, const char *potential)
{
  Scene *other = scene_copy(scene);

  g_free(other->potential);
  other->potential = g_strdup(potential);
  g_clear_pointer(&other->coulomb, g_free);
  g_clear_pointer(&other->short_shift, g_free);
  other->alpha = other->r_coulomb = other->r_short = NAN;
  g_array_set_size(other->changes, 0);
  return other;
}

static guint
run_threads(void)
{
  return MAX(1, g_get_num_processors() - 1);
}

gboolean
potential_trial(const Scene *scene, const char *potential, PotentialTrial *trial,
                GError **error)
{
  g_autoptr(Scene) other = scene_with_potential(scene, potential);
  g_autoptr(ForceField) ff = potential_for_scene(other, error);
  EngineOptions engine = {.n_threads = run_threads()};
  g_autoptr(Md) md = ff ? scene_start(other, ff, &engine, error) : NULL;
  MdFault fault;
  guint n = 0;

  if (!md)
    return FALSE;
  md_relax(md, GENTLE, RELAX_STEPS);
  gint64 begin = g_get_monotonic_time(), now = begin;
  while (n < TRIAL_STEPS && now - begin < TRIAL_US) {
    md_step(md, FALSE, &fault);
    now = g_get_monotonic_time();
    n++;
  }
  double seconds = MAX(1, now - begin) / (double)G_USEC_PER_SEC;
  trial->steps_per_second = n / seconds;
  trial->us_per_atom = 1e6 * seconds / (n * (double)scene->start->n_atoms);
  return TRUE;
}

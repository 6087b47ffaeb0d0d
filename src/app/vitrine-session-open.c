// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/vitrine-session-inside.h"

#include <glib/gi18n.h>

#include "potential/potential-set.h"

/* Everything that belongs to one scene, put aside until its run stands. */
typedef struct {
  Run *run;
  Scene *scene;
  ForceField *of_set, *now;
  char *potential_title;
  char *trajectory;
  double interval;
  gboolean goes_on; /* the same glass, from a state of its own */
} Opening;

static void
opening_clear(Opening *opening)
{
  g_clear_pointer(&opening->run, run_free);
  g_clear_pointer(&opening->scene, scene_free);
  g_clear_pointer(&opening->of_set, force_field_free);
  g_clear_pointer(&opening->now, force_field_free);
  g_clear_pointer(&opening->potential_title, g_free);
  g_clear_pointer(&opening->trajectory, g_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Opening, opening_clear)

static gboolean
prepare(Opening *opening, const Scene *scene, GError **error)
{
  g_autoptr(Scene) plain = scene_copy(scene);
  opening->potential_title = potential_title(scene->potential, error);
  if (!opening->potential_title)
    return FALSE;
  if (plain->changes)
    g_array_set_size(plain->changes, 0);
  opening->of_set = potential_for_scene(plain, error);
  if (!opening->of_set)
    return FALSE;
  opening->now = potential_for_scene(scene, error);
  if (!opening->now)
    return FALSE;
  opening->scene = scene_copy(scene);
  opening->run = run_new(scene, 0, error);
  return opening->run != NULL;
}

/* A trajectory has no potential. */
static gboolean
prepare_trajectory(Opening *opening, const char *path, double interval,
                   const Scene *scene, GError **error)
{
  opening->interval = interval;
  opening->potential_title = g_strdup(_("trajectory"));
  opening->trajectory = g_strdup(path);
  opening->scene = scene_copy(scene);
  opening->run = run_new_trajectory(path, interval, scene, error);
  return opening->run != NULL;
}

static void
adopt(VitrineSession *self, Opening *opening)
{
  vitrine_session_forget_run(self);
  self->run = g_steal_pointer(&opening->run);
  self->scene = g_steal_pointer(&opening->scene);
  self->of_set = g_steal_pointer(&opening->of_set);
  self->now = g_steal_pointer(&opening->now);
  self->potential_title = g_steal_pointer(&opening->potential_title);
  self->trajectory = g_steal_pointer(&opening->trajectory);
  self->interval = opening->interval;
  vitrine_session_begin(self, opening->goes_on);
}

static gboolean
replace_run(VitrineSession *self, const Scene *scene, gboolean goes_on, GError **error)
{
  g_auto(Opening) opening = {.goes_on = goes_on};

  if (!prepare(&opening, scene, error))
    return FALSE;
  adopt(self, &opening);
  return TRUE;
}

gboolean
vitrine_session_open(VitrineSession *self, const Scene *scene, GError **error)
{
  g_return_val_if_fail(VITRINE_IS_SESSION(self), FALSE);
  g_return_val_if_fail(scene && scene->start, FALSE);

  if (!replace_run(self, scene, FALSE, error))
    return FALSE;
  good_states_clear(&self->good);
  return TRUE;
}

static gboolean
replace_trajectory(VitrineSession *self, const char *path, double interval,
                   const Scene *scene, gboolean goes_on, GError **error)
{
  g_auto(Opening) opening = {.goes_on = goes_on};

  if (!prepare_trajectory(&opening, path, interval, scene, error))
    return FALSE;
  adopt(self, &opening);
  good_states_clear(&self->good);
  return TRUE;
}

/* The one that is open, once more. */
static gboolean
reopen_trajectory(VitrineSession *self, double interval, gboolean goes_on, GError **error)
{
  g_autoptr(Scene) scene = scene_copy(self->scene);
  g_autofree char *path = g_strdup(self->trajectory);

  return replace_trajectory(self, path, interval, scene, goes_on, error);
}

gboolean
vitrine_session_open_trajectory(VitrineSession *self, const char *path,
                                const Scene *scene, GError **error)
{
  g_return_val_if_fail(VITRINE_IS_SESSION(self), FALSE);
  g_return_val_if_fail(path && scene && scene->start, FALSE);

  return replace_trajectory(self, path, NAN, scene, FALSE, error);
}

gboolean
vitrine_session_set_interval(VitrineSession *self, double interval, GError **error)
{
  g_return_val_if_fail(VITRINE_IS_SESSION(self) && self->trajectory, FALSE);
  g_return_val_if_fail(interval > 0.0, FALSE);

  return reopen_trajectory(self, interval, TRUE, error);
}

gboolean
vitrine_session_run_from_here(VitrineSession *self, GError **error)
{
  g_return_val_if_fail(VITRINE_IS_SESSION(self) && self->run, FALSE);

  g_autoptr(Scene) here = run_scene_now(self->run);
  double temperature = self->status.temperature;
  if (isfinite(temperature) && temperature > 0.0)
    here->temperature = temperature;
  if (!replace_run(self, here, TRUE, error))
    return FALSE;
  good_states_clear(&self->good);
  return TRUE;
}

gboolean
vitrine_session_reload(VitrineSession *self, GError **error)
{
  g_return_val_if_fail(VITRINE_IS_SESSION(self) && self->scene, FALSE);

  if (self->trajectory)
    return reopen_trajectory(self, self->interval, FALSE, error);
  g_autoptr(Scene) scene = scene_copy(self->scene);
  return vitrine_session_open(self, scene, error);
}

gboolean
vitrine_session_restart_good(VitrineSession *self, GError **error)
{
  g_return_val_if_fail(VITRINE_IS_SESSION(self) && self->scene, FALSE);

  const Scene *kept = good_states_choose(&self->good, g_get_monotonic_time());
  g_autoptr(Scene) good = scene_copy(kept ? kept : self->scene);
  g_autoptr(Scene) first = scene_copy(self->scene);
  if (!replace_run(self, good, TRUE, error))
    return FALSE;
  /* "Reload scene" keeps meaning the scene that was opened. */
  g_clear_pointer(&self->scene, scene_free);
  self->scene = g_steal_pointer(&first);
  return TRUE;
}

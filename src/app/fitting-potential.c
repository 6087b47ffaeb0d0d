// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/fitting-potential.h"

#include <glib/gi18n.h>

#include "potential/potential-cover.h"
#include "potential/potential-set.h"

/* Its title where it knows the atoms, else NULL with the reason. Owner: caller. */
static char *
title_if_fit(const char *potential, const Frame *atoms, GError **error)
{
  g_autoptr(PotentialCover) cover = potential_cover_new(potential, error);

  if (!cover || !potential_cover_has(cover, atoms, error))
    return NULL;
  return g_strdup(potential_cover_title(cover));
}

static char *
take_first(Scene *scene, const char *const *offer)
{
  for (; *offer; offer++) {
    char *title = title_if_fit(*offer, scene->start, NULL);
    if (!title)
      continue;
    g_free(scene->potential);
    scene->potential = g_strdup(*offer);
    return title;
  }
  return NULL;
}

char *
fitting_potential_choose(Scene *scene, const char *const *models)
{
  g_return_val_if_fail(scene != NULL && scene->start != NULL && models != NULL, NULL);

  g_autoptr(GError) error = NULL;
  g_autofree char *title = title_if_fit(scene->potential, scene->start, &error);

  if (title)
    return NULL;
  title = take_first(scene, potential_set_names());
  if (!title)
    title = take_first(scene, models);
  /* Translators: a sentence that says what is missing, title of a potential */
  return title ? g_strdup_printf(_("%s Opened with %s."), error->message, title) : NULL;
}

// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/good-states.h"

#define INTERVAL (5 * G_USEC_PER_SEC)
#define YOUNG    (2 * G_USEC_PER_SEC)

void
good_states_clear(GoodStates *states)
{
  for (guint i = 0; i < GOOD_STATES; i++) {
    g_clear_pointer(&states->state[i].scene, scene_free);
    states->state[i].taken = 0;
  }
}

gboolean
good_states_are_old(const GoodStates *states, gint64 now)
{
  return now - states->state[0].taken > INTERVAL;
}

gboolean
good_states_accept(const GoodStates *states, gint64 now)
{
  return !states->state[0].scene || now - states->state[0].taken >= YOUNG;
}

void
good_states_keep(GoodStates *states, Scene *scene, gint64 now)
{
  g_return_if_fail(states != NULL && scene != NULL);

  g_clear_pointer(&states->state[GOOD_STATES - 1].scene, scene_free);
  for (guint i = GOOD_STATES - 1; i > 0; i--)
    states->state[i] = states->state[i - 1];
  states->state[0].scene = scene;
  states->state[0].taken = now;
}

const Scene *
good_states_choose(const GoodStates *states, gint64 now)
{
  for (guint i = 0; i < GOOD_STATES; i++) {
    gboolean last = i + 1 == GOOD_STATES || !states->state[i + 1].scene;
    if (states->state[i].scene && (last || now - states->state[i].taken > YOUNG))
      return states->state[i].scene;
  }
  return NULL;
}

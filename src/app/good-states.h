// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* States of a run to go back to when trouble comes: the newest ones, some seconds apart,
 * for what is very young may already be bad. Starts zeroed. Times in µs of any clock that
 * is not at 0. Plain; one thread. */
#pragma once

#include "model/scene.h"

#define GOOD_STATES 2

typedef struct {
  struct {
    Scene *scene; /* owned, or NULL */
    gint64 taken;
  } state[GOOD_STATES]; /* newest first */
} GoodStates;

void good_states_clear(GoodStates *states);

/* Whether it is time for the next one while nothing special happens. */
gboolean good_states_are_old(const GoodStates *states, gint64 now);
/* FALSE when the newest one is so young that it stands for now, too: while a slider is
 * dragged, the states before it are the ones to keep. */
gboolean good_states_accept(const GoodStates *states, gint64 now);
/* Takes scene. */
void good_states_keep(GoodStates *states, Scene *scene, gint64 now);
/* The newest that is not too young, else the oldest; NULL without any. Borrowed. */
const Scene *good_states_choose(const GoodStates *states, gint64 now);

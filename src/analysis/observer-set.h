// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* Observers of some of the catalogue's observables, in its order, leaders with those that
 * read them. One thread. */
#pragma once

#include "analysis/catalogue.h"

typedef struct ObserverSet ObserverSet;

/* background: heavy observers run on threads of their own (observer-background.h); else
 * every call does its work itself, which is what files want. */
ObserverSet *observer_set_new(gboolean background);
void observer_set_free(ObserverSet *set);

/* Observer of the entry, or NULL. */
Observer *observer_set_get(const ObserverSet *set, guint index);
/* Makes the observer of the entry, its leader first; what is there already stays as it
 * is. One that stands beside it in the table is made along with it. */
Observer *observer_set_add(ObserverSet *set, guint index, const ObserverOptions *options);
/* Frees the observer of the entry and those that read it. */
void observer_set_remove(ObserverSet *set, guint index);
/* Lets every observer add to the events from index `first` on (Event*), which others told
 * with the newest frame. */
void observer_set_complete_events(ObserverSet *set, const GPtrArray *events, guint first);
/* Begins an epoch for all that steering restarts, readers before what they read; new_line
 * when the potential was changed. */
void observer_set_begin_epoch(ObserverSet *set, gboolean new_line);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(ObserverSet, observer_set_free)

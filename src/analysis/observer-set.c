// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "analysis/observer-set.h"

#include "analysis/observer-background.h"

struct ObserverSet {
  guint n;
  gboolean background;
  Observer **observer; /* owned, each owned or NULL */
};

ObserverSet *
observer_set_new(gboolean background)
{
  ObserverSet *set = g_new0(ObserverSet, 1);

  set->background = background;
  set->n = catalogue_size();
  set->observer = g_new0(Observer *, set->n);
  return set;
}

void
observer_set_free(ObserverSet *set)
{
  if (!set)
    return;
  for (guint i = set->n; i-- > 0;)
    observer_free(set->observer[i]);
  g_free(set->observer);
  g_free(set);
}

Observer *
observer_set_get(const ObserverSet *set, guint index)
{
  g_return_val_if_fail(set != NULL && index < set->n, NULL);

  return set->observer[index];
}

Observer *
observer_set_add(ObserverSet *set, guint index, const ObserverOptions *options)
{
  g_return_val_if_fail(set != NULL && index < set->n, NULL);

  const CatalogueEntry *entry = catalogue_entry(index);
  Observer *leader = NULL;

  if (set->observer[index])
    return set->observer[index];
  if (entry->about.leader)
    leader = observer_set_add(set, (guint)catalogue_find(entry->about.leader), options);
  if (entry->about.beside)
    observer_set_add(set, (guint)catalogue_find(entry->about.beside), options);
  Observer *observer = entry->make(options, leader);
  if (set->background && entry->about.flags & OBSERVABLE_HEAVY)
    observer = observer_background_new(observer);
  set->observer[index] = observer;
  return observer;
}

void
observer_set_remove(ObserverSet *set, guint index)
{
  g_return_if_fail(set != NULL && index < set->n);

  const char *id = catalogue_entry(index)->about.id;

  for (guint i = index + 1; i < set->n; i++)
    if (set->observer[i] && g_strcmp0(catalogue_entry(i)->about.leader, id) == 0)
      observer_set_remove(set, i);
  g_clear_pointer(&set->observer[index], observer_free);
}

void
observer_set_complete_events(ObserverSet *set, const GPtrArray *events, guint first)
{
  g_return_if_fail(set != NULL && events != NULL);

  for (guint e = first; e < events->len; e++)
    for (guint i = 0; i < set->n; i++)
      if (set->observer[i])
        observer_complete_event(set->observer[i], g_ptr_array_index(events, e));
}

void
observer_set_begin_epoch(ObserverSet *set, gboolean new_line)
{
  g_return_if_fail(set != NULL);

  for (guint i = set->n; i-- > 0;) {
    gboolean lasting = catalogue_entry(i)->about.flags & OBSERVABLE_LASTING;
    if (!set->observer[i] || (lasting && !new_line))
      continue;
    if (new_line)
      observer_begin_line(set->observer[i]);
    observer_begin_epoch(set->observer[i]);
  }
}

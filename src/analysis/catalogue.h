// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* Every observable there is, in one table. The live run, the analysis of files, the
 * command line and the window's plots all read it: to add an observable is to add one
 * entry (catalogue.c) with its maker.
 *
 * An entry's charts are those of its observer, same ids, same order. A leader stands
 * before those that read it; its observer outlives theirs and belongs to the same thread,
 * so neither may be heavy. */
#pragma once

#include "analysis/observer.h"
#include "model/observable.h"

typedef struct {
  Observable about;
  /* options as far as they concern it; leader is NULL for an observable without one. */
  Observer *(*make)(const ObserverOptions *options, Observer *leader);
} CatalogueEntry;

guint catalogue_size(void);
const CatalogueEntry *catalogue_entry(guint index);
/* Index of the observable, or -1. */
int catalogue_find(const char *id);
/* Index of the observable that has this chart, or -1. */
int catalogue_find_chart(const char *chart_id);

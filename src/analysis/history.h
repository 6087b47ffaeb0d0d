// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* Numbers against time in bounded memory: when the room is full, neighbours are averaged
 * and from then on twice as many samples make one entry. Embedded; one thread. */
#pragma once

#include <glib.h>

#define HISTORY_ROOM   1024
#define HISTORY_VALUES 6

typedef struct {
  double time; /* ps */
  double value[HISTORY_VALUES];
} HistoryEntry;

/* Zeroed memory is an empty history. */
typedef struct {
  guint n;
  guint epoch; /* index of the first entry of the present epoch */
  guint stride;
  guint n_pending; /* samples in pending */
  HistoryEntry pending;
  HistoryEntry entry[HISTORY_ROOM];
} History;

void history_add(History *history, double time, const double value[HISTORY_VALUES]);
/* Entries from now on belong to another epoch. */
void history_begin_epoch(History *history);

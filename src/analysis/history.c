// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "analysis/history.h"

static void
add_scaled(HistoryEntry *sum, double scale, const HistoryEntry *entry)
{
  sum->time += scale * entry->time;
  for (guint v = 0; v < HISTORY_VALUES; v++)
    sum->value[v] += scale * entry->value[v];
}

/* Entries of two epochs are never averaged. */
static void
halve(History *history)
{
  guint n = 0, epoch = history->n;

  for (guint i = 0; i < history->n; n++) {
    if (i == history->epoch)
      epoch = n;
    gboolean pair = i + 1 < history->n && i + 1 != history->epoch;
    HistoryEntry mean = {0};
    add_scaled(&mean, pair ? 0.5 : 1.0, &history->entry[i]);
    if (pair)
      add_scaled(&mean, 0.5, &history->entry[i + 1]);
    history->entry[n] = mean;
    i += pair ? 2 : 1;
  }
  history->epoch = MIN(epoch, n);
  history->n = n;
  history->stride *= 2;
}

static void
flush(History *history)
{
  HistoryEntry mean = {0};

  if (history->n_pending == 0)
    return;
  if (history->n == HISTORY_ROOM)
    halve(history);
  add_scaled(&mean, 1.0 / history->n_pending, &history->pending);
  history->entry[history->n++] = mean;
  history->pending = (HistoryEntry){0};
  history->n_pending = 0;
}

void
history_add(History *history, double time, const double value[HISTORY_VALUES])
{
  HistoryEntry sample = {.time = time};

  history->stride = MAX(history->stride, 1);
  for (guint v = 0; v < HISTORY_VALUES; v++)
    sample.value[v] = value[v];
  add_scaled(&history->pending, 1.0, &sample);
  if (++history->n_pending >= history->stride)
    flush(history);
}

void
history_begin_epoch(History *history)
{
  flush(history);
  history->epoch = history->n;
}

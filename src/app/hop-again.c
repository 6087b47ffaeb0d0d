// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/hop-again.h"

#include <math.h>

#define REST_US (2 * G_USEC_PER_SEC)
#define BEFORE  0.3 /* ps shown before it leaves, and after it has arrived */

static const Event *
newest_of(const Snapshot *snapshot)
{
  const GPtrArray *hops = snapshot->hops;

  return hops && hops->len > 0 ? g_ptr_array_index(hops, hops->len - 1) : NULL;
}

static void
end_what_is_over(HopAgain *again, double time, gint64 now)
{
  if (again->until > 0 && now >= again->until) {
    again->rest_until = again->until + REST_US;
    again->until = 0;
    g_clear_pointer(&again->hop, event_unref);
  }
  if (again->hop && again->until == 0 && time - again->hop->entered > HOP_AGAIN_MEMORY)
    g_clear_pointer(&again->hop, event_unref);
}

const Event *
hop_again_next(HopAgain *again, const Snapshot *snapshot, gint64 now)
{
  const Event *newest = newest_of(snapshot);

  end_what_is_over(again, snapshot->frame->time, now);
  if (again->until > 0 || now < again->rest_until)
    return NULL;
  if (newest && newest != again->newest && !newest->back &&
      snapshot->frame->time - newest->entered <= HOP_AGAIN_MEMORY) {
    g_clear_pointer(&again->hop, event_unref);
    again->hop = event_ref((Event *)newest);
  }
  again->newest = newest;
  return again->hop;
}

void
hop_again_begun(HopAgain *again, gint64 now)
{
  again->until = now + (gint64)(HOP_AGAIN_SECONDS * G_USEC_PER_SEC);
}

void
hop_again_begin(HopAgain *again, const Event *hop, gint64 now)
{
  Event *chosen = event_ref((Event *)hop);

  event_unref(again->hop);
  again->hop = chosen;
  hop_again_begun(again, now);
}

void
hop_again_end(HopAgain *again, gint64 now)
{
  if (again->until == 0)
    return;
  again->until = 0;
  again->rest_until = now + REST_US;
  g_clear_pointer(&again->hop, event_unref);
}

const Event *
hop_again_neighbour(const Snapshot *snapshot, const Event *hop, int step)
{
  const GPtrArray *hops = snapshot->hops;
  int n = hops ? (int)hops->len : 0, at = n;

  for (int k = 0; k < n; k++)
    if (g_ptr_array_index(hops, k) == hop)
      at = k;
  if (at == n)
    return NULL;
  for (at += step; at >= 0 && at < n; at += step) {
    const Event *other = g_ptr_array_index(hops, at);
    if (!other->back)
      return other;
  }
  return NULL;
}

const Event *
hop_again_shown(const HopAgain *again, gint64 now)
{
  return again->until > 0 && now < again->until ? again->hop : NULL;
}

void
hop_again_clear(HopAgain *again)
{
  g_clear_pointer(&again->hop, event_unref);
  *again = (HopAgain){0};
}

void
hop_again_span(const Event *hop, double *from, double *to)
{
  *from = fmin(hop->left, hop->entered) - BEFORE;
  *to = fmax(hop->left, hop->entered) + BEFORE;
}

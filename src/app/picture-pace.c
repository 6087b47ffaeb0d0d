// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/picture-pace.h"

#define REST_SHARE  4     /* a rest of this part of a picture's time follows it */
#define HEAVY       60000 /* longer pictures are followed by what they take more */
#define RATE_WINDOW G_USEC_PER_SEC
#define STILL       250000 /* without a picture: full quality comes back */

void
picture_pace_init(PicturePace *pace)
{
  *pace = (PicturePace){0};
  quality_ladder_init(&pace->ladder);
}

guint
picture_pace_begin(PicturePace *pace, gint64 now)
{
  pace->start = now;
  pace->shown_rung = pace->refine ? 0 : pace->ladder.rung;
  pace->rate_count++;
  return pace->shown_rung;
}

void
picture_pace_finish(PicturePace *pace, gint64 now)
{
  if (!pace->start)
    return;
  pace->cost = now - pace->start;
  pace->end = now;
  pace->start = 0;
  if (!pace->refine)
    quality_ladder_step(&pace->ladder, (double)pace->cost, PICTURE_PACE_BUDGET);
  pace->refine = FALSE;
}

gboolean
picture_pace_is_rested(const PicturePace *pace, gint64 now)
{
  return now >= pace->end + MAX(pace->cost / REST_SHARE, pace->cost - HEAVY);
}

gboolean
picture_pace_refine(PicturePace *pace, gint64 now)
{
  if (pace->shown_rung == 0 || now < pace->end + STILL)
    return FALSE;
  pace->refine = TRUE;
  return TRUE;
}

gboolean
picture_pace_measure(PicturePace *pace, gint64 now)
{
  gint64 elapsed = now - pace->rate_start;
  double before = pace->rate;

  if (elapsed < RATE_WINDOW)
    return FALSE;
  pace->rate = pace->rate_count * (double)G_USEC_PER_SEC / elapsed;
  pace->rate_start = now;
  pace->rate_count = 0;
  return pace->rate != before;
}

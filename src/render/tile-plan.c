// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "render/tile-plan.h"

static int
round_up(int number)
{
  return (number + RENDER_PART_STEP - 1) / RENDER_PART_STEP * RENDER_PART_STEP;
}

static int
count(int length, int step)
{
  return (length + step - 1) / step;
}

gboolean
tile_plan_init(TilePlan *plan, int width, int height, int margin, int longest)
{
  g_return_val_if_fail(width > 0 && height > 0 && margin >= 0, FALSE);
  gboolean at_once = width <= longest && height <= longest;
  int room = at_once ? MAX(MAX(width, height), RENDER_PART_STEP)
                     : longest - 2 * round_up(margin);

  *plan = (TilePlan){.width = width, .height = height, .margin = round_up(margin)};
  if (room < RENDER_PART_STEP)
    return FALSE;
  plan->step = at_once ? round_up(room) : room / RENDER_PART_STEP * RENDER_PART_STEP;
  plan->n_columns = count(width, plan->step);
  plan->n_rows = count(height, plan->step);
  return TRUE;
}

typedef struct {
  int start, length;           /* of the part */
  int core_start, core_length; /* in it */
} Span;

/* Of a side so long, the core that begins at start. */
static Span
find_span(const TilePlan *plan, int side, int start)
{
  int end = MIN(start + plan->step, side);
  int first = MAX(start - plan->margin, 0);
  int last = MIN(end + plan->margin, side);

  return (Span){first, last - first, start - first, end - start};
}

Tile
tile_plan_get(const TilePlan *plan, int column, int row)
{
  Span across = find_span(plan, plan->width, column * plan->step);
  Span up = find_span(plan, plan->height, (plan->n_rows - 1 - row) * plan->step);

  return (Tile){
      {plan->width, plan->height, across.start, up.start, across.length, up.length},
      across.core_start,
      up.core_start,
      across.core_length,
      up.core_length,
  };
}

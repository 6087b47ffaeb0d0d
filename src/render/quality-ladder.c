// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "render/quality-ladder.h"

#include <math.h>

/* Frames in a row before a step down, and up. */
#define PATIENCE_DOWN 3
#define PATIENCE_UP   30
/* Of the budget: below this share the next better rung is likely to fit. */
#define ROOM 0.45
/* Budgets that even the cheapest of the slow frames took, for each further rung down. */
#define FAR_OVER 2.0

static const QualityRung rungs[QUALITY_RUNGS] = {
    {TRUE, TRUE, TRUE, 1.0},    {TRUE, TRUE, FALSE, 1.0},   {TRUE, TRUE, FALSE, 0.85},
    {FALSE, FALSE, FALSE, 1.0}, {FALSE, FALSE, FALSE, 0.7}, {FALSE, FALSE, FALSE, 0.5},
};

const QualityRung *
quality_rung(guint rung)
{
  return &rungs[MIN(rung, QUALITY_RUNGS - 1)];
}

void
quality_ladder_init(QualityLadder *ladder)
{
  *ladder = (QualityLadder){0};
}

/* The first rung saves little: what is far over goes past it. */
static guint
lower_rung(guint rung, double cost, double budget)
{
  guint lower = rung == 0 && cost > FAR_OVER * budget ? 2 : rung + 1;

  for (; lower < QUALITY_RUNGS && cost > FAR_OVER * budget; lower++)
    cost /= FAR_OVER;
  return MIN(lower, QUALITY_RUNGS - 1);
}

gboolean
quality_ladder_step(QualityLadder *ladder, double cost, double budget)
{
  guint before = ladder->rung;

  ladder->n_over = cost > budget ? ladder->n_over + 1 : 0;
  ladder->least_over = ladder->n_over > 1 ? fmin(ladder->least_over, cost) : cost;
  ladder->n_under = cost < ROOM * budget ? ladder->n_under + 1 : 0;
  if (ladder->n_over >= PATIENCE_DOWN && ladder->rung + 1 < QUALITY_RUNGS)
    ladder->rung = lower_rung(ladder->rung, ladder->least_over, budget);
  else if (ladder->n_under >= PATIENCE_UP && ladder->rung > 0)
    ladder->rung--;
  if (ladder->rung == before)
    return FALSE;
  ladder->n_over = ladder->n_under = 0;
  return TRUE;
}

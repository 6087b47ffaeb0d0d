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
    {TRUE, TRUE, 1.0},   {TRUE, TRUE, 0.85},  {FALSE, FALSE, 1.0},
    {FALSE, FALSE, 0.7}, {FALSE, FALSE, 0.5},
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

static guint
rungs_down(double cost, double budget)
{
  guint n = 1;

  for (; n < QUALITY_RUNGS && cost > FAR_OVER * budget; n++)
    cost /= FAR_OVER;
  return n;
}

gboolean
quality_ladder_step(QualityLadder *ladder, double cost, double budget)
{
  guint before = ladder->rung;

  ladder->n_over = cost > budget ? ladder->n_over + 1 : 0;
  ladder->least_over = ladder->n_over > 1 ? fmin(ladder->least_over, cost) : cost;
  ladder->n_under = cost < ROOM * budget ? ladder->n_under + 1 : 0;
  if (ladder->n_over >= PATIENCE_DOWN && ladder->rung + 1 < QUALITY_RUNGS)
    ladder->rung =
        MIN(ladder->rung + rungs_down(ladder->least_over, budget), QUALITY_RUNGS - 1);
  else if (ladder->n_under >= PATIENCE_UP && ladder->rung > 0)
    ladder->rung--;
  if (ladder->rung == before)
    return FALSE;
  ladder->n_over = ladder->n_under = 0;
  return TRUE;
}

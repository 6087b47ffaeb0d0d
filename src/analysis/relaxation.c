// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "analysis/relaxation.h"

#include <math.h>

#include "analysis/relaxation-chart.h"
#include "analysis/structure-peak.h"

#define PACE        0.09 /* ps between origins: more cost more than they tell */
#define GHOST_LAGS  20
#define Q_OTHERWISE (2.0 * G_PI / 3.0) /* Å⁻¹: a cell too small for an S(q) */

typedef struct {
  MotionView view;
  double q, a; /* asked for */
  RelaxationSums sums;
} Relaxation;

static void
begin_cb(MotionView *self, const Frame *frame)
{
  Relaxation *relaxation = (Relaxation *)self;
  double q = relaxation->q;

  if (isnan(q))
    q = structure_peak_find(frame);
  relaxation_sums_init(&relaxation->sums, isnan(q) ? Q_OTHERWISE : q, relaxation->a);
}

static void
pair_cb(MotionView *self, const LagPair *pair)
{
  relaxation_sums_add(&((Relaxation *)self)->sums, self->motion, pair);
}

static void
reset_cb(MotionView *self)
{
  relaxation_sums_reset(&((Relaxation *)self)->sums);
}

static Chart *
relaxation_chart_at(Observer *self, guint index)
{
  const Relaxation *relaxation = (const Relaxation *)self;
  const MotionView *view = &relaxation->view;
  const Ghosts *ghosts = &view->ghosts[index];

  if (index == 2)
    return relaxation_chi4_chart(&relaxation->sums, view->motion, ghosts);
  return relaxation_chart(&relaxation->sums, view->motion,
                          index == 0 ? RELAXATION_SCATTERING : RELAXATION_OVERLAP,
                          ghosts);
}

static void
relaxation_free(Observer *self)
{
  relaxation_sums_clear(&((Relaxation *)self)->sums);
  motion_view_clear((MotionView *)self);
  g_free(self);
}

static const ObserverClass relaxation_class = {
    .id = "relaxation",
    .add_frame = motion_view_add_frame,
    .begin_epoch = motion_view_begin_epoch,
    .n_charts = 3,
    .chart_at = relaxation_chart_at,
    .free = relaxation_free,
};

Observer *
relaxation_observer_new_on(Motion *motion, double interval, double q, double a)
{
  Relaxation *relaxation = g_new0(Relaxation, 1);

  g_return_val_if_fail(!(q <= 0.0) && a > 0.0, NULL);
  motion_view_init(&relaxation->view, motion, &relaxation_class, interval);
  relaxation->view.pace = PACE;
  relaxation->view.ghost_lags = GHOST_LAGS;
  relaxation->view.begin = begin_cb;
  relaxation->view.pair = pair_cb;
  relaxation->view.reset = reset_cb;
  relaxation->q = q;
  relaxation->a = a;
  return &relaxation->view.observer;
}

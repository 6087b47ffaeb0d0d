// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "analysis/observer.h"

#include <math.h>

#define EARLY  0.005 /* of the interval: times in files are rounded */
#define STEADY 1.05  /* hottest over coldest of one temperature */

static void
note_temperature(Observer *self, double target)
{
  if (!(target > 0.0))
    return;
  self->coldest = self->n_heat ? MIN(self->coldest, target) : target;
  self->hottest = self->n_heat ? MAX(self->hottest, target) : target;
  self->heat += target;
  self->n_heat++;
}

double
observer_temperature(const Observer *self)
{
  g_return_val_if_fail(self != NULL, NAN);

  if (self->n_heat == 0 || self->hottest > STEADY * self->coldest)
    return NAN;
  return self->heat / self->n_heat;
}

gboolean
observer_add_frame(Observer *self, const Frame *frame, GError **error)
{
  g_return_val_if_fail(self != NULL && frame != NULL, FALSE);

  gboolean early = frame->time < self->next - EARLY * self->interval;
  gboolean backwards = frame->time < self->next - self->interval;
  if (self->begun && early && !backwards)
    return TRUE;
  if (!self->klass->add_frame(self, frame, error))
    return FALSE;
  note_temperature(self, frame->target);
  self->next = frame->time + self->interval;
  self->begun = TRUE;
  return TRUE;
}

void
observer_begin_epoch(Observer *self)
{
  g_return_if_fail(self != NULL);

  if (self->begun)
    self->klass->begin_epoch(self);
  self->begun = FALSE;
  self->heat = 0.0;
  self->n_heat = 0;
}

void
observer_begin_line(Observer *self)
{
  g_return_if_fail(self != NULL);

  if (self->klass->begin_line)
    self->klass->begin_line(self);
}

void
observer_finish(Observer *self)
{
  g_return_if_fail(self != NULL);

  if (self->klass->finish)
    self->klass->finish(self);
}

guint
observer_n_charts(const Observer *self)
{
  g_return_val_if_fail(self != NULL, 0);

  return self->klass->chart ? 1 : self->klass->n_charts;
}

Chart *
observer_chart_at(Observer *self, guint index)
{
  g_return_val_if_fail(self != NULL && index < observer_n_charts(self), NULL);

  return self->klass->chart ? self->klass->chart(self)
                            : self->klass->chart_at(self, index);
}

Chart *
observer_chart(Observer *self)
{
  return observer_chart_at(self, 0);
}

void
observer_take_events(Observer *self, GPtrArray *out)
{
  g_return_if_fail(self != NULL && out != NULL);

  if (self->klass->take_events)
    self->klass->take_events(self, out);
}

void
observer_complete_event(Observer *self, Event *event)
{
  g_return_if_fail(self != NULL && event != NULL);

  if (self->klass->complete_event)
    self->klass->complete_event(self, event);
}

Pathways *
observer_pathways(Observer *self)
{
  g_return_val_if_fail(self != NULL, NULL);

  return self->klass->pathways ? self->klass->pathways(self) : NULL;
}

gboolean
observer_is_busy(Observer *self)
{
  g_return_val_if_fail(self != NULL, FALSE);

  return self->klass->is_busy && self->klass->is_busy(self);
}

gboolean
observer_has_room(Observer *self)
{
  g_return_val_if_fail(self != NULL, FALSE);

  return !self->klass->has_room || self->klass->has_room(self);
}

void
observer_free(Observer *self)
{
  if (self)
    self->klass->free(self);
}

// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "run/watch.h"

#include "analysis/arrhenius.h"
#include "analysis/hops.h"
#include "analysis/msd.h"
#include "analysis/rdf.h"
#include "analysis/rings3.h"
#include "analysis/van-hove.h"

#define INTERVAL       0.02 /* ps, of the frames; transport takes them all */
#define INTERVAL_RDF   0.5  /* ps: a frame costs as much as forty steps */
#define INTERVAL_RINGS 0.25 /* ps */
#define HOP_MEMORY     20.0 /* ps */
#define MAX_HOPS       4000

typedef enum { MSD, VAN_HOVE, RDF, HOPS, RINGS, N_OBSERVERS } Which;

struct Watch {
  Observer *observer[N_OBSERVERS];
  Arrhenius *arrhenius;
  double settled; /* ps, transport and structure count from here */
  GPtrArray *hops;
  guint n_hops;
  guint next_report;
};

Watch *
watch_new(void)
{
  Watch *watch = g_new0(Watch, 1);

  watch->observer[MSD] = msd_observer_new(0.0);
  watch->observer[VAN_HOVE] = van_hove_observer_new(0.0);
  watch->observer[RDF] = rdf_observer_new(INTERVAL_RDF);
  watch->observer[HOPS] = hops_observer_new(0.0, NULL);
  watch->observer[RINGS] = rings3_observer_new(INTERVAL_RINGS);
  watch->arrhenius = arrhenius_new();
  watch->settled = -INFINITY;
  watch->hops = g_ptr_array_new_with_free_func((GDestroyNotify)event_unref);
  return watch;
}

void
watch_free(Watch *watch)
{
  if (!watch)
    return;
  for (int i = 0; i < N_OBSERVERS; i++)
    observer_free(watch->observer[i]);
  arrhenius_free(watch->arrhenius);
  g_ptr_array_unref(watch->hops);
  g_free(watch);
}

double
watch_interval(const Watch *watch)
{
  return INTERVAL;
}

static void
forget_old_hops(Watch *watch, double now)
{
  guint n = 0;

  while (n < watch->hops->len &&
         (((Event *)watch->hops->pdata[n])->time < now - HOP_MEMORY ||
          watch->hops->len - n > MAX_HOPS))
    n++;
  if (n > 0)
    g_ptr_array_remove_range(watch->hops, 0, n);
}

static void
report_event(Watch *watch, Event *event, Mailbox *box)
{
  RunMessage *message = g_new0(RunMessage, 1);

  message->kind = RUN_MESSAGE_EVENT;
  message->event = event_ref(event);
  mailbox_put_message(box, message);
  if (event->kind != EVENT_HOP)
    return;
  g_ptr_array_add(watch->hops, event_ref(event));
  watch->n_hops++;
}

static void
report_trouble(const GError *error, Mailbox *box)
{
  RunMessage *message = g_new0(RunMessage, 1);

  message->kind = RUN_MESSAGE_REFUSED;
  message->text = g_strdup(error->message);
  mailbox_put_message(box, message);
}

void
watch_add_frame(Watch *watch, const Frame *frame, Mailbox *box)
{
  g_autoptr(GPtrArray) events =
      g_ptr_array_new_with_free_func((GDestroyNotify)event_unref);

  for (int i = 0; i < N_OBSERVERS; i++) {
    g_autoptr(GError) error = NULL;
    gboolean waits = i == MSD || i == VAN_HOVE || i == RDF;
    if (waits && frame->time < watch->settled)
      continue;
    if (!observer_add_frame(watch->observer[i], frame, &error))
      report_trouble(error, box);
    observer_take_events(watch->observer[i], events);
  }
  for (guint i = 0; i < events->len; i++)
    report_event(watch, events->pdata[i], box);
  forget_old_hops(watch, frame->time);
}

void
watch_begin_epoch(Watch *watch, double time, double settle, gboolean new_line)
{
  for (int i = 0; i < N_OBSERVERS; i++)
    observer_begin_epoch(watch->observer[i]);
  if (new_line)
    arrhenius_begin_line(watch->arrhenius);
  watch->settled = time + settle;
}

void
watch_report(Watch *watch, Mailbox *box)
{
  RunMessage *message = g_new0(RunMessage, 1);
  DiffusionPoint point;
  guint which = watch->next_report;

  message->kind = RUN_MESSAGE_CHART;
  watch->next_report = (which + 1) % (N_OBSERVERS + 1);
  if (which < N_OBSERVERS) {
    message->chart = observer_chart(watch->observer[which]);
  } else {
    if (msd_observer_diffusion(watch->observer[MSD], &point))
      arrhenius_update(watch->arrhenius, &point);
    message->chart = arrhenius_chart(watch->arrhenius);
  }
  mailbox_put_message(box, message);
}

const GPtrArray *
watch_hops(const Watch *watch)
{
  return watch->hops;
}

guint
watch_n_hops(const Watch *watch)
{
  return watch->n_hops;
}

// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "run/watch.h"

#include "analysis/observer-set.h"

#define INTERVAL   0.02 /* ps, of the frames; transport takes them all */
#define HOP_MEMORY 20.0 /* ps */
#define MAX_HOPS   4000

typedef struct {
  guint entry, chart;
} ShownChart;

struct Watch {
  ObserverSet *set;
  guint n;           /* entries of the catalogue */
  gboolean *refused; /* by entry: the last frame did not fit, which was told */
  GArray *shown;     /* ShownChart, in the catalogue's order */
  double settled;    /* ps, what waits for the glass to settle counts from here */
  GPtrArray *hops;
  guint n_hops;
  int pathways; /* entry whose pathways are drawn, or -1 */
  guint next_report;
  guint n_fresh; /* reports that may still tell something new */
};

static void
add_observer(Watch *watch, guint entry)
{
  ObserverOptions options;

  observer_options_init(&options);
  options.interval = catalogue_entry(entry)->about.interval;
  observer_set_add(watch->set, entry, &options);
}

static gboolean
is_wanted(const Watch *watch, guint entry)
{
  if (catalogue_entry(entry)->about.flags & OBSERVABLE_ALWAYS ||
      (int)entry == watch->pathways)
    return TRUE;
  for (guint i = 0; i < watch->shown->len; i++)
    if (g_array_index(watch->shown, ShownChart, i).entry == entry)
      return TRUE;
  return FALSE;
}

static gboolean
default_shown(const ObservableChart *chart, const char *const *ids)
{
  return ids ? g_strv_contains(ids, chart->id) : chart->shown;
}

/* Makes the observers that are wanted and frees the others. */
static void
update_observers(Watch *watch)
{
  for (guint i = watch->n; i-- > 0;)
    if (!is_wanted(watch, i))
      observer_set_remove(watch->set, i);
  for (guint i = 0; i < watch->n; i++)
    if (is_wanted(watch, i))
      add_observer(watch, i);
}

void
watch_show(Watch *watch, const char *const *ids)
{
  g_array_set_size(watch->shown, 0);
  for (guint i = 0; i < watch->n; i++) {
    const Observable *about = &catalogue_entry(i)->about;
    for (guint k = 0; k < observable_n_charts(about); k++)
      if (default_shown(&about->chart[k], ids))
        g_array_append_val(watch->shown, ((ShownChart){i, k}));
  }
  update_observers(watch);
  watch->next_report = 0;
  watch->n_fresh = watch->shown->len;
}

void
watch_show_pathways(Watch *watch, const char *id)
{
  watch->pathways = id ? catalogue_find(id) : -1;
  update_observers(watch);
}

Pathways *
watch_pathways(Watch *watch)
{
  return watch->pathways < 0
             ? NULL
             : observer_pathways(observer_set_get(watch->set, (guint)watch->pathways));
}

Watch *
watch_new(void)
{
  Watch *watch = g_new0(Watch, 1);

  watch->n = catalogue_size();
  watch->set = observer_set_new(TRUE);
  watch->refused = g_new0(gboolean, watch->n);
  watch->shown = g_array_new(FALSE, FALSE, sizeof(ShownChart));
  watch->settled = -INFINITY;
  watch->pathways = -1;
  watch->hops = g_ptr_array_new_with_free_func((GDestroyNotify)event_unref);
  watch_show(watch, NULL);
  return watch;
}

void
watch_free(Watch *watch)
{
  if (!watch)
    return;
  observer_set_free(watch->set);
  g_free(watch->refused);
  g_array_unref(watch->shown);
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
  if (event->kind != EVENT_HOP || event->method != HOP_BY_P_HOP)
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

/* A frame that does not fit is told once; when the next one does not fit either, the
 * change is for good and the observer begins anew. */
static void
feed(Watch *watch, guint entry, const Frame *frame, Mailbox *box)
{
  Observer *observer = observer_set_get(watch->set, entry);
  g_autoptr(GError) error = NULL;

  if (observer_add_frame(observer, frame, &error)) {
    watch->refused[entry] = FALSE;
    return;
  }
  if (!watch->refused[entry])
    report_trouble(error, box);
  else
    observer_begin_epoch(observer);
  watch->refused[entry] = TRUE;
}

void
watch_add_frame(Watch *watch, const Frame *frame, Mailbox *box)
{
  g_autoptr(GPtrArray) events =
      g_ptr_array_new_with_free_func((GDestroyNotify)event_unref);

  for (guint i = 0; i < watch->n; i++) {
    gboolean waits = catalogue_entry(i)->about.flags & OBSERVABLE_SETTLES;
    if (!observer_set_get(watch->set, i) || (waits && frame->time < watch->settled))
      continue;
    feed(watch, i, frame, box);
    observer_take_events(observer_set_get(watch->set, i), events);
  }
  observer_set_complete_events(watch->set, events, 0);
  for (guint i = 0; i < events->len; i++)
    report_event(watch, events->pdata[i], box);
  forget_old_hops(watch, frame->time);
  watch->n_fresh = watch->shown->len;
}

void
watch_begin_epoch(Watch *watch, double time, double settle, gboolean new_line)
{
  observer_set_begin_epoch(watch->set, new_line);
  watch->n_fresh = watch->shown->len;
  watch->settled = time + settle;
}

/* Nothing new came since this chart was reported last, and nothing is under way. */
static gboolean
is_stale(Watch *watch, Observer *observer)
{
  if (observer_is_busy(observer))
    watch->n_fresh = watch->shown->len;
  if (watch->n_fresh == 0)
    return TRUE;
  watch->n_fresh--;
  return FALSE;
}

void
watch_report(Watch *watch, Mailbox *box)
{
  if (watch->shown->len == 0)
    return;

  guint next = watch->next_report % watch->shown->len;
  const ShownChart *shown = &g_array_index(watch->shown, ShownChart, next);
  Observer *observer = observer_set_get(watch->set, shown->entry);
  watch->next_report = next + 1;
  if (is_stale(watch, observer))
    return;
  RunMessage *message = g_new0(RunMessage, 1);
  message->kind = RUN_MESSAGE_CHART;
  message->chart = observer_chart_at(observer, shown->chart);
  mailbox_put_message(box, message);
}

void
watch_report_all(Watch *watch, Mailbox *box)
{
  for (guint i = 0; i < watch->shown->len; i++)
    watch_report(watch, box);
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

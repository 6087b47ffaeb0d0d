// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "run/watch.h"

#include <glib/gi18n.h>

#include "analysis/observer-set.h"
#include "analysis/rings3.h"
#include "model/observer-choices.h"
#include "run/chart-end.h"
#include "run/told-memory.h"

#define INTERVAL   0.02 /* ps, of the frames; transport takes them all */
#define HOP_MEMORY 20.0 /* ps */
#define MAX_HOPS   4000
#define PATIENCE   4 /* frames that do not fit, until an observer is given up */

typedef struct {
  guint entry, chart;
} ShownChart;

struct Watch {
  ObserverSet *set;
  ObserverChoices choices;
  guint n;           /* entries of the catalogue */
  guint *n_refused;  /* by entry: frames of this epoch that did not fit */
  char **denied;     /* by entry: why it is not fed, or NULL; owned */
  GArray *shown;     /* ShownChart, in the catalogue's order */
  double settled;    /* ps, what waits for the glass to settle counts from here */
  double hop_memory; /* ps */
  guint most_hops;
  GPtrArray *hops;
  guint n_hops;
  ToldMemory *told; /* of a source that may be read again, or NULL; owned */
  int pathways;     /* entry whose pathways are drawn, or -1 */
  guint n_seen;     /* frames since all observers began */
  gboolean late;    /* some began after the others */
  gboolean over;    /* no frame comes any more */
  guint next_report;
  guint n_fresh; /* reports that may still tell something new */
};

static void
add_observer(Watch *watch, guint entry)
{
  ObserverOptions options = watch->choices.options;

  options.interval = catalogue_entry(entry)->about.interval;
  observer_set_add(watch->set, entry, &options);
}

/* For itself; leaders are wanted with those that read them. */
static gboolean
is_chosen(const Watch *watch, guint entry)
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
is_wanted(const Watch *watch, guint entry)
{
  const char *id = catalogue_entry(entry)->about.id;

  if (is_chosen(watch, entry))
    return TRUE;
  for (guint i = entry + 1; i < watch->n; i++)
    if (g_strcmp0(catalogue_entry(i)->about.leader, id) == 0 && is_wanted(watch, i))
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
    if (is_wanted(watch, i)) {
      watch->late |= watch->n_seen > 0 && !observer_set_get(watch->set, i);
      add_observer(watch, i);
    }
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

static void
drop_observer(Watch *watch, guint entry)
{
  observer_set_remove(watch->set, entry);
  if (watch->n_refused[entry] >= PATIENCE)
    g_clear_pointer(&watch->denied[entry], g_free);
  watch->n_refused[entry] = 0;
}

void
watch_choose(Watch *watch, const char *text)
{
  ObserverChoices choices;

  if (!observer_choices_init(&choices, text, NULL))
    return;
  gboolean motion = !observer_choices_same_atoms(&choices, &watch->choices);
  gboolean hops = !observer_choices_same_hops(&choices, &watch->choices);
  observer_choices_clear(&watch->choices);
  watch->choices = choices;
  for (guint i = watch->n; i-- > 0;) {
    ObservableGroup group = catalogue_entry(i)->about.group;
    gboolean moves = group == OBSERVABLE_TRANSPORT || group == OBSERVABLE_HETEROGENEITY;
    if ((moves && motion) || (group == OBSERVABLE_HOPS && hops))
      drop_observer(watch, i);
  }
  if (hops) {
    g_ptr_array_set_size(watch->hops, 0);
    watch->n_hops = 0;
  }
  update_observers(watch);
  watch->next_report = 0;
  watch->n_fresh = watch->shown->len;
}

gboolean
watch_is_late(const Watch *watch)
{
  return watch->late;
}

void
watch_begin_again(Watch *watch)
{
  for (guint i = watch->n; i-- > 0;)
    drop_observer(watch, i);
  g_ptr_array_set_size(watch->hops, 0);
  watch->n_hops = watch->n_seen = 0;
  watch->late = watch->over = FALSE;
  update_observers(watch);
  watch->next_report = 0;
  watch->n_fresh = watch->shown->len;
}

void
watch_end(Watch *watch)
{
  watch->over = TRUE;
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
  observer_choices_init(&watch->choices, NULL, NULL);
  watch->n_refused = g_new0(guint, watch->n);
  watch->denied = g_new0(char *, watch->n);
  watch->hop_memory = HOP_MEMORY;
  watch->most_hops = MAX_HOPS;
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
  observer_choices_clear(&watch->choices);
  g_free(watch->n_refused);
  for (guint i = 0; i < watch->n; i++)
    g_free(watch->denied[i]);
  g_free(watch->denied);
  g_array_unref(watch->shown);
  g_ptr_array_unref(watch->hops);
  told_memory_free(watch->told);
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
         (((Event *)watch->hops->pdata[n])->time < now - watch->hop_memory ||
          watch->hops->len - n > watch->most_hops))
    n++;
  if (n > 0)
    g_ptr_array_remove_range(watch->hops, 0, n);
}

static void
tell_event(Watch *watch, Event *event, Mailbox *box)
{
  if (watch->told && !told_memory_add_event(watch->told, event))
    return;
  RunMessage *message = g_new0(RunMessage, 1);
  message->kind = RUN_MESSAGE_EVENT;
  message->event = event_ref(event);
  mailbox_put_message(box, message);
}

static void
report_event(Watch *watch, Event *event, Mailbox *box)
{
  tell_event(watch, event, box);
  if (event->kind != EVENT_HOP || event->method != HOP_BY_P_HOP)
    return;
  g_ptr_array_add(watch->hops, event_ref(event));
  watch->n_hops++;
}

static void
report_trouble(Watch *watch, guint entry, gint64 step, const GError *error, Mailbox *box)
{
  /* Translators: a quantity, a step of the run, what is wrong there */
  g_autofree char *text = g_strdup_printf(_("%s: step %lld: %s"),
                                          gettext(catalogue_entry(entry)->about.title),
                                          (long long)step, error->message);

  if (watch->told && !told_memory_add_text(watch->told, text))
    return;
  RunMessage *message = g_new0(RunMessage, 1);
  message->kind = RUN_MESSAGE_REFUSED;
  message->text = g_steal_pointer(&text);
  mailbox_put_message(box, message);
}

/* The first frame that does not fit is told. When more do not fit, the change is for good
 * and the observer begins anew; when that does not help, it is given up. */
static void
feed(Watch *watch, guint entry, const Frame *frame, Mailbox *box)
{
  Observer *observer = observer_set_get(watch->set, entry);
  g_autoptr(GError) error = NULL;

  if (observer_add_frame(observer, frame, &error))
    return;
  if (watch->n_refused[entry] == 0)
    report_trouble(watch, entry, frame->step, error, box);
  if (watch->n_refused[entry] > 0)
    observer_begin_epoch(observer);
  if (++watch->n_refused[entry] >= PATIENCE)
    watch->denied[entry] = g_strdup(error->message);
}

static gboolean
is_fed(const Watch *watch, guint entry, const Frame *frame)
{
  gboolean waits = catalogue_entry(entry)->about.flags & OBSERVABLE_SETTLES;

  return observer_set_get(watch->set, entry) && !watch->denied[entry] &&
         !(waits && frame->time < watch->settled);
}

void
watch_add_frame(Watch *watch, const Frame *frame, Mailbox *box)
{
  g_autoptr(GPtrArray) events =
      g_ptr_array_new_with_free_func((GDestroyNotify)event_unref);

  for (guint i = 0; i < watch->n; i++) {
    if (!is_fed(watch, i, frame))
      continue;
    feed(watch, i, frame, box);
    observer_take_events(observer_set_get(watch->set, i), events);
  }
  observer_set_complete_events(watch->set, events, 0);
  for (guint i = 0; i < events->len; i++)
    report_event(watch, events->pdata[i], box);
  forget_old_hops(watch, frame->time);
  watch->n_seen++;
  watch->n_fresh = watch->shown->len;
}

void
watch_begin_epoch(Watch *watch, double time, double settle, gboolean new_line)
{
  observer_set_begin_epoch(watch->set, new_line);
  watch->n_fresh = watch->shown->len;
  watch->settled = time + settle;
  for (guint i = 0; i < watch->n; i++) {
    watch->n_refused[i] = 0;
    g_clear_pointer(&watch->denied[i], g_free);
  }
}

void
watch_deny(Watch *watch, guint needs, const char *reason)
{
  for (guint i = 0; i < watch->n; i++)
    if (catalogue_entry(i)->about.flags & needs && !watch->denied[i])
      watch->denied[i] = g_strdup(reason);
  watch->n_fresh = watch->shown->len;
}

gboolean
watch_has_room(Watch *watch)
{
  for (guint i = 0; i < watch->n; i++) {
    Observer *observer = observer_set_get(watch->set, i);
    if (observer && !observer_has_room(observer))
      return FALSE;
  }
  return TRUE;
}

void
watch_keep_all(Watch *watch)
{
  watch->hop_memory = INFINITY;
  watch->most_hops = 50 * MAX_HOPS;
  if (!watch->told)
    watch->told = told_memory_new();
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

static const char *
why_denied(const Watch *watch, guint entry)
{
  const char *leader = catalogue_entry(entry)->about.leader;

  if (watch->denied[entry] || !leader)
    return watch->denied[entry];
  return watch->denied[catalogue_find(leader)];
}

/* In place of a number that would be wrong, why there is none. */
static Chart *
make_chart(const Watch *watch, const ShownChart *shown)
{
  const ObservableChart *about =
      &catalogue_entry(shown->entry)->about.chart[shown->chart];
  const char *reason = why_denied(watch, shown->entry);
  Chart *chart;

  if (!reason) {
    Observer *observer = observer_set_get(watch->set, shown->entry);
    chart = observer_chart_at(observer, shown->chart);
    if (watch->over && !observer_is_busy(observer))
      chart_end(chart, watch->n_seen);
    return chart;
  }
  chart = chart_new(about->id, gettext(about->title));
  chart_take_verdict(chart, VERDICT_NOTICE, g_strdup(reason));
  return chart;
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
  message->chart = make_chart(watch, shown);
  mailbox_put_message(box, message);
}

void
watch_report_all(Watch *watch, Mailbox *box)
{
  for (guint i = 0; i < watch->shown->len; i++)
    watch_report(watch, box);
}

Bonds *
watch_bonds(const Watch *watch, const Frame *frame)
{
  Observer *rings3 = observer_set_get(watch->set, (guint)catalogue_find("rings3"));
  BondRule rule;

  if (rings3)
    bond_cutoffs_rule(rings3_observer_cutoffs(rings3), frame->species, &rule);
  else
    bond_rule_init(&rule, frame->species);
  return bonds_new(frame, &rule);
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

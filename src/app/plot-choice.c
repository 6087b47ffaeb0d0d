// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/plot-choice.h"

#include <glib/gi18n.h>
#include <string.h>

#include "model/format-number.h"
#include "run/observables.h"

static char **
default_ids(void)
{
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new();

  for (guint i = 0; i < observables_count(); i++) {
    const Observable *about = observables_get(i);
    for (guint k = 0; k < observable_n_charts(about); k++)
      if (about->chart[k].shown)
        g_strv_builder_add(builder, about->chart[k].id);
  }
  return g_strv_builder_end(builder);
}

static gboolean
is_default(const char *const *ids)
{
  return !ids || (ids[0] && g_str_equal(ids[0], "*"));
}

char **
plot_choice_resolve(const char *const *ids)
{
  g_autoptr(GPtrArray) known = g_ptr_array_new();

  if (is_default(ids))
    return default_ids();
  for (; *ids; ids++)
    if (observables_find_chart(*ids, NULL) &&
        !g_ptr_array_find_with_equal_func(known, *ids, g_str_equal, NULL))
      g_ptr_array_add(known, (char *)*ids);
  g_ptr_array_add(known, NULL);
  return g_strdupv((char **)known->pdata);
}

static GPtrArray *
to_array(const char *const *ids)
{
  GPtrArray *array = g_ptr_array_new();

  for (; *ids; ids++)
    g_ptr_array_add(array, (char *)*ids);
  return array;
}

static char **
from_array(GPtrArray *array)
{
  g_ptr_array_add(array, NULL);
  return g_strdupv((char **)array->pdata);
}

static int
place_of(GPtrArray *array, const char *id)
{
  guint index;

  return g_ptr_array_find_with_equal_func(array, id, g_str_equal, &index) ? (int)index
                                                                          : -1;
}

static char **
move_to(GPtrArray *array, int from, int to)
{
  if (from >= 0 && to >= 0)
    g_ptr_array_insert(array, to, g_ptr_array_steal_index(array, (guint)from));
  return from_array(array);
}

char **
plot_choice_with(const char *const *ids, const char *id)
{
  g_return_val_if_fail(ids && id, NULL);

  g_autoptr(GPtrArray) array = to_array(ids);
  if (place_of(array, id) < 0)
    g_ptr_array_add(array, (char *)id);
  return from_array(array);
}

char **
plot_choice_without(const char *const *ids, const char *id)
{
  g_return_val_if_fail(ids && id, NULL);

  g_autoptr(GPtrArray) array = to_array(ids);
  int place = place_of(array, id);
  if (place >= 0)
    g_ptr_array_remove_index(array, (guint)place);
  return from_array(array);
}

char **
plot_choice_moved(const char *const *ids, const char *id, int by)
{
  g_return_val_if_fail(ids && id, NULL);

  g_autoptr(GPtrArray) array = to_array(ids);
  int from = place_of(array, id);
  return move_to(array, from, CLAMP(from + by, 0, (int)array->len - 1));
}

char **
plot_choice_placed(const char *const *ids, const char *id, const char *place)
{
  g_return_val_if_fail(ids && id && place, NULL);

  g_autoptr(GPtrArray) array = to_array(ids);
  return move_to(array, place_of(array, id), place_of(array, place));
}

static const char *
scales_of(const char *entry, const char *id)
{
  gsize length = strlen(id);

  return g_str_has_prefix(entry, id) && entry[length] == ' ' ? entry + length + 1 : NULL;
}

const char *
plot_choice_scales(const char *const *scales, const char *id)
{
  g_return_val_if_fail(id, "");

  for (; scales && *scales; scales++)
    if (scales_of(*scales, id))
      return scales_of(*scales, id);
  return "";
}

char **
plot_choice_with_scales(const char *const *scales, const char *id, const char *text)
{
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new();

  g_return_val_if_fail(id && text, NULL);
  for (; scales && *scales; scales++)
    if (!scales_of(*scales, id))
      g_strv_builder_add(builder, *scales);
  if (*text) {
    g_autofree char *entry = g_strconcat(id, " ", text, NULL);
    g_strv_builder_add(builder, entry);
  }
  return g_strv_builder_end(builder);
}

const char *
plot_choice_waiting_text(const char *id)
{
  const Observable *about = observables_find_chart(id, NULL);

  if (!about)
    return _("waiting for data");
  if (about->flags & OBSERVABLE_MEASURED)
    return _("not measured yet");
  if (about->flags & OBSERVABLE_LIVE)
    return _("waiting for a second temperature");
  if (about->flags & OBSERVABLE_HEAVY)
    return _("being worked out …");
  if (about->flags & OBSERVABLE_NEEDS_PATHS)
    return _("waiting for the ions to move");
  return _("waiting for the first frames");
}

char *
plot_choice_waiting_hint(const char *id)
{
  const Observable *about = observables_find_chart(id, NULL);

  if (!about || about->flags & OBSERVABLE_MEASURED)
    return NULL;
  if (about->flags & OBSERVABLE_LASTING)
    return g_strdup(_("Change the temperature, best by a ramp."));
  if (g_str_equal(id, "committee") || g_str_equal(id, "extrapolation"))
    return g_strdup(_("It takes learned potentials that tell how sure they are."));
  if (about->flags & OBSERVABLE_LIVE)
    return g_strdup(_("Each temperature adds a point as soon as the ions diffuse."));
  g_autofree char *interval = number_format_short(about->interval, 2);
  if (about->flags & OBSERVABLE_HEAVY)
    /* Translators: a time of the run, in ps */
    return g_strdup_printf(_("Worked out beside the run; the first after %s ps and some "
                             "seconds."),
                           interval);
  if (about->interval > 0.0)
    return g_strdup_printf(_("The first after %s ps of the run."), interval);
  if (about->flags & OBSERVABLE_SETTLES)
    return g_strdup(_("Counting begins half a picosecond or more after a change, when "
                      "the glass has settled."));
  return NULL;
}

// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "model/observable.h"

#include <glib/gi18n.h>
#include <math.h>

#include "base/base-error.h"
#include "model/species.h"

#define ATOMS_MOST 10000000 /* of one range */

void
observer_options_init(ObserverOptions *options)
{
  g_return_if_fail(options != NULL);

  *options = (ObserverOptions){.fit_from = NAN,
                               .fit_to = NAN,
                               .temperature = NAN,
                               .hop_window = 1.0,
                               .hop_threshold = 1.5,
                               .hop_back = 10.0,
                               .hop_lag = NAN,
                               .hop_reach = NAN,
                               .cluster_window = 20.0,
                               .cluster_smooth = 1.0,
                               .cluster_most = 6,
                               .cluster_core = 0.4,
                               .cluster_least = 1.2,
                               .silhouette = 0.6,
                               .wave_number = NAN,
                               .overlap = 1.0,
                               .ring_size = 8,
                               .grid = 0.3,
                               .memory = INFINITY,
                               .seed = 1,
                               .n_threads = 1};
}

static gboolean
parse_charge(const char *part, ObserverCharge *charge)
{
  g_auto(GStrv) sides = g_strsplit(part, "=", 2);
  char *end = NULL;

  if (g_strv_length(sides) != 2 || !element_lookup(g_strstrip(sides[0])))
    return FALSE;
  g_strlcpy(charge->symbol, sides[0], sizeof charge->symbol);
  charge->charge = g_ascii_strtod(g_strstrip(sides[1]), &end);
  return end != sides[1] && *end == '\0' && isfinite(charge->charge);
}

GArray *
observer_charges_parse(const char *text, GError **error)
{
  g_autoptr(GArray) charges = g_array_new(FALSE, FALSE, sizeof(ObserverCharge));
  g_auto(GStrv) parts = g_strsplit(text, ",", -1);

  for (guint i = 0; parts[i]; i++) {
    ObserverCharge charge;
    if (!parse_charge(parts[i], &charge)) {
      g_set_error(error, VITRINE_ERROR, VITRINE_ERROR_INPUT,
                  _("“%s” is not a charge: write Na=1,Si=2.4,O=-1.2"), parts[i]);
      return NULL;
    }
    g_array_append_val(charges, charge);
  }
  return g_steal_pointer(&charges);
}

/* "7" or "3-9". */
static gboolean
parse_range(const char *part, guint64 range[2])
{
  g_auto(GStrv) sides = g_strsplit(part, "-", 2);

  for (guint i = 0; i < 2; i++) {
    const char *side = sides[i] ? g_strstrip(sides[i]) : sides[0];
    if (!side ||
        !g_ascii_string_to_unsigned(side, 10, 0, G_MAXUINT32 - 1, &range[i], NULL))
      return FALSE;
  }
  return range[0] <= range[1] && range[1] - range[0] < ATOMS_MOST;
}

static int
by_number(gconstpointer a, gconstpointer b)
{
  guint32 x = *(const guint32 *)a, y = *(const guint32 *)b;

  return (x > y) - (x < y);
}

static void
remove_doubles(GArray *atoms)
{
  for (guint i = atoms->len; i-- > 1;)
    if (g_array_index(atoms, guint32, i) == g_array_index(atoms, guint32, i - 1))
      g_array_remove_index(atoms, i);
}

GArray *
observer_atoms_parse(const char *text, GError **error)
{
  g_autoptr(GArray) atoms = g_array_new(FALSE, FALSE, sizeof(guint32));
  g_auto(GStrv) parts = g_strsplit(text, ",", -1);
  guint64 range[2];

  for (guint i = 0; parts[i]; i++) {
    if (!parse_range(parts[i], range)) {
      g_set_error(error, VITRINE_ERROR, VITRINE_ERROR_INPUT,
                  _("“%s” is not a list of atoms: write 0-9,15"), parts[i]);
      return NULL;
    }
    for (guint32 atom = (guint32)range[0]; atom <= range[1]; atom++)
      g_array_append_val(atoms, atom);
  }
  g_array_sort(atoms, by_number);
  remove_doubles(atoms);
  return g_steal_pointer(&atoms);
}

guint
observable_n_charts(const Observable *observable)
{
  guint n = 0;

  g_return_val_if_fail(observable != NULL, 0);
  while (n < OBSERVABLE_MOST_CHARTS && observable->chart[n].id)
    n++;
  return n;
}

const char *
observable_group_title(ObservableGroup group)
{
  static const char *const title[OBSERVABLE_N_GROUPS] = {
      [OBSERVABLE_TRANSPORT] = N_("Transport"),
      [OBSERVABLE_HETEROGENEITY] = N_("Dynamic heterogeneity"),
      [OBSERVABLE_HOPS] = N_("Hops"),
      [OBSERVABLE_PATHWAYS] = N_("Pathways"),
      [OBSERVABLE_RINGS] = N_("Rings"),
      [OBSERVABLE_STRUCTURE] = N_("Structure"),
      [OBSERVABLE_BULK] = N_("Bulk"),
  };

  g_return_val_if_fail(group < OBSERVABLE_N_GROUPS, "");
  return _(title[group]);
}

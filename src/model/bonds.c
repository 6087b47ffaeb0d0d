// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "model/bonds.h"

#include <glib/gi18n.h>
#include <string.h>

#include "base/base-error.h"
#include "model/neighbour.h"

#define LONGEST 10.0 /* Å */

void
bond_rule_init(BondRule *rule, const SpeciesList *species)
{
  g_return_if_fail(rule != NULL && species != NULL);

  memset(rule, 0, sizeof *rule);
  for (guint a = 0; a < species->n; a++)
    for (guint b = 0; b < species->n; b++)
      rule->cutoff[a * SPECIES_MAX + b] =
          species_bond_cutoff(species->element[a], species->element[b]);
}

static gboolean
refuse(GError **error, const char *text, const char *reason)
{
  g_set_error(error, VITRINE_ERROR, VITRINE_ERROR_INPUT, "%s: %s", text, reason);
  return FALSE;
}

gboolean
bond_choice_parse(BondChoice *choice, const char *text, GError **error)
{
  g_return_val_if_fail(choice != NULL && text != NULL, FALSE);

  g_auto(GStrv) sides = g_strsplit(text, "=", 2);
  g_auto(GStrv) pair = g_strsplit(sides[0] ? sides[0] : "", "-", 2);
  if (g_strv_length(sides) != 2 || g_strv_length(pair) != 2)
    return refuse(error, text, _("expected a pair and a length, like Si-O=2.25"));
  char *end;
  BondChoice read = {element_lookup(pair[0]), element_lookup(pair[1]),
                     g_ascii_strtod(sides[1], &end)};
  if (!read.a || !read.b)
    return refuse(error, text, _("no such element"));
  if (species_bond_cutoff(read.a, read.b) <= 0.0)
    return refuse(error, text, _("bonds join a network former and an anion"));
  if (end == sides[1] || *end != '\0' || !(read.r_cut > 0.0) || read.r_cut > LONGEST)
    return refuse(error, text, _("the length must be between 0 and 10 Å"));
  *choice = read;
  return TRUE;
}

static double
longest_cutoff(const BondRule *rule, guint n, gboolean bonding[SPECIES_MAX])
{
  double longest = 0.0;

  for (guint a = 0; a < n; a++) {
    bonding[a] = FALSE;
    for (guint b = 0; b < n; b++) {
      double cutoff = rule->cutoff[a * SPECIES_MAX + b];
      bonding[a] = bonding[a] || cutoff > 0.0;
      longest = MAX(longest, cutoff);
    }
  }
  return longest;
}

static int
compare_ends(const void *p, const void *q)
{
  const BondEnd *a = p, *b = q;

  if (a->atom != b->atom)
    return a->atom < b->atom ? -1 : 1;
  for (int k = 0; k < 3; k++)
    if (a->offset[k] != b->offset[k])
      return a->offset[k] - b->offset[k];
  return 0;
}

static void
append_bonds(const Frame *frame, const BondRule *rule, guint atom, const GArray *near,
             GArray *ends)
{
  const double *cutoff = &rule->cutoff[frame->type[atom] * SPECIES_MAX];

  for (guint m = 0; m < near->len; m++) {
    const Neighbour *neighbour = &g_array_index(near, Neighbour, m);
    double limit = cutoff[frame->type[neighbour->atom]];
    if (neighbour->r2 >= limit * limit)
      continue;
    BondEnd end = {.atom = neighbour->atom};
    memcpy(end.offset, neighbour->offset, sizeof end.offset);
    g_array_append_val(ends, end);
  }
}

Bonds *
bonds_new(const Frame *frame, const BondRule *rule)
{
  g_return_val_if_fail(frame != NULL && rule != NULL, NULL);

  gboolean bonding[SPECIES_MAX];
  double longest = longest_cutoff(rule, frame->species->n, bonding);
  g_autoptr(NeighbourGrid) grid = longest > 0 ? neighbour_grid_new(frame, longest) : NULL;
  g_autoptr(GArray) near = g_array_new(FALSE, FALSE, sizeof(Neighbour));
  GArray *ends = g_array_new(FALSE, FALSE, sizeof(BondEnd));
  Bonds *bonds = g_atomic_rc_box_new0(Bonds);

  bonds->n_atoms = frame->n_atoms;
  bonds->first = g_new0(guint32, frame->n_atoms + 1);
  for (guint i = 0; i < frame->n_atoms; i++) {
    if (grid && bonding[frame->type[i]]) {
      neighbour_grid_query(grid, i, near);
      append_bonds(frame, rule, i, near, ends);
    }
    bonds->first[i + 1] = ends->len;
    guint32 begin = bonds->first[i];
    if (ends->len - begin > 1)
      qsort(&g_array_index(ends, BondEnd, begin), ends->len - begin, sizeof(BondEnd),
            compare_ends);
  }
  bonds->n_ends = ends->len;
  bonds->end = (BondEnd *)g_array_free(ends, FALSE);
  return bonds;
}

Bonds *
bonds_filter(const Bonds *bonds, BondFilter keep, gpointer data)
{
  g_return_val_if_fail(bonds != NULL && keep != NULL, NULL);

  Bonds *kept = g_atomic_rc_box_new0(Bonds);
  kept->n_atoms = bonds->n_atoms;
  kept->first = g_new0(guint32, bonds->n_atoms + 1);
  kept->end = g_new(BondEnd, bonds->n_ends);
  for (guint32 i = 0; i < bonds->n_atoms; i++) {
    for (guint e = bonds->first[i]; e < bonds->first[i + 1]; e++)
      if (keep(i, &bonds->end[e], data))
        kept->end[kept->n_ends++] = bonds->end[e];
    kept->first[i + 1] = kept->n_ends;
  }
  return kept;
}

Bonds *
bonds_ref(const Bonds *bonds)
{
  g_return_val_if_fail(bonds != NULL, NULL);

  return g_atomic_rc_box_acquire((gpointer)bonds);
}

static void
clear_bonds(Bonds *bonds)
{
  g_free(bonds->first);
  g_free(bonds->end);
}

void
bonds_unref(Bonds *bonds)
{
  if (bonds)
    g_atomic_rc_box_release_full(bonds, (GDestroyNotify)clear_bonds);
}

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

/* A bond as the one of its ends that looks for it sees it. */
typedef struct {
  guint32 atom;
  BondEnd to;
} Half;

typedef struct {
  const Frame *frame;
  const BondRule *rule;
  /* Which type looks for partners of which: the rarer one of two, like ones each. */
  gboolean asks[SPECIES_MAX][SPECIES_MAX], looks[SPECIES_MAX];
  double longest;
  GArray *found; /* Half */
} BondSearch;

static void
divide_work(BondSearch *search)
{
  guint n = search->frame->species->n, count[SPECIES_MAX];

  for (guint a = 0; a < n; a++)
    count[a] = frame_count_type(search->frame, a);
  for (guint a = 0; a < n; a++)
    for (guint b = 0; b < n; b++) {
      double cutoff = search->rule->cutoff[a * SPECIES_MAX + b];
      gboolean rarer = count[a] < count[b] || (count[a] == count[b] && a <= b);
      search->asks[a][b] = cutoff > 0.0 && (rarer || a == b);
      search->looks[a] = search->looks[a] || search->asks[a][b];
      search->longest = MAX(search->longest, cutoff);
    }
}

static int
compare_ends(const BondEnd *a, const BondEnd *b)
{
  if (a->atom != b->atom)
    return a->atom < b->atom ? -1 : 1;
  for (int k = 0; k < 3; k++)
    if (a->offset[k] != b->offset[k])
      return a->offset[k] - b->offset[k];
  return 0;
}

static void
ask_around(BondSearch *search, guint32 atom, const GArray *near)
{
  guint type = search->frame->type[atom];

  for (guint m = 0; m < near->len; m++) {
    const Neighbour *neighbour = &g_array_index(near, Neighbour, m);
    guint other = search->frame->type[neighbour->atom];
    double limit = search->rule->cutoff[type * SPECIES_MAX + other];
    if (!search->asks[type][other] || neighbour->r2 >= limit * limit)
      continue;
    Half half = {.atom = atom, .to.atom = neighbour->atom};
    memcpy(half.to.offset, neighbour->offset, sizeof half.to.offset);
    g_array_append_val(search->found, half);
  }
}

static void
search_bonds(BondSearch *search)
{
  const Frame *frame = search->frame;

  divide_work(search);
  if (!(search->longest > 0.0))
    return;
  g_autoptr(NeighbourGrid) grid = neighbour_grid_new(frame, search->longest);
  g_autoptr(GArray) near = g_array_new(FALSE, FALSE, sizeof(Neighbour));
  for (guint32 i = 0; i < frame->n_atoms; i++) {
    if (!search->looks[frame->type[i]])
      continue;
    neighbour_grid_query(grid, i, near);
    ask_around(search, i, near);
  }
}

/* Ends of an atom come in order: few, so they are put in one by one. */
static void
put_end(Bonds *bonds, guint32 *n_put, guint32 atom, const BondEnd *end)
{
  BondEnd *own = bonds->end + bonds->first[atom];
  guint32 k = n_put[atom]++;

  for (; k > 0 && compare_ends(&own[k - 1], end) > 0; k--)
    own[k] = own[k - 1];
  own[k] = *end;
}

/* Like ones found each other from both sides already. */
static gboolean
is_two_sided(const Frame *frame, const Half *half)
{
  return frame->type[half->atom] == frame->type[half->to.atom];
}

static BondEnd
seen_from_there(const Half *half)
{
  BondEnd end = {.atom = half->atom};

  for (guint k = 0; k < 3; k++)
    end.offset[k] = (gint8)MIN(-half->to.offset[k], G_MAXINT8);
  return end;
}

static void
fill_bonds(const Frame *frame, const GArray *found, Bonds *bonds)
{
  const Half *half = (const Half *)found->data;
  g_autofree guint32 *n_put = g_new0(guint32, frame->n_atoms);

  for (guint h = 0; h < found->len; h++) {
    bonds->first[half[h].atom + 1]++;
    if (!is_two_sided(frame, &half[h]))
      bonds->first[half[h].to.atom + 1]++;
  }
  for (guint i = 0; i < frame->n_atoms; i++)
    bonds->first[i + 1] += bonds->first[i];
  bonds->n_ends = bonds->first[frame->n_atoms];
  bonds->end = g_new(BondEnd, bonds->n_ends);
  for (guint h = 0; h < found->len; h++) {
    put_end(bonds, n_put, half[h].atom, &half[h].to);
    if (is_two_sided(frame, &half[h]))
      continue;
    BondEnd back = seen_from_there(&half[h]);
    put_end(bonds, n_put, half[h].to.atom, &back);
  }
}

Bonds *
bonds_new(const Frame *frame, const BondRule *rule)
{
  g_return_val_if_fail(frame != NULL && rule != NULL, NULL);

  BondSearch search = {.frame = frame, .rule = rule};
  Bonds *bonds = g_atomic_rc_box_new0(Bonds);
  bonds->n_atoms = frame->n_atoms;
  bonds->first = g_new0(guint32, frame->n_atoms + 1);
  search.found = g_array_new(FALSE, FALSE, sizeof(Half));
  search_bonds(&search);
  fill_bonds(frame, search.found, bonds);
  g_array_unref(search.found);
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

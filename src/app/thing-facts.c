// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/thing-facts.h"

#include <glib/gi18n.h>
#include <math.h>

#include "app/format.h"
#include "app/measure.h"

static void
take_row(ThingFacts *facts, const char *name, char *value)
{
  g_return_if_fail(facts->n_rows < THING_MOST_ROWS);
  facts->name[facts->n_rows] = g_strdup(name);
  facts->value[facts->n_rows++] = value;
}

static void
add_number(ThingFacts *facts, const char *name, double value, int digits,
           const char *unit)
{
  g_autofree char *number = format_number(value, digits);

  take_row(facts, name, g_strdup_printf("%s %s", number, unit));
}

static const char *
symbol_of(const Frame *frame, guint atom)
{
  return frame->species->element[frame->type[atom]]->symbol;
}

static guint
formers_of(const Snapshot *snapshot, guint atom)
{
  const Bonds *bonds = snapshot->bonds;

  return bonds && atom < bonds->n_atoms ? bonds_degree(bonds, atom) : 0;
}

/* Of one end: "Si 12, 4 bonds". */
static void
add_end(ThingFacts *facts, const char *name, const Snapshot *snapshot, guint atom)
{
  guint n = formers_of(snapshot, atom);

  /* Translators: element, number of the atom, its bonds */
  take_row(facts, name,
           g_strdup_printf(ngettext("%s %u, %u bond", "%s %u, %u bonds", n),
                           symbol_of(snapshot->frame, atom), atom + 1, n));
}

gboolean
thing_facts_bond(ThingFacts *facts, const Snapshot *snapshot, guint a, guint b)
{
  const Frame *frame = snapshot->frame;

  *facts = (ThingFacts){0};
  if (MAX(a, b) >= frame->n_atoms)
    return FALSE;
  g_autofree char *pair = format_pair(symbol_of(frame, a), symbol_of(frame, b));
  /* Translators: %s is a pair, Si–O */
  facts->title = g_strdup_printf(_("Bond %s"), pair);
  add_number(facts, _("Length now"), measure_distance(frame, a, b), 3, "Å");
  add_end(facts, _("From"), snapshot, a);
  add_end(facts, _("To"), snapshot, b);
  return TRUE;
}

static gboolean
has_atom(const Ring *ring, guint atom)
{
  for (guint k = 0; k < ring->n; k++)
    if (ring->atom[k] == atom)
      return TRUE;
  return FALSE;
}

gboolean
thing_facts_same_ring(const Ring *a, const Ring *b)
{
  if (a->n != b->n)
    return FALSE;
  for (guint k = 0; k < a->n; k++)
    if (!has_atom(b, a->atom[k]))
      return FALSE;
  return TRUE;
}

static gboolean
is_there(const Snapshot *snapshot, const Ring *ring)
{
  for (guint k = 0; snapshot->rings && k < snapshot->rings->len; k++)
    if (thing_facts_same_ring(ring, &g_array_index(snapshot->rings, Ring, k)))
      return TRUE;
  return FALSE;
}

static char *
borate_class(const Ring *ring)
{
  if (ring->n_four == 0)
    return g_strdup(ring->n == 6 ? _("boroxol: all boron three-fold")
                                 : _("all boron three-fold"));
  if (ring->n_four == ring->n / 2)
    return g_strdup(_("all boron four-fold"));
  return g_strdup_printf(_("%u of %u boron four-fold"), ring->n_four, ring->n / 2);
}

static char *
formers_text(const Frame *frame, const Ring *ring)
{
  GString *text = g_string_new(NULL);

  for (guint k = 0; k < ring->n; k += 2)
    g_string_append_printf(text, "%s%s %u", k > 0 ? ", " : "",
                           symbol_of(frame, ring->atom[k]), ring->atom[k] + 1);
  return g_string_free(text, FALSE);
}

static double
mean_edge(const Frame *frame, const Ring *ring)
{
  double sum = 0.0;

  for (guint k = 0; k < ring->n; k++)
    sum += measure_distance(frame, ring->atom[k], ring->atom[(k + 1) % ring->n]);
  return sum / ring->n;
}

gboolean
thing_facts_ring(ThingFacts *facts, const Snapshot *snapshot, const Ring *ring)
{
  const Frame *frame = snapshot->frame;

  *facts = (ThingFacts){0};
  if (ring->n < 4)
    return FALSE;
  for (guint k = 0; k < ring->n; k++)
    if (ring->atom[k] >= frame->n_atoms)
      return FALSE;
  g_autofree char *pair =
      format_pair(symbol_of(frame, ring->atom[0]), symbol_of(frame, ring->atom[1]));
  facts->title = g_strdup_printf(_("%u-membered ring, %s"), ring->n / 2, pair);
  if (ring->borate)
    take_row(facts, _("Class"), borate_class(ring));
  take_row(facts, _("Formers"), formers_text(frame, ring));
  add_number(facts, _("Mean bond"), mean_edge(frame, ring), 3, "Å");
  take_row(facts, _("State"),
           g_strdup(is_there(snapshot, ring) ? _("closed") : _("broken")));
  return TRUE;
}

static void
add_doorway(ThingFacts *facts, const HopGate *gate)
{
  g_autofree char *now = format_number(gate->radius, 2);
  g_autofree char *rest = format_number(gate->rest, 2);
  g_autofree char *spread = format_number(gate->spread, 2);

  if (isfinite(gate->rest) && isfinite(gate->spread))
    /* Translators: radius of a doorway at the crossing, and its mean ± spread else */
    take_row(facts, _("Doorway"),
             g_strdup_printf(_("%s Å wide, else %s ± %s Å"), now, rest, spread));
  else
    take_row(facts, _("Doorway"), g_strdup_printf(_("%s Å wide"), now));
}

gboolean
thing_facts_hop(ThingFacts *facts, const Snapshot *snapshot, const Event *hop)
{
  const Frame *frame = snapshot->frame;

  *facts = (ThingFacts){0};
  if (hop->n_atoms == 0 || hop->atom[0] >= frame->n_atoms)
    return FALSE;
  /* Translators: species and number of the ion */
  facts->hop = TRUE;
  facts->title = g_strdup_printf(_("Hop of %s %u"), symbol_of(frame, hop->atom[0]),
                                 hop->atom[0] + 1);
  add_number(facts, _("Length"), hop->length, 2, "Å");
  add_number(facts, _("In transit"), hop->duration, 3, "ps");
  add_number(facts, _("At"), hop->time, 2, "ps");
  take_row(facts, _("Way"),
           g_strdup(hop->back ? _("back to where it came from") : _("to another cage")));
  if (hop->gate)
    add_doorway(facts, hop->gate);
  return TRUE;
}

void
thing_facts_clear(ThingFacts *facts)
{
  g_free(facts->title);
  for (guint k = 0; k < facts->n_rows; k++) {
    g_free(facts->name[k]);
    g_free(facts->value[k]);
  }
  *facts = (ThingFacts){0};
}

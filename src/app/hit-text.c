// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/hit-text.h"

#include <glib/gi18n.h>

#include "app/format.h"
#include "app/measure.h"

static const char *
symbol_of(const Frame *frame, guint atom)
{
  return frame->species->element[frame->type[atom]]->symbol;
}

static char *
ring_text(const Snapshot *shown, guint index)
{
  if (!shown->rings || index >= shown->rings->len)
    return NULL;
  const Ring *ring = &g_array_index(shown->rings, Ring, index);
  if (ring->atom[0] >= shown->frame->n_atoms || ring->atom[1] >= shown->frame->n_atoms)
    return NULL;
  g_autofree char *pair = format_pair(symbol_of(shown->frame, ring->atom[0]),
                                      symbol_of(shown->frame, ring->atom[1]));
  if (ring->borate)
    return g_strdup_printf(_("%u-membered ring, %s, %u of the boron four-fold"),
                           ring->n / 2, pair, ring->n_four);
  /* Translators: number of formers, and the pair "Si–O" */
  return g_strdup_printf(_("%u-membered ring, %s"), ring->n / 2, pair);
}

static char *
hop_text(const Snapshot *shown, guint index)
{
  if (!shown->hops || index >= shown->hops->len)
    return NULL;
  const Event *hop = g_ptr_array_index(shown->hops, index);
  if (hop->n_atoms == 0 || hop->atom[0] >= shown->frame->n_atoms)
    return NULL;
  g_autofree char *length = format_number(hop->length, 1);
  g_autofree char *duration = format_number(hop->duration, 2);
  g_autofree char *age = format_number(fmax(shown->frame->time - hop->time, 0.0), 1);

  /* Translators: species, number of the ion, Å, ps in transit, ps since then */
  return g_strdup_printf(_("hop of %s %u: %s Å in %s ps, %s ps ago"),
                         symbol_of(shown->frame, hop->atom[0]), hop->atom[0] + 1, length,
                         duration, age);
}

char *
hit_text(const RenderHit *hit, const Snapshot *shown, const Frame *truth)
{
  const guint pair[] = {hit->index, hit->other};

  switch (hit->kind) {
  case RENDER_ATOM:
    return hit->index < truth->n_atoms
               ? g_strdup_printf("%s %u", symbol_of(truth, hit->index), hit->index + 1)
               : NULL;
  case RENDER_BOND:
    return MAX(hit->index, hit->other) < truth->n_atoms ? measure_text(truth, pair, 2)
                                                        : NULL;
  case RENDER_RING:
    return ring_text(shown, hit->index);
  case RENDER_HOP:
    return hop_text(shown, hit->index);
  case RENDER_NOTHING:
  default:
    return NULL;
  }
}

// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/hit-text.h"

#include <glib/gi18n.h>

#include "app/format.h"
#include "app/measure.h"
#include "render/colouring.h"
#include "render/picture-caption.h"

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

/* With the number that its colour stands for. */
static char *
atom_text(guint atom, const Snapshot *shown, const Frame *truth, const RenderStyle *style)
{
  const char *label = NULL, *unit = NULL;
  float value;

  if (atom >= truth->n_atoms)
    return NULL;
  g_autofree char *name = g_strdup_printf("%s %u", symbol_of(truth, atom), atom + 1);
  if (!style || style->colour.by == RENDER_BY_QN ||
      !colouring_value(shown, style, atom, &value, &label, &unit))
    return g_steal_pointer(&name);
  gboolean whole = style->colour.by == RENDER_BY_COORDINATION;
  g_autofree char *number = format_number(value, whole ? 0 : 3);
  return g_strdup_printf("%s · %s %s%s%s", name,
                         label ? label : picture_caption_name(style->colour.by), number,
                         *unit ? " " : "", unit);
}

char *
hit_text(const RenderHit *hit, const Snapshot *shown, const Frame *truth,
         const RenderStyle *style)
{
  const guint pair[] = {hit->index, hit->other};

  switch (hit->kind) {
  case RENDER_ATOM:
    return atom_text(hit->index, shown, truth, style);
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

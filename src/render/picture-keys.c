// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "render/picture-keys.h"

#include <glib/gi18n.h>

#include "model/format-number.h"
#include "render/appearance.h"
#include "render/geometry.h"
#include "render/hop-choice.h"

#define RING_CLASSES 4
#define LEVEL_DIGITS 3

/* Takes text. */
static void
add_key(Caption *caption, Tint tint, char *text, guint count)
{
  g_autofree char *owned = text;

  if (caption->n_keys == CAPTION_MOST_KEYS)
    return;
  CaptionKey *key = &caption->key[caption->n_keys++];
  key->rgb[0] = tint.r / 255.0f;
  key->rgb[1] = tint.g / 255.0f;
  key->rgb[2] = tint.b / 255.0f;
  key->count = count;
  g_strlcpy(key->text, owned, sizeof key->text);
}

typedef struct {
  guint count[RING_CLASSES]; /* by four-fold boron of borate rings; others in the first */
  guint n_other;             /* of the first that are not boroxol rings */
  guint smallest, largest;   /* formers */
} RingCensus;

static void
count_rings(const GArray *rings, const RenderStyle *style, RingCensus *census)
{
  *census = (RingCensus){.smallest = G_MAXUINT};
  for (guint k = 0; rings && k < rings->len; k++) {
    const Ring *ring = &g_array_index(rings, Ring, k);
    if (!render_style_draws_ring(style, ring->n / 2))
      continue;
    guint class = ring->borate ? MIN(ring->n_four, RING_CLASSES - 1) : 0;
    census->count[class]++;
    census->n_other += class == 0 && !(ring->borate && ring->n == 6);
    census->smallest = MIN(census->smallest, ring->n / 2);
    census->largest = MAX(census->largest, ring->n / 2);
  }
}

static char *
name_ring_class(const RingCensus *census, guint class)
{
  switch (class) {
  case 0:
    if (census->n_other == 0)
      return g_strdup(_("boroxol rings"));
    if (census->count[0] > census->n_other)
      return g_strdup(_("rings without BO₄"));
    if (census->smallest == census->largest)
      return g_strdup_printf(_("rings of %u formers"), census->largest);
    return g_strdup_printf(_("rings of %u to %u formers"), census->smallest,
                           census->largest);
  case 1:
    return g_strdup(_("borate rings, one BO₄"));
  case 2:
    return g_strdup(_("borate rings, two BO₄"));
  default:
    return g_strdup(_("borate rings, three BO₄ or more"));
  }
}

static void
add_rings(Caption *caption, const Snapshot *snapshot, const RenderStyle *style)
{
  RingCensus census;

  count_rings(snapshot->rings, style, &census);
  for (guint class = 0; class < RING_CLASSES; class ++)
    if (census.count[class] > 0)
      add_key(caption,
              appearance_ring(&(Ring){.n = 6, .borate = TRUE, .n_four = class}, style),
              name_ring_class(&census, class), census.count[class]);
}

static gboolean
is_of_shown(const Event *hop, const Frame *frame, const RenderStyle *style)
{
  guint ion = hop->atom[0];

  return ion < frame->n_atoms && !geometry_is_hidden(style, ion, frame->type[ion]);
}

guint
picture_keys_count_hops(const Snapshot *snapshot, const RenderStyle *style, guint *shown)
{
  const Frame *frame = snapshot->frame;
  HopRule rule = {.now = frame->time,
                  .max_age = style->hop_age,
                  .selected = -1,
                  .shortest = style->hop_shortest,
                  .type = frame->type,
                  .n_atoms = frame->n_atoms,
                  .types = style->hop_types};
  guint n = 0, n_shown = 0;

  for (guint k = 0; snapshot->hops && k < snapshot->hops->len; k++) {
    const Event *hop = g_ptr_array_index(snapshot->hops, k);
    n += hop_choice_counts(hop, &rule) && is_of_shown(hop, frame, style);
  }
  if (shown && n > 0) {
    g_autofree float *weight = g_new(float, snapshot->hops->len);
    rule.most = hop_choice_bound(style->most_hops, frame);
    hop_choice(snapshot->hops, &rule, weight);
    for (guint k = 0; k < snapshot->hops->len; k++)
      n_shown += weight[k] > 0.0f &&
                 is_of_shown(g_ptr_array_index(snapshot->hops, k), frame, style);
  }
  if (shown)
    *shown = n_shown;
  return n;
}

static void
add_hops(Caption *caption, const Snapshot *snapshot, const RenderStyle *style)
{
  guint shown, n = picture_keys_count_hops(snapshot, style, &shown);
  g_autofree char *age = number_format_short(style->hop_age, 3);

  if (n == 0)
    return;
  guint bound = hop_choice_bound(style->most_hops, snapshot->frame);
  if (bound > 0 && shown >= bound && n > shown)
    /* Translators: of %u hops in the last %s picoseconds the longest are drawn */
    add_key(caption, appearance_hop(style),
            g_strdup_printf(_("longest of %u hops, last %s ps"), n, age), shown);
  else
    add_key(caption, appearance_hop(style), g_strdup_printf(_("hops, last %s ps"), age),
            n);
}

/* The trail of one hop has its doorway beside it. */
static void
add_hop(Caption *caption, const Snapshot *snapshot, const RenderStyle *style)
{
  const Event *hop = style->hop;
  const Frame *frame = snapshot->frame;

  if (hop->n_atoms == 0 || hop->atom[0] >= frame->n_atoms)
    return;
  g_autofree char *length = number_format_short(hop->length, LEVEL_DIGITS);
  g_autofree char *time = number_format_fixed(hop->time, 2);
  /* Translators: element and number of an ion, how far it hops, and when */
  add_key(caption, appearance_hop(style),
          g_strdup_printf(_("%s %u, %s Å at %s ps"),
                          frame->species->element[frame->type[hop->atom[0]]]->symbol,
                          hop->atom[0] + 1, length, time),
          0);
  if (hop->gate)
    add_key(caption, appearance_gate(style), g_strdup(_("doorway of the hop")), 0);
}

static char *
name_surface(const Mesh *mesh, const char *unit)
{
  g_autofree char *level = number_format_short(mesh->level, LEVEL_DIGITS);

  /* Translators: what a surface shows, and its level with its unit */
  return g_strdup_printf(_("%s, %s %s"), mesh->label ? mesh->label : "", level, unit);
}

static void
add_surfaces(Caption *caption, const Snapshot *snapshot, const RenderStyle *style)
{
  const Pathways *pathways = snapshot->pathways;

  for (guint k = 0; pathways && k < pathways->surfaces->len; k++) {
    const Mesh *mesh = g_ptr_array_index(pathways->surfaces, k);
    const char *unit = g_str_equal(pathways->id, "density") ? "Å⁻³" : "Å";
    if (mesh->n_triangles > 0 && !(style->hidden_surfaces >> mesh->role & 1))
      add_key(caption, appearance_surface(mesh->role, style), name_surface(mesh, unit),
              0);
  }
}

void
picture_keys_add(Caption *caption, const Snapshot *snapshot, const RenderStyle *style,
                 PictureKeys wanted)
{
  if (wanted & PICTURE_KEY_RINGS && style->show_rings && !style->rings_by_size)
    add_rings(caption, snapshot, style);
  if (wanted & PICTURE_KEY_HOPS && style->show_hops && !style->hop_alone)
    add_hops(caption, snapshot, style);
  if (wanted & PICTURE_KEY_HOPS && style->hop)
    add_hop(caption, snapshot, style);
  if (wanted & PICTURE_KEY_SURFACES && style->show_surfaces)
    add_surfaces(caption, snapshot, style);
}

// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "render/render-style.h"

#include <math.h>

void
render_style_init(RenderStyle *style)
{
  *style = (RenderStyle){
      .mode = RENDER_NETWORK_IONS,
      .dark = TRUE,
      .wrap = TRUE,
      .depth_cue = 1.0,
      .show_cell = TRUE,
      .show_bonds = TRUE,
      .show_rings = TRUE,
      .show_hops = TRUE,
      .show_surfaces = TRUE,
      .outlines = 0.5,
      .colour = {.low = NAN, .high = NAN},
      .selected = -1,
      .hop_age = 5.0,
      .hop_glow = 0.25,
      .most_hops = 60,
      .ring_flash = 0.5,
      .copies = {1, 1, 1},
  };
}

gboolean
render_style_draws_ring(const RenderStyle *style, guint n_formers)
{
  return style->ring_sizes == 0 || (n_formers < 32 && style->ring_sizes >> n_formers & 1);
}

void
render_style_set_ring_sizes(RenderStyle *style, guint least, guint most)
{
  style->ring_sizes = 0;
  for (guint n = least; n <= most && n < 32; n++)
    style->ring_sizes |= 1u << n;
}

void
render_style_clear(RenderStyle *kept)
{
  frame_unref((Frame *)kept->origin);
  atom_look_unref((AtomLook *)kept->look);
  event_unref((Event *)kept->hop);
  *kept = (RenderStyle){0};
}

void
render_style_keep(RenderStyle *kept, const RenderStyle *from)
{
  RenderStyle style = *from;

  style.origin = from->origin ? frame_ref(from->origin) : NULL;
  style.look = from->look ? atom_look_ref(from->look) : NULL;
  style.hop = from->hop ? event_ref(from->hop) : NULL;
  render_style_clear(kept);
  *kept = style;
}

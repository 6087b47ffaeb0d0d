// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/glass-shot.h"

void
glass_shot_keep(GlassShot *to, const GlassShot *from)
{
  RenderStyle kept = to->style;

  snapshot_unref(to->snapshot);
  render_style_keep(&kept, &from->style);
  *to = *from;
  to->snapshot = from->snapshot ? snapshot_ref(from->snapshot) : NULL;
  to->style = kept;
}

void
glass_shot_clear(GlassShot *shot)
{
  snapshot_unref(shot->snapshot);
  render_style_clear(&shot->style);
  *shot = (GlassShot){0};
}

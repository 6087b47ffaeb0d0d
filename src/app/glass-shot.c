// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/glass-shot.h"

void
glass_shot_keep(GlassShot *to, const GlassShot *from)
{
  RenderStyle kept = to->style;

  Frame *truth = from->truth ? frame_ref(from->truth) : NULL;

  snapshot_unref(to->snapshot);
  frame_unref(to->truth);
  render_style_keep(&kept, &from->style);
  *to = *from;
  to->snapshot = from->snapshot ? snapshot_ref(from->snapshot) : NULL;
  to->style = kept;
  to->truth = truth;
}

void
glass_shot_add_tags(const GlassShot *shot, const Camera *camera, double width,
                    double height, Caption *caption)
{
  const PictureTags tags = {.shown = shot->snapshot,
                            .style = &shot->style,
                            .camera = camera,
                            .width = width,
                            .height = height,
                            .names = shot->names,
                            .selected = shot->selected,
                            .n_selected = shot->n_selected,
                            .truth = shot->truth};

  if (shot->snapshot)
    picture_tags_add(caption, &tags);
}

void
glass_shot_add_tags_later(const GlassShot *shot, const Snapshot *shown,
                          const Frame *truth, const Camera *camera, const double size[2],
                          Caption *caption)
{
  GlassShot later = *shot;

  later.snapshot = (Snapshot *)shown;
  if (truth)
    later.truth = (Frame *)truth;
  glass_shot_add_tags(&later, camera, size[0], size[1], caption);
}

void
glass_shot_clear(GlassShot *shot)
{
  snapshot_unref(shot->snapshot);
  frame_unref(shot->truth);
  render_style_clear(&shot->style);
  *shot = (GlassShot){0};
}

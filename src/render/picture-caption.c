// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "render/picture-caption.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#include "render/appearance.h"
#include "render/colouring.h"

#define RING_MOST_SIZE 12

const char *
picture_caption_name(RenderColourBy by)
{
  static const char *const names[RENDER_N_COLOURINGS] = {
      [RENDER_BY_SPECIES] = N_("species"),
      [RENDER_BY_COORDINATION] = N_("coordination"),
      [RENDER_BY_QN] = N_("network units"),
      [RENDER_BY_DISPLACEMENT] = N_("displacement"),
      [RENDER_BY_HOPS] = N_("hops"),
      [RENDER_BY_ENERGY] = N_("energy per atom"),
      [RENDER_BY_SPEED] = N_("speed"),
      [RENDER_BY_VALUE] = N_("value"),
      [RENDER_BY_DEVIATION] = N_("committee"),
      [RENDER_BY_GRADE] = N_("extrapolation"),
      [RENDER_BY_FORCE] = N_("force"),
  };

  g_return_val_if_fail(by < RENDER_N_COLOURINGS, NULL);
  return _(names[by]);
}

static void
name_class(const ColourScale *scale, guint number, char *name, gsize size)
{
  static const char *const units[COLOURING_N_QN] = {"Q⁰", "Q¹",  "Q²",  "Q³",
                                                    "Q⁴", "BO₃", "BO₄", "NBO"};

  if (scale->by == RENDER_BY_QN && number < COLOURING_N_QN)
    g_strlcpy(name, units[number], size);
  else
    g_snprintf(name, (gulong)size, "%u", number);
}

static void
add_classes(Caption *caption, const ColourScale *scale)
{
  for (guint k = 0; k < G_N_ELEMENTS(scale->count); k++) {
    CaptionClass *class = &caption->class[caption->n_classes];
    if (scale->count[k] == 0)
      continue;
    colouring_at(scale, k, class->rgb);
    name_class(scale, k, class->name, sizeof class->name);
    class->count = scale->count[k];
    caption->n_classes++;
  }
}

static void
add_colours(Caption *caption, const Snapshot *snapshot, const RenderStyle *style)
{
  ColourScale scale;

  if (style->colour.by == RENDER_BY_SPECIES ||
      !colouring_scale(snapshot, style, NULL, &scale))
    return;
  const char *name = scale.label ? scale.label : picture_caption_name(scale.by);
  if (*scale.unit)
    g_snprintf(caption->title, sizeof caption->title, "%s (%s)", name, scale.unit);
  else
    g_strlcpy(caption->title, name, sizeof caption->title);
  if (scale.classes) {
    add_classes(caption, &scale);
    return;
  }
  caption->low = scale.low;
  caption->high = scale.high;
  caption->n_map = CAPTION_MAP;
  for (guint k = 0; k < CAPTION_MAP; k++)
    colour_map_at(scale.map, k / (CAPTION_MAP - 1.0), caption->map[k]);
}

/* Where the colours of the atoms say nothing those of the rings have room. */
static void
add_ring_sizes(Caption *caption, const GArray *rings, const RenderStyle *style)
{
  guint count[RING_MOST_SIZE + 1] = {0};

  for (guint k = 0; rings && k < rings->len; k++) {
    guint size = g_array_index(rings, Ring, k).n / 2;
    count[MIN(size, RING_MOST_SIZE)] += render_style_draws_ring(style, size);
  }
  g_strlcpy(caption->title, _("formers in a ring"), sizeof caption->title);
  for (guint n = 3; n <= RING_MOST_SIZE && caption->n_classes < CAPTION_MOST_CLASSES;
       n++) {
    CaptionClass *class = &caption->class[caption->n_classes];
    if (count[n] == 0)
      continue;
    Tint tint = appearance_ring(&(Ring){.n = 2 * n}, style);
    class->rgb[0] = tint.r / 255.0f;
    class->rgb[1] = tint.g / 255.0f;
    class->rgb[2] = tint.b / 255.0f;
    g_snprintf(class->name, sizeof class->name, "%u", n);
    class->count = count[n];
    caption->n_classes++;
  }
}

static void
add_time(Caption *caption, const Frame *frame)
{
  char time[G_ASCII_DTOSTR_BUF_SIZE], kelvin[G_ASCII_DTOSTR_BUF_SIZE];

  g_ascii_formatd(time, sizeof time, "%.2f", frame->time);
  if (!frame->has_thermo || !isfinite(frame->thermo.temperature)) {
    g_snprintf(caption->label, sizeof caption->label, "%s ps", time);
    return;
  }
  g_ascii_formatd(kelvin, sizeof kelvin, "%.0f", frame->thermo.temperature);
  g_snprintf(caption->label, sizeof caption->label, "%s ps · %s K", time, kelvin);
}

static void
add_axes(Caption *caption, const Cell *cell, const Camera *camera)
{
  caption->axes = TRUE;
  for (int k = 0; k < 3; k++) {
    Vec3 axis = camera_rotate(camera, vec3_normalized(cell->vector[k]));
    caption->axis[k][0] = axis.x;
    caption->axis[k][1] = axis.y;
    caption->axis[k][2] = axis.z;
  }
}

void
picture_caption_init(Caption *caption, const Snapshot *snapshot, const RenderStyle *style,
                     const Camera *camera, double height, CaptionParts parts)
{
  memset(caption, 0, sizeof *caption);
  caption->dark = style->dark;
  if (!snapshot)
    return;
  if (parts.colours)
    add_colours(caption, snapshot, style);
  if (parts.colours && !*caption->title && style->show_rings && style->rings_by_size)
    add_ring_sizes(caption, snapshot->rings, style);
  if (parts.time)
    add_time(caption, snapshot->frame);
  if (parts.axes)
    add_axes(caption, &snapshot->frame->cell, camera);
  if (parts.scale)
    caption->pixel = camera_pixel_size(camera, height) *
                     (camera->orthographic ? 1.0 : camera->distance);
}

static void
add_species(Caption *caption, const Element *element, guint count,
            const RenderStyle *style)
{
  Tint tint = appearance_atom(element, style);
  CaptionClass *class = &caption->class[caption->n_classes++];

  class->rgb[0] = tint.r / 255.0f;
  class->rgb[1] = tint.g / 255.0f;
  class->rgb[2] = tint.b / 255.0f;
  class->count = count;
  g_strlcpy(class->name, element->symbol, sizeof class->name);
}

void
picture_caption_add_species(Caption *caption, const Snapshot *snapshot,
                            const RenderStyle *style)
{
  const SpeciesList *species = snapshot->frame->species;

  if (style->colour.by != RENDER_BY_SPECIES || caption->n_classes > 0)
    return;
  g_strlcpy(caption->title, picture_caption_name(RENDER_BY_SPECIES),
            sizeof caption->title);
  for (guint t = 0; t < species->n && caption->n_classes < CAPTION_MOST_CLASSES; t++) {
    guint count = frame_count_type(snapshot->frame, t);
    if (count > 0 && !(style->hidden_types & 1u << t))
      add_species(caption, species->element[t], count, style);
  }
}

// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/picture-tags.h"

#include <math.h>

#include "app/format.h"
#include "app/label-layout.h"
#include "app/measure.h"
#include "render/geometry.h"
#include "render/renderer.h"

#define MOST_ALL     64
#define MOST_ATOMS   20000 /* in more, only those selected have names */
#define LETTER_WIDTH 6.8   /* px, about */
#define PADDING      14.0
#define HEIGHT       17.0
#define ANGLE_ABOVE  20.0 /* px above its atom */

static void
add_tag(Caption *caption, double x, double y, const char *text, gboolean strong)
{
  if (caption->n_tags == CAPTION_MOST_TAGS)
    return;
  CaptionTag *tag = &caption->tag[caption->n_tags++];
  *tag = (CaptionTag){.x = x, .y = y, .strong = strong};
  g_strlcpy(tag->text, text, sizeof tag->text);
}

/* Where the chain of nearest images runs in the picture. */
static gboolean
place_chain(Caption *caption, const PictureTags *tags)
{
  const Frame *frame = tags->shown->frame;
  const guint *atom = tags->selected;
  Vec3 place = vec3(0, 0, 0);

  for (guint k = 0; k < tags->n_selected; k++) {
    double *at = caption->chain[k];
    if (atom[k] >= frame->n_atoms || atom[k] >= tags->truth->n_atoms)
      return FALSE;
    Vec3 r = frame->position[atom[k]];
    place = k == 0
                ? render_atom_position(tags->shown, tags->style, atom[0])
                : vec3_add(place,
                           cell_minimum_image(&frame->cell,
                                              vec3_sub(r, frame->position[atom[k - 1]])));
    if (!camera_project(tags->camera, place, tags->width, tags->height, &at[0], &at[1],
                        NULL))
      return FALSE;
  }
  return TRUE;
}

static void
add_number(Caption *caption, double x, double y, double value, gboolean length)
{
  if (!isfinite(value))
    return;
  g_autofree char *number = format_number(value, length ? 2 : 1);
  g_autofree char *text = g_strdup_printf(length ? "%s Å" : "%s°", number);
  add_tag(caption, x, y, text, TRUE);
}

static void
add_measures(Caption *caption, const PictureTags *tags)
{
  const guint *atom = tags->selected, n = tags->n_selected;
  double(*at)[2] = caption->chain;

  if (n < 2 || n > CAPTION_MOST_CHAIN || !tags->truth || !place_chain(caption, tags))
    return;
  caption->n_chain = n;
  for (guint k = 0; k + 1 < n; k++)
    add_number(caption, 0.5 * (at[k][0] + at[k + 1][0]), 0.5 * (at[k][1] + at[k + 1][1]),
               measure_distance(tags->truth, atom[k], atom[k + 1]), TRUE);
  for (guint k = 1; k + 1 < n; k++)
    add_number(caption, at[k][0], at[k][1] - ANGLE_ABOVE,
               measure_angle(tags->truth, atom[k - 1], atom[k], atom[k + 1]), FALSE);
  if (n == 4) {
    g_autofree char *number = format_number(measure_dihedral(tags->truth, atom), 1);
    g_autofree char *text = g_strdup_printf("⟲ %s°", number);
    add_tag(caption, 0.5 * (at[1][0] + at[2][0]),
            0.5 * (at[1][1] + at[2][1]) + ANGLE_ABOVE, text, TRUE);
  }
}

static char *
name_of(const Frame *frame, guint atom)
{
  return g_strdup_printf("%s %u", frame->species->element[frame->type[atom]]->symbol,
                         atom + 1);
}

/* Beside the atom, to the upper right. FALSE when it is not in the picture. */
static gboolean
place_label(const PictureTags *tags, guint atom, Label *label)
{
  const Frame *frame = tags->shown->frame;
  Vec3 r = render_atom_position(tags->shown, tags->style, atom);
  double depth, radius = render_atom_radius(tags->shown, tags->style, frame->type[atom]);

  if (!camera_project(tags->camera, r, tags->width, tags->height, &label->x, &label->y,
                      &depth))
    return FALSE;
  double pixel = camera_pixel_size(tags->camera, tags->height) *
                 (tags->camera->orthographic ? 1.0 : depth);
  g_autofree char *name = name_of(frame, atom);
  label->id = atom;
  label->rank = depth;
  label->width = LETTER_WIDTH * (double)g_utf8_strlen(name, -1) + PADDING;
  label->height = HEIGHT;
  label->x += 0.5 * label->width + 0.5 * radius / pixel;
  label->y -= 0.5 * label->height + 0.5 * radius / pixel;
  return TRUE;
}

static void
add_label(GArray *labels, const PictureTags *tags, guint atom, double rank)
{
  Label label = {0};

  if (atom >= tags->shown->frame->n_atoms ||
      geometry_is_hidden(tags->style, atom, tags->shown->frame->type[atom]) ||
      !place_label(tags, atom, &label))
    return;
  if (rank < 0.0)
    label.rank = rank;
  g_array_append_val(labels, label);
}

static void
add_all_labels(GArray *labels, const PictureTags *tags)
{
  const Frame *frame = tags->shown->frame;

  if (frame->n_atoms > MOST_ATOMS)
    return;
  for (guint i = 0; i < frame->n_atoms; i++) {
    Vec3 r = render_atom_position(tags->shown, tags->style, i);
    if (!geometry_is_sliced(tags->style, &frame->cell, r))
      add_label(labels, tags, i, 0.0);
  }
}

void
picture_tags_add(Caption *caption, const PictureTags *tags)
{
  g_autoptr(GArray) labels = g_array_new(FALSE, TRUE, sizeof(Label));

  add_measures(caption, tags);
  if (tags->names == TAGS_NONE)
    return;
  for (guint k = 0; k < MIN(tags->n_selected, CAPTION_MOST_TAGS); k++)
    add_label(labels, tags, tags->selected[k], -1.0);
  if (tags->names == TAGS_ALL)
    add_all_labels(labels, tags);
  label_layout((Label *)labels->data, labels->len, tags->width, tags->height, MOST_ALL);
  for (guint k = 0; k < labels->len; k++) {
    const Label *label = &g_array_index(labels, Label, k);
    g_autofree char *name = name_of(tags->shown->frame, label->id);
    if (label->written)
      add_tag(caption, label->x, label->y, name, FALSE);
  }
}

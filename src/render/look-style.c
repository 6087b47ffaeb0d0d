// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "render/look-style.h"

#include <math.h>
#include <string.h>

G_STATIC_ASSERT((int)LOOK_COLOR_SPECIES == (int)RENDER_BY_SPECIES);
G_STATIC_ASSERT((int)LOOK_COLOR_COLUMN == (int)RENDER_BY_VALUE);

/* The whole cell between −½ and ½ of its extent along a direction. */
static double
half_extent(const Cell *cell, Vec3 normal)
{
  double sum = 0.0;

  for (int k = 0; k < 3; k++)
    sum += 0.5 * fabs(vec3_dot(cell->vector[k], normal));
  return sum;
}

/* What lies beyond the plane is cut away, and with a thickness (Å) what is deeper. */
static void
add_slice(const Look *look, Vec3 normal, double offset, RenderStyle *style)
{
  double length = vec3_norm(normal), side = look->slice_flipped ? -1.0 : 1.0;

  if (!(length > 0.0))
    return;
  normal = vec3_scale(normal, side / length);
  offset *= side / length;
  style->slice[style->n_slices++] = (RenderSlice){normal, offset};
  if (look->slice_thickness > 0.0)
    style->slice[style->n_slices++] =
        (RenderSlice){vec3_scale(normal, -1.0), look->slice_thickness - offset};
}

static void
fill_slice(const Look *look, const Frame *frame, RenderStyle *style)
{
  style->n_slices = 0;
  if (!frame || look->slice == LOOK_SLICE_NONE || look->slice == LOOK_SLICE_VIEW)
    return;
  const Cell *cell = &frame->cell;
  double shift = look->slice_position - 0.5;
  if (look->slice != LOOK_SLICE_ATOMS) {
    add_slice(look, cell->inverse[look->slice - LOOK_SLICE_A], look->slice_position,
              style);
    return;
  }
  Vec3 normal = {0};
  for (int k = 0; k < 3; k++)
    normal = vec3_mul_add(normal, look->slice_plane[k], cell->inverse[k]);
  add_slice(look, normal, look->slice_plane[3] + 2.0 * shift * half_extent(cell, normal),
            style);
}

void
look_style_face(const Look *look, const Frame *frame, Vec3 towards_eye,
                RenderStyle *style)
{
  if (look->slice != LOOK_SLICE_VIEW)
    return;
  const Cell *cell = &frame->cell;
  Vec3 middle = vec3_sub(cell_to_cartesian(cell, vec3(0.5, 0.5, 0.5)), cell->origin);
  double shift = 2.0 * (look->slice_position - 0.5) * half_extent(cell, towards_eye);
  style->n_slices = 0;
  add_slice(look, towards_eye, vec3_dot(middle, towards_eye) + shift, style);
}

static void
fill_colours(const Look *look, RenderStyle *style)
{
  gboolean column = look->color_by == LOOK_COLOR_COLUMN;

  style->colour.by = (RenderColourBy)look->color_by;
  style->colour.column = column ? g_intern_string(look->color_column) : NULL;
  style->colour.map = (ColourMap)look->color_map;
  style->colour.low = look->color_range[0];
  style->colour.high = look->color_range[1];
}

static void
fill_hops(const Look *look, const Frame *frame, RenderStyle *style)
{
  style->show_hops = look->hops;
  style->hop_shortest = look->hop_length;
  style->hop_types = frame ? look_types(look->hop_species, frame->species) : 0;
  if (look->hop_age > LOOK_HOP_AGE_OWN)
    style->hop_age = look->hop_age;
}

void
look_style_fill(const Look *look, const Frame *frame, gboolean dark, RenderStyle *style)
{
  g_return_if_fail(look != NULL && style != NULL);
  style->mode = (RenderMode)look->style;
  style->solid_polyhedra = look->solid_polyhedra;
  style->dark = look->background == LOOK_BACKGROUND_WINDOW
                    ? dark
                    : look->background == LOOK_BACKGROUND_DARK;
  style->wrap = look->wrap;
  style->show_cell = look->cell;
  style->show_bonds = look->bonds;
  style->show_rings = look->rings;
  render_style_set_ring_sizes(style, look->ring_sizes[0], look->ring_sizes[1]);
  style->rings_by_size = look->ring_colors == 1;
  style->hidden_surfaces = look->channel_only ? RENDER_CHANNEL_ONLY : 0;
  style->hidden_types = frame ? look_types(look->hide_species, frame->species) : 0;
  memcpy(style->copies, look->images, sizeof style->copies);
  fill_colours(look, style);
  fill_hops(look, frame, style);
  fill_slice(look, frame, style);
}

AtomLook *
look_style_atoms(const Look *look, guint n_atoms)
{
  if (!*look->hide_atoms && !*look->show_atoms)
    return NULL;
  AtomLook *atoms = atom_look_new(n_atoms, FALSE);
  g_autofree guint8 *hidden = g_new0(guint8, n_atoms);
  g_autofree guint8 *shown = g_new0(guint8, n_atoms);
  look_mark_atoms(look->hide_atoms, hidden, n_atoms);
  look_mark_atoms(look->show_atoms, shown, n_atoms);
  for (guint i = 0; i < n_atoms; i++)
    if (hidden[i] || (*look->show_atoms && !shown[i]))
      atoms->marks[i] = ATOM_HIDDEN;
  return atoms;
}

void
look_style_camera(const Look *look, const Cell *whole, double aspect, Camera *camera)
{
  const double *centre = look->centre;

  camera_fit(camera, whole, aspect);
  if (!isnan(look->orientation[0]))
    memcpy(camera->orientation, look->orientation, sizeof camera->orientation);
  camera->orthographic = look->orthographic;
  camera_frame(camera, whole, aspect);
  if (!isnan(centre[0]))
    camera->centre = cell_to_cartesian(whole, vec3(centre[0], centre[1], centre[2]));
  camera_zoom(camera, look->zoom);
}

void
look_style_take_camera(Look *look, const Cell *whole, double aspect, const Camera *camera)
{
  Vec3 centre = cell_to_fractional(whole, camera->centre);
  Camera framed = *camera;

  camera_frame(&framed, whole, aspect);
  memcpy(look->orientation, camera->orientation, sizeof look->orientation);
  look->centre[0] = centre.x;
  look->centre[1] = centre.y;
  look->centre[2] = centre.z;
  look->zoom = framed.distance / camera->distance;
  look->orthographic = camera->orthographic;
}

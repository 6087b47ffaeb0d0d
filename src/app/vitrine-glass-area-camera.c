// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/vitrine-glass-area-inside.h"

#include <math.h>

#include "app/follow-look.h"
#include "render/look-style.h"

#define NEAREST       2.0  /* Å */
#define FARTHEST      50.0 /* × fitted distance */
#define GLIDE_US      350000
#define AROUND_ATOMS  3.0  /* Å, what is seen around those that are fitted */
#define CAGE_DISTANCE 26.0 /* Å, of the camera that follows an ion */

/* Part of the height that nothing lies over. */
static double
free_height(VitrineGlassArea *self)
{
  int height = gtk_widget_get_height(GTK_WIDGET(self));
  return self->covered < height / 2 ? 1.0 - self->covered / (double)height : 1.0;
}

static double
aspect_ratio(VitrineGlassArea *self)
{
  int height = gtk_widget_get_height(GTK_WIDGET(self));
  return height > 0 ? gtk_widget_get_width(GTK_WIDGET(self)) / (double)height : 1.0;
}

/* From what fits the whole area to what fits its free part. */
static void
make_room(VitrineGlassArea *self, Camera *camera)
{
  double part = free_height(self);

  camera->distance /= part;
  camera_pan(camera, 0.0, 0.5 * (1.0 - part));
}

static Cell
whole_cell(VitrineGlassArea *self)
{
  return render_whole_cell(&self->snapshot->frame->cell, &self->style);
}

/* Looks at a place that was chosen. */
static gboolean
is_centred(const VitrineGlassArea *self)
{
  return !isnan(self->view.centre[0]);
}

gboolean
vitrine_glass_area_fits_all(const VitrineGlassArea *self)
{
  return !is_centred(self) && self->view.zoom == 1.0;
}

static Camera
fitted_camera(VitrineGlassArea *self)
{
  gboolean centred = is_centred(self);
  Cell whole = whole_cell(self);
  Camera camera;

  look_style_camera(&self->view, &whole,
                    aspect_ratio(self) / (centred ? 1.0 : free_height(self)), &camera);
  if (!centred)
    make_room(self, &camera);
  return camera;
}

void
vitrine_glass_area_fit_now(VitrineGlassArea *self)
{
  self->glide_start = 0;
  self->fitted = TRUE;
  if (!self->snapshot)
    return;
  self->camera = fitted_camera(self);
  self->fitted_distance = self->camera.distance;
  vitrine_glass_area_redraw(self);
}

void
vitrine_glass_area_moved_by_hand(VitrineGlassArea *self)
{
  self->fitted = FALSE;
  self->glide_start = 0;
  vitrine_glass_area_redraw(self);
}

gboolean
vitrine_glass_area_glide(VitrineGlassArea *self, gint64 now)
{
  if (!self->glide_start)
    return FALSE;
  double t = CLAMP((now - self->glide_start) / (double)GLIDE_US, 0.0, 1.0);
  double eased = t * t * (3.0 - 2.0 * t);
  self->camera = camera_mix(&self->glide_from, &self->glide_to, eased);
  if (t >= 1.0) {
    self->camera = self->glide_to;
    self->glide_start = 0;
  }
  return TRUE;
}

static void
shift_camera(VitrineGlassArea *self, Vec3 shift)
{
  Camera *cameras[] = {&self->camera, &self->glide_from, &self->glide_to};

  for (guint k = 0; k < G_N_ELEMENTS(cameras); k++)
    cameras[k]->centre = vec3_add(cameras[k]->centre, shift);
}

void
vitrine_glass_area_keep_up(VitrineGlassArea *self)
{
  if (self->followed < 0 || (guint)self->followed >= self->shown->frame->n_atoms)
    return;
  guint atom = (guint)self->followed;
  atom_look_unref(self->follow_look);
  self->follow_look = follow_look(self->shown, self->style.look, atom);
  Vec3 place =
      follow_place(&self->shown->frame->cell, self->shown->frame->position[atom], NULL);
  shift_camera(self, vec3_sub(place, self->followed_at));
  self->followed_at = place;
}

static gboolean
wants_animation(VitrineGlassArea *self)
{
  gboolean wanted = FALSE;

  g_object_get(gtk_widget_get_settings(GTK_WIDGET(self)), "gtk-enable-animations",
               &wanted, NULL);
  return wanted;
}

static void
glide_to(VitrineGlassArea *self, const Camera *camera)
{
  self->fitted = FALSE;
  self->glide_from = self->camera;
  self->glide_to = *camera;
  self->glide_start = g_get_monotonic_time();
  if (wants_animation(self))
    return;
  self->camera = *camera;
  self->glide_start = 0;
  vitrine_glass_area_redraw(self);
}

void
vitrine_glass_area_fit_again(VitrineGlassArea *self, gboolean animate)
{
  if (!animate || !self->snapshot) {
    vitrine_glass_area_fit_now(self);
    return;
  }
  Camera camera = fitted_camera(self);
  self->fitted_distance = camera.distance;
  glide_to(self, &camera);
  self->fitted = TRUE;
}

static void
set_view(VitrineGlassArea *self, const Look *look)
{
  memcpy(self->view.orientation, look->orientation, sizeof look->orientation);
  memcpy(self->view.centre, look->centre, sizeof look->centre);
  self->view.zoom = look->zoom;
}

void
vitrine_glass_area_fit(VitrineGlassArea *self, gboolean animate)
{
  g_return_if_fail(VITRINE_IS_GLASS_AREA(self));
  g_auto(Look) usual = {0};

  look_init(&usual);
  set_view(self, &usual);
  vitrine_glass_area_fit_again(self, animate);
}

void
vitrine_glass_area_take_view(VitrineGlassArea *self, const Look *look)
{
  g_return_if_fail(VITRINE_IS_GLASS_AREA(self) && look != NULL);
  set_view(self, look);
  vitrine_glass_area_fit_now(self);
}

void
vitrine_glass_area_fill_view(VitrineGlassArea *self, Look *look)
{
  g_return_if_fail(VITRINE_IS_GLASS_AREA(self) && look != NULL);
  look->orthographic = self->camera.orthographic;
  if (self->fitted || !self->snapshot) {
    memcpy(look->orientation, self->view.orientation, sizeof look->orientation);
    memcpy(look->centre, self->view.centre, sizeof look->centre);
    look->zoom = self->view.zoom;
    return;
  }
  Cell whole = whole_cell(self);
  look_style_take_camera(look, &whole, aspect_ratio(self),
                         self->glide_start ? &self->glide_to : &self->camera);
}

void
vitrine_glass_area_centre(VitrineGlassArea *self, guint atom)
{
  g_return_if_fail(VITRINE_IS_GLASS_AREA(self));
  if (!self->shown || atom >= self->shown->frame->n_atoms)
    return;
  Camera camera = self->camera;
  camera.centre = render_atom_position(self->shown, &self->drawn, atom);
  glide_to(self, &camera);
}

void
vitrine_glass_area_fit_atoms(VitrineGlassArea *self, const guint *atom, guint n)
{
  g_return_if_fail(VITRINE_IS_GLASS_AREA(self));
  Vec3 low = vec3(INFINITY, INFINITY, INFINITY), high = vec3_scale(low, -1.0), r;
  Camera camera = self->camera;

  for (guint k = 0; k < n; k++) {
    if (!vitrine_glass_area_place(self, atom[k], &r))
      continue;
    low = vec3(fmin(low.x, r.x), fmin(low.y, r.y), fmin(low.z, r.z));
    high = vec3(fmax(high.x, r.x), fmax(high.y, r.y), fmax(high.z, r.z));
  }
  if (!(high.x >= low.x))
    return;
  camera_frame_sphere(&camera, vec3_lerp(low, high, 0.5),
                      0.5 * vec3_norm(vec3_sub(high, low)) + AROUND_ATOMS,
                      aspect_ratio(self));
  glide_to(self, &camera);
}

void
vitrine_glass_area_view_along(VitrineGlassArea *self, int vector, gboolean flipped)
{
  g_return_if_fail(VITRINE_IS_GLASS_AREA(self));
  g_return_if_fail(vector >= 0 && vector < 3);
  if (!self->snapshot)
    return;
  Camera camera = self->camera;
  Cell whole = whole_cell(self);
  Vec3 towards = vec3_normalized(whole.vector[vector]);
  camera_face(&camera, flipped ? vec3_scale(towards, -1.0) : towards,
              whole.vector[vector == 2 ? 1 : 2]);
  camera_frame(&camera, &whole, aspect_ratio(self) / free_height(self));
  make_room(self, &camera);
  self->fitted_distance = camera.distance;
  glide_to(self, &camera);
}

void
vitrine_glass_area_follow(VitrineGlassArea *self, int atom)
{
  g_return_if_fail(VITRINE_IS_GLASS_AREA(self));
  gboolean possible =
      self->shown && atom >= 0 && (guint)atom < self->shown->frame->n_atoms;

  self->followed = possible ? atom : -1;
  g_clear_pointer(&self->follow_look, atom_look_unref);
  self->snapshot_waiting = TRUE;
  vitrine_glass_area_redraw(self);
  if (!possible)
    return;
  const Frame *frame = self->shown->frame;
  Camera camera = self->camera;
  self->followed_at = follow_place(&frame->cell, frame->position[atom], NULL);
  camera.centre = self->followed_at;
  camera.distance = fmin(camera.distance, CAGE_DISTANCE);
  glide_to(self, &camera);
}

int
vitrine_glass_area_get_followed(VitrineGlassArea *self)
{
  return self->followed;
}

void
vitrine_glass_area_set_covered(VitrineGlassArea *self, int height)
{
  g_return_if_fail(VITRINE_IS_GLASS_AREA(self));
  if (height == self->covered)
    return;
  self->covered = height;
  if (self->fitted)
    vitrine_glass_area_fit_now(self);
}

void
vitrine_glass_area_zoom(VitrineGlassArea *self, double factor)
{
  g_return_if_fail(VITRINE_IS_GLASS_AREA(self));
  g_return_if_fail(factor > 0.0);

  double farthest = FARTHEST * MAX(self->fitted_distance, NEAREST);
  double distance = CLAMP(self->camera.distance / factor, NEAREST, farthest);
  camera_zoom(&self->camera, self->camera.distance / distance);
  vitrine_glass_area_moved_by_hand(self);
}

void
vitrine_glass_area_orbit(VitrineGlassArea *self, double yaw, double pitch)
{
  g_return_if_fail(VITRINE_IS_GLASS_AREA(self));
  camera_orbit(&self->camera, yaw, pitch);
  vitrine_glass_area_moved_by_hand(self);
}

void
vitrine_glass_area_pan(VitrineGlassArea *self, double dx, double dy)
{
  g_return_if_fail(VITRINE_IS_GLASS_AREA(self));
  int height = MAX(gtk_widget_get_height(GTK_WIDGET(self)), 1);
  camera_pan(&self->camera, dx / height, dy / height);
  vitrine_glass_area_moved_by_hand(self);
}

void
vitrine_glass_area_roll(VitrineGlassArea *self, double angle)
{
  g_return_if_fail(VITRINE_IS_GLASS_AREA(self));
  camera_roll(&self->camera, angle);
  vitrine_glass_area_moved_by_hand(self);
}

void
vitrine_glass_area_set_orthographic(VitrineGlassArea *self, gboolean orthographic)
{
  g_return_if_fail(VITRINE_IS_GLASS_AREA(self));
  self->camera.orthographic = self->view.orthographic = orthographic;
  vitrine_glass_area_redraw(self);
}

Camera
vitrine_glass_area_uncovered_camera(VitrineGlassArea *self)
{
  Cell whole = whole_cell(self);
  Camera camera;

  look_style_camera(&self->view, &whole, aspect_ratio(self), &camera);
  return camera;
}

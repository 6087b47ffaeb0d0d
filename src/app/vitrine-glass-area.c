// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/vitrine-glass-area.h"

#include <epoxy/gl.h>
#include <glib/gi18n.h>
#include <math.h>

#include "app/follow-look.h"
#include "app/vitrine-glass-area-inside.h"

G_DEFINE_FINAL_TYPE(VitrineGlassArea, vitrine_glass_area, GTK_TYPE_GL_AREA)

enum { PROP_FRAME_RATE = 1, N_PROPS };

static GParamSpec *props[N_PROPS];

enum { SIGNAL_PICKED, SIGNAL_HOVERED, SIGNAL_CHANGED, SIGNAL_FAILED, N_SIGNALS };

static guint signals[N_SIGNALS];

void
vitrine_glass_area_redraw(VitrineGlassArea *self)
{
  gtk_gl_area_queue_render(GTK_GL_AREA(self));
  g_signal_emit(self, signals[SIGNAL_CHANGED], 0);
}

/* NULL: all is well, perhaps again. */
static void
tell_failure(VitrineGlassArea *self, const char *reason)
{
  if ((self->failure != NULL) == (reason != NULL))
    return;
  g_free(self->failure);
  self->failure = g_strdup(reason);
  g_signal_emit(self, signals[SIGNAL_FAILED], 0, reason);
}

static RenderHit
hit_at(VitrineGlassArea *self, double x, double y)
{
  if (!self->renderer || !self->shown)
    return (RenderHit){.kind = RENDER_NOTHING};
  return renderer_pick(self->renderer, &self->camera, &self->drawn, x, y,
                       gtk_widget_get_width(GTK_WIDGET(self)),
                       gtk_widget_get_height(GTK_WIDGET(self)));
}

static gboolean
tick_cb(GtkWidget *widget, GdkFrameClock *clock, gpointer data)
{
  VitrineGlassArea *self = VITRINE_GLASS_AREA(widget);
  gint64 now = g_get_monotonic_time();

  if (picture_pace_measure(&self->pace, now))
    g_object_notify_by_pspec(G_OBJECT(self), props[PROP_FRAME_RATE]);
  vitrine_glass_area_look_under_pointer(self, now);
  if (picture_pace_refine(&self->pace, now) || vitrine_glass_area_glide(self, now) ||
      ((self->snapshot_waiting || eye_motion_is_moving(self->motion, now)) &&
       picture_pace_is_rested(&self->pace, now)))
    vitrine_glass_area_redraw(self);
  return G_SOURCE_CONTINUE;
}

static void
after_paint_cb(VitrineGlassArea *self)
{
  picture_pace_finish(&self->pace, g_get_monotonic_time());
}

static GdkGLContext *
create_context(VitrineGlassArea *self, gboolean es, GError **error)
{
  GdkSurface *surface = gtk_native_get_surface(gtk_widget_get_native(GTK_WIDGET(self)));
  g_autoptr(GdkGLContext) context = gdk_surface_create_gl_context(surface, error);
  if (!context)
    return NULL;
  gdk_gl_context_set_allowed_apis(context, es ? GDK_GL_API_GLES : GDK_GL_API_GL);
  gdk_gl_context_set_required_version(context, 3, es ? 0 : 3);
  return gdk_gl_context_realize(context, error) ? g_steal_pointer(&context) : NULL;
}

static GdkGLContext *
vitrine_glass_area_create_context(GtkGLArea *area)
{
  VitrineGlassArea *self = VITRINE_GLASS_AREA(area);
  g_autoptr(GError) error = NULL;

  GdkGLContext *context = create_context(self, FALSE, NULL);
  if (!context)
    context = create_context(self, TRUE, &error);
  if (error)
    gtk_gl_area_set_error(area, error);
  return context;
}

static void
vitrine_glass_area_realize(GtkWidget *widget)
{
  VitrineGlassArea *self = VITRINE_GLASS_AREA(widget);
  g_autoptr(GError) error = NULL;

  GTK_WIDGET_CLASS(vitrine_glass_area_parent_class)->realize(widget);
  GdkFrameClock *clock = gtk_widget_get_frame_clock(widget);
  g_signal_connect_object(clock, "after-paint", G_CALLBACK(after_paint_cb), self,
                          G_CONNECT_SWAPPED);
  gtk_gl_area_make_current(GTK_GL_AREA(widget));
  const GError *gl_error = gtk_gl_area_get_error(GTK_GL_AREA(widget));
  if (gl_error) {
    tell_failure(self, gl_error->message);
    return;
  }
  self->renderer = renderer_new(&error);
  if (!self->renderer) {
    gtk_gl_area_set_error(GTK_GL_AREA(widget), error);
    tell_failure(self, error->message);
    return;
  }
  tell_failure(self, NULL);
}

static void
vitrine_glass_area_unrealize(GtkWidget *widget)
{
  VitrineGlassArea *self = VITRINE_GLASS_AREA(widget);

  g_signal_handlers_disconnect_by_func(gtk_widget_get_frame_clock(widget), after_paint_cb,
                                       self);
  if (self->renderer) {
    gtk_gl_area_make_current(GTK_GL_AREA(widget));
    g_clear_pointer(&self->renderer, renderer_free);
    gl_canvas_clear(&self->canvas);
  }
  GTK_WIDGET_CLASS(vitrine_glass_area_parent_class)->unrealize(widget);
}

/* What is shown now, and how. */
static RenderStyle
prepare(VitrineGlassArea *self, gint64 now)
{
  RenderStyle style = self->style;

  if (self->snapshot_waiting || !self->shown || eye_motion_is_moving(self->motion, now)) {
    snapshot_unref(self->shown);
    self->shown = eye_motion_show(self->motion, now);
    self->snapshot_waiting = eye_motion_is_moving(self->motion, now);
    if (self->shown)
      vitrine_glass_area_keep_up(self);
  }
  style.economy = picture_pace_begin(&self->pace, now);
  if (self->followed >= 0 && self->shown && self->follow_look) {
    const Frame *frame = self->shown->frame;
    follow_place(&frame->cell, frame->position[self->followed], &style.wrap_corner);
    style.wrap = TRUE;
    style.show_cell = FALSE;
    style.look = self->follow_look;
  }
  if (self->look && self->shown)
    vitrine_look_face_slice(self->look, self->shown->frame,
                            camera_towards_eye(&self->camera), &style);
  render_style_keep(&self->drawn, &style);
  return style;
}

static void
draw(VitrineGlassArea *self, guint framebuffer, int width, int height)
{
  RenderStyle style = prepare(self, g_get_monotonic_time());

  renderer_set_snapshot(self->renderer, self->shown);
  if (!renderer_draw(self->renderer, &self->camera, &style, framebuffer, width, height,
                     gtk_widget_get_scale_factor(GTK_WIDGET(self))))
    tell_failure(self, _("OpenGL has no room for so large a picture."));
}

static gboolean
vitrine_glass_area_render(GtkGLArea *area, GdkGLContext *context)
{
  VitrineGlassArea *self = VITRINE_GLASS_AREA(area);
  int scale = gtk_widget_get_scale_factor(GTK_WIDGET(area));
  GLint framebuffer = 0;

  if (!self->renderer)
    return FALSE;
  glGetIntegerv(GL_FRAMEBUFFER_BINDING, &framebuffer);
  draw(self, (guint)framebuffer, gtk_widget_get_width(GTK_WIDGET(area)) * scale,
       gtk_widget_get_height(GTK_WIDGET(area)) * scale);
  return TRUE;
}

static void
vitrine_glass_area_resize(GtkGLArea *area, int width, int height)
{
  VitrineGlassArea *self = VITRINE_GLASS_AREA(area);

  if (self->renderer)
    tell_failure(self, NULL);
  if (self->fitted)
    vitrine_glass_area_fit_now(self);
}

static void
draw_on_canvas(VitrineGlassArea *self, GtkSnapshot *snapshot)
{
  int width = gtk_widget_get_width(GTK_WIDGET(self));
  int height = gtk_widget_get_height(GTK_WIDGET(self));
  int scale = gtk_widget_get_scale_factor(GTK_WIDGET(self));

  if (width <= 0 || height <= 0)
    return;
  gtk_gl_area_make_current(GTK_GL_AREA(self));
  if (gl_canvas_fit(&self->canvas, width * scale, height * scale))
    vitrine_glass_area_resize(GTK_GL_AREA(self), width, height);
  draw(self, self->canvas.framebuffer, width * scale, height * scale);
  gl_canvas_snapshot(&self->canvas, snapshot,
                     &GRAPHENE_RECT_INIT(0, 0, (float)width, (float)height));
}

static void
vitrine_glass_area_snapshot(GtkWidget *widget, GtkSnapshot *snapshot)
{
  VitrineGlassArea *self = VITRINE_GLASS_AREA(widget);

  if (self->renderer && gl_canvas_is_wanted(widget))
    draw_on_canvas(self, snapshot);
  else
    GTK_WIDGET_CLASS(vitrine_glass_area_parent_class)->snapshot(widget, snapshot);
}

static void
vitrine_glass_area_get_property(GObject *object, guint id, GValue *value,
                                GParamSpec *pspec)
{
  VitrineGlassArea *self = VITRINE_GLASS_AREA(object);

  switch (id) {
  case PROP_FRAME_RATE:
    g_value_set_double(value, self->pace.rate);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID(object, id, pspec);
  }
}

static void
vitrine_glass_area_dispose(GObject *object)
{
  VitrineGlassArea *self = VITRINE_GLASS_AREA(object);

  g_clear_pointer(&self->motion, eye_motion_free);
  g_clear_pointer(&self->snapshot, snapshot_unref);
  g_clear_pointer(&self->shown, snapshot_unref);
  g_clear_pointer(&self->follow_look, atom_look_unref);
  g_clear_pointer(&self->failure, g_free);
  render_style_clear(&self->style);
  render_style_clear(&self->drawn);
  look_clear(&self->view);
  G_OBJECT_CLASS(vitrine_glass_area_parent_class)->dispose(object);
}

static void
vitrine_glass_area_class_init(VitrineGlassAreaClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS(klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS(klass);
  GtkGLAreaClass *area_class = GTK_GL_AREA_CLASS(klass);

  object_class->get_property = vitrine_glass_area_get_property;
  object_class->dispose = vitrine_glass_area_dispose;
  widget_class->realize = vitrine_glass_area_realize;
  widget_class->unrealize = vitrine_glass_area_unrealize;
  widget_class->snapshot = vitrine_glass_area_snapshot;
  area_class->create_context = vitrine_glass_area_create_context;
  area_class->render = vitrine_glass_area_render;
  area_class->resize = vitrine_glass_area_resize;

  props[PROP_FRAME_RATE] =
      g_param_spec_double("frame-rate", NULL, NULL, 0.0, G_MAXDOUBLE, 0.0,
                          G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties(object_class, N_PROPS, props);
  signals[SIGNAL_PICKED] =
      g_signal_new("picked", VITRINE_TYPE_GLASS_AREA, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                   NULL, G_TYPE_NONE, 2, G_TYPE_POINTER, G_TYPE_BOOLEAN);
  signals[SIGNAL_HOVERED] =
      g_signal_new("hovered", VITRINE_TYPE_GLASS_AREA, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                   NULL, G_TYPE_NONE, 3, G_TYPE_POINTER, G_TYPE_DOUBLE, G_TYPE_DOUBLE);
  signals[SIGNAL_CHANGED] =
      g_signal_new("changed", VITRINE_TYPE_GLASS_AREA, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                   NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_FAILED] =
      g_signal_new("failed", VITRINE_TYPE_GLASS_AREA, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                   NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  gtk_widget_class_set_css_name(widget_class, "glassarea");
  gtk_widget_class_set_accessible_role(widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
vitrine_glass_area_init(VitrineGlassArea *self)
{
  render_style_init(&self->style);
  look_init(&self->view);
  self->motion = eye_motion_new();
  self->followed = -1;
  picture_pace_init(&self->pace);
  self->camera = (Camera){.distance = 50.0, .orientation = {0, 0, 0, 1}, .fov = 0.6};
  self->fitted = TRUE;
  gtk_gl_area_set_auto_render(GTK_GL_AREA(self), FALSE);
  gtk_widget_set_focusable(GTK_WIDGET(self), TRUE);
  gtk_widget_add_tick_callback(GTK_WIDGET(self), tick_cb, NULL, NULL);
  vitrine_glass_area_add_input(self);
}

static gboolean
same_cell_shape(const Snapshot *a, const Snapshot *b)
{
  if (!a || !b)
    return FALSE;
  for (int k = 0; k < 3; k++) {
    Vec3 d = vec3_sub(a->frame->cell.vector[k], b->frame->cell.vector[k]);
    if (vec3_norm2(d) > 0.01 * vec3_norm2(b->frame->cell.vector[k]))
      return FALSE;
  }
  return TRUE;
}

void
vitrine_glass_area_set_snapshot(VitrineGlassArea *self, const Snapshot *snapshot)
{
  g_return_if_fail(VITRINE_IS_GLASS_AREA(self));
  if (snapshot == self->snapshot)
    return;

  gboolean refit = snapshot && self->fitted && !same_cell_shape(self->snapshot, snapshot);
  g_clear_pointer(&self->snapshot, snapshot_unref);
  self->snapshot = snapshot ? snapshot_ref(snapshot) : NULL;
  eye_motion_push(self->motion, snapshot, g_get_monotonic_time());
  self->snapshot_waiting = TRUE;
  if (refit)
    vitrine_glass_area_fit_now(self);
}

void
vitrine_glass_area_set_style(VitrineGlassArea *self, const RenderStyle *style)
{
  g_return_if_fail(VITRINE_IS_GLASS_AREA(self));
  gboolean refit = self->fitted &&
                   memcmp(self->style.copies, style->copies, sizeof style->copies) != 0;
  render_style_keep(&self->style, style);
  self->snapshot_waiting = TRUE;
  vitrine_glass_area_redraw(self);
  if (refit)
    vitrine_glass_area_fit_again(self, TRUE);
}

void
vitrine_glass_area_set_look(VitrineGlassArea *self, VitrineLook *look)
{
  g_return_if_fail(VITRINE_IS_GLASS_AREA(self));
  self->look = look;
}

const Snapshot *
vitrine_glass_area_get_shown(VitrineGlassArea *self)
{
  return self->shown;
}

const RenderStyle *
vitrine_glass_area_get_drawn(VitrineGlassArea *self)
{
  return &self->drawn;
}

gboolean
vitrine_glass_area_place(VitrineGlassArea *self, guint atom, Vec3 *place)
{
  if (!self->shown || atom >= self->shown->frame->n_atoms)
    return FALSE;
  *place = render_atom_position(self->shown, &self->drawn, atom);
  return TRUE;
}

void
vitrine_glass_area_set_smoothing(VitrineGlassArea *self, double window)
{
  g_return_if_fail(VITRINE_IS_GLASS_AREA(self));
  eye_motion_set_window(self->motion, window);
  self->snapshot_waiting = TRUE;
}

void
vitrine_glass_area_set_memory(VitrineGlassArea *self, double memory)
{
  g_return_if_fail(VITRINE_IS_GLASS_AREA(self));
  eye_motion_set_memory(self->motion, memory);
}

gboolean
vitrine_glass_area_replay(VitrineGlassArea *self, double from, double to, double seconds)
{
  g_return_val_if_fail(VITRINE_IS_GLASS_AREA(self), FALSE);
  return eye_motion_replay(self->motion, from, to, seconds, g_get_monotonic_time());
}

void
vitrine_glass_area_end_replay(VitrineGlassArea *self)
{
  g_return_if_fail(VITRINE_IS_GLASS_AREA(self));
  eye_motion_end_replay(self->motion, g_get_monotonic_time());
}

const EyeMotion *
vitrine_glass_area_get_motion(VitrineGlassArea *self)
{
  return self->motion;
}

const RenderStyle *
vitrine_glass_area_get_style(VitrineGlassArea *self)
{
  return &self->style;
}

const Camera *
vitrine_glass_area_get_camera(VitrineGlassArea *self)
{
  return &self->camera;
}

RenderHit
vitrine_glass_area_hit(VitrineGlassArea *self, double x, double y)
{
  g_return_val_if_fail(VITRINE_IS_GLASS_AREA(self), (RenderHit){0});
  return hit_at(self, x, y);
}

Snapshot *
vitrine_glass_area_shown_at(VitrineGlassArea *self, gint64 time)
{
  g_return_val_if_fail(VITRINE_IS_GLASS_AREA(self), NULL);
  return eye_motion_show(self->motion, time);
}

void
vitrine_glass_area_offer_room(VitrineGlassArea *self, int width, int height)
{
  g_return_if_fail(VITRINE_IS_GLASS_AREA(self));
  if (self->renderer && (width != gtk_widget_get_width(GTK_WIDGET(self)) ||
                         height != gtk_widget_get_height(GTK_WIDGET(self))))
    tell_failure(self, NULL);
}

gboolean
vitrine_glass_area_take_shot(VitrineGlassArea *self, GlassShot *shot)
{
  g_return_val_if_fail(VITRINE_IS_GLASS_AREA(self), FALSE);
  const GlassShot now = {
      .snapshot = self->shown,
      .camera = self->camera,
      .style = self->drawn,
      .width = gtk_widget_get_width(GTK_WIDGET(self)),
      .height = gtk_widget_get_height(GTK_WIDGET(self)),
      .scale = gtk_widget_get_scale_factor(GTK_WIDGET(self)),
      .window = eye_motion_get_window(self->motion),
      .ring_size = 3,
      .room_level = NAN,
  };

  if (!now.snapshot || now.width < 1 || now.height < 1)
    return FALSE;
  glass_shot_keep(shot, &now);
  gboolean fitted = self->fitted && !self->glide_start && self->followed < 0;
  if (fitted)
    shot->camera = vitrine_glass_area_uncovered_camera(self);
  shot->fitted = fitted && vitrine_glass_area_fits_all(self);
  shot->style.economy = 0;
  return TRUE;
}

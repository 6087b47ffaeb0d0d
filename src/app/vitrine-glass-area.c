// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/vitrine-glass-area.h"

#include <epoxy/gl.h>
#include <glib/gi18n.h>
#include <math.h>

#include "app/follow-look.h"
#include "app/gl-canvas.h"
#include "app/glass-touch.h"
#include "app/picture-pace.h"

#define ORBIT_PER_PIXEL 0.008 /* rad */
#define ORBIT_PER_KEY   0.08
#define PAN_PER_KEY     0.05 /* of the height */
#define ZOOM_PER_NOTCH  1.12
#define NEAREST         2.0  /* Å */
#define FARTHEST        50.0 /* × fitted distance */
#define DRAG_THRESHOLD  4.0  /* px: below it a press is a click */
#define GLIDE_US        350000
#define HOVER_US        120000 /* between looks at what moves under the pointer */
#define AROUND_ATOMS    3.0    /* Å, what is seen around those that are fitted */
#define CAGE_DISTANCE   26.0   /* Å, of the camera that follows an ion */

struct _VitrineGlassArea {
  GtkGLArea parent_instance;

  Renderer *renderer; /* owned; lives in the area's context */
  GlCanvas canvas;    /* where cairo draws the window */
  EyeMotion *motion;  /* owned */
  VitrineLook *look;  /* not owned */
  Snapshot *snapshot; /* the newest */
  Snapshot *shown;    /* in the last picture */
  RenderStyle style, drawn;
  char *failure;

  Camera camera;
  double fitted_distance;
  int covered;     /* px at the top that something lies over */
  gboolean fitted; /* not moved by hand since fitting: follows the window's shape */
  Camera glide_from, glide_to;
  gint64 glide_start; /* 0: not gliding */

  int followed; /* atom, −1: none */
  Vec3 followed_at;
  AtomLook *follow_look; /* what is hidden away from it; owned */

  gboolean pointer_inside, pointer_moved, pressed;
  double pointer_x, pointer_y;
  RenderHit hovered;
  gint64 hovered_at;

  double drag_x, drag_y; /* last offset */

  PicturePace pace;
  gboolean snapshot_waiting;
};

G_DEFINE_FINAL_TYPE(VitrineGlassArea, vitrine_glass_area, GTK_TYPE_GL_AREA)

enum { PROP_FRAME_RATE = 1, N_PROPS };

static GParamSpec *props[N_PROPS];

enum { SIGNAL_PICKED, SIGNAL_HOVERED, SIGNAL_CHANGED, SIGNAL_FAILED, N_SIGNALS };

static guint signals[N_SIGNALS];

static void
redraw(VitrineGlassArea *self)
{
  gtk_gl_area_queue_render(GTK_GL_AREA(self));
  g_signal_emit(self, signals[SIGNAL_CHANGED], 0);
}

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

static Camera
fitted_camera(VitrineGlassArea *self)
{
  Camera camera = self->camera;
  Cell whole = render_whole_cell(&self->snapshot->frame->cell, &self->style);
  camera_fit(&camera, &whole, aspect_ratio(self) / free_height(self));
  make_room(self, &camera);
  camera.orthographic = self->camera.orthographic;
  return camera;
}

static void
fit_now(VitrineGlassArea *self)
{
  self->glide_start = 0;
  self->fitted = TRUE;
  if (!self->snapshot)
    return;
  self->camera = fitted_camera(self);
  self->fitted_distance = self->camera.distance;
  redraw(self);
}

static void
moved_by_hand(VitrineGlassArea *self)
{
  self->fitted = FALSE;
  self->glide_start = 0;
  redraw(self);
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

static gboolean
glide(VitrineGlassArea *self, gint64 now)
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

static RenderHit
hit_at(VitrineGlassArea *self, double x, double y)
{
  if (!self->renderer || !self->shown)
    return (RenderHit){.kind = RENDER_NOTHING};
  return renderer_pick(self->renderer, &self->camera, &self->drawn, x, y,
                       gtk_widget_get_width(GTK_WIDGET(self)),
                       gtk_widget_get_height(GTK_WIDGET(self)));
}

/* At most once a picture, and seldom while the pointer rests. */
static void
look_under_pointer(VitrineGlassArea *self, gint64 now)
{
  RenderHit hit = {.kind = RENDER_NOTHING};

  if (!self->pointer_moved && now - self->hovered_at < HOVER_US)
    return;
  self->pointer_moved = FALSE;
  self->hovered_at = now;
  if (self->pointer_inside && !self->pressed)
    hit = hit_at(self, self->pointer_x, self->pointer_y);
  if (hit.kind == RENDER_NOTHING && self->hovered.kind == RENDER_NOTHING)
    return;
  self->hovered = hit;
  g_signal_emit(self, signals[SIGNAL_HOVERED], 0, &hit, self->pointer_x, self->pointer_y);
}

static gboolean
tick_cb(GtkWidget *widget, GdkFrameClock *clock, gpointer data)
{
  VitrineGlassArea *self = VITRINE_GLASS_AREA(widget);
  gint64 now = g_get_monotonic_time();

  if (picture_pace_measure(&self->pace, now))
    g_object_notify_by_pspec(G_OBJECT(self), props[PROP_FRAME_RATE]);
  look_under_pointer(self, now);
  if (picture_pace_refine(&self->pace, now) || glide(self, now) ||
      ((self->snapshot_waiting || eye_motion_is_moving(self->motion, now)) &&
       picture_pace_is_rested(&self->pace, now)))
    redraw(self);
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

static void
shift_camera(VitrineGlassArea *self, Vec3 shift)
{
  Camera *cameras[] = {&self->camera, &self->glide_from, &self->glide_to};

  for (guint k = 0; k < G_N_ELEMENTS(cameras); k++)
    cameras[k]->centre = vec3_add(cameras[k]->centre, shift);
}

static void
follow(VitrineGlassArea *self)
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
      follow(self);
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
    fit_now(self);
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
zoom_by(VitrineGlassArea *self, double factor)
{
  double farthest = FARTHEST * MAX(self->fitted_distance, NEAREST);
  double distance = CLAMP(self->camera.distance / factor, NEAREST, farthest);
  camera_zoom(&self->camera, self->camera.distance / distance);
  moved_by_hand(self);
}

static void
drag_begin_cb(VitrineGlassArea *self)
{
  self->drag_x = self->drag_y = 0.0;
  self->pressed = TRUE;
  gtk_widget_grab_focus(GTK_WIDGET(self));
}

static void
drag_end_cb(VitrineGlassArea *self)
{
  self->pressed = FALSE;
}

static void
drag_update_cb(VitrineGlassArea *self, double x, double y, GtkGesture *gesture)
{
  GtkGestureSingle *single = GTK_GESTURE_SINGLE(gesture);
  GdkEventSequence *sequence = gtk_gesture_single_get_current_sequence(single);
  gboolean dragging =
      gtk_gesture_get_sequence_state(gesture, sequence) == GTK_EVENT_SEQUENCE_CLAIMED;
  if (!dragging && hypot(x, y) < DRAG_THRESHOLD)
    return;
  gtk_gesture_set_state(gesture, GTK_EVENT_SEQUENCE_CLAIMED);

  double dx = x - self->drag_x, dy = y - self->drag_y;
  self->drag_x = x;
  self->drag_y = y;
  GdkModifierType state =
      gtk_event_controller_get_current_event_state(GTK_EVENT_CONTROLLER(gesture));
  gboolean left = gtk_gesture_single_get_current_button(single) == GDK_BUTTON_PRIMARY;
  if (left && !(state & GDK_SHIFT_MASK))
    vitrine_glass_area_orbit(self, dx * ORBIT_PER_PIXEL, dy * ORBIT_PER_PIXEL);
  else
    vitrine_glass_area_pan(self, dx, dy);
}

static void
released_cb(VitrineGlassArea *self, int n_press, double x, double y, GtkGesture *gesture)
{
  GdkModifierType state =
      gtk_event_controller_get_current_event_state(GTK_EVENT_CONTROLLER(gesture));
  gboolean extend = (state & (GDK_SHIFT_MASK | GDK_CONTROL_MASK)) != 0;
  RenderHit hit = hit_at(self, x, y);

  if (n_press == 1)
    g_signal_emit(self, signals[SIGNAL_PICKED], 0, &hit, extend);
  else if (n_press == 2 && hit.kind == RENDER_ATOM)
    vitrine_glass_area_centre(self, hit.index);
  else if (n_press == 2)
    vitrine_glass_area_fit(self, TRUE);
}

static void
pointer_cb(VitrineGlassArea *self, double x, double y)
{
  self->pointer_moved =
      !self->pointer_inside || x != self->pointer_x || y != self->pointer_y;
  self->pointer_inside = TRUE;
  self->pointer_x = x;
  self->pointer_y = y;
}

static void
pointer_left_cb(VitrineGlassArea *self)
{
  self->pointer_inside = FALSE;
  self->pointer_moved = TRUE;
}

static gboolean
arrow_key(VitrineGlassArea *self, double x, double y, gboolean pan)
{
  if (pan) {
    camera_pan(&self->camera, x * PAN_PER_KEY, y * PAN_PER_KEY);
    moved_by_hand(self);
  } else {
    vitrine_glass_area_orbit(self, x * ORBIT_PER_KEY, y * ORBIT_PER_KEY);
  }
  return GDK_EVENT_STOP;
}

static gboolean
key_cb(VitrineGlassArea *self, guint key, guint code, GdkModifierType state)
{
  gboolean pan = (state & GDK_SHIFT_MASK) != 0;

  if (state & (GDK_CONTROL_MASK | GDK_ALT_MASK))
    return GDK_EVENT_PROPAGATE;
  switch (key) {
  case GDK_KEY_Left:
    return arrow_key(self, -1.0, 0.0, pan);
  case GDK_KEY_Right:
    return arrow_key(self, 1.0, 0.0, pan);
  case GDK_KEY_Up:
    return arrow_key(self, 0.0, -1.0, pan);
  case GDK_KEY_Down:
    return arrow_key(self, 0.0, 1.0, pan);
  case GDK_KEY_plus:
  case GDK_KEY_equal:
  case GDK_KEY_KP_Add:
    zoom_by(self, ZOOM_PER_NOTCH);
    return GDK_EVENT_STOP;
  case GDK_KEY_minus:
  case GDK_KEY_KP_Subtract:
    zoom_by(self, 1.0 / ZOOM_PER_NOTCH);
    return GDK_EVENT_STOP;
  case GDK_KEY_Home:
    vitrine_glass_area_fit(self, TRUE);
    return GDK_EVENT_STOP;
  default:
    return GDK_EVENT_PROPAGATE;
  }
}

static void
add_drag(VitrineGlassArea *self)
{
  GtkGesture *drag = gtk_gesture_drag_new();
  gtk_gesture_single_set_button(GTK_GESTURE_SINGLE(drag), 0);
  g_signal_connect_swapped(drag, "drag-begin", G_CALLBACK(drag_begin_cb), self);
  g_signal_connect_swapped(drag, "drag-update", G_CALLBACK(drag_update_cb), self);
  g_signal_connect_swapped(drag, "drag-end", G_CALLBACK(drag_end_cb), self);
  gtk_widget_add_controller(GTK_WIDGET(self), GTK_EVENT_CONTROLLER(drag));

  GtkGesture *click = gtk_gesture_click_new();
  g_signal_connect_swapped(click, "released", G_CALLBACK(released_cb), self);
  gtk_widget_add_controller(GTK_WIDGET(self), GTK_EVENT_CONTROLLER(click));
  gtk_gesture_group(click, drag);
  glass_touch_attach(self, drag);

  GtkEventController *pointer = gtk_event_controller_motion_new();
  g_signal_connect_swapped(pointer, "enter", G_CALLBACK(pointer_cb), self);
  g_signal_connect_swapped(pointer, "motion", G_CALLBACK(pointer_cb), self);
  g_signal_connect_swapped(pointer, "leave", G_CALLBACK(pointer_left_cb), self);
  gtk_widget_add_controller(GTK_WIDGET(self), pointer);
}

static void
add_keys(VitrineGlassArea *self)
{
  GtkEventController *keys = gtk_event_controller_key_new();
  g_signal_connect_swapped(keys, "key-pressed", G_CALLBACK(key_cb), self);
  gtk_widget_add_controller(GTK_WIDGET(self), keys);
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
  self->motion = eye_motion_new();
  self->followed = -1;
  picture_pace_init(&self->pace);
  self->camera = (Camera){.distance = 50.0, .orientation = {0, 0, 0, 1}, .fov = 0.6};
  self->fitted = TRUE;
  gtk_gl_area_set_auto_render(GTK_GL_AREA(self), FALSE);
  gtk_widget_set_focusable(GTK_WIDGET(self), TRUE);
  gtk_widget_add_tick_callback(GTK_WIDGET(self), tick_cb, NULL, NULL);
  add_drag(self);
  add_keys(self);
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
    fit_now(self);
}

void
vitrine_glass_area_set_style(VitrineGlassArea *self, const RenderStyle *style)
{
  g_return_if_fail(VITRINE_IS_GLASS_AREA(self));
  gboolean refit = self->fitted &&
                   memcmp(self->style.copies, style->copies, sizeof style->copies) != 0;
  render_style_keep(&self->style, style);
  self->snapshot_waiting = TRUE;
  redraw(self);
  if (refit)
    vitrine_glass_area_fit(self, TRUE);
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
  redraw(self);
}

void
vitrine_glass_area_fit(VitrineGlassArea *self, gboolean animate)
{
  g_return_if_fail(VITRINE_IS_GLASS_AREA(self));
  if (!animate || !self->snapshot) {
    fit_now(self);
    return;
  }
  Camera camera = fitted_camera(self);
  self->fitted_distance = camera.distance;
  glide_to(self, &camera);
  self->fitted = TRUE;
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
  Cell whole = render_whole_cell(&self->snapshot->frame->cell, &self->style);
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
  redraw(self);
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
    fit_now(self);
}

void
vitrine_glass_area_zoom(VitrineGlassArea *self, double factor)
{
  g_return_if_fail(VITRINE_IS_GLASS_AREA(self));
  g_return_if_fail(factor > 0.0);
  zoom_by(self, factor);
}

void
vitrine_glass_area_orbit(VitrineGlassArea *self, double yaw, double pitch)
{
  g_return_if_fail(VITRINE_IS_GLASS_AREA(self));
  camera_orbit(&self->camera, yaw, pitch);
  moved_by_hand(self);
}

void
vitrine_glass_area_pan(VitrineGlassArea *self, double dx, double dy)
{
  g_return_if_fail(VITRINE_IS_GLASS_AREA(self));
  int height = MAX(gtk_widget_get_height(GTK_WIDGET(self)), 1);
  camera_pan(&self->camera, dx / height, dy / height);
  moved_by_hand(self);
}

void
vitrine_glass_area_roll(VitrineGlassArea *self, double angle)
{
  g_return_if_fail(VITRINE_IS_GLASS_AREA(self));
  camera_roll(&self->camera, angle);
  moved_by_hand(self);
}

RenderHit
vitrine_glass_area_hit(VitrineGlassArea *self, double x, double y)
{
  g_return_val_if_fail(VITRINE_IS_GLASS_AREA(self), (RenderHit){0});
  return hit_at(self, x, y);
}

void
vitrine_glass_area_set_orthographic(VitrineGlassArea *self, gboolean orthographic)
{
  g_return_if_fail(VITRINE_IS_GLASS_AREA(self));
  self->camera.orthographic = orthographic;
  redraw(self);
}

/* Nothing lies over the picture of a file. */
static Camera
uncovered_camera(VitrineGlassArea *self)
{
  Camera camera = self->camera;
  Cell whole = render_whole_cell(&self->snapshot->frame->cell, &self->style);

  camera_frame(&camera, &whole, aspect_ratio(self));
  return camera;
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
  shot->fitted = self->fitted && !self->glide_start && self->followed < 0;
  if (shot->fitted)
    shot->camera = uncovered_camera(self);
  shot->style.economy = 0;
  return TRUE;
}

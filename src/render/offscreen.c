// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "render/offscreen.h"

#include <epoxy/egl.h>
#include <epoxy/gl.h>
#include <glib/gi18n.h>
#include <string.h>

#include "base/base-error.h"
#include "render/ground-matte.h"

struct Offscreen {
  EGLDisplay display;
  EGLContext context;
  GLuint framebuffer, colour;
  int width, height; /* of the framebuffer */
  int picture[2];    /* width and height asked for */
  double scale;
  Renderer *renderer;
  char *description;
};

static gboolean
fail(GError **error, const char *reason)
{
  g_set_error(error, VITRINE_ERROR, VITRINE_ERROR_UNSUPPORTED,
              _("No picture without a window on this machine: %s"), reason);
  return FALSE;
}

/* epoxy ends the process when asked for a function that nobody provides, so every call is
 * preceded by the question whether it exists. */
static gboolean
open_display(Offscreen *offscreen, GError **error)
{
  if (!epoxy_has_egl())
    return fail(error, _("libEGL is missing"));
  if (!epoxy_has_egl_extension(EGL_NO_DISPLAY, "EGL_EXT_platform_base") ||
      !epoxy_has_egl_extension(EGL_NO_DISPLAY, "EGL_MESA_platform_surfaceless"))
    return fail(error, _("EGL has no surfaceless platform (Debian: install libegl-mesa0 "
                         "and libgl1-mesa-dri)"));
  offscreen->display =
      eglGetPlatformDisplayEXT(EGL_PLATFORM_SURFACELESS_MESA, EGL_DEFAULT_DISPLAY, NULL);
  if (offscreen->display == EGL_NO_DISPLAY ||
      !eglInitialize(offscreen->display, NULL, NULL))
    return fail(error, _("EGL has no driver (Debian: install libgl1-mesa-dri)"));
  return TRUE;
}

static gboolean
make_context(Offscreen *offscreen, gboolean es, GError **error)
{
  const EGLint wanted[] = {EGL_SURFACE_TYPE, EGL_PBUFFER_BIT, EGL_RENDERABLE_TYPE,
                           es ? EGL_OPENGL_ES3_BIT : EGL_OPENGL_BIT, EGL_NONE};
  static const EGLint core[] = {EGL_CONTEXT_MAJOR_VERSION,
                                3,
                                EGL_CONTEXT_MINOR_VERSION,
                                3,
                                EGL_CONTEXT_OPENGL_PROFILE_MASK,
                                EGL_CONTEXT_OPENGL_CORE_PROFILE_BIT,
                                EGL_NONE};
  static const EGLint es3[] = {EGL_CONTEXT_MAJOR_VERSION, 3, EGL_CONTEXT_MINOR_VERSION, 0,
                               EGL_NONE};
  EGLConfig config;
  EGLint n = 0;

  if (!eglBindAPI(es ? EGL_OPENGL_ES_API : EGL_OPENGL_API) ||
      !eglChooseConfig(offscreen->display, wanted, &config, 1, &n) || n < 1)
    return fail(error, es ? _("no OpenGL ES 3") : _("no OpenGL"));
  offscreen->context =
      eglCreateContext(offscreen->display, config, EGL_NO_CONTEXT, es ? es3 : core);
  if (offscreen->context == EGL_NO_CONTEXT)
    return fail(error, es ? _("no OpenGL ES 3.0") : _("no OpenGL 3.3"));
  if (!eglMakeCurrent(offscreen->display, EGL_NO_SURFACE, EGL_NO_SURFACE,
                      offscreen->context))
    return fail(error, _("EGL cannot draw without a surface"));
  return TRUE;
}

/* An old driver may have ES 3 though no OpenGL 3.3. */
static gboolean
make_some_context(Offscreen *offscreen, gboolean es, GError **error)
{
  if (make_context(offscreen, es, error))
    return TRUE;
  if (es || !make_context(offscreen, TRUE, NULL))
    return FALSE;
  g_clear_error(error);
  return TRUE;
}

/* Makes the framebuffer at its first size and at every other one. */
static gboolean
fit(Offscreen *offscreen, int width, int height)
{
  if (offscreen->width == width && offscreen->height == height)
    return TRUE;
  if (!offscreen->framebuffer) {
    glGenRenderbuffers(1, &offscreen->colour);
    glGenFramebuffers(1, &offscreen->framebuffer);
  }
  glBindRenderbuffer(GL_RENDERBUFFER, offscreen->colour);
  glRenderbufferStorage(GL_RENDERBUFFER, GL_RGBA8, width, height);
  glBindRenderbuffer(GL_RENDERBUFFER, 0);
  glBindFramebuffer(GL_FRAMEBUFFER, offscreen->framebuffer);
  glFramebufferRenderbuffer(GL_FRAMEBUFFER, GL_COLOR_ATTACHMENT0, GL_RENDERBUFFER,
                            offscreen->colour);
  if (glCheckFramebufferStatus(GL_FRAMEBUFFER) != GL_FRAMEBUFFER_COMPLETE)
    return FALSE;
  offscreen->width = width;
  offscreen->height = height;
  return TRUE;
}

static gboolean
make_framebuffer(Offscreen *offscreen, int width, int height, GError **error)
{
  int most = renderer_longest_side();

  if (width > most || height > most) {
    g_set_error(error, VITRINE_ERROR, VITRINE_ERROR_INPUT,
                _("%d × %d pixels are more than this machine draws at once (%d × %d)"),
                width, height, most, most);
    return FALSE;
  }
  return fit(offscreen, width, height) || fail(error, _("OpenGL gives no framebuffer"));
}

static char *
describe(void)
{
  const char *version = (const char *)glGetString(GL_VERSION);

  return g_strdup_printf("%s, %s%s", (const char *)glGetString(GL_RENDERER),
                         epoxy_is_desktop_gl() ? "OpenGL " : "", version);
}

Offscreen *
offscreen_new(int width, int height, gboolean es, GError **error)
{
  g_return_val_if_fail(width > 0 && height > 0, NULL);
  g_autoptr(Offscreen) offscreen = g_new0(Offscreen, 1);

  offscreen->display = EGL_NO_DISPLAY;
  offscreen->context = EGL_NO_CONTEXT;
  offscreen->picture[0] = width;
  offscreen->picture[1] = height;
  offscreen->scale = 1.0;
  if (!open_display(offscreen, error) || !make_some_context(offscreen, es, error) ||
      !make_framebuffer(offscreen, width, height, error))
    return NULL;
  offscreen->renderer = renderer_new(error);
  if (!offscreen->renderer)
    return NULL;
  offscreen->description = describe();
  return g_steal_pointer(&offscreen);
}

static void
make_current(Offscreen *offscreen)
{
  eglMakeCurrent(offscreen->display, EGL_NO_SURFACE, EGL_NO_SURFACE, offscreen->context);
}

/* The display stays initialized: EGL gives the same one to everybody in the process. */
void
offscreen_free(Offscreen *offscreen)
{
  if (!offscreen)
    return;
  if (offscreen->context != EGL_NO_CONTEXT) {
    make_current(offscreen);
    renderer_free(offscreen->renderer);
    glDeleteFramebuffers(1, &offscreen->framebuffer);
    glDeleteRenderbuffers(1, &offscreen->colour);
    eglMakeCurrent(offscreen->display, EGL_NO_SURFACE, EGL_NO_SURFACE, EGL_NO_CONTEXT);
    eglDestroyContext(offscreen->display, offscreen->context);
  }
  g_free(offscreen->description);
  g_free(offscreen);
}

Renderer *
offscreen_renderer(Offscreen *offscreen)
{
  return offscreen->renderer;
}

/* What is drawn, and what of that is wanted: left, bottom, width and height. */
typedef struct {
  Offscreen *offscreen;
  const Camera *camera;
  const RenderStyle *style;
  RenderPart part;
  int core[4];
  gboolean in_parts;
} Shot;

/* Rows from the bottom. Owner: caller. NULL when GL has no room. */
static guint8 *
shoot(const Shot *shot, const RenderStyle *style)
{
  Offscreen *offscreen = shot->offscreen;
  const RenderPart *part = &shot->part;
  const int *core = shot->core;

  if (!fit(offscreen, part->width, part->height))
    return NULL;
  if (shot->in_parts ? !renderer_draw_part(offscreen->renderer, shot->camera, style,
                                           offscreen->framebuffer, part, offscreen->scale)
                     : !renderer_draw(offscreen->renderer, shot->camera, style,
                                      offscreen->framebuffer, part->width, part->height,
                                      offscreen->scale))
    return NULL;
  guint8 *pixels = g_malloc_n(4 * (gsize)core[2], core[3]);
  glPixelStorei(GL_PACK_ALIGNMENT, 4);
  glReadPixels(core[0], core[1], core[2], core[3], GL_RGBA, GL_UNSIGNED_BYTE, pixels);
  return pixels;
}

static guint8 *
shoot_without_ground(const Shot *shot)
{
  RenderStyle style = *shot->style;

  style.ground = RENDER_GROUND_WHITE;
  g_autofree guint8 *on_white = shoot(shot, &style);
  style.ground = RENDER_GROUND_BLACK;
  guint8 *pixels = on_white ? shoot(shot, &style) : NULL;
  if (pixels)
    ground_matte(pixels, on_white, (gsize)shot->core[2] * (gsize)shot->core[3], pixels);
  return pixels;
}

/* Into rows of stride bytes from the top. */
static gboolean
take(const Shot *shot, guint8 *rgba, gsize stride)
{
  gsize row = 4 * (gsize)shot->core[2];
  g_autofree guint8 *pixels =
      shot->style->transparent ? shoot_without_ground(shot) : shoot(shot, shot->style);

  for (int y = 0; pixels && y < shot->core[3]; y++)
    memcpy(rgba + (gsize)y * stride, pixels + (gsize)(shot->core[3] - 1 - y) * row, row);
  return pixels != NULL;
}

guint8 *
offscreen_draw(Offscreen *offscreen, const Camera *camera, const RenderStyle *style)
{
  int w = offscreen->picture[0], h = offscreen->picture[1];
  const Shot shot = {offscreen, camera, style, {w, h, 0, 0, w, h}, {0, 0, w, h}, FALSE};
  guint8 *pixels = g_malloc_n(4 * (gsize)w, h);

  make_current(offscreen);
  if (!take(&shot, pixels, 4 * (gsize)w))
    g_clear_pointer(&pixels, g_free);
  return pixels;
}

gboolean
offscreen_draw_row(Offscreen *offscreen, const Camera *camera, const RenderStyle *style,
                   const TilePlan *plan, int row, guint8 *rgba)
{
  make_current(offscreen);
  for (int column = 0; column < plan->n_columns; column++) {
    Tile tile = tile_plan_get(plan, column, row);
    const Shot shot = {offscreen,
                       camera,
                       style,
                       tile.part,
                       {tile.left, tile.bottom, tile.width, tile.height},
                       TRUE};
    if (!take(&shot, rgba + 4 * (gsize)(tile.part.left + tile.left),
              4 * (gsize)plan->width))
      return FALSE;
  }
  return TRUE;
}

int
offscreen_longest_side(Offscreen *offscreen)
{
  make_current(offscreen);
  return renderer_longest_side();
}

void
offscreen_set_scale(Offscreen *offscreen, double scale)
{
  g_return_if_fail(scale > 0.0);
  offscreen->scale = scale;
}

const char *
offscreen_description(const Offscreen *offscreen)
{
  return offscreen->description;
}

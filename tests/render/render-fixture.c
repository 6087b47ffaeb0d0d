// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "render-fixture.h"

#include <cairo.h>
#include <epoxy/gl.h>
#include <stdlib.h>
#include <string.h>

#include "base/base-error.h"
#include "base/rng.h"

#define CRISTOBALITE_A 7.16
#define N_CELLS        2
#define N_NA           8

/* Tetrahedral directions of the diamond lattice; its sites are a/4 apart along each. */
static const double tetrahedron[4][3] = {
    {1, 1, 1}, {1, -1, -1}, {-1, 1, -1}, {-1, -1, 1}};
static const double face_centred[4][3] = {
    {0, 0, 0}, {0, 0.5, 0.5}, {0.5, 0, 0.5}, {0.5, 0.5, 0}};

Frame *
fixture_frame(double edge, guint n_atoms)
{
  g_autoptr(SpeciesList) species = species_list_new();

  species_list_add(species, element_lookup("Na"));
  species_list_add(species, element_lookup("Si"));
  species_list_add(species, element_lookup("O"));
  Frame *frame = frame_new(species, n_atoms, 0);
  frame->cell = cell_cubic(edge);
  frame->time = 100.0;
  return frame;
}

void
fixture_place(Frame *frame, guint atom, const char *symbol, Vec3 r)
{
  frame->type[atom] = (guint8)species_list_find(frame->species, symbol);
  frame->position[atom] = r;
}

static Vec3
from_unit(const double a[3], const double b[3], double scale, const int cell[3])
{
  return vec3(CRISTOBALITE_A * (a[0] + scale * b[0] + cell[0]),
              CRISTOBALITE_A * (a[1] + scale * b[1] + cell[1]),
              CRISTOBALITE_A * (a[2] + scale * b[2] + cell[2]));
}

static void
fill_cell(Frame *frame, guint *n, const int cell[3])
{
  static const double quarter[3] = {1, 1, 1};

  for (int f = 0; f < 4; f++) {
    fixture_place(frame, (*n)++, "Si", from_unit(face_centred[f], quarter, 0.0, cell));
    fixture_place(frame, (*n)++, "Si", from_unit(face_centred[f], quarter, 0.25, cell));
    for (int d = 0; d < 4; d++)
      fixture_place(frame, (*n)++, "O",
                    from_unit(face_centred[f], tetrahedron[d], 0.125, cell));
  }
}

static guint
atom_at(const Frame *frame, Vec3 r, int offset[3])
{
  for (guint i = 0; i < frame->n_atoms; i++) {
    Vec3 s = cell_to_fractional(&frame->cell, vec3_sub(r, frame->position[i]));
    Vec3 whole = vec3(round(s.x), round(s.y), round(s.z));
    if (vec3_norm(vec3_sub(s, whole)) < 1e-6) {
      offset[0] = (int)whole.x;
      offset[1] = (int)whole.y;
      offset[2] = (int)whole.z;
      return i;
    }
  }
  g_assert_not_reached();
}

/* The chair of the diamond lattice: +d0 −d1 +d2 −d0 +d1 −d2. */
static Ring
find_ring(const Frame *frame, Vec3 start)
{
  static const int way[6] = {0, 1, 2, 0, 1, 2};
  Ring ring = {.n = 12};
  Vec3 r = start;

  for (guint k = 0; k < ring.n; k++) {
    int offset[3];
    const double *d = tetrahedron[way[k / 2]];
    double sign = (k / 2) % 2 ? -1.0 : 1.0;
    ring.atom[k] = atom_at(frame, r, offset);
    for (int j = 0; j < 3; j++)
      ring.offset[k][j] = (gint8)offset[j];
    r = vec3_mul_add(r, 0.125 * CRISTOBALITE_A * sign, vec3(d[0], d[1], d[2]));
  }
  g_assert_cmpfloat(vec3_norm(vec3_sub(r, start)), <, 1e-9);
  return ring;
}

Event *
fixture_hop(const Frame *frame, guint atom, Vec3 from, Vec3 to, double age)
{
  Event *event = event_new(EVENT_HOP, 0, frame->time - age);
  const guint32 ion = atom;
  Vec3 path[12];

  event->from = from;
  event->to = to;
  event->length = vec3_norm(vec3_sub(to, from));
  for (int k = 0; k < 12; k++) {
    double t = (k + 1) / 13.0;
    path[k] = vec3_add(vec3_lerp(from, to, t), vec3(0, 0, 3.0 * t * (1.0 - t)));
  }
  event_set_atoms(event, &ion, 1);
  event_set_path(event, path, 12);
  return event;
}

Snapshot *
fixture_cristobalite(void)
{
  double edge = N_CELLS * CRISTOBALITE_A;
  guint n_network = N_CELLS * N_CELLS * N_CELLS * 24;
  g_autoptr(Frame) frame = fixture_frame(edge, n_network + N_NA);
  guint n = 0;
  BondRule rule;

  for (int k = 0; k < N_CELLS * N_CELLS * N_CELLS; k++) {
    const int cell[3] = {k % N_CELLS, k / N_CELLS % N_CELLS, k / N_CELLS / N_CELLS};
    fill_cell(frame, &n, cell);
  }
  g_assert_cmpuint(n, ==, n_network);
  for (int k = 0; k < N_NA; k++) {
    double place[3] = {0.5 + (k & 1), 0.5 + (k >> 1 & 1), 0.5 + (k >> 2)};
    fixture_place(frame, n++, "Na",
                  vec3(CRISTOBALITE_A * place[0], CRISTOBALITE_A * place[1],
                       CRISTOBALITE_A * place[2]));
  }

  bond_rule_init(&rule, frame->species);
  g_autoptr(Bonds) bonds = bonds_new(frame, &rule);
  Snapshot *snapshot = snapshot_new(frame, bonds);
  Ring ring = find_ring(frame, vec3(1.5 * CRISTOBALITE_A, 0.0, 1.5 * CRISTOBALITE_A));
  snapshot->rings = g_array_new(FALSE, FALSE, sizeof(Ring));
  g_array_append_val(snapshot->rings, ring);
  snapshot->hops = g_ptr_array_new_with_free_func((GDestroyNotify)event_unref);
  for (int k = 0; k < 3; k++) {
    guint atom = n_network + 3 * k;
    Vec3 to = frame->position[atom];
    Vec3 from = vec3_add(to, vec3(k == 1 ? 3.2 : -3.2, -1.0, k == 2 ? 2.0 : 0.5));
    g_ptr_array_add(snapshot->hops, fixture_hop(frame, atom, from, to, 2.0 * k));
  }
  return snapshot;
}

Offscreen *
fixture_offscreen(int width, int height, gboolean es)
{
  g_autoptr(GError) error = NULL;
  Offscreen *offscreen = offscreen_new(width, height, es, &error);

  if (!offscreen && g_error_matches(error, VITRINE_ERROR, VITRINE_ERROR_UNSUPPORTED))
    g_test_skip(error->message);
  else
    g_assert_no_error(error);
  return offscreen;
}

Camera
fixture_camera(const Cell *cell, double distance)
{
  Camera camera = {
      .centre = cell_to_cartesian(cell, vec3(0.5, 0.5, 0.5)),
      .distance = distance,
      .orientation = {-sqrt(0.5), 0.0, 0.0, sqrt(0.5)},
      .fov = 0.5,
  };

  return camera;
}

/* Cairo keeps native words 0xAARRGGBB. */
static void
swap_words(const guint8 *from, int from_stride, guint8 *to, int to_stride, int width,
           int height, gboolean to_words)
{
  for (int y = 0; y < height; y++) {
    for (int x = 0; x < width; x++) {
      const guint8 *p = from + y * from_stride + 4 * x;
      guint8 *q = to + y * to_stride + 4 * x;
      guint32 word;
      if (to_words) {
        word = (guint32)p[3] << 24 | (guint32)p[0] << 16 | (guint32)p[1] << 8 | p[2];
        memcpy(q, &word, 4);
      } else {
        memcpy(&word, p, 4);
        q[0] = word >> 16 & 255;
        q[1] = word >> 8 & 255;
        q[2] = word & 255;
        q[3] = word >> 24;
      }
    }
  }
}

gboolean
fixture_write_png(const char *path, const guint8 *rgba, int width, int height)
{
  cairo_surface_t *surface =
      cairo_image_surface_create(CAIRO_FORMAT_ARGB32, width, height);

  cairo_surface_flush(surface);
  swap_words(rgba, 4 * width, cairo_image_surface_get_data(surface),
             cairo_image_surface_get_stride(surface), width, height, TRUE);
  cairo_surface_mark_dirty(surface);
  gboolean done = cairo_surface_write_to_png(surface, path) == CAIRO_STATUS_SUCCESS;
  cairo_surface_destroy(surface);
  return done;
}

guint8 *
fixture_read_png(const char *path, int *width, int *height)
{
  cairo_surface_t *file = cairo_image_surface_create_from_png(path);

  if (cairo_surface_status(file) != CAIRO_STATUS_SUCCESS) {
    cairo_surface_destroy(file);
    return NULL;
  }
  *width = cairo_image_surface_get_width(file);
  *height = cairo_image_surface_get_height(file);
  cairo_surface_t *surface =
      cairo_image_surface_create(CAIRO_FORMAT_ARGB32, *width, *height);
  cairo_t *cr = cairo_create(surface);
  cairo_set_operator(cr, CAIRO_OPERATOR_SOURCE);
  cairo_set_source_surface(cr, file, 0, 0);
  cairo_paint(cr);
  cairo_destroy(cr);
  cairo_surface_flush(surface);
  guint8 *rgba = g_malloc_n(4 * (gsize)*width, *height);
  swap_words(cairo_image_surface_get_data(surface),
             cairo_image_surface_get_stride(surface), rgba, 4 * *width, *width, *height,
             FALSE);
  cairo_surface_destroy(surface);
  cairo_surface_destroy(file);
  return rgba;
}

gboolean
stage_init(Stage *stage, gconstpointer es, const Cell *cell)
{
  stage->offscreen =
      fixture_offscreen(PICTURE_WIDTH, PICTURE_HEIGHT, GPOINTER_TO_INT(es));
  render_style_init(&stage->style);
  stage->style.show_cell = FALSE;
  stage->camera = fixture_camera(cell, 45.0);
  return stage->offscreen != NULL;
}

guint8 *
stage_draw(Stage *stage, const Snapshot *snapshot)
{
  renderer_set_snapshot(offscreen_renderer(stage->offscreen), snapshot);
  guint8 *picture = offscreen_draw(stage->offscreen, &stage->camera, &stage->style);
  g_assert_cmphex(glGetError(), ==, GL_NO_ERROR);
  g_assert_nonnull(picture);
  return picture;
}

void
stage_clear(Stage *stage)
{
  offscreen_free(stage->offscreen);
}

int
pixel_difference(const guint8 *a, const guint8 *b)
{
  int most = 0;

  for (int k = 0; k < 4; k++)
    most = MAX(most, abs(a[k] - b[k]));
  return most;
}

int
picture_difference(const guint8 *a, const guint8 *b, int left, int right)
{
  int most = 0;

  for (int y = 0; y < PICTURE_HEIGHT; y++)
    for (int x = left; x < right; x++)
      most = MAX(most, pixel_difference(fixture_pixel(a, PICTURE_WIDTH, x, y),
                                        fixture_pixel(b, PICTURE_WIDTH, x, y)));
  return most;
}

Snapshot *
fixture_one_atom(const char *symbol)
{
  g_autoptr(Frame) frame = fixture_frame(STAGE_EDGE, 1);

  fixture_place(frame, 0, symbol,
                vec3(0.5 * STAGE_EDGE, 0.5 * STAGE_EDGE, 0.5 * STAGE_EDGE));
  return snapshot_new(frame, NULL);
}

Snapshot *
fixture_crowd(void)
{
  static const char *const symbols[] = {"Na", "Si", "O"};
  g_autoptr(Frame) frame = fixture_frame(STAGE_EDGE, 90);

  for (guint i = 0; i < frame->n_atoms; i++) {
    double u[4];
    rng_uniform4(7, RNG_TEST, 0, i, u);
    fixture_place(
        frame, i, symbols[i % 3],
        vec3(STAGE_EDGE * u[0], STAGE_EDGE * (0.4 + 0.2 * u[1]), STAGE_EDGE * u[2]));
  }
  return snapshot_new(frame, NULL);
}

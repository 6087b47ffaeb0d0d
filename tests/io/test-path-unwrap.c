// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <math.h>

#include "base/rng.h"
#include "file-support.h"
#include "io/structure-file.h"

#define N_ATOMS  6
#define N_FRAMES 60

/* A random walk of known path, in steps of up to 1.5 Å along each axis. */
static void
make_path(Vec3 path[N_FRAMES][N_ATOMS])
{
  double u[4];

  for (guint k = 0; k < N_FRAMES; k++)
    for (guint i = 0; i < N_ATOMS; i++) {
      rng_uniform4(11, RNG_TEST, k, i, u);
      Vec3 step = vec3(3 * u[0] - 1.5, 3 * u[1] - 1.5, 3 * u[2] - 1.5 + 0.2);
      path[k][i] =
          k ? vec3_add(path[k - 1][i], step) : vec3(u[0] * 8, u[1] * 9, u[2] * 10);
    }
}

static Cell
make_cell(gboolean tilted)
{
  Cell cell;

  cell_init(&cell, vec3(8, 0, 0), vec3(tilted ? 2 : 0, 9, 0),
            vec3(tilted ? -1.5 : 0, tilted ? 1 : 0, 10), vec3(0, 0, 0));
  return cell;
}

typedef enum { WRAPPED, SCALED, FLAGS, SCALED_FLAGS, UNWRAPPED, N_KINDS } Kind;

static const char *const columns[N_KINDS] = {"x y z", "xs ys zs", "x y z ix iy iz",
                                             "xs ys zs ix iy iz", "xu yu zu"};

static void
append_atom(GString *text, Kind kind, const Cell *cell, Vec3 r)
{
  Vec3 s = cell_to_fractional(cell, r);
  Vec3 n = vec3(floor(s.x), floor(s.y), floor(s.z));
  Vec3 inside = vec3_sub(s, n), place = cell_to_cartesian(cell, inside);
  Vec3 shown = kind == UNWRAPPED                        ? r
               : kind == SCALED || kind == SCALED_FLAGS ? inside
                                                        : place;

  g_string_append_printf(text, " %.12f %.12f %.12f", shown.x, shown.y, shown.z);
  if (kind == FLAGS || kind == SCALED_FLAGS)
    g_string_append_printf(text, " %d %d %d", (int)n.x, (int)n.y, (int)n.z);
  g_string_append_c(text, '\n');
}

static void
append_bounds(GString *text, double lo, double hi, double tilt)
{
  g_string_append_printf(text, "%f %f %f\n", lo, hi, tilt);
}

static char *
write_dump(Kind kind, const Cell *cell, Vec3 path[N_FRAMES][N_ATOMS])
{
  g_autoptr(GString) text = g_string_new(NULL);
  const Vec3 *v = cell->vector;
  double xy = v[1].x, xz = v[2].x, yz = v[2].y;

  for (guint k = 0; k < N_FRAMES; k++) {
    g_string_append_printf(text,
                           "ITEM: TIMESTEP\n%u\nITEM: NUMBER OF ATOMS\n%u\n"
                           "ITEM: BOX BOUNDS xy xz yz pp pp pp\n",
                           k, N_ATOMS);
    append_bounds(text, MIN(MIN(0, xy), MIN(xz, xy + xz)),
                  v[0].x + MAX(MAX(0, xy), MAX(xz, xy + xz)), xy);
    append_bounds(text, MIN(0, yz), v[1].y + MAX(0, yz), xz);
    append_bounds(text, 0, v[2].z, yz);
    g_string_append_printf(text, "ITEM: ATOMS id element %s\n", columns[kind]);
    for (guint m = 0; m < N_ATOMS; m++) {
      guint i = (m + k) % N_ATOMS; /* LAMMPS does not keep the order */
      g_string_append_printf(text, "%u Na", i + 1);
      append_atom(text, kind, cell, path[k][i]);
    }
  }
  return support_write("walk.dump", text->str);
}

static void
follow(gboolean tilted)
{
  Vec3 path[N_FRAMES][N_ATOMS];
  Cell cell = make_cell(tilted);

  make_path(path);
  for (Kind kind = WRAPPED; kind < N_KINDS; kind++) {
    g_autofree char *file = write_dump(kind, &cell, path);
    g_autoptr(GPtrArray) frames = support_read_all(file);
    g_assert_cmpuint(frames->len, ==, N_FRAMES);
    for (guint k = 0; k < N_FRAMES; k++) {
      const Frame *frame = g_ptr_array_index(frames, k);
      const Frame *first = g_ptr_array_index(frames, 0);
      for (guint i = 0; i < N_ATOMS; i++)
        support_assert_near(vec3_sub(frame->position[i], first->position[i]),
                            vec3_sub(path[k][i], path[0][i]), 1e-9);
    }
  }
}

static void
test_box(void)
{
  follow(FALSE);
}

static void
test_tilted(void)
{
  follow(TRUE);
}

/* A cell that breathes: the path of an atom at a fixed fraction near the face stays near
 * it, however often it crosses (toroidal view). */
static void
test_breathing(void)
{
  g_autoptr(GString) text = g_string_new(NULL);

  for (guint k = 0; k < 200; k++) {
    double edge = k % 2 ? 10.0 : 10.5, x = k % 4 < 2 ? 0.1 : edge - 0.1;
    g_string_append_printf(text,
                           "1\nLattice=\"%g 0 0 0 %g 0 0 0 %g\" Time=%u\nLi %g 5 5\n",
                           edge, edge, edge, k, x);
  }
  g_autofree char *path = support_write("breathing.xyz", text->str);
  g_autoptr(GPtrArray) frames = support_read_all(path);
  for (guint k = 0; k < 200; k++) {
    const Frame *frame = g_ptr_array_index(frames, k);
    g_assert_cmpfloat(fabs(frame->position[0].x), <, 0.8);
  }
}

/* With flags the same breathing cell gives the same path, by known shifts. */
static void
test_breathing_flags(void)
{
  g_autoptr(GString) plain = g_string_new(NULL), flagged = g_string_new(NULL);

  for (guint k = 0; k < 50; k++) {
    double edge = k % 3 ? 10.0 : 10.4, r = 15.0 * sin(0.2 * k);
    int n = (int)floor(r / edge);
    g_autofree char *head = g_strdup_printf(
        "ITEM: TIMESTEP\n%u\nITEM: NUMBER OF ATOMS\n1\nITEM: BOX BOUNDS pp pp pp\n0 %g\n"
        "0 %g\n0 %g\nITEM: ATOMS id element x y z",
        k, edge, edge, edge);
    g_string_append_printf(plain, "%s\n1 Li %.12f 5 5\n", head, r - n * edge);
    g_string_append_printf(flagged, "%s ix iy iz\n1 Li %.12f 5 5 %d 0 0\n", head,
                           r - n * edge, n);
  }
  g_autofree char *a = support_write("plain.dump", plain->str);
  g_autofree char *b = support_write("flagged.dump", flagged->str);
  g_autoptr(GPtrArray) without = support_read_all(a), with = support_read_all(b);
  for (guint k = 0; k < 50; k++) {
    const Frame *p = g_ptr_array_index(without, k), *q = g_ptr_array_index(with, k);
    support_assert_near(p->position[0], q->position[0], 1e-9);
  }
}

static void
test_jump(void)
{
  const char *format = "1\nLattice=\"10 0 0 0 10 0 0 0 10\" Time=%d\nLi %s 5 5\n";
  g_autoptr(GString) text = g_string_new(NULL);
  static const char *const x[] = {"1", "4", "8.6", "2"};

  for (int k = 0; k < 4; k++)
    g_string_append_printf(text, format, k, x[k]);
  g_autofree char *path = support_write("jump.xyz", text->str);
  g_autoptr(TrajectoryReader) reader = trajectory_reader_open(path, NULL);
  for (int k = 0; k < 4; k++) {
    g_autoptr(Frame) frame = trajectory_reader_next(reader, NULL);
    g_assert_nonnull(frame);
    g_assert_cmpint(trajectory_reader_warning(reader) != NULL, ==, k >= 2);
  }
  g_assert_nonnull(strstr(trajectory_reader_warning(reader), "jump.xyz:9: atom 1 "));
}

/* What Vitrine wrote itself says that it is unwrapped: long jumps stay. */
static void
test_said_unwrapped(void)
{
  g_autofree char *path = support_write(
      "said.xyz", "1\nLattice=\"10 0 0 0 10 0 0 0 10\" unwrapped=T Time=0\nLi 1 5 5\n"
                  "1\nLattice=\"10 0 0 0 10 0 0 0 10\" unwrapped=T Time=1\nLi 28 5 5\n");
  g_autoptr(GPtrArray) frames = support_read_all(path);

  g_assert_cmpfloat(((Frame *)g_ptr_array_index(frames, 1))->position[0].x, ==, 28.0);
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/path-unwrap/every kind of column gives the path", test_box);
  g_test_add_func("/path-unwrap/the same in a tilted cell", test_tilted);
  g_test_add_func("/path-unwrap/crossings in a breathing cell do not add up",
                  test_breathing);
  g_test_add_func("/path-unwrap/image flags give the same path in a breathing cell",
                  test_breathing_flags);
  g_test_add_func("/path-unwrap/a jump of half a cell is said", test_jump);
  g_test_add_func("/path-unwrap/positions said to be unwrapped stay",
                  test_said_unwrapped);
  int status = g_test_run();
  support_clean();
  return status;
}

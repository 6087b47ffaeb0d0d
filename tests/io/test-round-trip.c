// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <glib/gstdio.h>
#include <math.h>

#include "base/base-error.h"
#include "base/rng.h"
#include "file-support.h"
#include "io/structure-file.h"

static Cell
make_cell(guint kind)
{
  static const Vec3 shape[3][3] = {
      {{9.5, 0, 0}, {0, 10, 0}, {0, 0, 11}},
      {{9.5, 0, 0}, {2.25, 10, 0}, {-1.5, 0.75, 11}},
      {{5, 8, 0.5}, {-8, 5, 1}, {0.5, 1, 11}}, /* rotated */
  };
  Cell cell;

  cell_init(&cell, shape[kind][0], shape[kind][1], shape[kind][2], vec3(-3, 0.5, 2));
  return cell;
}

static Vec3
random_vector(guint64 step, guint32 index, double scale)
{
  double u[4];

  rng_uniform4(23, RNG_TEST, step, index, u);
  return vec3(scale * (u[0] - 0.5), scale * (u[1] - 0.5), scale * (u[2] - 0.5));
}

/* Everything a frame can know; atoms far outside the cell. */
static Frame *
make_frame(guint kind, guint number)
{
  g_autoptr(SpeciesList) species = species_list_new();

  species_list_add(species, element_lookup("Na"));
  species_list_add(species, element_lookup("Si"));
  species_list_add(species, element_lookup("O"));
  Frame *frame = frame_new(species, 12, FRAME_VELOCITY | FRAME_FORCE | FRAME_ENERGY);
  frame->cell = make_cell(kind);
  frame->step = 250 * number;
  frame->time = 0.25 * number;
  frame->target = 1500.0;
  for (guint i = 0; i < 12; i++) {
    frame->type[i] = (guint8)(i / 4);
    frame->position[i] =
        vec3_add(random_vector(1, i, 60.0), random_vector(2 + number, i, 0.5));
    frame->velocity[i] = random_vector(50 + number, i, 20.0);
    frame->force[i] = random_vector(100 + number, i, 3.0);
    frame->energy[i] = -4.0 - 0.1 * i;
  }
  frame->has_thermo = TRUE;
  frame->thermo.potential = -123.456789012;
  for (guint k = 0; k < 6; k++)
    frame->thermo.virial[k] = 1.5 * k - 2.0;
  return frame;
}

static GPtrArray *
write_and_read(const char *name, guint kind, guint n_frames)
{
  g_autofree char *path = support_path(name);
  g_autoptr(GError) error = NULL;
  g_autoptr(TrajectoryWriter) writer = trajectory_writer_open(path, &error);

  for (guint k = 0; k < n_frames; k++) {
    g_autoptr(Frame) frame = make_frame(kind, k);
    g_assert_true(trajectory_writer_add(writer, frame, &error));
  }
  g_assert_true(trajectory_writer_close(g_steal_pointer(&writer), &error));
  g_assert_no_error(error);
  return support_read_all(path);
}

static void
test_extxyz(void)
{
  static const char *const names[] = {"trip.extxyz", "trip.xyz.gz"};

  for (guint kind = 0; kind < 3; kind++)
    for (guint m = 0; m < 2; m++) {
      g_autoptr(GPtrArray) frames = write_and_read(names[m], kind, 3);
      g_assert_cmpuint(frames->len, ==, 3);
      for (guint k = 0; k < 3; k++) {
        const Frame *frame = g_ptr_array_index(frames, k);
        g_autoptr(Frame) expected = make_frame(kind, k);
        support_assert_frames_agree(frame, expected, 2e-10);
        g_assert_true(frame->velocity && frame->force && frame->energy);
        g_assert_cmpfloat(frame->target, ==, 1500.0);
        g_assert_cmpfloat_with_epsilon(frame->thermo.potential, -123.456789012, 1e-12);
        for (guint v = 0; v < 6; v++)
          g_assert_cmpfloat_with_epsilon(frame->thermo.virial[v], 1.5 * v - 2.0, 1e-12);
      }
    }
}

static void
test_gzip(void)
{
  g_autoptr(GPtrArray) frames = write_and_read("magic.extxyz.gz", 0, 1);
  g_autofree char *path = support_path("magic.extxyz.gz"), *bytes = NULL;
  gsize size;

  g_assert_true(g_file_get_contents(path, &bytes, &size, NULL));
  g_assert_cmpint((guchar)bytes[0], ==, 0x1f);
  g_assert_cmpint((guchar)bytes[1], ==, 0x8b);
}

/* LAMMPS turns a rotated cell; lengths and angles stay. */
static void
assert_same_shape(const Frame *a, const Frame *b, double tolerance)
{
  for (guint i = 0; i < a->n_atoms; i++) {
    double v_a = vec3_norm(a->velocity[i]), v_b = vec3_norm(b->velocity[i]);
    Vec3 s_a = cell_to_fractional(&a->cell, a->position[i]);
    Vec3 s_b = cell_to_fractional(&b->cell, b->position[i]);
    g_assert_cmpfloat_with_epsilon(v_a, v_b, tolerance);
    support_assert_near(s_a, s_b, tolerance);
    for (guint j = 0; j < i; j++) {
      Vec3 d_a = vec3_sub(a->position[j], a->position[i]);
      Vec3 d_b = vec3_sub(b->position[j], b->position[i]);
      g_assert_cmpfloat_with_epsilon(vec3_norm(d_a), vec3_norm(d_b), tolerance);
      g_assert_cmpfloat_with_epsilon(vec3_dot(a->velocity[i], d_a),
                                     vec3_dot(b->velocity[i], d_b), 100 * tolerance);
    }
  }
}

static void
test_lammps(void)
{
  for (guint kind = 0; kind < 3; kind++) {
    g_autoptr(GPtrArray) data = write_and_read("trip.data", kind, 1);
    g_autoptr(GPtrArray) dump = write_and_read("trip.lammpstrj", kind, 3);
    for (guint k = 0; k < 3; k++) {
      const Frame *frame = g_ptr_array_index(dump, k);
      g_autoptr(Frame) expected = make_frame(kind, k);
      if (kind < 2)
        support_assert_frames_agree(frame, expected, 1e-9);
      assert_same_shape(frame, expected, 1e-8);
      if (k == 0)
        assert_same_shape(g_ptr_array_index(data, 0), expected, 1e-8);
    }
  }
}

static void
test_vasp(void)
{
  for (guint kind = 0; kind < 3; kind++) {
    g_autoptr(GPtrArray) poscar = write_and_read("trip.vasp", kind, 1);
    g_autoptr(GPtrArray) xdatcar = write_and_read("XDATCAR", kind, 3);
    g_assert_cmpuint(xdatcar->len, ==, 3);
    for (guint k = 0; k < 3; k++) {
      const Frame *frame = g_ptr_array_index(k ? xdatcar : poscar, k);
      g_autoptr(Frame) expected = make_frame(kind, k);
      for (guint i = 0; i < 12; i++) { /* the origin is lost: all atoms shift alike */
        Vec3 d = vec3_sub(vec3_sub(frame->position[i], frame->position[0]),
                          vec3_sub(expected->position[i], expected->position[0]));
        g_assert_cmpfloat(vec3_norm(cell_minimum_image(&frame->cell, d)), <, 1e-9);
      }
      if (k == 0)
        support_assert_near(frame->velocity[7], expected->velocity[7], 1e-9);
    }
  }
}

static void
test_left_handed(void)
{
  g_autoptr(Frame) frame = make_frame(0, 0);
  g_autofree char *data = support_path("left.data");
  g_autoptr(GError) error = NULL;

  cell_init(&frame->cell, vec3(9, 0, 0), vec3(0, 0, 9), vec3(0, 9, 0), vec3(0, 0, 0));
  g_assert_false(structure_write(data, frame, &error));
  g_assert_error(error, VITRINE_ERROR, VITRINE_ERROR_FAILED);
  g_assert_nonnull(strstr(error->message, "left-handed"));
  g_assert_false(g_file_test(data, G_FILE_TEST_EXISTS));
}

static guint
count_files(void)
{
  g_autoptr(GDir) folder = g_dir_open(support_folder(), 0, NULL);
  guint n = 0;

  while (g_dir_read_name(folder))
    n++;
  return n;
}

static void
test_atomic(void)
{
  g_autofree char *path = support_write("kept.extxyz", "precious");
  g_autoptr(Frame) frame = make_frame(0, 0);
  guint before = count_files();
  TrajectoryWriter *writer = trajectory_writer_open(path, NULL);
  g_autofree char *text = NULL;

  g_assert_true(trajectory_writer_add(writer, frame, NULL));
  g_assert_true(g_file_get_contents(path, &text, NULL, NULL));
  g_assert_cmpstr(text, ==, "precious");
  trajectory_writer_abort(writer);
  g_assert_cmpuint(count_files(), ==, before);
  g_clear_pointer(&text, g_free);
  g_assert_true(g_file_get_contents(path, &text, NULL, NULL));
  g_assert_cmpstr(text, ==, "precious");
  g_assert_true(structure_write(path, frame, NULL));
  g_assert_cmpuint(count_files(), ==, before);
  g_autoptr(Frame) read = support_read(path);
  support_assert_frames_agree(read, frame, 2e-10);
}

static void
test_refusals(void)
{
  g_autoptr(Frame) frame = make_frame(0, 0);
  g_autoptr(GError) error = NULL;
  g_autofree char *data = support_path("two.data");

  g_assert_null(trajectory_writer_open("melt.doc", &error));
  g_assert_error(error, VITRINE_ERROR, VITRINE_ERROR_UNSUPPORTED);
  g_clear_error(&error);
  g_assert_null(trajectory_writer_open("/nowhere/at/all.xyz", &error));
  g_assert_error(error, VITRINE_ERROR, VITRINE_ERROR_FAILED);
  g_clear_error(&error);
  g_autoptr(TrajectoryWriter) writer = trajectory_writer_open(data, &error);
  g_assert_true(trajectory_writer_is_single(writer));
  g_assert_true(trajectory_writer_add(writer, frame, &error));
  g_assert_false(trajectory_writer_add(writer, frame, &error));
  g_assert_nonnull(strstr(error->message, "one frame"));
}

/* Memory that a frame holds may be as large as it likes: nothing of a file is kept. */
static void
test_streaming(void)
{
  g_autofree char *path = support_path("long.extxyz");
  g_autoptr(TrajectoryWriter) writer = trajectory_writer_open(path, NULL);
  double last = -1.0;
  Frame *next;
  guint n = 0;

  for (guint k = 0; k < 500; k++) {
    g_autoptr(Frame) frame = make_frame(0, k);
    trajectory_writer_add(writer, frame, NULL);
  }
  g_assert_true(trajectory_writer_close(g_steal_pointer(&writer), NULL));
  g_autoptr(TrajectoryReader) reader = trajectory_reader_open(path, NULL);
  while ((next = trajectory_reader_next(reader, NULL)) != NULL) {
    g_autoptr(Frame) frame = next;
    double progress = trajectory_reader_progress(reader);
    g_assert_cmpfloat(progress, >=, last);
    g_assert_cmpint(frame->step, ==, 250 * n++);
    last = progress;
  }
  g_assert_cmpuint(n, ==, 500);
  g_assert_cmpfloat(last, ==, 1.0);
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/round-trip/extended xyz keeps everything", test_extxyz);
  g_test_add_func("/round-trip/a name in gz is compressed", test_gzip);
  g_test_add_func("/round-trip/LAMMPS files keep paths and turn rotated cells",
                  test_lammps);
  g_test_add_func("/round-trip/VASP files keep places", test_vasp);
  g_test_add_func("/round-trip/a left-handed cell is refused", test_left_handed);
  g_test_add_func("/round-trip/a file is there whole or not at all", test_atomic);
  g_test_add_func("/round-trip/what cannot be written is refused", test_refusals);
  g_test_add_func("/round-trip/long files stream with progress", test_streaming);
  int status = g_test_run();
  support_clean();
  return status;
}

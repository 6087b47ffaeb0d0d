// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <math.h>

#include "base/units.h"
#include "file-support.h"
#include "io/structure-file.h"

/* Numbers printed by ASE 3.22 when it wrote the file. */
static void
test_ase(void)
{
  g_autofree char *path = support_data("ase.extxyz");
  g_autoptr(Frame) frame = support_read(path);
  g_autofree char *formula = frame_formula(frame);

  g_assert_cmpstr(formula, ==, "Na2Si2O5");
  g_assert_cmpuint(frame->n_atoms, ==, 9);
  g_assert_cmpfloat_with_epsilon(frame->cell.volume, 540.0, 1e-9);
  support_assert_near(frame->cell.vector[2], vec3(-1, 0.5, 9), 1e-12);
  support_assert_near(frame->position[8], vec3(6.5112664925, 6.63932303, 2.0458667264),
                      1e-8);
  support_assert_near(frame->velocity[3],
                      vec3(-3.2739867051, -4.0656262386, 0.6743571974), 1e-5);
  support_assert_near(frame->force[4], vec3(0.1887995313, -0.0212234604, 0.6092164928),
                      1e-8);
  g_assert_true(frame->has_thermo);
  g_assert_cmpfloat_with_epsilon(frame->thermo.potential, -123.456, 1e-9);
  g_assert_cmpfloat_with_epsilon(frame->thermo.kinetic, 0.2106040856, 1e-7);
  g_assert_cmpfloat_with_epsilon(frame->thermo.temperature, 203.6633, 1e-3);
  /* virial = −V stress; ASE's stress in Voigt order xx yy zz yz xz xy */
  g_assert_cmpfloat_with_epsilon(frame->thermo.virial[0], 540 * 0.0113602139, 1e-6);
  g_assert_cmpfloat_with_epsilon(frame->thermo.virial[3], 540 * 0.0127207821, 1e-6);
  g_assert_cmpfloat_with_epsilon(frame->thermo.virial[5], 540 * 0.0119670773, 1e-6);
}

static void
test_column_order(void)
{
  g_autoptr(Frame) frame = support_read_text(
      "order.extxyz",
      "2\n"
      "Properties=id:I:1:forces:R:3:pos:R:3:tag:S:1:species:S:1:velo:R:3 "
      "Lattice='10 0 0 0 10 0 0 0 10' step=7 Time=0.25 energy=-1.5D2 Origin=\"1 2 3\"\n"
      "1 .1 .2 .3 1 2 3 a Na 4 5 6\n"
      "2 -1 -2 -3 4 5 6 b O 7e0 8 9\n");

  g_assert_cmpstr(frame->species->element[frame->type[1]]->symbol, ==, "O");
  support_assert_near(frame->position[1], vec3(4, 5, 6), 0);
  support_assert_near(frame->force[0], vec3(0.1, 0.2, 0.3), 0);
  support_assert_near(frame->velocity[1], vec3(7, 8, 9), 0);
  support_assert_near(frame->cell.origin, vec3(1, 2, 3), 0);
  g_assert_cmpint(frame->step, ==, 7);
  g_assert_cmpfloat(frame->time, ==, 0.25);
  g_assert_cmpfloat(frame->thermo.potential, ==, -150.0);
  g_assert_true(isnan(frame->thermo.pressure));
}

static void
test_velocity_names(void)
{
  static const char *const names[] = {"vel", "velo", "velocities", "velocity"};

  for (guint i = 0; i < G_N_ELEMENTS(names); i++)
    for (guint fs = 0; fs < 2; fs++) {
      g_autofree char *text = g_strdup_printf(
          "1\nLattice=\"9 0 0 0 9 0 0 0 9\" Properties=species:S:1:pos:R:3:%s:R:3%s\n"
          "Li 1 2 3 0.5 -0.25 1\n",
          names[i], fs ? " velocity_unit=A/fs" : "");
      g_autoptr(Frame) frame = support_read_text("velocity.extxyz", text);
      double unit = fs ? 1000.0 : 1.0;
      support_assert_near(frame->velocity[0], vec3(0.5 * unit, -0.25 * unit, unit), 1e-9);
    }
}

static void
test_default_properties(void)
{
  g_autoptr(Frame) frame = support_read_text(
      "plain.xyz", "\n\n1\nLattice=\"9 0 0 0 9 0 0 0 9\"\nSi 1 2 3 left over\n\n\n");

  support_assert_near(frame->position[0], vec3(1, 2, 3), 0);
  g_assert_null(frame->velocity);
  g_assert_false(frame->has_thermo);
}

static void
test_times(void)
{
  const char *text = "1\nLattice=\"9 0 0 0 9 0 0 0 9\"\nSi 1 2 3\n"
                     "1\nLattice=\"9 0 0 0 9 0 0 0 9\"\nSi 1 2 4\n";
  g_autofree char *path = support_write("untimed.xyz", text);
  g_autoptr(TrajectoryReader) reader = trajectory_reader_open(path, NULL);
  g_autoptr(Frame) first = trajectory_reader_next(reader, NULL);

  g_assert_null(trajectory_reader_warning(reader));
  g_autoptr(Frame) second = trajectory_reader_next(reader, NULL);
  g_assert_cmpfloat(first->time, ==, 0.0);
  g_assert_cmpfloat(second->time, ==, 1.0);
  g_assert_nonnull(strstr(trajectory_reader_warning(reader), "1 ps apart"));
  g_assert_null(trajectory_reader_next(reader, NULL));

  g_autoptr(TrajectoryReader) again = trajectory_reader_open(path, NULL);
  trajectory_reader_set_interval(again, 0.02);
  g_autoptr(Frame) a = trajectory_reader_next(again, NULL);
  g_autoptr(Frame) b = trajectory_reader_next(again, NULL);
  g_assert_cmpfloat(a->time, ==, 0.0);
  g_assert_cmpfloat(b->time, ==, 0.02);
  g_assert_null(trajectory_reader_warning(again));
}

static void
test_pbc_warning(void)
{
  g_autofree char *path = support_write(
      "slab.xyz", "1\nLattice=\"9 0 0 0 9 0 0 0 9\" pbc=\"T T F\"\nSi 1 2 3\n");
  g_autoptr(TrajectoryReader) reader = trajectory_reader_open(path, NULL);
  g_autoptr(Frame) frame = trajectory_reader_next(reader, NULL);

  g_assert_nonnull(frame);
  g_assert_nonnull(strstr(trajectory_reader_warning(reader), "slab.xyz:3: pbc"));
}

/* As read by Python's own arithmetic from the same lines. */
static void
test_trajectory(void)
{
  g_autofree char *path =
      g_test_build_filename(G_TEST_DIST, "data", "io", "eight-ions.extxyz", NULL);
  g_autoptr(GPtrArray) frames = support_read_all(path);

  g_assert_cmpuint(frames->len, ==, 4);
  for (guint k = 0; k < frames->len; k++) {
    const Frame *frame = g_ptr_array_index(frames, k);
    g_assert_cmpuint(frame->n_atoms, ==, 8);
    g_assert_cmpfloat_with_epsilon(frame->time, 0.05 * k, 1e-12);
    g_assert_cmpint(frame->step, ==, k);
    g_assert_true(frame->species == ((Frame *)g_ptr_array_index(frames, 0))->species);
  }
}

static float
value_in(const Frame *frame, const char *name, guint atom)
{
  int k = atom_columns_find(frame->columns, g_intern_string(name));

  g_assert_cmpint(k, >=, 0);
  return atom_columns_values(frame->columns, (guint)k)[atom];
}

/* What a frame has no place for is kept under its name, vectors part by part; words and
 * what is no number are not. */
static void
test_other_columns(void)
{
  g_autoptr(Frame) frame = support_read_text(
      "columns.extxyz",
      "3\n"
      "Properties=species:S:1:pos:R:3:charge:R:1:fixed:L:1:dipole:R:3:tag:S:1:site:I:1:"
      "force_deviation:R:1 Lattice=\"10 0 0 0 10 0 0 0 10\"\n"
      "Na 1 2 3 0.75 T 1 2 -3 left 4 0.5\n"
      "O 4 5 6 -1.5 F 4 5 6 right 7 0.25\n"
      "O 5 5 6 nan F 4 5 6 right what 0.125\n");
  g_autofree char *path = support_path("columns-again.extxyz");
  g_autoptr(GError) error = NULL;

  g_assert_true(structure_write(path, frame, &error));
  g_assert_no_error(error);
  g_autoptr(Frame) again = support_read(path);
  const Frame *both[] = {frame, again};
  for (guint k = 0; k < G_N_ELEMENTS(both); k++) {
    g_assert_cmpuint(both[k]->columns->n_columns, ==, 6);
    g_assert_cmpfloat(value_in(both[k], "charge", 1), ==, -1.5f);
    g_assert_cmpfloat(value_in(both[k], "fixed", 0), ==, 1.0f);
    g_assert_cmpfloat(value_in(both[k], "dipole_z", 0), ==, -3.0f);
    g_assert_cmpfloat(value_in(both[k], "site", 1), ==, 7.0f);
    g_assert_true(isnan(value_in(both[k], "charge", 2)));
    g_assert_true(isnan(value_in(both[k], "site", 2)));
    g_assert_cmpfloat(both[k]->deviation[2], ==, 0.125);
    int charge = atom_columns_find(both[k]->columns, g_intern_string("charge"));
    g_assert_cmpstr(both[k]->columns->column[charge].unit, ==, "e");
  }
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/extxyz/a file of ASE is understood", test_ase);
  g_test_add_func("/extxyz/columns come in any order", test_column_order);
  g_test_add_func("/extxyz/velocities have many names and two units",
                  test_velocity_names);
  g_test_add_func("/extxyz/plain xyz with a Lattice will do", test_default_properties);
  g_test_add_func("/extxyz/frames without times are counted", test_times);
  g_test_add_func("/extxyz/a slab is taken as periodic and said", test_pbc_warning);
  g_test_add_func("/extxyz/a trajectory shares its species", test_trajectory);
  g_test_add_func("/extxyz/other columns are kept under their names", test_other_columns);
  int status = g_test_run();
  support_clean();
  return status;
}

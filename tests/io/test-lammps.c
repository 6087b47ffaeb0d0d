// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <math.h>

#include "base/units.h"
#include "file-support.h"
#include "io/structure-file.h"

#define HEAD "title\n\n3 atoms\n2 atom types\n\n-1 9 xlo xhi\n0 8 ylo yhi\n0 7 zlo zhi\n"

static const char *
symbol_of(const Frame *frame, guint atom)
{
  return frame->species->element[frame->type[atom]]->symbol;
}

/* The structure of ase.extxyz, written by ASE 3.22 with Masses added. */
static void
test_ase(void)
{
  g_autofree char *charge = support_data("ase-charge.data");
  g_autofree char *full = support_data("ase-full.data");
  g_autofree char *xyz = support_data("ase.extxyz");
  g_autoptr(Frame) a = support_read(charge);
  g_autoptr(Frame) b = support_read(full);
  g_autoptr(Frame) expected = support_read(xyz);

  support_assert_frames_agree(a, expected, 1e-4);
  support_assert_frames_agree(b, expected, 1e-4);
  g_assert_nonnull(a->velocity);
  g_assert_null(b->velocity);
  g_assert_cmpstr(a->species->element[0]->symbol, ==, "Na");
  g_assert_cmpstr(b->species->element[0]->symbol, ==, "O");
}

static void
test_styles(void)
{
  static const char *const atoms[] = {
      "Atoms # atomic\n\n3 2 1 2 3\n1 1 4 5 6\n2 2 7 6 5\n",
      "Atoms\n\n3 2 1 2 3\n1 1 4 5 6\n2 2 7 6 5\n",
      "Atoms # charge\n\n3 2 -1 1 2 3\n1 1 1 4 5 6\n2 2 1 7 6 5\n",
      "Atoms\n\n3 2 -1.0 1 2 3\n1 1 1.0 4 5 6\n2 2 1.0 7 6 5\n",
      "Atoms # molecular\n\n3 1 2 1 2 3\n1 1 1 4 5 6\n2 1 2 7 6 5\n",
      "Atoms\n\n3 1 2 1 2 3\n1 1 1 4 5 6\n2 1 2 7 6 5\n",
      "Atoms # full\n\n3 1 2 -1.0 1 2 3\n1 1 1 1.0 4 5 6\n2 1 2 1.0 7 6 5\n",
      "Atoms  # full\n# a comment\n3 1 2 -1 1 2 3 0 0 0 # here, too\n1 1 1 1 4 5 6 0 0 "
      "0\n"
      "2 1 2 1 7 6 5 0 0 0\n",
  };

  for (guint i = 0; i < G_N_ELEMENTS(atoms); i++) {
    g_autofree char *text =
        g_strconcat(HEAD "\nMasses\n\n1 22.9898\n2 15.9994\n\n", atoms[i], NULL);
    g_autoptr(Frame) frame = support_read_text("style.data", text);
    g_assert_cmpstr(symbol_of(frame, 0), ==, "Na");
    g_assert_cmpstr(symbol_of(frame, 2), ==, "O");
    support_assert_near(frame->position[0], vec3(4, 5, 6), 0);
    support_assert_near(frame->position[1], vec3(7, 6, 5), 0);
    support_assert_near(frame->position[2], vec3(1, 2, 3), 0);
    support_assert_near(frame->cell.origin, vec3(-1, 0, 0), 0);
  }
}

static void
test_names(void)
{
  static const char *const heads[] = {
      "\nMasses\n\n1 10.0 # Na\n2 10.0 # O  bridging\n\n",
      "\nAtom Type Labels\n\n1 Na\n2 O\n\nMasses\n\nNa 5\nO 5\n\n",
      "\nMasses\n\n1 23.0\n2 16.0\n\n",
      "\nAtom Type Labels\n\n1 soda\n2 air\n\nMasses\n\nsoda 22.99\nair 16.00\n\n",
      "\nMasses\n\n1 22.99 # soda\n2 16.0\n\nPair Coeffs # buck\n\n1 0 1 0\n2 0 1 0\n\n",
  };

  for (guint i = 0; i < G_N_ELEMENTS(heads); i++) {
    gboolean labels = strstr(heads[i], "2 air") != NULL;
    g_autofree char *text =
        g_strdup_printf(HEAD "%sAtoms\n\n1 %s 4 5 6\n2 %s 7 6 5\n3 2 1 2 3\n", heads[i],
                        labels ? "soda" : "1", labels ? "air" : "2");
    g_autoptr(Frame) frame = support_read_text("names.data", text);
    g_assert_cmpstr(symbol_of(frame, 0), ==, "Na");
    g_assert_cmpstr(symbol_of(frame, 1), ==, "O");
  }
}

static void
test_images(void)
{
  g_autoptr(Frame) frame = support_read_text(
      "images.data", "title\n\n1 atoms\n1 atom types\n\n0 10 xlo xhi\n0 8 ylo yhi\n"
                     "0 6 zlo zhi\n2 -1 0.5 xy xz yz\n\nMasses\n\n1 23\n\n"
                     "Atoms # atomic\n\n1 1 1 1 1 1 -1 2\n");

  support_assert_near(frame->cell.vector[1], vec3(2, 8, 0), 0);
  support_assert_near(frame->cell.vector[2], vec3(-1, 0.5, 6), 0);
  support_assert_near(frame->position[0],
                      vec3(1 + 10 - 2 - 2 * 1, 1 - 8 + 2 * 0.5, 1 + 2 * 6), 1e-12);
}

static void
test_units(void)
{
  g_autoptr(Frame) frame = support_read_text(
      "units.data",
      "LAMMPS data file via write_data, version 2 Aug 2023, timestep = 250, units = "
      "real\n"
      "\n1 atoms\n1 atom types\n\n0 10 xlo xhi\n0 8 ylo yhi\n0 6 zlo zhi\n\nMasses\n\n"
      "1 23\n\nAtoms # atomic\n\n1 1 1 1 1\n\nVelocities\n\n1 0.001 0 -0.002\n");

  support_assert_near(frame->velocity[0], vec3(1, 0, -2), 1e-12);
  g_assert_cmpint(frame->step, ==, 250);
}

#define DUMP_HEAD "ITEM: TIMESTEP\n%d\nITEM: NUMBER OF ATOMS\n2\n"
#define DUMP_BOX  "ITEM: BOX BOUNDS pp pp pp\n1 11\n0 8\n-2 2\n"

/* Every kind of coordinate tells the same place. */
static void
test_dump_columns(void)
{
  static const char *const atoms[] = {
      "ITEM: ATOMS id element x y z\n2 O 6 2 0\n1 Na 3.5 6 1\n",
      "ITEM: ATOMS element xs ys zs id\nO .5 .25 .5 2\nNa .25 .75 .75 1\n",
      "ITEM: ATOMS id mass xu yu zu\n2 15.9994 6 2 0\n1 22.99 3.5 6 1\n",
      "ITEM: ATOMS id type element q xsu ysu zsu\n2 1 O 0 .5 .25 .5\n1 2 Na 0 .25 .75 "
      ".75\n",
      "ITEM: ATOMS id element x y z xu yu zu\n2 O 9 9 9 6 2 0\n1 Na 8 8 8 3.5 6 1\n",
      "ITEM: ATOMS id element x y z ix iy iz\n2 O -4 2 0 1 0 0\n1 Na 3.5 -2 9 0 1 -2\n",
  };

  for (guint i = 0; i < G_N_ELEMENTS(atoms); i++) {
    g_autofree char *head = g_strdup_printf(DUMP_HEAD DUMP_BOX, 500);
    g_autofree char *text = g_strconcat(head, atoms[i], NULL);
    g_autoptr(Frame) frame = support_read_text("columns.dump", text);
    g_assert_cmpstr(symbol_of(frame, 0), ==, "Na");
    support_assert_near(frame->position[0], vec3(3.5, 6, 1), 1e-12);
    support_assert_near(frame->position[1], vec3(6, 2, 0), 1e-12);
    support_assert_near(frame->cell.origin, vec3(1, 0, -2), 0);
    g_assert_cmpint(frame->step, ==, 500);
  }
}

static void
test_dump_tilted(void)
{
  g_autofree char *head = g_strdup_printf(DUMP_HEAD, 0);
  g_autofree char *text = g_strconcat(
      head, "ITEM: BOX BOUNDS xy xz yz pp pp pp\n-1 12 2\n0 8.5 -1\n0 6 0.5\n",
      "ITEM: ATOMS id element xs ys zs\n1 Na 0 0 0\n2 O 0.5 0.5 0.5\n", NULL);
  g_autoptr(Frame) frame = support_read_text("tilted.dump", text);

  support_assert_near(frame->cell.origin, vec3(0, 0, 0), 1e-12);
  support_assert_near(frame->cell.vector[0], vec3(10, 0, 0), 1e-12);
  support_assert_near(frame->cell.vector[1], vec3(2, 8, 0), 1e-12);
  support_assert_near(frame->cell.vector[2], vec3(-1, 0.5, 6), 1e-12);
  support_assert_near(frame->position[1], vec3(5.5, 4.25, 3), 1e-12);
}

/* Both tilts of x to the same side: the box around grows by their sum. */
static void
test_dump_tilted_twice(void)
{
  g_autofree char *head = g_strdup_printf(DUMP_HEAD, 0);
  g_autofree char *text = g_strconcat(
      head, "ITEM: BOX BOUNDS xy xz yz pp pp pp\n-3 10 -2\n-0.5 8 -1\n0 6 -0.5\n",
      "ITEM: ATOMS id element xs ys zs\n1 Na 0 0 0\n2 O 0.5 0.5 0.5\n", NULL);
  g_autoptr(Frame) frame = support_read_text("twice.dump", text);

  support_assert_near(frame->cell.origin, vec3(0, 0, 0), 1e-12);
  support_assert_near(frame->cell.vector[0], vec3(10, 0, 0), 1e-12);
  support_assert_near(frame->cell.vector[1], vec3(-2, 8, 0), 1e-12);
  support_assert_near(frame->cell.vector[2], vec3(-1, -0.5, 6), 1e-12);
}

static void
test_dump_general(void)
{
  g_autofree char *head = g_strdup_printf(DUMP_HEAD, 0);
  g_autofree char *text = g_strconcat(
      head, "ITEM: BOX BOUNDS abc origin pp pp pp\n0 10 0 1\n-8 0 0 2\n0 0 6 3\n",
      "ITEM: ATOMS id element x y z\n1 Na 0 0 0\n2 O 0.5 0.5 0.5\n", NULL);
  g_autoptr(Frame) frame = support_read_text("general.dump", text);

  support_assert_near(frame->cell.vector[1], vec3(-8, 0, 0), 0);
  support_assert_near(frame->cell.origin, vec3(1, 2, 3), 0);
}

static void
test_dump_units(void)
{
  g_autofree char *head = g_strdup_printf(DUMP_HEAD DUMP_BOX, 2000);
  g_autofree char *text =
      g_strconcat("ITEM: UNITS\nreal\nITEM: TIME\n4000\n", head,
                  "ITEM: ATOMS id element x y z vx vy vz fx fy fz c_pe\n"
                  "1 Na 3 3 0 0.001 0 0 23.0605 0 0 46.121\n2 O 6 2 0 0 0 -0.5 0 0 0 0\n",
                  NULL);
  g_autoptr(Frame) frame = support_read_text("units.dump", text);

  g_assert_cmpfloat_with_epsilon(frame->time, 4.0, 1e-12);
  support_assert_near(frame->velocity[0], vec3(1, 0, 0), 1e-12);
  support_assert_near(frame->velocity[1], vec3(0, 0, -500), 1e-9);
  support_assert_near(frame->force[0], vec3(1, 0, 0), 1e-5); /* 1 eV = 23.0605 kcal/mol */
  g_assert_cmpfloat_with_epsilon(frame->energy[0], 2.0, 1e-5);
}

static void
test_dump_times(void)
{
  g_autoptr(GString) text = g_string_new(NULL);

  for (int k = 0; k < 3; k++) {
    g_string_append_printf(text, DUMP_HEAD DUMP_BOX, 100 * k);
    g_string_append(text, "ITEM: ATOMS id element x y z\n1 Na 3 3 0\n2 O 6 2 0\n");
  }
  g_autofree char *path = support_write("times.dump", text->str);
  g_autoptr(GPtrArray) frames = support_read_all(path);
  const Frame *last = g_ptr_array_index(frames, 2);
  g_assert_cmpuint(frames->len, ==, 3);
  g_assert_cmpint(last->step, ==, 200);
  g_assert_cmpfloat_with_epsilon(last->time, 0.2, 1e-12); /* 1 fs a step is assumed */
}

/* Sorted by id like the atoms; what has a place in the frame is not kept twice. */
static void
test_other_columns(void)
{
  g_autoptr(Frame) frame = support_read_text(
      "columns.dump", "ITEM: TIMESTEP\n0\nITEM: NUMBER OF ATOMS\n2\n"
                      "ITEM: BOX BOUNDS pp pp pp\n0 10\n0 10\n0 10\n"
                      "ITEM: ATOMS id element x y z ix iy iz q vx c_stress[1]\n"
                      "2 O 4 5 6 0 0 0 -1.25 9 20.5\n"
                      "1 Na 1 2 3 0 0 0 0.5 8 -10\n");
  const AtomColumns *columns = frame->columns;

  g_assert_cmpuint(columns->n_columns, ==, 3);
  g_assert_cmpstr(columns->column[0].name, ==, "q");
  g_assert_cmpstr(columns->column[0].unit, ==, "e");
  g_assert_cmpstr(columns->column[2].name, ==, "c_stress[1]");
  g_assert_cmpstr(columns->column[2].unit, ==, "");
  g_assert_cmpfloat(atom_columns_values(columns, 0)[0], ==, 0.5f);
  g_assert_cmpfloat(atom_columns_values(columns, 0)[1], ==, -1.25f);
  g_assert_cmpfloat(atom_columns_values(columns, 2)[0], ==, -10.0f);
  g_assert_cmpint(atom_columns_find(columns, g_intern_string("q")), ==, 0);
  g_assert_cmpint(atom_columns_find(columns, g_intern_string("x")), ==, -1);
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/lammps-data/files of ASE hold the same structure", test_ase);
  g_test_add_func("/lammps-data/every atom style tells the same", test_styles);
  g_test_add_func("/lammps-data/elements by comment, label or mass", test_names);
  g_test_add_func("/lammps-data/image flags count lattice vectors", test_images);
  g_test_add_func("/lammps-data/real units are converted", test_units);
  g_test_add_func("/lammps-dump/every kind of column tells the same", test_dump_columns);
  g_test_add_func("/lammps-dump/tilted bounds are of the box around", test_dump_tilted);
  g_test_add_func("/lammps-dump/tilts to one side add up", test_dump_tilted_twice);
  g_test_add_func("/lammps-dump/a general cell keeps its vectors", test_dump_general);
  g_test_add_func("/lammps-dump/real units are converted", test_dump_units);
  g_test_add_func("/lammps-dump/steps without time are femtoseconds", test_dump_times);
  g_test_add_func("/lammps/other columns of a dump are kept", test_other_columns);
  int status = g_test_run();
  support_clean();
  return status;
}

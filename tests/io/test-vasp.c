// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "file-support.h"
#include "io/structure-file.h"

#define CELL "9 0 0\n0 9 0\n0 0 9\n"

/* The structure of ase.extxyz, written by ASE 3.22. */
static void
test_ase(void)
{
  g_autofree char *direct = support_data("ase.poscar");
  g_autofree char *sorted = support_data("ase-cartesian.vasp");
  g_autofree char *xyz = support_data("ase.extxyz");
  g_autoptr(Frame) a = support_read(direct);
  g_autoptr(Frame) b = support_read(sorted);
  g_autoptr(Frame) expected = support_read(xyz);

  support_assert_frames_agree(a, expected, 1e-7);
  support_assert_near(b->position[8], expected->position[3], 1e-7);
  g_assert_cmpstr(b->species->element[1]->symbol, ==, "O");
}

/* Three frames, 0.4 Å apart along each axis, wrapped by ASE. */
static void
test_ase_trajectory(void)
{
  g_autofree char *path = support_data("ase.xdatcar");
  g_autoptr(GPtrArray) frames = support_read_all(path);
  const Frame *first = g_ptr_array_index(frames, 0);
  const Frame *last = g_ptr_array_index(frames, 2);

  g_assert_cmpuint(frames->len, ==, 3);
  g_assert_cmpfloat_with_epsilon(last->time, 0.002, 1e-12);
  for (guint i = 0; i < 9; i++)
    support_assert_near(vec3_sub(last->position[i], first->position[i]),
                        vec3(0.8, 0.8, 0.8), 1e-6);
}

static void
test_changing_cell(void)
{
  g_autofree char *path = support_write(
      "XDATCAR", "t\n1.0\n9 0 0\n0 9 0\n0 0 9\nLi O\n1 1\nDirect configuration= 1\n"
                 "0.9 0.5 0.5\n0 0 0\nt\n2.0\n5 0 0\n0 5 0\n0 0 5\nLi O\n1 1\n"
                 "Direct configuration= 2\n0.1 0.5 0.5\n0 0 0\n");
  g_autoptr(GPtrArray) frames = support_read_all(path);
  const Frame *last = g_ptr_array_index(frames, 1);

  g_assert_cmpfloat(last->cell.vector[0].x, ==, 10.0);
  support_assert_near(last->position[0], vec3(11, 5, 5), 1e-12);
}

static void
test_scales(void)
{
  g_autoptr(Frame) plain =
      support_read_text("scale.vasp", "t\n2.0\n" CELL "Na O\n1 1\nC\n1 2 3\n4 4 4\n");
  g_autoptr(Frame) volume = support_read_text(
      "volume.vasp", "t\n-5832\n" CELL "Na O\n1 1\nd\n0 0 0\n.5 .5 .5\n");
  g_autoptr(Frame) three =
      support_read_text("three.vasp", "t\n1 2 3\n" CELL "Na O\n1 1\nK\n1 1 1\n2 2 2\n");

  g_assert_cmpfloat(plain->cell.vector[1].y, ==, 18.0);
  support_assert_near(plain->position[0], vec3(2, 4, 6), 0);
  g_assert_cmpfloat_with_epsilon(volume->cell.vector[0].x, 18.0, 1e-12);
  support_assert_near(volume->position[1], vec3(9, 9, 9), 1e-12);
  support_assert_near(three->cell.vector[2], vec3(0, 0, 27), 0);
  support_assert_near(three->position[1], vec3(2, 4, 6), 0);
}

static void
test_variants(void)
{
  static const char *const texts[] = {
      "Na O\n1.0\n" CELL "1 1\nDirect\n0 0 0\n.5 .5 .5\n",
      "t\n1.0\n" CELL "Na_pv O_s/4f2\n1 1\nDirect\n0 0 0 Na1\n.5 .5 .5 O1\n",
      "t\n1.0\n" CELL
      "Na O\n1 1\nSelective dynamics\nDirect\n0 0 0 T T F\n.5 .5 .5 F F F\n",
      "t\n1.0\n" CELL "Na Si O\n1 0 1\nDirect\n0 0 0\n.5 .5 .5\n\n0 0 0\n0 0 0\n",
      "t\n1.0\n" CELL "Na O\n1 1\nDirect\n0 0 0\n.5 .5 .5\nLattice velocities\n1\n",
  };

  for (guint i = 0; i < G_N_ELEMENTS(texts); i++) {
    g_autoptr(Frame) frame = support_read_text("variant.vasp", texts[i]);
    g_autofree char *formula = frame_formula(frame);
    g_assert_cmpstr(formula, ==, "NaO");
    support_assert_near(frame->position[1], vec3(4.5, 4.5, 4.5), 1e-12);
    g_assert_null(frame->velocity);
  }
}

static void
test_velocities(void)
{
  g_autoptr(Frame) cartesian =
      support_read_text("v.vasp", "t\n1.0\n" CELL "Na O\n1 1\nDirect\n0 0 0\n.5 .5 .5\n\n"
                                  "1.0E-03 0 -2E-3\n0 0 0.5\n");
  g_autoptr(Frame) direct = support_read_text(
      "vd.vasp", "t\n1.0\n" CELL "Na O\n1 1\nDirect\n0 0 0\n.5 .5 .5\nDirect\n"
                 "1.0E-03 0 0\n0 0 0\n");

  support_assert_near(cartesian->velocity[0], vec3(1, 0, -2), 1e-12);
  support_assert_near(cartesian->velocity[1], vec3(0, 0, 500), 1e-9);
  support_assert_near(direct->velocity[0], vec3(9, 0, 0), 1e-12);
}

/* A path that leaves the cell is followed. */
static void
test_constant_cell(void)
{
  g_autoptr(GString) text = g_string_new("t\n1.0\n9 0 0\n0 9 0\n0 0 9\nLi\n1\n");

  for (int k = 0; k < 10; k++)
    g_string_append_printf(text, "Direct configuration= %d\n0.%d 0.5 0.5\n\n", k + 1,
                           (5 + 2 * k) % 10);
  g_autofree char *path = support_write("XDATCAR", text->str);
  g_autoptr(GPtrArray) frames = support_read_all(path);
  const Frame *last = g_ptr_array_index(frames, 9);
  g_assert_cmpuint(frames->len, ==, 10);
  g_assert_cmpfloat_with_epsilon(last->position[0].x, 9.0 * (0.5 + 1.8), 1e-9);
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/poscar/files of ASE hold the same structure", test_ase);
  g_test_add_func("/xdatcar/a file of ASE is followed across faces", test_ase_trajectory);
  g_test_add_func("/xdatcar/the cell may change with every frame", test_changing_cell);
  g_test_add_func("/poscar/the scale has three meanings", test_scales);
  g_test_add_func("/poscar/old and new variants are read", test_variants);
  g_test_add_func("/poscar/velocities are in angstrom per femtosecond", test_velocities);
  g_test_add_func("/xdatcar/a path that leaves the cell is followed", test_constant_cell);
  int status = g_test_run();
  support_clean();
  return status;
}

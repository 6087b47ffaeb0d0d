// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "base/base-error.h"
#include "file-support.h"
#include "io/structure-file.h"

#define LATTICE "Lattice=\"9 0 0 0 9 0 0 0 9\" "
#define FULL    LATTICE "Properties=species:S:1:pos:R:3:forces:R:3 Time=0\n"
#define GOOD    "2\n" LATTICE "\nNa 1 2 3\nO 4 5 6\n"

typedef struct {
  const char *name, *text;
  guint good_frames, line;
  const char *needle;
} BadFile;

static const BadFile bad_extxyz[] = {
    {"a.xyz", "", 0, 1, "empty"},
    {"a.xyz", "\n\n", 0, 2, "no frame"},
    {"a.xyz", "two\n" LATTICE "\n", 0, 1, "number of atoms"},
    {"a.xyz", "0\n" LATTICE "\n", 0, 1, "number of atoms"},
    {"a.xyz", "-2\n" LATTICE "\n", 0, 1, "number of atoms"},
    {"a.xyz", "1e9\n" LATTICE "\n", 0, 1, "number of atoms"},
    {"a.xyz", "2\n", 0, 1, "Lattice"},
    {"a.xyz", "2\ncomment\nNa 1 2 3\nO 4 5 6\n", 0, 2, "Lattice"},
    {"a.xyz", "2\nLattice=\"9 0 0 0 9 0 0 0\"\n", 0, 2, "nine"},
    {"a.xyz", "2\nLattice=\"9 0 0 0 nan 0 0 0 9\"\n", 0, 2, "nine finite"},
    {"a.xyz", "2\nLattice=\"0 0 0 0 0 0 0 0 0\"\n", 0, 2, "no volume"},
    {"a.xyz", "2\nLattice=\"9 0 0 9 0 0 0 0 9\"\n", 0, 2, "no volume"},
    {"a.xyz", "2\nLattice=\"2 0 0 0 2 0 0 0 .2\"\n", 0, 2, "0.2 Å thick"},
    {"a.xyz", "2\nLattice=\"9 0 0 0 9 0 0 0 9\n", 0, 2, "not closed"},
    {"a.xyz", "2\n" LATTICE "Properties=species:S:1:pos:R\n", 0, 2, "Properties"},
    {"a.xyz", "2\n" LATTICE "Properties=species:S:1:pos:R:2\n", 0, 2, "3 columns"},
    {"a.xyz", "2\n" LATTICE "Properties=species:S:1\n", 0, 2, "species and pos"},
    {"a.xyz", "2\n" LATTICE "Properties=species:X:1:pos:R:3\n", 0, 2, "species:X:1"},
    {"a.xyz", "2\n" LATTICE "Time=soon\n", 0, 2, "soon"},
    {"a.xyz", "2\n" LATTICE "energy=nan\n", 0, 2, "energy"},
    {"a.xyz", "2\n" LATTICE "virial=\"1 2 3\"\n", 0, 2, "virial"},
    {"a.xyz", "2\n" LATTICE "velocity_unit=bohr\n", 0, 2, "bohr"},
    {"a.xyz", "2\n" LATTICE "\nNa 1 2 3\nQq 4 5 6\n", 0, 4, "\"Qq\""},
    {"a.xyz", "2\n" LATTICE "\nNa 1 2 3\nO 4 5\n", 0, 4,
     "expected 3 coordinates, found 2"},
    {"a.xyz", "2\n" LATTICE "\nNa 1 2 3\nO 4 nan 6\n", 0, 4, "\"nan\""},
    {"a.xyz", "2\n" LATTICE "\nNa inf 2 3\nO 4 5 6\n", 0, 3, "\"inf\""},
    {"a.xyz", "2\n" LATTICE "\nNa 1 2 3e40\nO 4 5 6\n", 0, 3, "3e40"},
    {"a.xyz", "2\n" LATTICE "\nNa 1 2,5 3\nO 4 5 6\n", 0, 3, "2,5"},
    {"a.xyz", "2\n" FULL "Na 1 2 3 0 0 0\nO 4 5 6 0 0\n", 0, 4,
     "expected 7 columns, found 6"},
    {"a.xyz", "2\n" FULL "Na 1 2 3 0 0 0\nO 4 5 6 0 0 x\n", 0, 4, "\"x\""},
    {"a.xyz", "2\n" FULL "Na 1 2 3 0 0 0 1\nO 4 5 6 0 0 0\n", 0, 3, "found 8"},
    {"a.xyz", "3\n" LATTICE "\nNa 1 2 3\nO 4 5 6\n", 0, 4, "2 of 3"},
    {"a.xyz", GOOD "2\n" LATTICE "\nNa 1 2 3\n", 1, 7, "1 of 2"},
    {"a.xyz", GOOD "2\n", 1, 5, "Lattice"},
    {"a.xyz", GOOD "O 4 5 6\n", 1, 5, "number of atoms"},
    {"a.xyz", GOOD "1\n" LATTICE "\nNa 1 2 3\n", 1, 7, "1 atoms"},
    {"a.xyz", GOOD "2\n" LATTICE "\nNa 1 2 3\nNa 4 5 6\n", 1, 8, "this atom is Na"},
    {"a.xyz", GOOD "2\n" LATTICE "\nNa 1 2 3\nK 4 5 6\n", 1, 8, "K"},
};

#define DATA_HEAD \
  "title\n\n2 atoms\n2 atom types\n\n0 9 xlo xhi\n0 9 ylo yhi\n0 9 zlo zhi\n\n"
#define MASSES "Masses\n\n1 22.99\n2 16.0\n\n"

static const BadFile bad_data[] = {
    {"b.data", "title\n\nmany atoms\n2 atom types\n", 0, 3, "many"},
    {"b.data", "title\n\n0 atoms\n2 atom types\n", 0, 3, "number of atoms"},
    {"b.data", "title\n\n2 atoms\n9999 atom types\n", 0, 4, "atom types"},
    {"b.data", "title\n\n2 atoms\n\n0 9 xlo xhi\n\nAtoms\n", 0, 7, "atom types"},
    {"b.data", "title\n\n2 atoms\n1 atom types\n\n0 9 xlo xhi\n0 9 zlo zhi\nAtoms\n", 0,
     8, "ylo"},
    {"b.data", "title\n\n2 atoms\n1 atom types\n\n0 nan xlo xhi\n", 0, 6, "finite"},
    {"b.data", "title\n\n2 atoms\n1 atom types\n\n9 9 xlo xhi\n", 0, 6, "along x"},
    {"b.data", DATA_HEAD, 0, 9, "Atoms"},
    {"b.data", DATA_HEAD "Masses\n\n1 22.99\n2 12.6\n", 0, 13, "12.6"},
    {"b.data", DATA_HEAD "Masses\n\n1 22.99\n2 -1\n", 0, 13, "positive"},
    {"b.data", DATA_HEAD "Masses\n\n1 22.99\n3 16\n", 0, 13, "\"3\""},
    {"b.data", DATA_HEAD "Masses\n\n1 22.99\n", 0, 12, "every atom type"},
    {"b.data", DATA_HEAD MASSES "Atoms # charge\n\n1 1 1.0 1 2 3\n2 2 -2.0 4 5\n", 0, 18,
     "found 5"},
    {"b.data", DATA_HEAD MASSES "Atoms # sphere\n\n1 1 1.0 1 1 2 3\n", 0, 17, "sphere"},
    {"b.data", DATA_HEAD MASSES "Atoms\n\n1 1 1 2\n", 0, 17, "4 columns"},
    {"b.data", DATA_HEAD MASSES "Atoms\n\n1 1 1 2 3\n2 3 4 5 6\n", 0, 18, "\"3\""},
    {"b.data", DATA_HEAD MASSES "Atoms\n\n1 1 1 2 3\n1 2 4 5 6\n", 0, 18, "twice"},
    {"b.data", DATA_HEAD MASSES "Atoms\n\n1 1 1 2 3\n2 2 4 inf 6\n", 0, 18, "\"inf\""},
    {"b.data", DATA_HEAD MASSES "Atoms\n\n1 1 1 2 3\n", 0, 17, "atom 2 of 2"},
    {"b.data", DATA_HEAD MASSES "Atoms\n\n1 1 1 2 3 0 0 0.5\n", 0, 17, "\"0.5\""},
    {"b.data", DATA_HEAD MASSES "Atoms\n\n1 1 1 2 3\n2 2 4 5 6\n3 2 4 5 6\n", 0, 19,
     "section"},
    {"b.data", DATA_HEAD "Atoms\n\n1 1 1 2 3\n2 2 4 5 6\n", 0, 12, "Masses"},
    {"b.data",
     DATA_HEAD MASSES "Atoms\n\n1 1 1 2 3\n2 2 4 5 6\n\nVelocities\n\n7 1 2 3\n", 0, 22,
     "\"7\""},
    {"b.data",
     DATA_HEAD MASSES "Atoms\n\n1 1 1 2 3\n2 2 4 5 6\n\nVelocities\n\n1 1 2 3\n", 0, 22,
     "velocity"},
    {"b.data", "LAMMPS data, timestep = 5, units = lj\n\n2 atoms\n", 0, 1, "lj"},
};

#define STEP   "ITEM: TIMESTEP\n100\n"
#define NUMBER "ITEM: NUMBER OF ATOMS\n2\n"
#define BOX    "ITEM: BOX BOUNDS pp pp pp\n0 9\n0 9\n0 9\n"
#define ATOMS  "ITEM: ATOMS id element x y z\n"

static const BadFile bad_dump[] = {
    {"c.dump", STEP NUMBER BOX ATOMS "1 Na 1 2 3\n", 0, 10, "1 of 2"},
    {"c.dump", STEP NUMBER BOX ATOMS "1 Na 1 2 3\n2 O 4 5\n", 0, 11,
     "5 columns, found 4"},
    {"c.dump", STEP NUMBER BOX ATOMS "1 Na 1 2 3\n2 Oo 4 5 6\n", 0, 11, "\"Oo\""},
    {"c.dump", STEP NUMBER BOX ATOMS "1 Na 1 2 3\n1 O 4 5 6\n", 0, 11, "twice"},
    {"c.dump", STEP NUMBER BOX ATOMS "1 Na 1 2 3\n2 O 4 nan 6\n", 0, 11, "\"nan\""},
    {"c.dump", STEP NUMBER BOX "ITEM: ATOMS id type x y z\n", 0, 9, "element"},
    {"c.dump", STEP NUMBER BOX "ITEM: ATOMS id element x y\n", 0, 9, "xs ys zs"},
    {"c.dump", STEP NUMBER ATOMS, 0, 5, "BOX BOUNDS"},
    {"c.dump", STEP BOX ATOMS, 0, 7, "NUMBER OF ATOMS"},
    {"c.dump", NUMBER BOX ATOMS, 0, 7, "TIMESTEP"},
    {"c.dump", STEP "ITEM: NUMBER OF ATOMS\nx\n", 0, 4, "\"x\""},
    {"c.dump", STEP NUMBER "ITEM: BOX BOUNDS pp pp pp\n0 9\n0 0\n0 9\n", 0, 8, "volume"},
    {"c.dump", STEP NUMBER "ITEM: BOX BOUNDS pp pp pp\n0 9\n0\n", 0, 7, "2 bounds"},
    {"c.dump", "ITEM: TIMESTEP\nsoon\n", 0, 2, "soon"},
    {"c.dump", "ITEM: NONSENSE\n", 0, 1, "NONSENSE"},
    {"c.dump", "ITEM: UNITS\nlj\n", 0, 2, "lj"},
    {"c.dump", STEP NUMBER BOX ATOMS "1 Na 1 2 3\n2 O 4 5 6\n" STEP NUMBER, 1, 15,
     "ends"},
    {"c.dump", STEP NUMBER BOX ATOMS "1 Na 1 2 3\n2 O 4 5 6\n3 O 4 5 6\n", 1, 12, "ITEM"},
};

#define VASP_HEAD "title\n1.0\n9 0 0\n0 9 0\n0 0 9\n"

static const BadFile bad_vasp[] = {
    {"POSCAR", "title\n", 0, 1, "scale"},
    {"POSCAR", "title\n0.0\n", 0, 2, "not zero"},
    {"POSCAR", "title\n1.0\n9 0 0\n0 9\n", 0, 4, "three finite"},
    {"POSCAR", "title\n1.0\n9 0 0\n0 9 0\n9 0 0\nNa\n1\n", 0, 5, "volume"},
    {"POSCAR", VASP_HEAD "Na Oo\n1 1\nDirect\n", 0, 6, "\"Oo\""},
    {"POSCAR", VASP_HEAD "Na O\n1\nDirect\n", 0, 7, "2 elements, but 1"},
    {"POSCAR", VASP_HEAD "Na O\n1 x\nDirect\n", 0, 7, "\"x\""},
    {"POSCAR", VASP_HEAD "Na O\n0 0\nDirect\n", 0, 7, "number of atoms"},
    {"POSCAR", VASP_HEAD "1 1\nDirect\n", 0, 6, "element symbols"},
    {"POSCAR", VASP_HEAD "Na O\n1 1\nFractional\n0 0 0\n", 0, 8, "Fractional"},
    {"POSCAR", VASP_HEAD "Na O\n1 1\nDirect\n0 0 0\n.5 .5\n", 0, 10, "found 2"},
    {"POSCAR", VASP_HEAD "Na O\n1 1\nDirect\n0 0 0\n.5 nan .5\n", 0, 10, "\"nan\""},
    {"POSCAR", VASP_HEAD "Na O\n1 1\nDirect\n0 0 0\n", 0, 9, "1 of 2"},
    {"XDATCAR", VASP_HEAD "Na O\n1 1\nDirect configuration= 1\n0 0 0\n", 0, 9, "1 of 2"},
    {"XDATCAR",
     VASP_HEAD
     "Na O\n1 1\nDirect configuration= 1\n0 0 0\n.5 .5 .5\nDirect configuration= "
     "2\n0 0 0\n",
     1, 12, "1 of 2"},
    {"XDATCAR",
     VASP_HEAD "Na O\n1 1\nDirect configuration= 1\n0 0 0\n.5 .5 .5\nnonsense\n", 1, 11,
     "scale"},
};

static void
assert_all_bad(const BadFile *files, guint n)
{
  for (guint i = 0; i < n; i++)
    support_assert_bad(files[i].name, files[i].text, files[i].good_frames, files[i].line,
                       files[i].needle);
}

static void
test_extxyz(void)
{
  assert_all_bad(bad_extxyz, G_N_ELEMENTS(bad_extxyz));
}

static void
test_data(void)
{
  assert_all_bad(bad_data, G_N_ELEMENTS(bad_data));
}

static void
test_dump(void)
{
  assert_all_bad(bad_dump, G_N_ELEMENTS(bad_dump));
}

static void
test_vasp(void)
{
  assert_all_bad(bad_vasp, G_N_ELEMENTS(bad_vasp));
}

static void
test_unknown(void)
{
  support_assert_bad("letter.txt", "Dear reader,\nthis is not a glass.\n", 0, 1,
                     "format");
  support_assert_bad("picture.png", "\x89PNG\r\n\x1a\n", 0, 1, "format");
}

/* What a file says is quoted so that any label and any terminal can show it. */
static void
test_quoted(void)
{
  g_autofree char *long_name = g_strnfill(3000, 'Q');
  g_autofree char *text = g_strdup_printf("1\n" LATTICE "\n%s 1 2 3\n", long_name);

  support_assert_bad("a.xyz", "1\n" LATTICE "\n\377\001\033[1mX 1 2 3\n", 0, 3,
                     "\"\357\277\275??[1mX\"");
  support_assert_bad("a.xyz", "1\n" LATTICE "\n\302\233[31mX 1 2 3\n", 0, 3,
                     "\"??[31mX\"");
  support_assert_bad("a.xyz", text, 0, 3, "\"QQQ");
}

/* Any prefix of a good file reads some frames, or fails with a place; never hangs. */
static void
test_prefixes(void)
{
  static const char *const names[] = {"ase.extxyz", "ase-charge.data", "ase.xdatcar",
                                      "ase-cartesian.vasp"};

  for (guint k = 0; k < G_N_ELEMENTS(names); k++) {
    g_autofree char *path = support_data(names[k]), *text = NULL;
    gsize size;
    g_assert_true(g_file_get_contents(path, &text, &size, NULL));
    for (gsize cut = 0; cut < size; cut += 7) {
      g_autofree char *prefix = g_strndup(text, cut);
      g_autofree char *place = support_write(names[k], prefix);
      g_autoptr(GError) error = NULL;
      g_autoptr(Frame) frame = structure_read(place, &error);
      g_assert_true((frame == NULL) == (error != NULL));
      if (error)
        g_assert_true(g_str_has_prefix(error->message, place));
    }
  }
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/bad-input/extended xyz names the line and the reason", test_extxyz);
  g_test_add_func("/bad-input/LAMMPS data names the line and the reason", test_data);
  g_test_add_func("/bad-input/a LAMMPS dump names the line and the reason", test_dump);
  g_test_add_func("/bad-input/POSCAR and XDATCAR name the line and the reason",
                  test_vasp);
  g_test_add_func("/bad-input/other files are refused", test_unknown);
  g_test_add_func("/bad-input/what is quoted is readable and short", test_quoted);
  g_test_add_func("/bad-input/a file cut anywhere is read or refused", test_prefixes);
  int status = g_test_run();
  support_clean();
  return status;
}

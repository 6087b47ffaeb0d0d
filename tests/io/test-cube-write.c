// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "io/cube-write.h"

#include <glib/gstdio.h>
#include <math.h>
#include <string.h>

#define BOHR 0.529177210903

static Frame *
make_frame(void)
{
  g_autoptr(SpeciesList) species = species_list_new();

  species_list_add(species, element_lookup("Si"));
  species_list_add(species, element_lookup("Na"));
  Frame *frame = frame_new(species, 2, 0);
  g_assert_true(cell_init(&frame->cell, vec3(6, 0, 0), vec3(1, 5, 0), vec3(0, -1, 4),
                          vec3(0.5, 0, 0)));
  frame->type[1] = 1;
  frame->position[0] = vec3(1.0, 2.0, 3.0);
  frame->position[1] = vec3(1.0 + 6.0, 2.0, 3.0);
  return frame;
}

/* All numbers of the file behind its two lines of text. */
static GArray *
read_numbers(const char *path)
{
  g_autofree char *text = NULL;
  GArray *numbers = g_array_new(FALSE, FALSE, sizeof(double));

  g_assert_true(g_file_get_contents(path, &text, NULL, NULL));
  char *rest = strchr(strchr(text, '\n') + 1, '\n');
  for (;;) {
    char *end;
    double value = g_ascii_strtod(rest, &end);
    if (end == rest)
      return numbers;
    g_array_append_val(numbers, value);
    rest = end;
  }
}

static void
test_cube(void)
{
  g_autoptr(Frame) frame = make_frame();
  g_autoptr(Field) field = field_new(&frame->cell, 0.8);
  g_autofree char *folder = g_dir_make_tmp("cube-XXXXXX", NULL);
  g_autofree char *path = g_build_filename(folder, "a.cube", NULL);
  g_autoptr(GError) error = NULL;

  for (gsize i = 0; i < field->n_nodes; i++)
    field->value[i] = (float)i;
  g_assert_true(cube_write(path, field, frame, "numbers", 2.0, &error));
  g_assert_no_error(error);
  g_autoptr(GArray) numbers = read_numbers(path);
  const double *v = (const double *)numbers->data;
  g_assert_cmpuint(numbers->len, ==, 4 + 12 + 2 * 5 + field->n_nodes);
  g_assert_cmpfloat(v[0], ==, 2.0);
  g_assert_cmpfloat_with_epsilon(v[1], 0.5 / BOHR, 1e-6);
  for (guint d = 0; d < 3; d++)
    g_assert_cmpfloat(v[4 + 4 * d], ==, field->n[d]);
  g_assert_cmpfloat_with_epsilon(v[4 + 4 + 1] * field->n[1], 1.0 / BOHR, 1e-4);
  g_assert_cmpfloat_with_epsilon(v[4 + 4 + 2] * field->n[1], 5.0 / BOHR, 1e-4);
  /* both atoms lie at one place of the cell */
  g_assert_cmpfloat(v[16], ==, 14.0);
  g_assert_cmpfloat(v[21], ==, 11.0);
  for (guint k = 2; k < 5; k++)
    g_assert_cmpfloat_with_epsilon(v[16 + k], v[21 + k], 1e-6);
  for (gsize i = 0; i < field->n_nodes; i++)
    g_assert_cmpfloat_with_epsilon(v[26 + i], 2.0 * i, 1e-5 * i + 1e-9);
  g_assert_cmpint(g_unlink(path), ==, 0);
  g_assert_cmpint(g_rmdir(folder), ==, 0);
}

static void
test_no_folder(void)
{
  g_autoptr(Frame) frame = make_frame();
  g_autoptr(Field) field = field_new(&frame->cell, 2.0);
  g_autoptr(GError) error = NULL;

  g_assert_false(cube_write("/nowhere/at/all.cube", field, frame, "x", 1.0, &error));
  g_assert_nonnull(error);
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/cube/grid, atoms and values are in the file, in bohr", test_cube);
  g_test_add_func("/cube/a path that cannot be written is told", test_no_folder);
  return g_test_run();
}

// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "run/snapshot-maker.h"

#include "io/structure-file.h"

/* α-quartz has one primitive six-ring and five eight-rings for each silicon. */
static void
test_quartz(void)
{
  g_autofree char *path = g_test_build_filename(
      G_TEST_DIST, "data", "forces", "quartz_cell__pedone_dsf.extxyz.gz", NULL);
  g_autoptr(GError) error = NULL;
  g_autoptr(Frame) frame = structure_read(path, &error);
  guint n_si, n[13] = {0};

  g_assert_no_error(error);
  n_si = frame_count_type(frame, (guint)species_list_find(frame->species, "Si"));
  g_autoptr(GArray) rings = snapshot_maker_rings_to(frame, 8, RINGS_PRIMITIVE);
  for (guint i = 0; i < rings->len; i++)
    n[g_array_index(rings, Ring, i).n / 2]++;
  g_assert_cmpuint(n[6], ==, n_si);
  g_assert_cmpuint(n[8], ==, 5 * n_si);
  g_assert_cmpuint(rings->len, ==, 6 * n_si);
  g_autoptr(Snapshot) snapshot = snapshot_maker_make_with(frame, rings, NULL);
  g_assert_cmpuint(snapshot->rings->len, ==, rings->len);
}

/* Up to three formers they are the three-membered rings of the live picture. */
static void
test_three(void)
{
  g_autofree char *path = g_test_build_filename(
      G_TEST_DIST, "data", "forces", "lbs206020_glass300__bmp_dsf.extxyz.gz", NULL);
  g_autoptr(Frame) frame = structure_read(path, NULL);
  g_autoptr(GArray) live = snapshot_maker_rings(frame);
  g_autoptr(GArray) rings = snapshot_maker_rings_to(frame, 3, RINGS_PRIMITIVE);

  g_assert_cmpuint(live->len, ==, 6);
  g_assert_cmpuint(rings->len, ==, live->len);
  for (guint i = 0; i < live->len; i++)
    g_assert_cmpmem(g_array_index(rings, Ring, i).atom, 6 * sizeof(guint32),
                    g_array_index(live, Ring, i).atom, 6 * sizeof(guint32));
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/snapshot-maker/quartz shows its rings", test_quartz);
  g_test_add_func("/snapshot-maker/three-membered rings are the same", test_three);
  return g_test_run();
}

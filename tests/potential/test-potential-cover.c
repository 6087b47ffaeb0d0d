// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "potential/potential-cover.h"

#include <glib/gstdio.h>
#include <unistd.h>

#include "model/composition.h"

static gboolean
has(const PotentialCover *cover, const char *text, GError **error)
{
  Composition mix;
  AtomCounts counts;

  g_assert_true(composition_parse(&mix, text, NULL));
  g_assert_true(composition_counts(&mix, 600, &counts, NULL));
  g_autoptr(Frame) frame = atom_counts_frame(&counts, 2.0);
  return potential_cover_has(cover, frame, error);
}

static void
assert_lacks(const PotentialCover *cover, const char *text, const char *named)
{
  g_autoptr(GError) error = NULL;

  g_assert_false(has(cover, text, &error));
  g_assert_nonnull(error);
  if (!strstr(error->message, named))
    g_error("%s: \"%s\" does not name %s", text, error->message, named);
}

static void
test_sets(void)
{
  g_autoptr(PotentialCover) pedone = potential_cover_new("pedone2006", NULL);
  g_autoptr(PotentialCover) bmp = potential_cover_new("bmp", NULL);

  g_assert_true(has(pedone, "Na2O-2SiO2", NULL));
  g_assert_true(has(pedone, "40Na2O-60P2O5", NULL));
  g_assert_true(has(bmp, "20SiO2-60B2O3-20Li2O", NULL));
  assert_lacks(pedone, "20SiO2-60B2O3-20Li2O", "B–O");
  /* two of three O too many for Na and Si of +0.6 and +2.4 e */
  assert_lacks(pedone, "SiO3", "-180.0 e");
  assert_lacks(pedone, "75Na2S-25P2S5", "P–S");
  assert_lacks(pedone, "45Na2S-30Na2O-25P2S5", "P–S");
}

/* A set that has charges for P and S but no bond between them: only charges would hold
 * the units. */
static void
test_missing_bond(void)
{
  static const char text[] = "[potential]\n"
                             "name = bare\n"
                             "title = Bare\n"
                             "source = made for this test\n"
                             "[references]\n"
                             "here = this test\n"
                             "[coulomb]\n"
                             "scheme = dsf\n"
                             "alpha = 0.2\n"
                             "cutoff = 8.0\n"
                             "[short-range]\n"
                             "cutoff = 5.5\n"
                             "shift = none\n"
                             "[charges]\n"
                             "P 3.0 @here\n"
                             "S -1.2 @here\n";
  g_autofree char *path = NULL;
  g_autoptr(GError) error = NULL;
  int file = g_file_open_tmp("bare-XXXXXX.potential", &path, &error);

  g_assert_no_error(error);
  close(file);
  g_assert_true(g_file_set_contents(path, text, -1, &error));
  g_assert_null(potential_cover_new(path, &error));
  g_assert_nonnull(strstr(error->message, "P-S"));
  g_unlink(path);
}

static void
test_no_file(void)
{
  g_autoptr(GError) error = NULL;

  g_assert_null(potential_cover_new("/no/such/model.pb", &error));
  g_assert_nonnull(error);
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/cover/sets know their elements and pairs", test_sets);
  g_test_add_func("/cover/a bond without parameters is named", test_missing_bond);
  g_test_add_func("/cover/what cannot be opened is an error", test_no_file);
  return g_test_run();
}

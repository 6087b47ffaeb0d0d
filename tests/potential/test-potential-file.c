// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* Potential files: what is read, and what is refused at which line. */
#include <glib/gstdio.h>
#include <string.h>

#include "base/base-error.h"
#include "sample-frame.h"

static const char *const GOOD[] = {
    /* 1 */ "[potential]",
    /* 2 */ "name = mine",
    /* 3 */ "title = Our refit",
    /* 4 */ "source = notebook 12",
    /* 5 */ "[references]",
    /* 6 */ "here = fitted by us   # a comment",
    /* 7 */ "[coulomb]",
    /* 8 */ "scheme = dsf",
    /* 9 */ "alpha = 0.25",
    /* 10 */ "cutoff = 9",
    /* 11 */ "[short-range]",
    /* 12 */ "cutoff = 6.5",
    /* 13 */ "shift = force",
    /* 14 */ "[charges]",
    /* 15 */ "Na 0.6 @here",
    /* 16 */ "Si 2.4 @here",
    /* 17 */ "O -1.2 @here",
    /* 18 */ "[morse]",
    /* 19 */ "Na-O 0.0234 1.7639 2.95 5 @here",
    /* 20 */ "O-Si 0.34 2.0 2.1 1 @here",
    /* 21 */ "[buckingham]",
    /* 22 */ "O-O 2029.2204 0.343640 192.580 @here",
    /* 23 */ "[core]",
    /* 24 */ "O-O 1.906 46.462 3.430 -0.32605 @here",
    /* 25 */ "[three-body]",
    /* 26 */ "Si-O-Si 25 109.47 1 3.3 3.3 @here",
    NULL};

/* GOOD with line number line replaced by text. */
static char *
text_with(guint line, const char *text)
{
  GString *all = g_string_new(NULL);
  for (guint i = 0; GOOD[i]; i++)
    g_string_append_printf(all, "%s\n", i + 1 == line ? text : GOOD[i]);
  return g_string_free(all, FALSE);
}

typedef struct {
  guint line; /* of GOOD, replaced by text */
  const char *text;
  const char *message;
} BadLine;

static const BadLine BAD[] = {
    {1, "name = mine", "my.potential:1: expected a section"},
    {1, "[potental]", "my.potential:1: there is no section [potental]"},
    {1, "[potential", "my.potential:1: “[potential” is not a section"},
    {2, "nam = mine", "my.potential:2: there is no key “nam” in [potential]"},
    {2, "name mine", "my.potential:2: expected “key = value”"},
    {2, "name =", "my.potential:2: expected “key = value”"},
    {2, "", "my.potential: [potential] has no name"},
    {3, "name = other", "my.potential:3: “name” is given twice"},
    {4, "# nothing", "my.potential: [potential] has no source"},
    {6, "there = else", "my.potential:15: @here is not in [references]"},
    {8, "scheme = cut", "my.potential:8: scheme: “cut” is none of"},
    {8, "", "my.potential: [coulomb] has no scheme"},
    {9, "alpha = 0,25", "my.potential:9: alpha: “0,25” is not a number"},
    {9, "alpha = -1", "my.potential:9: alpha: -1 is out of bounds"},
    {9, "alpha = nan", "my.potential:9: alpha: “nan” is not a number"},
    {9, "beta = 1", "my.potential:9: there is no key “beta” in [coulomb]"},
    {10, "cutoff = 900", "my.potential:10: cutoff: 900 is out of bounds"},
    {10, "", "my.potential: [coulomb] has no cutoff"},
    {12, "", "my.potential: [short-range] has no cutoff"},
    {13, "shift = soft", "my.potential:13: shift: “soft” is none of"},
    {15, "Na 0.6", "my.potential:15: the row does not end with its source"},
    {15, "Na x @here", "my.potential:15: q: “x” is not a number"},
    {15, "Na 9 @here", "my.potential:15: q: 9 is out of bounds"},
    {15, "Nn 0.6 @here", "my.potential:15: “Nn” is not an element"},
    {15, "Na 0.6 0.7 @here", "my.potential:15: expected an element and its charge"},
    {15, "Si 0.6 @here", "my.potential:16: the charge of Si is given twice"},
    {15, "", "my.potential:19: Na has no charge in [charges]"},
    {15, "Na rule:neutral @here", "my.potential:15: rule “neutral” is for the anion"},
    {15, "Na 0.6 @there", "my.potential:15: @there is not in [references]"},
    {16, "Si 2.4 @here\nK 0.6 @here", "my.potential: the pair K-O is missing"},
    {19, "Na-O 0.02 1.7 2.9 @here", "my.potential:19: expected 4 numbers (D a r0 C)"},
    {19, "Na-O 0.02 1.7 2.9 5 6 @here", "my.potential:19: expected 4 numbers"},
    {19, "Na-O @here", "my.potential:19: expected a pair and its numbers (D a r0 C)"},
    {19, "NaO 0.02 1.7 2.9 5 @here", "my.potential:19: “NaO” is not a pair"},
    {19, "Na-O 0.02 1.7 two 5 @here", "my.potential:19: r0: “two” is not a number"},
    {19, "Na-O -0.02 1.7 2.9 5 @here", "my.potential:19: D must not be negative"},
    {19, "Na-O 0.02 0 2.9 5 @here", "my.potential:19: a must be positive"},
    {19, "Si-O 0.02 1.7 2.9 5 @here", "my.potential:20: O-Si is given twice, first in "},
    {19, "", "my.potential: the pair Na-O is missing"},
    {19, "Na-O rule:magic 1 2 5 @here", "my.potential:19: there is no rule “magic”"},
    {19, "Na-O 1 rule:bmp-boron 2 5 @here",
     "my.potential:19: rule “bmp-boron” does not "},
    {22, "", "my.potential:24: a core without a Buckingham tail"},
    {24, "O-O 1.906 46 @here", "my.potential:24: expected 4 numbers (r_core B n D)"},
    {24, "O-O join 1.9 @here", "my.potential:24: expected 4 numbers (r_core B n D), "},
    {26, "Si-O 25 109.47 1 3.3 3.3 @here", "my.potential:26: “Si-O” is not a triple"},
    {26, "Si-O-Si 25 109.47 1 3.3 @here", "my.potential:26: expected a triple and 5 "},
    {26, "Si-O-Si 25 190 1 3.3 3.3 @here", "my.potential:26: theta0: 190 is out of "},
    {26, "Si-O-Si 25 109.47 1 3.3 3.3 3.4 @here",
     "my.potential:26: taper: 3.4 is out of bounds, 0 to 3.3"},
    {26, "Si-O-Si 25 109.47 1 3.3 3.3 -1 @here", "my.potential:26: taper: -1 is out of"},
    {26, "Si-O-Si 25 109 1 3.3 2 @here", "my.potential:26: two equal arms need equal"},
    {26, "Si-O-K 25 109 1 3.3 2 @here", "my.potential:26: K has no charge"},
    {25, "[three-body]\nSi-O-Si 2 109 1 3 3 @here",
     "my.potential:27: Si-O-Si is given twice, first in line 26"},
    {25, "\xff\xfe", "my.potential:25: not UTF-8 text"},
};

static void
test_bad_line(gconstpointer data)
{
  const BadLine *bad = data;
  g_autoptr(GError) error = NULL;
  g_autofree char *text = text_with(bad->line, bad->text);
  g_assert_null(potential_set_parse(text, "my.potential", &error));
  g_assert_nonnull(error);
  g_assert_true(error->domain == VITRINE_ERROR);
  if (!g_str_has_prefix(error->message, bad->message))
    g_test_message("“%s” does not begin with “%s”", error->message, bad->message);
  g_assert_true(g_str_has_prefix(error->message, bad->message));
}

/* A core that is off at the join is found when it is bound. */
static void
test_core_that_does_not_join(void)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(Frame) frame = sample_frame("Na 2 Si 2 O 5");
  g_autofree char *text = text_with(24, "O-O 1.906 56.462 3.430 -0.32605 @here");
  g_autoptr(PotentialSet) set = potential_set_parse(text, "my.potential", &error);
  g_assert_no_error(error);
  g_assert_null(potential_set_bind(set, frame, &error));
  g_assert_cmpstr(error->message, ==,
                  "my.potential:24: O-O: core and tail do not join in value and slope");
}

static void
check_good(const PotentialSet *set)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(Frame) frame = sample_frame("Na 2 Si 2 O 5");
  g_autoptr(ForceField) ff = potential_set_bind(set, frame, &error);
  g_assert_no_error(error);
  g_assert_cmpfloat(ff->charge[1], ==, 2.4);
  g_assert_cmpfloat(ff->alpha, ==, 0.25);
  g_assert_cmpfloat(ff->r_coulomb, ==, 9.0);
  g_assert_cmpfloat(ff->r_short, ==, 6.5);
  g_assert_cmpint(ff->sr_shift, ==, SR_SHIFT_FORCE);
  g_assert_cmpfloat(ff->pair[0][2].morse_r0, ==, 2.95);
  g_assert_cmpfloat(ff->pair[1][2].morse_a, ==, 2.0);
  g_assert_cmpfloat(ff->pair[2][1].c12, ==, 1.0);
  g_assert_cmpfloat(ff->pair[2][2].c6, ==, 192.58);
  g_assert_cmpfloat(ff->pair[2][2].core_d2, ==, -0.32605);
  g_assert_cmpint(ff->n_triples, ==, 1);
  g_assert_cmpfloat_with_epsilon(ff->triple[0].theta0, 1.910612, 1e-6);
}

static void
test_own_file(void)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *folder = g_dir_make_tmp("vitrine-XXXXXX", &error);
  g_assert_no_error(error);
  g_autofree char *path = g_build_filename(folder, "my.potential", NULL);
  g_autofree char *text = text_with(0, "");
  g_file_set_contents(path, text, -1, &error);
  g_assert_no_error(error);

  g_autoptr(PotentialSet) set = potential_set_load(path, &error);
  g_assert_no_error(error);
  check_good(set);
  g_assert_cmpstr(potential_set_name(set), ==, "mine");
  g_assert_cmpstr(potential_set_title(set), ==, "Our refit");
  g_assert_cmpstr(potential_set_source(set), ==, "notebook 12");
  g_remove(path);
  g_rmdir(folder);
}

static void
test_windows_line_ends(void)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *text = text_with(0, "");
  g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
  g_autofree char *crlf = g_strjoinv("\r\n", lines);
  g_autoptr(PotentialSet) set = potential_set_parse(crlf, "my.potential", &error);
  g_assert_no_error(error);
  check_good(set);
}

static void
test_shipped(void)
{
  static const char *const CATIONS =
      "Li Na K Be Mg Ca Sr Ba Sc Ti Zr Cr Mn Fe Co Ni Cu Ag Zn Al Si Ge Sn P Nd Gd Er";
  for (guint i = 0; potential_set_names()[i]; i++) {
    g_autoptr(GError) error = NULL;
    g_autoptr(PotentialSet) set = potential_set_load(potential_set_names()[i], &error);
    g_assert_no_error(error);
    g_assert_cmpstr(potential_set_name(set), ==, potential_set_names()[i]);
    g_assert_true(potential_set_has(set, "Si"));
    g_assert_true(potential_set_has(set, "O"));
  }
  g_autoptr(PotentialSet) pedone = potential_set_load("pedone2006", NULL);
  g_auto(GStrv) cation = g_strsplit(CATIONS, " ", -1);
  for (guint i = 0; cation[i]; i++)
    g_assert_true(potential_set_has(pedone, cation[i]));
  g_assert_false(potential_set_has(pedone, "B"));
  g_assert_cmpfloat(potential_set_charge(pedone, "Si"), ==, 2.4);
  g_assert_cmpfloat(potential_set_charge(pedone, "Fe"), ==, 0.0);
  g_assert_cmpfloat(potential_set_charge(pedone, "B"), ==, 0.0);
}

static void
test_variants(void)
{
  g_autoptr(GError) error = NULL;
  g_assert_null(potential_set_load("bmp:arm", &error));
  g_assert_cmpstr(error->message, ==, "bmp.potential: there is no variant “arm”");
  g_clear_error(&error);
  g_assert_null(potential_set_load("no-such", &error));
  g_assert_nonnull(
      strstr(error->message, "pedone2006 bmp bmp:tapered shik teter-du bks"));
}

/* Iron is Fe2+ or Fe3+, whichever makes the cell neutral. */
static void
test_valences(void)
{
  g_autoptr(ForceField) ferrous = sample_force_field("pedone2006", "Fe 1 O 1");
  g_autoptr(ForceField) ferric = sample_force_field("pedone2006", "Fe 2 O 3");
  g_assert_cmpfloat(ferrous->charge[0], ==, 1.2);
  g_assert_cmpfloat(ferrous->pair[0][1].morse_d, ==, 0.078171);
  g_assert_cmpfloat(ferric->charge[0], ==, 1.8);
  g_assert_cmpfloat(ferric->pair[0][1].morse_d, ==, 0.418981);

  g_autoptr(GError) error = NULL;
  g_autoptr(Frame) mixed = sample_frame("Fe 3 O 4");
  g_autoptr(PotentialSet) set = potential_set_load("pedone2006", NULL);
  g_assert_null(potential_set_bind(set, mixed, &error));
  g_assert_nonnull(strstr(error->message, "several rows for Fe"));
}

static void
test_species_without_atoms(void)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(Frame) frame = sample_frame("Na 2 B 0 Si 2 O 5");
  g_autoptr(PotentialSet) set = potential_set_load("pedone2006", NULL);
  g_autoptr(ForceField) ff = potential_set_bind(set, frame, &error);
  g_assert_no_error(error);
  g_assert_cmpfloat(ff->charge[1], ==, 0.0);
  g_assert_cmpfloat(ff->charge[3], ==, -1.2);
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS(BAD); i++) {
    g_autofree char *path =
        g_strdup_printf("/potential-file/bad line %u is refused with its reason", i);
    g_test_add_data_func(path, &BAD[i], test_bad_line);
  }
  g_test_add_func("/potential-file/core that does not join is refused",
                  test_core_that_does_not_join);
  g_test_add_func("/potential-file/own file is read by its path", test_own_file);
  g_test_add_func("/potential-file/line ends of Windows are accepted",
                  test_windows_line_ends);
  g_test_add_func("/potential-file/shipped sets are complete", test_shipped);
  g_test_add_func("/potential-file/unknown names and variants are refused",
                  test_variants);
  g_test_add_func("/potential-file/valence follows from neutrality", test_valences);
  g_test_add_func("/potential-file/species without atoms needs no parameters",
                  test_species_without_atoms);
  return g_test_run();
}

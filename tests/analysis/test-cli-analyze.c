// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <gio/gio.h>
#include <glib/gstdio.h>
#include <json-glib/json-glib.h>
#include <string.h>

typedef struct {
  int status;
  char *out, *err; /* owned */
} Outcome;

static void
clear_outcome(Outcome *outcome)
{
  g_free(outcome->out);
  g_free(outcome->err);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Outcome, clear_outcome)

/* vitrine-cli analyze INPUT arguments…, INPUT being a name in tests/data. */
static Outcome
run(const char *input, const char *arguments)
{
  g_autofree char *program =
      g_test_build_filename(G_TEST_BUILT, "..", "src", "cli", "vitrine-cli", NULL);
  g_autofree char *path = g_test_build_filename(G_TEST_DIST, "data", input, NULL);
  g_autofree char *line =
      g_strdup_printf("'%s' analyze '%s' %s", program, path, arguments);
  g_autoptr(GError) error = NULL;
  Outcome outcome = {0};

  g_spawn_command_line_sync(line, &outcome.out, &outcome.err, &outcome.status, &error);
  g_assert_no_error(error);
  outcome.status = g_spawn_check_wait_status(outcome.status, &error)
                       ? 0
                       : (error->domain == G_SPAWN_EXIT_ERROR ? error->code : -1);
  g_clear_error(&error);
  return outcome;
}

static JsonObject *
member(JsonObject *object, const char *path)
{
  g_auto(GStrv) names = g_strsplit(path, "/", -1);

  for (char **name = names; *name; name++) {
    g_assert_true(json_object_has_member(object, *name));
    object = json_object_get_object_member(object, *name);
  }
  return object;
}

static double
value_at(JsonObject *root, const char *path)
{
  return json_object_get_double_member(member(root, path), "value");
}

static void
assert_lines(const char *folder, const char *name, const char *head, guint n_lines)
{
  g_autofree char *path = g_build_filename(folder, name, NULL);
  g_autofree char *text = NULL;

  g_assert_true(g_file_get_contents(path, &text, NULL, NULL));
  g_assert_true(g_str_has_prefix(text, head));
  g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
  if (n_lines)
    g_assert_cmpuint(g_strv_length(lines) - 1, ==, n_lines);
  else
    g_assert_cmpuint(g_strv_length(lines), >, 10);
}

static void
remove_folder(const char *folder)
{
  g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name(dir))) {
    g_autofree char *path = g_build_filename(folder, name, NULL);
    g_unlink(path);
  }
  g_rmdir(folder);
}

static void
test_files(void)
{
  static const char *const pictures[] = {"msd.svg", "vanhove.svg", "rdf.svg", "hops.svg",
                                         "rings3.svg"};
  g_autofree char *folder = g_dir_make_tmp("vitrine-test-XXXXXX", NULL);
  g_autofree char *arguments = g_strdup_printf("--interval 0.2 -o '%s'", folder);
  g_auto(Outcome) outcome = run("hopper.extxyz.gz", arguments);

  g_assert_cmpint(outcome.status, ==, 0);
  g_assert_nonnull(strstr(outcome.out, "18 hops"));
  for (guint i = 0; i < G_N_ELEMENTS(pictures); i++)
    assert_lines(folder, pictures[i], "<?xml", 0);
  assert_lines(folder, "msd.csv", "series,t (ps),MSD (Å²),error\n", 0);
  assert_lines(folder, "vanhove.csv", "series,r (Å),4πr²Gₛ (Å⁻¹),error\n", 0);
  assert_lines(folder, "rdf.csv", "series,r (Å),g(r),error\n", 0);
  assert_lines(folder, "hop-lengths.csv", "series,L (Å),P(L) (Å⁻¹),error\n", 0);
  assert_lines(folder, "hops.csv", "ion,time_ps,from_x_A,", 19);
  assert_lines(folder, "ring-events.csv", "event,time_ps,size,kind,atoms\n", 1);

  g_autofree char *path = g_build_filename(folder, "summary.json", NULL);
  g_autoptr(JsonParser) parser = json_parser_new();
  g_assert_true(json_parser_load_from_file(parser, path, NULL));
  JsonObject *root = json_node_get_object(json_parser_get_root(parser));
  g_assert_cmpint(json_object_get_int_member(root, "hops"), ==, 18);
  g_assert_cmpint(json_object_get_int_member(root, "n_frames"), ==, 600);
  remove_folder(folder);
}

static void
test_json(void)
{
  g_auto(Outcome) outcome =
      run("brownian.extxyz.gz", "--msd --fit-from 1.55 --fit-to 12.85 --json");
  g_autoptr(JsonParser) parser = json_parser_new();

  g_assert_cmpint(outcome.status, ==, 0);
  g_assert_true(json_parser_load_from_data(parser, outcome.out, -1, NULL));
  JsonObject *root = json_node_get_object(json_parser_get_root(parser));
  g_assert_cmpfloat_with_epsilon(value_at(root, "quantities/msd/D_A2_per_ps/Na"),
                                 0.020475983, 1e-7);
  JsonObject *d = member(root, "quantities/msd/D_A2_per_ps/Na");
  g_assert_cmpfloat(json_object_get_double_member(d, "error"), >, 0.0015);
  g_assert_false(json_object_has_member(member(root, "quantities"), "rdf"));
}

static void
test_structure(void)
{
  g_auto(Outcome) outcome = run("ns2-1500k-30frames.extxyz.gz", "--json");
  g_autoptr(JsonParser) parser = json_parser_new();

  g_assert_cmpint(outcome.status, ==, 0);
  g_assert_true(g_pattern_match_simple("*note: hops*: frame 1: frames are 1 ps apart*",
                                       outcome.err));
  g_assert_true(json_parser_load_from_data(parser, outcome.out, -1, NULL));
  JsonObject *root = json_node_get_object(json_parser_get_root(parser));
  g_assert_cmpfloat_with_epsilon(value_at(root, "quantities/rdf/CN/Si–O"), 4.0117,
                                 0.0006);
}

static void
assert_head(const char *folder, const char *name, const char *head)
{
  g_autofree char *path = g_build_filename(folder, name, NULL);
  g_autofree char *text = NULL;

  g_assert_true(g_file_get_contents(path, &text, NULL, NULL));
  g_assert_true(g_str_has_prefix(text, head));
  g_assert_cmpuint(strlen(text), >, strlen(head) + 10);
}

static void
test_pathways(void)
{
  g_autofree char *folder = g_dir_make_tmp("vitrine-test-XXXXXX", NULL);
  g_autofree char *arguments =
      g_strdup_printf("--density --clearance --grid 0.6 -o '%s'", folder);
  g_auto(Outcome) outcome = run("ns2-1500k-30frames.extxyz.gz", arguments);

  g_assert_cmpint(outcome.status, ==, 0);
  assert_lines(folder, "density.cube", "Vitrine\nnumber density of ions per cubic bohr",
               0);
  assert_head(folder, "clearance.cube", "Vitrine\ndistance to the nearest");
  assert_head(folder, "density-sites.csv", "site,x_A,y_A,z_A,density_per_A3,occ");
  assert_head(folder, "density-doorways.csv", "site_a,site_b,x_A,y_A,z_A,density");
  assert_head(folder, "clearance-sites.csv", "cavity,x_A,y_A,z_A,radius_A\n");
  assert_head(folder, "barriers.csv", "series,ΔF (kT),P(ΔF) (1/kT),error\n");
  assert_lines(folder, "bottleneck.csv", "series,t (ps),r (Å),error\n", 1 + 3 * 31);
  remove_folder(folder);
}

static void
assert_outcome(const char *input, const char *arguments, int status, const char *pattern)
{
  g_auto(Outcome) outcome = run(input, arguments);

  g_assert_cmpint(outcome.status, ==, status);
  g_assert_true(g_pattern_match_simple(pattern, outcome.err));
}

static double
returned(const char *arguments)
{
  g_auto(Outcome) outcome = run("hopper.extxyz.gz", arguments);
  g_autoptr(JsonParser) parser = json_parser_new();

  g_assert_cmpint(outcome.status, ==, 0);
  g_assert_true(json_parser_load_from_data(parser, outcome.out, -1, NULL));
  return value_at(json_node_get_object(json_parser_get_root(parser)),
                  "quantities/hops/fraction_back/Li");
}

/* One of the 18 hops goes back, some picoseconds later. */
static void
test_returns(void)
{
  g_assert_cmpfloat_with_epsilon(returned("--hops --json"), 1.0 / 18.0, 1e-9);
  g_assert_cmpfloat(returned("--hops --json --hop-back 0.2"), ==, 0.0);
}

static void
test_refusals(void)
{
  assert_outcome("hopper.extxyz.gz", "--json --hop-core -1", 2, "*--hop-core must*");
  assert_outcome("hopper.extxyz.gz", "", 2, "*-o DIR*");
  assert_outcome("hopper.extxyz.gz", "--json --grid 0", 2, "*--grid and*");
  assert_outcome("hopper.extxyz.gz", "--json --dt 0", 2, "*--dt must be positive*");
  assert_outcome("hopper.extxyz.gz", "--json --from 9 --to 3", 2, "*ends before*");
  assert_outcome("hopper.extxyz.gz", "--json --from 90", 1, "*no frame lies*");
  assert_outcome("hopper.extxyz.gz", "--msd --json --species K", 1, "*there is no K*");
  assert_outcome("nowhere.extxyz", "--json", 1, "*nowhere.extxyz*");
  assert_outcome("ns2-1500k-30frames.extxyz.gz", "--hops --json", 1,
                 "*hops: frame 1: frames are 1 ps apart*");
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/cli-analyze/leaves a curve and a picture per quantity", test_files);
  g_test_add_func("/cli-analyze/prints D with its error as JSON", test_json);
  g_test_add_func("/cli-analyze/says what a coarse trajectory cannot give",
                  test_structure);
  g_test_add_func("/cli-analyze/leaves cube files and lists of pathways", test_pathways);
  g_test_add_func("/cli-analyze/counts returns within the time asked for", test_returns);
  g_test_add_func("/cli-analyze/refuses with the reason and the right status",
                  test_refusals);
  return g_test_run();
}

// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <gio/gio.h>
#include <math.h>

#include "base/base-error.h"
#include "file-support.h"
#include "io/scene-file.h"
#include "io/structure-file.h"
#include "look-samples.h"

#define STRUCTURE "3\nLattice=\"6 0 0 0 6 0 0 0 6\"\nSi 3 3 3\nO 1.4 3 3\nO 4.6 3 3\n"

static const char tiny_scene[] = "# a comment\n"
                                 "[Scene]\n"
                                 "Name=Tiny silica\n"
                                 "Name[xx]=Winzig\n"
                                 "Comment=Two lines:\\none, \\\\ two\n"
                                 "Structure=tiny.xyz\n"
                                 "Potential=pedone2006\n"
                                 "Ensemble=nvt-nose-hoover\n"
                                 "Temperature=2000\n"
                                 "Tau = 0.2\n"
                                 "TimeStep=0.5\n"
                                 "Seed=42\n"
                                 "\n"
                                 "[Changes]\n"
                                 "r0 Si-O=2.14\n"
                                 "z Si=2.5\n";

static void
test_load(void)
{
  g_autofree char *structure = support_write("tiny.xyz", STRUCTURE);
  g_autofree char *path = support_write("tiny.scene", tiny_scene);
  g_autoptr(GError) error = NULL;
  g_autoptr(Scene) scene = scene_load(path, &error);

  g_assert_no_error(error);
  g_assert_cmpstr(scene->name, ==, "Tiny silica");
  g_assert_cmpuint(scene->start->n_atoms, ==, 3);
  g_assert_cmpstr(scene->potential, ==, "pedone2006");
  g_assert_cmpint(scene->ensemble, ==, ENSEMBLE_NVT_NOSE_HOOVER);
  g_assert_cmpfloat(scene->temperature, ==, 2000.0);
  g_assert_cmpfloat(scene->tau, ==, 0.2);
  g_assert_cmpfloat_with_epsilon(scene->dt, 0.0005, 1e-15);
  g_assert_cmpuint(scene->seed, ==, 42);
  g_assert_cmpuint(scene->changes->len, ==, 2);
  g_assert_cmpfloat(g_array_index(scene->changes, ParamChange, 0).value, ==, 2.14);
}

static void
assert_bad(const char *text, guint line, const char *needle)
{
  g_autofree char *path = support_write("bad.scene", text);
  g_autofree char *where = g_strdup_printf("%s:%u: ", path, line);
  g_autoptr(GError) error = NULL;

  g_assert_null(scene_load(path, &error));
  g_assert_true(error->domain == VITRINE_ERROR);
  if (!g_str_has_prefix(error->message, where) || !strstr(error->message, needle))
    g_error("expected \"%s…%s…\", got \"%s\"", where, needle, error->message);
}

static void
test_bad(void)
{
  g_autofree char *structure = support_write("tiny.xyz", STRUCTURE);
  g_autofree char *broken = support_write("broken.xyz", "3\nno lattice\n");

  assert_bad("[Scene]\nStructure=tiny.xyz\nTemprature=300\n", 3, "Temprature");
  assert_bad("[Scene]\nStructure=tiny.xyz\nTemperature=hot\n", 3, "hot");
  assert_bad("[Scene]\nStructure=tiny.xyz\nTemperature=300\nTemperature=400\n", 4,
             "twice");
  assert_bad("[Scene]\nStructure=tiny.xyz\n[Scenery]\nA=1\n", 4, "Scenery");
  assert_bad("[Scene]\nStructure=tiny.xyz\n[Changes]\nr0 Si-Qq=1\n", 4, "Qq");
  assert_bad("[Scene]\nStructure=tiny.xyz\n[Changes]\ntemperature=1\n", 4, "temperature");
  assert_bad("[Scene]\nStructure=tiny.xyz\n[Changes\n", 3, "Group");
  assert_bad("[Scene]\nStructure=tiny.xyz\nnonsense\n", 3, "Key=value");
  assert_bad("Name=x\n[Scene]\n", 1, "[Scene]");
  assert_bad("[Scene]\nName=No structure\n", 2, "Structure");
  assert_bad("[Scene]\nName=x\nStructure=missing.xyz\n", 3, "missing.xyz");
  assert_bad("[Scene]\nStructure=broken.xyz\n", 2, "broken.xyz:2: ");
  assert_bad("[Scene]\nName=\xff\n", 2, "UTF-8");
}

static void
assert_same_view(const Look *a, const Look *b)
{
  g_assert_cmphex(a->given, ==, b->given);
  look_samples_assert_same(a, b);
}

/* Each key alone and all of them: text, value and text again are the same; others stay as
 * usual and unsaid. */
static void
test_view(void)
{
  g_autofree char *structure = support_write("tiny.xyz", STRUCTURE);
  g_autofree char *path = support_write("tiny.scene", tiny_scene);
  g_autofree char *copy = support_path("view.scene");
  g_autoptr(Scene) all = scene_load(path, NULL);
  g_autoptr(GError) error = NULL;

  for (guint k = 0; k < LOOK_N_KEYS; k++) {
    LookKey key = look_samples[k].key;
    g_autoptr(Scene) scene = scene_load(path, NULL);
    g_autofree char *usual = look_get(&scene->look, key);
    g_assert_cmpstr(usual, !=, look_samples[k].text);
    look_sample_set(&scene->look, k);
    look_sample_set(&all->look, k);
    g_assert_true(scene_save(scene, copy, &error));
    g_autoptr(Scene) again = scene_load(copy, &error);
    g_assert_no_error(error);
    g_autofree char *text = look_get(&again->look, key);
    g_assert_cmpstr(text, ==, look_samples[k].text);
    g_assert_cmphex(again->look.given, ==, G_GUINT64_CONSTANT(1) << key);
    assert_same_view(&again->look, &scene->look);
  }
  g_assert_true(scene_save(all, copy, &error));
  g_autoptr(Scene) again = scene_load(copy, &error);
  g_assert_no_error(error);
  assert_same_view(&again->look, &all->look);
  g_autoptr(Scene) twin = scene_copy(again);
  assert_same_view(&twin->look, &all->look);
}

/* What is as usual can be said, too: a scene without a surface says so. */
static void
test_usual_view(void)
{
  g_autofree char *structure = support_write("tiny.xyz", STRUCTURE);
  g_autofree char *path = support_write("tiny.scene", tiny_scene);
  g_autofree char *copy = support_path("usual.scene");
  g_autofree char *text = NULL;
  g_autoptr(Scene) scene = scene_load(path, NULL);

  look_give_all(&scene->look);
  g_assert_true(scene_save(scene, copy, NULL));
  g_autoptr(Scene) again = scene_load(copy, NULL);
  g_assert_nonnull(again);
  assert_same_view(&again->look, &scene->look);
  g_assert_true(g_file_get_contents(copy, &text, NULL, NULL));
  g_assert_nonnull(strstr(text, "\nPathways=none\n"));
  g_assert_nonnull(strstr(text, "\nCameraCentre=auto\n"));
}

/* Where older files have them. */
static void
test_old_surface(void)
{
  g_autofree char *structure = support_write("tiny.xyz", STRUCTURE);
  g_autofree char *path =
      support_write("old.scene", "[Scene]\nStructure=tiny.xyz\nPathways=clearance\n"
                                 "RoomLevel=0.85\n");
  g_autoptr(GError) error = NULL;
  g_autoptr(Scene) scene = scene_load(path, &error);

  g_assert_no_error(error);
  g_assert_cmpuint(scene->look.pathways, ==, 2);
  g_assert_cmpfloat(scene->look.room_level, ==, 0.85);
  g_assert_true(look_has(&scene->look, LOOK_PATHWAYS));
  g_assert_false(look_has(&scene->look, LOOK_DENSITY_LEVEL));
}

/* In line 4, after a good one. */
static void
assert_bad_view(const char *line, const char *needle)
{
  g_autofree char *text =
      g_strdup_printf("[Scene]\nStructure=tiny.xyz\n[View]\n%s\nStyle=polyhedra\n", line);

  assert_bad(text, 4, needle);
}

/* The reason stands behind what is quoted. */
static void
test_long_view(void)
{
  g_autoptr(GString) line = g_string_new("HideAtoms=1");

  for (guint k = 2; k < 900; k++)
    g_string_append_printf(line, ",%u", k);
  assert_bad_view(line->str, "the glass has the atoms 1 to");
}

static void
test_bad_view(void)
{
  static const char *const wrong[][2] = {
      {"Styl=polyhedra", "unknown key \"Styl\""},
      {"Temperature=300", "unknown key \"Temperature\""},
      {"ColorMap=rainbow", "one of dusk, steel, ember, tide"},
      {"ColorBy=file:", "file:NAME"},
      {"ColorBy=File:name", "file:NAME"},
      {"CameraOrientation=0,0,0,1,", "unit quaternion"},
      {"ColorRange=2 1", "the lower one first"},
      {"ColorRange=1 2 3", "the lower one first"},
      {"Cell=perhaps", "no, yes"},
      {"RingSizes=2..6", "between 3 and 8"},
      {"RingSizes=6..3", "between 3 and 8"},
      {"RingSizes=3..9", "between 3 and 8"},
      {"RingSizes=3-6", "between 3 and 8"},
      {"HopSpecies=Qq", "an element, or all"},
      {"HopSpecies=Li", "no “Li” in the glass"},
      {"HopSpecies=Si,O", "an element, or all"},
      {"HopAge=-1", "from 0 to 5"},
      {"HopAge=nan", "from 0 to 5"},
      {"DensityLevel=0", "or auto"},
      {"RoomLevel=21", "to 20"},
      {"HideSpecies=Si,,O", "elements"},
      {"HideSpecies=Si,Li", "no “Li” in the glass"},
      {"HideAtoms=0", "from 1"},
      {"HideAtoms=3-2", "from 1"},
      {"HideAtoms=1,", "from 1"},
      {"HideAtoms=1-4", "the atoms 1 to 3"},
      {"ShowAtoms=99999999999999999999", "or all"},
      {"SlicePlane=0 0 0 1", "h k l d"},
      {"SlicePosition=1.5", "from 0 to 1"},
      {"Images=2x2", "three whole numbers"},
      {"Images=0x1x1", "1 to 3"},
      {"Images=1x1x4", "1 to 3"},
      {"Smoothing=3", "from 0 to 2, or auto"},
      {"CameraOrientation=1 1 0 0", "a unit quaternion"},
      {"CameraOrientation=0 0 1", "a unit quaternion"},
      {"CameraCentre=0.5 0.5 inf", "three fractional"},
      {"Zoom=0", "from 0.001"},
      {"Zoom=1,5", "from 0.001"},
  };
  g_autofree char *structure = support_write("tiny.xyz", STRUCTURE);

  for (guint k = 0; k < G_N_ELEMENTS(wrong); k++)
    assert_bad_view(wrong[k][0], wrong[k][1]);
  assert_bad("[Scene]\nStructure=tiny.xyz\n[View]\nCell=no\nCell=no\n", 5, "twice");
}

static void
test_structure(void)
{
  g_autofree char *path = support_write("tiny.xyz", STRUCTURE);
  g_autoptr(Scene) scene = scene_load(path, NULL);

  g_assert_cmpstr(scene->name, ==, "tiny.xyz");
  g_assert_cmpuint(scene->start->n_atoms, ==, 3);
  g_assert_cmpfloat(scene->temperature, ==, 1500.0);
  g_assert_false(scene->keep_velocities);
}

static void
test_save(void)
{
  g_autofree char *structure = support_write("tiny.xyz", STRUCTURE);
  g_autofree char *path = support_write("tiny.scene", tiny_scene);
  g_autofree char *copy = support_path("copy.scene");
  g_autoptr(Scene) scene = scene_load(path, NULL);
  g_autoptr(GError) error = NULL;

  g_free(scene->name);
  scene->name = g_strdup(" odd\\name\twith\nall ");
  scene->alpha = 0.2;
  scene->coulomb = g_strdup("dsf");
  scene->relax = TRUE;
  scene->ensemble = ENSEMBLE_NPT_MTK;
  scene->pressure = 0.01;
  scene->tau_pressure = 0.5;
  scene->anisotropic = TRUE;
  scene->temperature_end = 300.0;
  scene->field.z = -0.02;
  g_assert_true(scene_save(scene, copy, &error));
  g_autoptr(Scene) again = scene_load(copy, &error);
  g_assert_no_error(error);
  g_assert_cmpstr(again->name, ==, scene->name);
  g_assert_cmpint(again->ensemble, ==, scene->ensemble);
  g_assert_cmpfloat(again->temperature, ==, scene->temperature);
  g_assert_cmpfloat(again->tau, ==, scene->tau);
  g_assert_cmpfloat_with_epsilon(again->pressure, 0.01, 1e-14);
  g_assert_cmpfloat(again->tau_pressure, ==, 0.5);
  g_assert_true(again->anisotropic && !again->remove_drift);
  g_assert_cmpfloat(again->temperature_end, ==, 300.0);
  g_assert_true(isnan(again->pressure_end));
  g_assert_cmpfloat(again->field.x, ==, 0.0);
  g_assert_cmpfloat(again->field.z, ==, -0.02);
  g_assert_cmpfloat(again->dt, ==, scene->dt);
  g_assert_cmpuint(again->seed, ==, scene->seed);
  g_assert_cmpfloat(again->alpha, ==, 0.2);
  g_assert_true(isnan(again->r_short));
  g_assert_cmpstr(again->coulomb, ==, "dsf");
  g_assert_true(again->relax);
  g_assert_cmpuint(again->look.given, ==, 0);
  g_assert_cmpuint(again->changes->len, ==, 2);
  g_assert_cmpmem(&g_array_index(again->changes, ParamChange, 0), sizeof(ParamChange),
                  &g_array_index(scene->changes, ParamChange, 0), sizeof(ParamChange));
  support_assert_frames_agree(again->start, scene->start, 1e-9);
}

static void
test_open(void)
{
  g_autofree char *path = support_write("word.xyz", STRUCTURE);
  g_autoptr(GError) error = NULL;
  g_autoptr(Scene) shipped = scene_open("ns2", &error);
  g_assert_no_error(error);
  g_assert_cmpuint(shipped->start->n_atoms, ==, 2997);
  g_autoptr(Scene) own = scene_open(path, &error);
  g_assert_no_error(error);
  g_assert_false(scene_is_shipped(path));
  g_assert_null(scene_open("ns3", &error));
  g_assert_error(error, VITRINE_ERROR, VITRINE_ERROR_INPUT);
  g_assert_nonnull(strstr(error->message, "ns3"));
  g_assert_nonnull(strstr(error->message, "(ns2 ns4 "));
}

static void
test_catalogue(void)
{
  g_autoptr(GPtrArray) catalogue = scene_catalogue();

  for (guint i = 0; i < catalogue->len; i++) {
    const SceneEntry *entry = g_ptr_array_index(catalogue, i);
    g_autoptr(GError) error = NULL;
    g_autoptr(Scene) scene = scene_load_shipped(entry->id, &error);
    g_assert_no_error(error);
    g_assert_cmpuint(scene->start->n_atoms, >, 0);
    g_assert_cmpstr(entry->comment, !=, "");
    g_autoptr(Scene) same = scene_load(entry->path, &error);
    g_assert_no_error(error);
  }
}

static void
test_unknown_id(void)
{
  g_autoptr(GError) error = NULL;

  g_assert_null(scene_load_shipped("atlantis", &error));
  g_assert_error(error, VITRINE_ERROR, VITRINE_ERROR_INPUT);
  g_assert_nonnull(strstr(error->message, "atlantis"));
}

/* The index is compiled in, and found although the library is static. */
static void
test_resource(void)
{
  g_autoptr(GPtrArray) catalogue = scene_catalogue();
  g_autoptr(GError) error = NULL;

  g_assert_nonnull(catalogue);
  g_assert_true(
      g_resources_get_info("/org/vitrine/Vitrine/scenes/index", 0, NULL, NULL, &error));
  g_assert_no_error(error);
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/scene-file/keys become settings", test_load);
  g_test_add_func("/scene-file/what is wrong is named with its line", test_bad);
  g_test_add_func("/scene-file/a structure alone is a scene", test_structure);
  g_test_add_func("/scene-file/a saved scene comes back", test_save);
  g_test_add_func("/scene-file/every key of the view comes back", test_view);
  g_test_add_func("/scene-file/what is as usual can be said", test_usual_view);
  g_test_add_func("/scene-file/older files have a surface elsewhere", test_old_surface);
  g_test_add_func("/scene-file/the reason of a long refusal is told", test_long_view);
  g_test_add_func("/scene-file/what is wrong in the view is named with its line",
                  test_bad_view);
  g_test_add_func("/scene-file/a scene is opened by name or as a file", test_open);
  g_test_add_func("/scene-file/every shipped scene loads", test_catalogue);
  g_test_add_func("/scene-file/an unknown scene is refused", test_unknown_id);
  g_test_add_func("/scene-file/shipped scenes are compiled in", test_resource);
  int status = g_test_run();
  support_clean();
  return status;
}

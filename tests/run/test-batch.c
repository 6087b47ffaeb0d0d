// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <glib.h>
#include <glib/gstdio.h>
#include <math.h>

#include "base/base-error.h"
#include "io/scene-file.h"
#include "run/batch.h"

static Scene *
scene_with(Ensemble ensemble)
{
  g_autoptr(GError) error = NULL;
  Scene *scene = scene_load_shipped("ns2", &error);

  g_assert_no_error(error);
  scene->ensemble = ensemble;
  return scene;
}

static char *
checkpoint_path(void)
{
  g_autofree char *folder = g_dir_make_tmp("vitrine-batch-XXXXXX", NULL);

  return g_build_filename(folder, "state.checkpoint", NULL);
}

static void
remove_checkpoint(const char *path)
{
  g_autofree char *folder = g_path_get_dirname(path);

  g_remove(path);
  g_rmdir(folder);
}

static BatchResult
run(const Scene *scene, const BatchOptions *options)
{
  g_autoptr(GError) error = NULL;
  BatchResult result;

  batch_run(scene, options, &result, &error);
  g_assert_no_error(error);
  return result;
}

static void
a_resumed_run_has_the_same_bits(void)
{
  for (int e = ENSEMBLE_NVE; e <= ENSEMBLE_NPT_MTK; e++) {
    g_autoptr(Scene) scene = scene_with(e);
    g_autofree char *path = checkpoint_path();
    BatchOptions options = {.n_steps = 60,
                            .engine = {.n_threads = 1},
                            .checkpoint_path = path,
                            .checkpoint_every = 20};
    scene->field = vec3(0.0, 0.02, 0.0);
    scene->anisotropic = e == ENSEMBLE_NPT_SCR;
    BatchResult whole = run(scene, &options);
    options.n_steps = 40;
    g_assert_cmphex(run(scene, &options).hash, !=, whole.hash);
    options.n_steps = 60;
    options.resume = TRUE;
    options.engine.n_threads = 3;
    BatchResult rest = run(scene, &options);
    g_assert_cmpint(rest.steps, ==, 60);
    g_assert_cmpint(rest.steps_now, ==, 20);
    g_assert_cmphex(rest.hash, ==, whole.hash);
    remove_checkpoint(path);
  }
}

static gboolean
stop_at_once(double fraction, const Thermo *thermo, gpointer data)
{
  return FALSE;
}

/* The ramp knows where it was. */
static void
a_resumed_ramp_has_the_same_bits(void)
{
  g_autoptr(Scene) scene = scene_with(ENSEMBLE_NPT_MTK);
  g_autofree char *path = checkpoint_path();
  BatchOptions options = {.n_steps = 8,
                          .engine = {.n_threads = 1},
                          .checkpoint_path = path,
                          .checkpoint_every = 1};

  scene->temperature_end = 1200.0;
  scene->pressure_end = 0.01;
  BatchResult whole = run(scene, &options);
  options.progress = stop_at_once;
  g_assert_cmpint(run(scene, &options).steps, ==, 1);
  options.progress = NULL;
  options.resume = TRUE;
  BatchResult rest = run(scene, &options);
  g_assert_cmpint(rest.steps_now, ==, 7);
  g_assert_cmphex(rest.hash, ==, whole.hash);
  remove_checkpoint(path);
}

static void
assert_refused(const Scene *scene, const char *path, const char *reason)
{
  g_autoptr(GError) error = NULL;
  BatchOptions options = {
      .n_steps = 2, .engine = {.n_threads = 1}, .checkpoint_path = path, .resume = TRUE};
  BatchResult result;

  g_assert_false(batch_run(scene, &options, &result, &error));
  g_assert_true(error->domain == VITRINE_ERROR);
  if (!strstr(error->message, reason))
    g_error("expected \"…%s…\", got \"%s\"", reason, error->message);
}

static void
assert_refused_bytes(const Scene *scene, const char *path, const char *data, gsize size,
                     const char *reason)
{
  g_assert_true(g_file_set_contents(path, data, size, NULL));
  assert_refused(scene, path, reason);
}

static void
a_damaged_checkpoint_is_refused(void)
{
  g_autoptr(Scene) scene = scene_with(ENSEMBLE_NVT_BUSSI);
  g_autofree char *path = checkpoint_path();
  g_autofree char *data = NULL;
  BatchOptions options = {
      .n_steps = 1, .engine = {.n_threads = 1}, .checkpoint_path = path};
  gsize size;

  assert_refused(scene, path, "state.checkpoint");
  run(scene, &options);
  g_assert_true(g_file_get_contents(path, &data, &size, NULL));
  for (gsize at = 200; at < size; at += size / 7) {
    data[at] ^= 0x10;
    assert_refused_bytes(scene, path, data, size, "damaged");
    data[at] ^= 0x10;
  }
  assert_refused_bytes(scene, path, data, size - 1, "damaged");
  assert_refused_bytes(scene, path, data, size / 2, "damaged");
  assert_refused_bytes(scene, path, data, 50, "not a checkpoint");
  assert_refused_bytes(scene, path, "", 0, "not a checkpoint");
  data[8] ^= 2;
  assert_refused_bytes(scene, path, data, size, "version");
  data[8] ^= 2;
  g_assert_true(g_file_set_contents(path, data, size, NULL));
  g_autoptr(Scene) other = scene_load_shipped("silica", NULL);
  assert_refused(other, path, "another structure");
  remove_checkpoint(path);
}

/* Tightly coupled, the atoms follow the target closely. */
static void
a_ramp_ends_where_it_was_told(void)
{
  g_autoptr(Scene) scene = scene_with(ENSEMBLE_NVT_LANGEVIN);
  BatchOptions options = {.n_steps = 400, .engine = {.n_threads = 2}};

  scene->tau = 0.01;
  scene->temperature_end = 1000.0;
  BatchResult result = run(scene, &options);
  g_assert_cmpfloat_with_epsilon(result.thermo.temperature, 1000.0, 80.0);
  /* Over its second half: from half way to the end. */
  g_assert_cmpfloat_with_epsilon(result.temperature_mean,
                                 1000.0 + 0.25 * (scene->temperature - 1000.0), 50.0);
}

/* 8 GPa on a melt of some 10 to 30 GPa modulus. */
static void
pressure_makes_the_glass_denser(void)
{
  g_autoptr(Scene) loose = scene_with(ENSEMBLE_NPT_SCR);
  g_autoptr(Scene) tight = scene_with(ENSEMBLE_NPT_SCR);
  BatchOptions options = {.n_steps = 400, .engine = {.n_threads = 2}};

  loose->tau_pressure = tight->tau_pressure = 0.1;
  tight->pressure = 0.05;
  BatchResult a = run(loose, &options), b = run(tight, &options);
  g_assert_cmpfloat(b.density, >, 1.05 * a.density);
  g_assert_cmpfloat_with_epsilon(b.density * b.volume, a.density * a.volume,
                                 1e-9 * a.density * a.volume);
}

static Scene *
scene_with_start(Frame *start)
{
  Scene *scene = scene_with(ENSEMBLE_NVT_BUSSI);

  frame_unref(scene->start);
  scene->start = start;
  scene->relax = TRUE;
  return scene;
}

static void
a_thin_cell_is_refused(void)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(Scene) scene = scene_with(ENSEMBLE_NVT_BUSSI);
  Frame *start = frame_copy(scene->start, 0);
  const Cell cell = start->cell;
  BatchOptions options = {.n_steps = 1, .engine = {.n_threads = 1}};
  BatchResult result;

  cell_init(&start->cell, cell.vector[0], vec3(0.0, 0.9, 0.0), cell.vector[2],
            cell.origin);
  g_autoptr(Scene) thin = scene_with_start(start);
  g_assert_false(batch_run(thin, &options, &result, &error));
  g_assert_error(error, VITRINE_ERROR, VITRINE_ERROR_INPUT);
}

/* Forces between them are not finite; nobody else is moved by that. */
static void
atoms_at_one_place_are_named(void)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(Scene) scene = scene_with(ENSEMBLE_NVT_BUSSI);
  Frame *start = frame_copy(scene->start, 0);
  BatchOptions options = {.n_steps = 1, .engine = {.n_threads = 1}};
  BatchResult result;

  start->position[11] = start->position[7];
  g_autoptr(Scene) twin = scene_with_start(start);
  g_assert_false(batch_run(twin, &options, &result, &error));
  g_assert_error(error, VITRINE_ERROR, VITRINE_ERROR_FAILED);
  g_assert_nonnull(strstr(error->message, " 8, 0.00 Å"));
  g_assert_nonnull(strstr(error->message, " 12; "));
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/batch/a resumed run has the same bits in every ensemble",
                  a_resumed_run_has_the_same_bits);
  g_test_add_func("/batch/a resumed ramp has the same bits",
                  a_resumed_ramp_has_the_same_bits);
  g_test_add_func("/batch/a damaged checkpoint is refused",
                  a_damaged_checkpoint_is_refused);
  g_test_add_func("/batch/a ramp ends where it was told", a_ramp_ends_where_it_was_told);
  g_test_add_func("/batch/pressure makes the glass denser",
                  pressure_makes_the_glass_denser);
  g_test_add_func("/batch/a thin cell is refused", a_thin_cell_is_refused);
  g_test_add_func("/batch/atoms at one place are named", atoms_at_one_place_are_named);
  return g_test_run();
}

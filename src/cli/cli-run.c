// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <glib/gi18n.h>
#include <math.h>
#include <stdio.h>

#include "base/units.h"
#include "cli/cli.h"
#include "cli/scene-options.h"
#include "io/scene-file.h"
#include "potential/cutoff-step.h"
#include "potential/learned/learned-model.h"
#include "potential/potential-set.h"
#include "run/batch.h"

typedef struct {
  SceneOptions scene;
  char *output, *export_path, *checkpoint;
  gint64 steps, checkpoint_every;
  double time, every_fs; /* ps, fs */
  gboolean json, relax, drawn, resume;
} RunFlags;

static gboolean
show_progress(double fraction, const Thermo *thermo, gpointer data)
{
  g_autofree char *detail =
      g_strdup_printf("T %.0f K  E %.4g eV  P %.2f GPa", thermo->temperature,
                      thermo->potential, thermo->pressure * UNITS_GPA);

  cli_progress_update(data, fraction, detail);
  return TRUE;
}

static void
add_number(JsonBuilder *json, const char *key, double value)
{
  json_builder_set_member_name(json, key);
  json_builder_add_double_value(json, value);
}

static void
print_json(const BatchResult *r)
{
  JsonBuilder *json = json_builder_new();
  g_autofree char *hash = g_strdup_printf("%016" G_GINT64_MODIFIER "x", r->hash);

  json_builder_begin_object(json);
  json_builder_set_member_name(json, "hash");
  json_builder_add_string_value(json, hash);
  json_builder_set_member_name(json, "steps");
  json_builder_add_int_value(json, r->steps);
  json_builder_set_member_name(json, "n_atoms");
  json_builder_add_int_value(json, r->n_atoms);
  add_number(json, "time_ps", r->time);
  add_number(json, "wall_s", r->wall);
  add_number(json, "temperature_K", r->thermo.temperature);
  add_number(json, "temperature_mean_K", r->temperature_mean);
  add_number(json, "temperature_sd_K", r->temperature_sd);
  add_number(json, "potential_eV", r->thermo.potential);
  add_number(json, "kinetic_eV", r->thermo.kinetic);
  add_number(json, "conserved_eV", r->thermo.conserved);
  add_number(json, "drift_eV_per_atom_ps", r->drift);
  if (isfinite(r->deviation_worst)) {
    add_number(json, "force_deviation_worst_eV_per_A", r->deviation_worst);
    add_number(json, "untrusted_steps", r->untrusted);
  }
  if (isfinite(r->grade_worst)) {
    add_number(json, "extrapolation_grade_worst", r->grade_worst);
    add_number(json, "extrapolating_steps", r->beyond);
  }
  add_number(json, "pressure_GPa", r->thermo.pressure * UNITS_GPA);
  add_number(json, "volume_A3", r->volume);
  add_number(json, "density_g_cm3", r->density);
  json_builder_set_member_name(json, "current_mean_e_A_per_ps");
  json_builder_begin_array(json);
  json_builder_add_double_value(json, r->current_mean.x);
  json_builder_add_double_value(json, r->current_mean.y);
  json_builder_add_double_value(json, r->current_mean.z);
  json_builder_end_array(json);
  json_builder_end_object(json);
  cli_print_json(json);
}

static void
print_text(const BatchResult *r)
{
  printf(_("%u atoms, %lld steps in %.2f s (%.1f steps/s), t = %.3f ps\n"), r->n_atoms,
         (long long)r->steps, r->wall, r->wall > 0 ? r->steps / r->wall : 0.0, r->time);
  printf(_("T %.1f K (second half %.1f ± %.1f), E %.6f eV, P %.3f GPa\n"),
         r->thermo.temperature, r->temperature_mean, r->temperature_sd,
         r->thermo.potential, r->thermo.pressure * UNITS_GPA);
  printf(_("conserved energy: slope %.2e eV/atom/ps\n"), r->drift);
  if (isfinite(r->deviation_worst))
    printf(_("committee: forces differ by up to %.3f eV/Å; beyond trust at %lld steps\n"),
           r->deviation_worst, (long long)r->untrusted);
  if (isfinite(r->grade_worst))
    printf(
        _("extrapolation: grade up to %.2f; beyond the limit at %lld of the steps that "
          "were looked at\n"),
        r->grade_worst, (long long)r->beyond);
  printf(_("hash %016llx\n"), (unsigned long long)r->hash);
}

/* What a potential does to a run that nobody would expect. */
static void
print_note(const Scene *scene)
{
  if (learned_model_recognises(scene->potential))
    return;
  g_autoptr(ForceField) ff = potential_for_scene(scene, NULL);
  g_autofree char *warning = ff ? cutoff_warning(ff) : NULL;

  if (warning)
    fprintf(stderr, _("note: %s\n"), warning);
}

static int
work(const char *name, RunFlags *flags)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(Scene) scene = scene_open(name, &error);

  EngineOptions engine;

  if (!scene || !scene_options_apply(&flags->scene, scene, &error) ||
      !scene_options_engine(&flags->scene, &engine, &error))
    return cli_fail("run", error);
  scene->relax = scene->relax || flags->relax;
  if (flags->drawn)
    scene->keep_velocities = FALSE;
  print_note(scene);
  g_autoptr(CliProgress) progress = cli_progress_new(scene->name ? scene->name : name);
  BatchOptions options = {
      .n_steps =
          flags->steps >= 0 ? flags->steps : (gint64)llround(flags->time / scene->dt),
      .engine = engine,
      .export_path = flags->export_path,
      .export_every = flags->every_fs * UNITS_FS,
      .final_path = flags->output,
      .checkpoint_path = flags->checkpoint,
      .checkpoint_every = flags->checkpoint_every,
      .resume = flags->resume,
      .progress = show_progress,
      .data = progress,
  };
  BatchResult result;
  gboolean good = batch_run(scene, &options, &result, &error);
  g_clear_pointer(&progress, cli_progress_free);
  if (!good)
    return cli_fail("run", error);
  if (flags->json)
    print_json(&result);
  else
    print_text(&result);
  return CLI_DONE;
}

static int
check_and_work(const char *name, RunFlags *flags)
{
  if (flags->output && g_str_has_suffix(flags->output, ".vitrine"))
    return cli_misuse("run", _("project files (.vitrine) are not available yet; "
                               "-o OUT.extxyz keeps the last state, --export the path"));
  if (flags->every_fs <= 0.0)
    return cli_misuse("run", _("--every must be positive"));
  if (flags->steps < 0 && !(flags->time >= 0.0))
    return cli_misuse("run", _("say how long: --steps N or --time PS"));
  if (flags->resume && !flags->checkpoint)
    return cli_misuse("run", _("--resume needs --checkpoint FILE"));
  if (flags->checkpoint_every < 0)
    return cli_misuse("run", _("--checkpoint-every cannot be negative"));
  if (flags->resume && flags->export_path &&
      g_file_test(flags->export_path, G_FILE_TEST_EXISTS))
    return cli_misuse("run", _("--resume would overwrite the frames so far: give "
                               "--export another name"));
  return work(name, flags);
}

int
cli_run(int argc, char **argv)
{
  RunFlags flags = {
      .steps = -1, .time = NAN, .every_fs = 50.0, .checkpoint_every = 10000};
  const GOptionEntry own[] = {
      {"steps", 0, 0, G_OPTION_ARG_INT64, &flags.steps, N_("Number of time steps"), "N"},
      {"time", 0, 0, G_OPTION_ARG_DOUBLE, &flags.time, N_("Length of the run, ps"), "PS"},
      {"output", 'o', 0, G_OPTION_ARG_FILENAME, &flags.output,
       N_("Write the last state with velocities"), "OUT.extxyz"},
      {"export", 0, 0, G_OPTION_ARG_FILENAME, &flags.export_path,
       N_("Write the trajectory"), "TRAJ.extxyz"},
      {"every", 0, 0, G_OPTION_ARG_DOUBLE, &flags.every_fs,
       N_("Time between its frames, fs (default 50)"), "FS"},
      {"checkpoint", 0, 0, G_OPTION_ARG_FILENAME, &flags.checkpoint,
       N_("Keep the state here, to go on from later bit for bit"), "FILE"},
      {"checkpoint-every", 0, 0, G_OPTION_ARG_INT64, &flags.checkpoint_every,
       N_("Steps between two of them (default 10000; 0: at the end only)"), "N"},
      {"resume", 0, 0, G_OPTION_ARG_NONE, &flags.resume,
       N_("Go on from the checkpoint; --steps and --time mean the whole run"), NULL},
      {"relax", 0, 0, G_OPTION_ARG_NONE, &flags.relax,
       N_("Minimise before the first step (random starts)"), NULL},
      {"draw-velocities", 0, 0, G_OPTION_ARG_NONE, &flags.drawn,
       N_("Draw velocities even when the file has some"), NULL},
      {"json", 0, 0, G_OPTION_ARG_NONE, &flags.json, N_("Result as JSON"), NULL},
      G_OPTION_ENTRY_NULL};

  scene_options_init(&flags.scene);
  g_autofree GOptionEntry *entries = scene_options_entries(&flags.scene, own, TRUE);
  int status = CLI_USAGE;
  if (cli_parse(&argc, &argv, entries, "SCENE",
                _("Runs a shipped scene by name, a scene file or a structure file."), 1,
                1))
    status = check_and_work(argv[1], &flags);
  scene_options_clear(&flags.scene);
  g_free(flags.output);
  g_free(flags.export_path);
  g_free(flags.checkpoint);
  return status;
}

// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <glib/gi18n.h>
#include <math.h>
#include <stdio.h>

#include "cli/cli.h"
#include "cli/scene-options.h"
#include "io/scene-file.h"

#include "run/bench.h"

typedef struct {
  SceneOptions scene;
  gint64 steps;
  int atoms;
  gboolean json;
} BenchFlags;

static void
add_number(JsonBuilder *json, const char *key, double value)
{
  json_builder_set_member_name(json, key);
  json_builder_add_double_value(json, value);
}

static void
print_json(const BenchResult *r)
{
  JsonBuilder *json = json_builder_new();

  json_builder_begin_object(json);
  json_builder_set_member_name(json, "kernel");
  json_builder_add_string_value(json, r->kernel);
  json_builder_set_member_name(json, "n_atoms");
  json_builder_add_int_value(json, r->n_atoms);
  json_builder_set_member_name(json, "n_threads");
  json_builder_add_int_value(json, r->n_threads);
  json_builder_set_member_name(json, "steps");
  json_builder_add_int_value(json, r->steps);
  add_number(json, "steps_per_s", r->steps_per_second);
  add_number(json, "pairs_per_s", r->pairs_per_second);
  add_number(json, "ns_per_day", r->ns_per_day);
  add_number(json, "list_us_per_step", 1e6 * r->list);
  add_number(json, "pair_us_per_step", 1e6 * r->pair);
  add_number(json, "reduce_us_per_step", 1e6 * r->reduce);
  add_number(json, "other_forces_us_per_step", 1e6 * r->other);
  add_number(json, "integrate_us_per_step", 1e6 * r->rest);
  if (!isnan(r->force_error)) {
    add_number(json, "force_error_relative_rms", r->force_error);
    add_number(json, "energy_error_eV_per_atom", r->energy_error);
  }
  add_number(json, "bytes_per_atom", r->bytes_per_atom);
  add_number(json, "parameter_change_ms", 1e3 * r->change);
  json_builder_end_object(json);
  cli_print_json(json);
}

static void
print_part(const char *name, double seconds, double all)
{
  int pad = MAX(0, 30 - (int)g_utf8_strlen(name, -1));

  printf("  %s%*s %8.1f µs  %4.1f %%\n", name, pad, "", 1e6 * seconds,
         100.0 * seconds / all);
}

static void
print_text(const BenchResult *r)
{
  double all = r->list + r->pair + r->reduce + r->other + r->rest;

  printf(_("%u atoms, kernel %s, %u threads, %lld steps\n"), r->n_atoms, r->kernel,
         r->n_threads, (long long)r->steps);
  printf(_("%.1f steps/s   %.4g pairs/s   %.2f ns/day\n"), r->steps_per_second,
         r->pairs_per_second, r->ns_per_day);
  print_part(_("moving, neighbour lists"), r->list, all);
  print_part(_("pair forces"), r->pair, all);
  print_part(_("adding up, kicks"), r->reduce, all);
  print_part(_("three-body, reciprocal"), r->other, all);
  print_part(_("thermostat, barostat, guard"), r->rest, all);
  if (!isnan(r->force_error))
    printf(_("against double precision: forces %.1e of the rms, energy %.1e eV/atom\n"),
           r->force_error, r->energy_error);
  printf(_("memory %.0f bytes/atom\n"), r->bytes_per_atom);
  if (isfinite(r->change))
    printf(_("a changed parameter is at work after %.2f ms\n"), 1e3 * r->change);
}

static int
work(const char *name, BenchFlags *flags)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(Scene) scene = scene_open(name ? name : "ns2", &error);
  EngineOptions engine;
  BenchResult result;

  if (!scene || !scene_options_apply(&flags->scene, scene, &error) ||
      !scene_options_engine(&flags->scene, &engine, &error))
    return cli_fail("bench", error);
  if (flags->atoms > 0) {
    Frame *large = bench_enlarge(scene->start, flags->atoms);
    frame_unref(scene->start);
    scene->start = large;
  }
  if (!bench_run(scene, &engine, flags->steps, &result, &error))
    return cli_fail("bench", error);
  if (flags->json)
    print_json(&result);
  else
    print_text(&result);
  return CLI_DONE;
}

int
cli_bench(int argc, char **argv)
{
  BenchFlags flags = {.steps = 2000};
  const GOptionEntry own[] = {
      {"atoms", 0, 0, G_OPTION_ARG_INT, &flags.atoms,
       N_("Copies of the structure until it has this many atoms"), "N"},
      {"steps", 0, 0, G_OPTION_ARG_INT64, &flags.steps,
       N_("Number of time steps (default 2000)"), "N"},
      {"json", 0, 0, G_OPTION_ARG_NONE, &flags.json, N_("Result as JSON"), NULL},
      G_OPTION_ENTRY_NULL};

  scene_options_init(&flags.scene);
  g_autofree GOptionEntry *entries = scene_options_entries(&flags.scene, own, TRUE);
  int status = CLI_USAGE;
  if (cli_parse(
          &argc, &argv, entries, "[IN]",
          _("Speed and exactness of the engine on this machine, on the default scene "
            "or a structure."),
          0, 1))
    status = flags.steps < 1 ? cli_misuse("bench", _("--steps must be positive"))
                             : work(argc > 1 ? argv[1] : NULL, &flags);
  scene_options_clear(&flags.scene);
  return status;
}

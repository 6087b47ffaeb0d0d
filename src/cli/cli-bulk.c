// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <glib/gi18n.h>
#include <locale.h>
#include <math.h>
#include <stdio.h>

#include "cli/analysis-files.h"
#include "cli/cli.h"
#include "cli/scene-options.h"
#include "io/scene-file.h"
#include "run/bulk-protocol.h"

typedef struct {
  SceneOptions scene;
  gboolean density, modulus, expansion, capacity, tg, relax, json;
  double percent; /* strain */
  char *output, *final;
  BulkOptions options;
} BulkFlags;

static gboolean
progress_cb(double fraction, const char *what, gpointer data)
{
  cli_progress_update(data, fraction, what);
  return TRUE;
}

static void
print_text(const AnalysisResult *result, const char *folder)
{
  printf(_("%s, %u atoms\n"), result->formula, result->n_atoms);
  for (guint i = 0; i < result->charts->len; i++) {
    const Chart *chart = g_ptr_array_index(result->charts, i);
    printf("%s: %s%s%s\n", chart->title, chart->value ? chart->value : "",
           chart->value && chart->verdict ? " · " : "",
           chart->verdict ? chart->verdict : "");
  }
  if (folder)
    printf(_("curves, pictures and summary.json are in %s\n"), folder);
}

static AnalysisResult *
measure(const char *name, BulkFlags *flags, GError **error)
{
  g_autoptr(Scene) scene = scene_open(name, error);

  if (!scene || !scene_options_apply(&flags->scene, scene, error) ||
      !scene_options_engine(&flags->scene, &flags->options.engine, error))
    return NULL;
  scene->relax = scene->relax || flags->relax;
  g_autoptr(CliProgress) progress = cli_progress_new(scene->name ? scene->name : name);
  flags->options.progress = progress_cb;
  flags->options.data = progress;
  flags->options.final_path = flags->final;
  return bulk_protocol_run(scene, &flags->options, error);
}

static int
work(const char *name, BulkFlags *flags)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(AnalysisResult) result = measure(name, flags, &error);

  if (!result)
    return cli_fail("bulk", error);
  if (flags->output && !analysis_files_write(result, name, flags->output, &error))
    return cli_fail("bulk", error);
  if (flags->json)
    cli_print_json(analysis_summary(result, name));
  else
    print_text(result, flags->output);
  return CLI_DONE;
}

static void
choose(BulkFlags *flags)
{
  guint asked = (flags->density ? BULK_DENSITY : 0) |
                (flags->modulus ? BULK_MODULUS : 0) |
                (flags->expansion ? BULK_EXPANSION : 0) |
                (flags->capacity ? BULK_CAPACITY : 0) | (flags->tg ? BULK_TG : 0);

  if (asked)
    flags->options.properties = asked;
  flags->options.strain = flags->percent / 100.0;
}

static int
check_and_work(const char *name, BulkFlags *flags)
{
  const BulkOptions *o = &flags->options;

  choose(flags);
  if (!(o->settle >= 0.0) || !(o->hold > 0.0))
    return cli_misuse("bulk", _("--hold must be positive, --settle not negative"));
  if (!(o->strain > 0.0) || o->strain > 0.1)
    return cli_misuse("bulk", _("--strain must lie between 0 and 10 percent"));
  if (!(o->step > 0.0) || !(o->ramp_rate > 0.0))
    return cli_misuse("bulk", _("--step and --rate must be positive"));
  if (!(o->ramp_from > 0.0) || !(o->ramp_to > 0.0))
    return cli_misuse("bulk", _("temperatures must be positive"));
  return work(name, flags);
}

static GOptionEntry *
new_entries(BulkFlags *flags)
{
  BulkOptions *o = &flags->options;
  const GOptionEntry own[] = {
      {"density", 0, 0, G_OPTION_ARG_NONE, &flags->density,
       N_("Density and fluctuations at constant pressure"), NULL},
      {"modulus", 0, 0, G_OPTION_ARG_NONE, &flags->modulus,
       N_("Bulk modulus from the pressure at five volumes"), NULL},
      {"expansion", 0, 0, G_OPTION_ARG_NONE, &flags->expansion,
       N_("Thermal expansion and C_P from three temperatures"), NULL},
      {"capacity", 0, 0, G_OPTION_ARG_NONE, &flags->capacity,
       N_("C_V from three temperatures and from fluctuation"), NULL},
      {"tg", 0, 0, G_OPTION_ARG_NONE, &flags->tg,
       N_("Glass transition on a ramp at constant pressure"), NULL},
      {"settle", 0, 0, G_OPTION_ARG_DOUBLE, &o->settle,
       N_("Time before each measurement, ps (5)"), "PS"},
      {"hold", 0, 0, G_OPTION_ARG_DOUBLE, &o->hold,
       N_("Time of each measurement, ps (10)"), "PS"},
      {"strain", 0, 0, G_OPTION_ARG_DOUBLE, &flags->percent,
       N_("Largest change of the volume, percent (1)"), "PERCENT"},
      {"step", 0, 0, G_OPTION_ARG_DOUBLE, &o->step,
       N_("Distance of the temperatures, K (50)"), "K"},
      {"from", 0, 0, G_OPTION_ARG_DOUBLE, &o->ramp_from,
       N_("Temperature at the beginning of the ramp, K (2000)"), "K"},
      {"to", 0, 0, G_OPTION_ARG_DOUBLE, &o->ramp_to,
       N_("Temperature at its end, K (300)"), "K"},
      {"rate", 0, 0, G_OPTION_ARG_DOUBLE, &o->ramp_rate, N_("Its rate, K/ps (20)"),
       "K/PS"},
      {"relax", 0, 0, G_OPTION_ARG_NONE, &flags->relax,
       N_("Minimise before the first step (random starts)"), NULL},
      {"output", 'o', 0, G_OPTION_ARG_FILENAME, &flags->output,
       N_("Folder for curves (CSV), pictures (SVG) and summary.json"), "DIR"},
      {"final", 0, 0, G_OPTION_ARG_FILENAME, &flags->final,
       N_("Write the last state with velocities"), "OUT.extxyz"},
      {"json", 0, 0, G_OPTION_ARG_NONE, &flags->json, N_("Print the summary as JSON"),
       NULL},
      G_OPTION_ENTRY_NULL};

  return scene_options_entries(&flags->scene, own, TRUE);
}

int
cli_bulk(int argc, char **argv)
{
  BulkFlags flags = {.percent = 1.0};

  scene_options_init(&flags.scene);
  bulk_options_init(&flags.options);
  g_autofree GOptionEntry *entries = new_entries(&flags);
  int status = CLI_USAGE;
  if (cli_parse(&argc, &argv, entries, "SCENE",
                _("Bulk properties of a glass at the scene's temperature and pressure: "
                  "all but the ramp, or those asked for."),
                1, 1)) {
    /* What is written speaks the words of the field, whatever the language here. */
    setlocale(LC_MESSAGES, "C");
    status = check_and_work(argv[1], &flags);
  }
  scene_options_clear(&flags.scene);
  g_free(flags.output);
  g_free(flags.final);
  return status;
}

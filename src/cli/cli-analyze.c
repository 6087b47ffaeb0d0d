// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <glib/gi18n.h>
#include <locale.h>
#include <math.h>
#include <stdio.h>

#include "cli/analysis-files.h"
#include "cli/cli.h"
#include "run/analyze-trajectory.h"

typedef struct {
  gboolean msd, van_hove, rdf, hops, rings3;
  gboolean ngp, coordination, rings;
  gboolean json;
  char *species, *output; /* owned */
  double dt;              /* ps; NAN: as in the file */
  AnalysisOptions options;
} AnalyzeFlags;

static gboolean
progress_cb(double fraction, guint n_frames, gpointer data)
{
  g_autofree char *detail =
      g_strdup_printf(ngettext("%u frame", "%u frames", n_frames), n_frames);

  cli_progress_update(data, fraction, detail);
  return TRUE;
}

static guint
chosen_quantities(const AnalyzeFlags *flags)
{
  guint chosen = 0;

  chosen |= flags->msd ? ANALYSIS_MSD : 0;
  chosen |= flags->van_hove ? ANALYSIS_VAN_HOVE : 0;
  chosen |= flags->rdf ? ANALYSIS_RDF : 0;
  chosen |= flags->hops ? ANALYSIS_HOPS : 0;
  chosen |= flags->rings3 ? ANALYSIS_RINGS3 : 0;
  return chosen;
}

static AnalysisResult *
analyze(const char *path, AnalyzeFlags *flags, GError **error)
{
  g_autoptr(TrajectoryReader) reader = trajectory_reader_open(path, error);

  if (!reader)
    return NULL;
  if (!isnan(flags->dt))
    trajectory_reader_set_interval(reader, flags->dt);
  g_autoptr(CliProgress) progress = cli_progress_new(_("analyze"));
  flags->options.quantities = chosen_quantities(flags);
  flags->options.species = flags->species;
  flags->options.progress = progress_cb;
  flags->options.data = progress;
  return analyze_trajectory(reader, &flags->options, error);
}

static void
print_text(const AnalysisResult *result, const char *folder)
{
  printf(ngettext("%s, %u atoms, %u frame, %.6g … %.6g ps\n",
                  "%s, %u atoms, %u frames, %.6g … %.6g ps\n", result->n_frames),
         result->formula, result->n_atoms, result->n_frames, result->from, result->to);
  for (guint i = 0; i < result->charts->len; i++) {
    const Chart *chart = g_ptr_array_index(result->charts, i);
    printf("%s: %s%s%s\n", chart->title, chart->value ? chart->value : "",
           chart->value && chart->verdict ? " · " : "",
           chart->verdict ? chart->verdict : "");
  }
  if (folder)
    printf(_("curves, pictures and summary.json are in %s\n"), folder);
}

static int
work(const char *path, AnalyzeFlags *flags)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(AnalysisResult) result = analyze(path, flags, &error);

  if (!result)
    return cli_fail("analyze", error);
  if (flags->output && !analysis_files_write(result, path, flags->output, &error))
    return cli_fail("analyze", error);
  for (guint i = 0; i < result->notes->len; i++)
    fprintf(stderr, _("note: %s\n"), (char *)g_ptr_array_index(result->notes, i));
  if (flags->json)
    cli_print_json(analysis_summary(result, path));
  else
    print_text(result, flags->output);
  return CLI_DONE;
}

static int
check_and_work(const char *path, AnalyzeFlags *flags)
{
  const AnalysisOptions *options = &flags->options;

  if (flags->ngp || flags->coordination || flags->rings)
    return cli_misuse("analyze", _("--ngp, --coordination and --rings are not available "
                                   "yet"));
  if (!flags->output && !flags->json)
    return cli_misuse("analyze", _("say where the results go: -o DIR, or --json"));
  if (!isnan(flags->dt) && !(flags->dt > 0.0))
    return cli_misuse("analyze", _("--dt must be positive"));
  if (options->interval < 0.0 || !(options->hop_window > 0.0))
    return cli_misuse("analyze", _("--interval and --hop-window must be positive"));
  if (options->from >= options->to || options->fit_from >= options->fit_to)
    return cli_misuse("analyze", _("the time asked for ends before it begins"));
  return work(path, flags);
}

int
cli_analyze(int argc, char **argv)
{
  AnalyzeFlags flags = {.dt = NAN};
  AnalysisOptions *o = &flags.options;
  const GOptionEntry entries[] = {
      {"msd", 0, 0, G_OPTION_ARG_NONE, &flags.msd,
       N_("Mean square displacements, D with its error"), NULL},
      {"vanhove", 0, 0, G_OPTION_ARG_NONE, &flags.van_hove,
       N_("Self van Hove function of the mobile ions"), NULL},
      {"rdf", 0, 0, G_OPTION_ARG_NONE, &flags.rdf,
       N_("Pair distributions, coordination numbers"), NULL},
      {"hops", 0, 0, G_OPTION_ARG_NONE, &flags.hops, N_("Hops of the mobile ions"), NULL},
      {"rings3", 0, 0, G_OPTION_ARG_NONE, &flags.rings3,
       N_("Three-membered rings (without any of these: all of them)"), NULL},
      {"ngp", 0, 0, G_OPTION_ARG_NONE, &flags.ngp, N_("Not available yet"), NULL},
      {"coordination", 0, 0, G_OPTION_ARG_NONE, &flags.coordination,
       N_("Not available yet"), NULL},
      {"rings", 0, 0, G_OPTION_ARG_NONE, &flags.rings, N_("Not available yet"), NULL},
      {"species", 0, 0, G_OPTION_ARG_STRING, &flags.species,
       N_("Whose motion (the most numerous mobile ion)"), "SYMBOL"},
      {"from", 0, 0, G_OPTION_ARG_DOUBLE, &o->from, N_("Frames from this time on, ps"),
       "PS"},
      {"to", 0, 0, G_OPTION_ARG_DOUBLE, &o->to, N_("Frames up to this time, ps"), "PS"},
      {"dt", 0, 0, G_OPTION_ARG_DOUBLE, &flags.dt,
       N_("Time between frames, ps, whatever the file says"), "PS"},
      {"interval", 0, 0, G_OPTION_ARG_DOUBLE, &o->interval,
       N_("Take a frame every so many ps (every frame)"), "PS"},
      {"fit-from", 0, 0, G_OPTION_ARG_DOUBLE, &o->fit_from,
       N_("Shortest lag of the fit of D, ps (automatic)"), "PS"},
      {"fit-to", 0, 0, G_OPTION_ARG_DOUBLE, &o->fit_to,
       N_("Longest lag of the fit of D, ps (a third of the time)"), "PS"},
      {"hop-window", 0, 0, G_OPTION_ARG_DOUBLE, &o->hop_window,
       N_("Half window of the hop detector, ps (1)"), "PS"},
      {"output", 'o', 0, G_OPTION_ARG_FILENAME, &flags.output,
       N_("Folder for curves (CSV), pictures (SVG) and summary.json"), "DIR"},
      {"json", 0, 0, G_OPTION_ARG_NONE, &flags.json, N_("Print the summary as JSON"),
       NULL},
      G_OPTION_ENTRY_NULL};

  analysis_options_init(o);
  int status = CLI_USAGE;
  if (cli_parse(&argc, &argv, entries, "TRAJ",
                _("What a trajectory tells about ions and network. Atoms are counted "
                  "from 0."),
                1, 1)) {
    /* What is written speaks the words of the field, whatever the language here. */
    setlocale(LC_MESSAGES, "C");
    status = check_and_work(argv[1], &flags);
  }
  g_free(flags.species);
  g_free(flags.output);
  return status;
}

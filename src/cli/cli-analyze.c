// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <glib/gi18n.h>
#include <locale.h>
#include <math.h>
#include <stdio.h>

#include "cli/analysis-files.h"
#include "cli/cli.h"
#include "model/transport-protocol.h"
#include "run/analyze-trajectory.h"
#include "run/observables.h"

#define FLAG_WIDTH 20

typedef struct {
  gboolean *wanted; /* by observable; owned */
  gboolean all, json;
  char *species, *output;           /* owned */
  char *protocol, *charges, *atoms; /* owned */
  char **bonds;                     /* as written; owned */
  double dt;                        /* ps; NAN: as in the file */
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

/* Ids of what was asked for, NULL-terminated; NULL when nothing was. Ids are borrowed.
 * Owner: caller (g_free). */
static const char **
list_wanted(const AnalyzeFlags *flags)
{
  const char **ids = g_new0(const char *, observables_count() + 1);
  guint n = 0;

  for (guint i = 0; i < observables_count(); i++)
    if (flags->wanted[i])
      ids[n++] = observables_get(i)->id;
  if (n == 0)
    g_clear_pointer(&ids, g_free);
  return ids;
}

/* What is written as text; NULL stays as it is. Owner of both: caller. */
static gboolean
parse_choices(const AnalyzeFlags *flags, GArray **charges, GArray **atoms, GError **error)
{
  if (flags->charges && !(*charges = observer_charges_parse(flags->charges, error)))
    return FALSE;
  return !flags->atoms || (*atoms = observer_atoms_parse(flags->atoms, error));
}

/* BondChoice of every --bond; NULL with error. */
static GArray *
read_bonds(const AnalyzeFlags *flags, GError **error)
{
  g_autoptr(GArray) bonds = g_array_new(FALSE, FALSE, sizeof(BondChoice));

  for (guint i = 0; flags->bonds && flags->bonds[i]; i++) {
    BondChoice choice;
    if (!bond_choice_parse(&choice, flags->bonds[i], error))
      return NULL;
    g_array_append_val(bonds, choice);
  }
  return g_steal_pointer(&bonds);
}

static AnalysisResult *
analyze(const char *path, AnalyzeFlags *flags, GError **error)
{
  g_autoptr(GArray) charges = NULL, atoms = NULL;
  ObserverOptions *observer = &flags->options.observer;

  if (!parse_choices(flags, &charges, &atoms, error))
    return NULL;
  g_autoptr(TrajectoryReader) reader = trajectory_reader_open(path, error);
  if (!reader)
    return NULL;
  observer->charges = charges ? (const ObserverCharge *)charges->data : NULL;
  observer->n_charges = charges ? charges->len : 0;
  observer->selection = atoms ? (const guint32 *)atoms->data : NULL;
  observer->n_selected = atoms ? atoms->len : 0;
  observer->hop_selection = observer->selection;
  observer->n_hop_selected = observer->n_selected;
  if (!isnan(flags->dt))
    trajectory_reader_set_interval(reader, flags->dt);
  g_autoptr(CliProgress) progress = cli_progress_new(_("analyze"));
  g_autoptr(GArray) bonds = read_bonds(flags, error);
  if (!bonds)
    return NULL;
  g_autofree const char **wanted = list_wanted(flags);
  flags->options.wanted = wanted;
  flags->options.all = flags->all;
  observer->species = flags->species;
  observer->bond = (BondChoice *)bonds->data;
  observer->n_bonds = bonds->len;
  observer->protocol = flags->protocol;
  observer->n_threads = 0;
  observer->thorough = TRUE;
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
    if (!chart->value && !chart->verdict)
      continue;
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
  const ObserverOptions *observer = &options->observer;

  if (!flags->output && !flags->json)
    return cli_misuse("analyze", _("say where the results go: -o DIR, or --json"));
  if (!isnan(flags->dt) && !(flags->dt > 0.0))
    return cli_misuse("analyze", _("--dt must be positive"));
  if (observer->interval < 0.0 || !(observer->hop_window > 0.0))
    return cli_misuse("analyze", _("--interval and --hop-window must be positive"));
  if (!(observer->hop_core >= 0.0) || !(observer->hop_back > 0.0))
    return cli_misuse("analyze",
                      _("--hop-core must not be negative, --hop-back positive"));
  if (!(observer->hop_threshold > 0.0) || observer->hop_lag <= 0.0 ||
      observer->hop_reach <= 0.0)
    return cli_misuse("analyze",
                      _("--hop-threshold, --hop-lag and --hop-reach must be positive"));
  if (!(observer->cluster_window >= 5.0) || !(fabs(observer->silhouette) <= 1.0))
    return cli_misuse("analyze", _("--cluster-window must be at least 5, --silhouette "
                                   "at most 1"));
  if (!(observer->cluster_smooth >= 0.0) || !(observer->cluster_core > 0.0) ||
      !(observer->cluster_least >= 0.0) || observer->cluster_most < 2 ||
      observer->cluster_most > 16)
    return cli_misuse("analyze", _("--cluster-core must be positive, --cluster-smooth "
                                   "and --cluster-least not negative, --cluster-most "
                                   "between 2 and 16"));
  if (!(observer->grid > 0.0) || !(observer->memory > 0.0))
    return cli_misuse("analyze", _("--grid and --memory must be positive"));
  if (observer->wave_number <= 0.0 || !(observer->overlap > 0.0))
    return cli_misuse("analyze",
                      _("--wave-number and --overlap-distance must be positive"));
  if (flags->protocol && !transport_protocol_find(flags->protocol))
    return cli_misuse("analyze", _("there is no protocol of that name"));
  if (observer->ring_size < 3 || observer->ring_size > 12)
    return cli_misuse("analyze", _("--ring-size must be between 3 and 12"));
  if (options->from >= options->to || observer->fit_from >= observer->fit_to)
    return cli_misuse("analyze", _("the time asked for ends before it begins"));
  return work(path, flags);
}

/* The quantities by their groups, in the way of --help. */
static char *
describe(void)
{
  GString *text = g_string_new(_("What a trajectory tells about ions and network. Atoms "
                                 "are counted from 0."));

  for (int group = 0; group < OBSERVABLE_N_GROUPS; group++) {
    gboolean headed = FALSE;
    for (guint i = 0; i < observables_count(); i++) {
      const Observable *about = observables_get(i);
      if ((int)about->group != group || about->flags & OBSERVABLE_MEASURED)
        continue;
      if (!headed)
        g_string_append_printf(text, "\n\n%s:", observable_group_title(about->group));
      g_string_append_printf(text, "\n  --%-*s %s", FLAG_WIDTH, about->id,
                             gettext(about->help));
      headed = TRUE;
    }
  }
  g_string_append(text, _("\n\nWithout any of these: all that the file allows and that "
                          "does not take long."));
  return g_string_free(text, FALSE);
}

/* A flag per observable, not listed again by GLib; then entries. */
static GArray *
all_entries(AnalyzeFlags *flags, const GOptionEntry *entries)
{
  GArray *all = g_array_new(TRUE, TRUE, sizeof(GOptionEntry));

  for (guint i = 0; i < observables_count(); i++) {
    if (observables_get(i)->flags & OBSERVABLE_MEASURED)
      continue;
    GOptionEntry entry = {.long_name = observables_get(i)->id,
                          .flags = G_OPTION_FLAG_HIDDEN,
                          .arg = G_OPTION_ARG_NONE,
                          .arg_data = &flags->wanted[i]};
    g_array_append_val(all, entry);
  }
  for (const GOptionEntry *entry = entries; entry->long_name; entry++)
    g_array_append_val(all, *entry);
  return all;
}

/* How hops are found, whoever finds them. */
static void
add_hop_entries(GArray *all, ObserverOptions *o)
{
  const GOptionEntry entries[] = {
      {"hop-window", 0, 0, G_OPTION_ARG_DOUBLE, &o->hop_window,
       N_("Half window of the hop detector, ps (1)"), "PS"},
      {"hop-threshold", 0, 0, G_OPTION_ARG_DOUBLE, &o->hop_threshold,
       N_("Least p_hop of a hop, Å² (1.5)"), "A2"},
      {"hop-core", 0, 0, G_OPTION_ARG_DOUBLE, &o->hop_core,
       N_("Radius of the core of a cage, Å (from its own fluctuation)"), "A"},
      {"hop-back", 0, 0, G_OPTION_ARG_DOUBLE, &o->hop_back,
       N_("Time within which a return counts as one, ps (10)"), "PS"},
      {"hop-lag", 0, 0, G_OPTION_ARG_DOUBLE, &o->hop_lag,
       N_("Hops go together when no further apart in time, ps (time in transit)"), "PS"},
      {"hop-reach", 0, 0, G_OPTION_ARG_DOUBLE, &o->hop_reach,
       N_("and in space, Å (first minimum of the ions' g(r))"), "A"},
      {"cluster-window", 0, 0, G_OPTION_ARG_DOUBLE, &o->cluster_window,
       N_("Window of --iondiff-plus, ps (20)"), "PS"},
      {"cluster-smooth", 0, 0, G_OPTION_ARG_DOUBLE, &o->cluster_smooth,
       N_("Width of its running mean, ps (1; 0: none)"), "PS"},
      {"cluster-most", 0, 0, G_OPTION_ARG_INT, &o->cluster_most,
       N_("Most cages of an ion in its window (6)"), "K"},
      {"cluster-core", 0, 0, G_OPTION_ARG_DOUBLE, &o->cluster_core,
       N_("Radius of the core of its cages, Å (0.4)"), "A"},
      {"cluster-least", 0, 0, G_OPTION_ARG_DOUBLE, &o->cluster_least,
       N_("Least distance of two of its cages, Å (1.2)"), "A"},
      {"silhouette", 0, 0, G_OPTION_ARG_DOUBLE, &o->silhouette,
       N_("Least silhouette of two cages of --iondiff-plus (0.6)"), "S"},
  };

  g_array_append_vals(all, entries, G_N_ELEMENTS(entries));
}

int
cli_analyze(int argc, char **argv)
{
  AnalyzeFlags flags = {.dt = NAN};
  AnalysisOptions *o = &flags.options;
  const GOptionEntry entries[] = {
      {"all", 0, 0, G_OPTION_ARG_NONE, &flags.all,
       N_("All quantities, also those that take long"), NULL},
      {"species", 0, 0, G_OPTION_ARG_STRING, &flags.species,
       N_("Whose motion (the most numerous mobile ion)"), "SYMBOL"},
      {"atoms", 0, 0, G_OPTION_ARG_STRING, &flags.atoms,
       N_("Motion and hops of these atoms instead, counted from 0"), "0-9,15"},
      {"from", 0, 0, G_OPTION_ARG_DOUBLE, &o->from, N_("Frames from this time on, ps"),
       "PS"},
      {"to", 0, 0, G_OPTION_ARG_DOUBLE, &o->to, N_("Frames up to this time, ps"), "PS"},
      {"dt", 0, 0, G_OPTION_ARG_DOUBLE, &flags.dt,
       N_("Time between frames, ps, in place of the times of the file"), "PS"},
      {"interval", 0, 0, G_OPTION_ARG_DOUBLE, &o->observer.interval,
       N_("Take a frame every so many ps (every frame)"), "PS"},
      {"fit-from", 0, 0, G_OPTION_ARG_DOUBLE, &o->observer.fit_from,
       N_("Shortest lag of the fit of D, ps (automatic)"), "PS"},
      {"fit-to", 0, 0, G_OPTION_ARG_DOUBLE, &o->observer.fit_to,
       N_("Longest lag of the fit of D, ps (a third of the time)"), "PS"},
      {"protocol", 0, 0, G_OPTION_ARG_STRING, &flags.protocol,
       N_("D as a published work took it: nvt-100ps, slope-50-150, single-origin, "
          "iondiff, framework"),
       "NAME"},
      {"charges", 0, 0, G_OPTION_ARG_STRING, &flags.charges,
       N_("Charges of the species in e, for the conductivity (ions: 1)"), "Na=1,O=-1.2"},
      {"temperature", 0, 0, G_OPTION_ARG_DOUBLE, &o->observer.temperature,
       N_("Temperature of a trajectory that does not tell, K"), "K"},
      {"wave-number", 0, 0, G_OPTION_ARG_DOUBLE, &o->observer.wave_number,
       N_("q of the self intermediate scattering, Å⁻¹ (first peak of S(q))"), "Q"},
      {"overlap-distance", 0, 0, G_OPTION_ARG_DOUBLE, &o->observer.overlap,
       N_("a of the overlap function, Å (1)"), "A"},
      {"grid", 0, 0, G_OPTION_ARG_DOUBLE, &o->observer.grid,
       N_("Spacing of the grids of density and clearance, Å (0.3)"), "ANGSTROM"},
      {"memory", 0, 0, G_OPTION_ARG_DOUBLE, &o->observer.memory,
       N_("Time after which the density forgets, ps (never)"), "PS"},
      {"bond", 0, 0, G_OPTION_ARG_STRING_ARRAY, &flags.bonds,
       N_("Where bonds of a pair end, Å (first minimum of g(r)); may be repeated"),
       "Si-O=2.25"},
      {"ring-size", 0, 0, G_OPTION_ARG_INT, &o->observer.ring_size,
       N_("Formers of the largest ring looked for, 3 to 12 (8)"), "N"},
      {"output", 'o', 0, G_OPTION_ARG_FILENAME, &flags.output,
       N_("Folder for curves (CSV), pictures (SVG) and summary.json"), "DIR"},
      {"json", 0, 0, G_OPTION_ARG_NONE, &flags.json, N_("Print the summary as JSON"),
       NULL},
      G_OPTION_ENTRY_NULL};
  g_autofree gboolean *wanted = flags.wanted = g_new0(gboolean, observables_count());
  g_autoptr(GArray) all = all_entries(&flags, entries);
  add_hop_entries(all, &o->observer);
  g_autofree char *summary = describe();

  analysis_options_init(o);
  int status = CLI_USAGE;
  if (cli_parse(&argc, &argv, (GOptionEntry *)all->data, "TRAJ", summary, 1, 1)) {
    /* What is written speaks the words of the field, whatever the language here. */
    setlocale(LC_MESSAGES, "C");
    status = check_and_work(argv[1], &flags);
  }
  g_free(flags.species);
  g_free(flags.protocol);
  g_free(flags.charges);
  g_free(flags.atoms);
  g_strfreev(flags.bonds);
  g_free(flags.output);
  return status;
}

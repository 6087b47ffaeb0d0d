// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "analysis/catalogue.h"

#include <glib/gi18n.h>

#include "analysis/angles.h"
#include "analysis/arrhenius.h"
#include "analysis/bulk.h"
#include "analysis/caloric.h"
#include "analysis/clearance.h"
#include "analysis/conductivity.h"
#include "analysis/density.h"
#include "analysis/hop-gates.h"
#include "analysis/coordination.h"
#include "analysis/hops.h"
#include "analysis/iondiff-plus.h"
#include "analysis/iondiff.h"
#include "analysis/model-doubt.h"
#include "analysis/msd.h"
#include "analysis/non-gaussian.h"
#include "analysis/rdf.h"
#include "analysis/relaxation.h"
#include "analysis/ring-statistics.h"
#include "analysis/rings3.h"
#include "analysis/structure-factor.h"
#include "analysis/van-hove-distinct.h"
#include "analysis/van-hove.h"

#define MOTION (OBSERVABLE_NEEDS_TIMES | OBSERVABLE_NEEDS_FRAMES | OBSERVABLE_NEEDS_PATHS)
#define IONS   (MOTION | OBSERVABLE_NEEDS_IONS)

/* ps: 0.2 s a frame, and the framework is the same before. Unless asked for otherwise. */
#define CLEARANCE_INTERVAL 0.5

static Observer *
make_msd(const ObserverOptions *options, Observer *leader)
{
  Observer *msd = msd_observer_new(options->interval);

  Motion *motion = msd_observer_motion(msd);

  msd_observer_set_species(msd, options->species);
  if (options->selection)
    motion_set_selection(motion, options->selection, options->n_selected);
  motion_set_protocol(motion, transport_protocol_find(options->protocol));
  motion_set_temperature(motion, options->temperature);
  for (guint i = 0; i < options->n_charges; i++)
    motion_set_charge(motion, options->charges[i].symbol, options->charges[i].charge);
  msd_observer_set_window(msd, options->fit_from, options->fit_to);
  return msd;
}

static Observer *
make_arrhenius(const ObserverOptions *options, Observer *leader)
{
  return arrhenius_observer_new(leader);
}

static Motion *
motion_of(Observer *leader)
{
  return motion_ref(msd_observer_motion(leader));
}

static Observer *
make_conductivity(const ObserverOptions *options, Observer *leader)
{
  return conductivity_observer_new_on(motion_of(leader), options->interval);
}

static Observer *
make_non_gaussian(const ObserverOptions *options, Observer *leader)
{
  return non_gaussian_observer_new_on(motion_of(leader), options->interval);
}

static Observer *
make_relaxation(const ObserverOptions *options, Observer *leader)
{
  Observer *relaxation = relaxation_observer_new_on(
      motion_of(leader), options->interval, options->wave_number, options->overlap);

  if (options->thorough)
    motion_view_take_all(relaxation);
  return relaxation;
}

static Observer *
make_van_hove(const ObserverOptions *options, Observer *leader)
{
  Observer *van_hove = van_hove_observer_new_on(motion_of(leader), options->interval);

  if (options->thorough)
    motion_view_take_all(van_hove);
  return van_hove;
}

static Observer *
make_van_hove_distinct(const ObserverOptions *options, Observer *leader)
{
  Observer *distinct = van_hove_distinct_observer_new(options->interval);

  van_hove_distinct_observer_set_species(distinct, options->species);
  return distinct;
}

static IonChoice
ions_of(const ObserverOptions *options)
{
  return (IonChoice){options->species, options->hop_selection, options->n_hop_selected};
}

static Observer *
make_hops(const ObserverOptions *options, Observer *leader)
{
  HopOptions hops = HOP_OPTIONS_DEFAULT;

  hops.half_window = options->hop_window;
  hops.threshold = options->hop_threshold;
  hops.core = options->hop_core;
  hops.tau_back = options->hop_back;
  hops.lag = options->hop_lag;
  hops.reach = options->hop_reach;
  hops.ions = ions_of(options);
  return hops_observer_new(options->interval, &hops);
}

static Observer *
make_gates(const ObserverOptions *options, Observer *leader)
{
  return hop_gates_observer_new(options->interval, options->hop_window, options->species);
}

static Observer *
make_density(const ObserverOptions *options, Observer *leader)
{
  DensityOptions density = DENSITY_OPTIONS_DEFAULT;

  density.grid = options->grid;
  density.memory = options->memory;
  density.species = options->species;
  return density_observer_new(options->interval, &density);
}

static Observer *
make_clearance(const ObserverOptions *options, Observer *leader)
{
  double interval = options->interval > 0.0 ? options->interval : CLEARANCE_INTERVAL;

  return clearance_observer_new(interval, options->grid, options->species);
}

static void
fix_bonds(BondCutoffs *cutoffs, const ObserverOptions *options)
{
  for (guint i = 0; i < options->n_bonds; i++)
    bond_cutoffs_fix(cutoffs, options->bond[i].a->symbol, options->bond[i].b->symbol,
                     options->bond[i].r_cut);
}

static Observer *
make_iondiff(const ObserverOptions *options, Observer *leader)
{
  IondiffOptions iondiff = IONDIFF_OPTIONS_DEFAULT;

  iondiff.ions = ions_of(options);
  iondiff.seed = options->seed;
  iondiff.n_threads = options->n_threads;
  return iondiff_observer_new(options->interval, &iondiff);
}

static Observer *
make_iondiff_plus(const ObserverOptions *options, Observer *leader)
{
  IondiffPlusOptions plus = IONDIFF_PLUS_OPTIONS_DEFAULT;

  plus.ions = ions_of(options);
  plus.window = options->cluster_window;
  plus.smooth = options->cluster_smooth;
  plus.most = options->cluster_most;
  plus.core = options->cluster_core;
  plus.least = options->cluster_least;
  plus.threshold = options->silhouette;
  plus.seed = options->seed;
  plus.n_threads = options->n_threads;
  return iondiff_plus_observer_new(options->interval, &plus);
}

static Observer *
make_rings3(const ObserverOptions *options, Observer *leader)
{
  Observer *rings3 = rings3_observer_new(options->interval);

  fix_bonds(rings3_observer_cutoffs(rings3), options);
  return rings3;
}

static Observer *
make_rings(const ObserverOptions *options, Observer *leader)
{
  Observer *rings = ring_statistics_observer_new(options->interval, options->ring_size);

  fix_bonds(ring_statistics_observer_cutoffs(rings), options);
  return rings;
}

static Observer *
make_coordination(const ObserverOptions *options, Observer *leader)
{
  Observer *coordination = coordination_observer_new(options->interval);

  fix_bonds(coordination_observer_cutoffs(coordination), options);
  return coordination;
}

static Observer *
make_rdf(const ObserverOptions *options, Observer *leader)
{
  return rdf_observer_new(options->interval);
}

static Observer *
make_structure_factor(const ObserverOptions *options, Observer *leader)
{
  return structure_factor_observer_new(options->interval, options->seed, leader);
}

static Observer *
make_angles(const ObserverOptions *options, Observer *leader)
{
  Observer *angles = angles_observer_new(options->interval);

  for (guint i = 0; i < options->n_bonds; i++)
    angles_observer_fix_cutoff(angles, options->bond[i].a->symbol,
                               options->bond[i].b->symbol, options->bond[i].r_cut);
  return angles;
}

static Observer *
make_committee(const ObserverOptions *options, Observer *leader)
{
  return committee_observer_new(options->interval);
}

static Observer *
make_extrapolation(const ObserverOptions *options, Observer *leader)
{
  return extrapolation_observer_new(options->interval);
}

static Observer *
make_bulk(const ObserverOptions *options, Observer *leader)
{
  return bulk_observer_new(options->interval);
}

static Observer *
make_caloric(const ObserverOptions *options, Observer *leader)
{
  return caloric_observer_new(options->interval, options->seed);
}

static const CatalogueEntry entries[] = {
    {.about = {.id = "msd",
               .title = N_("Mean square displacement"),
               .help = N_("Mean square displacements, D with its error"),
               .group = OBSERVABLE_TRANSPORT,
               .flags = MOTION | OBSERVABLE_ALWAYS | OBSERVABLE_SETTLES,
               .chart = {{"msd", N_("Mean square displacement"), TRUE},
                         {"msd-slope", N_("Slope of the MSD")}}},
     .make = make_msd},
    {.about = {.id = "arrhenius",
               .title = N_("Arrhenius"),
               .help = N_("D over 1/T and the activation energy"),
               .group = OBSERVABLE_TRANSPORT,
               .flags = IONS | OBSERVABLE_ALWAYS | OBSERVABLE_SETTLES | OBSERVABLE_LIVE,
               .leader = "msd",
               .chart = {{"arrhenius", N_("Arrhenius"), TRUE}}},
     .make = make_arrhenius},
    {.about = {.id = "conductivity",
               .title = N_("Collective diffusion and conductivity"),
               .help = N_("Conductivity, Haven ratio, Nernst–Einstein"),
               .group = OBSERVABLE_TRANSPORT,
               .flags = IONS | OBSERVABLE_SETTLES,
               .leader = "msd",
               .chart = {{"conductivity", N_("Conductivity")}}},
     .make = make_conductivity},
    {.about = {.id = "ngp",
               .title = N_("Non-Gaussian parameter"),
               .help = N_("Non-Gaussian parameter of every species"),
               .group = OBSERVABLE_HETEROGENEITY,
               .flags = MOTION | OBSERVABLE_SETTLES,
               .leader = "msd",
               .chart = {{"ngp", N_("Non-Gaussian parameter")}}},
     .make = make_non_gaussian},
    {.about = {.id = "vanhove",
               .title = N_("Self van Hove function"),
               .help = N_("Self van Hove function of the mobile ions"),
               .group = OBSERVABLE_HETEROGENEITY,
               .flags = IONS | OBSERVABLE_SETTLES,
               .leader = "msd",
               .chart = {{"vanhove", N_("Self van Hove function"), TRUE},
                         {"vanhove-log", N_("Self van Hove function, log r")}}},
     .make = make_van_hove},
    {.about = {.id = "vanhove-distinct",
               .title = N_("Distinct van Hove function"),
               .help = N_("Distinct van Hove function of the mobile ions"),
               .group = OBSERVABLE_HETEROGENEITY,
               .flags = IONS | OBSERVABLE_SETTLES,
               .interval = 2.0,
               .chart = {{"vanhove-distinct", N_("Distinct van Hove function")}}},
     .make = make_van_hove_distinct},
    {.about = {.id = "relaxation",
               .title = N_("Relaxation"),
               .help = N_("Self intermediate scattering, overlap, χ₄, stretched fits"),
               .group = OBSERVABLE_HETEROGENEITY,
               .flags = MOTION | OBSERVABLE_SETTLES,
               .leader = "msd",
               .chart = {{"fs", N_("Self intermediate scattering")},
                         {"overlap", N_("Overlap function")},
                         {"chi4", N_("Four-point susceptibility")}}},
     .make = make_relaxation},
    {.about = {.id = "hops",
               .title = N_("Hops"),
               .help = N_("Hops of the mobile ions"),
               .group = OBSERVABLE_HOPS,
               .flags = IONS | OBSERVABLE_ALWAYS,
               .chart = {{"hops", N_("Hop lengths"), TRUE},
                         {"hop-durations", N_("Hop durations"), FALSE},
                         {"hop-residence", N_("Times of residence"), FALSE},
                         {"hop-rate", N_("Hop rate"), FALSE},
                         {"hop-groups", N_("Hops that go together"), FALSE}}},
     .make = make_hops},
    {.about = {.id = "iondiff-plus",
               .title = N_("Hops by clusters"),
               .help = N_("Hops by clusters of places in a moving window (IonDiff+)"),
               .group = OBSERVABLE_HOPS,
               .flags = IONS | OBSERVABLE_HEAVY,
               .interval = 0.05,
               .chart = {{"iondiff-plus", N_("Hops by clusters"), FALSE}}},
     .make = make_iondiff_plus},
    {.about = {.id = "iondiff",
               .title = N_("Hops by IonDiff"),
               .help = N_("Hops as IonDiff finds them, for comparison with its results"),
               .group = OBSERVABLE_HOPS,
               .flags = IONS | OBSERVABLE_HEAVY,
               .interval = 0.1,
               .chart = {{"iondiff", N_("Hops by IonDiff"), FALSE},
                         {"iondiff-degree", N_("Partners of a hop by IonDiff"), FALSE}}},
     .make = make_iondiff},
    {.about = {.id = "gates",
               .title = N_("Doorways of hops"),
               .help = N_("Doorway of every hop: radius, opening, flexibility"),
               .group = OBSERVABLE_PATHWAYS,
               .flags = IONS | OBSERVABLE_ALWAYS,
               .leader = "hops",
               .chart = {{"gates", N_("Doorways of hops")},
                         {"gate-opening", N_("Opening of doorways")},
                         {"gate-flexibility", N_("Flexibility of doorways")}}},
     .make = make_gates},
    {.about = {.id = "density",
               .title = N_("Ion density"),
               .help = N_("Ion density, sites, barriers and percolation; density.cube"),
               .group = OBSERVABLE_PATHWAYS,
               .flags = OBSERVABLE_NEEDS_IONS | OBSERVABLE_NEEDS_FRAMES |
                        OBSERVABLE_HEAVY | OBSERVABLE_SETTLES,
               .interval = 0.1,
               .chart = {{"barriers", N_("Barriers between sites")}}},
     .make = make_density},
    {.about = {.id = "clearance",
               .title = N_("Room in the framework"),
               .help = N_("Clearance of the framework, bottlenecks; clearance.cube"),
               .group = OBSERVABLE_PATHWAYS,
               .flags = OBSERVABLE_HEAVY | OBSERVABLE_SETTLES,
               .interval = 2.0,
               .chart = {{"clearance", N_("Room in the framework")},
                         {"bottleneck", N_("Bottleneck of the framework")}}},
     .make = make_clearance},
    {.about = {.id = "rings3",
               .title = N_("Three-membered rings"),
               .help = N_("Three-membered rings, boroxol among them"),
               .group = OBSERVABLE_RINGS,
               .flags = OBSERVABLE_ALWAYS,
               .interval = 0.25,
               .chart = {{"rings3", N_("Three-membered rings"), TRUE},
                         {"rings3-temperature", N_("Three-membered rings against T")},
                         {"rings3-lifetime", N_("Lifetime of three-membered rings")}}},
     .make = make_rings3},
    {.about = {.id = "rings",
               .title = N_("Ring sizes"),
               .help = N_("Primitive, King's and Guttman's rings up to --ring-size"),
               .group = OBSERVABLE_RINGS,
               .flags = OBSERVABLE_HEAVY | OBSERVABLE_SETTLES,
               .interval = 1.0,
               .beside = "rings3",
               .chart = {{"rings", N_("Ring sizes"), FALSE},
                         {"rings-nodes", N_("Formers in primitive rings"), FALSE},
                         {"rings-temperature", N_("Primitive rings against T"), FALSE},
                         {"rings-lifetime", N_("Lifetime of rings"), FALSE},
                         {"rings-temperature-king", N_("King's rings against T")},
                         {"rings-temperature-guttman", N_("Guttman's rings against T")}}},
     .make = make_rings},
    {.about = {.id = "rdf",
               .title = N_("Pair distribution"),
               .help = N_("Pair distributions, coordination numbers"),
               .group = OBSERVABLE_STRUCTURE,
               .flags = OBSERVABLE_SETTLES,
               .interval = 2.0, /* a frame costs as much as twenty steps */
               .chart = {{"rdf", N_("Pair distribution"), TRUE},
                         {"rdf-cations", N_("Pair distribution of cations"), FALSE},
                         {"running-cn", N_("Running coordination number"), FALSE}}},
     .make = make_rdf},
    {.about = {.id = "structure-factor",
               .title = N_("Structure factor"),
               .help = N_("S(q) for neutrons and X-rays, from g(r) and directly"),
               .group = OBSERVABLE_STRUCTURE,
               .flags = OBSERVABLE_SETTLES,
               .interval = 2.0,
               .leader = "rdf",
               .chart = {{"sq", N_("Structure factor"), FALSE},
                         {"sq-direct", N_("Structure factor, directly"), FALSE},
                         {"sq-partial", N_("Partial structure factors"), FALSE}}},
     .make = make_structure_factor},
    {.about = {.id = "angles",
               .title = N_("Bond angles"),
               .help = N_("Bond angles within and between the units of the network"),
               .group = OBSERVABLE_STRUCTURE,
               .flags = OBSERVABLE_SETTLES,
               .interval = 2.0,
               .chart = {{"angles", N_("Bond angles"), FALSE},
                         {"angles-sin", N_("Bond angles over their sine"), FALSE}}},
     .make = make_angles},
    {.about = {.id = "coordination",
               .title = N_("Coordination"),
               .help = N_("Coordination of formers and anions, Qⁿ, N₄"),
               .group = OBSERVABLE_STRUCTURE,
               .flags = OBSERVABLE_SETTLES,
               .interval = 1.0,
               .chart = {{"coordination", N_("Coordination of the formers"), FALSE},
                         {"anions", N_("Bridging and non-bridging anions"), FALSE},
                         {"qn", N_("Qⁿ of the formers"), FALSE},
                         {"n4", N_("Four-fold boron"), FALSE},
                         {"n4-temperature", N_("Four-fold boron against T"), FALSE}}},
     .make = make_coordination},
    {.about = {.id = "bulk",
               .title = N_("Density and bulk properties"),
               .help = N_("Density, energy, heat capacity and bulk modulus"),
               .group = OBSERVABLE_BULK,
               .flags = OBSERVABLE_NEEDS_THERMO | OBSERVABLE_SETTLES,
               .chart = {{"density", N_("Density"), FALSE},
                         {"energy", N_("Potential energy"), FALSE}}},
     .make = make_bulk},
    {.about = {.id = "committee",
               .title = N_("Committee of learned potentials"),
               .help = N_("By how much the members of a committee differ"),
               .group = OBSERVABLE_BULK,
               .flags = OBSERVABLE_ALWAYS | OBSERVABLE_LIVE,
               .chart = {{"committee", N_("Committee disagreement"), FALSE}}},
     .make = make_committee},
    {.about = {.id = "extrapolation",
               .title = N_("Extrapolation of a learned potential"),
               .help = N_("How far atoms lie beyond what the model has seen"),
               .group = OBSERVABLE_BULK,
               .flags = OBSERVABLE_ALWAYS | OBSERVABLE_LIVE,
               .chart = {{"extrapolation", N_("Extrapolation of the model"), FALSE}}},
     .make = make_extrapolation},
    {.about = {.id = "caloric",
               .title = N_("Energy and volume over temperature"),
               .help = N_("Glass transition, heat capacity and expansion of a ramp"),
               .group = OBSERVABLE_BULK,
               .flags = OBSERVABLE_NEEDS_THERMO | OBSERVABLE_ALWAYS | OBSERVABLE_LASTING,
               .interval = 0.1,
               .chart = {{"caloric", N_("Energy over temperature"), FALSE},
                         {"dilatometry", N_("Volume over temperature"), FALSE}}},
     .make = make_caloric},
};

guint
catalogue_size(void)
{
  return G_N_ELEMENTS(entries);
}

const CatalogueEntry *
catalogue_entry(guint index)
{
  g_return_val_if_fail(index < G_N_ELEMENTS(entries), NULL);

  return &entries[index];
}

int
catalogue_find(const char *id)
{
  for (guint i = 0; i < G_N_ELEMENTS(entries); i++)
    if (g_strcmp0(entries[i].about.id, id) == 0)
      return (int)i;
  return -1;
}

int
catalogue_find_chart(const char *chart_id)
{
  for (guint i = 0; i < G_N_ELEMENTS(entries); i++)
    for (guint k = 0; k < observable_n_charts(&entries[i].about); k++)
      if (g_strcmp0(entries[i].about.chart[k].id, chart_id) == 0)
        return (int)i;
  return -1;
}

// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "analysis/density.h"

#include <glib/gi18n.h>
#include <math.h>

#include "analysis/displacement.h"
#include "analysis/field-smooth.h"
#include "analysis/frame-check.h"
#include "analysis/ghosts.h"
#include "analysis/ion-choice.h"
#include "analysis/ion-density.h"
#include "analysis/pathway-maker.h"
#include "base/units.h"
#include "model/format-number.h"

#define BIN          0.5 /* kT */
#define BINS         40
#define GHOST_FRAMES 20
#define STIFF        0.3 /* Å², of the framework */

typedef struct {
  Observer observer;
  DensityOptions options; /* species owned */
  FrameCheck check;
  gboolean begun;
  const Element *element; /* NULL when nothing is mobile */
  guint n_ions;
  IonDensity *ions;       /* owned */
  Displacement framework; /* of what is not mobile */
  double reference;       /* ps, time of its first places */
  double moved, past;     /* Å², framework MSD now, and at the end of the last memory */
  double heat;            /* K, sum over the frames of this epoch that know it */
  guint n_heat;
  Frame *last;        /* newest frame; owned */
  gboolean drawn;     /* somebody asked for surfaces */
  Pathways *pathways; /* owned, or NULL when frames came since */
  Ghosts ghosts;
} Density;

static GArray *
framework_atoms(const Frame *frame, int ion_type)
{
  GArray *atoms = g_array_new(FALSE, FALSE, sizeof(guint32));

  for (guint32 i = 0; i < frame->n_atoms; i++)
    if (frame->species->element[frame->type[i]]->role != SPECIES_MOBILE &&
        frame->type[i] != ion_type)
      g_array_append_val(atoms, i);
  return atoms;
}

static void
set_reference(Density *density, const Frame *frame)
{
  g_autoptr(GArray) atoms =
      framework_atoms(frame, species_list_find(frame->species, density->element->symbol));

  displacement_clear(&density->framework);
  displacement_init(&density->framework, frame, DRIFT_FRAMEWORK,
                    (const guint32 *)atoms->data, atoms->len);
  density->reference = frame->time;
  density->past = density->moved;
  density->moved = 0.0;
}

static void
begin(Density *density, const Frame *frame, int type)
{
  g_autoptr(GArray) ions = ion_choice_atoms(frame, type);

  density->begun = TRUE;
  if (type < 0)
    return;
  density->element = frame->species->element[type];
  density->n_ions = ions->len;
  density->ions = ion_density_new(frame, (const guint32 *)ions->data, ions->len,
                                  density->options.grid, density->options.memory);
}

static double
mean_square(const Displacement *d)
{
  double sum = 0.0;

  for (guint i = 0; i < 3 * d->n; i++)
    sum += (double)d->x[i] * d->x[i];
  return d->n > 0 ? sum / d->n : 0.0;
}

static void
note_temperature(Density *density, const Frame *frame)
{
  double t = frame->has_thermo ? frame->thermo.temperature : frame->target;

  if (!isfinite(t))
    return;
  density->heat += t;
  density->n_heat++;
}

static gboolean
density_add_frame(Observer *self, const Frame *frame, GError **error)
{
  Density *density = (Density *)self;
  int type;

  if (!ion_choice_type(density->options.species, frame, &type, error) ||
      !frame_check(&density->check, frame, FALSE, error))
    return FALSE;
  if (!density->begun)
    begin(density, frame, type);
  if (!density->element)
    return TRUE;
  if (ion_density_n_frames(density->ions) == 0 ||
      frame->time - density->reference > density->options.memory)
    set_reference(density, frame);
  displacement_take(&density->framework, frame);
  density->moved = mean_square(&density->framework);
  ion_density_add(density->ions, frame);
  note_temperature(density, frame);
  g_clear_pointer(&density->last, frame_unref);
  density->last = frame_ref((Frame *)frame);
  g_clear_pointer(&density->pathways, pathways_unref);
  return TRUE;
}

/* Density where one ion stood during one frame. */
static double
one_visit(const Density *density)
{
  double sigma = density->options.smoothing;
  double width = sqrt(2.0 * G_PI) * sigma, voxel = ion_density_voxel(density->ions);

  return 1.0 / (fmax(width * width * width, voxel) * ion_density_weight(density->ions));
}

static const Pathways *
find_pathways(Density *density)
{
  DensityPathOptions options = DENSITY_PATH_OPTIONS_DEFAULT;

  if (density->pathways || !density->last)
    return density->pathways;
  g_autoptr(Field) field = ion_density_field(density->ions);
  g_autoptr(Field) smooth = field_smooth(field, density->options.smoothing);
  g_clear_pointer(&field, field_unref);
  options.smoothing = 0.0;
  options.least = one_visit(density);
  options.surfaces = density->drawn;
  density->pathways = pathways_from_density(smooth, density->last, &options);
  return density->pathways;
}

static Pathways *
density_pathways(Observer *self)
{
  Density *density = (Density *)self;

  if (!density->drawn)
    g_clear_pointer(&density->pathways, pathways_unref);
  density->drawn = TRUE;
  const Pathways *pathways = find_pathways(density);
  return pathways ? pathways_ref(pathways) : NULL;
}

static gboolean
is_occupied(const Pathways *pathways, guint site)
{
  return g_array_index(pathways->sites, PathSite, site).occupancy > PATHWAY_OCCUPIED;
}

static guint
count_barriers(const Pathways *pathways, guint count[BINS])
{
  guint n = 0;

  for (guint d = 0; d < pathways->doorways->len; d++) {
    const PathDoorway *door = &g_array_index(pathways->doorways, PathDoorway, d);
    if (!is_occupied(pathways, door->site[0]) || !is_occupied(pathways, door->site[1]))
      continue;
    count[MIN((guint)(door->barrier / BIN), BINS - 1)]++;
    n++;
  }
  return n;
}

static void
add_barriers(const Density *density, const Pathways *pathways, Chart *chart)
{
  guint count[BINS] = {0}, n_doorways = count_barriers(pathways, count), n = BINS;

  chart_add_scalar(chart, "doorways", "", n_doorways, NAN, NULL);
  while (n > 1 && count[n - 1] == 0)
    n--;
  if (n_doorways == 0)
    return;
  Series *series =
      chart_add_series(chart, density->element->symbol, SERIES_FILL, n, FALSE);
  series_set_species(series, density->element->symbol);
  for (guint bin = 0; bin < n; bin++) {
    series->x[bin] = (bin + 0.5) * BIN;
    series->y[bin] = count[bin] / (n_doorways * BIN);
  }
}

static void
add_percolation(const Density *density, const Pathways *pathways, Chart *chart)
{
  static const char *const axis[3] = {"a", "b", "c"};
  double site = pathways_median_site(pathways);
  double kt = density->n_heat > 0 ? UNITS_KB * density->heat / density->n_heat : NAN;

  for (guint d = 0; d < 3; d++) {
    double barrier = site - log(pathways->axis[d]);
    const char *note = isnan(pathways->axis[d]) ? "no ion has come through yet" : NULL;
    chart_add_scalar(chart, "percolation_density_per_A3", axis[d], pathways->axis[d], NAN,
                     note);
    chart_add_scalar(chart, "barrier_kT", axis[d], barrier, NAN, note);
    if (isfinite(kt) && kt > 0.0)
      chart_add_scalar(chart, "barrier_eV", axis[d], kt * barrier, NAN, note);
  }
}

static void
add_protocol(const Density *density, const Pathways *pathways, Chart *chart)
{
  double moved = fmax(density->moved, density->past);

  chart_add_scalar(chart, "framework_msd_A2", "", moved, NAN,
                   moved > STIFF ? _("the framework moves: sites are blurred") : NULL);
  chart_add_scalar(chart, "frames", "", ion_density_n_frames(density->ions), NAN, NULL);
  chart_add_scalar(chart, "grid_A", "",
                   cbrt(pathways->field->cell.volume / (double)pathways->field->n_nodes),
                   NAN, NULL);
  chart_add_scalar(chart, "smoothing_A", "", density->options.smoothing, NAN, NULL);
  chart_add_scalar(chart, "memory_ps", "", density->options.memory, NAN,
                   isinf(density->options.memory) ? "nothing is forgotten" : NULL);
}

/* Of all axes, the one that is closed last. */
static void
take_words(const Density *density, const Pathways *pathways, Chart *chart)
{
  double barrier = pathways_median_site(pathways) - log(pathways->dimension[0]);
  guint sites = pathways_n_occupied(pathways);
  g_autofree char *kt = number_format_fixed(barrier, 1);

  if (isfinite(barrier))
    /* Translators: free-energy barrier in units of kT; number of sites, of ions */
    chart_take_value(chart, g_strdup_printf(_("ΔF = %s kT · %u sites, %u ions"), kt,
                                            sites, density->n_ions));
  if (fmax(density->moved, density->past) > STIFF)
    chart_take_verdict(chart, VERDICT_NOTICE,
                       g_strdup(chart->series->len > 0
                                    ? _("moving framework")
                                    : _("the framework moves: sites are blurred")));
  else if (!isfinite(barrier))
    chart_take_verdict(chart, VERDICT_WAIT, g_strdup(_("no way through yet")));
  else
    chart_take_verdict(chart, VERDICT_GOOD, g_strdup(_("a way through")));
}

static Chart *
density_chart(Observer *self)
{
  Density *density = (Density *)self;
  Chart *chart = chart_new("barriers", _("Barriers between sites"));

  chart_set_x_axis(chart, "ΔF", "kT", AXIS_LINEAR);
  chart_set_y_axis(chart, "P(ΔF)", "1/kT", AXIS_LINEAR);
  ghosts_add_to(&density->ghosts, chart, NULL);
  if (density->begun && !density->element) {
    chart_take_verdict(chart, VERDICT_NONE, g_strdup(_("no mobile ions")));
    return chart;
  }
  const Pathways *pathways = find_pathways(density);
  if (!pathways) {
    chart_take_verdict(chart, VERDICT_WAIT, g_strdup(_("waiting for data")));
    return chart;
  }
  guint sites = pathways_n_occupied(pathways);
  chart_add_scalar(chart, "sites", "", sites, NAN, NULL);
  chart_add_scalar(chart, "sites_per_ion", "", (double)sites / density->n_ions, NAN,
                   NULL);
  add_barriers(density, pathways, chart);
  add_percolation(density, pathways, chart);
  add_protocol(density, pathways, chart);
  take_words(density, pathways, chart);
  return chart;
}

static void
density_begin_epoch(Observer *self)
{
  Density *density = (Density *)self;

  frame_check_begin_epoch(&density->check);
  if (!density->ions)
    return;
  if (ion_density_n_frames(density->ions) >= GHOST_FRAMES)
    ghosts_take(&density->ghosts, density_chart(self), observer_temperature(self));
  ion_density_restart(density->ions);
  density->moved = density->past = density->heat = 0.0;
  density->n_heat = 0;
  g_clear_pointer(&density->last, frame_unref);
  g_clear_pointer(&density->pathways, pathways_unref);
}

static void
density_free(Observer *self)
{
  Density *density = (Density *)self;

  ion_density_free(density->ions);
  displacement_clear(&density->framework);
  frame_check_clear(&density->check);
  frame_unref(density->last);
  pathways_unref(density->pathways);
  ghosts_clear(&density->ghosts);
  g_free((char *)density->options.species);
  g_free(density);
}

static const ObserverClass density_class = {
    .id = "density",
    .add_frame = density_add_frame,
    .begin_epoch = density_begin_epoch,
    .chart = density_chart,
    .pathways = density_pathways,
    .free = density_free,
};

Observer *
density_observer_new(double interval, const DensityOptions *options)
{
  Density *density = g_new0(Density, 1);

  density->observer = (Observer){.klass = &density_class, .interval = interval};
  density->options = options ? *options : DENSITY_OPTIONS_DEFAULT;
  density->options.species = g_strdup(density->options.species);
  return &density->observer;
}

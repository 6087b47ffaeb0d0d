// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "analysis/hop-gates.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#include "analysis/frame-check.h"
#include "analysis/gate.h"
#include "analysis/ghosts.h"
#include "analysis/ion-choice.h"
#include "model/format-number.h"

#define DENSE      2.5 /* half windows: from the beginning of a hop until it is told */
#define REST       5.0 /* ps */
#define AWAY       0.5 /* ps before the crossing */
#define THIN       0.1 /* ps */
#define LEAST_REST 5   /* samples */
#define EDGE       1e-6
#define BINS       60
#define GHOST_HOPS 20

enum { RADIUS, AT_REST, OPENING, FLEXIBILITY, N_NUMBERS };

/* Å, of the distributions: where the first bin begins, and how wide bins are. */
static const struct {
  double low, width;
} bins[N_NUMBERS] = {
    [RADIUS] = {-2.0, 0.1},
    [AT_REST] = {-2.0, 0.1},
    [OPENING] = {-2.0, 0.1},
    [FLEXIBILITY] = {0.0, 0.02},
};

typedef struct {
  guint n;
  double sum, square;
  guint count[BINS];
} Distribution;

typedef struct {
  Observer observer;
  double half_window; /* ps */
  char *species;
  FrameCheck check;
  gboolean begun;
  const Element *element; /* NULL when nothing is mobile */
  guint n_anions, n_ions;
  guint32 *atom;  /* anions, then ions; owned */
  guint *place;   /* of an ion (atom number) in the track, or G_MAXUINT; owned */
  double *radius; /* of the anions, Å; owned */
  Track *track;   /* owned */
  guint n_hops, n_gates;
  Distribution number[N_NUMBERS];
  Ghosts ghosts;
} HopGates;

static void
note(HopGates *gates, guint which, double value)
{
  Distribution *distribution = &gates->number[which];
  double bin = floor((value - bins[which].low) / bins[which].width);

  distribution->n++;
  distribution->sum += value;
  distribution->square += value * value;
  if (bin >= 0.0 && bin < BINS)
    distribution->count[(guint)bin]++;
}

static void
add_atom(HopGates *gates, GArray *atoms, const Frame *frame, guint32 i)
{
  const Element *element = frame->species->element[frame->type[i]];

  gates->radius[atoms->len] = element->ionic_radius;
  g_array_append_val(atoms, i);
}

static void
begin(HopGates *gates, const Frame *frame, int type)
{
  GArray *atoms = g_array_new(FALSE, FALSE, sizeof(guint32));

  gates->begun = TRUE;
  gates->element = type < 0 ? NULL : frame->species->element[type];
  gates->radius = g_new0(double, frame->n_atoms);
  gates->place = g_new(guint, frame->n_atoms);
  memset(gates->place, 0xff, frame->n_atoms * sizeof *gates->place);
  for (guint32 i = 0; i < frame->n_atoms; i++)
    if (frame->species->element[frame->type[i]]->role == SPECIES_ANION &&
        frame->type[i] != type)
      add_atom(gates, atoms, frame, i);
  gates->n_anions = atoms->len;
  for (guint32 i = 0; i < frame->n_atoms; i++)
    if (frame->type[i] == type) {
      gates->place[i] = atoms->len;
      add_atom(gates, atoms, frame, i);
    }
  guint n = atoms->len;
  gates->n_ions = n - gates->n_anions;
  gates->atom = (guint32 *)g_array_free(atoms, FALSE);
  double dense = DENSE * gates->half_window;
  gates->track = track_new(gates->atom, n, dense, THIN, dense + AWAY + REST);
}

static gboolean
gates_add_frame(Observer *self, const Frame *frame, GError **error)
{
  HopGates *gates = (HopGates *)self;
  int type;

  if (!ion_choice_type(gates->species, frame, &type, error) ||
      !frame_check(&gates->check, frame, FALSE, error))
    return FALSE;
  if (!gates->begun)
    begin(gates, frame, type);
  if (gates->element)
    track_add(gates->track, frame);
  return TRUE;
}

static void
count_gate(HopGates *gates, const HopGate *gate)
{
  gates->n_gates++;
  note(gates, RADIUS, gate->radius);
  if (isnan(gate->rest))
    return;
  note(gates, AT_REST, gate->rest);
  note(gates, OPENING, gate->radius - gate->rest);
  note(gates, FLEXIBILITY, gate->spread);
}

static void
gates_complete_event(Observer *self, Event *event)
{
  HopGates *gates = (HopGates *)self;
  HopGate gate;

  if (event->kind != EVENT_HOP || event->method != HOP_BY_P_HOP || !gates->element ||
      event->n_atoms == 0 || gates->place[event->atom[0]] == G_MAXUINT)
    return;
  gates->n_hops++;
  if (!gate_find(gates->track, gates->n_anions, gates->radius,
                 gates->place[event->atom[0]], event->left - EDGE, event->entered - EDGE,
                 &gate))
    return;
  double until = gate.time - AWAY;
  guint n = gate_rest(gates->track, gates->radius, &gate, until - REST, until, THIN,
                      &gate.rest, &gate.spread);
  if (n < LEAST_REST)
    gate.rest = gate.spread = NAN;
  for (guint k = 0; k < 3; k++)
    gate.anion[k] = gates->atom[gate.anion[k]];
  event_set_gate(event, &gate);
  count_gate(gates, &gate);
}

static double
mean_of(const Distribution *distribution)
{
  return distribution->n > 0 ? distribution->sum / distribution->n : NAN;
}

/* Of the mean, over hops. */
static double
error_of(const Distribution *distribution)
{
  guint n = distribution->n;
  double mean = mean_of(distribution);

  if (n < 2)
    return NAN;
  return sqrt(fmax(distribution->square - n * mean * mean, 0.0) / (n - 1) / n);
}

static const char *
symbol_of(const HopGates *gates)
{
  return gates->element ? gates->element->symbol : "O";
}

static void
add_distribution(const HopGates *gates, guint which, Chart *chart, const char *name,
                 SeriesStyle style)
{
  const Distribution *distribution = &gates->number[which];
  const char *symbol = which == AT_REST ? "O" : symbol_of(gates);
  double width = bins[which].width;
  guint first = 0, last = BINS;

  while (first < last && distribution->count[first] == 0)
    first++;
  while (last > first && distribution->count[last - 1] == 0)
    last--;
  if (first == last)
    return;
  Series *series = chart_add_series(chart, name, style, last - first, FALSE);
  series_set_species(series, symbol);
  for (guint bin = first; bin < last; bin++) {
    series->x[bin - first] = bins[which].low + (bin + 0.5) * width;
    series->y[bin - first] = distribution->count[bin] / (distribution->n * width);
  }
}

static void
add_numbers(const HopGates *gates, Chart *chart)
{
  static const char *const key[N_NUMBERS] = {"radius_A", "rest_radius_A", "opening_A",
                                             "flexibility_A"};

  chart_add_scalar(chart, "hops", "", gates->n_hops, NAN, NULL);
  chart_add_scalar(chart, "fraction_crossing", "",
                   (double)gates->n_gates / MAX(gates->n_hops, 1), NAN, NULL);
  for (guint k = 0; k < N_NUMBERS && gates->n_gates > 0; k++)
    chart_add_scalar(chart, key[k], "", mean_of(&gates->number[k]),
                     error_of(&gates->number[k]),
                     gates->number[k].n == 0 ? "no time before the hops" : NULL);
}

static void
take_words(const HopGates *gates, Chart *chart)
{
  const Distribution *opening = &gates->number[OPENING];
  g_autofree char *radius = number_format_error(mean_of(&gates->number[RADIUS]),
                                                error_of(&gates->number[RADIUS]));
  g_autofree char *wider = number_format_error(mean_of(opening), error_of(opening));

  if (gates->n_gates == 0) {
    chart_take_verdict(chart, VERDICT_WAIT, g_strdup(_("no hop through a doorway yet")));
    return;
  }
  if (opening->n > 0)
    /* Translators: radius of the doorway at the hop, and how much wider it is than at
     * other times */
    chart_take_value(chart, g_strdup_printf(_("r = %s Å · Δr = %s Å"), radius, wider));
  else
    chart_take_value(chart, g_strdup_printf(_("r = %s Å"), radius));
}

static Chart *
new_chart(const HopGates *gates, const char *id, const char *title)
{
  Chart *chart = chart_new(id, title);

  if (gates->begun && !gates->element)
    chart_take_verdict(chart, VERDICT_NONE, g_strdup(_("no mobile ions")));
  else
    take_words(gates, chart);
  return chart;
}

static Chart *
chart_radius(const HopGates *gates)
{
  Chart *chart = new_chart(gates, "gates", _("Doorways of hops"));

  chart_set_x_axis(chart, "r", "Å", AXIS_LINEAR);
  chart_set_y_axis(chart, "P(r)", "Å⁻¹", AXIS_LINEAR);
  ghosts_add_to(&gates->ghosts, chart, NULL);
  add_distribution(gates, RADIUS, chart, _("at the hop"), SERIES_FILL);
  add_distribution(gates, AT_REST, chart, _("at rest"), SERIES_LINE);
  add_numbers(gates, chart);
  return chart;
}

static Chart *
chart_opening(const HopGates *gates)
{
  Chart *chart = new_chart(gates, "gate-opening", _("Opening of doorways"));

  chart_set_x_axis(chart, "Δr", "Å", AXIS_LINEAR);
  chart_set_y_axis(chart, "P(Δr)", "Å⁻¹", AXIS_LINEAR);
  add_distribution(gates, OPENING, chart, symbol_of(gates), SERIES_FILL);
  return chart;
}

static Chart *
chart_flexibility(const HopGates *gates)
{
  const Distribution *flexibility = &gates->number[FLEXIBILITY];
  Chart *chart = new_chart(gates, "gate-flexibility", _("Flexibility of doorways"));

  chart_set_x_axis(chart, "σ(r)", "Å", AXIS_LINEAR);
  chart_set_y_axis(chart, "P(σ)", "Å⁻¹", AXIS_LINEAR);
  add_distribution(gates, FLEXIBILITY, chart, symbol_of(gates), SERIES_FILL);
  if (flexibility->n == 0)
    return chart;
  g_autofree char *mean =
      number_format_error(mean_of(flexibility), error_of(flexibility));
  chart_take_value(chart, g_strdup_printf("σ(r) = %s Å", mean));
  return chart;
}

static Chart *
gates_chart_at(Observer *self, guint index)
{
  const HopGates *gates = (const HopGates *)self;

  if (index == 0)
    return chart_radius(gates);
  return index == 1 ? chart_opening(gates) : chart_flexibility(gates);
}

static void
gates_begin_epoch(Observer *self)
{
  HopGates *gates = (HopGates *)self;

  if (gates->n_gates >= GHOST_HOPS) {
    g_autoptr(Chart) radii = gates_chart_at(self, 0);
    ghosts_take(&gates->ghosts, g_steal_pointer(&radii), observer_temperature(self));
  }
  frame_check_begin_epoch(&gates->check);
  memset(gates->number, 0, sizeof gates->number);
  gates->n_hops = gates->n_gates = 0;
}

static void
gates_free(Observer *self)
{
  HopGates *gates = (HopGates *)self;

  track_free(gates->track);
  frame_check_clear(&gates->check);
  ghosts_clear(&gates->ghosts);
  g_free(gates->atom);
  g_free(gates->place);
  g_free(gates->radius);
  g_free(gates->species);
  g_free(gates);
}

static const ObserverClass gates_class = {
    .id = "gates",
    .add_frame = gates_add_frame,
    .begin_epoch = gates_begin_epoch,
    .n_charts = 3,
    .chart_at = gates_chart_at,
    .complete_event = gates_complete_event,
    .free = gates_free,
};

Observer *
hop_gates_observer_new(double interval, double half_window, const char *species)
{
  g_return_val_if_fail(half_window > 0.0, NULL);

  HopGates *gates = g_new0(HopGates, 1);
  gates->observer = (Observer){.klass = &gates_class, .interval = interval};
  gates->half_window = half_window;
  gates->species = g_strdup(species);
  return &gates->observer;
}

// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "run/bulk-protocol.h"

#include <glib/gi18n.h>
#include <math.h>

#include "analysis/bulk.h"
#include "analysis/caloric.h"
#include "analysis/weighted-line.h"
#include "base/base-error.h"
#include "base/units.h"
#include "io/structure-file.h"
#include "model/format-number.h"
#include "potential/potential-set.h"
#include "run/bulk-stage.h"

#define N_STRAINS      5
#define N_TEMPERATURES 3
#define MIDDLE         1
#define SAMPLES_LEAST  8
#define POINTS_OF_LINE 2 /* with more, a line says something */

/* Odd about the middle: what ages evenly, or ever slower, cancels. */
static const guint strain_order[N_STRAINS] = {3, 0, 2, 4, 1};

typedef struct {
  const BulkOptions *options;
  BulkStages stages;
  double pressure; /* eV/Å³, that the scene asks for */
  AnalysisResult *result;
} Protocol;

void
bulk_options_init(BulkOptions *options)
{
  *options = (BulkOptions){.properties = BULK_DENSITY | BULK_MODULUS | BULK_EXPANSION |
                                         BULK_CAPACITY,
                           .settle = 5.0,
                           .hold = 10.0,
                           .strain = 0.01,
                           .step = 50.0,
                           .ramp_from = 2000.0,
                           .ramp_to = 300.0,
                           .ramp_rate = 20.0};
}

static double
ramp_time(const BulkOptions *options)
{
  return fabs(options->ramp_to - options->ramp_from) / options->ramp_rate;
}

static gint64
count_steps(const Protocol *protocol)
{
  const BulkOptions *o = protocol->options;
  gint64 settle = bulk_stages_steps(&protocol->stages, o->settle);
  gint64 one = settle + bulk_stages_steps(&protocol->stages, o->hold), n = 0;

  n += o->properties & BULK_DENSITY ? one : 0;
  n += o->properties & BULK_MODULUS ? N_STRAINS * one : 0;
  n += o->properties & BULK_EXPANSION ? N_TEMPERATURES * one : 0;
  n += o->properties & BULK_CAPACITY ? N_TEMPERATURES * one : 0;
  if (o->properties & BULK_TG)
    n += one + settle + bulk_stages_steps(&protocol->stages, ramp_time(o));
  return MAX(n, 1);
}

static void
add_points(Chart *chart, const char *name, const double *x, const double *y,
           const double *error, guint n)
{
  Series *series = chart_add_series(chart, name, SERIES_POINTS, n, TRUE);

  series_set_species(series, "Si");
  for (guint i = 0; i < n; i++) {
    series->x[i] = x[i];
    series->y[i] = y[i];
    series->error[i] = error[i];
  }
}

static void
add_line(Chart *chart, const WeightedLine *line, double low, double high)
{
  Series *series = chart_add_series(chart, _("fit"), SERIES_LINE, 2, FALSE);

  series_set_species(series, "Si");
  series->dashed = TRUE;
  for (guint i = 0; i < 2; i++) {
    series->x[i] = i ? high : low;
    series->y[i] = line->at_x0.value + line->slope.value * (series->x[i] - line->x0);
  }
}

static gboolean
measure_density(Protocol *protocol, GError **error)
{
  const BulkOptions *options = protocol->options;
  double t = protocol->stages.scene->temperature;
  g_autoptr(Observer) bulk = bulk_observer_new(0.0);
  BulkStage stage = {_("density"),    TRUE,          t,    t,
                     options->settle, options->hold, bulk, NULL};

  if (!bulk_stages_run(&protocol->stages, &stage, error))
    return FALSE;
  for (guint i = 0; i < observer_n_charts(bulk); i++)
    g_ptr_array_add(protocol->result->charts, observer_chart_at(bulk, i));
  return TRUE;
}

/* Volumes measured so far, in ascending order. */
typedef struct {
  guint n;
  double log_v[N_STRAINS], p[N_STRAINS], p_error[N_STRAINS];
} Strained;

static void
add_strained(Strained *strained, double log_v, Estimate pressure)
{
  guint i = strained->n++;

  for (; i > 0 && strained->log_v[i - 1] > log_v; i--) {
    strained->log_v[i] = strained->log_v[i - 1];
    strained->p[i] = strained->p[i - 1];
    strained->p_error[i] = strained->p_error[i - 1];
  }
  strained->log_v[i] = log_v;
  strained->p[i] = pressure.value * UNITS_GPA;
  strained->p_error[i] = pressure.error * UNITS_GPA;
}

static void
add_modulus(Chart *chart, const Strained *strained, const double *percent)
{
  guint n = strained->n;
  WeightedLine line, shown;

  if (n <= POINTS_OF_LINE ||
      !weighted_line(strained->log_v, strained->p, strained->p_error, n, &line) ||
      !weighted_line(percent, strained->p, strained->p_error, n, &shown))
    return;
  add_line(chart, &shown, percent[0], percent[n - 1]);
  chart_add_scalar(chart, "bulk_modulus_GPa", "", -line.slope.value, line.slope.error,
                   NULL);
  g_autofree char *k = number_format_error(-line.slope.value, line.slope.error);
  chart_take_value(chart, g_strdup_printf("K = %s GPa", k));
}

static Chart *
modulus_chart(const Protocol *protocol, const Strained *strained, double v_0)
{
  const BulkOptions *options = protocol->options;
  Chart *chart = chart_new("modulus", _("Bulk modulus"));
  double percent[N_STRAINS];

  for (guint i = 0; i < strained->n; i++)
    percent[i] = 100.0 * strained->log_v[i];
  chart_set_x_axis(chart, "ln V/V₀", "%", AXIS_LINEAR);
  chart_set_y_axis(chart, "P", "GPa", AXIS_LINEAR);
  add_points(chart, "P", percent, strained->p, strained->p_error, strained->n);
  add_modulus(chart, strained, percent);
  chart_add_scalar(chart, "volume_A3", "", v_0, NAN, NULL);
  chart_add_scalar(chart, "strain", "", options->strain, NAN, NULL);
  chart_add_scalar(chart, "settle_ps", "", options->settle, NAN, NULL);
  chart_add_scalar(chart, "hold_ps", "", options->hold, NAN, NULL);
  return chart;
}

/* The last one is the result's. Takes chart. */
static void
show(Protocol *protocol, Chart *chart, gboolean last)
{
  if (protocol->options->show && !last)
    protocol->options->show(chart, protocol->options->data);
  if (last)
    g_ptr_array_add(protocol->result->charts, chart);
  else
    chart_unref(chart);
}

static gboolean
measure_modulus(Protocol *protocol, GError **error)
{
  const BulkOptions *options = protocol->options;
  double t = protocol->stages.scene->temperature,
         v_0 = protocol->stages.scene->start->cell.volume;
  Strained strained = {0};

  for (guint k = 0; k < N_STRAINS; k++) {
    double strain = options->strain * (2.0 * strain_order[k] / (N_STRAINS - 1) - 1.0);
    g_autoptr(BlockMean) mean = block_mean_new(BULK_N_VALUES);
    BulkStage stage = {_("modulus"),    FALSE,         t,    t,
                       options->settle, options->hold, NULL, mean};
    bulk_stages_stretch(&protocol->stages, v_0 * (1.0 + strain));
    if (!bulk_stages_run(&protocol->stages, &stage, error))
      return FALSE;
    add_strained(&strained, log1p(strain), bulk_value(mean, BULK_PRESSURE));
    show(protocol, modulus_chart(protocol, &strained, v_0), k + 1 == N_STRAINS);
  }
  bulk_stages_stretch(&protocol->stages, v_0);
  return TRUE;
}

/* Means at three temperatures, and what the run at the middle one fluctuated. */
typedef struct {
  guint n; /* so far */
  double t[N_TEMPERATURES];
  double value[BULK_N_VALUES][N_TEMPERATURES], error[BULK_N_VALUES][N_TEMPERATURES];
  Chart *fluctuation; /* owned, or NULL */
} Ladder;

static void
ladder_clear(Ladder *ladder)
{
  g_clear_pointer(&ladder->fluctuation, chart_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Ladder, ladder_clear)

typedef Chart *(*LadderChart)(const Protocol *protocol, const Ladder *ladder);

static gboolean
climb(Protocol *protocol, const char *what, gboolean constant_pressure,
      LadderChart make_chart, GError **error)
{
  const BulkOptions *options = protocol->options;
  double middle = protocol->stages.scene->temperature;
  g_auto(Ladder) ladder = {.n = 0};

  for (guint i = 0; i < N_TEMPERATURES; i++) {
    double t = middle + options->step * ((int)i - MIDDLE);
    g_autoptr(BlockMean) mean = block_mean_new(BULK_N_VALUES);
    g_autoptr(Observer) bulk = bulk_observer_new(0.0);
    BulkStage stage = {
        what, constant_pressure, t, t, options->settle, options->hold, bulk, mean};
    if (!bulk_stages_run(&protocol->stages, &stage, error))
      return FALSE;
    ladder.n++;
    ladder.t[i] = t;
    for (guint v = 0; v < BULK_N_VALUES; v++) {
      Estimate estimate = bulk_value(mean, v);
      ladder.value[v][i] = estimate.value;
      ladder.error[v][i] = estimate.error;
    }
    if (i == MIDDLE)
      ladder.fluctuation = observer_chart(bulk);
    show(protocol, make_chart(protocol, &ladder), i + 1 == N_TEMPERATURES);
  }
  return TRUE;
}

/* Scalars of the middle run that its fluctuations told, labelled so. */
static void
copy_fluctuations(Chart *chart, const Ladder *ladder, const char *const *keys)
{
  for (guint i = 0; ladder->fluctuation && i < ladder->fluctuation->scalars->len; i++) {
    const ChartScalar *scalar = g_ptr_array_index(ladder->fluctuation->scalars, i);
    if (g_strv_contains(keys, scalar->key))
      chart_add_scalar(chart, scalar->key, "fluctuation", scalar->value, scalar->error,
                       scalar->note);
  }
}

static double
mean_mass(const Frame *frame)
{
  return frame_density(frame) * frame->cell.volume / (UNITS_G_CM3 * frame->n_atoms);
}

/* Heat capacity from the energies (eV) at the temperatures. */
static void
add_capacity(const Protocol *protocol, Chart *chart, const Ladder *ladder,
             const double *energy)
{
  const Frame *frame = protocol->stages.scene->start;
  double n = frame->n_atoms, to_j_g = UNITS_J_G / (n * mean_mass(frame));
  WeightedLine line;

  if (ladder->n <= POINTS_OF_LINE ||
      !weighted_line(ladder->t, energy, ladder->error[BULK_ENERGY], ladder->n, &line))
    return;
  chart_add_scalar(chart, "C_kB_per_atom", "derivative", line.slope.value / n / UNITS_KB,
                   line.slope.error / n / UNITS_KB, NULL);
  chart_add_scalar(chart, "C_J_per_gK", "derivative", line.slope.value * to_j_g,
                   line.slope.error * to_j_g, NULL);
}

static Chart *
expansion_chart(const Protocol *protocol, const Ladder *ladder)
{
  static const char *const keys[] = {"C_kB_per_atom", "C_J_per_gK", "bulk_modulus_GPa",
                                     "alpha_V_per_K", NULL};
  Chart *chart = chart_new("expansion", _("Thermal expansion"));
  double n = protocol->stages.scene->start->n_atoms, y[N_TEMPERATURES], s[N_TEMPERATURES];
  double enthalpy[N_TEMPERATURES];
  WeightedLine line;

  chart_set_x_axis(chart, "T", "K", AXIS_LINEAR);
  chart_set_y_axis(chart, "V/N", "Å³", AXIS_LINEAR);
  for (guint i = 0; i < ladder->n; i++) {
    y[i] = ladder->value[BULK_VOLUME][i] / n;
    s[i] = ladder->error[BULK_VOLUME][i] / n;
    enthalpy[i] = ladder->value[BULK_ENERGY][i] +
                  protocol->pressure * ladder->value[BULK_VOLUME][i];
  }
  add_points(chart, "V/N", ladder->t, y, s, ladder->n);
  if (ladder->n > POINTS_OF_LINE && weighted_line(ladder->t, y, s, ladder->n, &line)) {
    add_line(chart, &line, ladder->t[0], ladder->t[ladder->n - 1]);
    double alpha = line.slope.value / line.at_x0.value;
    double alpha_error = line.slope.error / line.at_x0.value;
    chart_add_scalar(chart, "alpha_V_per_K", "derivative", alpha, alpha_error, NULL);
    g_autofree char *text = number_format_error(1e6 * alpha, 1e6 * alpha_error);
    chart_take_value(chart, g_strdup_printf("α = (%s) × 10⁻⁶ K⁻¹", text));
  }
  add_capacity(protocol, chart, ladder, enthalpy);
  copy_fluctuations(chart, ladder, keys);
  return chart;
}

static gboolean
measure_expansion(Protocol *protocol, GError **error)
{
  return climb(protocol, _("expansion"), TRUE, expansion_chart, error);
}

static Chart *
capacity_chart(const Protocol *protocol, const Ladder *ladder)
{
  static const char *const keys[] = {"C_kB_per_atom", "C_J_per_gK", NULL};
  Chart *chart = chart_new("capacity", _("Heat capacity"));
  double n = protocol->stages.scene->start->n_atoms, y[N_TEMPERATURES], s[N_TEMPERATURES];
  WeightedLine line;

  chart_set_x_axis(chart, "T", "K", AXIS_LINEAR);
  chart_set_y_axis(chart, "E/N", "eV", AXIS_LINEAR);
  for (guint i = 0; i < ladder->n; i++) {
    y[i] = ladder->value[BULK_ENERGY][i] / n;
    s[i] = ladder->error[BULK_ENERGY][i] / n;
  }
  add_points(chart, "E/N", ladder->t, y, s, ladder->n);
  if (ladder->n > POINTS_OF_LINE && weighted_line(ladder->t, y, s, ladder->n, &line)) {
    add_line(chart, &line, ladder->t[0], ladder->t[ladder->n - 1]);
    g_autofree char *text =
        number_format_error(line.slope.value / UNITS_KB, line.slope.error / UNITS_KB);
    chart_take_value(chart, g_strdup_printf("C_V = %s k_B", text));
  }
  add_capacity(protocol, chart, ladder, ladder->value[BULK_ENERGY]);
  copy_fluctuations(chart, ladder, keys);
  return chart;
}

static gboolean
measure_capacity(Protocol *protocol, GError **error)
{
  return climb(protocol, _("heat capacity"), FALSE, capacity_chart, error);
}

static gboolean
measure_tg(Protocol *protocol, GError **error)
{
  const BulkOptions *o = protocol->options;
  double from = o->ramp_from, to = o->ramp_to;
  g_autoptr(Observer) caloric = caloric_observer_new(0.0, protocol->stages.scene->seed);
  g_autoptr(BlockMean) mean = block_mean_new(BULK_N_VALUES);
  const BulkStage stages[] = {
      {_("melt"), TRUE, from, from, o->settle, 0.0, NULL, NULL},
      {_("ramp"), TRUE, from, to, 0.0, ramp_time(o), caloric, NULL},
      {_("end of the ramp"), TRUE, to, to, o->settle, o->hold, NULL, mean}};

  for (guint i = 0; i < G_N_ELEMENTS(stages); i++)
    if (!bulk_stages_run(&protocol->stages, &stages[i], error))
      return FALSE;
  Estimate volume = bulk_value(mean, BULK_VOLUME);
  const Frame *frame = protocol->stages.scene->start;
  double density = frame_density(frame) * frame->cell.volume / volume.value;
  for (guint i = 0; i < observer_n_charts(caloric); i++) {
    Chart *chart = observer_chart_at(caloric, i);
    g_ptr_array_add(protocol->result->charts, chart);
    if (g_str_equal(chart->id, "dilatometry"))
      chart_add_scalar(chart, "density_g_cm3", "", density,
                       density * volume.error / volume.value, NULL);
  }
  return TRUE;
}

static gboolean
measure(Protocol *protocol, GError **error)
{
  static const struct {
    BulkProperty property;
    gboolean (*measure)(Protocol *protocol, GError **error);
  } order[] = {{BULK_DENSITY, measure_density},
               {BULK_MODULUS, measure_modulus},
               {BULK_CAPACITY, measure_capacity},
               {BULK_EXPANSION, measure_expansion},
               {BULK_TG, measure_tg}};

  for (guint i = 0; i < G_N_ELEMENTS(order); i++)
    if (protocol->options->properties & order[i].property &&
        !order[i].measure(protocol, error))
      return FALSE;
  return TRUE;
}

static gboolean
check_options(const Protocol *protocol, GError **error)
{
  const BulkOptions *o = protocol->options;
  gint64 n = bulk_stages_steps(&protocol->stages, o->hold) / BULK_SAMPLE_STEPS;
  guint steps = BULK_EXPANSION | BULK_CAPACITY;
  const char *reason = NULL;

  if (n < SAMPLES_LEAST)
    reason = _("the time of a measurement is too short for an error");
  if (o->properties & steps && protocol->stages.scene->temperature <= o->step)
    reason = _("the lowest of the temperatures is not positive");
  if (!reason)
    return TRUE;
  g_set_error_literal(error, VITRINE_ERROR, VITRINE_ERROR_INPUT, reason);
  return FALSE;
}

AnalysisResult *
bulk_protocol_run(const Scene *scene, const BulkOptions *options, GError **error)
{
  g_return_val_if_fail(scene != NULL && options != NULL, NULL);

  g_autoptr(ForceField) ff = potential_for_scene(scene, error);
  if (!ff)
    return NULL;
  g_autoptr(Scene) copy = scene_copy(scene);
  g_autoptr(AnalysisResult) result = analysis_result_new();
  Protocol protocol = {.options = options,
                       .stages = {.scene = copy,
                                  .ff = ff,
                                  .engine = options->engine,
                                  .report = options->progress,
                                  .data = options->data},
                       .pressure = scene->pressure,
                       .result = result};
  protocol.stages.n_all = count_steps(&protocol);
  result->n_atoms = scene->start->n_atoms;
  result->formula = frame_formula(scene->start);
  result->from = scene->start->time;
  if (!check_options(&protocol, error) || !measure(&protocol, error) ||
      (options->final_path && !structure_write(options->final_path, copy->start, error)))
    return NULL;
  result->to = copy->start->time;
  return g_steal_pointer(&result);
}

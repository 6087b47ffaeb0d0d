// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* The bulk modulus of a crystal in three ways that share nothing but the potential: from
 * its energy at rest over the volume, from the pressure at strained volumes, and from the
 * volumes it takes at constant pressure. Li2O (antifluorite): every atom sits on a centre
 * of its symmetry, so that nothing gives way inside the cell when that is strained. */

#include <math.h>

#include "base/units.h"
#include "run/bulk-protocol.h"
#include "run/evaluate.h"

#define CELLS  3
#define EDGE   4.6385 /* Å, without pressure at rest */
#define KELVIN 50.0

static Frame *
make_crystal(double edge)
{
  static const double corner[4][3] = {
      {0, 0, 0}, {0, 0.5, 0.5}, {0.5, 0, 0.5}, {0.5, 0.5, 0}};
  static const double third[3] = {0.0, 0.25, 0.75}; /* O, Li, Li */
  g_autoptr(SpeciesList) species = species_list_new();
  int type[3] = {species_list_add(species, element_lookup("O")),
                 species_list_add(species, element_lookup("Li"))};
  Frame *frame = frame_new(species, 12 * CELLS * CELLS * CELLS, 0);
  guint n = 0;

  type[2] = type[1];
  frame->cell = cell_cubic(CELLS * edge);
  for (guint cell = 0; cell < CELLS * CELLS * CELLS; cell++)
    for (guint k = 0; k < 12; k++) {
      double at = third[k / 4];
      Vec3 r = vec3(corner[k % 4][0] + at + cell % CELLS,
                    corner[k % 4][1] + at + cell / CELLS % CELLS,
                    corner[k % 4][2] + at + cell / (CELLS * CELLS));
      frame->type[n] = (guint8)type[k / 4];
      frame->position[n++] = vec3_scale(r, edge);
    }
  return frame;
}

/* Takes frame. */
static Scene *
scene_of(Frame *frame)
{
  Scene *scene = scene_new();

  scene->start = frame;
  scene->temperature = KELVIN;
  scene->keep_velocities = FALSE;
  return scene;
}

static double
energy_at(double edge)
{
  g_autoptr(Scene) scene = scene_of(make_crystal(edge));
  EngineOptions engine = {.n_threads = 1, .double_precision = TRUE};
  g_autoptr(GError) error = NULL;
  g_autoptr(Frame) frame = evaluate_scene(scene, &engine, NULL, &error);

  g_assert_no_error(error);
  return frame->thermo.potential;
}

/* V d²E/dV² by three energies, GPa. */
static double
modulus_at_rest(void)
{
  double volume[3], energy[3];

  for (int k = 0; k < 3; k++) {
    double edge = EDGE * cbrt(1.0 + 0.002 * (k - 1));
    volume[k] = pow(CELLS * edge, 3.0);
    energy[k] = energy_at(edge);
  }
  double h = volume[2] - volume[1];
  return volume[1] * (energy[2] - 2.0 * energy[1] + energy[0]) / (h * h) * UNITS_GPA;
}

static const ChartScalar *
scalar_of(const AnalysisResult *result, const char *id, const char *key,
          const char *label)
{
  for (guint i = 0; i < result->charts->len; i++) {
    const Chart *chart = g_ptr_array_index(result->charts, i);
    for (guint k = 0; g_str_equal(chart->id, id) && k < chart->scalars->len; k++) {
      const ChartScalar *scalar = g_ptr_array_index(chart->scalars, k);
      if (g_str_equal(scalar->key, key) && g_str_equal(scalar->label, label))
        return scalar;
    }
  }
  g_error("no %s in %s", key, id);
  return NULL;
}

/* Two percent for the warmth of 50 K, then four errors. Energies of classical oscillators
 * fluctuate by 3 k per atom (Dulong and Petit). */
static void
test_crystal(void)
{
  g_autoptr(Scene) scene = scene_of(make_crystal(EDGE));
  g_autoptr(GError) error = NULL;
  double rest = modulus_at_rest();
  BulkOptions options;

  bulk_options_init(&options);
  options.engine.n_threads = 1;
  options.settle = 1.0;
  options.hold = 4.0;
  options.properties = BULK_MODULUS;
  g_autoptr(AnalysisResult) strained = bulk_protocol_run(scene, &options, &error);
  g_assert_no_error(error);
  options.hold = 40.0;
  options.properties = BULK_DENSITY | BULK_CAPACITY;
  options.step = 10.0;
  g_autoptr(AnalysisResult) free = bulk_protocol_run(scene, &options, &error);
  g_assert_no_error(error);
  const ChartScalar *strain = scalar_of(strained, "modulus", "bulk_modulus_GPa", "");
  const ChartScalar *volume = scalar_of(free, "density", "bulk_modulus_GPa", "");
  g_test_message("at rest %.2f, strained %.2f ± %.2f, by fluctuation %.1f ± %.1f GPa",
                 rest, strain->value, strain->error, volume->value, volume->error);
  g_assert_cmpfloat(strain->error, <, 0.03 * rest);
  g_assert_cmpfloat(fabs(strain->value - rest), <, 0.02 * rest + 4.0 * strain->error);
  g_assert_cmpfloat(volume->error, <, 0.2 * rest);
  g_assert_cmpfloat(fabs(volume->value - rest), <, 0.02 * rest + 4.0 * volume->error);
  const ChartScalar *capacity =
      scalar_of(free, "capacity", "C_kB_per_atom", "fluctuation");
  g_test_message("heat capacity by fluctuation %.3f ± %.3f k", capacity->value,
                 capacity->error);
  g_assert_cmpfloat(capacity->error, <, 0.45);
  g_assert_cmpfloat(fabs(capacity->value - 3.0), <, 0.06 + 4.0 * capacity->error);
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/bulk-modulus/a crystal has the one of its energy, and 3 k per atom",
                  test_crystal);
  return g_test_run();
}

// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "run/bench.h"

#include <math.h>
#include <stdio.h>
#include <unistd.h>

#include "base/base-error.h"
#include "md/forces.h"
#include "md/md.h"
#include "potential/potential-set.h"
#include "run/scene-start.h"

#define PARTS 5
#define MANY  10000 /* atoms: of such frames only the last is looked at */

Frame *
bench_enlarge(const Frame *frame, guint n_atoms)
{
  guint n[3] = {1, 1, 1};

  for (int axis = 0; frame->n_atoms * n[0] * n[1] * n[2] < n_atoms; axis = (axis + 1) % 3)
    n[axis]++;
  return frame_replicate(frame, n);
}

static double
resident_bytes(void)
{
  long pages = 0;
  FILE *file = fopen("/proc/self/statm", "r");

  if (!file)
    return NAN;
  if (fscanf(file, "%*s %ld", &pages) != 1)
    pages = 0;
  fclose(file);
  return (double)pages * sysconf(_SC_PAGESIZE);
}

static int
compare_doubles(const void *a, const void *b)
{
  double x = *(const double *)a, y = *(const double *)b;

  return (x > y) - (x < y);
}

static gboolean
steps(Md *md, gint64 n, double *seconds, GError **error)
{
  gint64 begin = g_get_monotonic_time();
  MdFault fault;

  for (gint64 k = 0; k < n; k++)
    if (!md_step(md, FALSE, &fault)) {
      g_autofree char *text = md_describe_fault(md, &fault);
      g_set_error_literal(error, VITRINE_ERROR, VITRINE_ERROR_FAILED, text);
      return FALSE;
    }
  *seconds = (g_get_monotonic_time() - begin) / (double)G_USEC_PER_SEC;
  return TRUE;
}

/* Pairs inside r_cut of a uniform density: exact enough for a rate. */
static double
count_pairs(const Frame *frame, double r_cut)
{
  double n = frame->n_atoms;

  return 0.5 * n * n / frame->cell.volume * 4.0 / 3.0 * G_PI * r_cut * r_cut * r_cut;
}

static gboolean
measure(Md *md, gint64 n_steps, GPtrArray *frames, BenchResult *result, GError **error)
{
  double seconds, rate[PARTS], total = 0.0;
  gint64 part = MAX(1, n_steps / PARTS);

  if (!steps(md, MAX(1, n_steps / 10), &seconds, error))
    return FALSE;
  ForceTimes before = *md_force_times(md);
  for (int k = 0; k < PARTS; k++) {
    if (!steps(md, part, &seconds, error))
      return FALSE;
    g_ptr_array_add(frames, md_frame(md, 0));
    rate[k] = part / seconds;
    total += seconds;
  }
  const ForceTimes *after = md_force_times(md);
  qsort(rate, PARTS, sizeof(double), compare_doubles);
  result->steps = part * PARTS;
  result->steps_per_second = rate[PARTS / 2];
  result->list = (after->list - before.list) / result->steps;
  result->pair = (after->pair - before.pair) / result->steps;
  result->reduce = (after->reduce - before.reduce) / result->steps;
  result->other = (after->other - before.other) / result->steps;
  result->rest = total / result->steps - result->list - result->pair - result->reduce -
                 result->other;
  return TRUE;
}

/* Every charge a little larger, and back: the change that touches most. */
static double
measure_change(Md *md, const ForceField *ff)
{
  g_autoptr(ForceField) other = force_field_copy(ff);
  double seconds[PARTS];

  if (ff->learned)
    return NAN;
  for (guint t = 0; t < ff->species->n; t++)
    other->charge[t] *= 1.001;
  for (int k = 0; k < PARTS; k++) {
    gint64 begin = g_get_monotonic_time();
    md_set_force_field(md, other);
    seconds[k] = (g_get_monotonic_time() - begin) / (double)G_USEC_PER_SEC;
    md_set_force_field(md, ff);
  }
  qsort(seconds, PARTS, sizeof(double), compare_doubles);
  return seconds[PARTS / 2];
}

/* What a mesh sum approximates: the plain Ewald sum. */
static ForceField *
exact_field(const ForceField *ff)
{
  ForceField *exact = force_field_copy(ff);

  if (ff->coulomb == COULOMB_PME) {
    exact->coulomb = COULOMB_EWALD;
    exact->alpha = 0.0;
  }
  return exact;
}

static gboolean
compare_with_double(const Frame *frame, const ForceField *ff, const EngineOptions *engine,
                    BenchResult *result, GError **error)
{
  const ForceOptions exact = {.double_precision = TRUE},
                     mixed = {.kernel = engine->kernel};
  double difference = 0.0, size = 0.0;
  g_autoptr(ForceField) reference = exact_field(ff);

  g_autoptr(Frame) want =
      forces_evaluate(frame, reference, &exact, engine->n_threads, NULL, error);
  g_autoptr(Frame) have =
      want ? forces_evaluate(frame, ff, &mixed, engine->n_threads, NULL, error) : NULL;
  if (!have)
    return FALSE;
  for (guint i = 0; i < frame->n_atoms; i++) {
    difference += vec3_norm2(vec3_sub(want->force[i], have->force[i]));
    size += vec3_norm2(want->force[i]);
  }
  result->force_error = fmax(result->force_error, sqrt(difference / size));
  result->energy_error =
      fmax(result->energy_error,
           fabs(want->thermo.potential - have->thermo.potential) / frame->n_atoms);
  return TRUE;
}

gboolean
bench_run(const Scene *scene, const EngineOptions *engine, gint64 n_steps,
          BenchResult *result, GError **error)
{
  g_autoptr(ForceField) ff = potential_for_scene(scene, error);
  double before = resident_bytes();

  *result = (BenchResult){.force_error = NAN, .energy_error = NAN};
  if (!ff)
    return FALSE;
  g_autoptr(Md) md = scene_start(scene, ff, engine, error);
  g_autoptr(GPtrArray) frames =
      g_ptr_array_new_with_free_func((GDestroyNotify)frame_unref);
  if (!md || !measure(md, n_steps, frames, result, error))
    return FALSE;
  Frame *end = g_ptr_array_index(frames, frames->len - 1);
  result->n_atoms = end->n_atoms;
  result->n_threads = engine->n_threads ? engine->n_threads : g_get_num_processors();
  result->kernel = md_kernel(md);
  result->change = measure_change(md, ff);
  result->bytes_per_atom = (resident_bytes() - before) / end->n_atoms;
  result->ns_per_day = result->steps_per_second * scene->dt * 86400.0 * 1e-3;
  result->pairs_per_second =
      result->steps_per_second * count_pairs(end, force_field_cutoff(ff));
  gboolean has_reference =
      !engine->double_precision && !ff->learned &&
      (ff->coulomb != COULOMB_PME || end->n_atoms <= MANY); /* Ewald takes minutes */
  for (guint k = end->n_atoms > MANY ? PARTS - 1 : 0; has_reference && k < PARTS; k++)
    if (!compare_with_double(frames->pdata[k], ff, engine, result, error))
      return FALSE;
  return TRUE;
}

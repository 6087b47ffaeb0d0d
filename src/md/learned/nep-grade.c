// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "md/learned/nep-grade.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "md/learned/nep-atom.h"

static guint
n_features(gconstpointer field)
{
  return ((const NepField *)field)->model->n_descriptors;
}

static void
measure(gconstpointer field, gpointer scratch, const LocalAtom *atom, double *feature)
{
  nep_atom_energy(field, scratch, atom->type, atom->edge, atom->n, atom->gradient);
  memcpy(feature, nep_scratch_descriptors(scratch), n_features(field) * sizeof(double));
}

static int
smaller_first(const void *a, const void *b)
{
  double x = *(const double *)a, y = *(const double *)b;

  return (x > y) - (x < y);
}

/* Of one descriptor over the atoms of a type; sorted: room for all of them. */
static double
median_of_type(const ForceInput *in, const double *feature, guint n, guint type,
               double *sorted)
{
  guint count = 0;

  for (guint i = 0; i < in->n_atoms; i++)
    if (in->type[i] == type)
      sorted[count++] = feature[(gsize)i * n];
  qsort(sorted, count, sizeof *sorted, smaller_first);
  return count > 0 ? sorted[count / 2] : 0.0;
}

static void
judge(gconstpointer data, const ForceInput *in, const double *feature, double *grade)
{
  const NepField *field = data;
  guint n = n_features(field);
  g_autofree double *sorted = g_new(double, in->n_atoms);

  memset(grade, 0, in->n_atoms * sizeof(double));
  for (guint k = 0; k < n; k++) {
    double median[SPECIES_MAX] = {0};
    for (guint t = 0; t < field->n_types; t++)
      median[t] = median_of_type(in, feature + k, n, t, sorted);
    for (guint i = 0; i < in->n_atoms; i++)
      grade[i] = fmax(grade[i], fabs(feature[(gsize)i * n + k] - median[in->type[i]]));
  }
}

const LocalGrader nep_grader = {n_features, measure, judge};

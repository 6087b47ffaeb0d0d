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

static void
judge(gconstpointer field, guint n_atoms, const double *feature, double *grade)
{
  guint n = n_features(field);
  g_autofree double *sorted = g_new(double, n_atoms);

  memset(grade, 0, n_atoms * sizeof(double));
  for (guint k = 0; k < n; k++) {
    for (guint i = 0; i < n_atoms; i++)
      sorted[i] = feature[(gsize)i * n + k];
    qsort(sorted, n_atoms, sizeof *sorted, smaller_first);
    double median = sorted[n_atoms / 2];
    for (guint i = 0; i < n_atoms; i++)
      grade[i] = fmax(grade[i], fabs(feature[(gsize)i * n + k] - median));
  }
}

const LocalGrader nep_grader = {n_features, measure, judge};

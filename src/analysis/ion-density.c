// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "analysis/ion-density.h"

#include <string.h>

#include "analysis/displacement.h"

#define HEAVIEST 1e6 /* weight of a frame at which all weights are divided */

struct IonDensity {
  guint n_ions;
  guint32 *ion;           /* owned */
  Displacement framework; /* of no atom: the drift alone */
  double memory;          /* ps */
  Field *sum;             /* weights of ions at nodes; cell of the newest frame; owned */
  Cell first_cell;
  double drift[3]; /* of the newest frame, in fractions of its cell */
  guint n_frames;
  double weight, newest; /* Σ of the frames' weights, and the last of them */
  double since;          /* ps, when the weight is 1 */
};

IonDensity *
ion_density_new(const Frame *first, const guint32 *ion, guint n_ions, double step,
                double memory)
{
  g_return_val_if_fail(first != NULL && step > 0.0 && memory > 0.0, NULL);

  IonDensity *density = g_new0(IonDensity, 1);
  density->n_ions = n_ions;
  density->ion = g_memdup2(ion, n_ions * sizeof *ion);
  density->memory = memory;
  density->first_cell = first->cell;
  density->sum =
      field_new(&first->cell, field_step(&first->cell, step, ION_DENSITY_NODES));
  displacement_init(&density->framework, first, DRIFT_FRAMEWORK, NULL, 0);
  return density;
}

void
ion_density_free(IonDensity *density)
{
  if (!density)
    return;
  displacement_clear(&density->framework);
  field_unref(density->sum);
  g_free(density->ion);
  g_free(density);
}

guint
ion_density_n_frames(const IonDensity *density)
{
  return density->n_frames;
}

double
ion_density_voxel(const IonDensity *density)
{
  return density->sum->cell.volume / (double)density->sum->n_nodes;
}

static double
weight_at(const IonDensity *density, double time)
{
  return isinf(density->memory) ? 1.0 : exp((time - density->since) / density->memory);
}

static void
scale_all(IonDensity *density, double scale)
{
  for (gsize i = 0; i < density->sum->n_nodes; i++)
    density->sum->value[i] *= (float)scale;
  density->weight *= scale;
}

static double
weigh_frame(IonDensity *density, double time)
{
  if (density->n_frames == 0)
    density->since = time;
  double weight = weight_at(density, time);
  if (weight > HEAVIEST) {
    scale_all(density, 1.0 / weight);
    density->since = time;
    weight = 1.0;
  }
  density->weight += weight;
  density->newest = weight;
  return weight;
}

/* Centre of the framework now, less where it would be if it had only followed the cell.
 */
static void
find_drift(IonDensity *density, const Frame *frame)
{
  displacement_take(&density->framework, frame);
  Vec3 first = density->framework.centre;
  Vec3 s = cell_to_fractional(&frame->cell, vec3_add(first, density->framework.drift));
  Vec3 d = vec3_sub(s, cell_to_fractional(&density->first_cell, first));
  density->drift[0] = d.x;
  density->drift[1] = d.y;
  density->drift[2] = d.z;
}

static void
spread_ion(Field *sum, const double s[3], float weight)
{
  guint node[2][3];
  float part[2][3];

  for (guint d = 0; d < 3; d++) {
    double g = (s[d] - floor(s[d])) * sum->n[d], low = floor(g);
    node[0][d] = (guint)low % sum->n[d];
    node[1][d] = (node[0][d] + 1) % sum->n[d];
    part[1][d] = (float)(g - low);
    part[0][d] = 1.0f - part[1][d];
  }
  for (guint c = 0; c < 8; c++) {
    guint i = c >> 2, j = c >> 1 & 1, k = c & 1;
    sum->value[field_index(sum, node[i][0], node[j][1], node[k][2])] +=
        weight * part[i][0] * part[j][1] * part[k][2];
  }
}

void
ion_density_add(IonDensity *density, const Frame *frame)
{
  g_return_if_fail(density != NULL && frame->n_atoms == density->framework.n_atoms);

  double weight = weigh_frame(density, frame->time);
  find_drift(density, frame);
  density->sum->cell = frame->cell;
  for (guint i = 0; i < density->n_ions; i++) {
    Vec3 r = cell_to_fractional(&frame->cell, frame->position[density->ion[i]]);
    const double s[3] = {r.x - density->drift[0], r.y - density->drift[1],
                         r.z - density->drift[2]};
    spread_ion(density->sum, s, (float)weight);
  }
  density->n_frames++;
}

double
ion_density_weight(const IonDensity *density)
{
  return density->n_frames > 0 ? density->weight / density->newest : 0.0;
}

void
ion_density_restart(IonDensity *density)
{
  g_return_if_fail(density != NULL);

  memset(density->sum->value, 0, density->sum->n_nodes * sizeof *density->sum->value);
  density->n_frames = 0;
  density->weight = 0.0;
}

Field *
ion_density_field(const IonDensity *density)
{
  g_return_val_if_fail(density != NULL, NULL);

  if (density->n_frames == 0)
    return NULL;
  const Field *sum = density->sum;
  Field *field = field_new_like(sum);
  guint whole[3], at[3];
  double rest[3];
  for (guint d = 0; d < 3; d++) {
    double turns = density->drift[d] - floor(density->drift[d]);
    whole[d] = (guint)floor(turns * sum->n[d]) % sum->n[d];
    rest[d] = turns - floor(turns * sum->n[d]) / sum->n[d];
  }
  field->cell.origin = cell_to_cartesian(&sum->cell, vec3(rest[0], rest[1], rest[2]));
  double scale = 1.0 / (density->weight * ion_density_voxel(density));
  for (gsize i = 0; i < sum->n_nodes; i++) {
    field_node(sum, i, at);
    for (guint d = 0; d < 3; d++)
      at[d] = (at[d] + whole[d]) % sum->n[d];
    field->value[field_index(field, at[0], at[1], at[2])] =
        (float)(scale * sum->value[i]);
  }
  return field;
}

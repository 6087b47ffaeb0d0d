// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "md/barostat.h"

#include <math.h>

#include "base/rng.h"

static Vec3
alike(double x)
{
  return vec3(x, x, x);
}

static double
mean(Vec3 v)
{
  return (v.x + v.y + v.z) / 3.0;
}

Vec3
rescaling_strain(const CellDrive *drive, Vec3 pressure, double dt, guint64 seed,
                 gint64 step)
{
  double rate = BAROSTAT_COMPRESSIBILITY * dt / drive->tau, g[4];
  double width2 = 2.0 * drive->kt * rate / drive->volume;

  rng_normal4(seed, RNG_BAROSTAT, step, 0, g);
  if (!drive->per_axis)
    return alike((rate * (mean(pressure) - drive->pressure) + sqrt(width2) * g[0]) / 3.0);
  Vec3 push = vec3_scale(vec3_sub(pressure, alike(drive->pressure)), rate / 3.0);
  return vec3_mul_add(push, sqrt(width2 / 3.0), vec3(g[0], g[1], g[2]));
}

static double
cell_mass(const CellDrive *drive)
{
  return (drive->n_free + 3.0) * drive->kt * drive->tau * drive->tau / 3.0;
}

void
mtk_half_kick(const CellDrive *drive, Vec3 pressure, double kinetic, double dt,
              Vec3 *rate)
{
  Vec3 excess = vec3_sub(pressure, alike(drive->pressure));
  Vec3 push =
      vec3_add(vec3_scale(excess, drive->volume), alike(2.0 * kinetic / drive->n_free));

  if (!drive->per_axis)
    push = alike(mean(push));
  *rate = vec3_mul_add(*rate, 0.5 * dt / cell_mass(drive), push);
}

Vec3
mtk_drag(const CellDrive *drive, Vec3 rate)
{
  return vec3_add(rate, alike(3.0 * mean(rate) / drive->n_free));
}

double
mtk_kinetic(const CellDrive *drive, Vec3 rate)
{
  return 0.5 * cell_mass(drive) * vec3_norm2(rate);
}

guint
mtk_n_free(const CellDrive *drive)
{
  return drive->per_axis ? 3 : 1;
}

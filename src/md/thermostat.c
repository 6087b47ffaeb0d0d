// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "md/thermostat.h"

#include <math.h>

#include "base/rng.h"
#include "base/units.h"
#include "md/parts.h"

/* Sum of the squares of n standard normals: a gamma variate of shape n/2 and scale 2
 * (Marsaglia & Tsang, ACM Trans. Math. Softw. 26, 363 (2000)), each try from its own
 * draw. */
static double
sum_of_squares(guint n, guint64 seed, gint64 step)
{
  double shape = 0.5 * n, d = shape - 1.0 / 3.0, c = 1.0 / sqrt(9.0 * d);

  if (n < 3) {
    double g[4];
    rng_normal4(seed, RNG_THERMOSTAT, step, 1, g);
    return (n > 0 ? g[0] * g[0] : 0.0) + (n > 1 ? g[1] * g[1] : 0.0);
  }
  for (guint32 attempt = 1;; attempt++) {
    double g[4], u[4];
    rng_normal4(seed, RNG_THERMOSTAT, step, 2 * attempt, g);
    rng_uniform4(seed, RNG_THERMOSTAT, step, 2 * attempt + 1, u);
    double v = 1.0 + c * g[0];
    v = v * v * v;
    if (v > 0.0 && log(u[0]) < 0.5 * g[0] * g[0] + d * (1.0 - v + log(v)))
      return 2.0 * d * v;
  }
}

double
bussi_factor(double kinetic, double target, guint n_free, double dt_over_tau,
             guint64 seed, gint64 step)
{
  if (kinetic <= 0.0 || n_free < 2)
    return 1.0;
  double decay = exp(-dt_over_tau);
  double share = target / (n_free * kinetic) * (1.0 - decay);
  double g[4];

  rng_normal4(seed, RNG_THERMOSTAT, step, 0, g);
  double rest = sum_of_squares(n_free - 1, seed, step);
  double factor2 =
      decay + share * (g[0] * g[0] + rest) + 2.0 * g[0] * sqrt(decay * share);
  return sqrt(fmax(factor2, 0.0));
}

static void
chain_masses(double mass[NOSE_HOOVER_LENGTH], double kt, guint n_free, double tau)
{
  mass[0] = n_free * kt * tau * tau;
  for (int k = 1; k < NOSE_HOOVER_LENGTH; k++)
    mass[k] = kt * tau * tau;
}

static double
chain_force(const NoseHoover *chain, const double *mass, int k, double kinetic, double kt,
            guint n_free)
{
  if (k == 0)
    return (2.0 * kinetic - n_free * kt) / mass[0];
  return (mass[k - 1] * chain->velocity[k - 1] * chain->velocity[k - 1] - kt) / mass[k];
}

double
nose_hoover_half(NoseHoover *chain, double kinetic, double temperature, guint n_free,
                 double tau, double dt)
{
  double kt = UNITS_KB * temperature, mass[NOSE_HOOVER_LENGTH];
  double h = 0.5 * dt, *v = chain->velocity;
  const int last = NOSE_HOOVER_LENGTH - 1;

  chain_masses(mass, kt, n_free, tau);
  for (int k = last; k >= 0; k--) {
    double drag = k < last ? exp(-0.25 * h * v[k + 1]) : 1.0;
    v[k] = v[k] * drag * drag +
           0.5 * h * chain_force(chain, mass, k, kinetic, kt, n_free) * drag;
  }
  double factor = exp(-h * v[0]);
  kinetic *= factor * factor;
  for (int k = 0; k <= last; k++)
    chain->position[k] += h * v[k];
  for (int k = 0; k <= last; k++) {
    double drag = k < last ? exp(-0.25 * h * v[k + 1]) : 1.0;
    v[k] = v[k] * drag * drag +
           0.5 * h * chain_force(chain, mass, k, kinetic, kt, n_free) * drag;
  }
  return factor;
}

double
nose_hoover_energy(const NoseHoover *chain, double temperature, guint n_free, double tau)
{
  double kt = UNITS_KB * temperature, mass[NOSE_HOOVER_LENGTH];
  double energy = n_free * kt * chain->position[0];

  chain_masses(mass, kt, n_free, tau);
  for (int k = 0; k < NOSE_HOOVER_LENGTH; k++)
    energy += 0.5 * mass[k] * chain->velocity[k] * chain->velocity[k];
  for (int k = 1; k < NOSE_HOOVER_LENGTH; k++)
    energy += kt * chain->position[k];
  return energy;
}

typedef struct {
  const Langevin *langevin;
  double gain[ATOM_PARTS];
} Mix;

static void
mix_part(gpointer data, guint part, guint worker)
{
  Mix *mix = data;
  const Langevin *l = mix->langevin;
  guint begin = part_begin(l->n, part), end = part_begin(l->n, part + 1);
  double keep = exp(-l->dt_over_tau), fresh2 = -expm1(-2.0 * l->dt_over_tau) * l->kt;
  double gain = 0.0;

  for (guint i = begin; i < end; i++) {
    double g[4], before = vec3_norm2(l->velocity[i]);
    rng_normal4(l->seed, RNG_LANGEVIN, l->step, l->atom[i], g);
    l->velocity[i] = vec3_mul_add(vec3_scale(l->velocity[i], keep),
                                  sqrt(fresh2 * l->inv_mass[i]), vec3(g[0], g[1], g[2]));
    gain += 0.5 * (vec3_norm2(l->velocity[i]) - before) / l->inv_mass[i];
  }
  mix->gain[part] = gain;
}

double
langevin_mix(const Langevin *langevin, Team *team)
{
  Mix mix = {langevin, {0}};
  double gain = 0.0;

  parts_run(team, mix_part, &mix);
  for (guint part = 0; part < ATOM_PARTS; part++)
    gain += mix.gain[part];
  return gain;
}

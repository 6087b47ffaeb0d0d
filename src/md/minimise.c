// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "md/minimise.h"

#define FIRST_STEP    0.05
#define LONGEST_STEP  0.2
#define FIRST_ALPHA   0.1
#define LONGEST_MOVE  0.1 /* Å */
#define PATIENT_STEPS 5

void
fire_init(Fire *fire)
{
  *fire = (Fire){FIRST_STEP, FIRST_ALPHA, 0};
}

static void
adapt(Fire *fire, double power)
{
  if (power > 0.0 && ++fire->downhill > PATIENT_STEPS) {
    fire->dt = fmin(1.1 * fire->dt, LONGEST_STEP);
    fire->alpha *= 0.99;
  } else if (power <= 0.0) {
    fire->downhill = 0;
    fire->dt *= 0.5;
    fire->alpha = FIRST_ALPHA;
  }
}

double
fire_step(Fire *fire, guint n, const Vec3 *force, Vec3 *position, Vec3 *velocity)
{
  double power = 0.0, v2 = 0.0, f2 = 0.0, largest2 = 0.0;

  for (guint i = 0; i < n; i++) {
    power += vec3_dot(force[i], velocity[i]);
    v2 += vec3_norm2(velocity[i]);
    f2 += vec3_norm2(force[i]);
    largest2 = fmax(largest2, vec3_norm2(force[i]));
  }
  if (!isfinite(f2))
    return NAN;
  adapt(fire, power);
  double mix = f2 > 0.0 ? fire->alpha * sqrt(v2 / f2) : 0.0;
  for (guint i = 0; i < n; i++) {
    Vec3 v = power > 0.0 ? vec3_scale(velocity[i], 1.0 - fire->alpha) : vec3(0, 0, 0);
    v = vec3_mul_add(v, (power > 0.0 ? mix : 0.0) + fire->dt, force[i]);
    double move = vec3_norm(v) * fire->dt;
    velocity[i] = v;
    position[i] = vec3_mul_add(position[i],
                               fire->dt * fmin(1.0, LONGEST_MOVE / fmax(move, 1e-12)), v);
  }
  return sqrt(largest2);
}

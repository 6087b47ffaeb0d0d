// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "potential/ewald.h"

#include <math.h>
#include <string.h>

#include "base/units.h"

/* |k| ≤ 2 α · REACH: e^{−REACH²} = 7e-14 */
static const double REACH = 5.5;

typedef struct {
  double re, im;
} Complex;

static Complex
complex_mul(Complex a, Complex b)
{
  return (Complex){a.re * b.re - a.im * b.im, a.re * b.im + a.im * b.re};
}

/* e^{2πi m s} of every atom for one axis: phase[m + m_max][atom], m = −m_max … m_max. */
typedef struct {
  int m_max;
  Complex *phase;
} Axis;

typedef struct {
  guint n;
  double alpha, k_max;
  double factor; /* 2π k_e/V, eV Å (of unit charges) */
  Vec3 reciprocal[3];
  double *charge;
  Axis axis[3];
  Complex *plane; /* q e^{2πi(h s0 + k s1)} of every atom, for the present h, k */
  Complex *term;  /* q e^{ik·r} of every atom, for the present k vector */
  Vec3 *force;
  EwaldSum sum;
} Work;

static void
fill_axis(Axis *axis, int m_max, const double *s, guint n)
{
  axis->m_max = m_max;
  axis->phase = g_new(Complex, (2 * m_max + 1) * (gsize)n);
  for (int m = -m_max; m <= m_max; m++) {
    Complex *row = axis->phase + (gsize)(m + m_max) * n;
    for (guint i = 0; i < n; i++) {
      double angle = 2.0 * G_PI * (m * s[i] - rint(m * s[i]));
      row[i] = (Complex){cos(angle), sin(angle)};
    }
  }
}

static const Complex *
axis_row(const Axis *axis, int m, guint n)
{
  return axis->phase + (gsize)(m + axis->m_max) * n;
}

static void
work_init(Work *work, const ForceField *ff, const Cell *cell, guint n, const guint8 *type,
          const Vec3 *position)
{
  g_autofree double *s = g_new(double, 3 * (gsize)n);
  for (guint i = 0; i < n; i++) {
    Vec3 f = cell_to_fractional(cell, position[i]);
    s[i] = f.x;
    s[n + i] = f.y;
    s[2 * n + i] = f.z;
    work->charge[i] = ff->charge[type[i]];
  }
  for (int d = 0; d < 3; d++) {
    double length = vec3_norm(cell->vector[d]);
    work->reciprocal[d] = vec3_scale(cell->inverse[d], 2.0 * G_PI);
    fill_axis(&work->axis[d], (int)(work->k_max * length / (2.0 * G_PI)), s + d * n, n);
  }
}

static Complex
structure_factor(Work *work, int l)
{
  const Complex *ez = axis_row(&work->axis[2], l, work->n);
  Complex s = {0.0, 0.0};
  for (guint i = 0; i < work->n; i++) {
    work->term[i] = complex_mul(work->plane[i], ez[i]);
    s.re += work->term[i].re;
    s.im += work->term[i].im;
  }
  return s;
}

static void
add_virial(double virial[6], double energy, Vec3 k, double stretch)
{
  virial[0] += energy * (1.0 - stretch * k.x * k.x);
  virial[1] += energy * (1.0 - stretch * k.y * k.y);
  virial[2] += energy * (1.0 - stretch * k.z * k.z);
  virial[3] -= energy * stretch * k.y * k.z;
  virial[4] -= energy * stretch * k.x * k.z;
  virial[5] -= energy * stretch * k.x * k.y;
}

/* One k vector together with −k. */
static void
add_k(Work *work, Vec3 k, int l)
{
  double k2 = vec3_norm2(k);
  double quarter = 1.0 / (4.0 * work->alpha * work->alpha);
  double weight = 2.0 * work->factor * exp(-k2 * quarter) / k2;
  Complex s = structure_factor(work, l);
  double energy = weight * (s.re * s.re + s.im * s.im);
  work->sum.energy += energy;
  add_virial(work->sum.virial, energy, k, 2.0 * (1.0 / k2 + quarter));

  if (!work->force)
    return;
  for (guint i = 0; i < work->n; i++) {
    double pull = 2.0 * weight * (work->term[i].im * s.re - work->term[i].re * s.im);
    work->force[i] = vec3_mul_add(work->force[i], pull, k);
  }
}

static void
add_column(Work *work, int h, int m)
{
  const Complex *ex = axis_row(&work->axis[0], h, work->n);
  const Complex *ey = axis_row(&work->axis[1], m, work->n);
  for (guint i = 0; i < work->n; i++) {
    Complex e = complex_mul(ex[i], ey[i]);
    work->plane[i] = (Complex){work->charge[i] * e.re, work->charge[i] * e.im};
  }

  Vec3 base =
      vec3_add(vec3_scale(work->reciprocal[0], h), vec3_scale(work->reciprocal[1], m));
  int l_first = h == 0 && m == 0 ? 1 : -work->axis[2].m_max;
  for (int l = l_first; l <= work->axis[2].m_max; l++) {
    Vec3 k = vec3_mul_add(base, l, work->reciprocal[2]);
    if (vec3_norm2(k) <= work->k_max * work->k_max)
      add_k(work, k, l);
  }
}

static void
add_background(Work *work, double volume)
{
  double q = 0.0;
  for (guint i = 0; i < work->n; i++)
    q += work->charge[i];
  double a2 = work->alpha * work->alpha;
  work->sum.background = -G_PI * UNITS_COULOMB * q * q / (2.0 * volume * a2);
  for (int d = 0; d < 3; d++)
    work->sum.virial[d] += work->sum.background;
}

EwaldSum
ewald_reciprocal(const ForceField *ff, const Cell *cell, guint n, const guint8 *type,
                 const Vec3 *position, Vec3 *force)
{
  double alpha = force_field_alpha(ff);
  g_return_val_if_fail(alpha > 0.0 && n > 0, (EwaldSum){0});
  g_autofree double *charge = g_new(double, n);
  g_autofree Complex *plane = g_new(Complex, n);
  g_autofree Complex *term = g_new(Complex, n);
  Work work = {.n = n,
               .alpha = alpha,
               .k_max = 2.0 * alpha * REACH,
               .factor = 2.0 * G_PI * UNITS_COULOMB / cell->volume,
               .charge = charge,
               .plane = plane,
               .term = term,
               .force = force};

  work_init(&work, ff, cell, n, type, position);
  for (int h = 0; h <= work.axis[0].m_max; h++)
    for (int m = h == 0 ? 0 : -work.axis[1].m_max; m <= work.axis[1].m_max; m++)
      add_column(&work, h, m);
  add_background(&work, cell->volume);
  for (int d = 0; d < 3; d++)
    g_free(work.axis[d].phase);
  return work.sum;
}

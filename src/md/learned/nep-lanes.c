// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "md/learned/nep-lanes.h"

#include <math.h>
#include <string.h>

typedef double Lanes __attribute__((vector_size(8 * LANES), aligned(8), may_alias));
typedef gint64 IntLanes __attribute__((vector_size(8 * LANES), aligned(8), may_alias));

#define N_SERIES 11

/* sin πv = v Σ_k c_k v^2k and cos πv = Σ_k c_k v^2k, for |v| ≤ ½ */
static const double SINE[N_SERIES] = {
    3.1415926535897932385,    -5.1677127800499700292,   2.5501640398773454439,
    -0.59926452932079207689,  0.082145886611128228799,  -0.0073704309457143507773,
    0.00046630280576761256,   -0.000021915353447830216, 7.9520540014755127848e-7,
    -2.294842899726987311e-8, 5.3926646626081284894e-10};
static const double COSINE[N_SERIES] = {1.0,
                                        -4.9348022005446793094,
                                        4.0587121264167682182,
                                        -1.3352627688545894959,
                                        0.23533063035889320454,
                                        -0.025806891390014060013,
                                        0.0019295743094039230479,
                                        -0.00010463810492484570712,
                                        4.3030695870329470073e-6,
                                        -1.3878952462213772114e-7,
                                        3.6047307974625009339e-9};

WIDE_LOOPS void
nep_terms(int n_terms, const NepNeighbours *at, NepBlock *to)
{
  Lanes u = *(const Lanes *)at->u, inv_r_cut = *(const Lanes *)at->inv_r_cut;
  Lanes v = u - 0.5, v2 = v * v, sine = v2 * 0.0 + SINE[N_SERIES - 1];
  Lanes cosine = v2 * 0.0 + COSINE[N_SERIES - 1];

  for (int k = N_SERIES - 1; k-- > 0;) {
    sine = sine * v2 + SINE[k];
    cosine = cosine * v2 + COSINE[k];
  }
  /* cos πu = −sin πv, sin πu = cos πv */
  Lanes fc = 0.5 - 0.5 * v * sine, dfc = (-0.5 * G_PI) * inv_r_cut * cosine;
  Lanes x = 2.0 * (u - 1.0) * (u - 1.0) - 1.0, dx = 4.0 * (u - 1.0) * inv_r_cut;
  Lanes t0 = x * 0.0 + 1.0, t1 = x, d0 = x * 0.0, d1 = t0;
  *(Lanes *)to->f[0] = fc;
  *(Lanes *)to->df[0] = dfc;
  for (int k = 1; k < n_terms; k++) {
    Lanes half = 0.5 * (t1 + 1.0);
    *(Lanes *)to->f[k] = half * fc;
    *(Lanes *)to->df[k] = 0.5 * d1 * dx * fc + half * dfc;
    Lanes t2 = 2.0 * x * t1 - t0, d2 = 2.0 * t1 + 2.0 * x * d1 - d0;
    t0 = t1;
    t1 = t2;
    d0 = d1;
    d1 = d2;
  }
}

WIDE_LOOPS void
nep_add_terms(int n_terms, guint n_types, const NepNeighbours *at, const NepBlock *block,
              double (*sum)[NEP_BASIS_MAX][LANES])
{
  IntLanes type = *(const IntLanes *)at->type;

  for (guint t = 0; t < n_types; t++) {
    IntLanes mask = type == (gint64)t;
    for (int k = 0; k < n_terms; k++)
      *(Lanes *)sum[t][k] += (Lanes)(mask & (IntLanes) * (const Lanes *)block->f[k]);
  }
}

WIDE_LOOPS void
nep_slopes(int n_terms, guint n_types, const NepNeighbours *at, const NepBlock *block,
           const double (*weight)[NEP_BASIS_MAX], double slope[LANES])
{
  IntLanes type = *(const IntLanes *)at->type, all = type ^ type;

  for (guint t = 0; t < n_types; t++) {
    Lanes sum = weight[t][0] * *(const Lanes *)block->df[0];
    for (int k = 1; k < n_terms; k++)
      sum += weight[t][k] * *(const Lanes *)block->df[k];
    all |= (type == (gint64)t) & (IntLanes)sum;
  }
  *(Lanes *)slope = (Lanes)all;
}

static const double INVERSE_FACTORIAL[14] = {1.0,
                                             1.0 / 1.0,
                                             1.0 / 2.0,
                                             1.0 / 6.0,
                                             1.0 / 24.0,
                                             1.0 / 120.0,
                                             1.0 / 720.0,
                                             1.0 / 5040.0,
                                             1.0 / 40320.0,
                                             1.0 / 362880.0,
                                             1.0 / 3628800.0,
                                             1.0 / 39916800.0,
                                             1.0 / 479001600.0,
                                             1.0 / 6227020800.0};

/* tanh |x| = 1 − 2 / (1 + e^2|x|) */
static inline void
hyperbolic_tangent(double *value)
{
  const double magic = 6755399441055744.0; /* 1.5 · 2⁵² */
  const IntLanes sign_bit = {G_MININT64, G_MININT64, G_MININT64, G_MININT64,
                             G_MININT64, G_MININT64, G_MININT64, G_MININT64};
  Lanes x = *(const Lanes *)value;
  IntLanes sign = (IntLanes)x & sign_bit;
  Lanes y = 2.0 * (Lanes)((IntLanes)x ^ sign);

  IntLanes is_small = y < 40.0;
  y = (Lanes)((is_small & (IntLanes)y) | (~is_small & (IntLanes)(y * 0.0 + 40.0)));
  Lanes shifted = y * 1.4426950408889634074 + magic, k = shifted - magic;
  Lanes r = (y - k * 6.93147180369123816490e-01) - k * 1.90821492927058770002e-10;
  Lanes p = r * 0.0 + INVERSE_FACTORIAL[13];
  for (int n = 12; n >= 0; n--)
    p = p * r + INVERSE_FACTORIAL[n];
  p = (Lanes)((IntLanes)p + ((IntLanes)shifted << 52));
  *(Lanes *)value = (Lanes)((IntLanes)(1.0 - 2.0 / (1.0 + p)) | sign);
}

/* Sums in lanes, so that none waits for the last. */
static inline double
dot(const double *a, const double *b, int n)
{
  double sum[LANES] = {0}, all = 0.0;
  int k = 0;

  for (; k + LANES <= n; k += LANES)
    *(Lanes *)sum += *(const Lanes *)(a + k) * *(const Lanes *)(b + k);
  for (; k < n; k++)
    sum[k % LANES] += a[k] * b[k];
  for (int l = 0; l < LANES; l++)
    all += sum[l];
  return all;
}

static inline void
add_scaled(double *to, double factor, const double *from, int n)
{
  int k = 0;

  for (; k + LANES <= n; k += LANES)
    *(Lanes *)(to + k) += factor * *(const Lanes *)(from + k);
  for (; k < n; k++)
    to[k] += factor * from[k];
}

WIDE_LOOPS double
nep_network(const NepModel *model, const double *network, const double *q, double *g_q,
            double *value)
{
  int n = model->n_descriptors, neurons = model->n_neurons;
  const double *b0 = network + (gsize)neurons * n, *w1 = b0 + neurons;
  double energy = -model->bias - (model->version == 5 ? w1[neurons] : 0.0);

  memset(g_q, 0, n * sizeof(double));
  for (int a = 0; a < neurons; a++)
    value[a] = dot(network + (gsize)a * n, q, n) - b0[a];
  for (int a = 0; a < neurons; a += LANES)
    hyperbolic_tangent(value + a);
  for (int a = 0; a < neurons; a++) {
    energy += w1[a] * value[a];
    add_scaled(g_q, w1[a] * (1.0 - value[a] * value[a]), network + (gsize)a * n, n);
  }
  for (int k = 0; k < n; k++)
    g_q[k] *= model->scale[k];
  return energy;
}

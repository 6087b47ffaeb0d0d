// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "base/rng.h"

#include <math.h>

#define PHILOX_M0 0xD2511F53u
#define PHILOX_M1 0xCD9E8D57u
#define PHILOX_W0 0x9E3779B9u
#define PHILOX_W1 0xBB67AE85u

void
rng_philox(const uint32_t ctr[4], const uint32_t key[2], uint32_t out[4])
{
  uint32_t c0 = ctr[0], c1 = ctr[1], c2 = ctr[2], c3 = ctr[3];
  uint32_t k0 = key[0], k1 = key[1];

  for (int round = 0; round < 10; round++) {
    uint64_t p0 = (uint64_t)PHILOX_M0 * c0;
    uint64_t p1 = (uint64_t)PHILOX_M1 * c2;
    uint32_t n0 = (uint32_t)(p1 >> 32) ^ c1 ^ k0;
    uint32_t n2 = (uint32_t)(p0 >> 32) ^ c3 ^ k1;
    c1 = (uint32_t)p1;
    c3 = (uint32_t)p0;
    c0 = n0;
    c2 = n2;
    k0 += PHILOX_W0;
    k1 += PHILOX_W1;
  }
  out[0] = c0;
  out[1] = c1;
  out[2] = c2;
  out[3] = c3;
}

void
rng_uniform4(uint64_t seed, RngStream stream, uint64_t step, uint32_t index,
             double out[4])
{
  uint32_t ctr[4] = {(uint32_t)step, (uint32_t)(step >> 32), index, (uint32_t)stream};
  uint32_t key[2] = {(uint32_t)seed, (uint32_t)(seed >> 32)};
  uint32_t bits[4];

  rng_philox(ctr, key, bits);
  for (int i = 0; i < 4; i++)
    out[i] = (bits[i] + 0.5) * 0x1p-32;
}

void
rng_normal4(uint64_t seed, RngStream stream, uint64_t step, uint32_t index, double out[4])
{
  double u[4];

  rng_uniform4(seed, stream, step, index, u);
  for (int i = 0; i < 4; i += 2) {
    double radius = sqrt(-2.0 * log(u[i]));
    double angle = 2.0 * M_PI * u[i + 1];
    out[i] = radius * cos(angle);
    out[i + 1] = radius * sin(angle);
  }
}

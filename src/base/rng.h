// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* Counter-based random numbers: Philox 4x32-10 (Salmon, Moraes, Dror, Shaw, SC'11,
 * doi:10.1145/2063384.2063405).
 *
 * A draw is a pure function of (seed, stream, step, index): no state, the same for any
 * number of threads, exactly repeatable after a restart. Any thread. */
#pragma once

#include <stdint.h>

/* Who draws; keeps independent uses of one seed apart. */
typedef enum {
  RNG_VELOCITIES = 1,
  RNG_THERMOSTAT = 2,
  RNG_BAROSTAT = 3,
  RNG_LANGEVIN = 4,
  RNG_PACKING = 5,
  RNG_ANALYSIS = 6,
  RNG_TEST = 7,
} RngStream;

/* The bare generator: ten rounds on counter ctr with key. */
void rng_philox(const uint32_t ctr[4], const uint32_t key[2], uint32_t out[4]);

/* Four numbers, uniform in (0, 1). */
void rng_uniform4(uint64_t seed, RngStream stream, uint64_t step, uint32_t index,
                  double out[4]);

/* Four numbers, normal with mean 0 and variance 1 (Box–Muller). */
void rng_normal4(uint64_t seed, RngStream stream, uint64_t step, uint32_t index,
                 double out[4]);

// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* What the bonds of a frame say about the network, counted. Pure function; any thread. */
#pragma once

#include <glib.h>

#include "model/bonds.h"
#include "model/frame.h"

#define NETWORK_CN_MOST 8 /* more bonds count as this many */
#define NETWORK_Q_MOST  6

/* An anion by the number of formers it is bonded to. */
typedef enum {
  ANION_FREE,
  ANION_NON_BRIDGING,
  ANION_BRIDGING,
  ANION_TRICLUSTER, /* three or more */
  ANION_N_CLASSES
} AnionClass;

/* Indices are types of the frame; formers and anions only. */
typedef struct {
  guint coordination[SPECIES_MAX][NETWORK_CN_MOST + 1]; /* formers with so many anions */
  guint anion[SPECIES_MAX][ANION_N_CLASSES];
  /* Formers by their bridging anions, those with two formers or more (Qⁿ; of phosphorus
   * Pⁿ). */
  guint q[SPECIES_MAX][NETWORK_Q_MOST + 1];
  /* Anions with exactly two formers, by the types and by the Qⁿ of these; first ≤ second.
   */
  guint bridge[SPECIES_MAX][SPECIES_MAX];
  guint q_pair[NETWORK_Q_MOST + 1][NETWORK_Q_MOST + 1];
  guint n_formers, n_bridges;
} NetworkCounts;

void network_count(const Frame *frame, const Bonds *bonds, NetworkCounts *counts);

// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* Small networks whose rings are known, for the tests of the ring searches. */
#pragma once

#include "model/frame.h"

#define NETWORKS_BOND 1.37 /* Å, of boroxol and chain */

/* B3O3 about centre: atoms 0–2 boron, 3–5 oxygen of the ring, 6–8 an outer oxygen for
 * each boron. */
Frame *networks_boroxol(double edge, Vec3 centre);
/* –B–O–B–O– with n boron atoms along x, through the cell and back to its own image. */
Frame *networks_chain(guint n);
/* Three silicon on one oxygen. */
Frame *networks_tricluster(void);
/* Two silicon on two oxygen. */
Frame *networks_edge_sharing(void);
/* Ideal β-cristobalite, one cubic cell of 8 SiO2. */
Frame *networks_cristobalite(void);
/* α-quartz (P3₂21), one hexagonal cell of 3 SiO2. */
Frame *networks_quartz(void);

/* Moves all atoms into the cell. */
void networks_wrap(Frame *frame);

// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* What a potential would cost here, found by trying: a few steps of it with the atoms of
 * a scene, about half a second. Any thread; a run that goes on meanwhile shares the
 * processors with it. */
#pragma once

#include "model/scene.h"

typedef struct {
  double steps_per_second;
  double us_per_atom; /* µs per atom and step */
} PotentialTrial;

/* potential as Scene.potential. Fails with the reason when it cannot drive these atoms.
 */
gboolean potential_trial(const Scene *scene, const char *potential, PotentialTrial *trial,
                         GError **error);
/* scene as if it had been opened with another potential, which brings its own Coulomb
 * scheme and ranges. Owner: caller. */
Scene *scene_with_potential(const Scene *scene, const char *potential);

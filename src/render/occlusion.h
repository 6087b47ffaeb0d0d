// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* What lies behind its surroundings is darkened, so that near and far come apart, and
 * what passes in front of other things has a line around it. No pass of its own: both are
 * drawn by the passes of all that is solid, in the same go as the things themselves (FULL
 * in their shaders). They look at a small map of how far away their surroundings are on
 * the mean, at their corners (the faces of polyhedra: at every pixel). The line is a rim
 * outside of the silhouette that lies the deeper the farther out, so that the depth test
 * leaves of it what stands before the rest. GL thread. */
#pragma once

#include "render/draw-view.h"

typedef struct Occlusion Occlusion;

Occlusion *occlusion_new(void);
void occlusion_free(Occlusion *occlusion);

/* Makes the map, leaves it in its texture unit, and says in view what is drawn. */
void occlusion_prepare(Occlusion *occlusion, DrawView *view, const Geometry *geometry);
/* Pixels around a place on which its colours depend, at most. */
int occlusion_margin(double scale);

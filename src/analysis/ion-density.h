// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* Where ions have been: their number density on a grid that moves with the framework.
 *
 * Each ion is spread over the eight nodes around it (cloud in cell). Its place is taken
 * in fractions of the present cell, so that a cell that breathes does not blur, and
 * without the drift of the framework (mass-weighted centre of what is not mobile). Frames
 * count alike, or older ones less: exp(−age/memory); the newest frame gets the weight
 * exp(t/memory), which comes to the same and touches no other node. Memory: 4 bytes per
 * node, nodes ≤ ION_DENSITY_NODES; O(ions) per frame. One thread. */
#pragma once

#include "model/field.h"
#include "model/frame.h"

#define ION_DENSITY_NODES 600000

typedef struct IonDensity IonDensity;

/* Of the given atoms of frames like `first`. step: spacing of the nodes, Å (wider when
 * there would be too many). memory: ps, INFINITY: nothing is forgotten. */
IonDensity *ion_density_new(const Frame *first, const guint32 *ion, guint n_ions,
                            double step, double memory);
void ion_density_free(IonDensity *density);

guint ion_density_n_frames(const IonDensity *density);
/* Volume of a node's part of the cell, Å³, in the newest frame. */
double ion_density_voxel(const IonDensity *density);
/* Frames in the mean, older ones counted by their weight: Σ exp(−age/memory). */
double ion_density_weight(const IonDensity *density);

void ion_density_add(IonDensity *density, const Frame *frame);
/* Forgets everything but the reference of the drift. */
void ion_density_restart(IonDensity *density);

/* Mean density, Å⁻³, whose integral is the number of ions, in the cell and at the place
 * of the newest frame: nodes are numbered so that node (0, 0, 0) lies less than a step
 * inside the cell's origin. NULL before the first frame. Owner: caller. */
Field *ion_density_field(const IonDensity *density);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(IonDensity, ion_density_free)

// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* Room in the framework, frame by frame: which sphere fits somewhere, and which one gets
 * through the glass (clearance-field.h, pathway-maker.h). Radii of atoms: Shannon's ionic
 * radii of the element table; mobile ions are not in the way.
 *
 * Chart "clearance": part of the volume in which a sphere of radius r has room, over r,
 * mean of the frames with the standard deviation between them; marks at the radii that
 * percolate along a, b, c. Chart "bottleneck": the largest sphere that passes along a, b,
 * c, against time. Scalars: percolation_radius_A along a, b, c and along any axis, radius
 * of the largest cavity (mean and standard deviation between frames, which is not the
 * error of the mean), free volume (r > 0) as a fraction.
 *
 * Memory: 24 bytes per node (600,000 at most) while a frame is looked at, 8 bytes kept,
 * and 100 kB. Heavy: a frame of 3,000 atoms takes about 0.2 s. */
#pragma once

#include "analysis/observer.h"

/* interval: ps between the frames taken. grid: spacing of the nodes, Å. species: symbol
 * of ions that are not framework although they are not of a mobile kind, or NULL. */
Observer *clearance_observer_new(double interval, double grid, const char *species);

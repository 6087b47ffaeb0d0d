// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* Sites, doorways, percolation and surfaces of an ion density or of a clearance: the
 * merge tree (merge-tree.h) and the surfaces (isosurface.h) put together for people.
 *
 * Of a density ρ the landscape is F = −kT ln ρ: barriers are differences of ln ρ, in kT.
 * About 24 bytes per node while it works. Pure functions; any thread. */
#pragma once

#include "analysis/merge-tree.h"
#include "model/pathways.h"

#define PATHWAY_OCCUPIED 0.01 /* of the time: a maximum below is no site of an ion */

typedef struct {
  double smoothing;   /* Å, width of the Gaussian before anything is looked for */
  double persistence; /* kT that a site stands above the way to a deeper one */
  double enclosed;    /* part of the ions inside the surface where there is no way */
  double least;       /* Å⁻³: what is not above counts as never visited */
  gboolean surfaces;  /* FALSE: for numbers only */
} DensityPathOptions;

#define DENSITY_PATH_OPTIONS_DEFAULT ((DensityPathOptions){0.35, 1.0, 0.7, 0.0, TRUE})

/* density: Å⁻³ in the frame's cell. Surfaces: those of pathways_at_level, 0.2 kT below
 * the percolation level so that the necks of the channel are wide enough to be seen;
 * without a way through at the level that encloses most of the ions. field is the
 * smoothed density. Owner: caller. */
Pathways *pathways_from_density(const Field *density, const Frame *frame,
                                const DensityPathOptions *options);

/* The tree of a clearance, down to −1 Å: no ion squeezes through less. Owner: caller. */
MergeTree *pathways_clearance_tree(const Field *clearance);

/* clearance: Å (clearance-field.h); tree: that of pathways_clearance_tree, or NULL. Sites
 * are cavities (0.1 Å wider than the way to a wider one), values radii. Surfaces: those
 * of pathways_at_level, at level (Å); NAN: 0.05 Å below the radius of the largest sphere
 * that can pass along at least one direction, or at 0 when none can. Owner: caller. */
Pathways *pathways_from_clearance(const Field *clearance, const MergeTree *tree,
                                  const Frame *frame, double level);

/* The same pathways with the surfaces of one level (of the field: Å⁻³, or Å) in the place
 * of theirs: what runs on for ever (winding-part.h) as MESH_CHANNEL, and the rest as
 * MESH_DENSITY or MESH_CLEARANCE; a part without a triangle is left out. pathways needs
 * its field. About 16 bytes per node while it works, no merge tree. Owner: caller. */
Pathways *pathways_at_level(const Pathways *pathways, double level);

/* ln ρ of the middle one of the sites that are occupied, NAN without any. */
double pathways_median_site(const Pathways *pathways);
/* Sites that are occupied. */
guint pathways_n_occupied(const Pathways *pathways);

// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* Where ions can go: surfaces to be drawn, the sites they live in and the doorways
 * between them. Made in one go from a density or a clearance, then immutable;
 * reference-counted (atomic). Places are in the frame of reference of the frame that they
 * were made for (its cell, its drift), Å. */
#pragma once

#include <glib.h>

#include "model/mesh.h"

/* A maximum that the ions stay at. */
typedef struct {
  Vec3 position;    /* Å, inside the cell */
  double occupancy; /* mean number of ions in its basin; NAN of a clearance */
  double value;     /* of the field at the maximum: Å⁻³, or Å */
} PathSite;

/* The best way between two sites: its highest point, where the way is narrowest. */
typedef struct {
  Vec3 position;  /* Å, inside the cell */
  guint site[2];  /* indices into sites; site[0] has the lower value */
  double value;   /* of the field at the doorway: Å⁻³, or Å (radius) */
  double barrier; /* kT, seen from site[0]: ln(value of the site / value of the doorway);
                     NAN of a clearance */
} PathDoorway;

typedef struct {
  gint64 step;         /* of the newest frame in it */
  double time;         /* ps */
  GPtrArray *surfaces; /* Mesh*, owned */
  GArray *sites;       /* PathSite, owned */
  GArray *doorways;    /* PathDoorway, owned */
} Pathways;

/* Empty. */
Pathways *pathways_new(gint64 step, double time);
Pathways *pathways_ref(const Pathways *pathways);
void pathways_unref(Pathways *pathways);

/* First surface of a role, or NULL; belongs to pathways. */
const Mesh *pathways_surface(const Pathways *pathways, MeshRole role);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(Pathways, pathways_unref)

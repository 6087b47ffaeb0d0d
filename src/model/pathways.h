// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* Where ions can go: surfaces to be drawn, the sites they live in and the doorways
 * between them. Made in one go from a density or a clearance, then immutable;
 * reference-counted (atomic). Places are in the frame of reference of the frame that they
 * were made for (its cell, its drift), Å. */
#pragma once

#include <glib.h>

#include "model/field.h"
#include "model/frame.h"
#include "model/mesh.h"

/* A maximum that the ions stay at, or a cavity. */
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
  char *id;     /* of the observable: "density", "clearance"; owned */
  Frame *frame; /* the newest one in it; owned reference */
  Field *field; /* that it was made from: Å⁻³, or Å; owned reference, or NULL */
  /* Value of the field above which it runs on for ever along a, b, c, and in one, two,
     three independent directions; NAN: never. */
  double axis[3], dimension[3];
  double least;        /* what is not above counts as nothing: Å⁻³, or Å */
  GPtrArray *surfaces; /* Mesh*, owned */
  GArray *sites;       /* PathSite, from high to low; owned */
  GArray *doorways;    /* PathDoorway, owned */
} Pathways;

/* Without surfaces, sites and doorways; nowhere a way. Takes references of its
 * own; field may be NULL. */
Pathways *pathways_new(const char *id, const Frame *frame, const Field *field);
Pathways *pathways_ref(const Pathways *pathways);
void pathways_unref(Pathways *pathways);

/* Levels between which a surface says something, both inside the field's values: of a
 * density those that hold nearly all and nearly none of the ions, of a clearance a little
 * less than what gets through and the widest cavity; those of its surfaces. FALSE: there
 * is nothing to see. */
gboolean pathways_level_range(const Pathways *pathways, double *low, double *high);
/* Least and largest value of the field; FALSE: it is not known, or not finite. */
gboolean pathways_field_range(const Pathways *pathways, double *low, double *high);
/* The highest level, or just below, at which it runs on through the glass; NAN: none. */
double pathways_level_through(const Pathways *pathways);
/* What is above a level: part of the ions of a density, part of the volume of a
 * clearance. One pass over the field. */
double pathways_share_above(const Pathways *pathways, double level);

/* First surface of a role, or NULL; belongs to pathways. */
const Mesh *pathways_surface(const Pathways *pathways, MeshRole role);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(Pathways, pathways_unref)

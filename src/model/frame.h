// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* One instant of a glass: what flows from source to observers, picture and files.
 *
 * A Frame is filled by its maker, then shared and never changed again; reference counts
 * are atomic, so any thread may hold one. Arrays have n_atoms elements and belong to the
 * frame; the optional ones are NULL when the source does not know them. */
#pragma once

#include <glib.h>

#include "base/vec3.h"
#include "model/atom-columns.h"
#include "model/cell.h"
#include "model/species.h"

/* Thermodynamic state. Pressure has its kinetic part. */
typedef struct {
  double temperature; /* K, from 3N − 3 degrees of freedom unless the source says else */
  double potential;   /* eV */
  double kinetic;     /* eV */
  double conserved;   /* eV; what the integrator keeps (total energy in NVE) */
  double pressure;    /* eV/Å³ */
  double virial[6];   /* eV, potential part, Voigt xx yy zz yz xz xy; W = −dE/dε */
} Thermo;

typedef struct {
  gint64 step;
  double time;   /* ps */
  guint epoch;   /* counts steering actions that start a new epoch */
  double target; /* K, temperature asked for; NAN when unknown */
  Cell cell;
  guint n_atoms;
  SpeciesList *species; /* owned reference */
  guint8 *type;         /* index into species */
  Vec3 *position;       /* Å, unwrapped */
  Vec3 *velocity;       /* Å/ps, or NULL */
  Vec3 *force;          /* eV/Å, or NULL */
  double *energy;       /* eV per atom, or NULL */
  double *deviation; /* eV/Å per atom: by how much the forces of a committee of learned
                        models differ, or NULL */
  double *grade;     /* per atom: how far beyond what a learned model has seen, 1 at its
                        edge (grade-basis.h), or NULL */
  AtomColumns *columns; /* owned reference, or NULL: what else a file says of each atom */
  gboolean has_thermo;
  Thermo thermo;
} Frame;

typedef enum {
  FRAME_VELOCITY = 1 << 0,
  FRAME_FORCE = 1 << 1,
  FRAME_ENERGY = 1 << 2,
  FRAME_DEVIATION = 1 << 3,
  FRAME_GRADE = 1 << 4,
  FRAME_COLUMNS = 1 << 5, /* of a copy only: the same columns, referenced */
} FrameFields;

/* Zeroed frame with the arrays named by fields; takes its own reference to species. */
Frame *frame_new(SpeciesList *species, guint n_atoms, FrameFields fields);
/* A copy that may be changed; arrays not in fields are left out. */
Frame *frame_copy(const Frame *frame, FrameFields fields);
/* copies[k] ≥ 1 copies side by side along lattice vector k, one whole cell after the
 * other; velocities and forces are copied along. */
Frame *frame_replicate(const Frame *frame, const guint copies[3]);
Frame *frame_ref(const Frame *frame);
void frame_unref(Frame *frame);

/* Atoms of a type. */
guint frame_count_type(const Frame *frame, guint type);
/* The most numerous mobile species, or -1. */
int frame_mobile_type(const Frame *frame);
/* g/cm³ */
double frame_density(const Frame *frame);
/* "Na2Si2O5"-like: counts divided by their greatest common divisor. Owner: caller. */
char *frame_formula(const Frame *frame);
/* Mass-weighted centre of all atoms, Å. */
Vec3 frame_centre_of_mass(const Frame *frame);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(Frame, frame_unref)

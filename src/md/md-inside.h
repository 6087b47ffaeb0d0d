// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* The inside of an engine, shared by md.c (its life, what it tells) and md-step.c (how it
 * moves). Nobody else includes this. */
#pragma once

#include "base/aligned.h"
#include "md/barostat.h"
#include "md/forces.h"
#include "md/guard.h"
#include "md/md-state.h"
#include "md/md.h"
#include "md/parts.h"

/* What the parts of a pass over the atoms find; parts apart, for each has one writer. */
typedef struct {
  double dt; /* of the move, ps; 0: none */
  struct {
    _Alignas(ALIGNED_BYTES) double kinetic; /* Σ m v², amu Å²/ps², after the kick */
    Vec3 current;                           /* e Å/ps, likewise */
    MdSizes size;
  } part[ATOM_PARTS];
} MdPass;

struct Md {
  MdOptions options;
  guint n;
  /* Inside, atoms stand in an order in which neighbours in space are neighbours in memory
   * (k-d tree; it follows the atoms): atom[k] is the number that place k has outside. */
  guint32 *atom;
  SpeciesList *species;
  guint8 *type;
  double *mass, *inv_mass; /* amu; Å/ps² per eV/Å */
  double *charge;          /* e */

  MdState now, good;
  const Vec3 *force; /* eV/Å, of the present positions */

  MdPass launch, land; /* of the step in progress */

  Team *team;
  ForceField *ff;
  Forces *forces;

  /* What every step writes lies apart from what all workers read. */
  _Alignas(ALIGNED_BYTES) const ForceOutput *out;
  Vec3 strain;           /* of the step in progress (rescaling) */
  double virial_then[3]; /* at its begin */
  ForceTimes times;
  gboolean out_is_full, out_has_virial; /* belong to the present positions */
  const double *grade;                  /* of forces; NULL: not asked for yet */
  gint64 graded_step;
};

/* Degrees of freedom: the centre of mass counts only where noise moves it. */
guint md_n_free(const Md *md);
/* eV */
double md_kinetic_energy(const Md *md);
void md_scale_velocities(Md *md, double factor);
/* The energy that is taken out is counted. */
void md_stop_centre_of_mass(Md *md);
/* Forces and what else is wanted; with an errand to be run on the way. */
#define MD_ALL (FORCE_ENERGY | FORCE_VIRIAL)
void md_compute_forces(Md *md, ForceWants wants);
void md_compute_forces_between(Md *md, ForceWants wants, ForceErrand errand);
/* The last good state: made, put back (with forces). */
void md_keep_good(Md *md);
void md_restore_good(Md *md);
/* Runs work for all parts (parts.h) of the places on the team: begin … end − 1. */
typedef void (*MdPartFunc)(Md *md, guint part, guint begin, guint end, gpointer data);
void md_for_parts(Md *md, MdPartFunc work, gpointer data);
/* What moves the cell at present. */
CellDrive md_cell_drive(const Md *md);

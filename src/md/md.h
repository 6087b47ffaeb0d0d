// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* The engine: atoms that obey Newton and, when asked, a thermostat, a barostat and an
 * electric field.
 *
 * One time step (md-step.c, md_step) reads like the algorithm:
 *
 *     couple ─ half kick ─ guard ─ drift ─ forces ─ guard ─ half kick ─ couple
 *
 * velocity Verlet (Swope et al., J. Chem. Phys. 76, 637 (1982)); Langevin's noise and a
 * change of the cell act in the middle of the drift. Positions are never wrapped, so
 * displacements are exact; when the cell changes they are stretched about its origin, all
 * images alike (barostat.h), and a displacement means the motion relative to the cell
 * plus that of the cell itself. Under constant pressure the virial is computed at every
 * step.
 *
 * A field E adds q E to the force of every atom; forces of frames, energies and pressure
 * are those without it, its work is counted in the conserved energy.
 *
 * Conserved energy (Thermo.conserved): potential + kinetic
 *   + what thermostat, barostat and field took away          (Bussi, Langevin, rescaling)
 *   + the energy of the chains, ½ M v² of the cell and P V    (Nosé–Hoover, MTK)
 * It goes on when temperature or pressure are changed only where nothing of them stands
 * in it (Bussi, Langevin, rescaling); with chains it jumps.
 *
 * Units Å, ps, eV, amu, e, K. One engine belongs to one thread; its team of workers is
 * its own. The same start, force field and options give the same bits for any number of
 * threads (md_hash). */
#pragma once

#include <glib.h>

#include "md/force-provider.h"
#include "model/frame.h"
#include "model/scene.h"
#include "potential/force-field.h"

typedef struct Md Md;

typedef struct {
  double dt; /* ps */
  Ensemble ensemble;
  double temperature;    /* K */
  double tau;            /* ps, time constant of the thermostat */
  double pressure;       /* eV/Å³ */
  double tau_pressure;   /* ps, time constant of the barostat */
  gboolean anisotropic;  /* the barostat moves the three axes each for themselves */
  Vec3 field;            /* V/Å */
  gboolean remove_drift; /* stop the centre of mass at every step */
  guint64 seed;
  guint n_threads;           /* 0: one per processor */
  gboolean double_precision; /* the reference path instead of mixed precision */
  const char *kernel;        /* pair kernel by name; NULL: the best there is */
  gboolean keep_velocities;  /* of the start frame; else drawn (Maxwell–Boltzmann) */
} MdOptions;

void md_options_init(MdOptions *options);

/* Why a run was stopped before its state was lost. */
typedef enum {
  MD_OK,
  MD_FAULT_NOT_FINITE,
  MD_FAULT_FORCE,        /* beyond MD_FORCE_LIMIT */
  MD_FAULT_DISPLACEMENT, /* beyond MD_STEP_LIMIT in one step */
  MD_FAULT_CELL,         /* a strain beyond MD_STRAIN_LIMIT in one step */
} MdFaultKind;

#define MD_FORCE_LIMIT  5000.0 /* eV/Å */
#define MD_STEP_LIMIT   0.5    /* Å */
#define MD_STRAIN_LIMIT 0.02
#define MD_KEEP_EVERY   50 /* steps between two copies of the last good state */

typedef struct {
  MdFaultKind kind;
  gint64 step;
  guint32 atom, partner; /* the worst atom and its nearest neighbour */
  double distance;       /* Å, between them */
  double value;          /* eV/Å, Å, or a strain */
} MdFault;

/* Fails when the charges do not balance, the start is not finite or its cell too thin.
 * Both arguments are copied. */
Md *md_new(const Frame *start, const ForceField *ff, const MdOptions *options,
           GError **error);
void md_free(Md *md);

gint64 md_step_number(const Md *md);
double md_time(const Md *md);
const MdOptions *md_options(const Md *md);
const Cell *md_cell(const Md *md);
/* Where the time of the forces went so far. */
const ForceTimes *md_force_times(const Md *md);
/* Name of the pair kernel in use. */
const char *md_kernel(const Md *md);

/* Takes effect from the next step on; statistics of the thermostat (conserved energy) go
 * on. */
void md_set_temperature(Md *md, double kelvin);
void md_set_ensemble(Md *md, Ensemble ensemble);
void md_set_tau(Md *md, double ps);
void md_set_time_step(Md *md, double ps);
/* Of the barostat: eV/Å³, ps. */
void md_set_pressure(Md *md, double pressure);
void md_set_tau_pressure(Md *md, double ps);
/* V/Å */
void md_set_field(Md *md, Vec3 field);
void md_set_force_field(Md *md, const ForceField *ff);
/* Another potential of any kind for the same atoms. Fails, with nothing changed, when the
 * charges do not balance or the cell is too thin for it. */
gboolean md_change_potential(Md *md, const ForceField *ff, GError **error);

/* Advances one step; with_thermo when md_thermo will be asked about it (energies and
 * virial cost extra). On a fault the state is put back to the last good one, at most
 * MD_KEEP_EVERY steps ago, and FALSE is returned. */
gboolean md_step(Md *md, gboolean with_thermo, MdFault *fault);
/* What a person reads about a fault: the pair, its distance, the likely cause.
 * Translated. Owner: caller. */
char *md_describe_fault(const Md *md, const MdFault *fault);

/* FIRE minimiser (Bitzek et al., Phys. Rev. Lett. 97, 170201 (2006)) until the largest
 * force is below f_max (eV/Å) or n_steps are done; velocities are drawn anew afterwards.
 * Returns the largest force. May be called again to go on. */
double md_relax(Md *md, double f_max, guint n_steps);

/* Energies, temperature and pressure of the present state; computes forces anew only when
 * the last step did not need them. */
void md_thermo(Md *md, Thermo *thermo);
/* The present state with what fields asks for; FRAME_DEVIATION is left out when no
 * committee drives, FRAME_GRADE where a model's file tells nothing. Owner: caller. */
Frame *md_frame(Md *md, FrameFields fields);
/* Terms of the energy of the present state, eV. */
typedef struct {
  double pair, self, triple, reciprocal;
} MdTerms;
void md_terms(Md *md, MdTerms *terms);

/* The atom about which a committee of learned models disagrees most, and by how much
 * (eV/Å); FALSE when no committee drives. */
gboolean md_worst_deviation(const Md *md, guint32 *atom, double *deviation);
/* The atom that lies farthest beyond what a learned model has seen, and its grade
 * (grade-basis.h); FALSE when the model's file tells nothing. They are found anew when
 * asked for after MD_GRADE_EVERY steps, at the cost of one step's forces. */
#define MD_GRADE_EVERY 10
gboolean md_worst_grade(Md *md, guint32 *atom, double *grade);

/* Current of the charges, Σ q v, e Å/ps: as it is now, and its integral since the start,
 * e Å, of which the mean current follows without noise. */
Vec3 md_current(const Md *md);
Vec3 md_moved_charge(const Md *md);

/* Writes the state to a file; from then on this engine and one that resumes from it go
 * through the same bits (lists are renewed, so that their history does not matter). */
gboolean md_save(Md *md, const char *path, GError **error);
/* Puts the state of the file in the place of the present one: the same atoms, force field
 * and options are the caller's duty, other atoms are an error. */
gboolean md_resume(Md *md, const char *path, GError **error);

/* FNV-1a over the bits of all positions and velocities and the step: equal runs, equal
 * hash. */
guint64 md_hash(const Md *md);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(Md, md_free)

// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* Everything that defines a run, and the changes that a person makes to it.
 * Plain values; a Scene belongs to whoever made it, Commands travel by value. */
#pragma once

#include <glib.h>

#include "model/frame.h"
#include "model/look.h"

typedef enum {
  ENSEMBLE_NVE,
  ENSEMBLE_NVT_BUSSI,
  ENSEMBLE_NVT_NOSE_HOOVER,
  ENSEMBLE_NVT_LANGEVIN,
  ENSEMBLE_NPT_SCR, /* stochastic cell rescaling, Bussi thermostat */
  ENSEMBLE_NPT_MTK, /* Martyna–Tobias–Klein with Nosé–Hoover chains */
} Ensemble;

/* A number of a pair (or a species, or a triple) of the force field, by symbols. */
typedef enum {
  PARAM_CHARGE,   /* e; species a (b empty) */
  PARAM_MORSE_D,  /* eV */
  PARAM_MORSE_A,  /* Å⁻¹ */
  PARAM_MORSE_R0, /* Å */
  PARAM_C12,      /* eV Å¹² */
  PARAM_TAPER,    /* Å, of a three-body term */
} ParamKind;

typedef struct {
  ParamKind kind;
  char a[4], b[4]; /* element symbols; of a three-body term the ends of its arms */
  char centre[4];  /* of a three-body term, else empty */
  double value;
} ParamChange;

typedef struct {
  char *name;      /* "Sodium disilicate"; owned */
  Frame *start;    /* structure; owned reference */
  char *potential; /* name of a shipped set, or path of a file; of a committee the paths
                      of its members, "a.pt + b.pt" (committee-model.h); owned */
  gboolean wall;   /* repulsion of nuclei under a learned model that brings none */
  double trust;    /* eV/Å: the run pauses when a committee differs by more */
  double grade_limit;   /* a run warns where an atom is beyond this grade (Frame.grade) */
  gboolean grade_pause; /* and pauses; without a window it ends */
  char *coulomb;        /* "dsf", "wolf", "pme", "ewald", or NULL: the set's default */
  double alpha;         /* Å⁻¹; NAN: the set's default */
  double r_coulomb;     /* Å; NAN: default */
  double r_short;       /* Å; NAN: default */
  char *short_shift;    /* "none", "energy", "force", or NULL: default */
  GArray *changes;      /* ParamChange, applied on top of the set; owned */
  Ensemble ensemble;
  double temperature;     /* K */
  double tau;             /* ps, of the thermostat; of Langevin one over the friction */
  double pressure;        /* eV/Å³; NPT */
  double tau_pressure;    /* ps, of the barostat */
  gboolean anisotropic;   /* NPT: the three axes each for themselves */
  double temperature_end; /* K, at the end of a run of given length; NAN: no ramp */
  double pressure_end;    /* eV/Å³; NAN: no ramp */
  Vec3 field;             /* V/Å, on the charges */
  gboolean remove_drift;  /* stop the centre of mass at every step */
  double dt;              /* ps */
  guint64 seed;
  gboolean keep_velocities; /* use start's velocities when it has them */
  gboolean relax;           /* minimise (FIRE) before the first step: random starts */
  Look look;                /* what is to be seen of it; owned */
} Scene;

/* Empty scene with the defaults: pedone2006, NVT Bussi, 1500 K, 0.1 ps, 1 fs, seed 1;
 * no pressure (1 ps), no ramp, no field; wall on, trust 0.35 eV/Å, grades warn beyond 2;
 * nothing said of the look.
 */
Scene *scene_new(void);
/* Deep copy (the start frame is shared). */
Scene *scene_copy(const Scene *scene);
void scene_free(Scene *scene);

/* key = text, '.' as decimal point; a wrong key or value is an error that names it.
 *   temperature (K)  tau (ps)  dt_fs (fs)  seed  ensemble (nve, nvt-bussi or nvt,
 *   nvt-nose-hoover, nvt-langevin, npt-scr or npt, npt-mtk)  pressure_GPa
 *   tau_pressure (ps)  anisotropic (yes, no)  temperature_end (K)  pressure_end_GPa
 *   field_x_V_per_A  field_y_V_per_A  field_z_V_per_A  remove_drift (yes, no)
 *   potential  wall (yes, no)  trust_eV_per_A  grade_limit  grade_pause (yes, no) coulomb
 * alpha (1/Å)  r_coulomb (Å) r_short (Å)  short_shift keep_velocities (yes, no)  relax
 * (yes, no)  "z Si" (e)  "D Si-O" (eV)  "a Si-O" (1/Å)  "r0 Si-O" (Å)  "C Si-O" (eV Å¹²)
 * "taper B-O-Si" (Å), and the keys of look-text.h.
 */
gboolean scene_set(Scene *scene, const char *key, const char *value, GError **error);

/* "nve", "nvt-bussi", "nvt-nose-hoover", "nvt-langevin", "npt-scr", "npt-mtk". Static. */
const char *ensemble_name(Ensemble ensemble);
/* Whether the cell follows a pressure. */
gboolean ensemble_is_npt(Ensemble ensemble);
/* The key that scene_set takes for a change: "z Si", "r0 Si-O". Owner: caller. */
char *param_change_key(const ParamChange *change);
/* Whether both are of the same number. */
gboolean param_change_is_of(const ParamChange *change, const ParamChange *other);

typedef enum {
  COMMAND_PLAY,
  COMMAND_PAUSE,
  COMMAND_STEP,  /* one time step, then pause */
  COMMAND_SPEED, /* value: ps of glass per second of wall time; INFINITY: no limit; of a
                    trajectory: frames per second */
  COMMAND_TEMPERATURE,  /* value: K */
  COMMAND_ENSEMBLE,     /* integer: Ensemble */
  COMMAND_TAU,          /* value: ps */
  COMMAND_TIME_STEP,    /* value: ps */
  COMMAND_PARAM,        /* param */
  COMMAND_RESET_PARAMS, /* back to the values of the set */
  COMMAND_PRESSURE,     /* value: eV/Å³ */
  COMMAND_TAU_PRESSURE, /* value: ps */
  COMMAND_FIELD,        /* value: V/Å; integer: axis, 0 to 2 */
  COMMAND_SEEK,         /* integer: frame; of a trajectory only */
  COMMAND_POTENTIAL,    /* potential: the atoms stay, and are relaxed for a moment */
  COMMAND_WALL,         /* integer: on or off */
  COMMAND_TRUST,        /* value: eV/Å; INFINITY: never pause */
  COMMAND_GRADE_LIMIT,  /* value: of the extrapolation */
  COMMAND_GRADE_PAUSE,  /* integer: pause beyond it, or warn only */
} CommandKind;

typedef struct {
  CommandKind kind;
  gint64 step; /* stamped when applied */
  double value;
  int integer;
  ParamChange param;
  const char *potential; /* as Scene.potential; interned (g_intern_string) */
} Command;

/* Whether this change makes earlier statistics another experiment (temperature, ensemble,
 * parameter), so that analysis begins a new epoch. */
gboolean command_starts_epoch(const Command *command);
/* Whether it changes the forces between the atoms: another Arrhenius line. */
gboolean command_changes_forces(const Command *command);
/* What a person reads on the timeline: "T = 2500 K", "r₀(Si–O) = 2.14 Å". Translated.
 * Owner: caller. */
char *command_describe(const Command *command);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(Scene, scene_free)

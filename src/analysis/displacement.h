// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* Where chosen atoms are now, measured from their first place and without the drift of a
 * reference: u_i(t) = r_i(t) − r_i(0) − [R(t) − R(0)], R a centre. Small
 * numbers, so that single precision is enough for years of glass time. */
#pragma once

#include <glib.h>

#include "model/frame.h"

typedef enum {
  DRIFT_ALL,            /* centre of mass of all atoms */
  DRIFT_FRAMEWORK,      /* centre of mass of the atoms that are not mobile; no correction
                           without any */
  DRIFT_FRAMEWORK_MEAN, /* the same with equal weights */
  DRIFT_NONE,
} DriftReference;

/* Embedded; made by displacement_init, emptied by displacement_clear. */
typedef struct {
  guint n;
  guint32 *atom;  /* the chosen ones, in order; owned */
  Vec3 *origin;   /* Å, first places of them; owned */
  double *weight; /* of every atom of the frame in R; owned */
  guint n_atoms;
  Vec3 centre;      /* R(0), Å */
  Vec3 drift;       /* R(t) − R(0) of the frame last taken, Å */
  float *x, *y, *z; /* u of the frame last taken, Å; one block, owned through x */
} Displacement;

/* atom is copied. The frame gives the first places. */
void displacement_init(Displacement *displacement, const Frame *frame,
                       DriftReference reference, const guint32 *atom, guint n);
void displacement_clear(Displacement *displacement);
/* Fills drift, x, y, z. */
void displacement_take(Displacement *displacement, const Frame *frame);

// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* What tests of every kind of learned potential do: small random structures, one
 * evaluation, and the derivatives of the energy by places and by the cell. Owner of what
 * is returned: caller. */
#pragma once

#include "md/forces.h"
#include "potential/learned/learned-model.h"

/* With this variable a folder is meant that holds published weights and what they should
 * give; without it such tests are skipped. */
#define LEARNED_DATA_VARIABLE "VITRINE_LEARNED_DATA"

/* n atoms, one third Si, the others O, no two nearer than 1.4 Å, in a skewed cell of this
 * edge. */
Frame *random_silica(guint n, double edge, guint seed);
ForceField *bind_model(LearnedModel *model, const Frame *frame);
/* Energy, forces, virial; kernel may be NULL. */
Frame *evaluate_frame(const ForceField *ff, const Frame *frame, const char *kernel,
                      guint n_threads);

double largest_difference(const Vec3 *a, const Vec3 *b, guint n);
double rms_of(const Vec3 *a, guint n);

/* Five-point derivatives of the energy along random directions of all atoms, and by the
 * six strains: largest difference to forces and virial, relative to their size. step: Å,
 * and a tenth of it as strain. */
double gradient_error(const ForceField *ff, const Frame *frame, double step);
double strain_error(const ForceField *ff, const Frame *frame, double step);

/* The frame turned by some angles, and a vector of it. */
Frame *turned_frame(const Frame *frame);
Vec3 turned(Vec3 r);
/* Atoms in reverse, shifted together and put into other images. */
Frame *renamed_frame(const Frame *frame);

/* One Si and one O this far apart (Å), alone in a wide cell. */
Frame *lonely_pair(double distance);
/* Opens a model from bytes, by way of a file that is gone afterwards. */
LearnedModel *open_model_bytes(const void *data, gsize size, GError **error);

/* Hash of a run of some steps at 300 K. */
guint64 hash_after_steps(const Frame *frame, const ForceField *ff, guint n_threads);

/* What a kind is held to in double precision; lives as long as the tests. */
typedef struct {
  const char *name;
  LearnedModel *(*make)(void); /* a new model of Si and O */
  double step;                 /* Å, of the numerical derivatives */
  double derivative;           /* bound of gradient_error and strain_error */
  double symmetry;             /* eV and eV/Å */
} PropertyCase;

/* Registers, as tests below the name: forces and virial are derivatives of the energy; a
 * rotation turns forces and keeps the energy; names and places of atoms do not matter;
 * any number of threads gives the same bits. */
void add_property_tests(const PropertyCase *what);

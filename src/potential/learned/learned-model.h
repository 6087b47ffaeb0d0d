// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* A machine-learned potential read from a file: what it is, what it covers, and its
 * weights. No behaviour: md/learned evaluates it.
 *
 * Immutable once opened, reference-counted (atomic); any thread. Concrete kinds embed
 * LearnedModel first (tensornet-model.h). */
#pragma once

#include <glib.h>

#include "model/frame.h"
#include "potential/force-field.h"

typedef enum {
  LEARNED_TENSORNET, /* tensornet-model.h */
  LEARNED_NEP,       /* nep-model.h */
  LEARNED_MTP,       /* mtp-model.h */
  LEARNED_DEEPMD,    /* deepmd-model.h */
  LEARNED_PAINN,     /* painn-model.h */
  LEARNED_COMMITTEE, /* committee-model.h */
} LearnedKind;

struct LearnedModel {
  gatomicrefcount ref_count;
  LearnedKind kind;
  char *file;          /* as it was opened; owned */
  char *title;         /* one line for people: "TensorNet, 128 channels × 2 blocks" */
  char *provenance;    /* where it comes from, as far as the file says; owned */
  GPtrArray *elements; /* char*, owned: symbols in the model's own order */
  double r_cut;        /* Å, of one neighbour list; a message may reach further */
  gboolean has_wall;   /* brings its own repulsion of nuclei; else md adds one
                          (zbl-provider.h) */
  void (*free)(LearnedModel *self); /* of what the kind adds */
};

/* Whether the first bytes of a file (or the folder) are those of a learned potential;
 * of a committee ("a + b", committee-model.h), of its first member. */
gboolean learned_model_recognises(const char *path);
/* Opens a file by its content, or a committee. Errors name file and reason. Owner:
 * caller. */
LearnedModel *learned_model_open(const char *path, GError **error);
/* Writes the model in the plain layout (weight-file.h); TensorNet alone has one. */
gboolean learned_model_save(const LearnedModel *model, const char *path, GError **error);
LearnedModel *learned_model_ref(LearnedModel *model);
void learned_model_unref(LearnedModel *model);

/* Number of an element in the model, or -1. */
int learned_model_find(const LearnedModel *model, const char *symbol);
/* "TensorNet", …: static. */
const char *learned_kind_name(LearnedKind kind);

/* The model as the force field of the species of frame. An element that the model does
 * not know is an error that names it. Charges are the usual oxidation numbers where they
 * balance, for currents and conductivity; the forces know nothing of them. */
ForceField *learned_model_bind(LearnedModel *model, const Frame *frame, GError **error);

/* For readers: fills the common part of a concrete model. */
void learned_model_init(LearnedModel *model, LearnedKind kind, const char *file,
                        void (*free)(LearnedModel *self));

G_DEFINE_AUTOPTR_CLEANUP_FUNC(LearnedModel, learned_model_unref)

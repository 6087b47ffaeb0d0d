// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* A glass that is taken from run to run: settled, held at a temperature (or ramped), with
 * its cell free or held, and looked at every ten steps while it is held. Each run goes on
 * from the last state of the one before, with its velocities. The caller's thread;
 * internal to run. */
#pragma once

#include "analysis/block-mean.h"
#include "analysis/diffusion-fit.h"
#include "analysis/observer.h"
#include "md/md.h"
#include "run/engine-options.h"

#define BULK_SAMPLE_STEPS 10

/* What is sampled. */
typedef enum {
  BULK_PRESSURE, /* eV/Å³ */
  BULK_VOLUME,   /* Å³ */
  BULK_ENERGY,   /* eV, with the kinetic one */
  BULK_N_VALUES
} BulkValue;

typedef gboolean (*BulkReport)(double fraction, const char *what, gpointer data);

/* Embedded. */
typedef struct {
  Scene *scene;         /* its start is the present state; owned by the maker */
  const ForceField *ff; /* borrowed */
  EngineOptions engine;
  gint64 n_done, n_all; /* steps, for the report */
  BulkReport report;    /* or NULL; FALSE stops */
  gpointer data;
} BulkStages;

typedef struct {
  const char *what; /* translated, for the report */
  gboolean constant_pressure;
  double from, to;     /* K, while it is held */
  double settle, hold; /* ps; at constant pressure the barostat takes a fiftieth of hold
                          at most, so that enough volumes are seen (not below 0.1 ps) */
  Observer *observer;  /* fed while it is held, or NULL; borrowed */
  BlockMean *mean;     /* of BulkValue, or NULL; borrowed */
} BulkStage;

/* Steps of a time in ps. */
gint64 bulk_stages_steps(const BulkStages *stages, double time);
/* Errors (VITRINE_ERROR): a scene that cannot run, a blow-up with its reason, stopped. */
gboolean bulk_stages_run(BulkStages *stages, const BulkStage *stage, GError **error);
/* The present state at another volume (Å³), atoms at the same fractional places. */
void bulk_stages_stretch(BulkStages *stages, double volume);

/* Mean with its error. */
Estimate bulk_value(const BlockMean *mean, BulkValue value);

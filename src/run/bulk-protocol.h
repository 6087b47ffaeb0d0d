// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* Properties of a glass that need a protocol of their own: runs at other volumes, at
 * other temperatures, a ramp. Every run goes on from the last state of the one before,
 * with its velocities. The caller's thread.
 *
 *   BULK_DENSITY    settle and hold at constant pressure: density, energy and what their
 *                   fluctuations tell (analysis/bulk.h): charts "density", "energy"
 *   BULK_MODULUS    K = −V dP/dV = −dP/d ln V: pressure at the volumes 1 − s, 1 − s/2, 1,
 *                   1 + s/2, 1 + s (volumetric strain, s 1 %), the cell held; the line
 *                   through it has errors from blocks of each pressure, widened where
 *                   they scatter more: chart "modulus". The order of the volumes is
 *                   1 + s/2, 1 − s, 1, 1 + s, 1 − s/2, odd about its middle, so that a
 *                   pressure that sinks while the glass ages takes no part in the slope.
 *                   K is that of the time between two volumes, settle and hold: glasses
 *                   just quenched give way for tens of ps
 *   BULK_EXPANSION  constant pressure at T − ΔT, T, T + ΔT: α = d ln V/dT and C_P from
 *                   H = E + PV: chart "expansion"
 *   BULK_CAPACITY   constant cell at T − ΔT, T, T + ΔT: C_V = dE/dT, and from the
 *                   fluctuation at T beside it: chart "capacity"
 *   BULK_TG         a melt at the ramp's first temperature, the ramp at constant pressure
 *                   (analysis/caloric.h), the glass at its end: charts "caloric",
 *                   "dilatometry", the latter with the density of the end
 *
 * Temperature, pressure and time step are those of the scene. */
#pragma once

#include "run/analyze-trajectory.h"
#include "run/engine-options.h"

typedef enum {
  BULK_DENSITY = 1 << 0,
  BULK_MODULUS = 1 << 1,
  BULK_EXPANSION = 1 << 2,
  BULK_CAPACITY = 1 << 3,
  BULK_TG = 1 << 4,
} BulkProperty;

/* FALSE stops with an error. what: the run in words, translated. */
typedef gboolean (*BulkProgress)(double fraction, const char *what, gpointer data);

/* What is known so far, after each of several volumes or temperatures: a new chart with
 * the id of the one that will be in the result. */
typedef void (*BulkShow)(const Chart *chart, gpointer data);

typedef struct {
  guint properties; /* BulkProperty */
  EngineOptions engine;
  double settle, hold;       /* ps, before and while it is measured */
  double strain;             /* s */
  double step;               /* ΔT, K */
  double ramp_from, ramp_to; /* K */
  double ramp_rate;          /* K/ps, > 0 */
  const char *final_path;    /* last state with velocities, or NULL */
  BulkProgress progress;     /* or NULL */
  BulkShow show;             /* or NULL */
  gpointer data;
} BulkOptions;

/* Density, modulus, expansion and capacity after 5 ps during 10 ps; 1 %, 50 K; from
 * 2000 K to 300 K at 20 K/ps. */
void bulk_options_init(BulkOptions *options);

/* Ramps last, as they leave another glass behind. Errors (VITRINE_ERROR): too short a
 * hold, a scene that cannot run, a blow-up with its reason, a file that cannot be
 * written, stopped. Owner: caller. */
AnalysisResult *bulk_protocol_run(const Scene *scene, const BulkOptions *options,
                                  GError **error);

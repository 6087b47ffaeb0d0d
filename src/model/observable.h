// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* What can be measured, as values: the description of an observable that command line and
 * window show, and the choices that its estimator takes. The estimators themselves and
 * the one table of them are analysis/catalogue.h. */
#pragma once

#include <glib.h>

#include "model/bonds.h"

typedef enum {
  OBSERVABLE_TRANSPORT,
  OBSERVABLE_HETEROGENEITY,
  OBSERVABLE_HOPS,
  OBSERVABLE_PATHWAYS,
  OBSERVABLE_RINGS,
  OBSERVABLE_STRUCTURE,
  OBSERVABLE_BULK,
  OBSERVABLE_N_GROUPS
} ObservableGroup;

typedef enum {
  /* What the frames must bring; else it is left out, with the reason. */
  OBSERVABLE_NEEDS_TIMES = 1 << 0,  /* times in the file, or the time between frames */
  OBSERVABLE_NEEDS_FRAMES = 1 << 1, /* more than one */
  OBSERVABLE_NEEDS_IONS = 1 << 2,   /* mobile ions, or the species asked for */
  OBSERVABLE_NEEDS_THERMO = 1 << 3, /* energy or pressure of the frames */
  OBSERVABLE_NEEDS_PATHS = 1 << 9,  /* atoms followed from frame to frame */
  /* What a live run does with it. */
  OBSERVABLE_HEAVY = 1 << 4,   /* costs more than a frame may: runs on a worker */
  OBSERVABLE_ALWAYS = 1 << 5,  /* cheap: watched even while no chart of it is shown */
  OBSERVABLE_SETTLES = 1 << 6, /* after steering it waits until the glass has settled */
  OBSERVABLE_LASTING = 1 << 7, /* steering does not restart it */
  OBSERVABLE_LIVE = 1 << 8,    /* of several epochs: no use for a trajectory of one */
  /* Not of frames but of a protocol of its own, which a person begins (run/bulk-job.h).
   */
  OBSERVABLE_MEASURED = 1 << 10,
} ObservableFlags;

#define OBSERVABLE_MOST_CHARTS 8

/* One chart of an observable. */
typedef struct {
  const char *id;    /* chart id: file name, JSON key; unique among all observables */
  const char *title; /* to be translated */
  gboolean shown;    /* in the window unless the person chose otherwise */
} ObservableChart;

typedef struct {
  const char *id;    /* "msd"; with two dashes the flag of vitrine-cli analyze */
  const char *title; /* "Mean square displacement"; to be translated, as help is */
  const char *help;  /* one line of --help */
  ObservableGroup group;
  guint flags;        /* ObservableFlags */
  double interval;    /* ps between frames in a live run; 0: every one */
  const char *leader; /* id of the observable that this one reads, or NULL */
  const char *beside; /* id of one that tells the rest of its events, or NULL */
  ObservableChart chart[OBSERVABLE_MOST_CHARTS]; /* up to the first without id */
} Observable;

typedef struct ObserverCharge {
  char symbol[4];
  double charge; /* e */
} ObserverCharge;

/* "Na=1,Si=2.4,O=-1.2": ObserverCharge. NULL with error when a part is not an element and
 * a number. Owner: caller. */
GArray *observer_charges_parse(const char *text, GError **error);

/* "0-9,15": numbers of atoms from 0 (guint32), each once, ascending. NULL with error when
 * it is not such a list. Owner: caller. */
GArray *observer_atoms_parse(const char *text, GError **error);

/* Choices of a person; an estimator takes those that concern it. */
typedef struct {
  double interval;     /* ps between the frames taken; 0: every frame */
  const char *species; /* symbol of the ions; NULL: the most numerous mobile species */
  const guint32 *selection; /* atoms, ascending, whose motion is looked at in place of a
                               species; NULL: none */
  guint n_selected;
  const guint32 *hop_selection; /* the same, whose hops; of one species */
  guint n_hop_selected;
  double fit_from, fit_to; /* ps, lags between which D is fitted; NAN: automatic */
  const char *protocol;    /* of transport-protocol.h: D as a published work took it */
  double temperature;      /* K, of a trajectory that does not tell; NAN */
  const struct ObserverCharge *charges; /* of species, for conductivity; NULL: ions 1 */
  guint n_charges;
  double hop_window;      /* ps, half window of p_hop */
  double hop_threshold;   /* Å², p_c */
  double hop_core;        /* Å, radius of a cage's core; 0: from its own fluctuation */
  double hop_back;        /* ps, after which a return is a hop of its own */
  double hop_lag;         /* ps, τ_c: hops that go together; NAN: automatic */
  double hop_reach;       /* Å, d_c; NAN: automatic */
  double cluster_window;  /* ps, of hops by clusters, 20 … 50 */
  double cluster_smooth;  /* ps, width of their running mean; 0: none */
  guint cluster_most;     /* cages of an ion in the window, 2 … 16 */
  double cluster_core;    /* Å, radius of the core of a cage */
  double cluster_least;   /* Å, extent of more than one cage, and distance of two */
  double silhouette;      /* least one of two cages, of hops by clusters */
  double wave_number;     /* Å⁻¹, of F_s(q,t); NAN: first peak of S(q) or 2π/3 Å */
  double overlap;         /* Å, a of the overlap function Q(t) */
  const BondChoice *bond; /* where bonds end; other pairs: first minimum of g(r) */
  guint n_bonds;
  guint ring_size;   /* formers of the largest ring looked for */
  double grid;       /* Å, spacing of the density and clearance grids */
  double memory;     /* ps after which the density forgets; INFINITY: never */
  guint64 seed;      /* of everything drawn by lot */
  guint n_threads;   /* of what takes long; 0: one per processor */
  gboolean thorough; /* nothing is left out to save time, as live runs do */
} ObserverOptions;

void observer_options_init(ObserverOptions *options);

guint observable_n_charts(const Observable *observable);
/* "Transport", "Dynamic heterogeneity" …; translated. */
const char *observable_group_title(ObservableGroup group);

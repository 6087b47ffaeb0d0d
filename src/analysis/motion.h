// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* What all estimators of motion share: where every atom has gone, at all lags, once.
 *
 *        frame ─▶ Displacement ─▶ LagLadder ─▶ MsdSums        (msd, α₂, conductivity)
 *                                     └──────▶ pair of views  (van Hove, F_s, overlap)
 *
 *   Δ_i(t; t0) = r_i(t0 + t) − r_i(t0) − [R(t0 + t) − R(t0)],
 * R as the drift reference says. The points of the ladder are the atoms species by
 * species (one group each), then those of a selection once more, and last two sums over
 * charges: mobile  Σ_i z_i r_i over the ions in the frame of the framework (all that is
 * neither mobile nor one of these ions; the laboratory's frame when that is nothing), all
 * Σ_i q_i r_i over all atoms, when their charges were given.
 *
 * A view is an observer of motion: it reads the sums, or asks for the pairs. Views share
 * a motion by reference count; whichever of them is fed a frame first makes all of them
 * see it. The view made first leads: when an epoch begins for it, it begins for all; the
 * others only take leave of the one that ends. One thread.
 *
 * Memory at 3,000 atoms: 0.77 MB per octave of time (ladder and sums), at most 18.5 MB
 * whatever the length of the run. */
#pragma once

#include "analysis/diffusion-protocol.h"
#include "analysis/displacement.h"
#include "analysis/frame-check.h"
#include "analysis/ghosts.h"
#include "analysis/msd-sums.h"
#include "analysis/observer.h"

#define MOTION_CHARTS 3 /* of one view, at most */

typedef struct Motion Motion;
typedef struct MotionView MotionView;

typedef struct {
  const Element *element; /* NULL: the selection */
  guint first, n;         /* points */
} MotionGroup;

/* Read it; what changes it are the functions below. */
struct Motion {
  FrameCheck check;
  Displacement displacement; /* of all points that are atoms */
  MsdSums *sums;             /* NULL before the first frame; owned */
  guint n_groups;            /* of atoms; groups of sums with the same numbers */
  MotionGroup group[MSD_GROUPS_MOST];
  int ion;         /* group that is asked about, or -1: nothing is mobile */
  int mobile, all; /* groups of sums with the sums over charges, or -1 */
  double mobile_square, all_square; /* Σ z², e² */
  double temperature_sum;
  guint n_temperatures;
  double volume_sum;                 /* Å³, over the samples */
  guint epoch;                       /* of the last frame */
  guint64 n_taken;                   /* frames, ever */
  double fit_from, fit_to;           /* ps, window asked for; NAN: automatic */
  const TransportProtocol *protocol; /* or NULL */
  struct MotionInner *inner;
};

struct MotionView {
  Observer observer;
  Motion *motion;   /* owned reference */
  guint64 n_seen;   /* managed by motion, as ended */
  gboolean ended;   /* the epoch is over for this view */
  double pace;      /* ps: pairs of samples at least about this far apart are wanted */
  guint stride;     /* managed by motion: of every so manieth sample, a power of 2 */
  guint ghost_lags; /* an epoch that reached fewer leaves no ghost */
  Ghosts ghosts[MOTION_CHARTS]; /* of each chart */
  /* One pair of samples; NULL when the sums are enough. */
  void (*pair)(MotionView *self, const LagPair *pair);
  /* The first frame came: groups are known. NULL: nothing to do. */
  void (*begin)(MotionView *self, const Frame *frame);
  /* Statistics begin anew. NULL: there are none but the motion's. */
  void (*reset)(MotionView *self);
};

/* All that follows before the first frame. */
Motion *motion_new(void);
Motion *motion_ref(Motion *motion);
void motion_unref(Motion *motion);
/* The ions: a symbol, NULL for the most numerous mobile species. */
void motion_set_species(Motion *motion, const char *symbol);
/* Atoms (numbers from 0) that are the ions in place of a species. Copied. */
void motion_set_selection(Motion *motion, const guint32 *atom, guint n);
void motion_set_drift(Motion *motion, DriftReference reference);
/* Charge of a species, e. Without any the ions carry one each. */
void motion_set_charge(Motion *motion, const char *symbol, double charge);
/* Time that is left out at the beginning of every epoch, ps. */
void motion_set_skip(Motion *motion, double skip);

/* D as a published work took it, beside the usual one; sets drift and skip, and the
 * interval between samples of all views. NULL: nothing changes. */
void motion_set_protocol(Motion *motion, const TransportProtocol *protocol);
/* K, instead of what the frames tell. */
void motion_set_temperature(Motion *motion, double temperature);
/* Lags between which D is fitted, ps; NAN: automatic. At any time. */
void motion_set_window(Motion *motion, double from, double to);

/* The part of a view's maker and end that belongs to motion; the reference is taken. */
void motion_view_init(MotionView *view, Motion *motion, const ObserverClass *klass,
                      double interval);
void motion_view_clear(MotionView *view);
/* Every origin counts from now on, whatever that costs (a view whose pairs are read:
 * pace 0). Before the first frame. */
void motion_view_take_all(Observer *view);
/* Vfuncs of every view's class. */
gboolean motion_view_add_frame(Observer *self, const Frame *frame, GError **error);
void motion_view_begin_epoch(Observer *self);

/* ps */
double motion_spacing(const Motion *motion);
double motion_duration(const Motion *motion);
double motion_lag(const Motion *motion, guint index);
/* K, mean of the epoch; NAN when no frame told one. */
double motion_temperature(const Motion *motion);
/* Å³, mean of the epoch. */
double motion_volume(const Motion *motion);
/* Symbol, or "selection". */
const char *motion_group_label(const Motion *motion, guint group);
/* The verdict on the diffusion of a group; there must be sums. */
DiffusionResult motion_judge(const Motion *motion, guint group);
/* D of a group by the protocol; there must be one, and sums. */
ProtocolResult motion_protocol_fit(const Motion *motion, guint group);
/* Lags whose pairs are at most half of the time seen, and two at least if there are. */
guint motion_lags_to_show(const Motion *motion);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(Motion, motion_unref)

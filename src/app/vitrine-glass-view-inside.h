// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* The inside of the view, shared by vitrine-glass-view.c (its parts, the style of the
 * picture), vitrine-glass-view-pick.c (what is selected), vitrine-glass-view-actions.c
 * (keys and menus) and vitrine-glass-view-overlay.c (cards and words over the picture).
 * Nobody else includes this. Main thread. */
#pragma once

#include <adwaita.h>

#include "app/atom-selection.h"
#include "app/ring-finder.h"
#include "app/vitrine-atom-card.h"
#include "app/vitrine-glass-area.h"
#include "app/vitrine-glass-marks.h"
#include "app/vitrine-glass-view.h"
#include "app/vitrine-legend.h"
#include "app/vitrine-level-card.h"
#include "app/vitrine-replay-bar.h"
#include "app/vitrine-thing-card.h"

struct _VitrineGlassView {
  GtkWidget parent_instance;

  GtkStack *stack;
  AdwStatusPage *failure_page;
  VitrineGlassArea *area;
  VitrineLegend *legend;
  VitrineLevelCard *level_card;
  VitrineReplayBar *replay_bar;
  VitrineGlassMarks *marks;
  GtkWidget *rates_label, *clock, *style_switch;
  VitrineAtomCard *atom_card;
  VitrineThingCard *thing_card;
  GtkLabel *measure_label;
  GtkLabel *hover_label;

  VitrineSession *session;
  VitrineLook *look;
  AtomSelection *selection;
  RingFinder *ring_finder;
  Event *hop;       /* looked at; owned, or NULL */
  RenderKind thing; /* that was clicked: bond, ring, hop; or nothing */
  guint bond[2];
  Ring ring;
  Frame *origin;            /* of displacements, or NULL: beginning of the epoch */
  char *motion;             /* what is said about it, or NULL */
  double hop_age, hop_time; /* ps: in force; as chosen, 0: by their number */
  double hop_lag;           /* ps from a hop until it is known */
  const void *last_hop;     /* the newest one seen, to compare only */
  gboolean failed, opened;  /* opened: another glass, not the same from another state */
  gint64 overlay_time;
  guint layout_source;
};

/* Everything that the picture's style is made of. */
void vitrine_glass_view_apply_style(VitrineGlassView *self);
/* Soon, what there is room for is shown: widgets may not be shown or hidden while they
 * are being allocated or realized. */
void vitrine_glass_view_queue_layout(VitrineGlassView *self);

/* ps that the newest hop glows. */
double vitrine_glass_view_glow_time(const VitrineGlassView *self);
void vitrine_glass_view_update_atom_card(VitrineGlassView *self);
/* Of the bond, ring or hop that was clicked. */
void vitrine_glass_view_update_thing_card(VitrineGlassView *self);
/* Lengths and angles of those selected. */
void vitrine_glass_view_update_measures(VitrineGlassView *self);
void vitrine_glass_view_update_motion(VitrineGlassView *self);
/* All of these but measures, the legend and the age of hops. */
void vitrine_glass_view_update_overlay(VitrineGlassView *self);

void vitrine_glass_view_bind_picks(GtkWidgetClass *klass);
/* Rubber band and menu. */
void vitrine_glass_view_add_picks(VitrineGlassView *self);
void vitrine_glass_view_selection_changed(VitrineGlassView *self);
/* Mobile ions one after the other: without a pointer this is the way to pick. */
void vitrine_glass_view_select_neighbour(VitrineGlassView *self, int step,
                                         gboolean extend);

void vitrine_glass_view_bind_keys(GtkWidgetClass *klass);
